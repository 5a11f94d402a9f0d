import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addCheck } from '../../src/commands/check.js';
import { addKeys } from '../../src/commands/set-up.js';
import { UserError } from '../../src/model/problem.js';
import { thumbprintOf } from '../../src/web/signing.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { run } from './run.js';

async function made() {
  const folder = emptyFolder();
  const [key, directory] = [join(folder, 'secret', 'key.json'), join(folder, 'public')];
  const { code, out, err } = await run(addKeys, ['keys', '--out', key, '--directory', directory]);
  return { folder, key, directory, code, said: out + err };
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

it('makes a key that nobody else can read, shows nothing of it, and writes the file to publish', async () => {
  const { key, directory, code, said } = await made();
  expect(code).toBe(0);
  const { kty, crv, d, x } = read(key);
  expect({ kty, crv }).toEqual({ kty: 'OKP', crv: 'Ed25519' });
  if (process.platform !== 'win32') expect(statSync(key).mode & 0o777).toBe(0o600);
  const kid = thumbprintOf({ x });
  expect(read(directory)).toEqual({ keys: [{ kty, crv, kid, x, use: 'sig' }] });
  expect(said).toContain(`Thumbprint: ${kid}`);
  expect(said).toContain('/.well-known/http-message-signatures-directory');
  for (const text of [said, readFileSync(directory, 'utf8')]) expect(text).not.toContain(d);
});

it('writes over neither file, and makes nothing then', async () => {
  const { folder, key, directory } = await made();
  const before = readFileSync(key, 'utf8');
  const other = join(folder, 'other.json');
  const again = (...args: readonly string[]) => run(addKeys, ['keys', ...args]);
  await expect(again('--out', key, '--directory', join(folder, 'new'))).rejects.toThrow(UserError);
  await expect(again('--out', other, '--directory', directory)).rejects.toThrow('is there already');
  expect(readFileSync(key, 'utf8')).toBe(before);
  expect(readdirSync(folder).sort()).toEqual(['public', 'secret']);
});

it('a key that others can read, that cannot be read, or that is none is bad input, and so is one without its directory', async () => {
  const { folder, key } = await made();
  const sources = join(folder, 'sources.json');
  writeFileSync(sources, JSON.stringify({ reports: [], sources: [] }));
  const db = join(folder, 'c.db');
  const check = (...args: readonly string[]) =>
    run(addCheck, [
      'check',
      '--sources',
      sources,
      '--db',
      db,
      '--reports',
      folder,
      '--archive',
      'none',
      ...args,
    ]);
  const at = ['--key-directory', 'https://citewatch.example.org'];
  await expect(check('--key', key)).rejects.toThrow('--key-directory');
  await expect(check('--key', join(folder, 'none'), ...at)).rejects.toThrow('cannot be read');
  const none = join(folder, 'none.json');
  writeFileSync(none, 'a secret that is no key', { mode: 0o600 });
  const refused = await check('--key', none, ...at).catch((error: Error) => error.message);
  expect(refused).toContain('must be a file that citewatch keys made');
  expect(refused).not.toContain('a secret');
  if (process.platform === 'win32') return;
  chmodSync(key, 0o640);
  await expect(check('--key', key, ...at)).rejects.toThrow('chmod 600');
});
