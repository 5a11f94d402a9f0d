import { type ClientBase, Pool } from 'pg';
import type { SharedAddress } from '../../model/settings.js';

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
/** Connections of a report, our choice: one holds its locks, one works. With that to the fleet a process has three; PostgreSQL allows a hundred in all. */
const CONNECTIONS = 2;

/**
 * Connections to a shared store, as a plain user who sees the rows of the named report only, or of none; `max` at once. None is made yet.
 * `isPlain`: false for an administrator, who acts as himself.
 */
export function openPool(
  { url, report, shown }: SharedAddress,
  max: number = CONNECTIONS,
  isPlain = true,
): Pool {
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
      return prepare(client, report, isPlain ? shown : null);
    },
  });
  // A connection that breaks while nobody uses it is made again when somebody does.
  pool.on('error', () => {});
  return pool;
}

/** Prepares a connection; where `plain` names the store, as a plain user. */
async function prepare(
  client: ClientBase,
  report: string | null,
  plain: string | null,
): Promise<void> {
  const { statement, lock, idle } = PATIENCE_MS;
  const { rows } = await client.query<{ bypasses: boolean; operators: string | null }>(
    `SELECT rolsuper OR rolbypassrls AS bypasses, ${OPERATORS} AS operators,
       set_config('search_path', $1, false), set_config('citewatch.report', $2, false),
       set_config('statement_timeout', $3, false), set_config('lock_timeout', $4, false),
       set_config('idle_in_transaction_session_timeout', $5, false), set_config('client_min_messages', 'warning', false),
       set_config('tcp_keepalives_idle', $6, false), set_config('tcp_keepalives_interval', $6, false),
       set_config('tcp_keepalives_count', $7, false)
     FROM pg_roles WHERE rolname = current_user`,
    [
      SCHEMA,
      report ?? '',
      String(statement),
      String(lock),
      String(idle),
      String(PULSE),
      String(MISSED),
    ],
  );
  if (plain === null || rows[0]?.bypasses !== true) return;
  const { operators } = rows[0];
  try {
    if (operators === null) await client.query(MAKE_PLAIN);
    await client.query(`SET ROLE ${client.escapeIdentifier(operators ?? PLAIN)}`);
  } catch (cause) {
    const message = `${plain}: this user passes by row-level security and cannot become the role ${operators ?? PLAIN}: connect as a plain user`;
    throw new Error(message, { cause });
  }
}

/** The role of those who may act for every report of a protected store (protect.ts), told by whose the schema is; null where it is not protected. */
const OPERATORS = `(SELECT regexp_replace(o.rolname, '_owner$', '_operators') FROM pg_namespace n JOIN pg_roles o ON o.oid = n.nspowner
  WHERE n.nspname = '${SCHEMA}' AND o.rolname LIKE '%\\_owner' AND NOT o.rolcanlogin)`;

/** Makes the plain role where it is not there yet, whoever else does so now. */
const MAKE_PLAIN = `DO $$ BEGIN
  IF to_regrole('${PLAIN}') IS NULL THEN
    BEGIN CREATE ROLE ${PLAIN} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END;
  END IF;
  IF NOT has_database_privilege('${PLAIN}', current_database(), 'CREATE') THEN
    EXECUTE format('GRANT CREATE ON DATABASE %I TO ${PLAIN}', current_database());
  END IF;
END $$`;
