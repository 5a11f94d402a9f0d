import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { archiveToday, hostOf } from '../model/address.js';
import type { Fetch } from '../model/outcome.js';
import type { PartialDate } from '../model/partial-date.js';
import { type AddressPattern, searchAddresses } from './address-search.js';
import { type ArchiveAnswer, answered, unavailable } from './answer.js';
import { askAvailability } from './availability.js';
import { spanOf } from './choose.js';
import { type ArchiveAccess, type CircuitBreaker, openCircuitBreaker } from './circuit-breaker.js';
import { exchange } from './exchange.js';
import { type CaptureWindow, searchIndex } from './index-search.js';
import { isReadable, type Memento, timestampOf } from './memento.js';
import { ARCHIVE_PATIENCE, patienceOf } from './patience.js';
import { type CaptureReading, readMemento } from './read-memento.js';
import { type SaveKeys, savePage } from './save-page.js';
import { askTimeGate, UNTRUSTED } from './timegate.js';

/** Which archives are asked, and how. */
export interface ArchiveSettings {
  /** The Wayback Machine's address, or that of an archive built like it; null for none. */
  readonly wayback?: string | null;
  /** TimeGates (RFC 7089), each up to where the address is written, such as `https://timetravel.mementoweb.org/timegate/`. */
  readonly timegates?: readonly string[];
  /** Null when no captures can be made. */
  readonly save?: SaveKeys | null;
  /** Milliseconds for which a night waits for archives that give no answer, all together. */
  readonly patience?: number;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}

/**
 * Web archives as a second witness. Never rejects for what an archive does; what fails again and again is left alone
 * for the night. One for a process, since the limits are kept here.
 */
export interface Archive {
  /** Every capture that the index lists, oldest first, errors and redirects with them ({@link isReadable}). */
  captures(url: string, window?: CaptureWindow): Promise<ArchiveAnswer<readonly Memento[]>>;
  /** The first good capture of each address of a host that the index lists and that is spelt so. */
  addresses(host: string, pattern: AddressPattern): Promise<ArchiveAnswer<readonly Memento[]>>;
  /** Captures around a date, found without the index. Empty when no archive has a readable one. */
  nearest(url: string, date: PartialDate): Promise<ArchiveAnswer<readonly Memento[]>>;
  /** What a capture holds, as it was captured. */
  read(capture: Memento): Promise<ArchiveAnswer<CaptureReading>>;
  /** Makes a capture now. */
  save(url: string): Promise<ArchiveAnswer<Memento>>;
}

/**
 * Milliseconds between requests, from the limits of June 2026 at 80 % (edgi wayback 0.5.1): 30 index requests a
 * minute, 600 of captures. A saved page takes at least three requests, and an account may save seven a minute.
 */
const GAPS = { index: 2_500, captures: 125, availability: 2_500, 'Save Page Now': 3_000 } as const;
type Service = keyof typeof GAPS;

function accessThrough(fetch: Fetch, settings: ArchiveSettings): ArchiveAccess {
  const now = settings.now ?? Date.now;
  const patience = patienceOf(settings.patience ?? ARCHIVE_PATIENCE, now);
  return {
    send: (request) => patience.waitFor(() => exchange(fetch, request)),
    over: patience.over,
    sleep: settings.sleep ?? ((milliseconds) => pause(milliseconds)),
    now,
  };
}

/** Opens the archives, which are asked through `fetch`: its limits are theirs. Nothing is asked yet. */
export function createArchive(fetch: Fetch, settings: ArchiveSettings): Archive {
  const { wayback = 'https://web.archive.org', timegates = [], save = null } = settings;
  const base = wayback?.replace(/(?<!\/)\/+$/, '') ?? null;
  const access = accessThrough(fetch, settings);

  const breakers = new Map<string, CircuitBreaker>();
  const breakerFor = (host: string, service: Service = 'captures'): CircuitBreaker => {
    const name = `${host} (${service})`;
    const breaker = breakers.get(name) ?? openCircuitBreaker(name, GAPS[service], access);
    breakers.set(name, breaker);
    return breaker;
  };
  const index = async <T>(
    ask: (breaker: CircuitBreaker, at: string) => Promise<ArchiveAnswer<T>>,
  ): Promise<ArchiveAnswer<T>> =>
    base === null
      ? unavailable('No archive with an index is set.')
      : ask(breakerFor(hostOf(base), 'index'), base);
  const oneSave = pLimit(1);

  return {
    addresses: (host, pattern) => index((breaker, at) => searchAddresses(breaker, at, host, pattern)),
    captures: (url, window = {}) => index((breaker, at) => searchIndex(breaker, at, url, window)),

    nearest: async (url, date) => {
      const at = spanOf(date)?.to;
      if (at === undefined) return unavailable(`“${date}” is no date.`);
      const own =
        base === null ? [] : [() => askAvailability(breakerFor(hostOf(base), 'availability'), base, url, at)];
      // The raw mode negotiates as well, and does not hide archived redirects as view mode does.
      const gates = [...(base === null ? [] : [`${base}/web/${timestampOf(at)}id_/`]), ...timegates];
      return firstReadable([...own, ...gates.map((gate) => () => askTimeGate(breakerFor, gate, url, at))]);
    },

    read: async (capture) =>
      archiveToday(capture.url)
        ? unavailable(UNTRUSTED)
        : readMemento(breakerFor(hostOf(capture.url)), capture),

    save: async (url) =>
      base === null || save === null
        ? unavailable('No keys for Save Page Now are set.')
        : oneSave(() => savePage(breakerFor(hostOf(base), 'Save Page Now'), base, save, url, access)),
  };
}

/** Asks one after the other until one has a readable capture. That there is none is known only when all have said so. */
async function firstReadable(
  asks: readonly (() => Promise<ArchiveAnswer<readonly Memento[]>>)[],
): Promise<ArchiveAnswer<readonly Memento[]>> {
  const reasons: string[] = [];
  for (const ask of asks) {
    const answer = await ask();
    if (answer.kind === 'unavailable') reasons.push(answer.reason);
    else if (answer.value.some(isReadable)) return answer;
  }
  if (asks.length === 0) reasons.push('No archive is set.');
  return reasons.length > 0 ? unavailable(reasons.join(' ')) : answered([]);
}
