import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface LoopbackIssue {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  readonly labels: readonly string[];
  readonly user: { readonly type: string };
  readonly author_association: string;
  readonly pull_request?: object;
}

/** GitHub's issues on loopback, as far as the nightly job uses them. */
export interface LoopbackGithub {
  readonly port: number;
  /** In the order in which they were opened; a test may put others there. */
  readonly issues: LoopbackIssue[];
  readonly comments: { readonly issue: number; readonly body: string }[];
  /** `POST /issues`, one for each request that was done. */
  readonly requests: string[];
  /** So many of the next requests are turned away by the secondary rate limit. */
  turnAway: number;
  /** Held up before a request is answered. */
  pause: (request: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const HOME = '/repos/asylos/reports';
/** Characters of a body, above which GitHub answers 422. */
const LONGEST_BODY = 65_536;

type Reply = readonly [status: number, json: unknown, headers?: Record<string, string>];

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const piece of request) text += piece;
  return text === '' ? {} : JSON.parse(text);
}

/** Starts it for `asylos/reports`, to be written with this token; it gives so many issues a page at most. */
export async function startLoopbackGithub(token: string, mostPerPage = 100): Promise<LoopbackGithub> {
  const said = (status: number, message: string): Reply => [status, { message }];
  const list = (query: URLSearchParams): Reply => {
    const size = Math.min(mostPerPage, Number(query.get('per_page') ?? 30));
    const page = Number(query.get('page') ?? 1);
    const found = github.issues.filter(
      ({ labels, state }) =>
        labels.includes(query.get('labels') ?? '') &&
        (query.get('state') === 'all' || state === (query.get('state') ?? 'open')),
    );
    query.set('page', `${page + 1}`);
    const next = `<http://127.0.0.1:${github.port}/repositories/1/issues?${query}>; rel="next"`;
    const headers: Record<string, string> = found.length > page * size ? { link: next } : {};
    return [200, found.slice((page - 1) * size, page * size), headers];
  };
  const open = ({ title, body, labels }: Record<string, unknown>): Reply => {
    if (typeof title !== 'string' || `${body}`.length > LONGEST_BODY) return said(422, 'Validation Failed');
    const issue: LoopbackIssue = {
      number: github.issues.length + 1,
      title,
      body: `${body}`,
      state: 'open',
      labels: (labels ?? []) as string[],
      user: { type: 'Bot' },
      author_association: 'NONE',
    };
    github.issues.push(issue);
    return [201, issue];
  };
  const change = (number: number, { title, body, state }: Record<string, unknown>): Reply => {
    const issue = github.issues.find((one) => one.number === number);
    if (issue === undefined) return said(404, 'Not Found');
    if (`${body}`.length > LONGEST_BODY) return said(422, 'Validation Failed');
    Object.assign(issue, { title, body, state });
    return [200, issue];
  };
  const answer = (method: string, url: URL, body: Record<string, unknown>): Reply => {
    const [, number, comments] = /^\/issues\/(\d+)(\/comments)?$/.exec(url.pathname.slice(HOME.length)) ?? [];
    if (url.pathname === `${HOME}/issues`) return method === 'GET' ? list(url.searchParams) : open(body);
    if (number === undefined) return said(404, 'Not Found');
    if (comments === undefined) return method === 'PATCH' ? change(Number(number), body) : said(404, 'Not Found');
    github.comments.push({ issue: Number(number), body: `${body.body}` });
    return [201, {}];
  };
  const refusal = ({ headers }: IncomingMessage): Reply | null => {
    if (headers.authorization !== `Bearer ${token}`) return said(401, 'Bad credentials');
    if (headers['user-agent'] === undefined) return said(403, 'Request forbidden by administrative rules');
    if (github.turnAway === 0) return null;
    github.turnAway -= 1;
    return [403, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '1' }];
  };
  const server = createServer(async (request, response) => {
    const { method = 'GET', url: path = '/' } = request;
    const body = await bodyOf(request);
    const refused = refusal(request);
    const url = new URL(path, 'http://127.0.0.1');
    const name = `${method} ${url.pathname.slice(HOME.length)}`;
    const [status, json, headers] = refused ?? answer(method, url, body);
    if (refused === null) github.requests.push(name);
    if (refused === null) await github.pause(name);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const github: LoopbackGithub = {
    port: (server.address() as AddressInfo).port,
    issues: [],
    comments: [],
    requests: [],
    turnAway: 0,
    pause: async () => {},
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return github;
}
