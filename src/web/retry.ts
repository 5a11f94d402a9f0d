import robots from 'robots-parser';
import type { FetchSettings } from '../model/settings.js';
import type { Answer, Clock, Reply, Send, Spent } from './reply.js';

/** The backoff before the n-th retry (from 0): a random time of at most `base` x 2^n and never more than `most`, in milliseconds. Our choice. */
const BACK_OFF = { base: 500, most: 30_000 };

/**
 * The retry budget of a host in a run, in units of `retries`: a host that answers fifty sources with 500 is asked 50 + 3 x `retries` times,
 * not 50 x (1 + `retries`). Each good answer gives one retry back.
 */
const HOST_BUDGET = 3;

export const hostRetryBudget = ({ retries }: Pick<FetchSettings, 'retries'>): number =>
  HOST_BUDGET * retries;

/** Milliseconds before the n-th further try (from 0). */
export const backoffDelay = (tries: number, { random }: Pick<Clock, 'random'>): number =>
  random() * Math.min(BACK_OFF.most, BACK_OFF.base * 2 ** tries);

/** A reply to what was sent before as well: what both cost, since the first was sent. */
export const addCost = (before: Spent, last: Reply): Reply => ({
  ...last,
  requests: before.requests + last.requests,
  received: before.received + last.received,
  startedAt: before.startedAt,
});

const PASSING_STATUS: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** How many further tries a reply is worth: none for what will not be different in a minute. */
export function allowedRetries(reply: Reply, retries: number, now: number): number {
  if (reply.kind === 'answered') {
    const passing = PASSING_STATUS.has(reply.http) && (retryAfter(reply, now) ?? 0) <= LONGEST_WAIT;
    return passing ? retries : 0;
  }
  if (reply.isFinal) return 0;
  switch (reply.failure) {
    case 'connection':
    case 'cut-off':
      return retries;
    case 'dns':
      return reply.code === 'EAI_AGAIN' ? retries : 0;
    case 'timeout':
      // It has cost the whole time limit already; once more tells a hiccup from a habit.
      return Math.min(retries, 1);
    case 'tls':
    case 'encoding':
    case 'protocol':
    case 'redirect-loop':
    case 'refused-address':
    case 'refused-scheme':
    case 'bad-url':
      return 0;
  }
}

/** Retries with exponential backoff and full jitter, within a retry budget for each host. `Retry-After` is waited for in the lane below. */
export function retry(
  send: Send,
  settings: FetchSettings,
  clock: Clock,
  closing: AbortSignal,
): Send {
  const most = hostRetryBudget(settings);
  const budgets = new Map<string, number>();

  return async (ask) => {
    if (ask.once) return send(ask);
    const host = ask.url.hostname;
    const budget = () => budgets.get(host) ?? most;
    let reply = await send(ask);
    for (let tries = 0; ; tries++) {
      const worth = allowedRetries(reply, settings.retries, clock.now());
      if (worth === 0 && reply.kind === 'answered') budgets.set(host, Math.min(most, budget() + 1));
      if (tries >= worth || budget() === 0) return reply;
      budgets.set(host, budget() - 1);
      await clock.sleep(backoffDelay(tries, clock), closing);
      reply = addCost(reply, await send(ask));
    }
  };
}

/** Milliseconds for which a 429 or 503 asks to be left alone; null when it names no time. */
export const retryAfter = (reply: Reply, now: number): number | null =>
  isThrottled(reply) ? parseRetryAfter(reply.headers['retry-after'] ?? '', now) : null;

/** `Retry-After` (RFC 9110, 10.2.3) in milliseconds from `now`; some servers send fractions of seconds. Null for what names no time. */
function parseRetryAfter(value: string, now: number): number | null {
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const date = parseHttpDate(text, now);
  return date === null ? null : Math.max(0, date - now);
}

/**
 * True for the two statuses by which a server says that it is asked too much. Of a replayed capture the status is its
 * publisher's of that time (RFC 7089, 2.1.1), so it is no complaint of the archive's.
 */
export const isThrottled = (reply: Reply): reply is Reply & { kind: 'answered' } =>
  reply.kind === 'answered' &&
  (reply.http === 429 || reply.http === 503) &&
  reply.headers['memento-datetime'] === undefined;

/** Longest time that a run spends waiting for one host because of `Retry-After`: two minutes. */
export const LONGEST_WAIT = 120_000;

/** The package's types say that it has a default export; what it exports is the function itself. */
export const parseRobotsTxt = robots as unknown as typeof robots.default;

/** Bytes of a `robots.txt` that are read: as many as one must read at least (RFC 9309, 2.5). */
const MAX_ROBOTS_TXT = 500 * 1024;

export const robotsText = (bytes: Uint8Array): string =>
  new TextDecoder().decode(bytes.subarray(0, MAX_ROBOTS_TXT));

/** The longest `Crawl-delay` that is honoured, our choice: ten pages of a host that asks for more still take ten minutes. */
const MAX_CRAWL_DELAY = 60_000;

/**
 * Milliseconds that a host's `robots.txt` asks us to leave between two requests (`Crawl-delay`, which RFC 9309 leaves to others), at most
 * a minute. Null for any other page, and where it asks for none.
 */
export function crawlDelay(
  { pathname, href }: URL,
  { http, body }: Pick<Answer, 'http' | 'body'>,
  userAgent: string,
): number | null {
  if (pathname !== '/robots.txt' || http >= 300 || body === null) return null;
  const seconds = parseRobotsTxt(href, robotsText(body.bytes)).getCrawlDelay(userAgent);
  return seconds === undefined || !(seconds > 0) ? null : Math.min(seconds * 1000, MAX_CRAWL_DELAY);
}

/** `Sunday, 06-Nov-94 08:49:37 GMT`. */
const RFC_850 = /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\d\d)-(\w{3})-(\d\d) (\S{8}) GMT$/;
/** C's asctime: `Sun Nov  6 08:49:37 1994`. */
const ASCTIME = /^(\w{3}) (\w{3}) ( \d|\d\d) (\S{8}) (\d{4})$/;

/** From this many years ahead on, RFC 9110 reads a year of two digits as one of the past. */
const YEARS_AHEAD = 50;

/** An HTTP date of RFC 9110 as milliseconds since 1970; null for another text, a date that does not exist or a wrong weekday. */
export function parseHttpDate(text: string, now: number): number | null {
  const fixdate = asFixdate(text, new Date(now).getUTCFullYear());
  const time = Date.parse(fixdate);
  return !Number.isNaN(time) && new Date(time).toUTCString() === fixdate ? time : null;
}

/** A date in the form that RFC 9110, 5.6.7, prefers, as `toUTCString` writes it; another text as it is. */
function asFixdate(text: string, thisYear: number): string {
  const [, longDay, day850, month850, year850, time850] = RFC_850.exec(text) ?? [];
  if (longDay !== undefined) {
    const year = thisYear - (thisYear % 100) + Number(year850);
    return `${longDay.slice(0, 3)}, ${day850} ${month850} ${year - thisYear > YEARS_AHEAD ? year - 100 : year} ${time850} GMT`;
  }
  const [, day, month, date, time, year] = ASCTIME.exec(text) ?? [];
  return date === undefined
    ? text
    : `${day}, ${date.replace(' ', '0')} ${month} ${year} ${time} GMT`;
}
