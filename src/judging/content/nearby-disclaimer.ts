import type { NoticeOfChange } from '../../model/content.js';
import type { Block, Document } from '../../model/document.js';
import type { Governor } from '../../model/quote.js';
import { Haystack, haystacksOf } from '../../passage/haystack.js';
import { judgeQuote } from '../../passage/judge-quote.js';
import { NOTICE_HEAD, pointingsOf } from '../../passage/text/retraction-phrases.js';
import { LINE_END, segmentSentences, shorten } from '../../passage/text/sentences.js';
import { type Word, wordsOf } from '../../passage/text/tokens.js';
import {
  hasUnspacedNegation,
  isDemonstrative,
  isDisclaimer,
  isDoubting,
  isNegation,
  unsays,
} from '../../passage/weight.js';
import { type Changed, keyOf } from './paragraphs.js';
import { isProse } from './volatile-text.js';

/** Words of the longest clause that says no more of what stands beside it than what it is. */
const SHORT_CLAUSE = 8;
/** A year is no figure of a passage. */
const YEAR = /^(?:1[89]|20)\d\d$/;
const CLAUSE_END = /[.,:;!?。，：；！？،؛()[\]\n–—]/u;

const sentencesIn = (text: string): readonly string[] =>
  Array.from(segmentSentences(text), ({ segment }) => segment.trim());

const keyOfText = (text: string): string => keyOf(wordsOf(text));
const bareText = (words: readonly Word[]): string => words.map(({ bare }) => bare).join(' ');

/**
 * A sentence (disclaimer) that came tonight beside a standing passage or above the text, speaks of the claim or the
 * text, and denies, since no list has all wordings; or null. `passages`: as they stand. `come`: what came tonight.
 */
export function findNearbyDisclaimer(
  before: Document,
  after: Document,
  passages: readonly string[],
  come: readonly Changed[],
): NoticeOfChange | null {
  if (passages.length === 0) return null;
  const blocks = textBlocks(after);
  const lines = passages.flatMap(tellingLines);
  const figures = new Set(passages.flatMap(figuresOf));
  const stood = textBlocks(before);
  const arrived = come.map(({ words }) => ` ${keyOf(words)} `);
  const hasCome = (sentence: string): boolean => {
    const key = keyOfText(sentence);
    return key !== '' && arrived.some((paragraph) => paragraph.includes(` ${key} `));
  };
  const known = new Set(stood.flatMap(({ text }) => sentencesIn(text).map(keyOfText)));
  const isApart = (sentence: string): boolean =>
    !lines.some((line) => sentence.includes(line) || line.includes(sentence));
  const beside = besideLines(blocks, lines);
  const head = headOf(blocks, stood);
  for (const [i, block] of blocks.entries()) {
    if (!beside.has(i) && i >= head) continue;
    const isOver = beside.has(i + 1) && headsDoubtful(block);
    const found = sentencesIn(block.text).find(
      (one) =>
        isApart(one) &&
        (isOver || doubts(one, figures, beside.has(i))) &&
        hasCome(one) &&
        !known.has(keyOfText(one)),
    );
    if (found !== undefined) return { kind: 'doubt', words: shorten(found, NOTICE_HEAD) };
  }
  return null;
}

/** The figures of a passage that say how many, but for those that stand everywhere. */
const figuresOf = (passage: string): readonly string[] =>
  wordsOf(passage)
    .filter(({ kind, bare }) => kind === 'number' && bare.length > 1 && !YEAR.test(bare))
    .map(({ key }) => key);

/** The blocks that carry one of these lines, those before and behind them, and the notes to them. */
function besideLines(blocks: readonly Block[], lines: readonly string[]): ReadonlySet<number> {
  const carry = [...blocks.entries()].filter(([, { text }]) =>
    lines.some((line) => text.includes(line)),
  );
  const isNoted = carry.some(([, { notes = [] }]) => notes.length > 0);
  const after = carry.at(-1)?.[0] ?? blocks.length;
  // What a note mark in such a block leads to stands in a list below it.
  const noted = isNoted
    ? [...blocks.keys()].filter((i) => i > after && blocks[i]?.item === true)
    : [];
  return new Set([...carry.flatMap(([i]) => [i - 1, i, i + 1]), ...noted]);
}

/** How many blocks stand above the first prose that stood there before: a note on the whole text comes to stand among them. */
function headOf(blocks: readonly Block[], before: readonly Block[]): number {
  const stood = new Set(before.map(({ text }) => text));
  return blocks.findIndex(
    ({ text, heading }) => heading === undefined && isProse(text) && stood.has(text),
  );
}

/** True for a sentence that speaks of the text and calls it wrong, or, `beside` a passage, of what that claims. */
function doubts(sentence: string, figures: ReadonlySet<string>, beside: boolean): boolean {
  const words = wordsOf(`${sentence} `);
  const disclaims = words.some(isDisclaimer);
  const pointings = pointingsOf(sentence);
  if (pointings.some(({ isWrong }) => isWrong || disclaims || LAPSED.test(sentence))) return true;
  if (deniesFigure(words, figures)) return true;
  if (!beside) return false;
  return (
    pointings.some(
      ({ at }) => at === 'claim' && (words.some(isDoubting) || turnsAway(sentence, words)),
    ) || clausesOf(words).some(isVerdict)
  );
}

/** That a text holds no more. English alone. */
const LAPSED =
  /\b(?:is|are|was|were|been|became)(?: now| since| therefore)? (?:out[- ]of[- ]date|outdated|obsolete|no longer)\b/iu;

/** That something has come after what is claimed: `has since`, `later`, `no longer`. English alone. */
const AFTERWARDS =
  /\b(?:(?:has|have|had) since|(?:has|have) now|no longer|later|subsequently|afterwards?)\b/iu;
/** Verbs that say that something was done badly: `misattributed`, `overstated`. */
const AMISS = /^(?:mis(?!si)|(?:over|under)(?=stat|count|estimat))\p{L}{4,}ed$/u;
/** What is done to a claim that goes on standing. */
const AFFIRMS =
  /\b(?:re)?(?:affirm|confirm|corroborat|substantiat|verif|repeat|reiterat|welcom|endors|believ|publish|quot|cit(?:e|ed|es|ing)\b|accurate|correct|true)/iu;
/** Words of the longest clause that says of a claim what it was and nothing else: `This figure was inflated`. */
const PREDICATE = 5;
const IS = /\b(?:is|are|was|were)$/iu;

/** True for the present of a verb of which the past form doubts: `disputes`, `contests`. */
const doubtsNow = (word: Word): boolean =>
  /[^s]s$/u.test(word.key) &&
  ['d', 'ed'].some((end) => isDoubting({ ...word, key: `${word.key.slice(0, -1)}${end}` }));

/** Words of the longest heading that calls what stands under it doubtful, and nothing else. */
const HEADING = 6;

/** True for a heading that names claims and doubts them: `Unverified claims`, `Rumours`, `Allegations that the panel rejects`. One that names a topic (`False papers`) does not. */
function headsDoubtful({ text, heading }: Block): boolean {
  if (heading === undefined) return false;
  const words = wordsOf(`${text} `);
  const isCalledFalse = words.every((word) => word.kind !== 'word' || isDisclaimer(word));
  return (
    words.length <= HEADING &&
    (words.some(isDoubting) || unsays(text)) &&
    (isCalledFalse || pointingsOf(`these ${text}`).some(({ at }) => at === 'claim'))
  );
}

/** True for what stands over a passage and denies what follows, as far as words tell: a heading, or a line that is no sentence of its own. */
export function deniesBelow({ as, text }: Governor): boolean {
  if (as === 'heading') return headsDoubtful({ text, role: 'main', heading: 1 });
  const last = sentencesIn(text).at(-1) ?? '';
  if (isProse(last)) return false;
  return (
    hasUnspacedNegation(last) ||
    wordsOf(`${last} `).some((word) => isNegation(word) || isDisclaimer(word))
  );
}

/** True for a sentence about a claim that says what became of it, or what it is, and does not affirm it: the verbs of that are without number. */
function turnsAway(sentence: string, words: readonly Word[]): boolean {
  if (AFFIRMS.test(sentence)) return false;
  const isPredicate = (clause: readonly Word[]): boolean =>
    clause.length <= PREDICATE &&
    clause.slice(0, 1).some(isDemonstrative) &&
    IS.test(bareText(clause.slice(0, -1)));
  return (
    AFTERWARDS.test(sentence) ||
    words.some((word) => AMISS.test(word.key) || doubtsNow(word)) ||
    clausesOf(words).some(isPredicate)
  );
}

function clausesOf(words: readonly Word[]): readonly (readonly Word[])[] {
  const clauses: Word[][] = [[]];
  for (const word of words) {
    (clauses.at(-1) as Word[]).push(word);
    if (CLAUSE_END.test(word.raw.slice(word.bare.length))) clauses.push([]);
  }
  return clauses;
}

/** True for a clause that ends with what it calls something: `… was wrong`, and not `… wrong papers`. */
const endsInDisclaimer = (clause: readonly Word[]): boolean => {
  const last = clause.at(-1);
  return last !== undefined && isDisclaimer(last);
};

const OUTDATED = /^\w{4,5} (?:is|are|was|were) no longer\b/iu;

/** True for `This turned out to be untrue`, and for `This is no longer the case`. */
const isVerdict = (clause: readonly Word[]): boolean =>
  clause.length <= SHORT_CLAUSE &&
  clause.slice(0, 1).some(isDemonstrative) &&
  (endsInDisclaimer(clause) || OUTDATED.test(bareText(clause)));

/** True where a figure is denied (`not 43`), or a clause with it says that it is wrong. */
const deniesFigure = (words: readonly Word[], figures: ReadonlySet<string>): boolean =>
  clausesOf(words).some((clause) =>
    clause.some(({ key }, i) => {
      const before = clause[i - 1];
      return (
        figures.has(key) &&
        (endsInDisclaimer(clause) || (before !== undefined && isNegation(before)))
      );
    }),
  );

/** Share of a line that stands in another paragraph, from which on that is the same one in other words. */
const LIKE = 0.8;

/** The new wording of a passage whose old wording the page shows elsewhere under a new label or place: a similar paragraph with another word that weighs came where it stood. Else null. */
export function findRestatement(
  before: Document,
  after: Document,
  passages: readonly string[],
): NoticeOfChange | null {
  if (passages.length === 0) return null;
  const [stood, stands] = [textBlocks(before), textBlocks(after)];
  for (const line of passages.flatMap(tellingLines)) {
    const other = instead(line, stood, stands, after);
    if (other !== null) return { kind: 'doubt', words: shorten(other.text, NOTICE_HEAD) };
  }
  return null;
}

/** The new paragraph in the place of a line; null where the line stands as it stood. */
function instead(
  line: string,
  stood: readonly Block[],
  stands: readonly Block[],
  after: Document,
): Block | null {
  const carries = ({ text }: Block): boolean => text.includes(line);
  const was = stood.findIndex(carries);
  if (was < 0) return null;
  const known = new Set(stood.map(({ text }) => text));
  const places = new Map(stands.map(({ text }, i) => [text, i]));
  const placeOf = (block: Block | undefined): number | undefined => places.get(block?.text ?? '');
  const above =
    placeOf(stood.slice(0, was).findLast((block) => placeOf(block) !== undefined)) ?? -1;
  const below =
    placeOf(
      stood.slice(was + 1).find((block) => (placeOf(block) ?? -1) > above && !carries(block)),
    ) ?? stands.length;
  const now = stands.findIndex((block, i) => i > above && carries(block));
  const isHere = now > above && now < below;
  if (isHere && !isLabelled(stands, now, known) && stands[now]?.caption === stood[was]?.caption)
    return null;
  const region = stands.slice(above + 1, isHere ? now : below);
  return region.find((block) => !known.has(block.text) && isOtherwise(line, block, after)) ?? null;
}

function isLabelled(stands: readonly Block[], at: number, known: ReadonlySet<string>): boolean {
  const above = stands[at - 1];
  return (
    above !== undefined &&
    !known.has(above.text) &&
    (above.heading !== undefined || !isProse(above.text))
  );
}

/** True for a paragraph that has a line in other words, of which one weighs. */
function isOtherwise(line: string, block: Block, document: Document): boolean {
  const { hidden, struck, ...page } = document;
  const haystacks = haystacksOf({ ...page, blocks: [block] });
  const text = { kind: 'text', url: '', haystacks } as const;
  const { verdict, weighty, similarity } = judgeQuote('', { text: line }, text);
  return verdict === 'altered' && weighty && similarity >= LIKE;
}

/** Letters of a line of a passage by which its block is known. */
const TELLING_LINE = 25;

/** The blocks of a document's own text, without note marks, their lines ended by spaces. */
const textBlocks = ({ blocks }: Document): readonly Block[] =>
  new Haystack(blocks.filter(({ role }) => role === 'main')).blocks.map((block) =>
    block.text.includes(LINE_END)
      ? { ...block, text: block.text.replaceAll(LINE_END, ' ') }
      : block,
  );

/** The lines of a passage, as it stands, by which a block that carries it is known. */
function tellingLines(passage: string): readonly string[] {
  const lines = passage.split(/\n| \[\.\.\.\] /u);
  const telling = lines.filter(({ length }) => length >= TELLING_LINE);
  return telling.length > 0 ? telling : lines;
}
