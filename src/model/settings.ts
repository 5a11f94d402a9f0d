import { decodePart, parseAddress } from './address.js';
import type { FailOn, FindingKind } from './finding.js';
import type { Language } from './languages.js';
import { UserError } from './problem.js';
import type { SanitizedText } from './sanitized-text.js';

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

export interface Signing {
  readonly key: SigningKey;
  /** The https origin at which the public half is published. */
  readonly agent: string;
}

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

export interface CheckSettings {
  /** Ids of the sources to look at; empty for all. */
  readonly only: readonly string[];
  readonly failOn: FailOn;
  /** Days since a citation was last read, after which it is stale. */
  readonly staleAfter: number;
  /** Failing days before a death is believed. */
  readonly confirm: number;
  /** Of a single look, which no night follows: seconds after which what was dead is asked again, 0 for never. Null in a night. */
  readonly againAfter: number | null;
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

/** Where a report is kept in a shared store. */
export interface SharedAddress {
  /** As PostgreSQL's clients read it. It may hold a password: it is never printed. */
  readonly url: string;
  /** The report's name; null where none is named. */
  readonly report: string | null;
  /** The same for people, without password. */
  readonly shown: string;
}

/** What a report may be called: letters, digits and `._-`, at most 100 of them, our choice. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;

/** True for the address of a shared store, and not the path of a file. */
export const isShared = (db: string): boolean => /^postgres(?:ql)?:\/\//u.test(db);

/** Reads `postgres://user:password@host:port/database#report`. Throws a `UserError`, without the password, where it makes no sense. */
export function parseShared(db: string): SharedAddress {
  const [url = '', name] = db.split('#', 2);
  // Without a host PostgreSQL's own environment variables say it, which an address of the web cannot.
  const parsed = parseAddress(url.replace(/^postgres(?:ql)?:\/\/(?=\/|$)/u, 'postgres://-'));
  const refuse = (message: string): never => {
    throw new UserError([{ file: describeStore(parsed, null), line: 0, column: 0, message }]);
  };
  if (parsed === null) refuse('is no address such as postgres://user@host/database');
  const report = name === undefined ? null : decodePart(name);
  if (report !== null && !NAME.test(report))
    refuse('a report’s name, behind the #, has letters, digits and ._- only, at most 100');
  return { url, report, shown: describeStore(parsed, report) };
}

/** What a store is called to people: a file by its path, a shared one without its password. */
export const storeDisplayName = (db: string): string => (isShared(db) ? parseShared(db).shown : db);

function describeStore(parsed: URL | null, report: string | null): string {
  if (parsed === null) return 'postgres://…';
  const host = parsed.host === '-' ? '' : parsed.host;
  const user = parsed.username === '' ? '' : `${parsed.username}@`;
  return `postgres://${user}${host}${parsed.pathname}${report === null ? '' : `#${report}`}`;
}

/** What of the findings a reader wants to hear; an empty list leaves out nothing. */
export interface Selection {
  /** Ids of reports. */
  readonly reports: readonly string[];
  /** Sections of reports; `7` stands for `7b` and `7.1` too. */
  readonly sections: readonly string[];
  readonly kinds: readonly FindingKind[];
}

/** How often a reader wants to hear of them, at the soonest: whole hours, in a time zone of the IANA's. */
export type DeliverySchedule =
  | { readonly every: 'night' }
  | { readonly every: 'day'; readonly hour: number; readonly timeZone: string }
  /** `weekday`: 0 for Sunday to 6. */
  | {
      readonly every: 'week';
      readonly weekday: number;
      readonly hour: number;
      readonly timeZone: string;
    };

export interface Subscription {
  readonly selection: Selection;
  readonly rhythm: DeliverySchedule;
}

/** Somebody to whom digests are sent by mail. */
export interface Subscriber extends Subscription {
  /** `Name <a@b>`, or `a@b` alone. */
  readonly address: string;
  /** Of their mails; absent for that of the reports. */
  readonly lang?: Language | undefined;
}

/** Everything, whenever there is something to tell. */
export const ALL_FINDINGS: Subscription = {
  selection: { reports: [], sections: [], kinds: [] },
  rhythm: { every: 'night' },
};

/** The names of the days, Sunday first, as `Date` counts them. */
export const WEEKDAYS = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;

/** What a webhook understands: JSON for a program of one's own, or one of the chat services. */
export const WEBHOOK_FORMATS = ['json', 'slack', 'matrix', 'ntfy'] as const;
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number];

export interface WebhookSettings {
  /** A secret: neither shown nor stored. Of Matrix, `https://…/_matrix/client/v3/rooms/ROOM/send/m.room.message`; of ntfy, the topic's. */
  readonly url: string;
  readonly format: WebhookFormat;
  /** With which JSON is signed; null for none. */
  readonly secret: string | null;
  /** Sent as `Authorization: Bearer …`; null for none. */
  readonly token: string | null;
}

/**
 * What became of a message.
 * `sent`: the server took it over. `refused`: it certainly did not; `permanent` when the same message would be refused
 * again. `unknown`: the connection ended after the message was handed over and before the answer, so it may have arrived.
 */
export type DeliveryResult =
  | { readonly kind: 'sent'; readonly detail: SanitizedText }
  | { readonly kind: 'refused'; readonly detail: SanitizedText; readonly permanent: boolean }
  | { readonly kind: 'unknown'; readonly detail: SanitizedText };
