import type * as z from 'zod';
import type { Link } from '../../../model/document.js';
import type { PartialDate } from '../../../model/watchlist.js';

/** A link of an index page, with the day on which what it leads to was last published, where the page tells. */
export interface Listed extends Link {
  readonly published?: PartialDate | undefined;
}

/** What an index page says, whatever it is written in. */
export interface Listing {
  readonly url: string;
  readonly title: string;
  readonly links: readonly Listed[];
  /** Of GOV.UK's content API: what it says of the page whose content it is. */
  readonly about?: About | undefined;
}

/** What a publisher's register says of one page. */
export interface About {
  readonly page: string;
  readonly withdrawn: { readonly on: PartialDate | null; readonly explanation: string } | null;
  /** True when the links include every document of the page, so that one which is missing is not listed any more. */
  readonly complete: boolean;
  /** The latest change that it tells of, in its own words. */
  readonly change: { readonly on: PartialDate; readonly note: string } | null;
}

/** What Crossref has registered of one DOI. */
export interface Work {
  readonly doi: string;
  readonly title: string;
  readonly published: PartialDate | null;
  /** The journal or series that it stands in. */
  readonly container: string | null;
  /** DOIs of its later versions, and of its earlier ones. */
  readonly later: readonly string[];
  readonly earlier: readonly string[];
  /** `retraction` or `withdrawal`, with the DOI of the notice. */
  readonly retracted: { readonly kind: string; readonly notice: string } | null;
  /** The same of the gravest notice that is none of these: `expression_of_concern`, `correction`; absent where there is none. */
  readonly noted?: { readonly kind: string; readonly notice: string } | undefined;
}

/** Reads JSON of a register; null where it is none, or has another shape. */
export function parseAs<T extends z.ZodType>(shape: T, json: string): z.infer<T> | null {
  try {
    return shape.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}
