import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problemWith, UserError } from '../model/problem.js';
import { renderKeyDirectory } from '../surfaces/terminal/explanation.js';
import { makeSigningKey, thumbprintOf } from '../web/signing.js';

export interface KeyFiles {
  readonly out: string;
  readonly directory: string;
}

/**
 * Makes a key with which requests are signed, and the file by which others know it; gives the key's name. Throws a `UserError`, and
 * makes nothing, where one of the files is there already.
 */
export async function makeKeys({ out, directory }: KeyFiles): Promise<string> {
  const there = [out, directory].filter((file) => existsSync(file));
  if (there.length > 0) throw new UserError(there.map(isThere));
  const key = makeSigningKey();
  const thumbprint = thumbprintOf(key);
  // Never over another file, and never for others to read, not even for a moment.
  await write(out, `${JSON.stringify({ kty: 'OKP', crv: 'Ed25519', ...key })}\n`, 0o600);
  await write(directory, renderKeyDirectory(key.x, thumbprint), 0o666);
  return thumbprint;
}

const isThere = (file: string) =>
  problemWith(
    file,
    'is there already: whoever knows this key knows no other; move it away to make a new one',
  );

async function write(file: string, text: string, mode: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { mode, flag: 'wx' });
}
