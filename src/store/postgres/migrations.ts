import type { Pool } from 'pg';
import { textBeside } from '../../model/text-beside.js';
import { stepsIn } from '../queries.js';
import { SCHEMA, unopened } from './connect.js';
import { inTransaction } from './database.js';

/** The steps from an empty schema to the tables of all reports. */
export const RECORD_STEPS: SharedSteps = stepsIn(textBeside(new URL('./migrations.sql', import.meta.url)));

/** Steps of a schema, SQL by name, in their order. One that was released is never edited: append another. */
export type SharedSteps = Readonly<Record<string, string>>;

/** Takes the steps of `lists` that a shared store lacks, one process at a time, all or none. Throws where it took steps that none of them knows. */
export async function migrateShared(pool: Pool, shown: string, lists: readonly SharedSteps[]): Promise<void> {
  const steps = new Map(lists.flatMap((list) => Object.entries(list)));
  const lacking = (taken: readonly string[]) => [...steps].filter(([name]) => !taken.includes(name));
  try {
    const taken = await takenSteps(pool);
    if (taken.some((name) => !steps.has(name)))
      throw new Error(
        `${shown} was written by a newer citewatch (store version ${taken.length}; this one knows ${steps.size}). Update citewatch.`,
      );
    if (lacking(taken).length === 0) return;
    await inTransaction(pool, async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('citewatch steps', 0))`);
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
      await client.query(
        `CREATE TABLE IF NOT EXISTS ${STEPS} (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL)`,
      );
      // Another process may have taken some meanwhile.
      for (const [name, text] of lacking(await takenSteps(client))) {
        await client.query(text);
        await client.query(`INSERT INTO ${STEPS} VALUES ($1, $2)`, [name, new Date().toISOString()]);
      }
    });
  } catch (error) {
    throw unopened(error, shown);
  }
}

/** Where it is kept which steps were taken. */
const STEPS = `${SCHEMA}.steps`;

/** Names of the steps that a store has taken; none where there is none yet. */
async function takenSteps(db: Pick<Pool, 'query'>): Promise<readonly string[]> {
  const { rows } = await db.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [STEPS]);
  if (rows[0]?.there !== true) return [];
  return (await db.query<{ name: string }>(`SELECT name FROM ${STEPS}`)).rows.map(({ name }) => name);
}
