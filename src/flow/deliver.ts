import { createHash } from 'node:crypto';
import type { Digest } from '../model/run.js';
import { digestMessageId } from '../notify/mail.js';
import type { Delivery, DigestRecord } from '../record/store.js';
import { renderDigest } from '../report/mail/digest.js';
import type { Publication } from '../report/publication.js';
import type { World } from '../world.js';

/** What became of one delivery: now, or when an earlier process ended in the middle of it. */
export interface Delivered extends Delivery {
  readonly digest: number;
}

/** How a recipient is called in the store, which is copied to places (a CI cache) where no address may go. */
const keyOf = (recipient: string): string =>
  createHash('sha256').update(recipient.trim().toLowerCase()).digest('hex').slice(0, 16);

/**
 * Records a digest, then sends it to each recipient, together with what earlier nights could not send. A delivery is
 * marked before it is handed over, so that a crash in between leaves it `sending`: it may have arrived, is told once,
 * and is not sent again.
 */
export async function deliver(
  world: Pick<World, 'store' | 'mail' | 'now'>,
  digest: Digest | null,
  publication: Publication,
): Promise<readonly Delivered[]> {
  const { store, mail } = world;
  if (mail === null) throw new Error('no mail server is set');
  const addresses = new Map(mail.to.map((address) => [keyOf(address), address]));
  if (digest !== null) await store.addDigest(digest, [...addresses.keys()], world.now().toISOString());
  const delivered: Delivered[] = [];
  for (const record of await store.undelivered())
    for (const delivery of record.deliveries) {
      const address = addresses.get(delivery.recipient);
      if (address === undefined || delivery.state === 'sent') continue;
      const outcome = await attempt(world, record, delivery, address, publication);
      if (outcome !== null) delivered.push({ ...outcome, digest: record.id, recipient: address });
    }
  return delivered;
}

/** Null when there is nothing new to say of a delivery that may have arrived. */
async function attempt(
  world: Pick<World, 'store' | 'mail' | 'now'>,
  record: DigestRecord,
  { recipient, state, detail }: Delivery,
  address: string,
  publication: Publication,
): Promise<Delivery | null> {
  const mark = async (next: Delivery['state'], words: string | null): Promise<Delivery> => {
    const marked = { recipient, state: next, detail: words, at: world.now().toISOString() };
    await world.store.markDelivery(record.id, marked);
    return marked;
  };
  if (state === 'sending')
    return detail === null ? mark('sending', 'the process ended in the middle of it') : null;
  await mark('sending', null);
  const result = await world.mail?.mailer.send({
    from: world.mail.from,
    to: address,
    ...renderDigest(record.digest, publication),
    messageId: digestMessageId(record, address),
  });
  if (result === undefined) return mark('pending', null);
  return mark(
    result.kind === 'sent' ? 'sent' : result.kind === 'unknown' ? 'sending' : 'pending',
    result.detail,
  );
}
