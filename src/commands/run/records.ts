import { statSync, writeFileSync } from 'node:fs';
import { refuse } from '../../model/problem.js';
import { isSamePlace } from '../../night/stores.js';

/** Throws a `UserError` where `option` names a folder, or a file that the command reads or keeps. */
export function checkOutput(
  option: string,
  path: string | undefined,
  { sources, db }: { readonly sources?: string; readonly db?: string },
): void {
  if (path === undefined) return;
  const isIn = (other: string | undefined): boolean => other !== undefined && isSamePlace(other, path);
  if (isIn(sources)) refuse(option, `${path} is what says what is cited: name another file`);
  if (isIn(db)) refuse(option, `${path} is the store: name another file`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) refuse(option, `${path} is a folder: name a file`);
}

/** Writes a file that the user named. Throws a `UserError` when it cannot be written. */
export function writeNamed(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    refuse(path, `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
