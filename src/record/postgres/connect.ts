import { type ClientBase, Pool } from 'pg';
import type { SharedAddress } from '../../model/store-address.js';

/** The schema in which everything lies, so that a database of other programs takes it in too. */
export const SCHEMA = 'citewatch';
/** Of whom a superuser becomes: row-level security does not hold for him himself. */
const PLAIN = 'citewatch_plain';

/** Milliseconds to wait for a server, for one statement, for a lock, and for what a process does in the middle of a transaction. Our choices. */
const PATIENCE_MS = { connect: 10_000, statement: 300_000, lock: 30_000, idle: 60_000 };
/** Seconds after which the server asks whether a silent machine is still there, for it may hold locks. Our choice. */
const PULSE = 15;
/** Such questions without an answer after which it is not: a minute in all. */
const MISSED = 3;
/** Connections of a process, our choice: a night writes in turn, and reads a few things at once. PostgreSQL allows a hundred in all. */
const CONNECTIONS = 6;

/**
 * Connections to a shared store, each with the rights of a plain user and with the rows of the report only that the address
 * names; with those of none where it names none. None is made yet. `max` is how many there may be at once.
 */
export function openPool({ url, report, shown }: SharedAddress, max: number = CONNECTIONS): Pool {
  const pool = new Pool({
    connectionString: url,
    // Others on the server see it, so it names no report.
    application_name: 'citewatch',
    connectionTimeoutMillis: PATIENCE_MS.connect,
    query_timeout: PATIENCE_MS.statement + PATIENCE_MS.connect,
    keepAlive: true,
    max,
    onConnect: (client) => {
      // Whoever waits for a statement is told by that; without somebody who hears it, the loss would end the process.
      client.on('error', () => {});
      return becomePlain(client, report, shown);
    },
  });
  // A connection that breaks while nobody uses it is made again when somebody does.
  pool.on('error', () => {});
  return pool;
}

async function becomePlain(client: ClientBase, report: string | null, shown: string): Promise<void> {
  const { statement, lock, idle } = PATIENCE_MS;
  const { rows } = await client.query<{ bypasses: boolean }>(
    `SELECT rolsuper OR rolbypassrls AS bypasses,
       set_config('search_path', $1, false), set_config('citewatch.report', $2, false),
       set_config('statement_timeout', $3, false), set_config('lock_timeout', $4, false),
       set_config('idle_in_transaction_session_timeout', $5, false), set_config('client_min_messages', 'warning', false),
       set_config('tcp_keepalives_idle', $6, false), set_config('tcp_keepalives_interval', $6, false),
       set_config('tcp_keepalives_count', $7, false)
     FROM pg_roles WHERE rolname = current_user`,
    [SCHEMA, report ?? '', String(statement), String(lock), String(idle), String(PULSE), String(MISSED)],
  );
  if (rows[0]?.bypasses !== true) return;
  try {
    await client.query(MAKE_PLAIN);
    await client.query(`SET ROLE ${PLAIN}`);
  } catch (cause) {
    const message = `${shown}: this user passes by row-level security and cannot make the role ${PLAIN}: connect as a plain user who owns the database`;
    throw new Error(message, { cause });
  }
}

/** Makes the plain role where it is not there yet, whoever else does so now. */
const MAKE_PLAIN = `DO $$ BEGIN
  IF to_regrole('${PLAIN}') IS NULL THEN
    BEGIN CREATE ROLE ${PLAIN} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  END IF;
  IF NOT has_database_privilege('${PLAIN}', current_database(), 'CREATE') THEN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO ${PLAIN}', current_database());
  END IF;
END $$`;
