import type { MarkedText } from './marked-text.js';
import { closesAt } from './quoted.js';

/** Behind a quotation, the mark of a note that its file has not (`[^4]`): it is printed as it stands. */
const UNDEFINED_MARK = /^[.,;:!?…]?\[\^[^\]\s]{1,80}\]/u;

/** Quotations that only the mark of a note follows which says nothing: what else their sentence cites is not where they are from. */
export function blankIn<Q extends { readonly end: number }>(
  { text, marks, remarks, blanks = [] }: MarkedText,
  quotations: readonly Q[],
): ReadonlySet<Q> {
  const [said, unsaid] = [[...marks, ...remarks], blanks].map((those) => new Set(those.map(({ at }) => at)));
  return new Set(
    quotations.filter(
      ({ end }) =>
        !closesAt(text, end, said as ReadonlySet<number>) &&
        (closesAt(text, end, unsaid as ReadonlySet<number>) ||
          UNDEFINED_MARK.test(text.slice(end, end + 90))),
    ),
  );
}
