import * as z from 'zod';

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
