import { setTimeout as wait } from 'node:timers/promises';
import { problemWith, UserError } from '../../model/problem.js';
import type { StoreNews } from '../../model/run.js';

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
const firstOf = (error: unknown): unknown =>
  error instanceof AggregateError ? error.errors[0] : error;

/** The sentence for a store that could not be opened. */
export function openingError(error: unknown, shown: string): Error {
  const words = UNOPENED[codeOf(firstOf(error))];
  if (words !== undefined)
    return new Error(`cannot open the store ${shown}: ${words}`, { cause: error });
  const message = (error as Error).message;
  if (message.startsWith(shown)) return error as Error;
  // As the client says it, which has no code for it.
  if (message.includes('client password must be a string'))
    return new Error(`cannot open the store ${shown}: ${NO_PASSWORD}`, { cause: error });
  return new Error(`cannot open the store ${shown}: ${message}`, { cause: error });
}

/** Codes of a connection that is gone: those of class 08, of a server that is stopped, and of the system. */
const GONE =
  /^(?:08...|57P0[123]|25P03|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/u;
/** As the client says it, which has no code for it. */
const GONE_WORDS =
  /^(?:Connection terminated|Query read timeout|Client has encountered a connection error)/u;

/** True for what may pass: a server that is away or has no connection left, a lock or a statement that took too long, a deadlock. */
export const isTransientError = (error: unknown): boolean =>
  error instanceof StoreAway ||
  isGone(error) ||
  isLockedOut(error) ||
  /^(?:40|53|55|57)/u.test(codeOf(error));

/** A lock that was waited for in vain, and one that would never have come (postgresql.org/docs/current/errcodes-appendix.html). */
const LOCKED: ReadonlySet<string> = new Set(['55P03', '40P01']);
/** As the pool says it when all its connections are at work, or wait, and nothing is wrong with any. */
const ALL_AT_WORK = /^timeout exceeded when trying to connect/u;

/** True for what somebody else's work was in the way of: the store answers, and nothing is lost but this try. */
export const isLockedOut = (error: unknown): boolean =>
  (error instanceof StoreAway && error.isLockedOut) ||
  LOCKED.has(codeOf(error)) ||
  ALL_AT_WORK.test((error as Error | null)?.message ?? '');

const isGone = (error: unknown): boolean =>
  GONE.test(codeOf(firstOf(error))) || GONE_WORDS.test((error as Error | null)?.message ?? '');

/** Exponential backoff while a shared store cannot be used, our choice: milliseconds, doubled each time, up to `most`. */
const BACKOFF = { base: 500, most: 30_000 };
/** How long to wait after so many failures in a row. */
const backoff = (failures: number): number => Math.min(BACKOFF.most, BACKOFF.base * 2 ** failures);
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
  const noteBack = () => {
    if (since !== null) tell({ kind: 'back' });
    since = null;
  };
  /** Throws what is not ridden out. */
  const noteAway = (error: unknown) => {
    if (!isTransientError(error) || over.aborted) throw error;
    if (since === null) tell({ kind: 'away', error, locked: isLockedOut(error) });
    since ??= Date.now();
    if (Date.now() - since > longest) throw error;
  };
  return async (work) => {
    for (let tries = 0; ; tries++) {
      try {
        const result = await work();
        noteBack();
        return result;
      } catch (error) {
        noteAway(error);
        await wait(backoff(tries), undefined, { signal: over }).catch(() => {});
      }
    }
  };
}

/** A shared store cannot be used now, in words. */
class StoreAway extends Error {
  override readonly name = 'StoreAway';

  constructor(
    message: string,
    /** Somebody else's work is in the way. */
    readonly isLockedOut: boolean,
    cause: unknown,
  ) {
    super(message, { cause });
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
  if (error instanceof StoreAway) return error;
  const kept = 'what was kept until then stays';
  if (isLockedOut(error)) {
    const who = LOCKED.has(codeOf(error))
      ? 'another process holds a lock on'
      : 'all connections are in use to';
    return new StoreAway(
      `${who} the store ${shown}: ${kept}; try again when it is done`,
      true,
      error,
    );
  }
  if (isOfAnotherLogin(error))
    return new UserError([problemWith(shown, 'is there already: give this one another name')]);
  return isGone(error)
    ? new StoreAway(`the connection to the store ${shown} was lost: ${kept}`, false, error)
    : error;
}
