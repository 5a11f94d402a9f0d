import { digestOf, isSilent, toldBy } from '../findings/digest.js';
import type { Digest } from '../model/run.js';
import type { Store } from '../record/store.js';
import type { Publication } from '../report/publication.js';
import { type Delivered, deliver, type Post } from './deliver.js';

/** The next digest. */
export interface Draft {
  readonly digest: Digest;
  /** True when it has nothing worth a mail. */
  readonly silent: boolean;
}

/** What changed since the last digest; null before the first run. */
export async function draftDigest(store: Store): Promise<Draft | null> {
  const [run] = await store.runs(1);
  if (run === undefined) return null;
  const last = await store.lastDigest();
  const told = last === null ? null : toldBy(last.digest);
  const lives = await store.lives(told?.run ?? 0);
  const named = lives.map((life) => life.finding.source);
  const sources = await store.verdicts(run.id, named);
  const digest = digestOf({ run, sources }, lives, told);
  return { digest, silent: isSilent(digest) };
}

/** What {@link sendDigest} did: the digest that it made, or null, and what became of each delivery. */
export interface Sent {
  readonly digest: Digest | null;
  readonly delivered: readonly Delivered[];
}

/**
 * Sends what there is to say, and what earlier nights could not send. A digest with nothing to say is not sent.
 * Rejects when another process is sending.
 */
export async function sendDigest(post: Post, publication: Publication): Promise<Sent> {
  await post.store.beginPost();
  try {
    const draft = await draftDigest(post.store);
    const digest = draft === null || draft.silent ? null : draft.digest;
    return { digest, delivered: await deliver(post, digest, publication) };
  } finally {
    await post.store.endPost();
  }
}
