import { createHash } from 'node:crypto';
import type { Evidence } from '../evidence/evidence.js';
import type { SourceCase } from '../judging/source-case.js';
import type { CaptureFault, Rendered } from '../model/capture.js';
import type { ContentChange } from '../model/content.js';
import { NOT_READ } from '../model/document.js';
import type { Answered, Body, Outcome } from '../model/outcome.js';
import type { Snapshot, Visit } from '../model/visit.js';
import type { Judged } from '../pool/tasks.js';
import { type Thought, unreadOf } from '../pool/thought.js';
import { browserRenderWords } from '../surfaces/exhibit/exhibit-page.js';
import { ENGLISH } from '../surfaces/words/locale.js';
import type { Night } from './context.js';
import { hasBody } from './outcome.js';

/** A page as a browser showed it, in the place of what was received. */
export interface ShownPage {
  /** An answer whose body is what the page had become. */
  readonly outcome: Answered & { readonly body: Body };
  readonly rendering: Rendered;
  /** What was read in what was received. */
  readonly shell: Snapshot;
}

/** True where only the shell of a script-rendered page was read: whether that changed says nothing of its text. */
export const isShell = (visit: Visit | null): boolean => {
  const why = visit?.verdict?.content.why;
  return why?.kind === 'document' && why.why.kind === 'script';
};

/** Judges a script-rendered page as a browser shows it, if one is to be used. No other page is opened in one, and none that blocked us. */
export async function inBrowser(
  { world, permission }: Night,
  known: SourceCase,
  outcome: Outcome,
  judged: Judged,
): Promise<Judged & { readonly shown: ShownPage | null }> {
  const { snapshot: shell, verdict } = judged;
  const isCited = known.source.id !== known.source.url;
  const opens = verdict.link.status === 'alive' || verdict.link.status === 'moved';
  const isScript = shell?.document.unread?.kind === 'script';
  if (world.render === null || !isScript || !isCited || !opens || !hasBody(outcome))
    return { ...judged, shown: null };
  const { bytes } = outcome.body;
  const rendering = await world.render({
    url: outcome.finalUrl,
    received: { bytes, headers: outcome.headers },
    lang: known.source.lang,
    may: async (url, foreign) => (await permission(url, foreign)) === null,
  });
  if (rendering === null) return { ...judged, shown: null };
  if (rendering.kind === 'unrendered') {
    const { why } = rendering;
    const again = await world.thought.judge({
      ...known,
      outcome,
      snapshot: shell,
      unrendered: why,
    });
    return { ...again, shown: null };
  }
  const shown = answerOf(outcome, rendering);
  const before = known.history.baseline?.snapshot ?? null;
  const { settled, wanted, refused, unsandboxed } = rendering;
  const seen = await world.thought.judge({
    ...known,
    outcome: shown,
    snapshot: before?.sha256 === shown.body.sha256 ? before : null,
    rendered: { settled, wanted, refused, unsandboxed },
  });
  return { ...seen, shown: { outcome: shown, rendering, shell } };
}

/** What a browser showed, as an answer: of the page that was received all but the bytes, and where its scripts led. */
function answerOf(received: Answered, { html, url }: Rendered): ShownPage['outcome'] {
  const sha256 = createHash('sha256').update(html).digest('hex');
  const ledOn = { url: received.finalUrl, http: received.http };
  return {
    ...received,
    finalUrl: url,
    hops: url === received.finalUrl ? received.hops : [...received.hops, ledOn],
    headers: { ...received.headers, 'content-type': 'text/html; charset=utf-8' },
    body: { bytes: html, sha256, truncated: false },
  };
}

interface ToKeep
  extends Pick<Parameters<Evidence['keepResource']>[0], 'subject' | 'run' | 'userAgent'> {
  readonly change: ContentChange;
}

/** Changes of a text that do not make it look otherwise. */
const AS_BEFORE: ReadonlySet<ContentChange> = new Set(['unchanged', 'cosmetic'] as const);

/** Keeps the rendered page if it differs from the last one kept, and its screenshot if the text does. Gives what is wrong with what was kept. */
export async function keepShown(
  evidence: Evidence,
  { rendering, outcome }: ShownPage,
  toKeep: ToKeep,
): Promise<CaptureFault | null> {
  const { change, ...about } = toKeep;
  const { at, by, html, screenshot } = rendering;
  const kept = await evidence.beside(about.subject);
  const last = kept.findLast(({ role }) => role === 'rendered');
  const said = {
    ...about,
    url: outcome.finalUrl,
    at,
    by,
    how: browserRenderWords(ENGLISH, rendering),
  };
  const contentType = 'text/html; charset=utf-8';
  const ofPage =
    last?.payloadSha256 === outcome.body.sha256
      ? null
      : await keepAndReopen(evidence, { ...said, role: 'rendered', contentType, bytes: html });
  const isPictured = kept.some(({ role }) => role === 'screenshot');
  if (screenshot === null || (AS_BEFORE.has(change) && isPictured)) return ofPage;
  const picture = {
    ...said,
    role: 'screenshot',
    contentType: 'image/png',
    bytes: screenshot,
  } as const;
  return (await keepAndReopen(evidence, picture)) ?? ofPage;
}

/** One of so many captures is read again from the disk and parsed, our choice; of the others the bytes are compared, for reading is pure. */
const READ_AGAIN = 64;

type Kept = Parameters<Evidence['keep']>[0];

/** What is kept of an answer, and what was read in it; null where nothing was. */
interface Received extends Kept {
  readonly outcome: Answered & { readonly body: Body };
  readonly snapshot: Snapshot | null;
}

/** Keeps an answer, opens it again from the disk, and gives what is wrong with it, or null. */
export const keepCapture = (
  evidence: Evidence,
  thought: Thought,
  { snapshot, ...capture }: Received,
) => keepSound(() => keepOnce(evidence, thought, capture, snapshot));

/** What was damaged is kept once more: tomorrow the page may be gone. */
async function keepSound(keep: () => Promise<CaptureFault | null>): Promise<CaptureFault | null> {
  const fault = await keep();
  return fault?.kind === 'damaged'
    ? { ...fault, again: (await keep())?.kind !== 'damaged' }
    : fault;
}

/** The hash of what is kept of a body. Of one that is too long only the beginning is kept, while its own hash is of all that was received. */
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
  if (record === null || record.revisit)
    return outcome.body.truncated ? { kind: 'truncated' } : null;
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
    if (document.normaliser !== NOT_READ && textSha256 !== snapshot.textSha256)
      return { kind: 'other-text' };
  }
  return outcome.body.truncated ? { kind: 'truncated' } : null;
}

/** Keeps what no server sent, and opens it again from the disk in the same way. */
export const keepAndReopen = (
  evidence: Evidence,
  resource: Parameters<Evidence['keepResource']>[0],
) =>
  keepSound(async () => {
    const how = await evidence.faultOf(await evidence.keepResource(resource));
    return how === null ? null : { kind: 'damaged', how, again: false };
  });
