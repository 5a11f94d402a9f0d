import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressKey } from '../../../src/model/address.js';
import { closest, listCdxj, listIndex } from './loopback-index.js';
import { replay } from './loopback-replay.js';
import { savePageNow } from './loopback-save.js';
import { keep, type LoopbackCapture, reply, type Shelf } from './loopback-shelf.js';

export type { LoopbackCapture } from './loopback-shelf.js';

/** What an archive does: list as the Wayback Machine does and as pywb, tell the nearest, replay and negotiate, capture. */
export type ArchiveService = 'cdx' | 'cdxj' | 'available' | 'web' | 'save';

/** How a service behaves: as it should, or as it sometimes does. */
export type Manner =
  | { readonly kind: 'well' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      /** Answers after which it is well again; for ever unless said. */
      readonly times?: number;
    }
  /** Takes the request and never answers. */
  | { readonly kind: 'silent' }
  /** An error page with status 200. */
  | { readonly kind: 'nonsense' };

/** What a loopback archive holds and how it behaves. */
export interface LoopbackOptions {
  readonly captures?: readonly LoopbackCapture[];
  readonly manners?: Partial<Record<ArchiveService, Manner>>;
  /** Addresses whose owners had them excluded. */
  readonly excluded?: readonly string[];
  /** What Save Page Now finds at an address; null when nothing answers there. */
  readonly live?: (url: string) => Omit<LoopbackCapture, 'url' | 'at'> | null;
  /** Keys that Save Page Now accepts, as `key:secret`. */
  readonly keys?: string;
  /** The account's captures under way, of today, and of today at most. */
  readonly account?: {
    readonly available: number;
    readonly daily_captures: number;
    readonly daily_captures_limit: number;
  };
  /** When a saved capture is made, ISO. */
  readonly now?: () => string;
}

/** An archive on loopback that speaks as the Wayback Machine does (CDX, availability, replay, TimeGate, Save Page Now), and below `/wayback/` as Arquivo.pt. */
export interface LoopbackArchive {
  /** For `wayback`: `http://127.0.0.1:port`. */
  readonly base: string;
  /** For `timegates`. */
  readonly timegate: string;
  /** Every request so far: method and path. */
  readonly requests: readonly string[];
  /** Adds captures while it runs. */
  add(...captures: readonly LoopbackCapture[]): void;
  /** Changes the manners of some services. */
  behave(manners: Partial<Record<ArchiveService, Manner>>): void;
  close(): Promise<void>;
}

type ServiceManners = Partial<Record<ArchiveService, Manner>>;

/** Starts an archive on a free port of 127.0.0.1. */
export async function startArchive(options: LoopbackOptions = {}): Promise<LoopbackArchive> {
  const requests: string[] = [];
  const manners: ServiceManners = { ...options.manners };
  const excluded = new Set((options.excluded ?? []).map(addressKey));
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const service = serviceOf(request.url ?? '');
    if (service === null) reply(response, 404, 'text/html', '<h1>Not found</h1>');
    else if (!misbehave(manners, service, response)) void serve[service](request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const shelf: Shelf = { base, kept: [], isExcluded: (url) => excluded.has(addressKey(url)) };
  const add = (...captures: readonly LoopbackCapture[]) => {
    shelf.kept.push(...captures.map(keep));
    shelf.kept.sort((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
  };
  add(...(options.captures ?? []));
  const serve: Record<
    ArchiveService,
    (request: IncomingMessage, response: ServerResponse) => unknown
  > = {
    cdx: (request, response) => listIndex(shelf, request, response),
    cdxj: (request, response) => listCdxj(shelf, request, response),
    available: (request, response) => closest(shelf, request, response),
    web: (request, response) => replay(shelf, request, response),
    save: savePageNow(shelf, options, add),
  };

  return {
    base,
    timegate: `${base}/web/`,
    requests,
    add,
    behave: (changed) => void Object.assign(manners, changed),
    close: async () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Plays a service's bad manners; false when it has none, so that the request is still to be served. */
function misbehave(
  manners: ServiceManners,
  service: ArchiveService,
  response: ServerResponse,
): boolean {
  const manner = manners[service] ?? { kind: 'well' };
  switch (manner.kind) {
    case 'well':
      return false;
    case 'silent':
      return true;
    case 'nonsense':
      reply(
        response,
        200,
        'text/html',
        '<title>Internet Archive</title><h1>Temporarily Offline</h1>',
      );
      return true;
    case 'status': {
      const left = manner.times ?? Infinity;
      if (left === 0) return false;
      manners[service] = { ...manner, times: left - 1 };
      if (manner.retryAfter !== undefined) response.setHeader('retry-after', manner.retryAfter);
      reply(response, manner.status, 'text/html', `<h1>${manner.status}</h1>`);
      return true;
    }
  }
}

function serviceOf(path: string): ArchiveService | null {
  if (path.startsWith('/cdx/search/cdx?')) return 'cdx';
  if (path.startsWith('/wayback/available?')) return 'available';
  if (path.startsWith('/wayback/cdx?')) return 'cdxj';
  if (path.startsWith('/wayback/')) return 'web';
  if (path.startsWith('/web/')) return 'web';
  return /^\/save(?:\/|$|\?)/.test(path) ? 'save' : null;
}
