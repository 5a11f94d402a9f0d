import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Every file of a folder with its bytes. */
export const filesOf = (folder: string): readonly (readonly [name: string, bytes: Buffer])[] =>
  readdirSync(folder)
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))]);
