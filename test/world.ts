import { createHash } from 'node:crypto';
import type { MailMessage } from '../src/delivery/mail.js';
import type { Render } from '../src/model/capture.js';
import type { Fetch, FetchRequest, InLanes, Outcome, Traffic } from '../src/model/outcome.js';
import { createHear } from '../src/model/sanitized-text.js';
import type { CheckSettings, DeliveryResult } from '../src/model/settings.js';
import { ALL_FINDINGS, type Subscriber } from '../src/model/settings.js';
import type { Citation, Source, Watchlist } from '../src/model/watchlist.js';
import type { World } from '../src/night/world.js';
import { type Thought, thoughtIn } from '../src/pool/thought.js';
import { parseSettings } from '../src/settings/options.js';
import { openStore } from '../src/store/sqlite/sqlite.js';
import type { Store } from '../src/store/store.js';
import { limitConcurrency } from '../src/web/lane.js';
import { onThisThread } from './pool/on-this-thread.js';

/** What an address answers in the made-up world: a page's HTML, a status, or whatever else. */
export type Page = string | number | Partial<Outcome>;

/** A world of pages in a map, a store in memory, and a clock that tests set. */
export interface FakeWorld extends World {
  fetch: Fetch;
  render: Render | null;
  inLanes: InLanes;
  pages: Map<string, Page>;
  date: string;
  thought: Thought;
  readonly asked: FetchRequest[];
  /** Milliseconds of each pause that was made; what happens in one is for the test to say. */
  readonly pauses: number[];
  whilePaused: () => void;
  readonly published: Map<string, string>;
  readonly sent: MailMessage[];
  answerMail: () => DeliveryResult;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function answer(url: string, at: string, page: Page | undefined): Outcome {
  const base = { url, finalUrl: url, hops: [], requests: 1, received: 0, at, elapsed: 1 };
  if (typeof page === 'object')
    return { ...base, kind: 'answered', http: 200, headers: {}, body: null, ...page } as Outcome;
  const http = typeof page === 'number' ? page : page === undefined ? 404 : 200;
  const text =
    typeof page === 'string'
      ? page
      : '<!doctype html><title>Error</title><h1>Error</h1><p>Sorry.</p>';
  const bytes = new TextEncoder().encode(text);
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  return {
    ...base,
    kind: 'answered',
    http,
    headers,
    received: bytes.length,
    body: { bytes, sha256: sha256(bytes), truncated: false },
  };
}

/** What a server says, where no secret is known. */
export const said = createHear();

/** Readers who get everything, whenever there is something. */
export const readers = (to: readonly string[]): readonly Subscriber[] =>
  to.map((address) => ({ address, ...ALL_FINDINGS }));

export function fakeWorld(
  to: readonly string[] = ['volunteer@asylos.example'],
  store: Store = openStore(':memory:'),
): FakeWorld {
  let traffic: Traffic = { requests: 0, bytes: 0 };
  const world: FakeWorld = {
    pages: new Map(),
    date: '2025-10-01T02:00:00.000Z',
    asked: [],
    pauses: [],
    whilePaused: () => {},
    pause: async (ms) => {
      world.pauses.push(ms);
      world.whilePaused();
    },
    published: new Map(),
    sent: [],
    answerMail: () => ({ kind: 'sent', detail: said('250 ok') }),
    now: () => new Date(world.date),
    rules: () => 'rules of the test',
    hear: said,
    fetch: async (request) => {
      world.asked.push(request);
      const outcome = answer(request.url, world.date, world.pages.get(request.url));
      traffic = {
        requests: traffic.requests + outcome.requests,
        bytes: traffic.bytes + outcome.received,
      };
      return outcome;
    },
    render: null,
    inLanes: limitConcurrency(8),
    traffic: () => traffic,
    thought: thoughtIn(onThisThread),
    archive: null,
    evidence: null,
    get handedIn() {
      return world.evidence;
    },
    store,
    mail: {
      from: 'citewatch@asylos.example',
      readers: readers(to),
      leave: 'mailto:leave@asylos.example',
      mailer: {
        send: async (message, handOver) => {
          world.sent.push(message);
          await handOver?.();
          return world.answerMail();
        },
      },
    },
    tsa: null,
    webhook: null,
    publish: async (path, text) =>
      void world.published.set(
        path,
        typeof text === 'string'
          ? text
          : Buffer.concat(Array.from(text, (part) => Buffer.from(part))).toString(),
      ),
    close: () => store.close(),
  };
  return world;
}

export const settings = (raw: Parameters<typeof parseSettings>[0] = {}): CheckSettings =>
  parseSettings(raw, '0.0.0');

export const source = (id: string, more: Partial<Source> = {}): Source => ({
  id,
  publisher: 'The Publisher',
  title: `Title of ${id}`,
  url: `https://${id}.example/article`,
  published: null,
  lang: 'en',
  series: null,
  edition: null,
  copies: [],
  ...more,
});

export const citation = (
  n: number,
  of: string,
  text: string,
  more: Partial<Citation> = {},
): Citation => ({
  id: `R/${n}`,
  source: of,
  section: '1',
  accessed: '2025-09-20',
  page: null,
  cited: `Citation ${n}`,
  quotes: [{ text }],
  ...more,
});

export const watchlist = (
  sources: readonly Source[],
  citations: readonly Citation[] = [],
  more: Partial<Watchlist> = {},
): Watchlist => ({
  reports: [
    { id: 'R', title: 'China: a report', publisher: null, published: null, url: null, citations },
  ],
  sources,
  series: [],
  decisions: [],
  ...more,
});

const FILLER =
  'The authorities published figures for the year and observers in several provinces described how the measures were applied. ';

/** A page with a passage among enough prose to be a document. */
export const page = (passage: string, title = 'An article'): string =>
  `<!doctype html><html lang="en"><title>${title}</title><nav><a href="/">Home</a></nav><main><h1>${title}</h1><p>${FILLER.repeat(6)}</p><p>${passage}</p><p>${FILLER.repeat(4)}</p></main><footer>Contact</footer></html>`;
