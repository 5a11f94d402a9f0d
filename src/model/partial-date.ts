/** A date as precise as it is known: `2025`, `2025-09` or `2025-09-29`. */
export type PartialDate = string;

/** The last instant that a partial date can mean, as a time stamp. */
export function latestOf(date: PartialDate): number {
  const [year = 0, month, day] = date.split('-').map(Number);
  return (
    Date.UTC(
      year,
      month === undefined ? 12 : day === undefined ? month : month - 1,
      day === undefined ? 1 : day + 1,
    ) - 1
  );
}

/** True where one date says no more than the other, and nothing else: `2024` and `2024-06-24`. */
export const agree = (a: PartialDate, b: PartialDate): boolean => a.startsWith(b) || b.startsWith(a);
