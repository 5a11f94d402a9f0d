import pLimit from 'p-limit';
import { type ArchiveAnswer, type Unavailable, unavailable } from './answer.js';
import { type ArchiveReply, type ArchiveRequest, headerOf, isMemento, type Silence } from './exchange.js';

/** What a breaker needs of the world. */
export interface ArchiveAccess {
  send(request: ArchiveRequest): Promise<ArchiveReply | Silence | Unavailable>;
  /** Why no archive is asked any more, or null. */
  over(): Unavailable | null;
  sleep(milliseconds: number): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One service of one archive, asked one thing after the other. */
export interface CircuitBreaker {
  /**
   * Asks, and has the reply understood. `understand` gives null for a reply that is no answer at all, which counts as a
   * failure of the service; an `unavailable` from it is a definite refusal and does not.
   */
  ask<T>(
    request: ArchiveRequest,
    understand: (reply: ArchiveReply) => ArchiveAnswer<T> | null,
  ): Promise<ArchiveAnswer<T>>;
}

/** Failures in a row after which a service is left alone. */
export const FAILURES = 3;
/** Milliseconds for which it is then left alone: longer than a night's run, shorter than the way to the next night. */
export const REST = 6 * 3_600_000;
/** Milliseconds that a service may make a night wait, all its complaints together. */
export const WAIT_BUDGET = 300_000;
/** Milliseconds after a 429 that names none: the Wayback Machine blocks who ignores one for a minute (edgi wayback #137). */
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
    if (forGood || failures >= FAILURES) shut = { until: now() + REST, reason: what };
    return unavailable(`${name} ${what}.`);
  };

  const reopen = (): void => {
    shut = null;
    patience = WAIT_BUDGET;
    // One more failure is enough to shut it again.
    failures = FAILURES - 1;
  };

  const ask: CircuitBreaker['ask'] = async (request, understand) => {
    if (shut !== null && now() >= shut.until) reopen();
    if (shut !== null) return unavailable(`${name} was not asked: it ${shut.reason} earlier.`);

    const impatient = over();
    if (impatient !== null) return impatient;
    let reply = await attempt(request);
    if (reply.kind === 'unavailable') return reply;
    const pause = pauseAfter(reply);
    if (pause !== null) {
      if (pause > patience) return fail(whatOf(reply), true);
      patience -= pause;
      await sleep(pause);
      reply = await attempt(request);
      if (reply.kind === 'unavailable') return reply;
    }
    if (reply.kind === 'silence') return fail(whatOf(reply), reply.unreachable);
    if (isFailure(reply)) return fail(whatOf(reply));
    const understood = understand(reply);
    if (understood === null) return fail(`${whatOf(reply)}, which is no answer`);
    failures = 0;
    return understood;
  };
  return { ask: (request, understand) => inTurn(() => ask(request, understand)) };
}

const isFailure = (reply: ArchiveReply): boolean =>
  !isMemento(reply) && (reply.status === 429 || reply.status >= 500);

/** Milliseconds to wait before a second try; null when there is nothing to try again. */
function pauseAfter(reply: ArchiveReply | Silence): number | null {
  if (reply.kind === 'silence') return reply.slow ? null : reply.unreachable ? SHORT_PAUSE : PAUSE;
  if (!isFailure(reply)) return null;
  return reply.retryAfter ?? (reply.status === 429 ? COMPLAINT_PAUSE : PAUSE);
}

function whatOf(reply: ArchiveReply | Silence): string {
  if (reply.kind === 'silence') return reply.what;
  const type = headerOf(reply, 'content-type')?.split(';')[0];
  return `answered ${reply.status}${type === undefined ? '' : ` (${type})`}`;
}
