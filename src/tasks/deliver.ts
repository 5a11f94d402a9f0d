import { createHash } from 'node:crypto';
import { digestMessageId, mailHeaders } from '../delivery/mail.js';
import { hostOf } from '../model/address.js';
import type { Digest } from '../model/run.js';
import {
  ALL_FINDINGS,
  type DeliveryResult,
  type Subscriber,
  type Subscription,
} from '../model/settings.js';
import type { World } from '../night/world.js';
import type { Delivery, DigestRecord } from '../store/store.js';
import { webhookPayload } from '../surfaces/chat.js';
import { type Message, renderDigest } from '../surfaces/mail/digest.js';
import type { Publication } from '../surfaces/publication.js';

/** The hands that send a digest. */
export interface Post extends Pick<World, 'store' | 'mail' | 'webhook' | 'now' | 'hear'> {
  /** Saves the store to where it outlives this machine, after each claim and before the message is handed over. When it rejects, nothing is sent. */
  readonly keep?: (() => Promise<void>) | undefined;
  /** Fires when the process is asked to stop: nothing is handed over from then on. */
  readonly stop?: AbortSignal | undefined;
}

/** What became of one delivery: now, or when an earlier process ended in the middle of it. */
export interface Delivered extends Delivery {
  readonly digest: number;
  /** True when the same would be refused again. */
  readonly permanent?: boolean | undefined;
}

/** Somebody to whom digests go. */
export interface Recipient {
  /** How he is called in the store. */
  readonly key: string;
  /** What a digest says to him. */
  message(digest: Digest): Message;
  /** How he is called where we speak of him; an address, and a webhook's even more, is nobody else's concern. */
  readonly name: string;
  readonly subscription: Subscription;
  /** `handOver` is called before the step after which it may have arrived; when that rejects, the step is not taken. */
  hand(record: DigestRecord, handOver: () => Promise<void>): Promise<DeliveryResult>;
}

/** A recipient in the store: a hash, since the store is copied to places (a CI cache) where no address may go. The name beside an address may change. */
export const recipientKey = (address: string): string =>
  createHash('sha256').update(bareOf(address).toLowerCase()).digest('hex').slice(0, 16);

const bareOf = (address: string): string => address.replace(/^.*<([^<>]+)>\s*$/su, '$1').trim();

/** Everybody to whom digests go. */
export function recipientsOf(
  { mail, webhook, hear }: Post,
  publication: Publication,
): readonly Recipient[] {
  const readers =
    mail === null
      ? []
      : mail.readers.map((one, i) => readerOf({ ...mail, hear }, one, i, publication));
  if (webhook === null) return readers;
  const hook: Recipient = {
    key: recipientKey(webhook.url),
    name: `the webhook at ${hostOf(webhook.url)}`,
    subscription: ALL_FINDINGS,
    message: (digest) => renderDigest(digest, publication),
    hand: async (record, handOver) => {
      const payload = webhookPayload(webhook.format, record.digest, publication);
      await handOver();
      return webhook.post(payload, digestMessageId(record, webhook.url).slice(1, -1));
    },
  };
  return [...readers, hook];
}

function readerOf(
  { mailer, from, leave, readers, hear }: NonNullable<Post['mail']> & Pick<Post, 'hear'>,
  subscriber: Subscriber,
  index: number,
  publication: Publication,
): Recipient {
  const to = subscriber.address;
  const own = { ...publication, language: subscriber.lang };
  const message = (digest: Digest) =>
    renderDigest(digest, own, { subscription: subscriber, leave });
  return {
    key: recipientKey(to),
    name: `recipient ${index + 1} of ${readers.length}`,
    subscription: subscriber,
    message,
    async hand(record, handOver) {
      const { reports, ...rest } = message(record.digest);
      const mail = {
        from,
        to,
        ...rest,
        messageId: digestMessageId(record, to),
        headers: mailHeaders(reports, { from, leave }),
      };
      const result = await mailer.send(mail, handOver);
      return { ...result, detail: hear(hideAddresses(result.detail, bareOf(to), mail.messageId)) };
    },
  };
}

/** What a mail server says, without the addresses that it may name: it goes into logs and the store. The mail's id looks like one, and stays. */
const hideAddresses = (said: string, recipient: string, messageId: string): string =>
  said
    .replaceAll(recipient, 'the recipient')
    .replace(/[^\s<>()[\]"',;:]+/gu, (word) =>
      !/[^@/]@[^@]/u.test(word) || messageId === `<${word}>` ? word : 'an address',
    );

/** Reports once each delivery during which an earlier process ended: it may have arrived. */
export async function reportInterruptedDeliveries(
  { store, now, hear }: Post,
  recipients: readonly Recipient[],
): Promise<readonly Delivered[]> {
  const names = new Map(recipients.map(({ key, name }) => [key, name]));
  const told: Delivered[] = [];
  for (const { digest, recipient } of await store.interrupted()) {
    const name = names.get(recipient);
    if (name === undefined) continue;
    const detail = hear('the process ended in the middle of it');
    const marked = { recipient, state: 'sending', detail, at: now().toISOString() } as const;
    await store.markDelivery(digest, marked);
    told.push({ ...marked, digest, recipient: name });
  }
  return told;
}

const STATE_AFTER: Readonly<Record<DeliveryResult['kind'], Delivery['state']>> = {
  sent: 'sent',
  refused: 'pending',
  // It may have arrived.
  unknown: 'sending',
};

/**
 * Sends a digest to a recipient. It is claimed just before the dot that ends a mail: a crash before leaves it `pending`, to be sent the next
 * time; a crash after leaves it `sending`: it may have arrived, and is not sent again. There is no dead letter queue: after a permanent
 * refusal the news is folded into the next digest, and the refusal is told once. Null when another process sends it, or we must stop.
 */
export async function attempt(
  { store, now, hear, keep, stop }: Post,
  record: DigestRecord,
  recipient: Recipient,
): Promise<Delivered | null> {
  const { key, name } = recipient;
  let taken = false;
  let unkept: Error | null = null;
  const handOver = async () => {
    taken =
      stop?.aborted === true || !(await store.claimDelivery(record.id, key, now().toISOString()));
    if (taken) throw new Error('it is not ours to hand over');
    await keep?.()
      .then(() => stop?.throwIfAborted())
      .catch((error: Error) => {
        unkept = error;
        throw error;
      });
  };
  const result = await recipient.hand(record, handOver).catch((error: Error): DeliveryResult => {
    if (error !== unkept && !taken) throw error;
    return { kind: 'refused', detail: hear(error.message), permanent: false };
  });
  if (taken) return null;
  const marked: Delivery = {
    recipient: key,
    state: STATE_AFTER[result.kind],
    detail: result.detail,
    at: now().toISOString(),
  };
  await store.markDelivery(record.id, marked);
  return {
    ...marked,
    digest: record.id,
    recipient: name,
    permanent: result.kind === 'refused' && result.permanent,
  };
}
