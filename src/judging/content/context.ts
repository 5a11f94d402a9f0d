import type { DiffPart } from '../../model/content.js';
import type { Document } from '../../model/document.js';
import type { Governor } from '../../model/quote.js';
import type { OmissionMemory } from '../../model/visit.js';
import { Haystack } from '../../passage/haystack.js';
import { OMISSION_MARK } from '../../passage/omissions.js';
import { wholeDate } from '../../passage/text/dates.js';
import { classifyRetraction } from '../../passage/text/retraction-phrases.js';
import { diffText, diffWords, fnv1a, type Word } from '../../passage/text/tokens.js';
import { isClaimChanging, isWeighty } from '../../passage/weight.js';
import type { SourceCase } from '../source-case.js';
import { comparedWords, keyOf, linkedLines } from './paragraphs.js';
import statusNotices from './status-notices.json' with { type: 'json' };
import { isProse, movesByItself } from './volatile-text.js';

/** What a line over a text says where it changes what the text is worth. */
interface StatusNotices {
  /** Stems in languages that part words by spaces, as alternatives of an expression. */
  readonly spaced: Readonly<Record<string, string>>;
  /** The same in languages that do not. */
  readonly unspaced: readonly string[];
}

const notices: StatusNotices = statusNotices;

/** A governor as it is compared: without numbering, dates of the page, clocks and counters. */
type Keyed = Governor & { readonly words: readonly Word[]; readonly key: string };

/** The number of a heading, an item or a paragraph (`3.2`, `IV.`, `(a)`); without a sign behind it, one before no capital counts something. */
const NUMBERING =
  /^\s*(?:[([]?(?:\p{N}{1,4}(?:\.\p{N}{1,4}){0,4}|\p{L}|[IVXLC]{1,6})[.)\]:、．）]\s*(?=\p{L})|\p{N}{1,3}(?:\.\p{N}{1,3}){1,4}\s+|\p{N}{1,2}\s+(?=\p{Lu}))/u;
const RANK = /^\p{N}{1,3}[.)]?$/u;

function keyed({ as, text }: Governor): readonly Keyed[] {
  const isCell = as === 'column' || as === 'row';
  const isDate = wholeDate(text) !== null;
  const bare = isDate ? text : text.replace(NUMBERING, '');
  const isOfPage = isDate || movesByItself(bare);
  if (isCell ? RANK.test(text) : isOfPage && as !== 'heading') return [];
  // In headings and labels figures mean something, as they do in prose.
  const words = comparedWords({ text: bare, heading: isCell || as === 'heading' ? 1 : undefined });
  return words.length === 0 ? [] : [{ as, text, words, key: keyOf(words) }];
}

/** What is held against each other: a list's introduction may be set as a sentence. */
const kindOf = ({ as }: Governor): Governor['as'] => (as === 'introduction' ? 'sentence' : as);
const KINDS = ['banner', 'heading', 'sentence', 'column', 'row'] as const;
/** Headings over a passage that say where it stands, our choice: its own, and the one above. */
const NEAREST = 2;

/** Lines of a notice that come over the text at once, our choice: where more do, the page is set anew. */
const MOST_LINES = 2;

type Change = ReturnType<typeof changesOf>[number];

function changesOf(before: readonly Governor[], now: readonly Governor[]) {
  const [was, is] = [before.flatMap(keyed), now.flatMap(keyed)];
  return KINDS.flatMap((kind) => {
    const of = (all: readonly Keyed[]) =>
      all.filter((one) => kindOf(one) === kind).slice(kind === 'heading' ? -NEAREST : 0);
    const onlyIn = (these: readonly Keyed[], others: readonly Keyed[]) =>
      of(these).filter(({ key }) => !others.some((other) => other.key === key));
    const [left, come] = [onlyIn(was, is), onlyIn(is, was)];
    const [gone, arrived] = [left, come].map((all) => all.flatMap(({ words }) => words));
    const runs = diffWords(gone ?? [], arrived ?? []) ?? [];
    return isWeighty(runs) && isOfPlace(kind, left, come, of(was), of(is))
      ? [{ kind, left, come, runs }]
      : [];
  });
}

/** True for what changes where a passage stands, and not the page around it. Readings of before have no cells; a banner comes. */
function isOfPlace(kind: string, ...[left = [], come = [], was = [], is = []]: Keyed[][]): boolean {
  const isBoth = left.length > 0 && come.length > 0;
  if (kind === 'column' || kind === 'row') return isBoth;
  // Headings come and go as a page is set: the nearest says where a passage stands.
  if (kind === 'heading')
    return isBoth || left.includes(was.at(-1) as Keyed) || come.includes(is.at(-1) as Keyed);
  return kind !== 'banner' || (come.length > 0 && come.length <= MOST_LINES);
}

/** What parts the name of a page from that of its site, in its title. */
const TITLE_PARTS = /\s+[|·•–—-]+\s+|\s*\|\s*/u;

/** What a line says of a day, from its first figure to its last: one that the page gave before is that of its publication. */
const DAY = /\p{N}.*\p{N}/u;

/** What a line says of a text that is no longer, not yet or not what it seems to be. */
const STATUS = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${Object.values(notices.spaced).join('|')})|${notices.unspaced.join('|')}`,
  'iu',
);

/** True where the last good reading and tonight's show a change to be none of a passage's: the name of the site, lines that changed places, a new paragraph of prose. */
function isOfFrame(
  { kind, left, come }: Change,
  { snapshot, history: { baseline } }: SourceCase,
): boolean {
  const pages = [baseline?.snapshot.document, snapshot?.document];
  if (kind === 'heading') {
    const [was, is] = pages.map((page) => page?.title?.split(TITLE_PARTS).slice(1).at(-1));
    return left.every(({ text }) => text === was) && come.every(({ text }) => text === is);
  }
  if ([...left, ...come].some(({ as }) => as !== 'sentence' && as !== 'banner')) return false;
  const [then = '', tonight = ''] = pages.map((page) => new Haystack(page?.blocks ?? []).text);
  if (kind === 'banner') {
    // A publisher's own notice is told of the document.
    if (come.every(({ text }) => classifyRetraction(text) !== null)) return true;
    // With the title among them, the lines over the text are set anew.
    if (come.some(({ text }) => pages[1]?.title?.split(TITLE_PARTS).includes(text))) return true;
    const wasLink = isLinkOf(pages[0]);
    const replaced = left.filter((one) => !wasLink(one) && !tonight.includes(one.text));
    const isOfDay = come.every(({ text }) => then.includes(DAY.exec(text)?.[0] ?? text));
    // A line in the place of another is what rotates there.
    if ((come.length <= replaced.length || isOfDay) && !come.some(({ text }) => STATUS.test(text)))
      return true;
  }
  const [wereLinks, areLinks] = [left, come].map(
    (all, i) => all.length > 0 && all.every(isLinkOf(pages[i])),
  );
  if (wereLinks && areLinks) return true;
  const isProseOf = (own: string, other: string, { as, text }: Governor): boolean =>
    other.includes(text) ||
    (as === 'sentence' && isProse(text) && isWholeBlockOf(own, other, text));
  // Who said it, and how surely, may be said in the sentence that left; with another in its place the text is another one.
  const isCut = come.every(({ text }) => then.includes(text));
  const mayLeave = (one: Keyed): boolean =>
    tonight.includes(one.text) ||
    (isCut && isProseOf(then, tonight, one) && !one.words.some(isClaimChanging));
  return (
    come.every((one) => isProseOf(tonight, then, one)) &&
    (kind === 'banner' || left.every(mayLeave))
  );
}

/** True where a block of one text ends so, of which the other text has nothing. */
const isWholeBlockOf = (own: string, other: string, end: string): boolean =>
  own
    .split('\n')
    .some(
      (block) => block.endsWith(end) && !other.includes(block.slice(0, -end.length).trim() || end),
    );

/** True for a line that leads to another page and says nothing else: such teasers rotate. */
const isLinkOf = (page: Document | undefined) => {
  const lines = new Set(page === undefined ? [] : linkedLines(page));
  return ({ text }: Governor): boolean => lines.has(text);
};

/** True where a line that came over a text says that this is no longer, not yet or not what it seems to be: any other may be of the site, such as a survey or a kicker. */
export const statesStatus = (diff: readonly DiffPart[]): boolean =>
  diff.some(({ op, text }) => op === 'added' && STATUS.test(text));

const nameOf = (changes: readonly Change[]): number =>
  fnv1a(
    changes
      .flatMap(({ left, come }) => [...left, ...come].map(({ as, key }) => `${as} ${key}`))
      .join('\n'),
  );

/** How what governs a passage differs from what was accepted, where a word of it weighs: `to` names it, `rest` goes on being accepted. Null where nothing does, and where that was not known. `known`: the change that was told last; `tonight`: null where nothing is news. */
export function contextChange(
  before: OmissionMemory['governors'],
  governors: OmissionMemory['governors'],
  known: OmissionMemory['contextChanged'],
  tonight: SourceCase | null,
) {
  if (before === undefined || governors === undefined) return null;
  const all = changesOf(before, governors);
  const isNews = known?.to !== nameOf(all);
  const changes = isNews ? all.filter((one) => tonight !== null && !isOfFrame(one, tonight)) : all;
  if (changes.length === 0) return null;
  const isChanged = (one: Governor): boolean => changes.some(({ kind }) => kind === kindOf(one));
  return {
    as: [...new Set(changes.flatMap(({ left, come }) => [...come, ...left].map(({ as }) => as)))],
    diff: changes.flatMap(({ runs }, i) => [
      ...(i === 0 ? [] : [OMISSION_MARK]),
      ...diffText(runs),
    ]),
    to: nameOf(changes),
    rest: governors.filter((one) => !isChanged(one)).concat(before.filter(isChanged)),
  };
}
