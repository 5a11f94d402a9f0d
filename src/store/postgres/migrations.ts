import type { ClientBase, Pool } from 'pg';
import { textBeside } from '../../text-beside.js';
import { stepsIn } from '../queries.js';
import { SCHEMA } from './connect.js';
import { inTransaction } from './database.js';
import { openingError } from './outages.js';

/** Steps of a schema, SQL by name, in their order. One that was released is never edited: append another. */
export type SharedSteps = Readonly<Record<string, string>>;

/** The steps from an empty schema to the tables of all reports and of the fleet, and to who sees what in them. */
export const SHARED_STEPS: SharedSteps = {
  ...stepsIn(textBeside(new URL('./migrations.sql', import.meta.url))),
  ...stepsIn(textBeside(new URL('./fleet.sql', import.meta.url))),
  ...stepsIn(textBeside(new URL('./access.sql', import.meta.url))),
};

/** Takes the steps that a shared store lacks, one process at a time, all or none. Throws where it took some that are not known. */
export async function migrateShared(
  pool: Pool,
  shown: string,
  steps = SHARED_STEPS,
): Promise<void> {
  try {
    if ((await lackingSteps(pool, shown, steps)).length === 0) return;
    if (await isOfOthers(pool))
      throw new Error(
        `${shown} is of an earlier version, and protected: an administrator brings it up to date with citewatch reports protect`,
      );
    await inTransaction(pool, async (client) => {
      await lockSteps(client);
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${SCHEMA}`);
      await takeSteps(client, shown, steps);
    });
  } catch (error) {
    throw openingError(error, shown);
  }
}

/** Keeps all others from taking steps until the end of the transaction. */
export const lockSteps = (client: Pick<ClientBase, 'query'>) =>
  client.query(`SELECT pg_advisory_xact_lock(hashtextextended('citewatch steps', 0))`);

/** Takes the steps that a store lacks, in the schema that is there; gives how many. */
export async function takeSteps(
  client: ClientBase,
  shown: string,
  steps = SHARED_STEPS,
): Promise<number> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${STEPS} (name varchar(255) PRIMARY KEY, timestamp varchar(255) NOT NULL)`,
  );
  // Another process may have taken some meanwhile.
  const lacking = await lackingSteps(client, shown, steps);
  for (const [name, text] of lacking) {
    await client.query(text);
    await client.query(`INSERT INTO ${STEPS} VALUES ($1, $2)`, [name, new Date().toISOString()]);
  }
  return lacking.length;
}

async function lackingSteps(db: Pick<Pool, 'query'>, shown: string, steps: SharedSteps) {
  const taken = await takenSteps(db);
  if (taken.some((name) => !(name in steps)))
    throw new Error(
      `${shown} was written by a newer citewatch (store version ${taken.length}; this one knows ${Object.keys(steps).length}). Update citewatch.`,
    );
  return Object.entries(steps).filter(([name]) => !taken.includes(name));
}

/** True where the schema belongs to a role that this user has not. */
async function isOfOthers(db: Pick<Pool, 'query'>): Promise<boolean> {
  const ask = `SELECT FROM pg_namespace WHERE nspname = $1 AND NOT pg_has_role(nspowner, 'USAGE')`;
  return (await db.query(ask, [SCHEMA])).rowCount === 1;
}

/** Where it is kept which steps were taken. */
const STEPS = `${SCHEMA}.steps`;

/** Names of the steps that a store has taken; none where there is none yet. */
async function takenSteps(db: Pick<Pool, 'query'>): Promise<readonly string[]> {
  const { rows } = await db.query<{ there: boolean }>(
    'SELECT to_regclass($1) IS NOT NULL AS there',
    [STEPS],
  );
  if (rows[0]?.there !== true) return [];
  return (await db.query<{ name: string }>(`SELECT name FROM ${STEPS}`)).rows.map(
    ({ name }) => name,
  );
}
