import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence/evidence.js';
import type { CaptureFault } from '../model/capture-fault.js';
import { NOT_READ } from '../model/document.js';
import type { Answered, Body } from '../model/outcome.js';
import type { Snapshot } from '../model/visit.js';
import { type Thought, unreadOf } from '../pool/thought.js';

/**
 * Of so many captures one is read again from the disk as a page is, our choice: reading is nearly all that a first night costs. Of
 * the others it suffices that what is read is the same, for reading is pure.
 */
const READ_AGAIN = 64;

type Kept = Parameters<Evidence['keep']>[0];

/** What is kept of an answer, and what was read in it; null where nothing was. */
export interface Received extends Kept {
  readonly outcome: Answered & { readonly body: Body };
  readonly snapshot: Snapshot | null;
}

/**
 * Keeps an answer, opens it again from the disk, and says what is wrong with what comes out; null where it shows what was judged.
 * What does not is kept once more: tomorrow the page may be gone.
 */
export async function keepCapture(
  evidence: Evidence,
  thought: Thought,
  { snapshot, ...capture }: Received,
): Promise<CaptureFault | null> {
  const fault = await keepOnce(evidence, thought, capture, snapshot);
  if (fault?.kind !== 'damaged') return fault;
  const second = await keepOnce(evidence, thought, capture, snapshot);
  return { ...fault, again: second?.kind !== 'damaged' };
}

/** The hash of what is kept of a body: of one that is too long only its beginning is, while the hash that came with it is of all that was received. */
const keptSha256 = ({ bytes, sha256, truncated }: Body): string =>
  truncated ? createHash('sha256').update(bytes).digest('hex') : sha256;

async function keepOnce(
  evidence: Evidence,
  thought: Thought,
  capture: Omit<Received, 'snapshot'>,
  snapshot: Snapshot | null,
): Promise<CaptureFault | null> {
  const { outcome } = capture;
  const record = await evidence.keep(capture);
  // Of what an earlier capture holds the writer has made sure, and that one was opened on its own night.
  if (record === null || record.revisit) return outcome.body.truncated ? { kind: 'truncated' } : null;
  const reopened = await evidence.reopen(record);
  if (typeof reopened === 'string') return { kind: 'damaged', how: reopened, again: false };
  const [given, kept] = [unreadOf(outcome), unreadOf(reopened)];
  if (
    kept.sha256 !== keptSha256(outcome.body) ||
    kept.contentType !== given.contentType ||
    kept.url !== given.url
  )
    return { kind: 'damaged', how: 'it holds something else than what was received', again: false };
  if (snapshot !== null && Number.parseInt(given.sha256.slice(0, 8), 16) % READ_AGAIN === 0) {
    const { textSha256, document } = await thought.read(kept);
    if (document.normaliser !== NOT_READ && textSha256 !== snapshot.textSha256) return { kind: 'other-text' };
  }
  return outcome.body.truncated ? { kind: 'truncated' } : null;
}

/** Keeps what no server sent, and opens it again from the disk in the same way. */
export async function keepAndReopen(
  evidence: Evidence,
  resource: Parameters<Evidence['keepResource']>[0],
): Promise<CaptureFault | null> {
  const keepOne = async () => evidence.faultOf(await evidence.keepResource(resource));
  const how = await keepOne();
  return how === null ? null : { kind: 'damaged', how, again: (await keepOne()) === null };
}
