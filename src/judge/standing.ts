import type { Document } from '../model/document.js';
import type { SourceMemory, StrangerMemory } from '../model/memory.js';
import { memoryOf } from '../model/visit.js';
import { takenBackBy } from '../text/taken-back.js';
import { isTitledWith, pageFeatures } from './page-features.js';
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
  /** The document of before a replacement is back. */
  readonly back: boolean;
}

/**
 * Holds what was read against the last good reading. A stranger that may be a document is believed when nothing gave it away
 * and it has stood for as many days as a death takes, or when it is by its own cover the next edition of the series.
 * `carries`: a telling passage stands on it.
 */
export function standingOf(input: SourceCase, carries: boolean): Standing {
  const { snapshot, history, confirm, now } = input;
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
  if (baseline === null) return settled;
  const { document } = snapshot;
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
  if (carries || input.isNextEdition === true || !isStranger(baseline.document, document)) return settled;
  if (isTakenDown(document, input.source.title)) return { ...settled, known: true };
  const stranger = rememberStranger(document, memory.stranger, now.toISOString());
  const isBelieved =
    stranger.days >= confirm &&
    stranger.because === undefined &&
    !gaveItselfAway(memory.link) &&
    isDocument(baseline.document, document);
  return isBelieved ? { ...settled, known: false } : { ...nothing, known: false, doubted: true, stranger };
}

/** True when the last night knew the page for a wall or an error page by what it says, which goes on to hold while it stands. */
const gaveItselfAway = (link: SourceMemory['link']): boolean =>
  link?.status === 'blocked' || link?.status === 'soft-404';

/** True for a page that bears the document's title, and says that the document is retracted: its text may be taken off. */
const isTakenDown = (page: Document, title: string): boolean =>
  isTitledWith(pageFeatures(page), title) &&
  page.blocks.some(({ role, text }) => role === 'main' && takenBackBy(text) === 'retraction');
