/**
 * What may differ between a quotation and the page, and beside each the difference that must not pass for it.
 * Pages are HTML, between two paragraphs that nobody quotes. To extend it, add a row: a tolerance needs its altered twin.
 */
export interface Twins {
  readonly what: string;
  readonly quote: string;
  /** Pages on which the quotation stands. */
  readonly intact: readonly string[];
  /** Pages on which it does not, however near they come. */
  readonly altered: readonly string[];
}

/** Paragraphs of a page. */
export const p = (...paragraphs: readonly string[]): string =>
  paragraphs.map((text) => `<p>${text}</p>`).join('\n');
/** A row whose pages have the quotation's own text, changed. */
export const changed = (
  what: string,
  quote: string,
  intact: readonly (readonly [string, string])[],
  altered: readonly (readonly [string, string])[],
): Twins => {
  const set = ([from, to]: readonly [string, string]): string => {
    if (!quote.includes(from)) throw new Error(`${what}: “${from}” is not in the quotation`);
    return p(quote.replace(from, to));
  };
  return { what, quote, intact: [p(quote), ...intact.map(set)], altered: altered.map(set) };
};
