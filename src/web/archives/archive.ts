import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { hostOf, isArchiveToday } from '../../model/address.js';
import type { Fetch } from '../../model/outcome.js';
import type { PartialDate } from '../../model/watchlist.js';
import { withTimeout } from '../reply.js';
import {
  type ArchiveAccess,
  answered,
  byTime,
  type CircuitBreaker,
  exchange,
  isReadable,
  type Memento,
  openCircuitBreaker,
  type Unavailable,
  unavailable,
} from './archive-client.js';
import { MEMENTO, UNTRUSTED } from './memento/timegate.js';
import type {
  AddressPattern,
  ArchivePlace,
  ArchiveProvider,
  Captures,
  ChosenArchives,
  SaveKeys,
} from './provider.js';
import { PYWB } from './pywb/pywb.js';
import { readMemento } from './replay.js';
import { WAYBACK } from './wayback/wayback.js';

/** The archives that can be asked, in the order in which they are. A new one is a folder here and a line of this list. */
const PROVIDERS: readonly ArchiveProvider[] = [WAYBACK, MEMENTO, PYWB];

export interface ArchiveSettings extends Partial<ChosenArchives> {
  /** Null when no captures can be made. */
  readonly save?: SaveKeys | null;
  /** Milliseconds for which a night waits for archives that give no answer, all together. */
  readonly patience?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}

/** Web archives as a second witness, one for a process, since the limits are kept here. Never rejects for what an archive does. */
export type Archive = ReturnType<typeof createArchive>;

/** Milliseconds between two requests to a service for which no archive names a gap: as between the Wayback Machine's captures. */
const DEFAULT_GAP = 125;

/** Opens the archives, which are asked through `fetch`: its limits are theirs. Nothing is asked yet. */
export function createArchive(fetch: Fetch, settings: ArchiveSettings) {
  const { wayback = 'https://web.archive.org', timegates = [], save = null } = settings;
  const { now = Date.now, sleep = (milliseconds) => pause(milliseconds) } = settings;
  const patience = patienceOf(settings.patience ?? ARCHIVE_PATIENCE, now);
  const access: ArchiveAccess = {
    send: (request) => patience.waitFor(() => exchange(fetch, request)),
    over: patience.over,
    sleep,
    now,
  };

  const breakers = new Map<string, CircuitBreaker>();
  const breakerFor = (host: string, service: string, gap = DEFAULT_GAP): CircuitBreaker => {
    const name = `${host} (${service})`;
    const breaker = breakers.get(name) ?? openCircuitBreaker(name, gap, access);
    breakers.set(name, breaker);
    return breaker;
  };
  const places = PROVIDERS.flatMap((provider) =>
    provider.addressesIn({ wayback, timegates }).map((base) => {
      const breaker: ArchivePlace['breaker'] = (service, host = hostOf(base)) =>
        breakerFor(host, service, provider.gaps[service]);
      return { provider, place: { base, breaker, sleep, now } };
    }),
  );
  const oneSave = pLimit(1);

  return {
    /** The first good capture of each address of a host that an index lists and that is spelt so. */
    addresses: (host: string, pattern: AddressPattern) =>
      fromAll(
        places.flatMap(({ provider: { addresses: ask }, place }) =>
          ask === undefined ? [] : [ask(place, host, pattern)],
        ),
      ),
    /** Every capture that the indexes list, oldest first, errors and redirects with them ({@link isReadable}). */
    captures: (url: string) =>
      fromAll(
        places.flatMap(({ provider: { index: ask }, place }) =>
          ask === undefined ? [] : [ask(place, url)],
        ),
      ),

    /** Captures around a date, found without the index. Empty when no archive has a readable one. */
    nearest: async (url: string, date: PartialDate) => {
      const at = spanOf(date)?.to;
      if (at === undefined) return unavailable(`“${date}” is no date.`);
      const ways = places.flatMap(({ provider: { nearest = [] }, place }) =>
        nearest.map((ask) => () => ask(place, url, at)),
      );
      return firstReadable(ways);
    },

    read: async (capture: Memento) =>
      isArchiveToday(capture.url)
        ? unavailable(UNTRUSTED)
        : readMemento(breakerFor(hostOf(capture.url), 'captures'), capture),

    save: async (url: string) => {
      const [capture] = places.flatMap(({ provider: { save: ask }, place }) =>
        ask === undefined ? [] : [(keys: SaveKeys) => ask(place, keys, url)],
      );
      return save === null || capture === undefined
        ? unavailable('No keys for Save Page Now are set.')
        : oneSave(() => capture(save));
    },
  };
}

/**
 * What all indexes list, oldest first; the note says which gave no answer. That there is nothing is known only when all have said so.
 */
async function fromAll(asked: readonly Promise<Captures>[]): Promise<Captures> {
  if (asked.length === 0) return unavailable('No archive with an index is set.');
  const answers = await Promise.all(asked);
  const found = answers.flatMap((answer) => (answer.kind === 'answered' ? answer.value : []));
  const notes = answers.map((answer) => (answer.kind === 'answered' ? answer.note : answer.reason));
  const note = notes.filter((one) => one !== null).join(' ');
  const isKnown = found.length > 0 || answers.every(({ kind }) => kind === 'answered');
  return isKnown ? answered(found.toSorted(byTime), note === '' ? null : note) : unavailable(note);
}

/** Asks one after the other until one has a readable capture. That there is none is known only when all have said so. */
async function firstReadable(ways: readonly (() => Promise<Captures>)[]): Promise<Captures> {
  const reasons: string[] = [];
  for (const ask of ways) {
    const answer = await ask();
    if (answer.kind === 'unavailable') reasons.push(answer.reason);
    else if (answer.value.some(isReadable)) return answer;
  }
  if (ways.length === 0) reasons.push('No archive is set.');
  return reasons.length > 0 ? unavailable(reasons.join(' ')) : answered([]);
}

/** Milliseconds for which archives that give no answer may keep a night waiting, all their requests together. */
const ARCHIVE_PATIENCE = 30_000;
/** Milliseconds after which there is patience again: longer than a night's run, shorter than the way to the next night. */
const RENEWED = 6 * 3_600_000;

/** The patience of one night with all archives together, in milliseconds; `now` in milliseconds since 1970. */
export function patienceOf(total: number, now: () => number) {
  let left = total;
  let lostAt = Number.NEGATIVE_INFINITY;
  const seconds = `${Math.round(total / 1000)} s`;
  return {
    /** Why nothing is asked any more, or null while there is patience left. */
    over(): Unavailable | null {
      if (now() - lostAt >= RENEWED) left = total;
      if (left > 0) return null;
      return unavailable(
        `No archive was asked: they kept this night waiting for ${seconds} without an answer.`,
      );
    },
    /** Waits for an answer as long as there is patience; what never came is taken from it. */
    async waitFor(ask: () => ReturnType<ArchiveAccess['send']>): ReturnType<ArchiveAccess['send']> {
      const [began, most] = [now(), left];
      const answer = await withTimeout(most, ask());
      if (answer !== null && answer.kind !== 'silence') return answer;
      left -= answer === null ? most : now() - began;
      lostAt = now();
      return (
        answer ?? {
          kind: 'silence',
          slow: true,
          unreachable: false,
          what: `gave no answer within ${seconds}`,
        }
      );
    },
  };
}

/** From the first to the last instant of a date that may be partial, ISO; null when it is no date. */
export function spanOf(date: PartialDate): { readonly from: string; readonly to: string } | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date) ?? [];
  if (year === undefined) return null;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const afterMonth = month ? Date.UTC(y, m + 1) : Date.UTC(y + 1, 0);
  const next = day ? Date.UTC(y, m, d + 1) : afterMonth;
  return { from: new Date(Date.UTC(y, m, d)).toISOString(), to: new Date(next - 1).toISOString() };
}

/**
 * The order in which captures are read for a citation until one carries the passage (docs/judging.md, 9): the last before the
 * day of access ended, the first after it, then further away on either side by turns; without that day, newest first.
 * Errors, redirects and empty pages are left out, and of equal digests all but the first to be read.
 */
export function readingOrder(
  captures: readonly Memento[],
  accessed: PartialDate | null,
): readonly Memento[] {
  const span = accessed === null ? null : spanOf(accessed);
  const readable = captures.filter(isReadable).toSorted(byTime);
  const before = readable.filter(({ at }) => span === null || at <= span.to).reverse();
  const after = readable.slice(before.length);
  const turns = Array.from({ length: Math.max(before.length, after.length) }, (_, i) =>
    [before[i], after[i]].filter((capture) => capture !== undefined),
  );

  const seen = new Set<string>();
  return turns.flat().filter(({ digest }) => {
    const known = digest !== null && seen.has(digest);
    if (digest !== null) seen.add(digest);
    return !known;
  });
}

/**
 * The proof that a page did not change across the day of access: the last readable capture before it and the first
 * after it have one digest, and nothing that the archive saw between them differs. It says nothing of
 * what the page carried: a bot wall, too, can stand unchanged. Null when there is no proof, which proves nothing.
 */
export function provesUnchanged(
  captures: readonly Memento[],
  accessed: PartialDate,
): { readonly before: Memento; readonly after: Memento } | null {
  const span = spanOf(accessed);
  if (span === null) return null;
  const sorted = captures.toSorted(byTime);
  const before = sorted.findLast((capture) => capture.at < span.from && isReadable(capture));
  const after = sorted.find((capture) => capture.at > span.to && isReadable(capture));
  if (!before?.digest || before.digest !== after?.digest) return null;
  // An index lists http, https and www together: their redirects to one another are no change of the page.
  const trifle = ({ status, original }: Memento) =>
    status !== null && status >= 300 && status < 400 && original !== before.original;
  const between = sorted.filter(({ at }) => at > before.at && at < after.at);
  const isUnchanged = between.every(
    (capture) => capture.digest === before.digest || trifle(capture),
  );
  return isUnchanged ? { before, after } : null;
}
