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

/** What somebody wrote below an issue, and how it was marked. */
interface LoopbackComment {
  readonly id: number;
  readonly issue: number;
  readonly body: string;
  readonly created_at: string;
  readonly user: { readonly login: string; readonly type: string };
  readonly author_association: string;
  readonly reactions: Set<string>;
}

interface LoopbackPull {
  readonly number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  merged_at: string | null;
  user: { readonly login: string; readonly type: string };
  readonly head: {
    readonly ref: string;
    readonly label: string;
    sha: string;
    readonly repo: typeof REPO;
  };
  readonly base: { readonly ref: string; readonly repo: typeof REPO };
}

/** GitHub's issues and pull requests on loopback, as far as the nightly job uses them. */
export interface LoopbackGithub {
  readonly port: number;
  /** In the order in which they were opened; a test may put others there. */
  readonly issues: LoopbackIssue[];
  readonly comments: LoopbackComment[];
  /** In the order in which they were opened. */
  readonly pulls: LoopbackPull[];
  /** The permission of each login: `admin`, `write` or `read`. */
  readonly permissions: Map<string, string>;
  /** The last commit of a branch of the repository; null where there is no such branch, and nothing can be proposed from it. */
  headOf: (branch: string) => string | null;
  /** Statuses with which requests are refused, by their beginning: `POST /pulls`. */
  readonly refusals: Map<string, number>;
  /** Somebody opens a pull request from a branch of the repository; gives its number. */
  propose(login: string, branch: string, body: string): number;
  /** A person writes below an issue; gives the comment's number. */
  say(issue: number, login: string, body: string, at?: string): number;
  /** `POST /issues`, one for each request that was done. */
  readonly requests: string[];
  /** So many of the next requests are turned away by the secondary rate limit. */
  turnAway: number;
  /** Held up before a request is answered. */
  pause: (request: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const HOME = '/repos/asylos/reports';
const REPO = { full_name: 'asylos/reports' };
/** Characters of a body, above which GitHub answers 422. */
const LONGEST_BODY = 65_536;

const BOT = { user: { login: 'github-actions[bot]', type: 'Bot' }, author_association: 'NONE' };

type Reply = readonly [status: number, json: unknown, headers?: Record<string, string>];

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const piece of request) text += piece;
  return text === '' ? {} : JSON.parse(text);
}

/** Starts it for `asylos/reports`, to be written with this token; it gives so many issues a page at most. */
export async function startLoopbackGithub(
  token: string,
  mostPerPage = 100,
): Promise<LoopbackGithub> {
  const said = (status: number, message: string): Reply => [status, { message }];
  const isWanted = ({ state }: { readonly state: string }, query: URLSearchParams): boolean =>
    query.get('state') === 'all' || state === (query.get('state') ?? 'open');
  const issues = (query: URLSearchParams): Reply => {
    const labelled = github.issues.filter(({ labels }) =>
      labels.includes(query.get('labels') ?? ''),
    );
    return list(
      'issues',
      query,
      labelled.filter((one) => isWanted(one, query)),
    );
  };
  const list = (path: string, query: URLSearchParams, found: readonly object[]): Reply => {
    const size = Math.min(mostPerPage, Number(query.get('per_page') ?? 30));
    const page = Number(query.get('page') ?? 1);
    query.set('page', `${page + 1}`);
    const next = `<http://127.0.0.1:${github.port}/repositories/1/${path}?${query}>; rel="next"`;
    const headers: Record<string, string> = found.length > page * size ? { link: next } : {};
    return [200, found.slice((page - 1) * size, page * size), headers];
  };
  const open = ({ title, body, labels }: Record<string, unknown>): Reply => {
    if (typeof title !== 'string' || `${body}`.length > LONGEST_BODY)
      return said(422, 'Validation Failed');
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
  const pulls = (query: URLSearchParams): Reply => {
    for (const { head, state } of github.pulls)
      if (state === 'open') head.sha = github.headOf(head.ref) ?? head.sha;
    const found = github.pulls.filter(
      (one) => one.head.label === query.get('head') && isWanted(one, query),
    );
    return list('pulls', query, query.get('direction') === 'desc' ? found.toReversed() : found);
  };
  const propose = ({ title, body, head, base }: Record<string, unknown>): Reply => {
    const [sha, label] = [github.headOf(`${head}`), `asylos:${head}`];
    if (
      typeof title !== 'string' ||
      sha === null ||
      `${body}`.length > LONGEST_BODY ||
      github.headOf(`${base}`) === null
    )
      return said(422, 'Validation Failed');
    if (github.pulls.some((one) => one.head.label === label && one.state === 'open'))
      return [
        422,
        {
          message: 'Validation Failed',
          errors: [{ message: `A pull request already exists for ${label}.` }],
        },
      ];
    const number = github.issues.length + github.pulls.length + 1;
    const pull: LoopbackPull = {
      number,
      title,
      body: `${body}`,
      state: 'open',
      merged_at: null,
      head: { ref: `${head}`, label, sha, repo: REPO },
      base: { ref: `${base}`, repo: REPO },
      user: BOT.user,
    };
    github.pulls.push(pull);
    return [201, pull];
  };
  const changePull = (number: number, body: Record<string, unknown>): Reply => {
    const pull = github.pulls.find((one) => one.number === number);
    if (pull === undefined) return said(404, 'Not Found');
    const isMerged = pull.merged_at !== null && body.state === 'open';
    if (isMerged || `${body.body}`.length > LONGEST_BODY) return said(422, 'Validation Failed');
    Object.assign(pull, body);
    return [200, pull];
  };
  const comment = (
    issue: number,
    body: unknown,
    of: Pick<LoopbackComment, 'user' | 'author_association'>,
    at: string,
  ) => {
    const id = 1000 + github.comments.length;
    const made: LoopbackComment = {
      id,
      issue,
      body: `${body}`,
      created_at: at,
      ...of,
      reactions: new Set(),
    };
    github.comments.push(made);
    return made;
  };
  const react = (id: number, content: unknown): Reply => {
    const { reactions } = github.comments.find((one) => one.id === id) ?? {};
    if (reactions === undefined) return said(404, 'Not Found');
    const status = reactions.has(`${content}`) ? 200 : 201;
    reactions.add(`${content}`);
    return [status, { content }];
  };
  const permissionOf = (login: string): Reply => {
    const permission = github.permissions.get(login);
    return permission === undefined ? said(404, `${login} is not a user`) : [200, { permission }];
  };
  const answer = (method: string, url: URL, body: Record<string, unknown>): Reply => {
    // The token is that of an app.
    if (url.pathname === '/user') return said(403, 'Resource not accessible by integration');
    if (url.pathname === '/graphql') return [200, { data: { viewer: { login: BOT.user.login } } }];
    const path = url.pathname.slice(HOME.length);
    const refused = [...github.refusals].find(([begins]) => `${method} ${path}`.startsWith(begins));
    if (refused !== undefined) return said(refused[1], 'Resource not accessible by integration');
    if (path === '/issues') return method === 'GET' ? issues(url.searchParams) : open(body);
    if (path === '/pulls') return method === 'GET' ? pulls(url.searchParams) : propose(body);
    const [, room, number, rest = ''] =
      /^\/(issues|pulls|issues\/comments|collaborators)\/([^/]+)(\/\w+)?$/.exec(path) ?? [];
    const n = Number(number);
    switch (`${method} ${room}${rest}`) {
      case 'PATCH issues':
        return change(n, body);
      case 'PATCH pulls':
        return changePull(n, body);
      case 'GET issues/comments':
        return list(
          'comments',
          url.searchParams,
          github.comments.filter(({ issue }) => issue === n),
        );
      case 'POST issues/comments':
        return [201, comment(n, body.body, BOT, new Date().toISOString())];
      case 'POST issues/comments/reactions':
        return react(n, body.content);
      case 'GET collaborators/permission':
        return permissionOf(decodeURIComponent(`${number}`));
      default:
        return said(404, 'Not Found');
    }
  };
  const refusal = ({ headers }: IncomingMessage): Reply | null => {
    if (headers.authorization !== `Bearer ${token}`) return said(401, 'Bad credentials');
    if (headers['user-agent'] === undefined)
      return said(403, 'Request forbidden by administrative rules');
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
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(json));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const github: LoopbackGithub = {
    port: (server.address() as AddressInfo).port,
    issues: [],
    comments: [],
    pulls: [],
    permissions: new Map(),
    headOf: () => null,
    refusals: new Map(),
    propose: (login, branch, body) => {
      const [, pull] = propose({ title: 'Mend citations', body, head: branch, base: 'main' });
      return Object.assign(pull as LoopbackPull, { user: { login, type: 'User' } }).number;
    },
    say: (issue, login, body, at = '2025-10-02T12:00:00Z') => {
      const author_association = github.permissions.has(login) ? 'MEMBER' : 'NONE';
      return comment(issue, body, { user: { login, type: 'User' }, author_association }, at).id;
    },
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
