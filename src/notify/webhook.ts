import type { DeliveryResult } from './delivery.js';

/** What a webhook is told. `text` is the field that Slack, Mattermost and their likes show. */
export interface WebhookBody {
  readonly text: string;
  readonly html?: string;
  /** Id of the run that the message is about. */
  readonly run: number;
}

/** Milliseconds for the whole exchange; chat services answer within one second. */
const TIMEOUT = 30_000;

/** Codes of errors that come before a byte of the message was sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Statuses with which a gateway says that it does not know what the server behind it did. */
const GATEWAY_UNSURE = new Set([502, 504]);

/**
 * Posts a message as JSON to a webhook. Never rejects, and never repeats `url` in the result: it is a secret.
 * Redirects are not followed, so that the message goes to nobody else.
 */
export async function postWebhook(url: string, body: WebhookBody): Promise<DeliveryResult> {
  if (!URL.canParse(url))
    return { kind: 'refused', detail: 'the webhook’s address is not a URL', permanent: true };
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const detail = `${response.status} ${(await textOf(response)).slice(0, 200)}`.trim();
    if (response.ok) return { kind: 'sent', detail };
    if (GATEWAY_UNSURE.has(response.status)) return { kind: 'unknown', detail };
    return { kind: 'refused', detail, permanent: isPermanent(response.status) };
  } catch (error) {
    const { message, cause } = error as Error & { cause?: { code?: string; message?: string } };
    const detail = cause?.message ?? message;
    if (BEFORE_SENDING.has(cause?.code ?? '')) return { kind: 'refused', detail, permanent: false };
    return { kind: 'unknown', detail };
  }
}

/** The status has decided already: an answer whose text breaks off is no reason for doubt. */
const textOf = (response: Response): Promise<string> => response.text().catch(() => '');

const isPermanent = (status: number): boolean => status < 500 && status !== 408 && status !== 429;
