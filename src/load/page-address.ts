import { UserError } from '../model/problem.js';
import { webAddress } from './option-values.js';

/** Where the reviewer's page is published, as the environment says it; undefined for nowhere. Throws a `UserError` when that is no address. */
export function parsePageAddress(text: string | undefined): string | undefined {
  // A CI job sets what it has no value for to nothing.
  if (text === undefined || text === '') return undefined;
  if (webAddress(text) !== null) return text;
  const message = `must be an address such as https://example.org/reports/, not ${JSON.stringify(text)}`;
  throw new UserError([{ file: 'CITEWATCH_PAGE_URL', line: 0, column: 0, message }]);
}
