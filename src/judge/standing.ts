import type { Document } from '../model/document.js';
import type { SourceMemory, StrangerMemory } from '../model/memory.js';
import { memoryOf } from '../model/visit.js';
import { takenBackBy } from '../text/taken-back.js';
import { isTitledWith, pageFeatures } from './page-features.js';
import { type Likeness, lacksTitle, pageSimilarity } from './page-similarity.js';
import type { SourceCase } from './source-case.js';
import { isDocument, isRecognised, isShortened, isStranger, rememberStranger } from './stranger.js';

/** Whether what was read tonight is the document of the nights before. */
export interface Standing {
  /** It is recognised, by its text or by a passage that stands on it: no sign of an error page outweighs that. */
  readonly known: boolean;
  /** It is a stranger that is not believed yet: it counts as a failure, and is compared with nothing. */
  readonly doubted: boolean;
  /** The stranger as it is remembered after tonight; null when none came. */
  readonly stranger: StrangerMemory | null;
  /** It is recognised by its text, of which much is not shown: an offer may stand where the rest was. */
  readonly shortened: boolean;
  /** The document of before a replacement is back, or comes for the first time where another page was taken for it. */
  readonly back: boolean;
}

/**
 * Holds what was read against the last good reading, and against the title where there is none. A stranger that may be a
 * document is believed when nothing gave it away and it has stood for as many days as a death takes, or when it is by its own
 * cover the next edition of the series. `carries`: a telling passage stands on it.
 */
export function standingOf(input: SourceCase, carries: boolean): Standing {
  const { snapshot, source, history, confirm, now } = input;
  const baseline = history.baseline?.snapshot ?? null;
  const former = history.former ?? null;
  const memory = memoryOf(history);
  const nothing: Standing = {
    known: carries,
    doubted: false,
    stranger: memory.stranger,
    shortened: false,
    back: false,
  };
  if (snapshot === null) return nothing;
  const settled = { ...nothing, stranger: null };
  const { document } = snapshot;
  if (baseline !== null) {
    if (snapshot.textSha256 === baseline.textSha256 || isRecognised(baseline.document, document))
      return {
        ...settled,
        known: true,
        shortened: !carries && isShortened(baseline.document, document),
      };
    if (
      former !== null &&
      (snapshot.textSha256 === former.textSha256 || isRecognised(former.document, document))
    )
      return { ...settled, known: true, back: true };
    if (former === null && wasMistaken(baseline.document, document, input, carries))
      return { ...settled, back: true };
  }
  if (carries || input.isNextEdition === true) return settled;
  const isOther = baseline === null ? isUntitled(document, input) : isStranger(baseline.document, document);
  if (!isOther) return settled;
  if (isTakenDown(document, source.title)) return { ...settled, known: true };
  const stranger = rememberStranger(document, memory.stranger, now.toISOString());
  const isBelieved =
    stranger.days >= confirm &&
    stranger.because === undefined &&
    !gaveItselfAway(memory.link) &&
    (baseline === null || isDocument(baseline.document, document));
  return isBelieved ? { ...settled, known: false } : { ...nothing, known: false, doubted: true, stranger };
}

/** What the title says of a page, where no reading does. */
const byTitle = (page: Document, title: string): Likeness => pageSimilarity(page, { title, baseline: null });

/** True for a first page without a word of the title, where nothing is quoted by which the document would be known. */
const isUntitled = (page: Document, { source, uses }: SourceCase): boolean =>
  uses.length > 0 &&
  uses.every(({ citation }) => citation.quotes.length === 0) &&
  byTitle(page, source.title) === 'other';

/** True when what was taken for the document had neither a word of its title nor ever a passage, and the page of tonight has. */
const wasMistaken = (before: Document, page: Document, { source, history }: SourceCase, carries: boolean) =>
  Object.keys(memoryOf(history).stood).length === 0 &&
  lacksTitle(before, source.title) &&
  (carries || byTitle(page, source.title) === 'same');

/** True when the last night knew the page for a wall or an error page by what it says, which goes on to hold while it stands. */
const gaveItselfAway = (link: SourceMemory['link']): boolean =>
  link?.status === 'blocked' || link?.status === 'soft-404';

/** True for a page that bears the document's title, and says that the document is retracted: its text may be taken off. */
const isTakenDown = (page: Document, title: string): boolean =>
  isTitledWith(pageFeatures(page), title) &&
  page.blocks.some(({ role, text }) => role === 'main' && takenBackBy(text) === 'retraction');
