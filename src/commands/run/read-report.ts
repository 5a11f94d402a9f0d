import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../model/problem.js';
import { importFailure } from '../../report/import/import-failure.js';
import { openThought } from '../../world/thought.js';

/** Reads what a report's file cites. Throws a `UserError` when nothing can be read of it. */
export async function readReport(file: string) {
  const { thought, close } = openThought();
  try {
    const read = await thought.draft({ bytes: bytesOf(file), name: basename(file) });
    if (read.kind !== 'draft') throw new UserError(importFailure(read, file));
    return read;
  } finally {
    await close();
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const message = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? String(error)})`;
    throw new UserError([{ file, line: 0, column: 0, message }]);
  }
}
