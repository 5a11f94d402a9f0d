import type { Block, Document, FileSort, Shortfall, UnreadReason } from './document.js';
import type { EditionVerdict } from './edition.js';
import type { Severity } from './finding.js';
import type { OldPrint } from './old-print.js';
import type { QuoteVerdict } from './quote.js';
import type { ArchivedCopy } from './verdict.js';
import type {
  Citation,
  Decision,
  PartialDate,
  Quote,
  Report,
  ReportChange,
  Source,
} from './watchlist.js';

/** Where something stands in a file that was handed in. */
export interface FilePlace {
  /** From 1; null where the file has no pages. */
  readonly page: number | null;
  /** Counted from 1 over the whole file, notes after the text. */
  readonly paragraph: number;
  /** Of a Word file or an ODT: the part and the paragraph in it, from 0 in the order of the file (`document:17`); absent for other files. */
  readonly from?: string | undefined;
}

/** The author of the comments and the tracked changes that we put into a report: nobody has taken these yet. */
export const ANNOTATOR = 'citewatch';

/** What could not be read of a reference for certain. */
export type Doubt =
  | { readonly kind: 'no-title' | 'no-publisher' }
  /** Quoted, and nobody is named for it. */
  | { readonly kind: 'no-citation' }
  | { readonly kind: 'unread-date'; readonly printed: string }
  /** Words of the line that were taken for nothing. */
  | { readonly kind: 'left-over'; readonly text: string }
  /** A short form that several documents cited before it fit, each by its title. */
  | { readonly kind: 'several-fit'; readonly titles: readonly string[] }
  /** An address that a line's end may have cut, or not: it is none of these until a person says which. */
  | { readonly kind: 'broken-address'; readonly readings: readonly string[] }
  /** The words of a link show another address than it opens. */
  | { readonly kind: 'other-link'; readonly shown: string; readonly opens: string };

/** What an import does to a `sources.json`, or would have done had nobody's word stood against it. */
export type Change =
  | { readonly kind: 'report-added'; readonly report: string }
  | {
      readonly kind: 'report-filled';
      readonly report: string;
      readonly field: keyof Report;
      readonly after: unknown;
    }
  | { readonly kind: 'source-added'; readonly source: Source }
  /** What the file left open and the report says. */
  | {
      readonly kind: 'source-filled';
      readonly id: string;
      readonly field: keyof Source;
      readonly after: unknown;
    }
  /** The report says otherwise than the file, which stays as it is: somebody may have mended it. */
  | {
      readonly kind: 'source-differs';
      readonly id: string;
      readonly field: keyof Source;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: 'citation-added'; readonly citation: Citation }
  | {
      readonly kind: 'citation-changed';
      readonly id: string;
      readonly field: keyof Citation;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: 'citation-gone'; readonly citation: Citation }
  /** No report cites it any more. It stays in the file, with what people wrote of it. */
  | { readonly kind: 'source-unused'; readonly id: string };

export const isWritten = ({ kind }: Change): boolean =>
  kind !== 'source-differs' && kind !== 'source-unused';

/** A citation of which something could not be read. */
export interface Uncertain {
  /** Its id in the file. */
  readonly citation: string;
  readonly place: FilePlace;
  /** As printed; null for a quotation without a citation. */
  readonly cited: string | null;
  readonly doubts: readonly Doubt[];
}

/** Words in quotation marks that were taken for no source's. */
export interface LeftOut {
  readonly place: FilePlace;
  readonly words: string;
  /** True where a citation stands directly behind them. */
  readonly cited: boolean;
  /** True for those that a person has to look at; names and words that somebody used are counted. */
  readonly shown: boolean;
}

/** Why a part of a library was not read. */
export type LibraryTrouble =
  | 'broken'
  | 'own-json-of-zotero'
  | 'no-title-or-address'
  | 'no-address'
  | 'no-columns'
  | 'no-entries';

/** Something in a library that was not read, and the line that it begins on, from 1. */
export interface LibraryProblem {
  readonly line: number;
  readonly kind: LibraryTrouble;
}

/** Why a file that was handed in could not be read. */
export type ImportFailure =
  | { readonly kind: 'unknown-format' }
  /** Protected by a password; a Word file of before 2007; damaged or none of its kind; larger, unpacked, than any report; longer than any text; without text; nested, or with a line, beyond all reason; text that is not UTF-8; an e-mail; a `sources.json`. */
  | {
      readonly kind: 'unreadable';
      readonly why:
        | 'encrypted'
        | 'old-word'
        | 'broken'
        | 'too-large'
        | 'too-long'
        | 'empty'
        | 'nested'
        | 'long-line'
        | 'not-utf-8'
        | 'mail'
        | 'watchlist';
    }
  | { readonly kind: 'other-file'; readonly sort: FileSort }
  | { readonly kind: 'unread-pdf'; readonly why: UnreadReason }
  | { readonly kind: 'entries'; readonly problems: readonly LibraryProblem[] }
  | { readonly kind: 'nothing-cited' }
  /** Nothing is cited, and the file is not what the ending of its name says (`named`, in capitals). */
  | { readonly kind: 'misnamed'; readonly named: string; readonly is: 'html' | 'text' }
  | { readonly kind: 'beyond-budget'; readonly why: Shortfall };

/** Bytes that a report's file may have, whatever it is: pictures are most of the largest. Our choice. */
export const MAX_REPORT_BYTES = 256 * 1024 * 1024;

export interface LedgerEntry {
  readonly kind: 'note' | 'mark' | 'address' | 'quotation';
  /** Its words; of a mark the beginning of its paragraph. */
  readonly words: string;
  readonly place: FilePlace;
}

/** How much of each kind a file holds, and what came to no citation. */
export interface Ledger {
  readonly notes: number;
  readonly marks: number;
  readonly addresses: number;
  /** Those long enough to be somebody’s words wherever they stand. */
  readonly quotations: number;
  /** What is in no citation, but is told. */
  readonly told: readonly LedgerEntry[];
  /** What is in neither: a note without a mark, a mark without a note, a quotation that nothing took. */
  readonly lost: readonly LedgerEntry[];
}

/** That of a file which is no text, such as a library. */
export const EMPTY_LEDGER: Ledger = {
  notes: 0,
  marks: 0,
  addresses: 0,
  quotations: 0,
  told: [],
  lost: [],
};

/** A citation of which nobody can say the document, with what is quoted of it: it is not written. */
export type OpenQuestion = Omit<Uncertain, 'citation'> & { readonly quotes: readonly string[] };

export interface Imported {
  readonly report: string;
  readonly sources: number;
  readonly citations: number;
  readonly quotes: number;
  readonly originals: number;
  readonly changes: readonly Change[];
  /** How the changes stand that were decided: the file prints them by now, or its authors rejected what was tracked in it, or it prints again what it did before; or something else (`overtaken`); or it is as it was (`pending`). */
  readonly filed: Readonly<
    Record<'closed' | 'rejected' | 'reopened' | 'overtaken' | 'pending', readonly OldPrint[]>
  >;
  readonly uncertain: readonly Uncertain[];
  readonly open: readonly OpenQuestion[];
  readonly ledger: Ledger;
  readonly leftOut: readonly LeftOut[];
  /** Documents that a list of sources names and that nothing cites; those that it calls uncited are none. */
  readonly uncited: readonly { readonly place: FilePlace; readonly cited: string }[];
  /** Entries of a library that were not read. */
  readonly unread: readonly LibraryProblem[];
  /** Sources of the report in the file, and those of them that have no address. */
  readonly cited: number;
  readonly bare: readonly Pick<Source, 'id' | 'publisher' | 'title'>[];
  /** The built-in series of new sources, and which edition of it each is; null where nothing names it. */
  readonly series: readonly {
    readonly source: string;
    readonly series: string;
    readonly edition: string | null;
  }[];
  /** Decisions that the report states in its own words. None is written: a person takes it (`citewatch ack`) or leaves it. */
  readonly proposed: readonly (Pick<Decision, 'source' | 'about' | 'reason'> & {
    readonly place: FilePlace;
  })[];
  /** What `lint` finds in the citations, by its gravity. */
  readonly toMend: Readonly<Record<Severity, number>>;
}

/** A document of which each block has the length of its text in the place of that, in UTF-16 units. */
type Frame = Omit<Document, 'blocks'> & {
  readonly blocks: readonly (Omit<Block, 'text'> & { readonly text: number })[];
};

/**
 * A document in one string, for threads and the store: all but its text as a line of JSON, its text behind. JSON of the
 * text too takes three times as long, and so does a structured clone with its way back.
 */
export function writtenText(document: Document): string {
  const text = document.blocks.map((block) => block.text).join('');
  // UTF-8 has no half of a surrogate pair, and JSON has.
  if (!text.isWellFormed()) return JSON.stringify(document);
  const frame: Frame = {
    ...document,
    blocks: document.blocks.map((block) => ({ ...block, text: block.text.length })),
  };
  return `${JSON.stringify(frame)}\n${text}`;
}

/** What {@link writtenText} made of a document, or JSON did by itself. Throws when neither did. */
export function readWritten(text: string): Document {
  const end = text.indexOf('\n');
  if (end < 0) return JSON.parse(text);
  const frame: Frame = JSON.parse(text.slice(0, end));
  let at = end + 1;
  const blocks = frame.blocks.map((block) => {
    const from = at;
    at += block.text;
    return { ...block, text: text.slice(from, at) };
  });
  if (at !== text.length) throw new Error('the text is not as long as its frame says');
  return { ...frame, blocks };
}

/** One extract of a country schedule, with all that a reader needs to find it. */
export interface ScheduleRow {
  /** Of the quotation; of the citation where it quotes nothing. */
  readonly id: string;
  /** As it is in the report; null where the citation quotes nothing. */
  readonly quote: Quote | null;
  /** What was decided of it, and is not in the report yet; `verdict` is about the words that were decided then. */
  readonly pending: readonly ReportChange[];
  /** The citation line, in the house style, with the page or paragraph where one is known. */
  readonly line: string;
  /** The document, whatever is cited of it. */
  readonly source: Pick<Source, 'id' | 'publisher' | 'title'>;
  /** Opens at the passage where it stands, else the document; null when nobody knows the address. */
  readonly url: string | null;
  /** One that carries the passage. */
  readonly archive: ArchivedCopy | null;
  /** When the source was last looked at, ISO; null for never. */
  readonly checkedAt: string | null;
  /** What that look says of the quotation as it is now; null when it says nothing of it. */
  readonly verdict: QuoteVerdict | null;
  /** What that look says of the edition that is cited. */
  readonly edition: EditionVerdict | null;
}

/** The extracts of one section of the report, or on one issue of the appeal. */
export interface ScheduleGroup {
  readonly kind: 'section' | 'issue';
  /** Null for what is in no section. */
  readonly name: string | null;
  readonly rows: readonly ScheduleRow[];
}

/** An issue of an appeal, and the sections of the report that bear on it, as {@link covers} has it. */
export interface DisputedIssue {
  readonly name: string;
  readonly sections: readonly string[];
}

/** The country schedule of a report: extracts by section or issue, each with its source, link and standing. */
export interface Schedule {
  readonly report: Pick<Report, 'id' | 'title' | 'publisher' | 'published'>;
  /** The day on which it was made. */
  readonly on: PartialDate;
  /** False where the extracts themselves are left out. */
  readonly extracts?: boolean;
  readonly groups: readonly ScheduleGroup[];
}

/** The sections that citations stand in, in the report's order; null for those that stand in none. */
export const sectionsOf = ({ citations }: Report): readonly (string | null)[] => [
  ...new Set(citations.map(({ section }) => section)),
];

/** True when `named` means a section: `5` is `5`, `5a` and `5.1`, and not `51`; `5a` is not `5ab`. */
export function covers(named: string, section: string | null): boolean {
  if (section?.startsWith(named) !== true) return false;
  const rest = section.slice(named.length);
  return rest === '' || (/\d$/u.test(named) ? /^\D/u : /^[.(]/u).test(rest);
}
