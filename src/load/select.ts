import { UserError } from '../model/problem.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import { didYouMean } from './nearest.js';

/** The sources that `--only` names, in the order of the file; all when it names none. Throws `UserError` for every unknown id. */
export function selectSources({ sources }: Watchlist, only: readonly string[]): readonly Source[] {
  if (only.length === 0) return sources;
  const known = new Set(sources.map((source) => source.id));
  const problems = only
    .filter((id) => !known.has(id))
    .map((id) => ({
      file: '--only',
      line: 0,
      column: 0,
      message: `unknown source "${id}"${didYouMean(id, known)}`,
    }));
  if (problems.length > 0) throw new UserError(problems);
  return sources.filter((source) => only.includes(source.id));
}
