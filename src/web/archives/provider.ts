import type { Hear } from '../../model/sanitized-text.js';
import type { PartialDate } from '../../model/watchlist.js';
import type { ArchiveAccess, ArchiveAnswer, CircuitBreaker, Memento } from './archive-client.js';

/** What an archive has of an address. */
export type Captures = ArchiveAnswer<readonly Memento[]>;

/** An archive at one of its addresses, and what it is asked through. */
export interface ArchivePlace extends Pick<ArchiveAccess, 'sleep' | 'now'> {
  /** As the settings name it. */
  readonly base: string;
  /** The breaker of a service at this archive's host, or at another to which it leads. */
  breaker(service: string, host?: string): CircuitBreaker;
}

/** An archive that can be asked: which addresses of it the settings choose, and each question that it can answer. */
export interface ArchiveProvider {
  /** Milliseconds between two requests to each of its services. */
  readonly gaps: Readonly<Record<string, number>>;
  /** Where the settings have it asked; empty where they do not choose it. */
  addressesIn(settings: ChosenArchives): readonly string[];
  /** Every capture of an address, oldest first, errors and redirects with them ({@link isReadable}). */
  index?(place: ArchivePlace, url: string): Promise<Captures>;
  /** The first good capture of each address of a host and its subdomains that is spelt so. */
  addresses?(place: ArchivePlace, host: string, pattern: AddressPattern): Promise<Captures>;
  /** How captures around an instant (ISO) are found without an index: one way after the other. Empty when it has none. */
  readonly nearest?: readonly ((
    place: ArchivePlace,
    url: string,
    at: string,
  ) => Promise<Captures>)[];
  /** Captures an address now, and waits for it. */
  save?(place: ArchivePlace, keys: SaveKeys, url: string): Promise<ArchiveAnswer<Memento>>;
}

/** The archives that the settings choose. */
export interface ChosenArchives {
  /** The address of the Wayback Machine, or of an archive built like it; null for none. */
  readonly wayback: string | null;
  /** TimeGates (RFC 7089), each up to where the address is written, such as `https://timetravel.mementoweb.org/timegate/`. */
  readonly timegates: readonly string[];
}

export interface AddressPattern {
  /** Found in the address: a regular expression as the index reads it (Java's). */
  readonly containing: string;
  /** The first day of the captures, as precise as it is written. */
  readonly from?: PartialDate | undefined;
}

/** Keys of an account that may have pages captured. */
export interface SaveKeys {
  readonly key: string;
  readonly secret: string;
  /** Hears what the archive says; by default it knows the keys. */
  readonly hear?: Hear | undefined;
}
