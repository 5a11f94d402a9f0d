import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What Zotero keeps of an item or a note, but for its key and its version. */
interface LoopbackData {
  itemType: string;
  parentItem?: string;
  note?: string;
  tags: readonly { readonly tag: string; readonly type?: number }[];
  deleted?: boolean;
}

export interface LoopbackItem {
  version: number;
  readonly data: LoopbackData;
}

/** Zotero's Web API, version 3, on loopback, as far as `citewatch zotero` uses it (www.zotero.org/support/dev/web_api/v3). */
export interface LoopbackZotero {
  readonly port: number;
  /** The items of each library by key; a test may put others there. */
  readonly libraries: Map<string, Map<string, LoopbackItem>>;
  /** Libraries that the key may only read. */
  readonly readOnly: Set<string>;
  /** `POST groups/1/items`, one for each request. */
  readonly requests: string[];
  /** How the next requests are answered, with the key repeated, in place of what was asked; null answers as ever. */
  readonly answers: ([status: number, headers: Record<string, string>] | null)[];
  /** Sent with every answer. */
  headers: Record<string, string>;
  /** Called when a request came, before anything is done. */
  before: (request: string) => void;
  /** True to end the connection in place of an answer, when what was asked was done. */
  cutOff: (request: string) => boolean;
  /** A person, or a program of theirs, changes an item. */
  change(library: string, key: string, data: Partial<LoopbackData>): void;
  readonly close: () => Promise<void>;
}

type Reply = readonly [status: number, body: unknown];
type Written = Partial<LoopbackData> & { readonly key?: string; readonly version?: number };

/** Keys of a read and objects of a write, at most. */
const MOST = 50;
/** Characters of a note, at most. */
const LONGEST_NOTE = 250_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += piece;
  return text;
}

/** Starts it for the user 7, whose key this is, with the libraries that are named. */
export async function startLoopbackZotero(
  key: string,
  libraries: readonly string[],
): Promise<LoopbackZotero> {
  let version = 100;

  const read = (items: Map<string, LoopbackItem>, query: URLSearchParams): Reply => {
    const keys = (query.get('itemKey') ?? '').split(',');
    if (keys.length > MOST) return [400, `Cannot specify more than ${MOST} item keys`];
    const found = keys.flatMap((one) => {
      const item = items.get(one);
      const isShown = item && (item.data.deleted !== true || query.get('includeTrashed') === '1');
      if (!isShown) return [];
      const { deleted, ...data } = item.data;
      // It says 1 where something is in the trash, and nothing where it is not.
      const shown = {
        ...data,
        ...(deleted ? { deleted: 1 } : {}),
        key: one,
        version: item.version,
      };
      return [{ key: one, version: item.version, library: {}, links: {}, meta: {}, data: shown }];
    });
    return [200, found.slice(0, Number(query.get('limit') ?? 25))];
  };

  const refusal = (
    items: Map<string, LoopbackItem>,
    { key: one, version: at, ...data }: Written,
  ): Reply | null => {
    const item = items.get(one ?? '');
    if (item === undefined && (at ?? 0) > 0) return [404, `Item ${one} does not exist`];
    if (item !== undefined && at === undefined) return [428, 'Item version must be provided'];
    if (item !== undefined && at !== item.version)
      return [
        412,
        `Item has been modified since specified version (expected ${at}, found ${item.version})`,
      ];
    if (item === undefined && data.itemType === undefined)
      return [400, "'itemType' property not provided"];
    if (data.parentItem !== undefined && !items.has(data.parentItem))
      return [409, `Parent item ${data.parentItem} not found`];
    if ((data.note ?? '').length > LONGEST_NOTE) return [413, 'Note is too long'];
    return null;
  };

  const write = (items: Map<string, LoopbackItem>, all: readonly Written[]): Reply => {
    if (all.length > MOST) return [413, `Cannot add more than ${MOST} items at a time`];
    const answer = { successful: {}, success: {}, unchanged: {}, failed: {} } as Record<
      string,
      Record<string, unknown>
    >;
    version += 1;
    for (const [at, one] of all.entries()) {
      const refused = refusal(items, one);
      const { key: named = `NEW2345${at}`, version: _, ...data } = one;
      if (refused !== null) {
        const [code, message] = refused;
        (answer.failed as Record<string, unknown>)[at] = { key: named, code, message };
        continue;
      }
      // What is not named stays as it is.
      const before = items.get(named)?.data ?? { itemType: 'note', tags: [] };
      items.set(named, { version, data: { ...before, ...data } });
      (answer.success as Record<string, unknown>)[at] = named;
      (answer.successful as Record<string, unknown>)[at] = { key: named, version };
    }
    return [200, answer];
  };

  const answer = (request: IncomingMessage, url: URL, body: string): Reply => {
    const { method, headers } = request;
    if (headers['zotero-api-version'] !== '3') return [400, 'Another version was asked for'];
    if (headers['zotero-api-key'] !== key)
      return [403, headers['zotero-api-key'] ? 'Invalid key' : 'Forbidden'];
    if (url.pathname === '/keys/current')
      return [200, { key, userID: 7, username: 'ana', access: {} }];
    const [, library = ''] = /^\/((?:users|groups)\/\d+)\/items$/u.exec(url.pathname) ?? [];
    const items = zotero.libraries.get(library);
    if (items === undefined) return [404, 'Not found'];
    if (method === 'GET') return read(items, url.searchParams);
    if (zotero.readOnly.has(library)) return [403, 'Write access denied'];
    return write(items, JSON.parse(body));
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await bodyOf(request);
    const name = `${request.method} ${url.pathname.slice(1)}`;
    zotero.before(name);
    zotero.requests.push(name);
    const [status, headers] = zotero.answers.shift() ?? [null, {}];
    const [code, said] = status === null ? answer(request, url, body) : [status, `Not now, ${key}`];
    if (zotero.cutOff(name)) {
      request.socket.destroy();
      return;
    }
    const type = typeof said === 'string' ? 'text/plain' : 'application/json';
    response.writeHead(code, {
      'content-type': type,
      'last-modified-version': version,
      ...zotero.headers,
      ...headers,
    });
    response.end(typeof said === 'string' ? said : JSON.stringify(said));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const zotero: LoopbackZotero = {
    port: (server.address() as AddressInfo).port,
    libraries: new Map(libraries.map((library) => [library, new Map()])),
    readOnly: new Set(),
    requests: [],
    answers: [],
    headers: {},
    before: () => {},
    cutOff: () => false,
    change: (library, one, data) => {
      const items = zotero.libraries.get(library);
      const before = items?.get(one)?.data ?? { itemType: 'report', tags: [] };
      version += 1;
      items?.set(one, { version, data: { ...before, ...data } });
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return zotero;
}
