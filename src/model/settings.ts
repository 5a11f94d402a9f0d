import type { FailOn } from './finding.js';

/** curl's `--connect-to HOST1:PORT1:HOST2:PORT2`: requests for the first go to the second. Empty means any (or unchanged). */
export interface ConnectTo {
  readonly fromHost: string;
  readonly fromPort: string;
  readonly toHost: string;
  readonly toPort: string;
}

/** An Ed25519 key, both halves in base64url as RFC 8037 has them: `d` is the secret one. */
export interface SigningKey {
  readonly d: string;
  readonly x: string;
}

/** How requests are signed. */
export interface Signing {
  readonly key: SigningKey;
  /** The https origin at which the public half is published. */
  readonly agent: string;
}

/** How requests are sent. */
export interface FetchSettings {
  /** Requests under way at once, over all hosts. */
  readonly concurrency: number;
  /** Requests under way at once to one host. */
  readonly perHost: number;
  /** Milliseconds from the end of one request to a host to the start of the next. */
  readonly hostDelay: number;
  /** Milliseconds: for connecting, for the headers, and for each pause inside a body. */
  readonly timeout: number;
  /** Bytes of a body, unpacked, after which reading stops. */
  readonly maxBytes: number;
  /** Further tries after a failure that may pass. */
  readonly retries: number;
  readonly connectTo: readonly ConnectTo[];
  /** Certificate authorities to trust besides the system's, in PEM; null for none. */
  readonly ca: string | null;
  readonly proxy: string | null;
  /** Whether private and loopback addresses may be contacted. */
  readonly allowPrivate: boolean;
  readonly userAgent: string;
  /** Absent when requests are not signed. */
  readonly signing?: Signing | undefined;
}

/** The browser that shows pages which make their text by script. */
export interface BrowserChoice {
  /** Path of the program; null for the one that is found in the usual places. */
  readonly program: string | null;
}

/** Who is asked for time stamps of the evidence. */
export interface TsaSettings {
  /** Addresses of authorities (RFC 3161); none asks nobody. */
  readonly addresses: readonly string[];
  /** Roots that their signers must lead to, in PEM; null where none are known. */
  readonly roots: string | null;
}

/** What `check` was asked to do. */
export interface CheckSettings {
  /** Ids of the sources to look at; empty for all. */
  readonly only: readonly string[];
  readonly failOn: FailOn;
  /** Days since a citation was last read, after which it is stale. */
  readonly staleAfter: number;
  /** Failing days before a death is believed. */
  readonly confirm: number;
  /** Whether `robots.txt` is asked before a page. */
  readonly robots: boolean;
  /** Address of the web archive that is the second witness; null for none. */
  readonly archive: string | null;
  /** TimeGates (RFC 7089) of further archives. */
  readonly timegates: readonly string[];
  /** Null when no page is to be shown in a browser. */
  readonly browser: BrowserChoice | null;
  readonly fetch: FetchSettings;
}
