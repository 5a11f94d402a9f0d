import { createFetcher } from '../fetch/fetcher.js';
import type { Hear } from '../model/foreign-words.js';
import type { FetchSettings } from '../model/settings.js';
import type { WebhookSettings } from '../model/webhook.js';
import { createWebhook } from '../notify/webhook.js';
import type { World } from '../world.js';

/** The hand that posts digests to a webhook, and the way to let go of it. */
export interface OpenWebhook {
  readonly webhook: World['webhook'];
  close(): Promise<void>;
}

/** Opens a webhook through the door to the web; there is none for null. Nothing is sent or asked yet. */
export function openWebhook(to: WebhookSettings | null, settings: FetchSettings, hear: Hear): OpenWebhook {
  if (to === null) return { webhook: null, close: async () => {} };
  const fetcher = createFetcher(settings);
  return { webhook: createWebhook(fetcher.fetch, to, undefined, hear), close: () => fetcher.close() };
}
