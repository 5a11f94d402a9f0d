import { hostOf, parseAddress } from '../model/address.js';
import { type Problem, UserError } from '../model/problem.js';
import { WEBHOOK_FORMATS, type WebhookFormat, type WebhookSettings } from '../model/webhook.js';
import { didYouMean } from './nearest.js';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Where digests are posted, from CITEWATCH_WEBHOOK_URL and its like (docs/reference/environment.md); null when it is not set. Throws a
 * `UserError` with every problem, which says nothing of the address, the token and the secret: they are passwords.
 */
export function parseWebhook(env: Env): WebhookSettings | null {
  const { CITEWATCH_WEBHOOK_URL: url = '', CITEWATCH_WEBHOOK_FORMAT: named = '' } = env;
  if (url === '') return null;
  const address = parseAddress(url);
  const isWeb = address !== null && /^https?:$/.test(address.protocol) && address.username === '';
  const format = WEBHOOK_FORMATS.find((one) => one === named) ?? recognised(url);
  const token = env.CITEWATCH_WEBHOOK_TOKEN || null;
  const problems: readonly (Problem | false)[] = [
    !isWeb && problem('URL', 'must be an http or https address without a user name'),
    named !== '' &&
      named !== format &&
      problem(
        'FORMAT',
        `must be ${WEBHOOK_FORMATS.join(', ')}, not ${JSON.stringify(named)}${didYouMean(named, WEBHOOK_FORMATS)}`,
      ),
    format === 'matrix' &&
      token === null &&
      problem('TOKEN', 'is not set: a Matrix room is written to by an account'),
    token !== null && !/^[\x21-\x7e]+$/u.test(token) && problem('TOKEN', 'must be one word of plain letters'),
    isWeb &&
      format === 'ntfy' &&
      topicIn(url) === null &&
      problem('URL', 'must end with the name of a topic'),
  ];
  const wrong = problems.filter((one) => one !== false);
  if (wrong.length > 0) throw new UserError(wrong);
  return { url, format, token, secret: env.CITEWATCH_WEBHOOK_SECRET || null };
}

const problem = (name: string, message: string): Problem => ({
  file: `CITEWATCH_WEBHOOK_${name}`,
  line: 0,
  column: 0,
  message,
});

const topicIn = (url: string): string | null =>
  /^\/([^/]+)$/u.exec(parseAddress(url)?.pathname ?? '')?.[1] ?? null;

/** The format that an address asks for: those of the services that everybody uses. */
function recognised(url: string): WebhookFormat {
  const host = hostOf(url) ?? '';
  if (host === 'hooks.slack.com') return 'slack';
  if (host === 'ntfy.sh') return 'ntfy';
  return (parseAddress(url)?.pathname ?? '').startsWith('/_matrix/client/') ? 'matrix' : 'json';
}
