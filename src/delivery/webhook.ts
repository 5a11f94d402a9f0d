import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseAddress } from '../model/address.js';
import type { Answered, Failed, Fetch, FetchRequest, Outcome } from '../model/outcome.js';
import { createHear, type Hear, hiddenAddressSecrets } from '../model/sanitized-text.js';
import type { DeliveryResult, WebhookSettings } from '../model/settings.js';

export type Webhook = ReturnType<typeof createWebhook>;

/** Time, as far as a webhook needs it; `sleep` takes milliseconds. */
export interface WebhookClock {
  now(): Date;
  sleep(duration: number): Promise<void>;
}

const CLOCK: WebhookClock = { now: () => new Date(), sleep: (duration) => wait(duration) };

/** Backoff between tries in milliseconds, our choice: a fixed list of pauses, or what Retry-After asks for. */
const WAITS = [1_000, 4_000, 16_000] as const;
/** Milliseconds that Retry-After may ask for, our choice; for more, the message goes with the next digest. */
const LONGEST_REST = 60_000;

/** A webhook that is reached through `fetch`; redirects are not followed, so that nobody else gets the message. */
export function createWebhook(
  fetch: Fetch,
  settings: WebhookSettings,
  clock: WebhookClock = CLOCK,
  heard: Hear = createHear(),
) {
  const { url, format, token, secret } = settings;
  const hear = heard.knowing([...hiddenAddressSecrets(url), token ?? '', secret ?? '']);
  return {
    url,
    format,
    /**
     * Posts a message as JSON. Idempotency key: `id` is the same on every try, so the receiver can drop a duplicate. Retries when the server
     * refused for now; when that is unknown, only if the service drops duplicates itself. Never rejects for what the server does.
     */
    async post(payload: object, id: string): Promise<DeliveryResult> {
      for (const pause of [...WAITS, null]) {
        const outcome = await fetch(requestFor(settings, payload, id, clock.now()));
        const result =
          outcome.kind === 'answered' ? answerOf(outcome, hear) : failureOf(outcome, hear);
        if (pause === null || !isRetryable(result, format)) return result;
        const rest = restAskedBy(outcome, clock.now()) ?? pause;
        if (rest > LONGEST_REST) return result;
        await clock.sleep(rest);
      }
      throw new Error('the last try has no pause after it');
    },
  };
}

/** Matrix drops duplicates by the transaction id, so that what is unknown may be sent again. */
const isRetryable = (result: DeliveryResult, format: WebhookSettings['format']): boolean =>
  result.kind === 'refused' ? !result.permanent : result.kind === 'unknown' && format === 'matrix';

/** How long a server asks to be left alone (RFC 9110, 10.2.3), in milliseconds; null when it does not say. */
function restAskedBy(outcome: Outcome, now: Date): number | null {
  const header = outcome.kind === 'answered' ? outcome.headers['retry-after'] : undefined;
  if (header === undefined) return null;
  const at = /^\d{1,9}$/u.test(header)
    ? Number(header) * 1_000
    : Date.parse(header) - now.getTime();
  return Number.isNaN(at) ? null : Math.max(0, at);
}

function requestFor(
  settings: WebhookSettings,
  payload: object,
  id: string,
  now: Date,
): FetchRequest {
  const { format, token } = settings;
  const { url, named } = addressRequest(settings, payload, id);
  const body = JSON.stringify(named);
  return {
    url,
    validators: null,
    post: {
      type: 'application/json',
      body,
      ...(format === 'matrix' ? { method: 'PUT' as const } : {}),
    },
    headers: {
      accept: '*/*',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(format === 'json' ? signatureHeaders(settings, body, id, now) : {}),
    },
  };
}

/** For Matrix the id ends the address (transaction id); for ntfy the topic moves from the address into the JSON. */
function addressRequest(
  { format, url }: WebhookSettings,
  payload: object,
  id: string,
): { url: string; named: object } {
  if (format === 'matrix')
    return { url: `${url.replace(/\/$/u, '')}/${encodeURIComponent(id)}`, named: payload };
  const address = format === 'ntfy' ? parseAddress(url) : null;
  if (address === null) return { url, named: payload };
  return { url: `${address.origin}/`, named: { topic: address.pathname.slice(1), ...payload } };
}

/** The headers of Standard Webhooks (standardwebhooks.com): id, time, and with a secret (base64 after `whsec_`) a signature. */
function signatureHeaders(
  { secret }: WebhookSettings,
  body: string,
  id: string,
  now: Date,
): Readonly<Record<string, string>> {
  const stamp = String(Math.floor(now.getTime() / 1_000));
  const named = { 'webhook-id': id, 'webhook-timestamp': stamp };
  if (secret === null) return named;
  const key = secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret);
  const signature = createHmac('sha256', key).update(`${id}.${stamp}.${body}`).digest('base64');
  return { ...named, 'webhook-signature': `v1,${signature}` };
}
/** Statuses of a gateway that does not know what the server behind it did. */
const GATEWAY_UNSURE = new Set([502, 504]);

function answerOf({ http, body }: Answered, hear: Hear): DeliveryResult {
  const text = new TextDecoder().decode(body?.bytes.subarray(0, 1_000));
  const detail = hear(`${http} ${text.slice(0, 200)}`);
  if (http >= 200 && http < 300) return { kind: 'sent', detail };
  if (GATEWAY_UNSURE.has(http)) return { kind: 'unknown', detail };
  return { kind: 'refused', detail, permanent: http < 500 && http !== 408 && http !== 429 };
}

/** Error codes from before a byte of the message was sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function failureOf({ failure, code, message }: Failed, hear: Hear): DeliveryResult {
  const detail = hear(message);
  switch (failure) {
    case 'bad-url':
      return {
        kind: 'refused',
        detail: hear('the webhook’s address is not a URL'),
        permanent: true,
      };
    case 'refused-address':
    case 'refused-scheme':
      return { kind: 'refused', detail, permanent: true };
    default:
      return BEFORE_SENDING.has(code ?? '')
        ? { kind: 'refused', detail, permanent: false }
        : { kind: 'unknown', detail };
  }
}
