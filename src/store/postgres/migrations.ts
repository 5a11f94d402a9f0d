import { type Kysely, type Migration, Migrator, PostgresDialect, Kysely as Queries, sql } from 'kysely';
import type { Pool } from 'pg';
import { SCHEMA, unopened } from './connect.js';

/** Tables with rows of reports: a connection sees and writes those of its own report only. */
export const REPORT_TABLES = [
  'deliveries',
  'digests',
  'readers',
  'lives',
  'memories',
  'visits',
  'readings',
  'runs',
  'counters',
] as const;

/** The first column of each of them: a statement need not name the report, and cannot name another. */
const REPORT = `report text NOT NULL DEFAULT current_setting('citewatch.report') CHECK (report <> '')`;

/** The steps from an empty schema to the tables of all reports, which mean what the embedded store's do ({@link file://../sqlite/migrations.ts}). */
export const RECORD_STEPS: SharedSteps = {
  'record-01': `
  -- Bytes, once for all who have the same. Who refers to some does so by a foreign key.
  CREATE TABLE payloads (
    sha256 text PRIMARY KEY,                -- of the bytes before they were packed
    bytes  bytea NOT NULL                   -- packed
  );
  ALTER TABLE payloads ALTER bytes SET STORAGE EXTERNAL;
  `,
  'record-02': `
  CREATE TABLE reports (
    name     text PRIMARY KEY,
    sources  text NOT NULL,                 -- path of its sources.json, for people
    private  boolean NOT NULL,
    added_at text NOT NULL,
    last_run text                           -- when the last finished run began
  );

  CREATE TABLE counters (
    ${REPORT},
    name  text NOT NULL,
    value integer NOT NULL,
    PRIMARY KEY (report, name)
  );

  CREATE TABLE runs (
    ${REPORT},
    id         integer NOT NULL,
    month      date NOT NULL,               -- that of its visits, never before that of an earlier run
    started_at text NOT NULL,
    state      text NOT NULL CHECK (state IN ('open', 'finished', 'abandoned')),
    online     boolean NOT NULL,            -- true until the run ends and says otherwise
    facts      text,
    result     bytea,                       -- NULL again when its visits are dropped
    PRIMARY KEY (report, id)
  );
  CREATE INDEX runs_by_state ON runs (report, state, id);

  CREATE TABLE readings (
    ${REPORT},
    subject      text NOT NULL,
    sha256       text NOT NULL,             -- as the visit has it
    text_sha256  text NOT NULL,
    content_type text,
    url          text NOT NULL,
    first_run    integer NOT NULL,
    document     text NOT NULL REFERENCES payloads,
    bytes        text NOT NULL REFERENCES payloads,
    PRIMARY KEY (report, subject, sha256),
    FOREIGN KEY (report, first_run) REFERENCES runs
  );
  CREATE INDEX readings_by_document ON readings (document);
  CREATE INDEX readings_by_bytes ON readings (bytes);

  CREATE SEQUENCE landed;
  CREATE TABLE visits (
    ${REPORT},
    month    date NOT NULL,
    run      integer NOT NULL,
    subject  text NOT NULL,
    landed   bigint NOT NULL DEFAULT nextval('landed'),
    judged   boolean NOT NULL,
    held_in  integer,
    snapshot text,
    visit    bytea NOT NULL,
    PRIMARY KEY (report, subject, month, run),
    FOREIGN KEY (report, run) REFERENCES runs,
    FOREIGN KEY (report, subject, snapshot) REFERENCES readings
  ) PARTITION BY RANGE (month);
  ALTER TABLE visits ALTER visit SET STORAGE EXTERNAL;
  CREATE INDEX visits_of_run ON visits (report, run, subject);

  CREATE TABLE memories (
    ${REPORT},
    subject text NOT NULL,
    run     integer NOT NULL,
    former  text,                           -- the reading that it remembers besides
    memory  text NOT NULL,
    PRIMARY KEY (report, subject, run)
  );

  CREATE TABLE lives (
    ${REPORT},
    finding     text COLLATE "C" NOT NULL,
    opened_in   integer NOT NULL,
    fresh_in    integer NOT NULL,
    resolved_in integer,
    body        text NOT NULL,
    PRIMARY KEY (report, finding, opened_in),
    FOREIGN KEY (report, opened_in) REFERENCES runs,
    FOREIGN KEY (report, fresh_in) REFERENCES runs,
    FOREIGN KEY (report, resolved_in) REFERENCES runs
  );
  CREATE INDEX lives_by_end ON lives (report, resolved_in);

  CREATE TABLE digests (
    ${REPORT},
    id         integer NOT NULL,
    created_at text NOT NULL,
    key        text NOT NULL,
    part       boolean NOT NULL,
    digest     bytea NOT NULL,
    PRIMARY KEY (report, id),
    UNIQUE (report, key)
  );

  CREATE TABLE deliveries (
    ${REPORT},
    digest    integer NOT NULL,
    recipient text COLLATE "C" NOT NULL,
    state     text NOT NULL CHECK (state IN ('pending', 'sending', 'sent')),
    at        text NOT NULL,
    detail    text,
    PRIMARY KEY (report, digest, recipient),
    FOREIGN KEY (report, digest) REFERENCES digests
  );
  CREATE INDEX deliveries_of ON deliveries (report, recipient, digest);

  CREATE TABLE readers (
    ${REPORT},
    recipient text NOT NULL,
    first     text NOT NULL,
    heeded    text NOT NULL,
    PRIMARY KEY (report, recipient)
  );

  -- Takes away bytes to which nobody refers any more: a foreign key sees the rows of all reports, and tells of none.
  CREATE FUNCTION reclaim(unwanted text[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY unwanted LOOP
      BEGIN
        DELETE FROM payloads WHERE sha256 = one;
      EXCEPTION WHEN foreign_key_violation THEN NULL;
      END;
    END LOOP;
  END $$;

  DO $$ DECLARE one text;
  BEGIN
    FOREACH one IN ARRAY ARRAY['${REPORT_TABLES.join("', '")}'] LOOP
      EXECUTE format('CREATE POLICY own ON %I USING (report = current_setting(''citewatch.report''))', one);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    END LOOP;
  END $$;
  CREATE POLICY own ON reports USING (name = current_setting('citewatch.report'));
  CREATE POLICY listed ON reports FOR SELECT USING (NOT private);
  ALTER TABLE reports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  `,
  'record-03': `
  -- How far each chain of a report's evidence had come when a run ended: noted here, it cannot be taken back there.
  CREATE TABLE tips (
    ${REPORT},
    chain   text NOT NULL,                  -- SHA-256 of its first line
    n       integer NOT NULL,
    sha256  text NOT NULL,
    run     integer NOT NULL,
    at      text NOT NULL,
    machine text NOT NULL,
    folder  text NOT NULL,
    PRIMARY KEY (report, chain, n, sha256)
  );
  CREATE POLICY own ON tips USING (report = current_setting('citewatch.report'));
  ALTER TABLE tips ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  `,
  'record-04': `
  -- A visit says only what the one that holds it does not, and at rest its memory too; small values have another sum.
  SELECT;
  `,
  'record-05': `
  -- How the watch over a report fares, for connections of no report. last_run is when its last good run began.
  ALTER TABLE reports
    ADD COLUMN online boolean,                        -- whether the last night saw the web
    ADD COLUMN good text,                             -- what is told of the last good run, as JSON
    ADD COLUMN undelivered integer NOT NULL DEFAULT 0;
  ALTER TABLE runs NO FORCE ROW LEVEL SECURITY;
  ALTER TABLE reports NO FORCE ROW LEVEL SECURITY;
  UPDATE reports SET
    last_run = (SELECT started_at FROM runs r WHERE r.report = name AND r.state = 'finished' AND r.online
      AND r.facts NOT LIKE '%"partOf":%' ORDER BY r.id DESC LIMIT 1),
    online = (SELECT r.online FROM runs r WHERE r.report = name AND r.state = 'finished'
      AND r.facts NOT LIKE '%"partOf":%' ORDER BY r.id DESC LIMIT 1);
  ALTER TABLE runs FORCE ROW LEVEL SECURITY;
  ALTER TABLE reports FORCE ROW LEVEL SECURITY;
  `,
};

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
