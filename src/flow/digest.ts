import { isDue } from '../findings/due.js';
import { isPart } from '../findings/selection.js';
import type { Digest } from '../model/run.js';
import type { DigestRecord } from '../record/store.js';
import type { Publication } from '../report/publication.js';
import {
  attempt,
  type Delivered,
  type Post,
  type Recipient,
  recipientsOf,
  tellInterrupted,
} from './deliver.js';
import { countStanding, draftDigest } from './draft.js';
import { inGrace } from './in-grace.js';

/** What a sending did: the digests that it made, and what became of each delivery, now or when an earlier process was killed in it. */
export interface Sent {
  readonly digests: readonly Digest[];
  readonly delivered: readonly Delivered[];
}

/** A digest that is to be sent to somebody now. */
interface Due {
  readonly record: DigestRecord;
  readonly recipient: Recipient;
  /** What his server said when it last refused him one. */
  readonly refused: string | null;
}

/**
 * Tells each recipient what changed since he was last told, as it stands now, when his hour has come: what did not reach him is folded
 * into the next. A recipient whom it does not reach keeps it from no other; one whom his server refuses for good is complained of once.
 * Asked to stop, it begins with nobody more, and waits a moment for the answer that is due. Rejects when another process is sending.
 */
export async function sendDigest(post: Post, publication: Publication): Promise<Sent> {
  const { stop = new AbortController().signal } = post;
  const recipients = recipientsOf(post, publication);
  if (recipients.length === 0) throw new Error('neither a mail server nor a webhook is set');
  await post.store.beginPost();
  try {
    const delivered: Delivered[] = [...(await tellInterrupted(post, recipients))];
    const due = await recordDue(post, recipients);
    for (const { record, recipient, refused } of due) {
      if (stop.aborted) break;
      const outcome = await inGrace(attempt(post, record, recipient), stop);
      if (outcome === null) continue;
      if (outcome.state !== 'pending') await post.store.heed(recipient.key, post.now().toISOString());
      if (outcome.permanent !== true || outcome.detail !== refused) delivered.push(outcome);
    }
    // What was handed over, and not answered in time.
    if (stop.aborted) delivered.push(...(await tellInterrupted(post, recipients)));
    return { digests: [...new Map(due.map(({ record }) => [record.id, record.digest])).values()], delivered };
  } finally {
    await post.store.endPost();
  }
}

/** Records the digests that are due, all before the first is sent. */
async function recordDue(post: Post, recipients: readonly Recipient[]): Promise<readonly Due[]> {
  const { store } = post;
  const at = post.now().toISOString();
  const due: Due[] = [];
  for (const { recipient, digest, isNow, about } of await nextDigests(post, recipients)) {
    if (!isNow) continue;
    const { refused } = await store.standingOf(recipient.key);
    if (digest === null) await store.heed(recipient.key, at);
    else
      due.push({
        record: await store.addDigest(
          digest,
          { key: about, part: isPart(recipient.subscription.selection) },
          recipient.key,
          at,
        ),
        recipient,
        refused,
      });
  }
  return due;
}

/** What a recipient would be told next. */
export interface Next {
  readonly recipient: Recipient;
  /** Null when there is nothing to say. */
  readonly digest: Digest | null;
  /** True when his hour has come. */
  readonly isNow: boolean;
  /** Says what the digest rests on. */
  readonly about: string;
}

/** What each recipient would be told if it were sent now; sends nothing, and changes nothing. What rests on the same is drafted once. */
export async function nextDigests(
  { store, now }: Post,
  recipients: readonly Recipient[],
): Promise<readonly Next[]> {
  const drafts = new Map<string, Promise<Digest | null>>();
  const next: Next[] = [];
  for (const recipient of recipients) {
    const { selection, rhythm } = recipient.subscription;
    const { first, heeded } = await store.standingOf(recipient.key);
    const told = await store.lastTold(recipient.key);
    const quiet = now().getTime() - Date.parse(told?.at ?? first ?? now().toISOString()) >= QUIET;
    const about = JSON.stringify([told?.id ?? null, selection, quiet]);
    const draft = drafts.get(about) ?? draftFor(store, told?.digest ?? null, selection, quiet);
    drafts.set(about, draft);
    const digest = await draft;
    next.push({
      recipient,
      digest,
      isNow: isDue(rhythm, heeded, now()),
      about: `${about}…${digest?.run.id}`,
    });
  }
  return next;
}

/** Milliseconds without a message after which a reader is told that the watch goes on: a month. */
const QUIET = 30 * 86_400_000;

/** What there is to tell; null for nothing, unless he has heard nothing for long. */
async function draftFor(
  store: Post['store'],
  told: Digest | null,
  selection: Recipient['subscription']['selection'],
  quiet: boolean,
): Promise<Digest | null> {
  const draft = await draftDigest(store, told, selection);
  if (draft === null || !draft.silent) return draft?.digest ?? null;
  return quiet ? { ...draft.digest, standing: await countStanding(store, selection) } : null;
}
