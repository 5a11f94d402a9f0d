import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { openGithub, openIssues, openPulls } from '../../src/delivery/issues.js';
import { SETTINGS } from '../web/fetching.js';
import { answersTo, standIn, standInDoor, web } from '../web/stand-in.js';

standIn();

const API = 'https://api.github.com';
const REPOSITORY = 'asylos/reports';
const HOME = `${API}/repos/${REPOSITORY}`;
const NOW = Date.parse('2025-10-01T02:00:00Z');
const BOT = { user: { login: 'github-actions[bot]', type: 'Bot' }, author_association: 'NONE' };
const TEXT = { title: 'China report: 1 finding is open', body: 'text' };

/** GitHub as it is reached in the nightly job, and the waits for it. */
function hand() {
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  const settings = { api: API, repository: REPOSITORY, token: 'gh-secret' };
  const github = openGithub(standInDoor(), settings, sleep, () => NOW);
  return { issues: openIssues(github), pulls: openPulls(github, REPOSITORY), slept };
}

const issue = (number: number, more: object = {}) => ({
  number,
  state: 'open',
  title: `Issue ${number}`,
  body: null,
  labels: [{ name: 'citewatch' }],
  ...BOT,
  ...more,
});
const REPO = { full_name: REPOSITORY };
const HEAD = { ref: 'citewatch', sha: 'a1', repo: REPO };
const pull = (number: number, more: object = {}) =>
  issue(number, { merged_at: null, head: HEAD, base: { ref: 'main', repo: REPO }, ...more });

/** GitHub says to an app, such as Actions, by GraphQL alone who it is. */
function asApp(login = BOT.user.login) {
  answersTo('get', `${API}/user`, refusal(403, 'Resource not accessible by integration'));
  return answersTo('post', `${API}/graphql`, HttpResponse.json({ data: { viewer: { login } } }));
}

/** An error of GitHub's: words, and where they are explained. */
const refusal = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
  more: object = {},
) =>
  HttpResponse.json(
    { message, ...more, documentation_url: 'https://docs.github.com/rest', status: `${status}` },
    { status, headers },
  );

describe('the issues of a repository', () => {
  it('are read page by page, as the Link header has it: ours, and no pull request', async () => {
    const link =
      `<${API}/repositories/1/issues?page=2>; rel="next", ` +
      `<${API}/repositories/1/issues?page=2>; rel="last"`;
    const stranger = { user: { login: 'eve', type: 'User' }, author_association: 'CONTRIBUTOR' };
    const member = {
      user: { login: 'ann', type: 'User' },
      author_association: 'MEMBER',
      state: 'closed',
      body: 'b',
    };
    const asked = answersTo(
      'get',
      `${HOME}/issues`,
      HttpResponse.json([issue(1), issue(2, { pull_request: { url: `${HOME}/pulls/2` } })], {
        headers: { link },
      }),
      HttpResponse.json([issue(3, stranger), issue(4, member)]),
    );
    expect(await hand().issues.list()).toEqual([
      { number: 1, open: true, title: 'Issue 1', body: '' },
      { number: 4, open: false, title: 'Issue 4', body: 'b' },
    ]);
    expect(asked.map(({ query }) => query)).toEqual(
      ['1', '2'].map((page) => ({
        state: 'all',
        labels: 'citewatch',
        sort: 'created',
        direction: 'asc',
        per_page: '100',
        page,
      })),
    );
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toMatchObject({
      accept: 'application/vnd.github+json',
      'x-github-api-version': '2022-11-28',
      authorization: 'Bearer gh-secret',
      'user-agent': SETTINGS.userAgent,
    });
  });

  it('are opened, closed and commented on', async () => {
    const opened = answersTo(
      'post',
      `${HOME}/issues`,
      HttpResponse.json(issue(7, TEXT), { status: 201 }),
    );
    const changed = answersTo(
      'patch',
      `${HOME}/issues/7`,
      HttpResponse.json(issue(7, { state: 'closed' })),
    );
    const said = answersTo(
      'post',
      `${HOME}/issues/7/comments`,
      HttpResponse.json({ id: 1 }, { status: 201 }),
    );
    const { issues } = hand();
    expect(await issues.open(TEXT)).toEqual({ number: 7, open: true, ...TEXT });
    await issues.update(7, TEXT, false);
    await issues.comment(7, 'new');
    expect([opened, changed, said].map(([one]) => JSON.parse(one?.sent ?? ''))).toEqual([
      { ...TEXT, labels: ['citewatch'] },
      { ...TEXT, state: 'closed', state_reason: 'completed' },
      { body: 'new' },
    ]);
  });

  it('are read at the new address of a repository that has another name now', async () => {
    web.use(
      http.get(`${HOME}/issues`, () =>
        refusal(301, 'Moved Permanently', { location: `${API}/repositories/1/issues` }),
      ),
      http.get(`${API}/repositories/1/issues`, () => HttpResponse.json([issue(1)])),
    );
    expect(await hand().issues.list()).toMatchObject([{ number: 1 }]);
  });

  it.each([
    ['another token', refusal(401, 'Bad credentials'), '401 to GET /issues: Bad credentials'],
    [
      'a token that may not',
      refusal(403, 'Resource not accessible by integration', { 'x-ratelimit-remaining': '4999' }),
      '403 to GET /issues: Resource not accessible by integration (may the job write issues and pull requests?)',
    ],
    [
      'a repository that it does not show',
      refusal(404, 'Not Found'),
      '404 to GET /issues: Not Found (may the job write issues and pull requests?)',
    ],
    [
      'a repository without issues',
      refusal(410, 'Issues has been disabled in this repository.'),
      '410 to GET /issues: Issues has been disabled in this repository.',
    ],
    [
      'something missing',
      refusal(
        422,
        'Validation Failed',
        {},
        { errors: [{ resource: 'Issue', field: 'title', code: 'missing_field' }] },
      ),
      '422 to GET /issues: Validation Failed',
    ],
    ['an error of its own', refusal(500, 'Server Error'), '500 to GET /issues: Server Error'],
    ['a gateway', HttpResponse.html('<h1>Bad Gateway</h1>', { status: 502 }), '502 to GET /issues'],
    [
      'no server to serve it',
      HttpResponse.html('<title>Unicorn!</title>', {
        status: 503,
        headers: { 'retry-after': '5' },
      }),
      '503 to GET /issues',
    ],
  ])('are not there where GitHub answers of %s, in its words', async (_, answer, words) => {
    const asked = answersTo('get', `${HOME}/issues`, answer);
    const { issues, slept } = hand();
    await expect(issues.list()).rejects.toThrow(`GitHub answered ${words}`);
    await expect(issues.list()).rejects.toMatchObject({ http: answer.status });
    await expect(issues.list()).rejects.not.toThrow(/secret/);
    expect([asked.length, slept]).toEqual([3, []]);
  });

  it.each([
    ['half of its JSON', new HttpResponse('[{"number":1,'), 'GitHub’s answer is no JSON'],
    ['a page', HttpResponse.html('<h1>We are having a problem</h1>'), 'GitHub’s answer is no JSON'],
    ['nothing', new HttpResponse(''), 'GitHub’s answer has another shape than was expected'],
    [
      'an object',
      HttpResponse.json({ total_count: 0 }),
      'GitHub’s answer has another shape than was expected',
    ],
    [
      'other entries',
      HttpResponse.json([{ id: 1 }]),
      'GitHub’s answer has another shape than was expected',
    ],
    ['no answer', HttpResponse.error(), 'GitHub could not be asked: '],
  ])('are not there where what comes is %s', async (_, answer, words) => {
    answersTo('get', `${HOME}/issues`, answer);
    await expect(hand().issues.list()).rejects.toThrow(words);
  });
});

describe('a rate limit', () => {
  const inSeconds = (seconds: number) => `${NOW / 1000 + seconds}`;
  const SECONDARY = 'You have exceeded a secondary rate limit.';

  it.each([
    [
      'the hour’s',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(90) },
      90_000,
    ],
    [
      'the hour’s, that is over',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(-1) },
      0,
    ],
    ['the secondary', 403, { 'retry-after': '30', 'x-ratelimit-remaining': '4990' }, 30_000],
    ['the secondary, by its other status', 429, { 'retry-after': '30' }, 30_000],
    ['one that names no time', 429, {}, 60_000],
  ])('is waited for: %s', async (_, status, headers, pause) => {
    const made = HttpResponse.json(issue(7), { status: 201 });
    const asked = answersTo(
      'post',
      `${HOME}/issues`,
      refusal(status, SECONDARY, headers as Record<string, string>),
      made,
    );
    const { issues, slept } = hand();
    expect(await issues.open(TEXT)).toMatchObject({ number: 7 });
    expect([asked.length, slept]).toEqual([2, [pause]]);
  });

  it.each([
    [
      'of an hour',
      403,
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(3600) },
      1,
      [],
    ],
    ['that never ends', 403, { 'retry-after': '50' }, 4, [50_000, 50_000, 50_000]],
    ['that never ends and names no time', 429, {}, 4, [60_000, 60_000, 60_000]],
  ])(
    '%s is left for another night, and told from other refusals',
    async (_, status, headers, times, waits) => {
      const asked = answersTo(
        'post',
        `${HOME}/issues`,
        refusal(status, SECONDARY, headers as Record<string, string>),
      );
      const { issues, slept } = hand();
      await expect(issues.open(TEXT)).rejects.toMatchObject({
        http: 429,
        message: expect.stringContaining(`GitHub answered ${status} to POST /issues: ${SECONDARY}`),
      });
      expect([asked.length, slept]).toEqual([times, waits]);
    },
  );
});

describe('the pull requests of a repository', () => {
  it('are asked for by their branch, and opened', async () => {
    const listed = answersTo(
      'get',
      `${HOME}/pulls`,
      HttpResponse.json([pull(3, { merged_at: '2025-09-01T00:00:00Z' })]),
    );
    const opened = answersTo('post', `${HOME}/pulls`, HttpResponse.json(pull(8), { status: 201 }));
    const asked = asApp();
    const { pulls } = hand();
    expect(await pulls.list('citewatch')).toMatchObject([
      { number: 3, merged_at: '2025-09-01T00:00:00Z', isOurs: true },
    ]);
    expect(JSON.parse(asked[0]?.sent ?? '')).toEqual({ query: '{ viewer { login } }' });
    expect(listed[0]?.query).toMatchObject({
      head: 'asylos:citewatch',
      state: 'all',
      direction: 'desc',
    });
    expect(await pulls.open(TEXT, 'citewatch', 'main')).toBe(8);
    expect(JSON.parse(opened[0]?.sent ?? '')).toEqual({ ...TEXT, head: 'citewatch', base: 'main' });
  });

  it('that another night opened meanwhile are brought up to date', async () => {
    asApp();
    const exists = [
      { resource: 'PullRequest', message: 'A pull request already exists for asylos:citewatch.' },
    ];
    answersTo('post', `${HOME}/pulls`, refusal(422, 'Validation Failed', {}, { errors: exists }));
    answersTo('get', `${HOME}/pulls`, HttpResponse.json([pull(8), pull(3, { state: 'closed' })]));
    const changed = answersTo('patch', `${HOME}/pulls/8`, HttpResponse.json(pull(8)));
    expect(await hand().pulls.open(TEXT, 'citewatch', 'main')).toBe(8);
    expect(JSON.parse(changed[0]?.sent ?? '')).toEqual({ ...TEXT, state: 'open' });
  });

  it('that GitHub refuses are told in the words of the refusal, not of what was asked after it', async () => {
    asApp();
    const noCommits = [
      { resource: 'PullRequest', message: 'No commits between main and citewatch' },
    ];
    answersTo(
      'post',
      `${HOME}/pulls`,
      refusal(422, 'Validation Failed', {}, { errors: noCommits }),
    );
    answersTo('get', `${HOME}/pulls`, HttpResponse.json([pull(3, { state: 'closed' })]));
    await expect(hand().pulls.open(TEXT, 'citewatch', 'main')).rejects.toThrow(
      '422 to POST /pulls: Validation Failed',
    );
  });

  it.each([
    ['an app', () => asApp('Reports-Bot[bot]'), 'reports-bot[bot]'],
    [
      'a person',
      () => answersTo('get', `${API}/user`, HttpResponse.json({ login: 'ann', type: 'User' })),
      'ann',
    ],
  ])('are ours where the owner of the token opened them: %s', async (_, answer, ours) => {
    answer();
    const by = (login: string) => ({ user: { login, type: 'User' }, author_association: 'MEMBER' });
    const fork = { ...HEAD, repo: { full_name: 'asylos/fork' } };
    answersTo(
      'get',
      `${HOME}/pulls`,
      HttpResponse.json([
        pull(5, by(ours)),
        pull(4, by('eve')),
        pull(3, { ...by(ours), head: fork }),
        pull(2, { ...by(ours), head: { ...HEAD, ref: 'other' } }),
        pull(1, { user: null }),
      ]),
    );
    const listed = await hand().pulls.list('citewatch');
    expect(listed.map(({ number, isOurs }) => [number, isOurs])).toEqual([
      [5, true],
      [4, false],
      [1, false],
    ]);
  });

  it('are not listed where GitHub does not say whose the token is', async () => {
    answersTo('get', `${HOME}/pulls`, HttpResponse.json([pull(3)]));
    answersTo('get', `${API}/user`, refusal(401, 'Bad credentials'));
    await expect(hand().pulls.list('citewatch')).rejects.toThrow(
      '401 to GET /user: Bad credentials',
    );
  });

  it('are commented on by people, whom a reaction and an answer reach', async () => {
    const note = { id: 11, created_at: '2025-10-01T00:00:00Z', body: '/citewatch keep', ...BOT };
    answersTo(
      'get',
      `${HOME}/issues/8/comments`,
      HttpResponse.json([note, { ...note, id: 12, user: null, body: null }]),
    );
    // 200: this reaction was there already.
    const marked = answersTo(
      'post',
      `${HOME}/issues/comments/11/reactions`,
      HttpResponse.json({ content: '+1' }),
    );
    const said = answersTo(
      'post',
      `${HOME}/issues/8/comments`,
      HttpResponse.json({ id: 13 }, { status: 201 }),
    );
    const { pulls } = hand();
    expect(await pulls.comments(8)).toMatchObject([{ id: 11 }, { id: 12, user: null }]);
    await pulls.answer(8, 11, '+1', 'done');
    expect([marked, said].map(([one]) => JSON.parse(one?.sent ?? ''))).toEqual([
      { content: '+1' },
      { body: 'done' },
    ]);
  });

  it.each([
    ['admin', HttpResponse.json({ permission: 'admin', role_name: 'admin' }), true],
    ['maintain', HttpResponse.json({ permission: 'write', role_name: 'maintain' }), true],
    ['triage', HttpResponse.json({ permission: 'read', role_name: 'triage' }), false],
    ['none', HttpResponse.json({ permission: 'none', role_name: 'none' }), false],
    ['nobody', refusal(404, 'eve is not a user'), false],
  ])('obey who may write to the repository: %s', async (_, answer, expected) => {
    answersTo('get', `${HOME}/collaborators/eve/permission`, answer);
    expect(await hand().pulls.mayWrite('eve')).toBe(expected);
  });

  it('obey nobody where GitHub does not say who that is', async () => {
    answersTo('get', `${HOME}/collaborators/eve/permission`, refusal(403, 'Must have push access'));
    await expect(hand().pulls.mayWrite('eve')).rejects.toThrow(
      '403 to GET /collaborators/eve/permission',
    );
  });
});
