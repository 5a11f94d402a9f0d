import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** How many more objects of each class V8 has after `twice`, done a second time, once all that can be collected is. */
function leaves(twice: string): readonly number[] {
  const script = `
    import { json } from 'node:stream/consumers';
    import { getHeapSnapshot } from 'node:v8';
    import { fileLock } from '${join(ROOT, 'dist/store/locks.js')}';
    import { openSqlite } from '${join(ROOT, 'dist/store/locks.js')}';
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

it('nothing is left of a database, its statements and a copy', () => {
  expect(leaves(USED)).toEqual([0, 0, 0]);
});

it('a lock that another has is tried again without opening anything', () => {
  expect(leaves('if (lock.take()) throw new Error();')).toEqual([0, 0, 0]);
});

const PACKAGE = 'better-sqlite3';
const OPENS = new RegExp(`^import (?!type\\b).* from '${PACKAGE}'|\\bimport\\('${PACKAGE}'`, 'm');

it('nobody else opens one', () => {
  const files = ['src', 'test', 'bench'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
      join(folder, path),
    ),
  );
  const which = (sign: RegExp): readonly string[] =>
    files.filter(
      (path) => /\.m?ts$|\.mjs$/.test(path) && sign.test(readFileSync(join(ROOT, path), 'utf8')),
    );
  expect(which(OPENS)).toEqual(['src/store/locks.ts']);
});

it.each([
  `import SQLite, { type Database } from '${PACKAGE}';`,
  `import { SqliteError } from '${PACKAGE}';`,
  `const SQLite = await import('${PACKAGE}');`,
])('would not be kept by %s', (line) => {
  expect(`a\n${line}\n`).toMatch(OPENS);
});
