import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { refuse } from '../../model/problem.js';
import { isSamePlace } from '../../tasks/stores.js';

/** Throws a `UserError` where `option` names a folder, or a file that the command reads or keeps. */
export function checkOutput(
  option: string,
  path: string | undefined,
  { sources, db }: { readonly sources?: string; readonly db?: string },
): void {
  if (path === undefined) return;
  const isIn = (other: string | undefined): boolean =>
    other !== undefined && isSamePlace(other, path);
  if (isIn(sources)) refuse(option, `${path} is what says what is cited: name another file`);
  if (isIn(db)) refuse(option, `${path} is the store: name another file`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    refuse(option, `${path} is a folder: name a file`);
}

/** What a machine says whose disk is full or fails: no other name helps. */
const OF_THE_DISK: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO'];

/** Writes a file that the user named. Throws a `UserError` when it cannot be written, and the system's own error when the disk is full. */
export function writeNamed(path: string, content: string | Uint8Array): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Node names no file where the disk is full.
    if (OF_THE_DISK.includes(code)) throw Object.assign(error as NodeJS.ErrnoException, { path });
    refuse(path, `cannot be written (${code ?? String(error)})`);
  }
}

/** The same, whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const fresh = `${path}.new`;
  try {
    writeNamed(fresh, content);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
