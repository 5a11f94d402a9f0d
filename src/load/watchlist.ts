import { type Problem, UserError } from '../model/problem.js';
import type { Report, Watchlist } from '../model/watchlist.js';
import { crossCheck } from './cross-check.js';
import { shallowEntries } from './json-pieces.js';
import { readJson } from './json-text.js';
import { withKnownSeries } from './resolve-series.js';
import { WATCHLIST_SHAPE } from './shape.js';
import { shaped } from './shape-problems.js';

/**
 * Reads the text of a `sources.json`, or its bytes, which of a long one take less memory; `file` names it in problems. What is left out becomes null or an empty list,
 * and a built-in series that is only named is filled in.
 * Throws one `UserError` with every problem of the file, in the order of their places.
 */
export function parseWatchlist(text: string | Buffer, file: string): Watchlist {
  const json = readJson(text, file);
  if (json.value === undefined) throw new UserError(json.problems);
  const shape = shaped(WATCHLIST_SHAPE, json);
  const problems = [
    ...json.problems,
    ...('problems' in shape ? shape.problems : []),
    ...crossCheck(json),
  ].sort(byPlace);
  if ('problems' in shape || problems.length > 0) throw new UserError(problems);
  const { reports, sources, series, decisions } = shape.value;
  return withKnownSeries({ reports, sources, series, decisions });
}

/** How a report is called. */
export type Titled = Pick<Report, 'id' | 'title'>;

/** The reports of a `sources.json`, for those who need no more of it: a fraction of what {@link parseWatchlist} costs. Throws like it. */
export const titlesIn = (bytes: Buffer, file: string): readonly Titled[] =>
  shallowEntries(bytes, 'reports')?.filter(isTitled) ?? parseWatchlist(bytes, file).reports;

const isTitled = (entry: object): entry is Titled =>
  'id' in entry && typeof entry.id === 'string' && 'title' in entry && typeof entry.title === 'string';

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;
