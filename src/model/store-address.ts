import { parseAddress } from './address.js';
import { UserError } from './problem.js';

/** Where a report is kept in a shared store. */
export interface SharedAddress {
  /** As PostgreSQL's clients read it. It may hold a password: it is never printed. */
  readonly url: string;
  /** The report's name; null where none is named. */
  readonly report: string | null;
  /** The same for people, without password. */
  readonly shown: string;
}

/** What a report may be called: letters, digits and `._-`, at most 100 of them, our choice. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;

/** True for the address of a shared store, and not the path of a file. */
export const isShared = (db: string): boolean => /^postgres(?:ql)?:\/\//u.test(db);

/** Reads `postgres://user:password@host:port/database#report`. Throws a `UserError`, without the password, where it makes no sense. */
export function parseShared(db: string): SharedAddress {
  const [url = '', name] = db.split('#', 2);
  // Without a host PostgreSQL's own environment variables say it, which an address of the web cannot.
  const parsed = parseAddress(url.replace(/^postgres(?:ql)?:\/\/(?=\/|$)/u, 'postgres://-'));
  const refuse = (message: string): never => {
    throw new UserError([{ file: shownOf(parsed, null), line: 0, column: 0, message }]);
  };
  if (parsed === null) refuse('is no address such as postgres://user@host/database');
  const report = name === undefined ? null : decoded(name);
  if (report !== null && !NAME.test(report))
    refuse('a report’s name, behind the #, has letters, digits and ._- only, at most 100');
  return { url, report, shown: shownOf(parsed, report) };
}

/** What a store is called to people: a file by its path, a shared one without its password. */
export const shownStore = (db: string): string => (isShared(db) ? parseShared(db).shown : db);

function shownOf(parsed: URL | null, report: string | null): string {
  if (parsed === null) return 'postgres://…';
  const host = parsed.host === '-' ? '' : parsed.host;
  const user = parsed.username === '' ? '' : `${parsed.username}@`;
  return `postgres://${user}${host}${parsed.pathname}${report === null ? '' : `#${report}`}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
