import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { OldPrint } from '../../model/old-print.js';
import { jsonIn } from '../../model/problem.js';
import type { Watchlist } from '../../model/watchlist.js';
import { printsInForce } from '../../tasks/old-prints.js';
import { readOptional } from '../io.js';

/** An edit that a program made in a `sources.json`, as `undo` takes it back. */
export interface Edit {
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
  /** What the reports went on printing as it was before. */
  readonly prints: readonly OldPrint[];
}

/** Beside the file, where nobody commits it. */
export const logBeside = (file: string): string => join(dirname(file), '.citewatch', 'edits.jsonl');

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
  prints: z.array(PRINT).default([]),
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

/** What the reports of a file print as it was before an edit, as far as nobody knows better: {@link file://./filed-prints.ts} looks into their own files. */
export const loggedPrints = (file: string, watch: Watchlist): readonly OldPrint[] =>
  printsInForce(
    readEdits(file).edits.flatMap(({ prints }) => prints),
    watch,
  );
