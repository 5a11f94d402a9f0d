import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/store/locks.js';

const ROOT = join(import.meta.dirname, '../..');

/** How many more objects of each class V8 has after `twice`, done a second time on such a Node, once all that can be collected is. */
function leaves(twice: string, node: string): readonly number[] {
  const script = `
    import { json } from 'node:stream/consumers';
    import { getHeapSnapshot } from 'node:v8';
    import { fileLock } from '${join(ROOT, 'dist/store/locks.js')}';
    import { openSqlite } from '${join(ROOT, 'dist/store/locks.js')}';
    Object.defineProperty(process.versions, 'node', { value: '${node}' });
    const other = fileLock('taken');
    other.take();
    const lock = fileLock('taken');
    const twice = async () => { ${twice} };
    const all = async () => {
      const { snapshot, nodes, strings } = await json(getHeapSnapshot());
      const { node_fields: fields, node_types: types } = snapshot.meta;
      const objects = nodes.flatMap((type, at) =>
        at % fields.length === 0 && types[0][type] === 'object' ? [strings[nodes[at + 1]]] : []);
      return ['Database', 'Statement', 'Backup'].map((kind) => objects.filter((name) => name === kind).length);
    };
    await twice();
    const before = await all();
    await twice();
    console.log(JSON.stringify((await all()).map((count, kind) => count - before[kind])));`;
  const cwd = mkdtempSync(join(tmpdir(), 'citewatch-held-'));
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd });
  rmSync(cwd, { recursive: true });
  return JSON.parse(said.toString());
}

const USED = `
    const db = openSqlite(':memory:');
    for (let n = 0; n < 3; n++) {
      db.pragma('user_version', { simple: true });
      db.prepare('SELECT 1').get();
      db.transaction(() => {})();
    }
    await db.backup('copy');
    db.close();`;

it.each([
  // A database, and what that wraps; the nine statements of transactions, and two of ours; a copy.
  ['24.21.0', [2, 11, 1]],
  ['25.0.0', [2, 11, 1]],
  ['20.20.2', [0, 0, 0]],
  ['22.21.1', [0, 0, 0]],
  ['26.10.0', [0, 0, 0]],
])('on Node %s this is left of a database, its statements and a copy: %j', (node, left) => {
  expect(leaves(USED, node)).toEqual(left);
});

it('a lock that another has is tried again without opening anything', () => {
  expect(leaves('if (lock.take()) throw new Error();', '24.21.0')).toEqual([0, 0, 0]);
});

it('a statement that is prepared again is the same', () => {
  const db = openSqlite(':memory:');
  expect(db.prepare('SELECT 1')).toBe(db.prepare('SELECT 1'));
  expect(db.prepare('SELECT 1')).not.toBe(db.prepare('SELECT 2'));
  db.close();
});

const PACKAGE = 'better-sqlite3';
const OPENS = new RegExp(`^import (?!type\\b).* from '${PACKAGE}'|\\bimport\\('${PACKAGE}'`, 'm');

it('nobody else opens one, and nobody iterates over a statement: nothing would hold what that makes', () => {
  const files = ['src', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  );
  const which = (sign: RegExp): readonly string[] =>
    files.filter((path) => /\.m?ts$|\.mjs$/.test(path) && sign.test(readFileSync(join(ROOT, path), 'utf8')));
  expect(which(OPENS)).toEqual(['src/store/locks.ts']);
  expect(which(/\.iterate\(/)).toEqual([]);
});

it.each([
  `import SQLite, { type Database } from '${PACKAGE}';`,
  `import { SqliteError } from '${PACKAGE}';`,
  `const SQLite = await import('${PACKAGE}');`,
])('would not be kept by %s', (line) => {
  expect(`a\n${line}\n`).toMatch(OPENS);
});
