import type { Haystack } from './haystack.js';

/**
 * The number with which a paragraph begins: `3.198`, `12.`, `[12]`, `(12)`. What goes on in small letters is no numbered
 * paragraph: “3.5 million people fled”, “12. march”.
 */
const NUMBERED =
  /^(?:(\d{1,3}(?:\.\d{1,3}){1,4})\.?|\[(\d{1,3})\]|\((\d{1,3})\)|¶\s?(\d{1,3})|(\d{1,3})\.)\s+(?=["“‘«([]?[\p{Lu}\p{Lo}])/u;

/** The number that the document gives to the paragraph in which `offset` is, as COI reports cite it (`3.198`); null where it has none. */
export function paragraphNumber(haystack: Haystack, offset: number): string | null {
  const found = NUMBERED.exec(haystack.blockOf(offset)?.text ?? '');
  return found?.slice(1).find((number) => number !== undefined) ?? null;
}
