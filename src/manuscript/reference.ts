import * as z from 'zod';
import { originalBehind, uniqueAddresses } from '../model/archived-address.js';
import type { Doubt } from '../model/manuscript.js';
import type { PartialDate, Source } from '../model/watchlist.js';

/** A date as printed; `iso` is null where it could be read two ways, or names no day, month or year. */
export interface PrintedDate {
  readonly printed: string;
  readonly iso: PartialDate | null;
}

/** How an address is known: it stood in the file, or it was put together from a DOI or a document's symbol. */
export type AddressFrom = 'seen' | 'worked-out';

/** What a citation line, a note or an entry of a library says of one document. What is not printed is null. */
export interface Reference {
  /** As printed, white space collapsed. */
  readonly cited: string;
  /** Who published it; the authors, as printed, where no publisher is named. */
  readonly publisher: string | null;
  readonly title: string | null;
  readonly published: PrintedDate | null;
  readonly accessed: PrintedDate | null;
  /** As printed: `page 40`, `paragraph 3.198- 3.199`, `G4`, `S. 4 f.`; of a page its number alone. */
  readonly pinpoint: string | null;
  /** The document's own address, also where an archived copy alone is given that names it. */
  readonly url: string | null;
  readonly addressFrom: AddressFrom | null;
  /** Addresses of archived copies, as given; absent where there are none. */
  readonly archived?: readonly string[] | undefined;
  /** BCP 47, where the reference says it. */
  readonly lang: string | null;
  /** As {@link Source.zotero}. */
  readonly zotero?: string | undefined;
  /** True where the line itself says that the document has no date. */
  readonly undated: boolean;
  readonly doubts: readonly Doubt[];
}

/**
 * A reference of which only this is known: what it lacks, and each date that could not be read, is a doubt before its own. Where its
 * address is a capture's, the original is its address: the document is watched, and not the archive.
 */
export function referenceOf({
  doubts = [],
  ...given
}: Partial<Reference> & Pick<Reference, 'cited'>): Reference {
  const { archived: _, ...stated } = given;
  const known = { ...stated, ...watchedAddress(given) };
  const { publisher = null, title = null, published = null, accessed = null } = known;
  return {
    publisher,
    title,
    published,
    accessed,
    pinpoint: null,
    addressFrom: null,
    lang: null,
    undated: false,
    ...known,
    doubts: [
      ...(title === null ? [{ kind: 'no-title' } as const] : []),
      ...(publisher === null ? [{ kind: 'no-publisher' } as const] : []),
      ...[published, accessed].flatMap((date) =>
        date !== null && date.iso === null
          ? [{ kind: 'unread-date', printed: date.printed } as const]
          : [],
      ),
      ...doubts,
    ],
  };
}

/** The address of a document and those of its archived copies, where the address that was given is one of these. */
export function watchedAddress({
  url = null,
  archived = [],
}: Partial<Pick<Reference, 'url' | 'archived'>>): Pick<Reference, 'url' | 'archived'> {
  const original = url === null ? null : originalBehind(url);
  const given = original === null || url === null ? {} : { archived: [url] };
  return { url: original ?? url, ...archivedOf(given, { archived }) };
}

/** The archived copies that two references to one document give. */
export function archivedOf(
  ...references: readonly Pick<Reference, 'archived'>[]
): Pick<Reference, 'archived'> {
  const archived = uniqueAddresses(references.flatMap((one) => one.archived ?? []));
  return archived.length === 0 ? {} : { archived };
}

const text = z.string().optional().catch(undefined);
const DATE = z.object({
  'date-parts': z
    .array(z.array(z.union([z.string(), z.number()])).readonly())
    .readonly()
    .optional()
    .catch(undefined),
  raw: text,
  literal: text,
});
const NAME = z.object({
  family: text,
  given: text,
  literal: text,
  'dropping-particle': text,
  'non-dropping-particle': text,
});
/** A date is a string in CSL-JSON 1.1. */
const date = z
  .preprocess((stated) => (typeof stated === 'string' ? { raw: stated } : stated), DATE)
  .optional()
  .catch(undefined);
/** An entry of CSL-JSON 1.0.2: the fields that a citation prints. A field of another kind than it says is left out. */
const ITEM = z.object({
  id: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: text,
  title: text,
  'container-title': text,
  publisher: text,
  author: z.array(NAME).optional().catch(undefined),
  URL: text,
  DOI: text,
  language: text,
  issued: date,
  accessed: date,
  /** Of the citation, not of the entry: `45`, with the kind of place that it names (`page`, `paragraph`, `section`). */
  locator: text,
  label: text,
  /** The address of an archived capture. */
  archive_location: text,
  note: text,
});

/** A date of CSL-JSON: `[[2024, 9, 30]]`, or the words in which it was given. */
export type CslDate = z.infer<typeof DATE>;
/** A name of CSL-JSON; that of an institution is `literal`. */
export type CslName = z.infer<typeof NAME>;
/** An entry of a reference manager, in the form that Zotero, Mendeley and EndNote share (CSL-JSON). */
export type CslItem = z.infer<typeof ITEM>;

/** Takes what a program wrote as CSL-JSON; null when it is no object. */
export const cslItemOf = (value: unknown): CslItem | null => ITEM.safeParse(value).data ?? null;
