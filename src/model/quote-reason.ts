import type { ContentReason } from './content-reason.js';
import type { Wanted } from './rendering.js';
import type { Told } from './told.js';

/**
 * How much had to be overlooked to find a passage; each tier overlooks more than the one before. `script`: the same
 * characters, but traditional on one side and simplified on the other.
 */
export type Tier = 'exact' | 'folded' | 'letters' | 'script';

/** Where another witness than the live page was read. */
export type WitnessPlace =
  /** A page or file to which the live page leads. */
  | { readonly kind: 'part'; readonly url: string }
  /** A copy that researchers trust; `by` keeps it. */
  | { readonly kind: 'copy'; readonly by: string }
  /** A capture; `at` is its moment, ISO. */
  | { readonly kind: 'archive'; readonly at: string }
  /** A page that a person saved, and handed in; `at` is when, ISO, `by` who, in his own words, or null. */
  | { readonly kind: 'person'; readonly at: string; readonly by: string | null };

/** Beside the document's own text, in what a reader wrote, where the publisher takes something back, or all of the document. */
export type LowPlace = 'aside' | 'comment' | 'correction' | 'retraction';

/** What a passage's verdict rests on. Shares are 0 to 1, of the passage's letters. */
export type QuoteReason =
  | Told
  | { readonly kind: 'stands'; readonly tier: Tier }
  /** Every letter stands; only footnote marks and the editor's insertions differ. */
  | { readonly kind: 'note-marks' }
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
