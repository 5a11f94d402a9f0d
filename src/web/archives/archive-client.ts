import pLimit from 'p-limit';
import type { Answered, Failed, Fetch, FetchRequest } from '../../model/outcome.js';
import { jsonIn } from '../../model/problem.js';

export type ArchiveRequest = Pick<FetchRequest, 'url' | 'headers' | 'post' | 'headersOnly'>;

export interface NoResponse {
  readonly kind: 'silence';
  /** True when it took longer than the time limit. */
  readonly slow: boolean;
  /** True when no connection could be made at all: there is no network, or no such host. */
  readonly unreachable: boolean;
  /** What happened, as the end of a sentence. */
  readonly what: string;
}

/** System codes of a connection that was never made. */
const UNREACHABLE = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH)$/;

/** One request and its answer; redirects are not followed: that is for the caller to decide. A refused address is not the archive's failure, so it is `unavailable`. */
export async function exchange(
  fetch: Fetch,
  { url, headers, post, headersOnly }: ArchiveRequest,
): Promise<Answered | NoResponse | Unavailable> {
  const outcome = await fetch({
    url,
    validators: null,
    // Captures that came packed are replayed with a `Content-Encoding` that is wrong or blank when packing is allowed.
    headers: { 'accept-encoding': 'identity', ...headers },
    post,
    headersOnly,
    unfollowed: true,
    once: true,
  });
  return outcome.kind === 'answered' ? outcome : silenceOf(outcome);
}

function silenceOf({ failure, code, message }: Failed): NoResponse | Unavailable {
  if (/^(?:refused-|bad-url)/.test(failure)) return unavailable(message);
  const detail = code ?? failure;
  const slow = failure === 'timeout';
  const what = slow ? `took too long (${detail})` : `could not be reached (${detail})`;
  return { kind: 'silence', slow, unreachable: !slow && UNREACHABLE.test(detail), what };
}

/** The beginning of a reply's body as text, or all of it. */
export const replyText = ({ body }: Answered, most?: number): string =>
  new TextDecoder().decode(body?.bytes.subarray(0, most));

/** A reply's body as JSON; undefined when it is none (an error page with status 200 is common). */
export const jsonOf = (reply: Answered): unknown => jsonIn(replyText(reply));

/** True when the reply is a capture being replayed: its status is then the publisher's of that time (RFC 7089 §2.1.1). */
export const isMemento = ({ headers }: Answered): boolean =>
  headers['memento-datetime'] !== undefined;

/** When what is replayed was captured, ISO: as the archive says, else by the address that answered. Null when neither tells. */
export const mementoDateOf = (reply: Answered): string | null =>
  httpDate(reply.headers['memento-datetime']) ?? instantOf(DATED.exec(reply.url)?.[1] ?? '');

/** An archive said what it knows. */
export interface ArchiveAnswered<T> {
  readonly kind: 'answered';
  readonly value: T;
  /** What limits the answer, in one sentence: rows that made no sense, a list that was cut. */
  readonly note: string | null;
}

/** Nothing is known: the archive was down, slow, talked nonsense, or does not give this out. */
export interface Unavailable {
  readonly kind: 'unavailable';
  /** One sentence for people. */
  readonly reason: string;
}

/** What came of asking an archive. "It has none" is an answer; "it could not be asked" is not. */
export type ArchiveAnswer<T> = ArchiveAnswered<T> | Unavailable;

export const answered = <T>(value: T, note: string | null = null): ArchiveAnswered<T> => ({
  kind: 'answered',
  value,
  note,
});

export const unavailable = (reason: string): Unavailable => ({ kind: 'unavailable', reason });

export interface ArchiveAccess {
  send(request: ArchiveRequest): Promise<Answered | NoResponse | Unavailable>;
  /** Why no archive is asked any more, or null. */
  over(): Unavailable | null;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One service of one archive, asked one thing after the other. */
export interface CircuitBreaker {
  /** `understand` gives null for a reply that is no answer (a failure of the service); `unavailable` is a refusal, and none. */
  ask<T>(
    request: ArchiveRequest,
    understand: (reply: Answered) => ArchiveAnswer<T> | null,
  ): Promise<ArchiveAnswer<T>>;
}

/** Failures in a row after which a service is left alone. */
export const BREAKER_FAILURES = 3;
/** Milliseconds for which it is then left alone: longer than a run, shorter than the time until the next night. */
export const BREAKER_REST = 6 * 3_600_000;
/** Milliseconds that a service may make a night wait by its 429s and 503s in all. */
export const WAIT_BUDGET = 300_000;
/** Milliseconds after a 429 that names none: the Wayback Machine blocks clients that ignore one for a minute (edgi wayback #137). */
const COMPLAINT_PAUSE = 60_000;
/** Milliseconds before the second and last try to reach a host that could not be connected to. */
const SHORT_PAUSE = 1_000;
/** Milliseconds after other failures that may pass. */
const PAUSE = 5_000;

/** Opens a breaker whose requests start at least `gap` milliseconds apart. */
export function openCircuitBreaker(
  name: string,
  gap: number,
  { send, over, sleep, now }: ArchiveAccess,
): CircuitBreaker {
  const inTurn = pLimit(1);
  let readyAt = 0;
  let failures = 0;
  let patience = WAIT_BUDGET;
  let shut: { readonly until: number; readonly reason: string } | null = null;

  const attempt = async (request: ArchiveRequest) => {
    const wait = readyAt - now();
    if (wait > 0) await sleep(wait);
    readyAt = now() + gap;
    return send(request);
  };

  const fail = (what: string, forGood = false): Unavailable => {
    failures += 1;
    if (forGood || failures >= BREAKER_FAILURES)
      shut = { until: now() + BREAKER_REST, reason: what };
    return unavailable(`${name} ${what}.`);
  };

  /** Why the service is left alone now, or null. After its rest one more failure is enough to leave it alone again. */
  const restReason = (): string | null => {
    if (shut === null) return null;
    if (now() < shut.until) return shut.reason;
    shut = null;
    patience = WAIT_BUDGET;
    failures = BREAKER_FAILURES - 1;
    return null;
  };

  /** The reply to a request, or to its second try where a failure may pass and there is patience left for it. */
  const attemptTwice = async (request: ArchiveRequest) => {
    const first = await attempt(request);
    const pause = first.kind === 'unavailable' ? null : pauseAfter(first);
    if (pause === null) return { reply: first, isPatient: true };
    if (pause > patience) return { reply: first, isPatient: false };
    patience -= pause;
    await sleep(pause);
    return { reply: await attempt(request), isPatient: true };
  };

  const ask: CircuitBreaker['ask'] = async (request, understand) => {
    const reason = restReason();
    if (reason !== null) return unavailable(`${name} was not asked: it ${reason} earlier.`);
    const impatient = over();
    if (impatient !== null) return impatient;
    const { reply, isPatient } = await attemptTwice(request);
    if (reply.kind === 'unavailable') return reply;
    if (!isPatient) return fail(whatOf(reply), true);
    if (reply.kind === 'silence') return fail(whatOf(reply), reply.unreachable);
    if (isFailure(reply)) return fail(whatOf(reply));
    const understood = understand(reply);
    if (understood === null) return fail(`${whatOf(reply)}, which is no answer`);
    failures = 0;
    return understood;
  };
  return { ask: (request, understand) => inTurn(() => ask(request, understand)) };
}

const isFailure = (reply: Answered): boolean =>
  !isMemento(reply) && (reply.http === 429 || reply.http >= 500);

/** Milliseconds to wait before a second try; null when there is nothing to try again. */
function pauseAfter(reply: Answered | NoResponse): number | null {
  if (reply.kind === 'silence') {
    if (reply.slow) return null;
    return reply.unreachable ? SHORT_PAUSE : PAUSE;
  }
  if (!isFailure(reply)) return null;
  return reply.retryAfter ?? (reply.http === 429 ? COMPLAINT_PAUSE : PAUSE);
}

function whatOf(reply: Answered | NoResponse): string {
  if (reply.kind === 'silence') return reply.what;
  const type = reply.headers['content-type']?.split(';')[0];
  return `answered ${reply.http}${type === undefined ? '' : ` (${type})`}`;
}

/** One capture as an archive lists it. Plain JSON, so that it can be kept. */
export interface Memento {
  /** Where people look at it. */
  readonly url: string;
  /** The address that was captured, as the archive has it. */
  readonly original: string;
  /** ISO, to the second. */
  readonly at: string;
  /** What the publisher answered then; null when the list does not say. */
  readonly status: number | null;
  /** Media type, or null. */
  readonly type: string | null;
  /** SHA-1 of the payload in base32, as CDX has it, or null. Equal digests are equal bytes. */
  readonly digest: string | null;
  /** Bytes of the record, packed; absent where the list does not say. */
  readonly length?: number | undefined;
}

/** Oldest first. */
export const byTime = (a: Pick<Memento, 'at'>, b: Pick<Memento, 'at'>): number =>
  Number(a.at > b.at) - Number(a.at < b.at);

/** The digest of nothing: such a capture has no text to read and proves nothing. */
const EMPTY_DIGEST = '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ';

/** False for captures of errors, redirects and empty pages: they cannot carry a passage. */
export const isReadable = ({ status, digest }: Memento): boolean =>
  (status === null || (status >= 200 && status < 300)) && digest !== EMPTY_DIGEST;

/** `20240315093000` as ISO; null when it is no instant (real indexes have months 00 and hours 24). */
export function instantOf(timestamp: string): string | null {
  if (!/^\d{14}$/.test(timestamp)) return null;
  const iso = timestamp.replace(
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/,
    '$1-$2-$3T$4:$5:$6.000Z',
  );
  const read = new Date(iso);
  return !Number.isNaN(read.getTime()) && read.toISOString() === iso ? iso : null;
}

/** An ISO instant, or a partial date, as the digits that archives use. */
export const timestampOf = (iso: string): string => iso.replace(/\D/g, '').slice(0, 14);

/** An HTTP date as ISO, or null. */
export function httpDate(text: string | undefined): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** Where the Wayback Machine at `base` shows a capture to people. */
export const viewAddress = (base: string, at: string, original: string): string =>
  `${base}/web/${timestampOf(at)}/${original}`;

/** The date in the address of a capture, perhaps with a mode such as `id_`. */
const DATED = /\/(\d{14})(?:[a-z]{2}_)?\/(?=https?:)/;

/** Where an archive built like the Wayback Machine gives the captured bytes; other addresses are left as they are. */
export const rawAddress = (view: string): string => view.replace(DATED, '/$1id_/');

/** The other way round: where people look at what {@link rawAddress} gives. */
export const viewOf = (raw: string): string => raw.replace(/\/(\d{14})id_\/(?=https?:)/, '/$1/');

/** A capture as it was read: under the address and the date that the archive gave it, whatever was asked for. */
export function readAs(
  asked: Memento,
  {
    url,
    mementoDatetime: at,
    http: status,
  }: { url: string; mementoDatetime: string; http: number },
): Memento {
  const [, , original = asked.original] = url.split(DATED);
  return { url, original, at, status, type: null, digest: null };
}
