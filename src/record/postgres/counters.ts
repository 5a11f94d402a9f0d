import type { Statements } from './database.js';

/** Counts up by one, or to `least` where that is more, and gives the number: of each report there is one row of numbers, without gaps. */
export async function countUp(db: Statements, name: string, least: number | null = null): Promise<number> {
  const row = await db.row<{ value: number }>(
    `INSERT INTO counters (name, value) VALUES ($1, coalesce($2::int, 1))
     ON CONFLICT (report, name) DO UPDATE SET value = greatest(counters.value + CASE WHEN $2::int IS NULL THEN 1 ELSE 0 END, $2::int)
     RETURNING value`,
    name,
    least,
  );
  return (row as { value: number }).value;
}
