import type { DiffPart } from './content-verdict.js';
import type { QuoteReason, Tier } from './quote-reason.js';

export type QuoteStatus = 'intact' | 'altered' | 'missing' | 'unverifiable';

/** Where a passage stands: in the document's own text, beside it, in a reader's words, where it is taken back, or behind a click. */
export type QuotePlace = 'main' | 'aside' | 'comment' | 'correction' | 'hidden';

/** Words of the page that a quotation leaves out. */
export interface Omission {
  /** Between two of its parts or under an editor's insertion, or in the sentence in which it begins or ends. */
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
