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
  readonly received: { readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>> };
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

/** What came of showing a page in a browser. */
export type Rendering = Rendered | { readonly kind: 'unrendered'; readonly why: Unrendered };

/** The browser, as those see it who are handed it. Null where this page is not to be shown; rejects only after it was closed. */
export type Render = (order: RenderOrder) => Promise<Rendering | null>;
