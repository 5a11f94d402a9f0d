/** What PostgreSQL and the system say when a store cannot be opened, in words (postgresql.org/docs/current/errcodes-appendix.html). */
const UNOPENED: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong, or this user is not known there',
  '28000': 'this user may not connect to it',
  '3D000': 'there is no such database',
  '53300': 'the server has no connection left',
  '57P03': 'the server is starting or stopping',
  '42501': 'this user may not make tables there',
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

const codeOf = (error: unknown): string => (error as { readonly code?: string } | null)?.code ?? '';

/** Of an attempt at several addresses of a host, the first failure. */
const firstOf = (error: unknown): unknown => (error instanceof AggregateError ? error.errors[0] : error);

/** The sentence for a store that could not be opened. */
export function unopened(error: unknown, shown: string): Error {
  const words = UNOPENED[codeOf(firstOf(error))];
  if (words !== undefined) return new Error(`cannot open the store ${shown}: ${words}`, { cause: error });
  const message = (error as Error).message;
  if (message.startsWith(shown)) return error as Error;
  return new Error(`cannot open the store ${shown}: ${message}`, { cause: error });
}

/** Codes of a connection that is gone: those of class 08, of a server that is stopped, and of the system. */
const GONE =
  /^(?:08...|57P0[123]|25P03|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/u;
/** As the client says it, which has no code for it. */
const GONE_WORDS = /^(?:Connection terminated|Query read timeout|Client has encountered a connection error)/u;

/** True for what may pass: a server that is away or has no connection left, a lock or a statement that took too long, a deadlock. */
export const mayPass = (error: unknown): boolean =>
  isGone(error) || isLockedOut(error) || /^(?:40|53|55|57)/u.test(codeOf(error));

/** A lock that was waited for in vain, and one that would never have come (postgresql.org/docs/current/errcodes-appendix.html). */
const LOCKED: ReadonlySet<string> = new Set(['55P03', '40P01']);
/** As the pool says it when all its connections are at work, or wait, and nothing is wrong with any. */
const ALL_AT_WORK = /^timeout exceeded when trying to connect/u;

/** True for what somebody else's work was in the way of: the store answers, and nothing is lost but this try. */
export const isLockedOut = (error: unknown): boolean =>
  error instanceof LockedOut ||
  LOCKED.has(codeOf(error)) ||
  ALL_AT_WORK.test((error as Error | null)?.message ?? '');

const isGone = (error: unknown): boolean =>
  GONE.test(codeOf(firstOf(error))) || GONE_WORDS.test((error as Error | null)?.message ?? '');

/** The connection to a shared store is gone. */
export class LostConnection extends Error {
  override readonly name = 'LostConnection';

  constructor(shown: string, cause: unknown) {
    super(`the connection to the store ${shown} was lost: what was kept until then stays`, { cause });
  }
}

/** Another process holds a lock of a shared store for longer than is waited. */
export class LockedOut extends Error {
  override readonly name = 'LockedOut';

  constructor(shown: string, cause: unknown) {
    const who = LOCKED.has(codeOf(cause))
      ? 'another process holds a lock on'
      : 'all connections are in use to';
    super(`${who} the store ${shown}: what was kept until then stays; try again when it is done`, { cause });
  }
}

/** The sentence for a connection that was lost in the middle, or for a lock that did not come; the error itself where it says something else. */
export function connectionLost(error: unknown, shown: string): unknown {
  if (error instanceof LockedOut || error instanceof LostConnection) return error;
  if (isLockedOut(error)) return new LockedOut(shown, error);
  return isGone(error) ? new LostConnection(shown, error) : error;
}
