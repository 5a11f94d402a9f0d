import { parseAddress } from '../model/address.js';
import { addressSecrets, hiddenAddressSecrets, mailboxSecret } from '../model/sanitized-text.js';

export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Options that are addresses: of the store, of a proxy, of a remote repository. */
  readonly addresses: readonly string[];
  /** The text of `subscribers.json`; null where there is none. */
  readonly subscribers: string | null;
  /** The text of the file with the key by which requests are signed. */
  readonly key: string | null;
}

/** Variables that are a secret whole. `CITEWATCH_KEY` names a file. */
const IS_SECRET = /(?:TOKEN|SECRET|PASS|PASSWD|PASSWORD|(?<!^CITEWATCH_)KEYS?)$/iu;
const MAILBOX = /[^\s<>"',;:]{1,200}@[^\s<>"',;]/gu;
/** The secret half of a JSON Web Key (RFC 8037, 2). */
const SECRET_HALF = /"d"\s*:\s*"([^"]+)"/u;

/**
 * Every known secret, to be redacted wherever a server repeats it: passwords in addresses, all of a webhook's address but the host, keys in
 * those of time-stamping authorities, and the part of a reader's address before the `@`.
 */
export function collectSecrets({
  env,
  addresses,
  subscribers,
  key,
}: SecretSources): readonly string[] {
  const { CITEWATCH_WEBHOOK_URL: webhook = '', MAIL_TO: to = '' } = env;
  const named = Object.entries(env).flatMap(([name, value = '']) =>
    IS_SECRET.test(name) ? [value] : [],
  );
  const among = [...Object.values(env), ...addresses].flatMap((text = '') => text.split(/\s+/u));
  const mailboxes = [to, subscribers ?? ''].flatMap((text) => text.match(MAILBOX) ?? []);
  return [
    ...named,
    ...hiddenAddressSecrets(webhook),
    ...tsaKeys(env.CITEWATCH_TSA),
    ...among.filter((text) => text.includes('://')).flatMap(addressSecrets),
    ...mailboxes.map((mailbox) => mailboxSecret(mailbox)),
    ...(SECRET_HALF.exec(key ?? '')?.slice(1) ?? []),
  ].filter((secret) => secret !== '');
}

/** Characters of a step of an address, our choice: those of an authority that are names are shorter (`timestamp`, `qualified`). */
const SHORTEST_KEY = 12;

/** Steps of the addresses of authorities that may be keys. */
export const tsaKeys = (named = ''): readonly string[] =>
  named.split(/\s+/u).flatMap((address) => {
    const steps = parseAddress(address)?.pathname.split('/') ?? [];
    return steps.filter((step) => step.length >= SHORTEST_KEY);
  });
