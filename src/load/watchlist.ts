import { type Problem, UserError } from '../model/problem.js';
import type { Watchlist } from '../model/watchlist.js';
import { crossCheck } from './cross-check.js';
import { readJson } from './json-text.js';
import { withKnownSeries } from './resolve-series.js';
import { WATCHLIST_SHAPE } from './shape.js';
import { shaped } from './shape-problems.js';

/**
 * Reads the text of a `sources.json`; `file` names it in problems. What is left out becomes null or an empty list,
 * and a built-in series that is only named is filled in.
 * Throws one `UserError` with every problem of the file, in the order of their places.
 */
export function parseWatchlist(text: string, file: string): Watchlist {
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

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;
