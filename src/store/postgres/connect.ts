import { setTimeout as wait } from 'node:timers/promises';
import { type ClientBase, Pool } from 'pg';
import { problemWith, UserError } from '../../model/problem.js';
import type { StoreNews } from '../../model/run.js';
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
export function openPool({ url, report, shown }: SharedAddress, max: number = CONNECTIONS, isPlain = true): Pool {
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
async function prepare(client: ClientBase, report: string | null, plain: string | null): Promise<void> {
  const { statement, lock, idle } = PATIENCE_MS;
  const { rows } = await client.query<{ bypasses: boolean; operators: string | null }>(
    `SELECT rolsuper OR rolbypassrls AS bypasses, ${OPERATORS} AS operators,
       set_config('search_path', $1, false), set_config('citewatch.report', $2, false),
       set_config('statement_timeout', $3, false), set_config('lock_timeout', $4, false),
       set_config('idle_in_transaction_session_timeout', $5, false), set_config('client_min_messages', 'warning', false),
       set_config('tcp_keepalives_idle', $6, false), set_config('tcp_keepalives_interval', $6, false),
       set_config('tcp_keepalives_count', $7, false)
     FROM pg_roles WHERE rolname = current_user`,
    [SCHEMA, report ?? '', String(statement), String(lock), String(idle), String(PULSE), String(MISSED)],
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

/** What PostgreSQL and the system say when a store cannot be opened, in words (postgresql.org/docs/current/errcodes-appendix.html). */
const UNOPENED: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong, or this user is not known there',
  '28000': 'this user may not connect to it',
  '3D000': 'there is no such database',
  '53300': 'the server has no connection left',
  '57P03': 'the server is starting or stopping',
  '42501': 'this user may neither make tables there nor use those that are there',
  '55P03': 'another process holds a lock there',
  '40P01': 'another process holds a lock there',
  ECONNREFUSED: 'no server answers there',
  ECONNRESET: 'no server answers there',
  EHOSTUNREACH: 'no server answers there',
  ENETUNREACH: 'no server answers there',
  ENOENT: 'no server answers there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its host could not be looked up',
  ETIMEDOUT: 'no server answers there',
};

const NO_PASSWORD =
  'no password was given: set PGPASSWORD, or write a line with this very host into ~/.pgpass, which only you may read';

const codeOf = (error: unknown): string => (error as { readonly code?: string } | null)?.code ?? '';

/** Of an attempt at several addresses of a host, the first failure. */
const firstOf = (error: unknown): unknown => (error instanceof AggregateError ? error.errors[0] : error);

/** The sentence for a store that could not be opened. */
export function unopened(error: unknown, shown: string): Error {
  const words = UNOPENED[codeOf(firstOf(error))];
  if (words !== undefined) return new Error(`cannot open the store ${shown}: ${words}`, { cause: error });
  const message = (error as Error).message;
  if (message.startsWith(shown)) return error as Error;
  // As the client says it, which has no code for it.
  if (message.includes('client password must be a string'))
    return new Error(`cannot open the store ${shown}: ${NO_PASSWORD}`, { cause: error });
  return new Error(`cannot open the store ${shown}: ${message}`, { cause: error });
}

/** Codes of a connection that is gone: those of class 08, of a server that is stopped, and of the system. */
const GONE = /^(?:08...|57P0[123]|25P03|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/u;
/** As the client says it, which has no code for it. */
const GONE_WORDS = /^(?:Connection terminated|Query read timeout|Client has encountered a connection error)/u;

/** True for what may pass: a server that is away or has no connection left, a lock or a statement that took too long, a deadlock. */
export const isTransientError = (error: unknown): boolean =>
  error instanceof LostConnection || isGone(error) || isLockedOut(error) || /^(?:40|53|55|57)/u.test(codeOf(error));

/** A lock that was waited for in vain, and one that would never have come (postgresql.org/docs/current/errcodes-appendix.html). */
const LOCKED: ReadonlySet<string> = new Set(['55P03', '40P01']);
/** As the pool says it when all its connections are at work, or wait, and nothing is wrong with any. */
const ALL_AT_WORK = /^timeout exceeded when trying to connect/u;

/** True for what somebody else's work was in the way of: the store answers, and nothing is lost but this try. */
export const isLockedOut = (error: unknown): boolean =>
  error instanceof LockedOut || LOCKED.has(codeOf(error)) || ALL_AT_WORK.test((error as Error | null)?.message ?? '');

const isGone = (error: unknown): boolean =>
  GONE.test(codeOf(firstOf(error))) || GONE_WORDS.test((error as Error | null)?.message ?? '');

/** Exponential backoff while a shared store cannot be used, our choice: milliseconds, doubled each time, up to `most`. */
const BACKOFF = { base: 500, most: 30_000 };
/** How long to wait after so many failures in a row. */
export const backoff = (failures: number): number => Math.min(BACKOFF.most, BACKOFF.base * 2 ** failures);
/** Milliseconds for which a night waits for its store, our choice: a server is restarted, or upgraded, within. */
const LONGEST_AWAY = 900_000;

/** Does something with a shared store, again and again while what is in the way may pass. */
export type RideOut = <T>(work: () => Promise<T>) => Promise<T>;

/** For those who would rather be told at once. */
export const atOnce: RideOut = (work) => work();

/**
 * Rides out what may pass ({@link isTransientError}) for up to `longest` milliseconds, then rejects with it. What is done must bear to be done
 * twice: whether the last try was kept is not known. `over` ends the waiting.
 */
export function ridingOut(
  tell: (news: StoreNews) => void,
  over: AbortSignal = new AbortController().signal,
  longest = LONGEST_AWAY,
): RideOut {
  let since: number | null = null;
  return async (work) => {
    for (let tries = 0; ; tries++) {
      try {
        const result = await work();
        if (since !== null) tell({ kind: 'back' });
        since = null;
        return result;
      } catch (error) {
        if (!isTransientError(error) || over.aborted) throw error;
        if (since === null) tell({ kind: 'away', error, locked: isLockedOut(error) });
        since ??= Date.now();
        if (Date.now() - since > longest) throw error;
        await wait(backoff(tries), undefined, { signal: over }).catch(() => {});
      }
    }
  };
}

/** The connection to a shared store is gone. */
class LostConnection extends Error {
  override readonly name = 'LostConnection';

  constructor(shown: string, cause: unknown) {
    super(`the connection to the store ${shown} was lost: what was kept until then stays`, { cause });
  }
}

/** Another process holds a lock of a shared store for longer than is waited. */
class LockedOut extends Error {
  override readonly name = 'LockedOut';

  constructor(shown: string, cause: unknown) {
    const who = LOCKED.has(codeOf(cause)) ? 'another process holds a lock on' : 'all connections are in use to';
    super(`${who} the store ${shown}: what was kept until then stays; try again when it is done`, { cause });
  }
}

/** Under a name that a private report of another login has, nothing is written (insufficient_privilege, as row-level security says it). */
const isOfAnotherLogin = (error: unknown): boolean =>
  codeOf(error) === '42501' && /row-level security/u.test((error as Error).message);

/**
 * The sentence for a connection that was lost in the middle, for a lock that did not come, and for a name that another login has; the error
 * itself where it says something else.
 */
export function toConnectionError(error: unknown, shown: string): unknown {
  if (error instanceof LockedOut || error instanceof LostConnection) return error;
  if (isLockedOut(error)) return new LockedOut(shown, error);
  if (isOfAnotherLogin(error))
    return new UserError([problemWith(shown, 'is there already: give this one another name')]);
  return isGone(error) ? new LostConnection(shown, error) : error;
}
