import type { Database } from 'better-sqlite3';
import type { Queries, Value } from '../queries.js';

/** SQLite knows no booleans; `$1` is a name to it, which is bound to a key of an object. */
const bound = (values: readonly Value[]) =>
  Object.fromEntries(values.map((value, i) => [i + 1, typeof value === 'boolean' ? Number(value) : value]));

/** The queries that both stores share, on SQLite. A statement that finds no table of its own throws when it is prepared. */
export function sqliteQueries(db: Database): Queries {
  return {
    prepare<R extends object>(text: string) {
      const statement = db.prepare<[object], R>(text);
      return {
        text,
        all: async (...values) => statement.all(bound(values)),
        first: async (...values) => statement.get(bound(values)),
        write: async (...values) => statement.run(bound(values)).changes,
      };
    },
    async together(...writes) {
      const work = db.transaction(() => {
        for (const [{ text }, ...values] of writes) db.prepare(text).run(bound(values));
      });
      work.immediate();
    },
  };
}
