import { isHere } from '../judging/history-for-url.js';
import {
  type Answered,
  type Body,
  type Outcome,
  saysUnchanged,
  type Validators,
} from '../model/outcome.js';
import type { History, OutcomeFacts, Snapshot, Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { type Thought, unreadOf } from '../pool/thought.js';
import type { LatestVisits, Reading, StoreReader } from '../store/store.js';

/** True for an answer that came with a text of its own. */
export const hasBody = (outcome: Outcome): outcome is Answered & { readonly body: Body } =>
  outcome.kind === 'answered' && outcome.body !== null;

/** What is kept of an answer's bytes; null when none came, for they are kept already. */
export function readingOf(outcome: Outcome | null, snapshot: Snapshot): Reading | null {
  if (outcome === null || !hasBody(outcome)) return null;
  const { bytes, contentType, url } = unreadOf(outcome);
  return { snapshot, bytes, contentType, url };
}

/** Two outcomes as one: the page that led on is a hop. */
export const joinOutcomes = (first: Outcome, second: Outcome): Outcome => ({
  ...(first.kind === 'answered' && second.kind === 'answered' ? askedOn(first, second) : second),
  url: first.url,
  hops: [
    ...first.hops,
    { url: first.finalUrl, http: first.kind === 'answered' ? first.http : 0 },
    ...second.hops,
  ],
  requests: first.requests + second.requests,
  received: first.received + second.received,
  at: first.at,
  elapsed: first.elapsed + second.elapsed,
});

const askedOn = ({ wire: before }: Answered, second: Answered): Answered =>
  second.wire === undefined || before === undefined
    ? second
    : { ...second, wire: { ...second.wire, asked: [...before.asked, ...second.wire.asked] } };

/** An outcome without its bytes, as a visit holds it. A 304 leaves the links of `read` as they were (RFC 9111, 4.3.4). */
export function factsOf(outcome: Outcome, read: Visit | null = null): OutcomeFacts {
  if (outcome.kind === 'failed') return outcome;
  const { body, wire: _, ...facts } = outcome;
  const link =
    saysUnchanged(outcome) && read?.outcome?.kind === 'answered'
      ? read.outcome.headers.link
      : undefined;
  const headers = link === undefined ? facts.headers : { link, ...facts.headers };
  return { ...facts, headers, ...(body === null ? {} : { sha256: body.sha256 }) };
}

type Addressed = Pick<Source, 'url'>;

/** The latest visits to the address that a source has now. */
export const latestAt = (
  source: Addressed,
  { previous, accepted }: LatestVisits,
): LatestVisits => ({
  previous: previous !== null && isHere(source, previous) ? previous : null,
  accepted: accepted !== null && isHere(source, accepted) ? accepted : null,
});

/** Where it is known what was read, and thought over. */
interface Remembering {
  readonly store: Pick<StoreReader, 'history' | 'snapshot'>;
  readonly thought: Pick<Thought, 'historyForUrl'>;
}

/** What the runs before `run` know of a subject's address, and what was read there tonight, whose SHA-256 is `tonight`. */
export async function readingsOf(
  { store, thought }: Remembering,
  { subject, url }: Addressed & { readonly subject: string },
  run: number,
  tonight: string | null,
): Promise<{ readonly history: History; readonly read: Snapshot | null }> {
  const history = await store.history(subject, run);
  const before = history.baseline?.snapshot ?? null;
  const known = tonight === null ? null : before;
  const isNew = tonight !== null && before?.sha256 !== tonight;
  const read = isNew ? await store.snapshot(subject, tonight) : known;
  return { history: await thought.historyForUrl({ url }, history, read), read };
}

/** The same, without what was read. */
export const historyOf = async (
  world: Remembering,
  of: Addressed & { readonly subject: string },
  run: number,
  tonight: string | null = null,
): Promise<History> => (await readingsOf(world, of, run, tonight)).history;

type Asked = Pick<Source, 'url' | 'lang'>;

/**
 * By what a source may be asked whether its document changed since it was read: what was said of one address goes to that one
 * only, and what was said to readers of another language says nothing.
 */
export function validatorsFor({ url, lang }: Asked, read: Visit | null): Validators | null {
  const validators = read?.validators ?? null;
  if (validators === null || (validators.lang !== undefined && validators.lang !== lang))
    return null;
  if (validators.of !== undefined) return validators;
  const { url: asked = url, finalUrl = url } = read?.verdict ?? {};
  // Earlier versions did not say of which address it was: where it was another than the one that was asked, nobody knows.
  if (asked !== finalUrl || finalUrl === null) return null;
  return finalUrl === url ? validators : { ...validators, of: finalUrl };
}

/** By what the next night may ask, after this answer; `read` is the last night on which the document came. */
export function validatorsAfter(
  source: Asked,
  outcome: Outcome | null,
  read: Visit | null,
): Visit['validators'] {
  if (!saysUnchanged(outcome)) return validatorsOf(source, outcome);
  const before = read?.validators ?? null;
  const said = validatorsOf(source, outcome);
  return before === null || said === null ? (said ?? before) : { ...before, ...said };
}

function validatorsOf({ url, lang }: Asked, outcome: Outcome | null): Validators | null {
  if (outcome?.kind !== 'answered') return null;
  const { etag = null, 'last-modified': lastModified = null, vary } = outcome.headers;
  if (etag === null && lastModified === null) return null;
  const { finalUrl } = outcome;
  return {
    etag,
    lastModified,
    ...(finalUrl === url ? {} : { of: finalUrl }),
    ...(vary !== undefined && BY_LANGUAGE.test(vary) ? { lang } : {}),
  };
}

/** What a server says that shows readers of other languages another page (RFC 9110, 12.5.5). */
const BY_LANGUAGE = /(?:^|[\s,])(?:accept-language|\*)(?:$|[\s,])/i;
