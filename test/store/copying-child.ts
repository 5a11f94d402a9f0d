import { writeSync } from 'node:fs';
import { parseShared } from '../../src/model/settings.js';
import { COPIED_TABLES, copyHistory, type HistorySource } from '../../src/store/copy.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { sharedTarget } from '../../src/store/postgres/copy.js';
import { sqliteSource, sqliteTarget } from '../../src/store/sqlite/copy.js';

/** Copies a store to a file or to a shared store until it is killed: says each table on stdout, and comes to no end with the last. */
const [, , from = '', to = ''] = process.argv;
const pool = to.startsWith('postgres:') ? openPool(parseShared(to)) : null;
const target =
  pool === null ? sqliteTarget(to) : sharedTarget(pool, parseShared(to).shown, '', null);
const source = sqliteSource(from);
const slow: HistorySource = {
  ...source,
  async *rows(table) {
    yield* source.rows(table);
    writeSync(1, `${table.name}\n`);
    if (table === COPIED_TABLES.at(-1)) await new Promise((later) => setTimeout(later, 600_000));
  },
};
await target.hold();
await copyHistory(slow, target);
