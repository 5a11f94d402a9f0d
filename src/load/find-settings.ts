import type { WebSearch } from '../model/address-search.js';
import { type Problem, UserError } from '../model/problem.js';
import { header, webAddress, wholeFrom } from './option-values.js';

/** Requests for one source: a search, its five best entries, and as much again at sitemaps and the archive. */
const MOST_REQUESTS = 20;

/**
 * How addresses are looked for: `--most`, and a search of the web from `--web-search`, SEARXNG_URL or BRAVE_API_KEY, in this order.
 * Throws a `UserError` for what makes no sense, which says nothing of a key.
 */
export function findSettings(
  { most, webSearch }: { readonly most?: string; readonly webSearch?: string },
  env: Readonly<Record<string, string | undefined>>,
): { readonly webSearch: WebSearch | null; readonly most: number } {
  const problems: Problem[] = [];
  const must = (file: string, message: string): null => {
    problems.push({ file, line: 0, column: 0, message });
    return null;
  };
  const { SEARXNG_URL = '', BRAVE_API_KEY: key = '' } = env;
  const address = webSearch ?? SEARXNG_URL;
  const base = address === '' ? null : webAddress(address);
  if (address !== '' && base === null)
    must(webSearch === undefined ? 'SEARXNG_URL' : '--web-search', 'must be an http or https address');
  if (key !== '' && header(key) === null) must('BRAVE_API_KEY', 'must be printable ASCII');
  const brave: WebSearch | null = key === '' ? null : { kind: 'brave', key };
  const count = most === undefined ? MOST_REQUESTS : wholeFrom(1, 1000)(most);
  const requests = count ?? must('--most', 'must be a whole number from 1 to 1000');
  if (problems.length > 0 || requests === null) throw new UserError(problems);
  return { webSearch: base === null ? brave : { kind: 'searxng', base }, most: requests };
}
