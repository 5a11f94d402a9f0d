import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { OldPrint } from '../../model/old-print.js';
import { jsonIn } from '../../model/problem.js';
import type { MadeEdit } from '../../settings/source-changes.js';
import { REPORT_CHANGE } from '../../settings/watchlist-schema.js';
import { readOptional } from '../io.js';

/** An edit that a program made in a `sources.json`, as `undo` takes it back. */
export interface Edit extends MadeEdit {
  /** Of an edit of before there were changes: what the reports went on printing, which the list says no more. */
  readonly prints?: readonly OldPrint[] | undefined;
  /** Names it, and no other edit of the file before or after; the later the greater. */
  readonly n: number;
  /** ISO. */
  readonly at: string;
  /** The source that it is about. */
  readonly source: string;
  /** What was done, in a few words. */
  readonly what: string;
}

/** Beside the file, where nobody commits it. */
export const logBeside = (file: string): string => join(dirname(file), '.citewatch', 'edits.jsonl');

const CHANGE = REPORT_CHANGE.nullable();

const PRINT: z.ZodType<OldPrint> = z.object({
  report: z.string(),
  citations: z.array(z.string()),
  source: z.string(),
  what: z.enum(['address', 'title', 'accessed', 'quote', 'citation']),
  before: z.string(),
  after: z.string().nullable(),
});

const EDIT: z.ZodType<Edit> = z.object({
  n: z.number(),
  at: z.string(),
  source: z.string(),
  what: z.string(),
  patch: z.string(),
  // An edit of before there were changes made none.
  changes: z.array(z.object({ before: CHANGE, after: CHANGE })).default([]),
  prints: z.array(PRINT).optional(),
});

/** The edits of a file, oldest first, and the lines of their log (from 1) that are none. */
export function readEdits(file: string): {
  readonly edits: readonly Edit[];
  readonly damaged: readonly number[];
} {
  const edits: Edit[] = [];
  const damaged: number[] = [];
  for (const [i, line] of (readOptional(logBeside(file)) ?? '').split('\n').entries()) {
    const { data } = EDIT.safeParse(jsonIn(line));
    if (data !== undefined) edits.push(data);
    else if (line.trim() !== '') damaged.push(i + 1);
  }
  return { edits, damaged };
}

/** The text of a log of edits. */
export const serializeEdits = (edits: readonly Edit[]): string =>
  edits.map((one) => `${JSON.stringify(one)}\n`).join('');
