/** One redirect that was followed: the address that answered, and its status. */
export interface Hop {
  readonly url: string;
  readonly http: number;
}

/** What a server said of a body on an earlier night, sent back to ask "has it changed since?". */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** The address that it was said of; absent where that is the one that is asked. Of another address it says nothing. */
  readonly of?: string | undefined;
  /** The language that was asked for (BCP 47), where the answer says that it goes by that; absent where it does not. */
  readonly lang?: string | null | undefined;
}

/** One thing to ask of the web: a GET whose redirects are followed, unless it says otherwise. */
export interface FetchRequest {
  readonly url: string;
  /** Null asks for the body whatever it is. */
  readonly validators: Validators | null;
  /** What is posted. It is sent once, and its redirects are not followed: it goes to nobody else. */
  readonly post?: Posted | undefined;
  /** In place of the usual ones, names in lower case. They may be secret: no redirect takes them to another origin. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The language that is asked for before English (BCP 47): its own, where a site shows each reader another page. */
  readonly lang?: string | null | undefined;
  /** True when a redirect is the answer, for an asker who has rules of his own about following; `elsewhere` when one to another origin is. */
  readonly unfollowed?: boolean | 'elsewhere' | undefined;
  /** True where our signature is not shown: to those whom a page asks, and nobody cited. */
  readonly unsigned?: boolean | undefined;
  /** True for an asker who tries again himself. */
  readonly once?: boolean | undefined;
  /** True when only status and headers matter. */
  readonly headersOnly?: boolean | undefined;
}

/** The body of a POST, or of what else is said. */
export interface Posted {
  readonly method?: 'POST' | 'PUT' | 'PATCH' | undefined;
  /** Its media type. */
  readonly type: string;
  readonly body: string;
  /** True when `body` is bytes, in base64. */
  readonly base64?: true | undefined;
}

/** The door to the web, as those see it who are handed it. Rejects only after the door was closed. */
export type Fetch = (request: FetchRequest) => Promise<Outcome>;

/**
 * Does something for each of these things, each in the lane of the host that it asks first (`urlOf`; null asks none): begun
 * when the host's turn comes and a request may be sent, so that no more are under way than have something to do. Rejects with
 * the first error, after which no other is begun.
 */
export type InLanes = <T>(
  things: readonly T[],
  urlOf: (thing: T) => string | null,
  work: (thing: T) => Promise<void>,
) => Promise<void>;

/** What went over the wire so far. */
export interface Traffic {
  /** Requests that were sent: redirects, retries, and those that nobody answered. */
  readonly requests: number;
  /** Bytes of bodies received, unpacked. */
  readonly bytes: number;
}

/** The bytes of an answer, unpacked. */
export interface Body {
  readonly bytes: Uint8Array;
  /** SHA-256 of `bytes`, in hex. */
  readonly sha256: string;
  /** True when the answer was longer than the limit: `bytes` is its beginning, `sha256` that of all that was read. */
  readonly truncated: boolean;
}

/**
 * Why no usable answer came.
 * `refused-address`: a private or loopback address, not contacted. `refused-scheme`: not http or https.
 * `cut-off`: the connection ended inside the answer. `encoding`: the compressed body does not unpack.
 */
export type FailureKind =
  | 'dns'
  | 'connection'
  | 'tls'
  | 'timeout'
  | 'cut-off'
  | 'encoding'
  | 'protocol'
  | 'redirect-loop'
  | 'refused-address'
  | 'refused-scheme'
  | 'bad-url';

/** What a failure was, in facts. `host` may have a port. */
export type FailureCause =
  | {
      readonly kind:
        | 'unknown-name'
        | 'name-servers-silent'
        | 'connection-refused'
        | 'no-way'
        | 'long-headers'
        | 'broken-packing'
        | 'cut-off'
        | 'broken-off'
        | 'continued'
        | 'self-signed'
        | 'old-tls'
        | 'unknown-host'
        | 'wants-certificate'
        | 'no-https';
      readonly host: string;
    }
  /** `code` is the system's own. */
  | {
      readonly kind: 'unresolved' | 'no-common-cipher' | 'no-secure-connection';
      readonly host: string;
      readonly code: string;
    }
  | {
      readonly kind: 'no-connection' | 'no-answer' | 'stalled' | 'too-slow';
      readonly host: string;
      readonly seconds: number;
    }
  | ({ readonly kind: 'unasked-packing'; readonly host: string } & Packing)
  | { readonly kind: 'proxy-refused'; readonly host: string; readonly http: string }
  /** `said` are the words of a parser or of OpenSSL, in English. */
  | { readonly kind: 'not-http'; readonly host: string; readonly said: string }
  | ({ readonly kind: 'unaccepted'; readonly host: string; readonly said: string } & Issued)
  | ({
      readonly kind: 'untrusted' | 'incomplete-chain' | 'revoked' | 'wrong-purpose';
      readonly host: string;
    } & Issued)
  /** `on`: ISO day; null for one that cannot be read, absent where the certificate is not known. */
  | ({
      readonly kind: 'expired' | 'not-yet-valid';
      readonly host: string;
      readonly on?: string | null | undefined;
    } & Issued)
  /** The first names of the certificate, and how many more it has; empty where it is not known. */
  | {
      readonly kind: 'other-host';
      readonly host: string;
      readonly names: readonly string[];
      readonly more: number;
    };

/** Who issued a certificate by its own account: null where it names nobody, absent where it is not known. */
interface Issued {
  readonly issuer?: string | null | undefined;
}

/** How a body is packed that is not unpacked: as something unknown, or so many times over where so many at most are undone. */
export type Packing =
  | { readonly coding: string }
  | { readonly times: number; readonly most: number };

interface OutcomeBase {
  /** The address that was asked for. */
  readonly url: string;
  /** The redirects that were followed, in order, each as it answered. */
  readonly hops: readonly Hop[];
  /** How many requests were sent, redirects and retries counted. */
  readonly requests: number;
  /** Bytes of bodies received, unpacked. */
  readonly received: number;
  /** When the first request was sent, ISO. */
  readonly at: string;
  /** Milliseconds from the first request to the last byte. */
  readonly elapsed: number;
}

/** An X.509 certificate as a server showed it. */
export interface Certificate {
  /** Of `der`, in hex. */
  readonly sha256: string;
  readonly der: Uint8Array;
}

/** An encrypted connection. */
export interface Tls {
  /** `TLSv1.3` */
  readonly version: string;
  /** By its standard name: `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string;
  /** What was agreed to be spoken over it: `h2`, `http/1.1`; null when nothing was. */
  readonly protocol: string | null;
  /** What the server showed, its own first; empty where the connection was resumed and the whole one is forgotten. */
  readonly chain: readonly Certificate[];
}

/** How an answer with a body came. */
export interface Wire {
  /** When each request was sent, ISO: those of the redirects in their order, then the last. */
  readonly asked: readonly string[];
  /** The last request as it was sent: its line, and one line a header field. HTTP/2 is written as HTTP/1.1 would be. */
  readonly request: readonly string[];
  /** The address that was connected to; null where only a proxy knows it. */
  readonly ip: string | null;
  /** Null where nothing was encrypted. */
  readonly tls: Tls | null;
}

/** A server answered. Facts only: what it means is for judges. */
export interface Answered extends OutcomeBase {
  readonly kind: 'answered';
  /** Where the redirects ended. */
  readonly finalUrl: string;
  readonly http: number;
  /** Names in lower case; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Null for 304 and other answers that have none. */
  readonly body: Body | null;
  /** True for a 304 (not modified) to a request that did not ask whether anything was: of what it speaks nobody knows. */
  readonly unasked?: true | undefined;
  /** Milliseconds for which a 429 or 503 asks to be left alone; absent when it names no time. */
  readonly retryAfter?: number | undefined;
  /** Absent where no body was wanted, and in what was kept. */
  readonly wire?: Wire | undefined;
}

/** Nothing usable came. */
export interface Failed extends OutcomeBase {
  readonly kind: 'failed';
  readonly finalUrl: string;
  readonly failure: FailureKind;
  /** The system's own code, such as `ENOTFOUND` or `CERT_HAS_EXPIRED`. */
  readonly code: string | null;
  /** One sentence for people, in English. */
  readonly message: string;
  /** What the sentence says; absent in what was kept before, and where the sentence is another program's. */
  readonly cause?: FailureCause | undefined;
}

/** What a server did. */
export type Outcome = Answered | Failed;

/** True where the server says, as it was asked to, that nothing changed. */
export const saysUnchanged = (
  outcome: Pick<Answered, 'kind' | 'http' | 'unasked'> | Failed | null,
): boolean => outcome?.kind === 'answered' && outcome.http === 304 && outcome.unasked !== true;
