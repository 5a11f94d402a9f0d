import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes ready what `npm pack` packs (`prepack`), and takes it back (`--undo`, `postpack`): a lock of what is installed beside the program, and a
 * package.json that asks for no more. `npm ci` refuses a package.json with devDependencies that the lock has not, even where it is to leave them out.
 */
const WHOLE = 'package.json.whole';
const LOCK = 'npm-shrinkwrap.json';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const write = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

if (process.argv.includes('--undo')) {
  renameSync(WHOLE, 'package.json');
  rmSync(LOCK);
} else {
  const { devDependencies: _, scripts: __, ...packed } = read('package.json');
  const lock = read('package-lock.json');
  for (const [path, { dev }] of Object.entries(lock.packages)) if (dev) delete lock.packages[path];
  delete lock.packages[''].devDependencies;
  renameSync('package.json', WHOLE);
  write('package.json', packed);
  write(LOCK, lock);
}
