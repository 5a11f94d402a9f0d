import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { refuse, UserError } from '../../model/problem.js';
import { madeEdit, revertEdit } from '../../settings/source-changes.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { readOptional } from '../io.js';
import { type Edit, logBeside, readEdits, serializeEdits } from './edit-log.js';
import { replaceIfUnchanged, writeFileAtomically } from './import.js';

/** Why an edit was not written. */
export const BUSY = 'another program changed it meanwhile: run the command again';

/**
 * Writes an edit in place of `before`, and keeps it for `undo` under the number that it gives: 0 where nothing changes. Null, and writes
 * nothing, where the file says something else by now.
 */
export function writeEdit(
  file: string,
  before: string,
  after: string,
  about: Pick<Edit, 'source' | 'what'>,
): number | null {
  if (before === after) return 0;
  parseWatchlist(after, file);
  if (!replaceIfUnchanged(file, before, after)) return null;
  const log = logBeside(file);
  mkdirSync(dirname(log), { recursive: true });
  const edit: Edit = {
    // Not counted: a page with the number of an edit that was taken back must not take another back.
    n: Math.max(Date.now(), (readEdits(file).edits.at(-1)?.n ?? 0) + 1),
    at: new Date().toISOString(),
    ...about,
    ...madeEdit(before, after),
  };
  appendFileSync(log, `${JSON.stringify(edit)}\n`);
  return edit.n;
}

/**
 * Takes an edit back, the last one where none is named. Throws a `UserError` where there is none, where the log of edits holds something
 * else, or where its lines were changed since.
 */
export function undoEdit(
  file: string,
  n?: number,
): Edit & { readonly before: string; readonly after: string } {
  const { edits, damaged } = readEdits(file);
  if (damaged.length > 0)
    throw new UserError(
      damaged.map((line) => ({
        file: logBeside(file),
        line,
        column: 1,
        message: 'is no edit of citewatch: delete this line',
      })),
    );
  const edit = n === undefined ? edits.at(-1) : edits.find((one) => one.n === n);
  if (edit === undefined) return refuse(file, 'there is no edit to take back');
  const before = readOptional(file) ?? '';
  const after = revertEdit(before, edit);
  if (after === null || after === before)
    return refuse(
      file,
      `these lines were changed since: take “${edit.source}: ${edit.what}” back by hand`,
    );
  parseWatchlist(after, file);
  writeFileAtomically(file, after, before);
  writeFileAtomically(logBeside(file), serializeEdits(edits.filter((one) => one !== edit)));
  return { ...edit, before, after };
}
