import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { jsonIn, refuse, UserError } from '../../model/problem.js';
import { patchOf, unpatched } from '../../settings/edit-source.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { readOptional } from '../io.js';
import { replaceIfUnchanged, writeFileAtomically } from './import.js';

/** An edit that a program made in a `sources.json`, as `undo` takes it back. */
interface Edit {
  /** Names it, and no other edit of the file before or after; the later the greater. */
  readonly n: number;
  /** ISO. */
  readonly at: string;
  /** The source that it is about. */
  readonly source: string;
  /** What was done, in a few words. */
  readonly what: string;
  /** From the file before to the file after, as a unified difference. */
  readonly patch: string;
}

/** Why an edit was not written. */
export const BUSY = 'another program changed it meanwhile: run the command again';

/** Beside the file, where nobody commits it. */
const logBeside = (file: string): string => join(dirname(file), '.citewatch', 'edits.jsonl');

const EDIT: z.ZodType<Edit> = z.object({
  n: z.number(),
  at: z.string(),
  source: z.string(),
  what: z.string(),
  patch: z.string(),
});

/** The edits of a file, oldest first, and the lines of their log (from 1) that are none. */
function readEdits(file: string): { readonly edits: readonly Edit[]; readonly damaged: readonly number[] } {
  const edits: Edit[] = [];
  const damaged: number[] = [];
  for (const [i, line] of (readOptional(logBeside(file)) ?? '').split('\n').entries()) {
    const { data } = EDIT.safeParse(jsonIn(line));
    if (data !== undefined) edits.push(data);
    else if (line.trim() !== '') damaged.push(i + 1);
  }
  return { edits, damaged };
}

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
  if (!replaceIfUnchanged(file, before, after)) return null;
  const log = logBeside(file);
  mkdirSync(dirname(log), { recursive: true });
  const edit: Edit = {
    // Not counted: a page with the number of an edit that was taken back must not take another back.
    n: Math.max(Date.now(), (readEdits(file).edits.at(-1)?.n ?? 0) + 1),
    at: new Date().toISOString(),
    ...about,
    patch: patchOf(before, after),
  };
  appendFileSync(log, `${JSON.stringify(edit)}\n`);
  return edit.n;
}

/**
 * Takes an edit back, the last one where none is named. Throws a `UserError` where there is none, where the log of edits holds something
 * else, or where its lines were changed since.
 */
export function undoEdit(file: string, n?: number): Edit & { readonly before: string; readonly after: string } {
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
  const after = unpatched(before, edit.patch);
  if (after === null || after === before)
    return refuse(file, `these lines were changed since: take “${edit.source}: ${edit.what}” back by hand`);
  parseWatchlist(after, file);
  writeFileAtomically(file, after, before);
  const kept = edits.filter((one) => one !== edit).map((one) => `${JSON.stringify(one)}\n`);
  writeFileAtomically(logBeside(file), kept.join(''));
  return { ...edit, before, after };
}
