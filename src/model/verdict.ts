import type { ContentReason } from './content-reason.js';
import type { EditionReason, SectionFate } from './edition-reason.js';
import type { LinkReason, LinkSign } from './link-reason.js';
import type { Hop } from './outcome.js';
import type { PartialDate } from './partial-date.js';
import type { QuoteReason, Tier } from './quote-reason.js';
import type { RenderState } from './rendering.js';
import type { Shortfall } from './shortfall.js';
import type { Series } from './watchlist.js';

export type LinkStatus =
  | 'alive'
  | 'moved'
  | 'soft-404'
  | 'gone'
  | 'blocked'
  | 'server-error'
  | 'unreachable'
  | 'no-url'
  | 'unjudged';

export type BlockedBy =
  | 'bot-wall'
  | 'login'
  | 'paywall'
  | 'rate-limit'
  | 'legal'
  | 'region'
  | 'consent'
  | 'age';

/** Does this address still lead to the document? */
export interface LinkVerdict {
  readonly status: LinkStatus;
  readonly by: BlockedBy | null;
  /** The last HTTP status; null when no answer came. */
  readonly http: number | null;
  readonly why: LinkReason;
  readonly hops: readonly Hop[];
  /** Failing days in a row, this one included; 0 when the address works or cannot be judged. */
  readonly failures: number;
  /** True when it failed on enough days to be believed. */
  readonly confirmed: boolean;
  /** When the present status began, ISO. */
  readonly since: string;
  /** Signs that it is not the document, which do not suffice to say so. */
  readonly signs?: readonly LinkSign[] | undefined;
}

export type ContentChange = 'first-visit' | 'unchanged' | 'cosmetic' | 'edited' | 'replaced' | 'unread';

/** A run of words: both texts have it, only the earlier has it, or only the later. */
export interface DiffPart {
  readonly op: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** A publisher's own note that something was wrong, newly on the page, in its first words. */
export interface NoticeOfChange {
  readonly kind: 'correction' | 'retraction';
  readonly words: string;
}

/** Did the document change since it was last read? */
export interface ContentVerdict {
  readonly change: ContentChange;
  /** Of the bytes as sent, in hex. */
  readonly sha256: string | null;
  /** Of the visible text, in hex. */
  readonly textSha256: string | null;
  readonly why: ContentReason;
  /** What changed in the main text, shortened to its surroundings. Empty unless `edited`. */
  readonly diff: readonly DiffPart[];
  /** SHA-256 of the text that it changed from, when it was edited or replaced. */
  readonly before?: string | undefined;
  /** How far the page got in a browser; absent where what was received was read. */
  readonly rendered?: RenderState | undefined;
  /** True on the night on which the document is back after another one had stood in its place. */
  readonly back?: true | undefined;
  readonly notice?: NoticeOfChange | undefined;
  /** Names what changed, when it was edited: the same change has the same name on whatever night. Absent when all that changed takes back edits. */
  readonly edit?: string | undefined;
  /** Names of edits that were taken back: their old text stands again. */
  readonly undone?: readonly string[] | undefined;
}

export type QuoteStatus = 'intact' | 'altered' | 'missing' | 'unverifiable';

/** Where a passage stands: in the document's own text, beside it, in a reader's words, where it is taken back, or behind a click. */
export type QuotePlace = 'main' | 'aside' | 'comment' | 'correction' | 'hidden';

/** Words of the page that a quotation leaves out. */
export interface Omission {
  /** Between two of its parts, or in the sentence in which it begins or ends. */
  readonly where: 'before' | 'between' | 'after';
  readonly text: string;
  /** True when it leaves out a negation, a hedge or an attribution, cuts a number in two, or is longer than two paragraphs. */
  readonly weighty: boolean;
}

/** What a quotation leaves out has changed since it was last accepted, though the quotation stands. */
export interface OmissionChange {
  /** From what was left out to what is left out now, word by word. */
  readonly diff: readonly DiffPart[];
  /** True when a word that weighs came or went: a negation, number, modal, hedge, name, contrary or attribution. */
  readonly weighty: boolean;
  /** When what is left out now was first seen, ISO. */
  readonly since: string;
}

/** Does the quoted text still stand there? */
export interface QuoteVerdict {
  /** Such as `ASI2025-01/31#1`. */
  readonly id: string;
  /** The passage that was looked for (the original-language text where there is one). */
  readonly text: string;
  readonly verdict: QuoteStatus;
  /** Null unless `intact`. */
  readonly tier: Tier | null;
  /** 0 to 1: the share of the passage's characters that stand there. It ranks; it never decides. */
  readonly similarity: number;
  /** The passage as it stands, or null. */
  readonly found: string | null;
  /** Where it is `missing`: the text that resembles it most, too little to be the passage; absent where nothing does. */
  readonly nearest?: string | undefined;
  /** Quote to page, word by word. Empty unless `altered`. */
  readonly diff: readonly DiffPart[];
  /** True when a number, name, date, negation or modal verb differs. */
  readonly weighty: boolean;
  /** What it leaves out of the page, and of the sentences in which it begins and ends; absent unless `intact`. */
  readonly omitted?: readonly Omission[] | undefined;
  /** What of that is otherwise than it was; absent where nothing is. */
  readonly omissionChanged?: OmissionChange | undefined;
  /** Whole blocks of the page (headings, captions, adverts) that stand between the quoted paragraphs. */
  readonly between?: readonly string[] | undefined;
  /** Page of a PDF, from 1. */
  readonly page: number | null;
  /** Number that the document gives to the paragraph in which it begins, such as `3.198`; absent where it gives none. */
  readonly paragraph?: string | undefined;
  /** An address that opens at the passage, or null. */
  readonly link: string | null;
  /** Where it was found; absent where it was not. */
  readonly where?: QuotePlace | undefined;
  /** Where it stood before, when that was a better place. */
  readonly whereBefore?: QuotePlace | undefined;
  /** When it last stood, ISO; absent when it stands, and when no night has seen it. */
  readonly stood?: string | undefined;
  readonly why: QuoteReason;
}

/** When a passage that stands was seen to: on the night itself, or on the day on which a person saved the page, ISO. */
export const seenAt = ({ why }: Pick<QuoteVerdict, 'why'>, night: string): string =>
  why.kind === 'elsewhere' && why.place.kind === 'person' ? why.place.at : night;

/** True for a passage that stands where a reader is shown it: what a page holds back does not make it the document. */
export const isInSight = ({ verdict, where }: Pick<QuoteVerdict, 'verdict' | 'where'>): boolean =>
  verdict === 'intact' && where !== 'hidden';

/** True for a passage that stands in the document's own text: not beside it, behind a click, in a reader's words, or taken back. */
export const standsInText = ({ verdict, where }: Pick<QuoteVerdict, 'verdict' | 'where'>): boolean =>
  verdict === 'intact' && (where === undefined || where === 'main');

/** True for a passage that was looked for and is not there as quoted, or that its publisher has taken back. */
export const isLost = ({ verdict, where }: Pick<QuoteVerdict, 'verdict' | 'where'>): boolean =>
  verdict === 'altered' || verdict === 'missing' || where === 'correction';

const PROVES_NO_ABSENCE: ReadonlySet<string> = new Set<QuoteReason['kind']>([
  'little-text',
  'other-language',
  'unmapped-letters',
  'not-given',
]);

/** True for a passage that was not found in a text which does not prove its absence: a teaser, a translation, letters that cannot be read. */
export const isUnproven = ({ verdict, why }: Pick<QuoteVerdict, 'verdict' | 'why'>): boolean =>
  verdict === 'unverifiable' && PROVES_NO_ABSENCE.has(why.kind);

export type EditionStatus =
  | 'current'
  | 'superseded'
  | 'acknowledged'
  | 'replaced-in-place'
  | 'withdrawn'
  | 'overdue'
  | 'unknown';

/** A later edition, and what became of each quoted passage in it. */
export interface NewerEdition {
  /** As it is printed where it was seen: `Volume XIII`. Compared by what it means (`names/edition-name.ts`). */
  readonly edition: string;
  readonly url: string | null;
  readonly published: PartialDate | null;
  readonly quotes: readonly {
    readonly quote: string;
    readonly verdict: QuoteStatus;
    readonly diff: readonly DiffPart[];
    /** For a missing passage: whether the section in which it stood is there still. */
    readonly section?: SectionFate | undefined;
  }[];
}

/** Has a newer edition come out, and does the passage survive in it? */
export interface EditionVerdict {
  readonly status: EditionStatus;
  /** Latest last. */
  readonly newer: readonly NewerEdition[];
  readonly why: EditionReason;
  /** The series that a source of none seems to be an edition of, as `sources.json` would declare it. */
  readonly proposed?: Series | undefined;
  /** When a replacement in place was seen, ISO. */
  readonly since?: string | undefined;
}

export type Currency = 'fresh' | 'stale' | 'undated';

/** Where the text was read; `browser` is its own page as its scripts left it there. */
export type Witness = 'live' | 'browser' | 'copy' | 'archive' | 'person' | 'none';

/** True for a witness other than the page itself. */
export const isElsewhere = (witness: Witness): boolean =>
  witness === 'copy' || witness === 'archive' || witness === 'person';

/** The latest page that somebody saved of a source, and handed in. */
export interface ReadByHand {
  /** When it was saved, ISO: as whoever handed it in says, or the file itself where that is earlier. */
  readonly at: string;
  /** Who handed it in, in his own words; null when he did not say. */
  readonly by: string | null;
  /** Whole days from then to this night. */
  readonly days: number;
  /** True when that is too long ago: it speaks for its source no more. */
  readonly isStale: boolean;
  /** SHA-256 of the file, in hex. */
  readonly sha256: string;
}

/** True where the page itself was read, as it was received or as a browser showed it. */
export const isOwnPage = (witness: Witness | undefined): boolean =>
  witness === 'live' || witness === 'browser';

/** A capture in a web archive. */
export interface ArchivedCopy {
  readonly url: string;
  readonly capturedAt: string;
  /** Null when the capture was not read. */
  readonly carriesPassage: boolean | null;
  /** The capture nearest to the day of access, when it was passed over because it carries less. */
  readonly nearest?: string | undefined;
  /** Captures with equal bytes on both sides of the day of access: the proof that the page did not change across it. */
  readonly unchanged?: { readonly before: string; readonly after: string } | undefined;
}

/** One use of a source, judged. */
export interface CitationVerdict {
  readonly id: string;
  readonly report: string;
  readonly section: string | null;
  readonly cited: string | null;
  readonly accessed: PartialDate | null;
  readonly currency: Currency;
  readonly quotes: readonly QuoteVerdict[];
}

/** Everything that one night says about one source. */
export interface SourceVerdict {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly url: string | null;
  readonly finalUrl: string | null;
  /** When it was looked at, ISO. */
  readonly at: string;
  readonly witness: Witness;
  readonly link: LinkVerdict;
  readonly content: ContentVerdict;
  readonly edition: EditionVerdict;
  readonly archive: ArchivedCopy | null;
  /** Why the archive could not be asked, when it was called for. */
  readonly archiveUnasked?: string | undefined;
  /** Absent when the document could be read otherwise, or nobody handed it in. */
  readonly byHand?: ReadByHand | undefined;
  /** Why the passages were not looked for in a text that was read: doing so took more time or memory than one source may. */
  readonly unmatched?: Shortfall | undefined;
  readonly citations: readonly CitationVerdict[];
}

const FAILING: ReadonlySet<LinkStatus> = new Set(['soft-404', 'gone', 'server-error', 'unreachable']);

/** True for the statuses that count toward a source's death. */
export const isFailing = (status: LinkStatus): boolean => FAILING.has(status);
