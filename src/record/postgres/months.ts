import type { ReportRows } from './database.js';

/** The table that holds the visits of a month, given as `2025-10-01`. */
export const tableOf = (month: string): string => `visits_${month.slice(0, 7).replace('-', '_')}`;

/** The month of an instant, ISO. */
export const monthOf = (at: string): string => `${at.slice(0, 7)}-01`;

/** Makes the place for the visits of a month where there is none, whoever else does so now. */
export async function makeMonth(db: ReportRows, month: string): Promise<void> {
  const name = tableOf(month);
  // Of the rows of the catalogue: that `to_regclass` found nothing a connection remembers, while another makes it.
  const there =
    'SELECT EXISTS (SELECT FROM pg_class WHERE relname = $1 AND pg_table_is_visible(oid)) AS there';
  if ((await db.row<{ there: boolean }>(there, name))?.there === true) return;
  await db.together(async (within) => {
    await within.rows(`SELECT pg_advisory_xact_lock(hashtextextended('citewatch months', 0))`);
    if ((await within.row<{ there: boolean }>(there, name))?.there === true) return;
    // Asked for by its own name, a month shows nothing to a report, and all to whoever tidies up for none of them.
    await within.on.query(`
      CREATE TABLE ${name} PARTITION OF visits FOR VALUES FROM ('${month}') TO ('${month}'::date + interval '1 month');
      CREATE POLICY tidy ON ${name} FOR SELECT USING (current_setting('citewatch.report') = '');
      ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  });
}
