/**
 * Why a capture is not sound evidence. `damaged`: it would not open again as it was kept, or its records say something else
 * (`how`, in a few words); `again`: the bytes were kept a second time, and that capture opens. `truncated`: the document was longer than
 * the limit, and its end is missing. `other-text`: read again from the disk, another text comes out.
 */
export type CaptureFault =
  | { readonly kind: 'damaged'; readonly how: string; readonly again: boolean }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'other-text' };

/** The bad captures of a night: how many, and those that are named, by the id of the source or the address of a page that no report cites. */
export interface BadCaptures {
  readonly count: number;
  readonly named: readonly { readonly subject: string; readonly fault: CaptureFault }[];
}

/** What a thing that no server sent was kept for. */
export const RESOURCE_ROLES = ['rendered', 'screenshot', 'handed-in'] as const;

/** `rendered`: what a page's scripts made of it in a browser, as HTML; `screenshot`: what it looked like there; `handed-in`: a file that a person saved. */
export type ResourceRole = (typeof RESOURCE_ROLES)[number];

/** How web archives set such a thing apart from what a server sent for the address: `urn:view:` is what their crawlers write. */
const PREFIXES: Readonly<Record<ResourceRole, string>> = {
  rendered: 'urn:rendered:',
  screenshot: 'urn:view:',
  'handed-in': 'urn:handed-in:',
};

/** The name of such a thing, by its role and the address that it is of: never that address itself. */
export const resourceUri = (role: ResourceRole, url: string): string =>
  `${PREFIXES[role]}${url.replace(/#.*$/su, '')}`;

/**
 * What a page asked for in a browser and was not given, and on which its text may rest: a request that would change something (all but
 * GET), a lasting connection, a private or local address, what `robots.txt` closes, what came with an error, broken off or not at all, what
 * another origin would first have to allow (a header of the page's choice), more of other origins than one page may ask.
 */
export type Wanted =
  | 'post'
  | 'socket'
  | 'private'
  | 'robots'
  | 'failed'
  | 'other-window'
  | 'preflight'
  | 'foreign-budget';

/** Why a browser showed nothing of a page that can be read. */
export type Unrendered =
  /** None was found in the usual places. */
  | { readonly kind: 'no-browser' }
  /** It did not start; `message` is the first words of its driver. */
  | { readonly kind: 'no-start'; readonly message: string }
  /** Its sandbox cannot be had on this machine. */
  | { readonly kind: 'no-sandbox' }
  | { readonly kind: 'crashed' }
  /** The page gave no answer for so many seconds. */
  | { readonly kind: 'hung'; readonly seconds: number }
  /** It took more memory than one page may. */
  | { readonly kind: 'memory'; readonly megabytes: number }
  /** What it made is larger than is read. */
  | { readonly kind: 'too-large' }
  /** It shows next to no text there either; `wanted` where it asked for something in vain. */
  | { readonly kind: 'still-empty'; readonly wanted?: readonly Wanted[] | undefined }
  /** It led to where nothing could be shown. */
  | { readonly kind: 'led-away' };

/** A page that a browser is to show. */
export interface RenderOrder {
  /** Where it was found. */
  readonly url: string;
  /** The page as it was received: it is not asked for again. */
  readonly received: {
    readonly bytes: Uint8Array;
    readonly headers: Readonly<Record<string, string>>;
  };
  readonly lang: string | null;
  /** Whether an address may be asked for, besides what the door to the web refuses; `foreign` where it is of another origin than the page's. */
  readonly may: (url: string, foreign: boolean) => Promise<boolean>;
}

/** How far a page got in a browser. */
export interface RenderState {
  /** False when it was still at work when its time, or its requests, came to an end. */
  readonly settled: boolean;
  /** What it asked for in vain. */
  readonly wanted: readonly Wanted[];
  /** How many of its requests were refused for that; absent for none, and in what was kept before it was counted. */
  readonly refused?: number | undefined;
  /** True when the browser ran without its sandbox; absent when it had one. */
  readonly unsandboxed?: true | undefined;
}

/** A page as its scripts left it. */
export interface Rendered extends RenderState {
  readonly kind: 'rendered';
  /** When it was read, ISO. */
  readonly at: string;
  /** Where the page was in the end: its scripts may lead on. */
  readonly url: string;
  /** What the page had become, as HTML. */
  readonly html: Uint8Array;
  /** What it looked like, as PNG; null when no picture could be taken. */
  readonly screenshot: Uint8Array | null;
  /** Name and version of the browser. */
  readonly by: string;
}

export type Rendering = Rendered | { readonly kind: 'unrendered'; readonly why: Unrendered };

/** The browser, as those see it who are handed it. Null where this page is not to be shown; rejects only after it was closed. */
export type Render = (order: RenderOrder) => Promise<Rendering | null>;

/** Something in the evidence that is not as it was written, and the capture that it happened to, as far as it is known. */
export interface EvidenceProblem {
  /** The capture's line in the log. */
  readonly n?: number | undefined;
  readonly subject?: string | undefined;
  readonly url?: string | undefined;
  /** When it was captured, ISO. */
  readonly at?: string | undefined;
  readonly file?: string | undefined;
  /** Where its records begin in the file, in bytes. */
  readonly offset?: number | undefined;
  readonly message: string;
}

/** The latest line of a chain of evidence when a run ended, as a shared store notes it down. */
export interface NotedChainTip {
  /** SHA-256 of the chain's first line: what it is known by, wherever it lies. */
  readonly chain: string;
  /** The line's number, and its SHA-256. */
  readonly n: number;
  readonly sha256: string;
  readonly run: number;
  /** ISO. */
  readonly at: string;
  /** Where it was written: the name of the machine, and the path there. */
  readonly machine: string;
  readonly folder: string;
}
