/** What one page may cost in the browser. */
export interface RenderLimits {
  /** Milliseconds after which what is there is read. */
  readonly time: number;
  /** Milliseconds for which nothing may be asked for, and nothing change, before it is taken to be done. */
  readonly still: number;
  /** Requests that it may send. */
  readonly requests: number;
  /** Bytes that it may receive. */
  readonly bytes: number;
  /** Elements that it may make. */
  readonly elements: number;
  /** Characters of what it became, as HTML. */
  readonly characters: number;
  /** Bytes of memory that its process may take. */
  readonly memory: number;
  /** What it may ask of other origins: hosts, requests to each of them, and those that all pages of a night may send to one. */
  readonly foreign: { readonly hosts: number; readonly requests: number; readonly night: number };
}

/** Milliseconds: at a pause of a second between two requests to one host, time for some forty of them. Our choice. */
const TIME = 60_000;
/** Our choice: longer than a script takes to draw what it has received. */
const STILL = 1500;
/** Requests for scripts, styles and data of one page, our choice: the median site asks for some forty. */
const REQUESTS = 150;
/** 50 MiB of scripts, styles and data, unpacked, our choice. */
const BYTES = 50 * 1024 ** 2;
/** Elements, our choice: a report of five hundred pages has some tens of thousands. */
const ELEMENTS = 200_000;
/** As many as the 20 MiB of a document that is asked for, our choice. */
const CHARACTERS = 20 * 1024 ** 2;
/** 1 GiB, our choice: a page that makes text by script takes a tenth of it. */
const MEMORY = 1024 ** 3;
/**
 * Our choice: a page that makes its text has its scripts and its data on a few hosts, some forty requests to the busiest; fifty such pages of one
 * report may share one. At a second between two requests the busiest host is asked for half an hour of a night, and never faster.
 */
const FOREIGN = { hosts: 10, requests: 40, night: 2_000 };

/** The limits of every page. */
export const RENDER_LIMITS: RenderLimits = {
  time: TIME,
  still: STILL,
  requests: REQUESTS,
  bytes: BYTES,
  elements: ELEMENTS,
  characters: CHARACTERS,
  memory: MEMORY,
  foreign: FOREIGN,
};
