import type { Block } from '../model/document.js';
import type { Tier } from '../model/quote.js';
import type { Haystack, Span } from './haystack.js';
import { keysWithoutLost } from './homographs.js';
import { fold, foldedLetters, foldedText, lettersOf, UNSPACED } from './text/fold.js';
import { inOneScript } from './text/scripts.js';
import { endsClause, hasSentenceEnd, marksNoEnds, segmentSentences } from './text/sentences.js';
import { quotedSpellings } from './text/spelling.js';
import { boundsOfWords, type Word, wordsOf } from './text/tokens.js';
import { isGrave, isTelling, mayWeigh } from './weight.js';

/** What stands in a quotation before one of its parts. */
export type Seam = 'start' | 'omission' | 'ellipsis';

const needleOf: Readonly<Record<Tier, (s: string) => string>> = {
  exact: (s) => s,
  folded: (s) => foldedText(s).trim(),
  letters: foldedLetters,
  script: (s) => inOneScript(lettersOf(fold(s))).text,
};

/** A text from its first word to its last, and what follows that: quote marks, stray full stops and spaces prove nothing. */
export function betweenWords(
  text: string,
): { readonly segment: string; readonly closing: string; readonly start: number } | null {
  const bounds = boundsOfWords(text);
  if (bounds === null) return null;
  const { start, end } = bounds;
  return { segment: text.slice(start, end), closing: text.slice(end).trimEnd(), start };
}

/** A sentence shorter than this, in letters, goes with the next: it would stand anywhere. */
const SENTENCE = 25;

function joinedSentences(text: string): readonly string[] {
  const sentences: string[] = [];
  for (const { segment } of segmentSentences(text)) {
    const last = sentences.at(-1);
    if (last !== undefined && foldedLetters(last).length < SENTENCE)
      sentences[sentences.length - 1] = last + segment;
    else sentences.push(segment);
  }
  return sentences;
}

interface Sentence {
  readonly part: Part;
  readonly inserted: string | null;
}

/** The changes within a word, in its own units. */
const changesOf = (
  { at, bare }: Word,
  changes: readonly ChangedLetters[],
): readonly ChangedLetters[] =>
  changes
    .filter((change) => change.at >= at && change.at + change.length <= at + bare.length)
    .map((change) => ({ at: change.at - at, length: change.length }));

/** Endings that an editor gives to a word so that it fits the new sentence. Each stands for any other of its row. */
const ENDINGS: readonly (readonly string[])[] = [
  ['', 's', 'es', 'd', 'ed'],
  ['y', 'ies', 'ied'],
  ['z', 's', 'c'],
];
/** Endings that may have been taken away where the brackets are empty. */
const TAKEN: readonly string[] = ['s', 'es', 'd', 'ed', 'e', 'n', 'en', 'er', 'r'];
/** A consonant doubled before an ending: `control[led]`. */
const DOUBLED = /^\p{L}ed$/u;
const VOWELS: readonly string[] = [...'aeiouyаеиоуыяюіїє'];
/** German articles and their like, which show case by their last letter. */
const ARTICLE = /^(?:d|[kmds]?ein|ihr|unser|dies|jen)e$/iu;
const CASES: readonly string[] = ['', 'm', 'n', 'r', 's'];
/** Forms of a word that share their first letters, where more than an ending differs. */
const FORMS: readonly (readonly string[])[] = [
  ['has', 'have', 'had'],
  ['was', 'were'],
  ['say', 'says', 'said'],
  ['do', 'does', 'did'],
  ['this', 'that', 'these', 'those'],
  ['the', 'they', 'their', 'them'],
];
/** Changes of one word that are looked at: with more, nobody can tell what it was. */
const MOST = 2;

/** A stretch of a quotation that must stand in one piece, but for a few words where its editor inserted others. */
export class Part {
  // Kept here and not in a WeakMap beside it: what a WeakMap holds outlives every minor garbage collection, and is copied by each.
  readonly #needles: Partial<Record<Tier, readonly string[]>> = {};
  #words: readonly (readonly Word[])[] | null = null;
  #sentences: readonly Sentence[] | null = null;

  /** `insertions`: before each segment but the first, without brackets. `closing`: punctuation at the end. `after`: `ellipsis` for a bare `…`. `changes`: letters the editor changed, by segment. */
  constructor(
    readonly segments: readonly string[],
    readonly insertions: readonly string[],
    readonly closing: string,
    readonly after: Seam,
    private readonly changes: readonly (readonly ChangedLetters[])[] = [],
  ) {}

  /** True where some of its words stand on the page in another spelling only. */
  isSpelledOtherwise(page: readonly Word[]): boolean {
    const keys = new Set(page.map(({ key }) => key));
    return this.words
      .flat()
      .some(({ key, others = [] }) => !keys.has(key) && others.some((other) => keys.has(other)));
  }

  get hasChanges(): boolean {
    return this.changes.some(({ length }) => length > 0);
  }

  needles(tier: Tier): readonly string[] {
    this.#needles[tier] ??= this.segments.map(needleOf[tier]);
    return this.#needles[tier];
  }

  /** The words of each segment, the first after an insertion marked. They are split once. */
  get words(): readonly (readonly Word[])[] {
    this.#words ??= this.segments.map((segment, i) => {
      const words = wordsOf(`${segment}${i === this.segments.length - 1 ? this.closing : ''} `);
      const seam = i > 0 ? this.insertions[i - 1] : undefined;
      const changes = this.changes[i] ?? [];
      return words.map((word, j) => {
        const own = changesOf(word, changes);
        const others = [
          ...(own.length === 0 ? quotedSpellings(word, words[j + 1]?.bare) : otherForms(word, own)),
          ...keysWithoutLost(word),
        ];
        return {
          ...word,
          ...(others.length === 0 ? {} : { others }),
          ...(j === 0 && seam !== undefined ? { seam } : {}),
        };
      });
    });
    return this.#words;
  }

  /** The sentences, split once. An insertion ends a sentence as a full stop does. */
  get sentences(): readonly Sentence[] {
    this.#sentences ??= this.segments.flatMap((text, s) => {
      let at = 0;
      return joinedSentences(text).flatMap((sentence, i, all): readonly Sentence[] => {
        const isLast = s === this.segments.length - 1 && i === all.length - 1;
        const inserted = s > 0 && i === 0 ? (this.insertions[s - 1] ?? null) : null;
        if (isLast && s + i === 0) return [{ part: this, inserted }];
        const start = at;
        at += sentence.length;
        const found = betweenWords(sentence + (isLast ? this.closing : ''));
        if (found === null) return [];
        const changes = (this.changes[s] ?? []).map(({ at: place, length }) => ({
          at: place - start - found.start,
          length,
        }));
        return [
          { part: new Part([found.segment], [], found.closing, 'start', [changes]), inserted },
        ];
      });
    });
    return this.#sentences;
  }
}

/** A stretch of the page over which a quotation has its editor's `insertion`. */
export interface Replaced extends Span {
  readonly insertion: string;
}

/** Where a part of a quotation stands, and what the page has under its insertions, in order. */
export interface PartPlace extends Span {
  readonly replaced: readonly Replaced[];
}

/** Words of the page that an editor's insertion may replace. */
const REPLACED = 12;

/** True when these words of the page may stand where a quotation has the editor's `insertion`: it repeats them, or they weigh nothing. */
export function mayReplace(words: readonly Word[], insertion: string): boolean {
  const own = new Set(wordsOf(insertion).map((word) => word.key));
  return words.length <= REPLACED && !words.some((word) => !own.has(word.key) && isTelling(word));
}

/** A whole aside in brackets, of which a grave word alone weighs under a mark. */
const ASIDE = /^\s*[([（［][^()[\]（）［］]*[)\]）］]\s*$/u;
/** Words that a bare `…` may hide within a sentence without being looked at as an omission. */
const SHORT_OMISSION = 12;
const ELLIPSIS = /…|\.\s?\.\s?\./u;
/** The end of an item of a list that is one sentence. */
const ENDS_ITEM = /[;；]\s*\n/u;

/** True when a bare `…` may stand for this stretch of the page: it has no ellipsis of its own, and hides no word that weighs within the sentence. */
export function mayLeaveOut(gap: string): boolean {
  if (ELLIPSIS.test(gap.slice(0, REACH)) || ELLIPSIS.test(gap.slice(-REACH))) return false;
  if (gap.length > REACH) return true;
  const words = wordsOf(gap);
  if (ASIDE.test(gap)) return !words.some(isGrave);
  return (
    words.length > SHORT_OMISSION ||
    hasSentenceEnd(gap) ||
    ENDS_ITEM.test(gap) ||
    !words.some(mayWeigh)
  );
}

/** Characters of a gap at either end that are looked at. */
const REACH = 200;

/** A label, such as a caption or a teaser, in characters; what is longer, or ends as a sentence or a clause does, is prose. */
const LABEL = 100;
/** A caption of a picture, which the page calls one, in characters: some sentences and who took it. */
const LONGEST_CAPTION = 400;
const TEASER =
  /^(?:read (?:more|also|next)|(?:story|article) continues|continue reading|see also|related|advertisement|anzeige|werbung|publicité|publicidad|реклама|sponsored|subscribe|share|photo|image|figure|fig\.|table|map|source|page|โฆษณา|อ่าน(?:เพิ่มเติม|ต่อ)|ข่าวที่เกี่ยวข้อง|ภาพ(?=\s?:)|ໂຄສະນາ|ອ່ານ(?:ຕື່ມ|ຕໍ່))(?![\p{L}\p{M}])/iu;
/** Blocks between two quoted ones: the cells of a small table. */
const MOST_BETWEEN = 40;
/** Characters of the page between two quoted blocks. */
const FURTHEST = 1_500;

/** The whole blocks between two quoted ones that the quotation may pass over; null where there are none, too many, or items of the list that is quoted. */
function passedBlocks(haystack: Haystack, gap: Span): readonly Block[] | null {
  const blocks = haystack.blocksWithin(gap);
  // No block at all: what stands there is a sign or a mark at a block's edge.
  if (blocks === null || blocks.length > MOST_BETWEEN || gap.end - gap.start > FURTHEST)
    return null;
  // An item between two others is one of the list that is quoted.
  const isList = [gap.start, gap.end].every((at) => haystack.blockOf(at)?.item === true);
  return isList && blocks.some(({ item }) => item === true) ? null : blocks;
}

/** What stands in whole blocks between two quoted ones and may do so: headings, furniture, labels, and pull quotes, which stand elsewhere once more; null for anything else. */
export function blocksBetween(haystack: Haystack, gap: Span): readonly string[] | null {
  const blocks = passedBlocks(haystack, gap);
  if (blocks === null || blocks.length === 0) return null;
  const texts = blocks.map((block) => block.text);
  if (isInColumn(blocks, haystack, gap)) return texts;
  // At a page's end: what cuts a sentence, or stands beside its number and its head.
  const isCut = !hasSentenceEnd(
    haystack.text.slice(gap.start, haystack.text.indexOf('\n', gap.start)),
  );
  const isPageEnd = isCut || blocks.some((block) => isHarmless(block, haystack));
  return blocks.every(
    (block) => isHarmless(block, haystack) || (isPageEnd && isNoteOf(block, haystack)),
  )
    ? texts
    : null;
}

/** True for the other columns of a table between two cells of one. */
function isInColumn(blocks: readonly Block[], haystack: Haystack, gap: Span): boolean {
  const [first, last] = [gap.start, gap.end].map((at) => haystack.blockOf(at)?.cell);
  const isOf = ({ cell }: Block): boolean => cell?.[0] === first?.[0] && cell?.[2] !== first?.[2];
  return (
    first !== undefined && first[0] === last?.[0] && first[2] === last[2] && blocks.every(isOf)
  );
}

/** Numbers between a note and the mark of another on the page. */
const NEAR_NOTE = 3;

/** True for a note at a page's end: its number stands without a point, and near it are those of the page's marks. */
function isNoteOf({ text }: Block, { notes }: Haystack): boolean {
  const number = /^\[?(\d{1,3})\]?\s+[^\d\s]/u.exec(text)?.[1];
  return (
    number !== undefined &&
    [...notes.values()].some(
      (mark) => Math.abs(Number(mark.match(/\d+/u)?.[0]) - Number(number)) <= NEAR_NOTE,
    )
  );
}

/** A line in brackets, as of what happens in a hall; who speaks, at the beginning of a line: `MR OBURA (Lira East):`. */
const STAGED = /^[([（［][^()[\]（）［］]+[)\]）］]\.?$/u;
const SPEAKER = /^(?:\d{1,2}:\d\d(?::\d\d)?\s)?[^:：\n]{1,60}(?:[:：]|\s[–—-])\s*["“«‘'„]*$/u;

/** True where a line in brackets, or who speaks next, is all that a quotation passes over, beside blocks that may stand there. */
export function passesOver(haystack: Haystack, { start, end }: Span): boolean {
  const line = haystack.text.lastIndexOf('\n', end - 1) + 1;
  const lead = haystack.text.slice(line, end);
  const blocks = line > start ? passedBlocks(haystack, { start, end: line }) : null;
  const isStaged = ({ text }: Block): boolean =>
    text.length <= LABEL && STAGED.test(text) && !isGraveLabel(text);
  const isLed = SPEAKER.test(lead) && !isGraveLabel(lead);
  if (blocks === null || !(isLed || (/^[\s"“«‘'„]*$/u.test(lead) && blocks.some(isStaged))))
    return false;
  return blocks.every((block) => isStaged(block) || isHarmless(block, haystack));
}

/** True for a block that says nothing of what stands around it: a heading, furniture, a label, a pull quote. */
export function isHarmless(block: Block, haystack: Haystack): boolean {
  const { text, role, heading, caption } = block;
  if (TEASER.test(text) && text.length <= LABEL) return true;
  if (role === 'furniture' || heading !== undefined) return !isGraveLabel(text);
  const isLabel = isLabelLike(block) || (caption === true && text.length <= LONGEST_CAPTION);
  if (isLabel && block.cell === undefined && block.item !== true && isRunningHead(text, haystack))
    return true;
  return (isLabel && !isGraveLabel(text)) || isRepeated(haystack, text);
}

/** Letters of the shortest head of a page, our choice. */
const SHORTEST_HEAD = 10;
const withoutNumbers = (text: string): string =>
  foldedText(text)
    .replace(/[\p{N}\p{P}\s]+/gu, ' ')
    .trim();

/** True for a line that stands on the page once more with another number, as the foot of a page does, or that begins with such a one. */
function isRunningHead(text: string, { blocks }: Haystack): boolean {
  const own = withoutNumbers(text);
  const lines = blocks.filter(
    (block) => block.text.length <= LABEL && own.startsWith(withoutNumbers(block.text)),
  );
  return lines.some((one) => {
    const letters = withoutNumbers(one.text);
    const isFoot = letters.length >= SHORTEST_HEAD && /\d/u.test(one.text);
    return (
      isFoot &&
      lines.some((other) => other.text !== one.text && withoutNumbers(other.text) === letters)
    );
  });
}

/** True for a short line that ends as no sentence or clause does. Where a script marks no such end, only the page can say that it is a caption. */
const isLabelLike = ({ text, caption }: Block): boolean =>
  text.length <= LABEL && !endsClause(text) && (caption === true || !marksNoEnds(text));

const BEFORE_MONTH: ReadonlySet<string> = new Set(['in', 'since', 'early', 'mid', 'late', 'last']);

/** True when a label has a word that weighs; the month of May is none. */
const isGraveLabel = (text: string): boolean =>
  wordsOf(text).some(
    (word, i, all) =>
      isGrave(word) &&
      !(
        word.bare === 'May' &&
        (BEFORE_MONTH.has(all[i - 1]?.key ?? '') ||
          [all[i - 1], all[i + 1]].some((beside) => beside?.kind === 'number'))
      ),
  );

const ALL_UNSPACED = new RegExp(UNSPACED, 'gu');
/** Places at which a pull quote's own paragraph is looked for. */
const MOST_TRIES = 20;

/** True for a pull quote: a part of a paragraph, set once more between two of them. */
function isRepeated(haystack: Haystack, text: string): boolean {
  const { folded } = haystack;
  const needle = fold(text)
    .text.replace(/(?<!["\s.])["\s.]+$/u, '')
    .replace(/^["\s]+/u, '');
  // A character of a script without spaces says as much as three letters.
  if (needle.length + 2 * (needle.match(ALL_UNSPACED)?.length ?? 0) < LABEL / 4) return false;
  for (let at = folded.text.indexOf(needle), tries = 0; at >= 0 && tries < MOST_TRIES; tries++) {
    if (haystack.isWithinBlock(folded.at[at] as number, text.length)) return true;
    at = folded.text.indexOf(needle, at + 1);
  }
  return false;
}

/** Letters of a word that its editor put in brackets, in its own units: none where some were taken away (`officer[]`). */
export interface ChangedLetters {
  readonly at: number;
  readonly length: number;
}

/** What may stand on the page in place of the letters; `stem` is the word before them. */
function insteadOf(letters: string, stem: string, isEnd: boolean): readonly string[] {
  if (letters === '') return ['', ...TAKEN];
  // With its accent or without: `termin[ó]`.
  const vowel = letters.normalize('NFD').charAt(0);
  if (letters.length === 1 && VOWELS.includes(vowel)) return [letters, '', ...VOWELS];
  const like = ENDINGS.filter((row) => row.includes(letters)).flat();
  // A typo that was mended: two letters that had changed places, or one of two.
  const mended =
    letters.length === 2
      ? [[...letters].reverse().join(''), ...(/^(.)\1$/u.test(letters) ? [letters.slice(1)] : [])]
      : [];
  if (!isEnd) return [letters, '', ...mended, ...like.filter((other) => other.length === 1)];
  const german = CASES.includes(letters) && ARTICLE.test(stem) ? CASES : [];
  return [
    letters,
    '',
    ...like,
    ...(DOUBLED.test(letters) ? (ENDINGS[0] as readonly string[]) : []),
    ...german,
  ];
}

/** Keys of words that fit where a quotation shows changed letters; never one of more weight. Letters before a word stay: `[un]just` is not “just”. */
function otherForms(word: Word, changes: readonly ChangedLetters[]): readonly string[] {
  if (changes.length > MOST) return [];
  let spelled: readonly string[] = [''];
  let from = 0;
  for (const { at, length } of changes) {
    const stem = word.bare.slice(from, at);
    const letters = word.bare.slice(at, at + length).toLowerCase();
    const end = at + length;
    const choices =
      at === 0 ? [letters] : insteadOf(letters, word.bare.slice(0, at), end >= word.bare.length);
    spelled = spelled.flatMap((begun) => choices.map((choice) => begun + stem + choice));
    from = end;
  }
  const rest = word.bare.slice(from);
  const forms = FORMS.filter((row) => row.includes(word.key)).flat();
  const others = new Set([...spelled.map((begun) => begun + rest), ...forms]);
  return [...others].flatMap((other) => {
    const [first, second] = wordsOf(other);
    return first === undefined || second !== undefined || (isGrave(first) && !isGrave(word))
      ? []
      : [first.key];
  });
}
