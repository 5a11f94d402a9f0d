import SQLite, { type Database, type Options } from 'better-sqlite3';

/** What better-sqlite3 keeps of a database under a symbol: all that is prepared, and whatever copies it, is made by this. */
interface Maker {
  prepare(sql: string, ...rest: unknown[]): object;
  backup(...given: unknown[]): object;
}

/** Every database that this process opened, where V8 may collect none. */
const HELD: object[] = [];

/**
 * True on a Node for which better-sqlite3 12 may have been compiled with the headers of Node 24.19 to 24.21: so compiled it aborts the
 * process when V8 collects a database or a statement, closed or not (nodejs/node#65446).
 */
const mustHold = (): boolean => /^2[45]\./.test(process.versions.node);

/**
 * Opens the SQLite file at `path`, or one in memory for `:memory:` or for the bytes of one; nobody else does. Throws as better-sqlite3
 * does.
 *
 * Each statement is prepared once, and held as long as its database: whoever prepares it again is given the same, plucked or not. Nothing
 * holds what `iterate` would give. On Node 24 V8 never collects a database that was opened, nor what was made for it: a store that was
 * opened and closed keeps 30 KB there, a lock 1 KB, a year of nights some tens of megabytes.
 */
export function openSqlite(path: string | Buffer, options?: Options): Database {
  const db = new SQLite(path, options);
  for (const own of Object.getOwnPropertySymbols(db)) holdWhatIsMade(Reflect.get(db, own));
  if (mustHold()) HELD.push(db);
  return db;
}

/** Has it hold by itself what it makes. */
function holdWhatIsMade(maker: Maker): void {
  const { prepare, backup } = maker;
  const prepared = new Map<string, object>();
  const copies: object[] = [];
  maker.prepare = (sql, ...rest) => {
    const statement = prepared.get(sql) ?? prepare.call(maker, sql, ...rest);
    prepared.set(sql, statement);
    return statement;
  };
  maker.backup = (...given) => {
    const copy = backup.apply(maker, given);
    copies.push(copy);
    return copy;
  };
}

/** What SQLite calls that which went wrong, such as `SQLITE_BUSY`; empty for what others threw. */
export const sqliteCode = (error: unknown): string => (error instanceof SQLite.SqliteError ? error.code : '');
