import { parseAddress } from '../model/address.js';
import { UserError } from '../model/problem.js';

/**
 * The address to which digests are posted, from CITEWATCH_WEBHOOK_URL; null when it is not set. Throws a `UserError` for
 * what is no address of the web, which says nothing of what was given: the address is the webhook's password.
 */
export function parseWebhook(env: Readonly<Record<string, string | undefined>>): string | null {
  const { CITEWATCH_WEBHOOK_URL: url = '' } = env;
  if (url === '') return null;
  const address = parseAddress(url);
  if (address !== null && /^https?:$/.test(address.protocol) && address.username === '') return url;
  const message = 'must be an http or https address without a user name';
  throw new UserError([{ file: 'CITEWATCH_WEBHOOK_URL', line: 0, column: 0, message }]);
}
