import type { ContentReason } from './content-reason.js';
import type { EditionReason } from './edition-reason.js';
import type { LinkReason } from './link-reason.js';
import type { LinkStatus } from './link-verdict.js';
import type { PartialDate } from './partial-date.js';
import type { QuoteReason } from './quote-reason.js';
import type { Omission, QuotePlace, QuoteStatus } from './quote-verdict.js';
import type { Shortfall } from './shortfall.js';
import type { ReadByHand } from './verdict.js';

/** Where a source is cited. */
export interface CitedIn {
  readonly report: string;
  readonly section: string | null;
}

interface OfPassage {
  readonly cited: CitedIn;
  /** When the passage last stood, ISO; null when no night has seen it. */
  readonly stood: string | null;
  readonly quote: QuoteReason;
}

/** What a finding rests on: enough to say what is the case and what to do about it. */
export type FindingReason =
  /** From a store that an earlier version wrote. */
  | { readonly kind: 'told'; readonly message: string; readonly action: string }
  | ({
      readonly kind: 'passage-missing';
      /** The text that resembles it most, or null; absent in stores of before. */
      readonly nearest?: string | null;
    } & OfPassage)
  | ({ readonly kind: 'passage-altered'; readonly weighty: boolean } & OfPassage)
  /** The passage stands, and what it leaves out is not what it was; `weighty` when a word that weighs came or went. */
  | {
      readonly kind: 'omission-changed';
      readonly cited: CitedIn;
      readonly weighty: boolean;
      readonly since: string;
    }
  /** The passage stands, but not in the document's own text; `before`, where it stood when that was a better place. */
  | {
      readonly kind: 'passage-place';
      readonly cited: CitedIn;
      readonly where: QuotePlace;
      readonly before: QuotePlace | null;
    }
  /** What the passage leaves out may change what it says: these are such words, in places of the page. */
  | { readonly kind: 'omission-weighs'; readonly cited: CitedIn; readonly omitted: readonly Omission[] }
  /** The address failed, on so many days in a row; `confirmed` when that is enough to be believed. */
  | {
      readonly kind: 'failing';
      readonly status: LinkStatus;
      readonly days: number;
      readonly confirmed: boolean;
      readonly link: LinkReason;
    }
  | { readonly kind: 'moved'; readonly to: string | null; readonly link: LinkReason }
  /** `byHand`: a page that a person saved stands for it. */
  | { readonly kind: 'blocked'; readonly link: LinkReason; readonly byHand?: ReadByHand | undefined }
  /** The page that a person saved is too old to stand for it. */
  | { readonly kind: 'witness-stale'; readonly byHand: ReadByHand }
  | { readonly kind: 'no-url' }
  | { readonly kind: 'unread'; readonly content: ContentReason }
  /** The text was read, and the passages were not looked for in it. */
  | { readonly kind: 'unmatched'; readonly why: Shortfall }
  | { readonly kind: 'replaced'; readonly content: ContentReason }
  | { readonly kind: 'edited'; readonly content: ContentReason }
  /** The publisher took something back, in a note that begins with these words. */
  | { readonly kind: 'corrected' | 'retracted'; readonly words: string }
  /** These words came beside a quoted passage, in its place or above the text, and may take it back. */
  | { readonly kind: 'doubted'; readonly words: string }
  /** Newer editions, oldest first, and how many of the quoted passages fared in the latest in each way. */
  | {
      readonly kind: 'edition-newer';
      readonly editions: readonly string[];
      readonly fates: Readonly<Record<QuoteStatus, number>>;
    }
  | { readonly kind: 'edition-withdrawn'; readonly edition: EditionReason }
  | { readonly kind: 'edition-replaced-in-place'; readonly edition: EditionReason }
  | { readonly kind: 'edition-overdue'; readonly edition: EditionReason }
  | { readonly kind: 'access-stale'; readonly accessed: PartialDate | null; readonly cited: CitedIn }
  /** A decision about this kind of finding held until this day. */
  | {
      readonly kind: 'decision-expired';
      readonly about: string;
      readonly edition: string | null;
      readonly until: PartialDate;
    }
  /** What a decision answered is not the case any more; `latest` is the edition that is now the newest, where that is why. */
  | {
      readonly kind: 'decision-pointless';
      readonly about: string;
      readonly edition: string | null;
      readonly latest: string | null;
    }
  /** The same of every source of a host. */
  | { readonly kind: 'host'; readonly host: string; readonly sources: number; readonly each: FindingReason };
