import { type Kysely, type Migration, Migrator, PostgresDialect, Kysely as Queries, sql } from 'kysely';
import type { Pool } from 'pg';
import { textBeside } from '../../model/text-beside.js';
import { stepsIn } from '../queries.js';
import { SCHEMA, unopened } from './connect.js';

/** The steps from an empty schema to the tables of all reports. */
export const RECORD_STEPS: SharedSteps = stepsIn(textBeside(new URL('./migrations.sql', import.meta.url)));

/** Steps of a schema, SQL by name, in their order. One that was released is never edited: append another. */
export type SharedSteps = Readonly<Record<string, string>>;

/** Takes the steps of `lists` that a shared store lacks, one process at a time, all or none. Throws where it took steps that none of them knows. */
export async function migrateShared(pool: Pool, shown: string, lists: readonly SharedSteps[]): Promise<void> {
  const db = new Queries<unknown>({ dialect: new PostgresDialect({ pool }) });
  const steps = lists.flatMap((list) => Object.entries(list));
  try {
    const taken = await takenSteps(db);
    const known = new Set(steps.map(([name]) => name));
    if (taken.some((name) => !known.has(name)))
      throw new Error(
        `${shown} was written by a newer citewatch (store version ${taken.length}; this one knows ${steps.length}). Update citewatch.`,
      );
    if (taken.length < steps.length) await take(db, steps);
  } catch (error) {
    throw unopened(error, shown);
  }
}

/** Names of the steps that a store has taken; none where there is none yet. */
async function takenSteps(db: Kysely<unknown>): Promise<readonly string[]> {
  const { rows } = await sql<{ there: boolean }>`
    SELECT to_regclass(${`${SCHEMA}.${TABLE}`}) IS NOT NULL AS there`.execute(db);
  if (rows[0]?.there !== true) return [];
  const taken = await sql<{ name: string }>`SELECT name FROM ${sql.id(SCHEMA, TABLE)}`.execute(db);
  return taken.rows.map(({ name }) => name);
}

/** Where it is kept which steps were taken. */
const TABLE = 'steps';

async function take(db: Kysely<unknown>, steps: readonly (readonly [string, string])[]): Promise<void> {
  const migrations = Object.fromEntries(steps.map(([name, text]) => [name, stepOf(text)]));
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: SCHEMA,
    migrationTableName: TABLE,
    migrationLockTableName: 'steps_lock',
    // Each list grows by itself.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

const stepOf = (text: string): Migration => ({ up: async (db) => void (await sql.raw(text).execute(db)) });
