import { brotliDecompressSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { textBeside } from '../../text-beside.js';
import { DamagedStore, OTHER_SCHEMA, openSqlite, sqliteCode } from '../locks.js';
import { stepsIn } from '../queries.js';

/** `citw`: written into the header of every store, so that no other SQLite file is taken for one. */
export const APPLICATION_ID = 0x63697477;

/** One step of the schema: SQL, or what it takes to carry old values over. */
type Step = string | ((db: Database) => void);

/** The steps from an empty file to the present schema; a store's `user_version` counts the steps it has taken. */
export const MIGRATIONS: readonly Step[] = Object.entries(
  stepsIn(textBeside(new URL('./migrations.sql', import.meta.url))),
).map(([name, text]) => (name === 'memories-of-before' ? fillMemories : text));

/**
 * Takes the steps that a store lacks, each in a transaction of its own.
 * Throws when the store has taken more steps than this version of citewatch knows, and a {@link DamagedStore} where its tables are not
 * those of the steps that it says it has taken: a step would be taken twice, or for ever.
 */
export function migrate(db: Database, steps: readonly Step[] = MIGRATIONS): void {
  const version = () => versionOf(db);
  refuseNewer(db, db.name, steps);
  const next = db.transaction(() => {
    // Read again inside: another process may have taken the step meanwhile.
    const step = steps[version()];
    if (step === undefined) return;
    if (typeof step === 'string') db.exec(step);
    else step(db);
    db.pragma(`user_version = ${version() + 1}`);
  });
  try {
    while (version() < steps.length) next.immediate();
  } catch (cause) {
    const isOther =
      sqliteCode(cause) === 'SQLITE_ERROR' &&
      schemaOf(db) !== freshSchema(steps.slice(0, version()));
    throw isOther ? new DamagedStore(OTHER_SCHEMA, { cause }) : cause;
  }
}

const versionOf = (db: Database): number => db.pragma('user_version', { simple: true }) as number;

/** The header keeps a signed number (bytes 60 to 63, sqlite.org/fileformat.html, 1.3); nobody counts below nothing. */
function refuseNewer(db: Database, path: string, steps: readonly Step[]): void {
  if (versionOf(db) < 0) throw new DamagedStore(`its version is ${versionOf(db)}`);
  if (versionOf(db) > steps.length)
    throw new Error(
      `${path} was written by a newer citewatch (store version ${versionOf(db)}; this one knows ${steps.length}). Update citewatch.`,
    );
}

/** Throws where what was opened of the store at `path` says an impossible version, lacks a step, which nobody may take there, or has more than this version knows. */
export function refuseOtherVersions(db: Database, path: string): void {
  refuseNewer(db, path, MIGRATIONS);
  if (versionOf(db) < MIGRATIONS.length)
    throw new Error(
      `${path} was written by an earlier citewatch, and may only be read here: open it once where it may be written to`,
    );
}

/** As the steps make it: asked for every night, and made once. */
let ownSchema: string | undefined;

/** False when a store's tables and indexes are not the ones that its steps make: a byte of them was changed. */
export function hasOwnSchema(db: Database): boolean {
  ownSchema ??= freshSchema();
  return schemaOf(db) === ownSchema;
}

function freshSchema(steps: readonly Step[] = MIGRATIONS): string {
  const fresh = openSqlite(':memory:');
  try {
    migrate(fresh, steps);
    return schemaOf(fresh);
  } finally {
    fresh.close();
  }
}

const schemaOf = (db: Database): string =>
  JSON.stringify(
    db
      .prepare(
        `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name`,
      )
      .all(),
  );

/** What a verdict carried from night to night when memories had no table of their own. */
interface OldVisit {
  readonly at: string;
  readonly verdict: {
    readonly link: {
      readonly status: string;
      readonly since: string;
      readonly failures: number;
      readonly lately?: string;
    };
    readonly content: {
      readonly restless?: Readonly<Record<string, string>>;
      readonly shrunk?: number;
    };
    readonly citations: readonly {
      readonly quotes: readonly { readonly id: string; readonly stood?: string }[];
    }[];
  } | null;
}

/** Of each subject the two latest visits, and the two latest judged: what the next run asks for, and what a killed one may that is taken up. */
const LATEST = `
  SELECT id FROM (
    SELECT v.id, v.judged, row_number() OVER (PARTITION BY v.subject ORDER BY v.run DESC) AS n,
           row_number() OVER (PARTITION BY v.subject, v.judged ORDER BY v.run DESC) AS m
    FROM visits v JOIN runs r ON r.id = v.run WHERE r.online = 1)
  WHERE n <= 2 OR (judged = 1 AND m <= 2)`;

/** A step: fills the memories of a store whose verdicts carried them. It was released, so it keeps its own idea of both shapes. */
function fillMemories(db: Database): void {
  const visit = db.prepare<[number], { subject: string; run: number; visit: Buffer }>(
    'SELECT subject, run, visit FROM visits WHERE id = ?',
  );
  const add = db.prepare<[string, number, string]>(
    'INSERT INTO memories (subject, run, memory) VALUES (?, ?, ?)',
  );
  for (const id of db.prepare<[], number>(LATEST).pluck().all()) {
    const row = visit.get(id);
    const memory =
      row === undefined ? null : memoryIn(JSON.parse(brotliDecompressSync(row.visit).toString()));
    if (row !== undefined && memory !== null) add.run(row.subject, row.run, JSON.stringify(memory));
  }
}

function memoryIn({ at, verdict }: OldVisit): object | null {
  if (verdict === null) return null;
  const { link, content, citations } = verdict;
  const { status, since, failures, lately = '' } = link;
  const { restless = {}, shrunk = 0 } = content;
  const quotes = citations.flatMap((citation) => citation.quotes);
  return {
    link: { status, since, failures, at },
    nights: lately,
    volatile: restless,
    shrunken: shrunk,
    stood: Object.fromEntries(
      quotes.flatMap(({ id, stood }) => (stood === undefined ? [] : [[id, stood]])),
    ),
  };
}
