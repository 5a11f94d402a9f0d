import { type Document, EMBEDDED } from '../model/document.js';
import {
  memoryOf,
  type Snapshot,
  type SourceMemory,
  type UnknownDocumentMemory,
} from '../model/visit.js';
import { wordingOf } from '../passage/judge-quote.js';
import { classifyRetraction } from '../passage/text/retraction-phrases.js';
import { noticeIn } from './editions/withdrawal-notice.js';
import { isLaterDay } from './link/judge-link.js';
import {
  isTitledWith,
  type Likeness,
  lacksTitle,
  mainText,
  oldIn,
  ownLines,
  pageFeatures,
  pageSimilarity,
  recalls,
  resemblance,
  type Sketch,
  shared,
  sketchOf,
  wordsFor,
} from './page-similarity.js';
import type { SourceCase } from './source-case.js';

/** Whether what was read tonight is the document of the nights before. */
export interface Standing {
  /** It is recognised, by its text or by a passage that stands on it: no sign of an error page outweighs that. */
  readonly known: boolean;
  /** It is a stranger that is not believed yet: it counts as a failure, and is compared with nothing. */
  readonly doubted: boolean;
  /** The stranger as it is remembered after tonight; null when none came. */
  readonly stranger: UnknownDocumentMemory | null;
  /** It is recognised by its text, of which much is not shown: an offer may stand where the rest was. */
  readonly shortened: boolean;
  /** It is doubted on a first visit, and only because it is short and shows nothing that is known of the document: that is no failure. */
  readonly unsure: boolean;
  /** The document of before a replacement is back, or comes for the first time where another page was taken for it. */
  readonly back: boolean;
}

/**
 * Compares tonight's text with the last good reading, else with the title. A stranger is believed after as many days as
 * a death takes, if nothing gave it away, or as the next edition by its cover. `carries`: a telling passage stands on
 * it. `shows`: anything that is quoted does.
 */
export function standingOf(input: SourceCase, carries: boolean, shows = carries): Standing {
  const { snapshot, source, history, confirm, now } = input;
  const baseline = history.baseline?.snapshot ?? null;
  const former = history.former ?? null;
  const memory = memoryOf(history);
  const flags = { known: carries, doubted: false, shortened: false, unsure: false, back: false };
  const nothing: Standing = { ...flags, stranger: memory.stranger };
  if (snapshot === null) return nothing;
  const settled = { ...nothing, stranger: null };
  const { document } = snapshot;
  const isOf = (before: Snapshot): boolean =>
    snapshot.textSha256 === before.textSha256 || isRecognised(before.document, document);
  if (baseline !== null) {
    if (isOf(baseline)) {
      const shortened = !carries && shared(baseline.document, document).kept < SHORTENED;
      return { ...settled, known: true, shortened };
    }
    if (former !== null && isOf(former)) return { ...settled, known: true, back: true };
    if (former === null && wasMistaken(baseline.document, document, input, carries))
      return { ...settled, back: true };
  }
  if (carries || input.isNextEdition === true) return settled;
  const isOther =
    baseline === null ? isUntitled(document, input) : isStranger(baseline.document, document);
  const unsure = !isOther && baseline === null && !shows && isUnrecalled(document, input);
  if (!isOther && !unsure) return settled;
  if (isTakenDown(document, source.title)) return { ...settled, known: true };
  const stranger = rememberStranger(document, memory.stranger, now.toISOString());
  const isBelieved =
    stranger.days >= confirm &&
    stranger.because === undefined &&
    !gaveItselfAway(memory.link) &&
    (baseline === null || isDocument(baseline.document, document));
  return isBelieved
    ? { ...settled, known: false }
    : { ...nothing, known: false, doubted: true, unsure, stranger };
}

const byTitle = (page: Document, title: string): Likeness =>
  pageSimilarity(page, { title, baseline: null });

/** True for a first page without a word of the title, where nothing is quoted by which the document would be known. */
const isUntitled = (page: Document, { source, uses }: SourceCase): boolean =>
  uses.length > 0 &&
  uses.every(({ citation }) => citation.quotes.length === 0) &&
  byTitle(page, source.title) === 'other';

/** A file to which a page is no more than the door. */
const FILE = /\.(?:pdf|docx?)(?:$|[?#])/iu;

/** True for a first page that says too little to be a document, has nothing of the title, and leads to no file that may be the document. */
const isUnrecalled = (page: Document, { source: { title }, uses }: SourceCase): boolean =>
  page.unread === null &&
  page.type !== 'pdf' &&
  uses.length > 0 &&
  mainText(page).length < NO_DOCUMENT &&
  !recalls(
    page,
    title,
    uses.flatMap(({ citation }) => citation.quotes.map(wordingOf)),
  ) &&
  !page.links.some(({ url, rel }) => rel === EMBEDDED || FILE.test(url));

/** True when what was taken for the document had neither a word of its title nor ever a passage, and the page of tonight has. */
const wasMistaken = (
  before: Document,
  page: Document,
  { source, history }: SourceCase,
  carries: boolean,
) =>
  Object.keys(memoryOf(history).stood).length === 0 &&
  lacksTitle(before, source.title) &&
  (carries || byTitle(page, source.title) === 'same');

/** True when the last night knew the page for a wall or an error page by what it says, which goes on to hold while it stands. */
const gaveItselfAway = (link: SourceMemory['link']): boolean =>
  link?.status === 'blocked' || link?.status === 'soft-404';

/** True for a page that bears the document's title, and says that the document is retracted: its text may be taken off. */
const isTakenDown = (page: Document, title: string): boolean =>
  isTitledWith(pageFeatures(page), title) &&
  (noticeIn(page)?.kind === 'withdrawn' ||
    page.blocks.some(
      ({ role, text }) => role === 'main' && classifyRetraction(text) === 'retraction',
    ));

/** Share of the earlier shingles from which on it is the same document: of 840 pairs of real pages all but three, of one shop, shared under 9 % (bench/changes.ts). */
const RECOGNISED = 0.3;
/** Share of tonight's text that stood there before, from which on it is a part of the document and no other page. */
const PART = 0.5;
/** Shingles of the earlier text below which nothing can be recognised by them. */
const ENOUGH = 3;

/** True when a reading shows the document that was read before: by its text, never by its bytes. */
export const isRecognised = (before: Document, now: Document): boolean => {
  const { before: size, kept } = shared(before, now);
  return size >= ENOUGH && kept >= RECOGNISED;
};

/** True for a page that shares next to nothing with the earlier document: a notice, a wall, another document. Time tells which (docs/decisions/0004). */
export function isStranger(before: Document, now: Document): boolean {
  if (before.unread !== null || now.unread !== null) return false;
  const { before: size, kept } = shared(before, now);
  return size >= ENOUGH && kept < RECOGNISED && oldIn(before, now) < PART;
}

/** Characters of main text below which a page that shares nothing with the document says too little to be another one. */
const NOTICE = 1_500;
/** The same for a page of which nothing was known before: in fewer letters no passage is called missing either. */
const NO_DOCUMENT = 250;
/** Share of the earlier text's length from which on it may be another document all the same. */
const AS_LONG = 0.5;

/** True for a stranger as long as the earlier document, or as documents are. A notice or a list of teasers may stand for ever, and takes no document’s place. */
function isDocument(before: Document, stranger: Document): boolean {
  const { length } = mainText(stranger);
  return (length >= NOTICE || length >= mainText(before).length * AS_LONG) && !isList(stranger);
}

/** Words of a line from which on it is running text, and no label, menu or headline. */
const RUNNING = 8;
/** Share of a page's running text that stands below links, from which on it is a list of what stands elsewhere. */
const LIST = 0.5;

/** True for a page that is made of teasers: a section of its site. A home page, however it is made, is told by what stands at home. */
function isList(page: Document): boolean {
  // A heading that leads to itself heads what stands below it.
  const linked = new Set(page.links.flatMap(({ url, text }) => (url.includes('#') ? [] : [text])));
  const own = new Set(ownLines(page));
  let [running, teasers, above] = [0, 0, ''];
  for (const { text } of page.blocks) {
    const words = own.has(text) ? wordsFor(text, 1).length : 0;
    if (words >= RUNNING) {
      running += words;
      if (linked.has(above)) teasers += words;
    }
    above = text;
  }
  return running > 0 && teasers >= running * LIST;
}

/** Share of the earlier text's shingles below which a reading of the same document shows clearly less of it. */
const SHORTENED = 0.75;

/** Estimated share of shingles from which on two nights' strangers are one page: notices carry clocks and case numbers. */
const SAME_STRANGER = 0.5;

/** What is remembered of a stranger after tonight: how many days the same page has stood, counted by days as deaths are. */
function rememberStranger(
  page: Document,
  before: UnknownDocumentMemory | null,
  at: string,
): UnknownDocumentMemory {
  const sketch = sketchOf(page);
  if (before === null || !isSimilarSketch(before.sketch, sketch))
    return { since: at, at, days: 1, sketch };
  return { ...before, at, days: before.days + (isLaterDay(at, before.at) ? 1 : 0), sketch };
}

/** True when two sketches are of one page, whatever clocks and case numbers it carries. */
export const isSimilarSketch = (a: Sketch, b: Sketch): boolean =>
  resemblance(a, b) >= SAME_STRANGER;

/** The same from which on it is the home page of its site: with that every short page has the site's frame in common. */
const SAME_AS_HOME = 0.8;

/** True when what came in a document's place, a page or the sketch of one, is what the site shows at home on the same night; nothing is like nothing. */
export function isHomePage(came: Sketch | Document | null, home: Document | null): boolean {
  if (home === null) return false;
  if (came === null)
    return home.unread?.kind === 'no-visible-text' || home.unread?.kind === 'empty-file';
  return home.unread === null && resemblance(sketched(came), sketchOf(home)) >= SAME_AS_HOME;
}

const sketched = (page: Sketch | Document): Sketch => ('blocks' in page ? sketchOf(page) : page);

/** True when a page is what came in a document's place, of which a sketch is remembered. */
export const isThisPage = (came: Sketch | Document | null, page: Document): boolean =>
  came !== null && isSimilarSketch(sketched(came), sketchOf(page));
