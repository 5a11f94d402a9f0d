import { basename } from 'node:path';
import { MOST_OF_REPORT } from '../../model/import.js';
import { UserError } from '../../model/problem.js';
import { importFailure } from '../../report/import/import-failure.js';
import { openThought } from '../../world/thought.js';
import { readNamedBytes } from '../io.js';

/** Reads what a report's file cites. Throws a `UserError` when nothing can be read of it. */
export async function readReport(file: string) {
  const { thought, close } = openThought();
  try {
    const read = await thought.draft({ bytes: readNamedBytes(file, MOST_OF_REPORT), name: basename(file) });
    if (read.kind !== 'draft') throw new UserError(importFailure(read, file));
    return read;
  } finally {
    await close();
  }
}
