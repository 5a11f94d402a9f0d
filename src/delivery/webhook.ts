import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { parseAddress } from '../model/address.js';
import type { Answered, Failed, Fetch, FetchRequest } from '../model/outcome.js';
import { type Hear, hearing, hiddenAddressSecrets } from '../model/sanitized-text.js';
import type { DeliveryResult, WebhookSettings } from '../model/settings.js';

/** One webhook. */
export interface Webhook extends Pick<WebhookSettings, 'url' | 'format'> {
  /**
   * Posts a message as JSON. `id` names it, the same on every attempt. Never rejects for what the server does, and never repeats the
   * address. It is tried again where the server says that it did not take it for now; where that is not known, only if the service
   * itself takes a message with an id once.
   */
  post(payload: object, id: string): Promise<DeliveryResult>;
}

/** Time, as far as a webhook needs it. */
export interface WebhookClock {
  now(): Date;
  /** Milliseconds. */
  sleep(duration: number): Promise<void>;
}

const CLOCK: WebhookClock = { now: () => new Date(), sleep: (duration) => wait(duration) };

/** Milliseconds before each further try, when the server does not say how long to wait. */
const WAITS = [1_000, 4_000, 16_000] as const;
/** Milliseconds that a server may ask for; whoever asks for more gets the message with the next digest. */
const LONGEST_REST = 60_000;

/** A webhook that is reached through `fetch`, whose redirects are not followed: the message goes to nobody else. */
export function createWebhook(
  fetch: Fetch,
  settings: WebhookSettings,
  clock: WebhookClock = CLOCK,
  heard: Hear = hearing(),
): Webhook {
  const { url, format, token, secret } = settings;
  const hear = heard.knowing([...hiddenAddressSecrets(url), token ?? '', secret ?? '']);
  return {
    url,
    format,
    async post(payload, id) {
      for (const pause of [...WAITS, null]) {
        const outcome = await fetch(requestFor(settings, payload, id, clock.now()));
        const result = outcome.kind === 'answered' ? answerOf(outcome, hear) : failureOf(outcome, hear);
        const again =
          (result.kind === 'refused' && !result.permanent) ||
          (result.kind === 'unknown' && format === 'matrix');
        const asked =
          outcome.kind === 'answered' ? retryAfter(outcome.headers['retry-after'], clock.now()) : null;
        const rest = asked ?? pause;
        if (!again || pause === null || rest === null || rest > LONGEST_REST) return result;
        await clock.sleep(rest);
      }
      throw new Error('the last try has no pause after it');
    },
  };
}

/** How long a server asks to be left alone (RFC 9110, 10.2.3), in milliseconds; null when it does not say. */
function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const at = /^\d{1,9}$/u.test(header) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isNaN(at) ? null : Math.max(0, at);
}

function requestFor(settings: WebhookSettings, payload: object, id: string, now: Date): FetchRequest {
  const { format, token } = settings;
  const { url, named } = placed(settings, payload, id);
  const body = JSON.stringify(named);
  return {
    url,
    validators: null,
    post: { type: 'application/json', body, ...(format === 'matrix' ? { method: 'PUT' as const } : {}) },
    headers: {
      accept: '*/*',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(format === 'json' ? signed(settings, body, id, now) : {}),
    },
  };
}

/**
 * Matrix takes a message with the same transaction id once: it is the last step of the address. Of ntfy, JSON goes to the server, and
 * names the topic.
 */
function placed(
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

/**
 * The headers of Standard Webhooks (standardwebhooks.com): an id by which a receiver knows a second copy, the time, and with a secret a
 * signature over both and the body. A secret that begins with `whsec_` is base64.
 */
function signed(
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
/** Statuses with which a gateway says that it does not know what the server behind it did. */
const GATEWAY_UNSURE = new Set([502, 504]);

function answerOf({ http, body }: Answered, hear: Hear): DeliveryResult {
  const text = new TextDecoder().decode(body?.bytes.subarray(0, 1_000));
  const detail = hear(`${http} ${text.slice(0, 200)}`);
  if (http >= 200 && http < 300) return { kind: 'sent', detail };
  if (GATEWAY_UNSURE.has(http)) return { kind: 'unknown', detail };
  return { kind: 'refused', detail, permanent: http < 500 && http !== 408 && http !== 429 };
}

/** Codes of errors that come before a byte of the message was sent. */
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
      return { kind: 'refused', detail: hear('the webhook’s address is not a URL'), permanent: true };
    case 'refused-address':
    case 'refused-scheme':
      return { kind: 'refused', detail, permanent: true };
    default:
      return BEFORE_SENDING.has(code ?? '')
        ? { kind: 'refused', detail, permanent: false }
        : { kind: 'unknown', detail };
  }
}
