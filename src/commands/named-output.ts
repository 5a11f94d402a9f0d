import { statSync, writeFileSync } from 'node:fs';
import { UserError } from '../model/problem.js';
import { isSamePlace } from '../night/stores.js';
import type { PlaceOptions } from './options.js';

const problem = (file: string, message: string): UserError =>
  new UserError([{ file, line: 0, column: 0, message }]);

/** Throws a `UserError` where `option` names an output that would take the place of what a command reads or keeps, or a folder. */
export function checkOutput(
  option: string,
  path: string | undefined,
  { sources, db }: Partial<Pick<PlaceOptions, 'sources' | 'db'>>,
): void {
  if (path === undefined) return;
  const isIn = (other: string | undefined): boolean => other !== undefined && isSamePlace(other, path);
  if (isIn(sources)) throw problem(option, `${path} is what says what is cited: name another file`);
  if (isIn(db)) throw problem(option, `${path} is the store: name another file`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw problem(option, `${path} is a folder: name a file`);
}

/** Writes a file that the user named. Throws a `UserError` when it cannot be written. */
export function writeNamed(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    throw problem(path, `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`);
  }
}
