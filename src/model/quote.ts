import type { Wanted } from './capture.js';
import type { ContentReason, DiffPart } from './content.js';
import type { Told } from './document.js';
import type { ReportChange } from './watchlist.js';

export type QuoteStatus = 'intact' | 'altered' | 'missing' | 'unverifiable';

/** Where a passage stands: in the document's own text, beside it, in a reader's words, where it is taken back, or behind a click. */
export type QuotePlace = 'main' | 'aside' | 'comment' | 'correction' | 'hidden';

/** Words of the page that a quotation leaves out. */
export interface Omission {
  /** Between two of its parts or under an editor's insertion, or in the sentence in which it begins or ends; `over`, what it stands under. */
  readonly where: 'before' | 'between' | 'after' | 'over';
  readonly text: string;
  /** True when it leaves out a negation, a hedge or an attribution (in most languages: any word of the sentence), cuts a number in two, or is longer than two paragraphs. */
  readonly weighty: boolean;
  /** True where the quotation begins or ends there as a sentence does, and the word left out beside it denies what it says. */
  readonly denies?: true | undefined;
}

/** What a quotation leaves out has changed since it was last accepted, though the quotation stands. */
export interface OmissionChange {
  /** From what was left out to what is left out now, word by word. */
  readonly diff: readonly DiffPart[];
  /** True when a word that weighs came or went: in English, between two parts, a negation, number, modal, hedge, name or attribution; elsewhere any. */
  readonly weighty: boolean;
  /** When what is left out now was first seen, ISO. */
  readonly since: string;
}

/** What a passage stands under on the page, which may change what it says though the passage stands word for word; of a long text, the end. */
export interface Governor {
  readonly as: 'banner' | 'heading' | 'introduction' | 'column' | 'row' | 'sentence';
  readonly text: string;
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
  /** True when words differ otherwise than in form. */
  readonly weighty: boolean;
  /** What it leaves out of the page, and of the sentences in which it begins and ends; absent unless `intact`. */
  readonly omitted?: readonly Omission[] | undefined;
  /** What of that is otherwise than it was; absent where nothing is. */
  readonly omissionChanged?: OmissionChange | undefined;
  /** What it stands under, from the top of the page down; absent unless `intact` in the document's own text, and in stores of before. */
  readonly governors?: readonly Governor[] | undefined;
  /** How that differs, by words that weigh, from what was last accepted: `as` names what does, each once; absent where nothing does. */
  readonly contextChanged?:
    | (Pick<OmissionChange, 'diff' | 'since'> & { readonly as: readonly Governor['as'][] })
    | undefined;
  /** Whole blocks of the page (headings, captions, adverts) that stand between the quoted paragraphs. */
  readonly between?: readonly string[] | undefined;
  /** Page of a PDF, from 1. */
  readonly page: number | null;
  /** Sheet of a spreadsheet, and the row there, from 1; absent elsewhere, the sheet where the file names none. */
  readonly sheet?: string | undefined;
  readonly row?: number | undefined;
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
  /** The words are as decided, and the report does not print them yet; absent where it prints what was looked for. */
  readonly pending?: ReportChange | undefined;
}

/** When a passage that stands was seen to: on the night itself, or on the day on which a person saved the page, ISO. */
export const seenAt = ({ why }: Pick<QuoteVerdict, 'why'>, night: string): string =>
  why.kind === 'elsewhere' && why.place.kind === 'person' ? why.place.at : night;

/** True for a passage that stands where a reader is shown it: what a page holds back does not make it the document. */
export const isVisiblePassage = ({
  verdict,
  where,
}: Pick<QuoteVerdict, 'verdict' | 'where'>): boolean => verdict === 'intact' && where !== 'hidden';

/** True for a passage that stands in the document's own text: not beside it, behind a click, in a reader's words, or taken back. */
export const isInMainText = ({
  verdict,
  where,
}: Pick<QuoteVerdict, 'verdict' | 'where'>): boolean =>
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

/** The tiers of fuzzy matching, strictest first: how much was ignored. `script`: traditional characters on one side, simplified on the other. */
export type Tier = 'exact' | 'folded' | 'letters' | 'script';

/** Where another witness than the live page was read. */
export type WitnessPlace =
  /** A page or file to which the live page leads. */
  | { readonly kind: 'part'; readonly url: string }
  /** A copy that researchers trust; `by` keeps it. */
  | { readonly kind: 'copy'; readonly by: string }
  /** A capture; `at` is its moment, ISO, by the archive's word; `skipped` later ones were not read. */
  | { readonly kind: 'archive'; readonly at: string; readonly skipped?: number | undefined }
  /** A page that a person saved, and handed in; `at` is when, ISO, `by` who, in his own words, or null. */
  | { readonly kind: 'person'; readonly at: string; readonly by: string | null };

/** Beside the document's own text, in what a reader wrote, where the publisher takes something back, or all of the document. */
export type LowPlace = 'aside' | 'comment' | 'correction' | 'retraction';

/** A mark within a passage: a lawyer may ask why it differs. */
export type PassageMark = 'comma' | 'quotation-mark' | 'hyphen';

/** What a passage's verdict rests on. Shares are 0 to 1, of the passage's letters. */
export type QuoteReason =
  | Told
  /** `marks`: those that differ inside it; absent where none does. */
  | { readonly kind: 'stands'; readonly tier: Tier; readonly marks?: readonly PassageMark[] }
  /** Every letter stands; only footnote marks and the editor's insertions differ. */
  | { readonly kind: 'note-marks' }
  /** Cells of a table stand in their rows and under their headings. */
  | { readonly kind: 'table-row' }
  /** Every word stands, some written otherwise: British or American, with diacritics, with the ı of Turkish capitals, a number in words. */
  | { readonly kind: 'spelling' }
  /** Every word stands, but for letters that the quotation shows in brackets as changed by its editor. */
  | { readonly kind: 'editors-letters' }
  /** Every letter stands, with whole blocks of the page (headings, captions, adverts) between its paragraphs. */
  | { readonly kind: 'blocks-between'; readonly blocks: number }
  /** `share` of it stands as quoted. */
  | { readonly kind: 'other-words'; readonly share: number }
  /** It stands in pieces, up to `furthest` characters apart, which the quotation does not own up to. */
  | { readonly kind: 'pieces'; readonly pieces: number; readonly furthest: number }
  | { readonly kind: 'other-order' }
  /** It stands struck out, and nowhere else. */
  | { readonly kind: 'struck-out' }
  /** `share` of it stands at the place that is nearest to it. */
  | { readonly kind: 'nothing-like-it'; readonly share: number }
  /** A passage of few letters, which is looked for to the letter. */
  | { readonly kind: 'short-nowhere'; readonly letters: number }
  | { readonly kind: 'short-twice'; readonly letters: number }
  /** The quotation is a translation, and nobody recorded the original. */
  | { readonly kind: 'no-original' }
  | { readonly kind: 'no-words' }
  /** The page is made so that looking further would take too long. */
  | { readonly kind: 'too-much-work' }
  /** It was found, but only where the page shows it at a click, by script or to search engines. */
  | { readonly kind: 'hidden'; readonly why: QuoteReason }
  /** It was found, but not in the document's own text. */
  | { readonly kind: 'placed'; readonly where: LowPlace; readonly why: QuoteReason }
  /** It was not found, and the page shows too little to be the whole document: so many letters. */
  | { readonly kind: 'little-text'; readonly letters: number }
  /** It was not found, and the page is in another language than the passage. */
  | { readonly kind: 'other-language' }
  /** It was not found as quoted, and so many letters of the text where it may stand are drawn by a file that does not say which they are. */
  | { readonly kind: 'unmapped-letters'; readonly letters: number }
  /** It was not found, and in a browser the page asked for more than it was given. */
  | { readonly kind: 'not-given'; readonly wanted: readonly Wanted[] }
  | { readonly kind: 'no-text'; readonly why: ContentReason }
  /** What another witness says of it; in `not`, which was heard as well, it does not stand as quoted. */
  | {
      readonly kind: 'elsewhere';
      readonly why: QuoteReason;
      readonly place: WitnessPlace;
      readonly not?: WitnessPlace;
    }
  /** It does not stand in another witness either, which is older than the citation. */
  | { readonly kind: 'too-old'; readonly why: QuoteReason; readonly place: WitnessPlace };
