import type { ContentVerdict } from './content.js';
import type { Shortfall } from './document.js';
import type { EditionVerdict } from './edition.js';
import type { LinkVerdict } from './link.js';
import type { QuoteVerdict } from './quote.js';
import type { Citation, Source } from './watchlist.js';

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

/** The day on which a source will end, or has ended, ISO, and who says so: a header of its server, or `words` on pages of its site. */
export interface Ending {
  readonly by: 'sunset' | 'deprecation' | 'notice';
  readonly on: string;
  readonly words?: string | undefined;
}

export interface ArchivedCopy {
  readonly url: string;
  readonly capturedAt: string;
  /** Null when the capture was not read. */
  readonly carriesPassage: boolean | null;
  /** Of a capture that carries some of the passages, those that do not stand in it; absent where all stand, or none. */
  readonly lacks?: readonly Pick<QuoteVerdict, 'id' | 'verdict'>[] | undefined;
  /** The capture nearest to the day of access, when it was passed over because it carries less. */
  readonly nearest?: string | undefined;
  /** Captures with equal bytes on both sides of the day of access: the proof that the page did not change across it. */
  readonly unchanged?: { readonly before: string; readonly after: string } | undefined;
}

/** One use of a source, judged. */
export interface CitationVerdict extends Pick<Citation, 'id' | 'section' | 'cited' | 'accessed'> {
  readonly report: string;
  readonly currency: Currency;
  /** True where the passages are those that its address points at; absent where it quotes them. */
  readonly pointed?: boolean | undefined;
  readonly quotes: readonly QuoteVerdict[];
}

/** SHA-256 of the text in which a source was read; null where none was, or it is not believed. */
export const textRead = ({ content }: Pick<SourceVerdict, 'content'>): string | null =>
  content.change === 'unread' ? null : content.textSha256;

/** Everything that one night says about one source. */
export interface SourceVerdict extends Pick<Source, 'id' | 'title' | 'publisher' | 'url'> {
  readonly finalUrl: string | null;
  /** When it was looked at, ISO; where nothing was asked (`unjudged`, `no-url`), when that was said. */
  readonly at: string;
  readonly witness: Witness;
  readonly link: LinkVerdict;
  readonly content: ContentVerdict;
  readonly edition: EditionVerdict;
  readonly archive: ArchivedCopy | null;
  /** Why the archive could not be asked, when it was called for. */
  readonly archiveUnasked?: string | undefined;
  /** Captures that were not read, where none of those that were shows the document. */
  readonly archiveSkipped?: number | undefined;
  /** Absent where it says nothing of its end. */
  readonly ending?: Ending | undefined;
  /** Absent when the document could be read otherwise, or nobody handed it in. */
  readonly byHand?: ReadByHand | undefined;
  /** Why the passages were not looked for in a text that was read: doing so took more time or memory than one source may. */
  readonly unmatched?: Shortfall | undefined;
  readonly citations: readonly CitationVerdict[];
}
