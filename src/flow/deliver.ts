import { createHash } from 'node:crypto';
import { hostOf } from '../model/address.js';
import type { Digest } from '../model/run.js';
import type { DeliveryResult } from '../notify/delivery.js';
import { digestMessageId } from '../notify/mail.js';
import type { Delivery, DigestRecord } from '../record/store.js';
import { renderDigest } from '../report/mail/digest.js';
import type { Publication } from '../report/publication.js';
import type { World } from '../world.js';

/** The hands that send a digest. */
export interface Post extends Pick<World, 'store' | 'mail' | 'webhook' | 'now'> {
  /**
   * Keeps the store where it outlives this machine, each time when something is claimed in it and before that is handed over: of a
   * machine that is thrown away after the night, nobody else would know. When it rejects, nothing is handed over.
   */
  readonly keep?: (() => Promise<void>) | undefined;
}

/** What became of one delivery: now, or when an earlier process ended in the middle of it. */
export interface Delivered extends Delivery {
  readonly digest: number;
}

/** Somebody to whom digests go. */
interface Recipient {
  /** How he is called where we speak of him; a webhook's address is a secret. */
  readonly name: string;
  /** `handOver` is called before the step after which it may have arrived; when that rejects, the step is not taken. */
  hand(record: DigestRecord, handOver: () => Promise<void>): Promise<DeliveryResult>;
}

/** How a recipient is called in the store, which is copied to places (a CI cache) where no address may go. */
const keyOf = (address: string): string =>
  createHash('sha256').update(address.trim().toLowerCase()).digest('hex').slice(0, 16);

/**
 * Records a digest, then sends it to each recipient, together with what earlier nights could not send. A delivery is
 * claimed in the last moment, before the dot that ends a mail: a crash before leaves it `pending`, and it is sent the next
 * time; a crash after leaves it `sending`: it may have arrived, is told once, and is not sent again.
 * A recipient whom it does not reach keeps it from no other. Rejects when another process is sending.
 */
export async function deliver(
  post: Post,
  digest: Digest | null,
  publication: Publication,
): Promise<readonly Delivered[]> {
  const { store, now } = post;
  const recipients = recipientsOf(post, publication);
  if (recipients.size === 0) throw new Error('neither a mail server nor a webhook is set');
  if (digest !== null) await store.addDigest(digest, [...recipients.keys()], now().toISOString());
  const delivered: Delivered[] = [];
  for (const record of await store.undelivered())
    for (const delivery of record.deliveries) {
      const recipient = recipients.get(delivery.recipient);
      if (recipient === undefined || delivery.state === 'sent') continue;
      const outcome = await attempt(post, record, delivery, recipient);
      if (outcome !== null) delivered.push({ ...outcome, digest: record.id, recipient: recipient.name });
    }
  return delivered;
}

function recipientsOf({ mail, webhook }: Post, publication: Publication): ReadonlyMap<string, Recipient> {
  const recipients = new Map<string, Recipient>();
  for (const [i, to] of (mail?.to ?? []).entries())
    recipients.set(keyOf(to), {
      name: `recipient ${i + 1} of ${mail?.to.length}`,
      hand: (...record) => sendMail(mail as NonNullable<Post['mail']>, to, publication, ...record),
    });
  if (webhook !== null)
    recipients.set(keyOf(webhook.url), {
      name: `the webhook at ${hostOf(webhook.url)}`,
      hand: async ({ digest }, handOver) => {
        const { subject, text, html } = renderDigest(digest, publication);
        await handOver();
        return webhook.post({ text: `${subject}\n\n${text}`, html, run: digest.run.id });
      },
    });
  return recipients;
}

/** What the mail server says may name the address; it goes into logs and the store. */
const sendMail = async (
  { mailer, from }: NonNullable<Post['mail']>,
  to: string,
  publication: Publication,
  record: DigestRecord,
  handOver: () => Promise<void>,
): Promise<DeliveryResult> => {
  const mail = { from, to, ...renderDigest(record.digest, publication) };
  const result = await mailer.send({ ...mail, messageId: digestMessageId(record, to) }, handOver);
  return { ...result, detail: result.detail.replaceAll(to, 'the recipient') };
};

/** Null when there is nothing new to say of a delivery that may have arrived. */
async function attempt(
  { store, now, keep }: Post,
  record: DigestRecord,
  { recipient: key, state, detail }: Delivery,
  recipient: Recipient,
): Promise<Delivery | null> {
  const at = () => now().toISOString();
  const mark = async (next: Delivery['state'], words: string | null): Promise<Delivery> => {
    const marked = { recipient: key, state: next, detail: words, at: at() };
    await store.markDelivery(record.id, marked);
    return marked;
  };
  if (state === 'sending')
    return detail === null ? mark('sending', 'the process ended in the middle of it') : null;
  let taken = false;
  let unkept: Error | null = null;
  const handOver = async () => {
    taken = !(await store.claimDelivery(record.id, key, at()));
    if (taken) throw new Error('another process hands it over');
    await keep?.().catch((error: Error) => {
      unkept = error;
      throw error;
    });
  };
  const result = await recipient.hand(record, handOver).catch((error: Error): DeliveryResult => {
    if (error !== unkept && !taken) throw error;
    return { kind: 'refused', detail: error.message, permanent: false };
  });
  if (taken) return null;
  return mark(
    result.kind === 'sent' ? 'sent' : result.kind === 'unknown' ? 'sending' : 'pending',
    result.detail,
  );
}
