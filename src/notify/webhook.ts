import type { Answered, Failed, Fetch } from '../model/outcome.js';
import type { DeliveryResult } from './delivery.js';

/** What a webhook is told. `text` is the field that Slack, Mattermost and their likes show. */
export interface WebhookBody {
  readonly text: string;
  readonly html?: string;
  /** Id of the run that the message is about. */
  readonly run: number;
}

/** One webhook. */
export interface Webhook {
  /** Its address. It is a secret: neither shown nor stored. */
  readonly url: string;
  /** Posts a message as JSON, once. Never rejects for what the server does, and never repeats the address. */
  post(body: WebhookBody): Promise<DeliveryResult>;
}

/** A webhook that is reached through `fetch`, whose redirects are not followed: the message goes to nobody else. */
export const createWebhook = (fetch: Fetch, url: string): Webhook => ({
  url,
  async post(body) {
    const outcome = await fetch({
      url,
      validators: null,
      post: { type: 'application/json', body: JSON.stringify(body) },
      headers: { accept: '*/*' },
    });
    return outcome.kind === 'answered' ? answerOf(outcome) : failureOf(outcome);
  },
});

/** Statuses with which a gateway says that it does not know what the server behind it did. */
const GATEWAY_UNSURE = new Set([502, 504]);

function answerOf({ http, body }: Answered): DeliveryResult {
  const text = new TextDecoder().decode(body?.bytes.subarray(0, 1_000));
  const detail = `${http} ${text.slice(0, 200)}`.trim();
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

function failureOf({ failure, code, message }: Failed): DeliveryResult {
  switch (failure) {
    case 'bad-url':
      return { kind: 'refused', detail: 'the webhook’s address is not a URL', permanent: true };
    case 'refused-address':
    case 'refused-scheme':
      return { kind: 'refused', detail: message, permanent: true };
    default:
      return BEFORE_SENDING.has(code ?? '')
        ? { kind: 'refused', detail: message, permanent: false }
        : { kind: 'unknown', detail: message };
  }
}
