import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import {
  digestOf,
  isDue,
  isOfPlaces,
  isPart,
  isSilent,
  isWanted,
  lastDigestOf,
  narrowed,
} from '../judging/findings/digest.js';
import { type Finding, sourcesOfFinding } from '../model/finding.js';
import type { Digest } from '../model/run.js';
import { ALL_FINDINGS, type Selection } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import { stands } from '../model/verdicts.js';
import { latestVerdicts } from '../night/latest.js';
import type { DigestRecord, StoreReader } from '../store/store.js';
import type { Publication } from '../surfaces/publication.js';
import {
  attempt,
  type Delivered,
  type Post,
  type Recipient,
  recipientsOf,
  reportInterruptedDeliveries,
} from './deliver.js';

/** What a sending did: the digests that it made, and what became of each delivery, now or when an earlier process was killed in it. */
export interface Sent {
  readonly digests: readonly Digest[];
  readonly delivered: readonly Delivered[];
}

/**
 * Sends each recipient, when his hour has come, what changed since his last digest. What did not reach him is folded into the next. A
 * permanent refusal is told once. Asked to stop, it begins with nobody more, and waits a moment for the answer that is due. Rejects when
 * another process is sending.
 */
export async function sendDigest(post: Post, publication: Publication): Promise<Sent> {
  const { stop = new AbortController().signal } = post;
  const recipients = recipientsOf(post, publication);
  if (recipients.length === 0) throw new Error('neither a mail server nor a webhook is set');
  await post.store.lockOutbox();
  try {
    const delivered: Delivered[] = [...(await reportInterruptedDeliveries(post, recipients))];
    const due = await recordDue(post, recipients);
    for (const { record, recipient, refused } of due) {
      if (stop.aborted) break;
      const outcome = await inGrace(attempt(post, record, recipient), stop);
      if (outcome === null) continue;
      // His hour is used up, unless the digest still waits for him.
      if (outcome.state !== 'pending')
        await post.store.heed(recipient.key, post.now().toISOString());
      const isKnownRefusal = outcome.permanent === true && outcome.detail === refused;
      if (!isKnownRefusal) delivered.push(outcome);
    }
    // What was handed over, and not answered in time.
    if (stop.aborted) delivered.push(...(await reportInterruptedDeliveries(post, recipients)));
    return {
      digests: [...new Map(due.map(({ record }) => [record.id, record.digest])).values()],
      delivered,
    };
  } finally {
    await post.store.unlockOutbox();
  }
}

/** Outbox: every digest that is due is recorded as pending in the store before the first one is sent. */
async function recordDue(post: Post, recipients: readonly Recipient[]) {
  const { store } = post;
  const at = post.now().toISOString();
  const due: DueDigest[] = [];
  for (const { recipient, digest, isNow, key } of await previewDigests(post, recipients)) {
    if (!isNow) continue;
    const { refused } = await store.standingOf(recipient.key);
    if (digest === null) {
      await store.heed(recipient.key, at);
      continue;
    }
    const basis = { key, part: isPart(recipient.subscription.selection) };
    const record = await store.addDigest(digest, basis, recipient.key, at);
    due.push({ record, recipient, refused });
  }
  return due;
}

interface DueDigest {
  readonly record: DigestRecord;
  readonly recipient: Recipient;
  /** What the recipient's server said when it last refused one; null where it did not. */
  readonly refused: string | null;
}

/** What a recipient would be told if it were sent now. */
export interface DigestPreview {
  readonly recipient: Recipient;
  /** Null for nothing. */
  readonly digest: Digest | null;
  /** Whether the hour for it has come. */
  readonly isNow: boolean;
  /** Idempotency key: what rests on the same run, last message and selection is one digest. Kept in the store, so it stays the same from version to version. */
  readonly key: string;
}

/** What each recipient would be told now; sends nothing, and changes nothing. */
export async function previewDigests(
  { store, now }: Post,
  recipients: readonly Recipient[],
): Promise<readonly DigestPreview[]> {
  const next: DigestPreview[] = [];
  for (const recipient of recipients) {
    const { selection, rhythm } = recipient.subscription;
    const { first, heeded } = await store.standingOf(recipient.key);
    const last = await store.lastDeliveredDigest(recipient.key);
    // A reader who was never told anything is not owed a sign of life.
    const since = last?.at ?? first;
    const quiet = since !== null && now().getTime() - Date.parse(since) >= QUIET;
    const digest = await draftFor(store, last?.digest ?? null, selection, quiet);
    const basis = JSON.stringify([last?.id ?? null, selection, quiet]);
    next.push({
      recipient,
      digest,
      isNow: isDue(rhythm, heeded, now()),
      key: `${basis}…${digest?.run.id}`,
    });
  }
  return next;
}

/** Milliseconds without a message after which a reader is told that the watch goes on: a month. */
const QUIET = 30 * 86_400_000;

/** What there is to tell; null for nothing, unless he has heard nothing for long. */
async function draftFor(
  store: StoreReader,
  told: Digest | null,
  selection: Recipient['subscription']['selection'],
  quiet: boolean,
): Promise<Digest | null> {
  const draft = await draftDigest(store, told, selection);
  if (draft === null || !draft.silent) return draft?.digest ?? null;
  return quiet ? { ...draft.digest, standing: await countStanding(store, selection) } : null;
}

/** What changed since a reader was last told, of what he asked for; null before the first run, `silent` where nothing is worth a message. By default everything since the last digest. */
export async function draftDigest(
  store: StoreReader,
  last?: Digest | null,
  selection: Selection = ALL_FINDINGS.selection,
) {
  const [run] = await store.runs(1);
  if (run === undefined) return null;
  const night = (await store.lastGood()) ?? run;
  const before = last === undefined ? ((await store.lastDigest())?.digest ?? null) : last;
  const told = before === null ? null : lastDigestOf(before);
  const lives = await store.lives(told?.run ?? 0);
  const named = [...lives.map(({ finding }) => finding), ...(told?.owed?.values() ?? [])];
  const known = await latestVerdicts(store, named.flatMap(sourcesOfFinding));
  const byId = new Map(known.map((source) => [source.id, source]));
  const sources = isOfPlaces(selection)
    ? known.map((source) => narrowed(selection, source))
    : known;
  const digest = digestOf({ run, sources }, lives, told, night.id, (finding) =>
    isWanted(selection, finding, verdictsOn(finding, byId)),
  );
  return { digest, silent: isSilent(digest) };
}

/** The verdicts on the sources that a finding is about; none where a store of before does not say of which sources of a host it tells. */
const verdictsOn = (
  finding: Finding,
  known: ReadonlyMap<string, SourceVerdict>,
): readonly SourceVerdict[] =>
  finding.why.kind === 'host' && finding.sources === undefined
    ? []
    : sourcesOfFinding(finding).flatMap((id) => known.get(id) ?? []);

/** How many sources of a selection stand, of how many. */
async function countStanding(
  store: StoreReader,
  selection: Selection,
): Promise<Digest['standing']> {
  let [stand, of] = [0, 0];
  for (const source of (await store.result(null))?.sources ?? []) {
    if (isOfPlaces(selection) && narrowed(selection, source).citations.length === 0) continue;
    of += 1;
    if (stands(source)) stand += 1;
  }
  return { stand, of };
}

/**
 * Milliseconds for which a server's answer is waited for once the process is asked to stop, our choice: most servers answer a message
 * within a second, a service has eight (`GRACE`), and Docker kills it after ten.
 */
export const ANSWER_GRACE = 5_000;

/** What `work` gives, or null where it has not ended `ANSWER_GRACE` after `stop` fired: it is left then as if the process was killed. */
async function inGrace<T>(work: Promise<T>, stop: AbortSignal): Promise<T | null> {
  const ended = new AbortController();
  const { signal } = ended;
  const late = async (): Promise<null> => {
    if (!stop.aborted) await once(stop, 'abort', { signal });
    return setTimeout(ANSWER_GRACE, null, { signal });
  };
  const isLate = late();
  isLate.catch(() => {});
  try {
    return await Promise.race([work, isLate]);
  } finally {
    ended.abort();
    work.catch(() => {});
  }
}
