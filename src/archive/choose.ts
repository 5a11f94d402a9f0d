import type { PartialDate } from '../model/partial-date.js';
import { byTime, isReadable, type Memento } from './memento.js';

/** From the first to the last instant of a date that may be partial, ISO; null when it is no date. */
export function spanOf(date: PartialDate): { readonly from: string; readonly to: string } | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? [];
  if (year === undefined) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const next =
    day !== undefined ? Date.UTC(y, m, d + 1) : month !== undefined ? Date.UTC(y, m + 1) : Date.UTC(y + 1, 0);
  return { from: new Date(Date.UTC(y, m, d)).toISOString(), to: new Date(next - 1).toISOString() };
}

/**
 * The order in which captures are read for a citation until one carries the passage (docs/judging.md, 9): the last before the
 * day of access ended, the first after it, then further away on either side by turns; without that day, newest first.
 * Errors, redirects and empty pages are left out, and of equal digests all but the first to be read.
 */
export function readingOrder(captures: readonly Memento[], accessed: PartialDate | null): readonly Memento[] {
  const span = accessed === null ? null : spanOf(accessed);
  const readable = captures.filter(isReadable).toSorted(byTime);
  const before = readable.filter(({ at }) => span === null || at <= span.to).reverse();
  const after = readable.slice(before.length);
  const turns = Array.from({ length: Math.max(before.length, after.length) }, (_, i) =>
    [before[i], after[i]].filter((capture) => capture !== undefined),
  );

  const seen = new Set<string>();
  return turns.flat().filter(({ digest }) => {
    const known = digest !== null && seen.has(digest);
    if (digest !== null) seen.add(digest);
    return !known;
  });
}

/** Two captures with the same bytes, one on each side of a date. */
export interface UnchangedProof {
  readonly before: Memento;
  readonly after: Memento;
}

/**
 * The proof that a page did not change across the day of access: the last readable capture before it and the first
 * after it have one digest, and nothing that the archive saw between them differs. It says nothing of
 * what the page carried: a bot wall, too, can stand unchanged. Null when there is no proof, which proves nothing.
 */
export function provesUnchanged(captures: readonly Memento[], accessed: PartialDate): UnchangedProof | null {
  const span = spanOf(accessed);
  if (span === null) return null;
  const sorted = captures.toSorted(byTime);
  const before = sorted.findLast((capture) => capture.at < span.from && isReadable(capture));
  const after = sorted.find((capture) => capture.at > span.to && isReadable(capture));
  if (!before?.digest || before.digest !== after?.digest) return null;
  // An index lists http, https and www together: their redirects to one another are no change of the page.
  const trifle = ({ status, original }: Memento) =>
    status !== null && status >= 300 && status < 400 && original !== before.original;
  const between = sorted.filter(({ at }) => at > before.at && at < after.at);
  return between.every((capture) => capture.digest === before.digest || trifle(capture))
    ? { before, after }
    : null;
}
