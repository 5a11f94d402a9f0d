import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import type { Answered, Fetch, Posted } from '../model/outcome.js';
import { createHear, type Hear, type SanitizedText } from '../model/sanitized-text.js';

export interface OpenedIssue {
  readonly number: number;
  readonly open: boolean;
  readonly title: string;
  readonly body: string;
}

export type IssueText = Pick<OpenedIssue, 'title' | 'body'>;

export type Issues = ReturnType<typeof openIssues>;

/** The label of our issues: only those who may write to the repository can set it. */
const LABEL = 'citewatch';

/** Issues on a page, the most that GitHub gives. */
const PAGE = 100;

/** An issue, as GitHub sends it. */
const ISSUE = z.object({
  number: z.int(),
  state: z.enum(['open', 'closed']),
  title: z.string(),
  body: z.string().nullable(),
  author_association: z.string().optional(),
  user: z.object({ type: z.string() }).nullable().optional(),
  pull_request: z.unknown().optional(),
});
type Sent = z.infer<typeof ISSUE>;

/** An issue template may put the label on a stranger's issue, which is not ours. */
const MEMBERS: ReadonlySet<string> = new Set(['OWNER', 'MEMBER', 'COLLABORATOR']);

/** True for what we, or somebody who belongs to the repository, wrote. */
export const isTrusted = ({
  user,
  author_association,
}: Pick<Sent, 'user' | 'author_association'>): boolean =>
  user?.type === 'Bot' || MEMBERS.has(author_association ?? '');

const issueOf = ({ number, state, title, body }: Sent): OpenedIssue => ({
  number,
  open: state === 'open',
  title,
  body: body ?? '',
});

/** The issues of a repository on GitHub. */
export const openIssues = (github: Github) => ({
  /** Ours, oldest first. */
  async list(): Promise<readonly OpenedIssue[]> {
    const all = await everyEntry(
      github,
      `/issues?state=all&labels=${LABEL}&sort=created&direction=asc`,
      ISSUE,
    );
    return all.filter((one) => one.pull_request === undefined && isTrusted(one)).map(issueOf);
  },
  async open({ title, body }: IssueText): Promise<OpenedIssue> {
    const { json } = await github({
      method: 'POST',
      path: '/issues',
      body: { title, body, labels: [LABEL] },
    });
    return issueOf(shape(ISSUE, json));
  },
  /** Brings one up to date, and opens or closes it. */
  async update(number: number, { title, body }: IssueText, open: boolean): Promise<void> {
    const state = open ? { state: 'open' } : { state: 'closed', state_reason: 'completed' };
    await github({ method: 'PATCH', path: `/issues/${number}`, body: { title, body, ...state } });
  },
  async comment(number: number, body: string): Promise<void> {
    await github({ method: 'POST', path: `/issues/${number}/comments`, body: { body } });
  },
});

/** What GitHub sent, in the shape that was expected. Throws where it has another. */
function shape<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw new Error('GitHub’s answer has another shape than was expected');
}

/** All entries of a list whose path has a query, page by page. */
async function everyEntry<T>(
  github: Github,
  path: string,
  entry: z.ZodType<T>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let page = 1, more = true; more; page++) {
    const { json, hasNext } = await github({
      method: 'GET',
      path: `${path}&per_page=${PAGE}&page=${page}`,
    });
    found.push(...shape(z.array(entry), json));
    more = hasNext;
  }
  return found;
}

/** GitHub refused: the status of its answer, which is 429 for every rate limit, and why. */
export class GithubRefusal extends Error {
  constructor(
    readonly http: number,
    words: SanitizedText,
  ) {
    super(words);
  }
}

/** A repository on GitHub, or on a server that speaks its language. */
export interface GithubSettings {
  /** Address of the API, such as `https://api.github.com`. */
  readonly api: string;
  /** `owner/name`. */
  readonly repository: string;
  /** A secret: it is in no message. */
  readonly token: string;
}

/** Asks GitHub for a path of the repository. Rejects with a sentence when it gives no answer, with a {@link GithubRefusal} when it refuses. */
export type Github = (request: {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Such as `/issues?state=all`. */
  readonly path: string;
  /** True where the path is the API's own, and not the repository's. */
  readonly isOfApi?: boolean;
  readonly body?: Readonly<Record<string, unknown>>;
}) => Promise<{ readonly json: unknown; readonly hasNext: boolean }>;

/** Milliseconds: GitHub's secondary limits ask for a minute where they name no time (docs.github.com, "Rate limits for the REST API"). */
const USUAL_WAIT = 60_000;
/** Milliseconds that a night waits for GitHub altogether, our choice: it does not wait for the next hour's quota. */
const LONGEST_WAIT = 180_000;

/** GitHub through the door to the web; `sleep` is how it waits, `now` in milliseconds since 1970. */
export function openGithub(
  fetch: Fetch,
  { api, repository, token }: GithubSettings,
  sleep: (ms: number) => Promise<void> = (ms) => wait(ms),
  now: () => number = Date.now,
  heard: Hear = createHear(),
): Github {
  const hear = heard.knowing([token]);
  const root = api.replace(/(?<!\/)\/+$/u, '');
  const home = `${root}/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
  const headers = {
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    authorization: `Bearer ${token}`,
  };
  let patience = LONGEST_WAIT;
  return async ({ method, path, isOfApi = false, body }) => {
    const url = isOfApi ? apiAddress(root, path) : home + path;
    const request = { url, validators: null, post: postOf(method, body), headers };
    for (;;) {
      const outcome = await fetch(request);
      if (outcome.kind === 'failed')
        throw new Error(hear(`GitHub could not be asked: ${outcome.message}`));
      if (isSuccess(outcome)) return answerOf(outcome);
      const rest = waitAskedFor(outcome, now());
      const asked = `${method} ${path.replace(/\?.*/u, '')}`;
      if (rest === null || rest > patience) throw refusalOf(outcome, rest, asked, hear);
      patience -= rest;
      await sleep(rest);
    }
  };
}

/** An enterprise server has GraphQL beside its REST API (docs.github.com, "Forming calls with GraphQL"). */
const apiAddress = (root: string, path: string): string =>
  (path === GRAPHQL ? root.replace(/\/v3$/u, '') : root) + path;

const postOf = (
  method: 'GET' | NonNullable<Posted['method']>,
  body: unknown,
): Posted | undefined =>
  method === 'GET'
    ? undefined
    : { type: 'application/json', method, body: JSON.stringify(body ?? {}) };

const isSuccess = ({ http }: Answered): boolean => http >= 200 && http < 300;

const textOf = ({ body }: Answered): string =>
  new TextDecoder().decode(body?.bytes ?? new Uint8Array());

function answerOf(answer: Answered) {
  const text = textOf(answer);
  try {
    const json: unknown = text === '' ? null : JSON.parse(text);
    return { json, hasNext: /;\s*rel="next"/u.test(answer.headers.link ?? '') };
  } catch {
    throw new Error('GitHub’s answer is no JSON');
  }
}

/** Milliseconds that a rate limit asks to wait; null for another answer. */
function waitAskedFor({ http, headers }: Answered, now: number): number | null {
  if (http !== 403 && http !== 429) return null;
  const seconds = Number(headers['retry-after']);
  if (headers['retry-after'] !== undefined && Number.isFinite(seconds))
    return Math.max(0, seconds * 1000);
  if (headers['x-ratelimit-remaining'] === '0')
    return Math.max(0, Number(headers['x-ratelimit-reset']) * 1000 - now);
  return http === 429 ? USUAL_WAIT : null;
}

function refusalOf(
  answer: Answered,
  wait: number | null,
  asked: string,
  hear: Hear,
): GithubRefusal {
  const said = /"message"\s*:\s*"([^"\\]{1,200})/u.exec(textOf(answer).slice(0, 2000))?.[1] ?? '';
  const hint =
    answer.http === 403 || answer.http === 404
      ? ' (may the job write issues and pull requests?)'
      : '';
  const words = hear(
    `GitHub answered ${answer.http} to ${asked}${said === '' ? '' : `: ${said}`}${hint}`,
  );
  return new GithubRefusal(wait === null ? answer.http : 429, words);
}

const USER = z.object({ login: z.string(), type: z.string() }).nullable();
const BRANCH = z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }).nullable() });
const PULL = ISSUE.extend({
  merged_at: z.string().nullish(),
  user: USER,
  head: BRANCH.extend({ sha: z.string() }),
  base: BRANCH,
});
const COMMENT = ISSUE.pick({ body: true, author_association: true }).extend({
  id: z.int(),
  created_at: z.string(),
  user: USER,
});

export type Pulls = ReturnType<typeof openPulls>;

const GRAPHQL = '/graphql';
const ACCOUNT = z.object({ login: z.string() });
const VIEWER = z.object({ data: z.object({ viewer: ACCOUNT }) });

/** The login that the token belongs to. An app's token, such as that of Actions, may ask for it by GraphQL alone. */
async function ownLogin(github: Github): Promise<string> {
  try {
    const { json } = await github({ method: 'GET', path: '/user', isOfApi: true });
    return shape(ACCOUNT, json).login;
  } catch (error) {
    if (!(error instanceof GithubRefusal && error.http === 403)) throw error;
    const query = { query: '{ viewer { login } }' };
    const { json } = await github({ method: 'POST', path: GRAPHQL, isOfApi: true, body: query });
    return shape(VIEWER, json).data.viewer.login;
  }
}

/** The pull requests of a repository, `owner/name`, on GitHub, and what people write below its issues. */
export function openPulls(github: Github, repository: string) {
  let login: Promise<string> | null = null;
  /**
   * All from a branch of the repository itself, latest first; `isOurs` where the token's owner opened it. Whoever may read a public
   * repository can open one from its branches, and write what he likes into it.
   */
  const list = async (branch: string) => {
    const head = encodeURIComponent(`${repository.split('/')[0]}:${branch}`);
    const listed = await everyEntry(
      github,
      `/pulls?state=all&head=${head}&sort=created&direction=desc`,
      PULL,
    );
    // A fork of the same owner answers to the same label, and other servers leave the filter out.
    const own = listed.filter(
      (one) => one.head.ref === branch && one.head.repo?.full_name === one.base.repo?.full_name,
    );
    if (own.length === 0) return [];
    login ??= ownLogin(github);
    const ours = (await login).toLowerCase();
    return own.map((one) => ({ ...one, isOurs: one.user?.login.toLowerCase() === ours }));
  };
  const update = async (
    number: number,
    text: IssueText,
    state: 'open' | 'closed',
  ): Promise<number> => {
    await github({ method: 'PATCH', path: `/pulls/${number}`, body: { ...text, state } });
    return number;
  };
  return {
    list,
    update,
    /** Closes one that somebody else opened; his words stay. */
    async close(number: number): Promise<void> {
      await github({ method: 'PATCH', path: `/pulls/${number}`, body: { state: 'closed' } });
    },
    /** Opens one, or brings up to date what another night opened meanwhile; gives its number. */
    async open(text: IssueText, branch: string, base: string): Promise<number> {
      try {
        const { json } = await github({
          method: 'POST',
          path: '/pulls',
          body: { ...text, head: branch, base },
        });
        return shape(PULL, json).number;
      } catch (error) {
        const there = (await list(branch)).find(({ state, isOurs }) => isOurs && state === 'open');
        if (there === undefined) throw error;
        return update(there.number, text, 'open');
      }
    },
    comments: (issue: number) =>
      everyEntry(github, `/issues/${issue}/comments?sort=created`, COMMENT),
    /** Marks a comment, which may be done twice, and then answers it. */
    async answer(
      issue: number,
      comment: number,
      content: '+1' | 'confused',
      body: string,
    ): Promise<void> {
      await github({
        method: 'POST',
        path: `/issues/comments/${comment}/reactions`,
        body: { content },
      });
      await github({ method: 'POST', path: `/issues/${issue}/comments`, body: { body } });
    },
    /** True for somebody who may push to the repository. */
    mayWrite: (login: string): Promise<boolean> =>
      github({
        method: 'GET',
        path: `/collaborators/${encodeURIComponent(login)}/permission`,
      }).then(
        ({ json }) =>
          ['admin', 'write'].includes(shape(z.object({ permission: z.string() }), json).permission),
        (error) =>
          error instanceof GithubRefusal && error.http === 404 ? false : Promise.reject(error),
      ),
  };
}
