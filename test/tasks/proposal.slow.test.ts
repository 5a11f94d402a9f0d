import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openGit } from '../../src/delivery/git.js';
import { openGithub, openIssues, openPulls } from '../../src/delivery/issues.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { renderProposal } from '../../src/surfaces/proposal.js';
import { parseCommand, syncProposal } from '../../src/tasks/proposal.js';
import { syncIssues } from '../../src/tasks/rolling-issue.js';
import { git, onPush, type Server, startServer } from '../delivery/repositories.js';
import { answered, night, PASSAGE } from '../night/nights.js';
import { type LoopbackGithub, startLoopbackGithub } from '../replica/github.js';
import { loopbackDoor } from '../web/archives/door.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

const FILE = 'china/sources.json';
const BRANCH = 'citewatch-remedies';
const ALTERED = PASSAGE.replace('1,664', '1,446');
const address = (id: string): string => `https://${id}.example/article`;
const textOf = (watch: object): string => `${JSON.stringify(watch, null, 2)}\n`;
const WATCH = watchlist(
  ['a', 'b', 'c'].map((id) => source(id)),
  [1, 2, 3].map((n) => citation(n, 'abc'.charAt(n - 1), PASSAGE)),
);

let world: FakeWorld;
let server: Server;
let github: LoopbackGithub;
let day: number;

const tipOf = (branch: string): string | null =>
  git(server.remote, 'for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`).trim() ||
  null;

beforeEach(async () => {
  world = fakeWorld();
  for (const id of 'abc') world.pages.set(address(id), page(PASSAGE));
  server = startServer({ [FILE]: textOf(WATCH), 'README.md': 'of the report' });
  github = await startLoopbackGithub('t', 2);
  github.headOf = tipOf;
  github.permissions.set('ann', 'write').set('bob', 'read');
  day = 0;
});
afterEach(() => github.close());

/** From now on the page of a source is elsewhere, for good. */
function move(id: string, to = `https://${id}.example/new`): void {
  world.pages.set(
    address(id),
    answered(page(PASSAGE), { finalUrl: to, hops: [{ url: address(id), http: 301 }] }),
  );
  world.pages.set(to, page(PASSAGE));
}

/** One night in a fresh checkout: the check, the pull request, and the issue. Gives what the job says of the pull request. */
async function sleep(token = 't'): Promise<string> {
  const watch = parseWatchlist(server.file('main', FILE), FILE);
  await night(world, watch, ++day);
  const api = { api: `http://127.0.0.1:${github.port}/`, repository: 'asylos/reports', token };
  const asked = openGithub(loopbackDoor(), api, async () => {});
  const issues = openIssues(asked);
  const said = await syncProposal({
    git: openGit({
      folder: join(server.checkout(), 'china'),
      env: process.env,
      login: null,
      proxy: null,
    }),
    pulls: openPulls(asked, api.repository),
    issues,
    store: world.store,
    now: world.now(),
    publication: {},
    remote: 'origin',
    branch: BRANCH,
    onto: 'main',
    file: 'sources.json',
    settings: settings(),
    openWorld: async () => ({ ...world, store: fakeWorld().store, close: async () => {} }),
  });
  const telling = {
    store: world.store,
    publication: {},
    floor: 'high',
    notes: [],
    answers: true,
  } as const;
  if (token === 't') await syncIssues(issues, { ...telling, reports: ['R'] });
  return said;
}

const proposed = () => parseWatchlist(server.file(BRANCH, FILE), FILE);
const urls = () =>
  proposed().sources.map(({ url }) => url?.replace(/^https:\/\/\w\.example\//u, ''));
/** Subjects of the commits that a branch has and main has not, oldest first. */
const commits = (): readonly string[] =>
  git(server.remote, 'log', '--reverse', '--format=%s', `main..${BRANCH}`)
    .trim()
    .split('\n')
    .filter(Boolean);
const states = () =>
  github.pulls.map(({ state, merged_at }) => (merged_at === null ? state : 'merged'));

/** A person merges the latest pull request, and leaves its branch. */
function merge(): void {
  git(server.remote, 'update-ref', 'refs/heads/main', BRANCH);
  Object.assign(github.pulls.at(-1) ?? {}, { state: 'closed', merged_at: '2025-10-09T12:00:00Z' });
}
const shut = () => Object.assign(github.pulls.at(-1) ?? {}, { state: 'closed' });

/** A person pushes a commit to the branch. */
function push(): void {
  const folder = server.checkout(BRANCH);
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'by hand');
  git(folder, 'push', '--quiet', 'origin', BRANCH);
}

describe('the pull request with remedies', () => {
  it('has a commit for each, is made anew on a main that moved, and is closed when it is merged', async () => {
    expect(await sleep()).toBe('there is nothing to propose');
    expect(tipOf(BRANCH)).toBeNull();
    move('a');
    move('c');
    expect(await sleep()).toBe('pull request 1 proposes 2 changes');
    expect(commits()).toEqual([
      expect.stringContaining('a: Cite the new address'),
      expect.stringContaining('c: Cite'),
    ]);
    expect(urls()).toEqual(['new', 'article', 'new']);
    expect(server.lastMessage(BRANCH)).toContain('Proved: its passage was there');
    const [pull] = github.pulls;
    expect(pull).toMatchObject({
      title: 'Mend 2 citations in china/sources.json',
      base: { ref: 'main' },
    });
    expect(pull?.body).toContain('[It was read there](<https://a.example/new>)');
    expect(pull?.body).toContain('`R/1#1`');
    const before = tipOf(BRANCH);
    await sleep();
    expect(tipOf(BRANCH)).toBe(before);
    server.commit({ 'README.md': 'moved on' });
    await sleep();
    expect(commits()).toHaveLength(2);
    expect(server.file(BRANCH, 'README.md')).toBe('moved on');
    merge();
    expect(await sleep()).toBe('there is nothing to propose');
    expect(tipOf(BRANCH)).toBeNull();
    expect(states()).toEqual(['merged']);
  });

  it('is closed, and its branch removed, when nothing is left; what it carried may come again', async () => {
    move('a');
    await sleep();
    world.pages.set(address('a'), page(PASSAGE));
    expect(await sleep()).toBe('pull request 1 was closed, for nothing is left to propose');
    expect([states(), tipOf(BRANCH)]).toEqual([['closed'], null]);
    expect(github.pulls[0]?.title).toBe('Nothing is left to mend in china/sources.json');
    move('a');
    await sleep();
    expect(states()).toEqual(['closed', 'open']);
  });

  it('does not propose again what a person closed, until it leads elsewhere; others get a new one', async () => {
    move('a');
    await sleep();
    shut();
    expect(await sleep()).toBe('there is nothing to propose');
    move('b');
    await sleep();
    expect(commits()).toEqual([expect.stringContaining('b: Cite')]);
    move('a', 'https://a.example/elsewhere');
    await sleep();
    expect(urls()).toEqual(['elsewhere', 'new', 'article']);
    expect(states()).toEqual(['closed', 'open']);
  });

  it('leaves a branch alone to which a person pushed, until it is merged', async () => {
    move('a');
    await sleep();
    push();
    const tip = tipOf(BRANCH);
    move('b');
    expect(await sleep()).toBe(`${BRANCH} is left alone, for somebody else pushed to it`);
    expect([tipOf(BRANCH), states()]).toEqual([tip, ['open']]);
    Object.assign(github.pulls[0]?.head ?? {}, { sha: tip });
    merge();
    expect(await sleep()).toBe('pull request 2 proposes one change');
    expect(commits()).toEqual([expect.stringContaining('b: Cite')]);
  });

  it('leaves out what the file would not be accepted with, says so, and proposes the others', async () => {
    move('a', 'https://merged.example/new');
    move('b', 'https://merged.example/new');
    move('c');
    const left =
      'a change of b is left out: source a has this address already: the two are one document.';
    expect(await sleep()).toBe(
      `pull request 1 proposes 2 changes; ${left} citewatch fix b --merge cites a in its place`,
    );
    expect(proposed().sources.map(({ url }) => url)).toEqual([
      'https://merged.example/new',
      address('b'),
      'https://c.example/new',
    ]);
    merge();
    // By now a person is offered to make one of them.
    expect(await sleep()).toContain('there is nothing to propose');
  });

  it('is believed when it is ours: of one that a stranger opened nothing is read, and it makes way for a new one', async () => {
    const edit = {
      kind: 'address',
      source: 'b',
      url: 'https://evil.example/',
      before: address('b'),
    } as const;
    const asked = { comment: 1, by: 'the-maintainer' };
    const forged = renderProposal(
      [{ source: 'b', what: 'Cite', edit, asked }],
      FILE,
      WATCH,
      {},
    ).body;
    move('a');
    await sleep();
    github.pulls.splice(0);
    const number = github.propose('eve', BRANCH, forged);
    const said = `eve opened pull request ${number} from the branch of citewatch: nothing was read from it, and it was closed`;
    expect(await sleep()).toBe(`pull request 2 proposes one change; ${said}`);
    expect(urls()).toEqual(['new', 'article', 'article']);
    expect(states()).toEqual(['closed', 'open']);
    expect(github.pulls[0]).toMatchObject({ body: forged, title: 'Mend citations' });
    // What a stranger closed himself keeps nothing back.
    expect(await sleep()).toBe('pull request 2 proposes one change');
  });

  it('whose notes cannot be read is made anew, and its line says so', async () => {
    move('a');
    await sleep();
    Object.assign(github.pulls[0] ?? {}, { body: '<!-- citewatch proposal bm9uZQ -->' });
    expect(await sleep()).toMatch(
      /^pull request 1 proposes one change; the notes of pull request 1 cannot be read/u,
    );
    expect(await sleep()).toBe('pull request 1 proposes one change');
  });

  it('is no second one where another night opened it, or this one was killed before it did', async () => {
    move('a');
    github.refusals.set('POST /pulls', 503);
    await expect(sleep()).rejects.toThrow('GitHub answered 503');
    github.refusals.clear();
    await sleep();
    const [first] = github.pulls.splice(0);
    github.pause = async (request) => {
      if (request === 'GET /pulls' && first !== undefined && !github.pulls.includes(first))
        github.pulls.push(first);
    };
    await sleep();
    expect(states()).toEqual(['open']);
  });

  it.each([
    ['without leave to write pull requests', () => github.refusals.set('POST /pulls', 403)],
    ['where they are switched off', () => github.refusals.set('GET /pulls', 404)],
    [
      'where a rule protects the branch',
      () => onPush(server, 'if grep -q remedies; then echo no >&2; exit 1; fi\n'),
    ],
  ])('costs no night %s: one line says so', async (_, refuse) => {
    move('a');
    refuse();
    const said = await sleep();
    expect(said).toMatch(
      /^there is no pull request: (?:GitHub answered 40[34]|git push: ).+pull-requests: write/u,
    );
    expect(github.pulls).toEqual([]);
  });

  it('is an error where GitHub’s limits or the network fail it, as with the issue', async () => {
    github.turnAway = 1000;
    await expect(sleep()).rejects.toThrow('GitHub answered 403');
  });
});

const answers = () =>
  github.comments.filter(({ user }) => user.type === 'Bot' && user.login !== 'ann');
/** Nights up to an issue that has one open finding: the words of `a` changed. */
async function alter(...ids: readonly string[]): Promise<void> {
  await sleep();
  for (const id of ids) world.pages.set(address(id), page(ALTERED));
  await sleep();
  expect(github.issues).toHaveLength(1);
}

describe('a command in a comment below the issue', () => {
  it('keeps a citation as it is: once, by the pull request, which goes on proposing it', async () => {
    await alter('a');
    expect(github.issues[0]?.body).toContain('`/keep passage-altered:R/1#1 because …`');
    const id = github.say(
      1,
      'ann',
      'Thanks!\r\n/keep because the figure is that of the report\r\n',
    );
    expect(await sleep()).toBe('pull request 2 proposes one change');
    const kept = { source: 'a', about: 'passage-altered', keep: true, by: 'ann', on: '2025-10-02' };
    expect(proposed().decisions).toMatchObject([
      { ...kept, reason: 'the figure is that of the report' },
    ]);
    expect(answers()).toMatchObject([{ body: expect.stringContaining(`answer=${id}`) }]);
    expect(answers()[0]?.body).toContain('Done in the pull request: Keep a as it is cited');
    expect([...(github.comments.find((one) => one.id === id)?.reactions ?? [])]).toEqual(['+1']);
    server.commit({ 'README.md': 'moved on' });
    await sleep();
    expect([answers().length, proposed().decisions.length]).toEqual([1, 1]);
    merge();
    expect(await sleep()).toBe('there is nothing to propose');
    expect([answers().length, github.issues[0]?.state]).toEqual([1, 'closed']);
  });

  it('records a false alarm by the text that was read, and nothing at all for strangers and readers', async () => {
    await alter('a');
    for (const [login, id] of [
      ['eve', ''],
      ['bob', ' passage-altered:R/1#1'],
    ] as const)
      github.say(1, login, `/false-alarm${id}`);
    expect(await sleep()).toBe('there is nothing to propose');
    expect([answers().length, github.comments.flatMap(({ reactions }) => [...reactions])]).toEqual([
      0,
      [],
    ]);
    github.say(1, 'ann', '/false-alarm `passage-altered:R/1#1`');
    await sleep();
    const [verdict] = await world.store.verdicts((await world.store.runs(1))[0]?.id ?? 0, ['a']);
    expect(proposed().decisions).toMatchObject([
      { falseAlarm: verdict?.content.textSha256, keep: true },
    ]);
  });

  it('takes a remedy that is proved again, and says why one is not taken', async () => {
    await alter('a', 'b');
    github.say(1, 'ann', '/take quote:R/1#1');
    github.say(1, 'ann', '/take quote:R/2#1');
    world.fetch = ((ask) => async (request) => {
      // Between the check and the proof.
      const isLate = world.asked.filter(({ url }) => url === address('b')).length >= 3;
      if (isLate) world.pages.set(address('b'), page(PASSAGE.replace('1,664', '2')));
      return ask(request);
    })(world.fetch);
    await sleep();
    expect(proposed().reports[0]?.citations.map(({ quotes }) => quotes[0]?.text)).toEqual([
      ALTERED,
      PASSAGE,
      PASSAGE,
    ]);
    expect(answers().map(({ body }) => body.split('\n')[1])).toEqual([
      expect.stringContaining('Done in the pull request: Quote the words'),
      expect.stringMatching(/^Not done: a passage is not there as quoted/u),
    ]);
  });

  it.each([
    ['/keep because of this', 'name one of'],
    ['/keep passage-altered:R/9#1 because it is so', 'name one of passage-altered:R/1'],
    ['/keep passage-altered:R/1#1', 'write /keep ID because'],
    ['/take', 'name one of'],
    ['/take quote:R/1#1 now', 'write /keep ID because'],
  ])('that cannot be done is answered with what can be written: %s', async (body, words) => {
    await alter('a', 'b');
    github.say(1, 'ann', body);
    expect(await sleep()).toBe('there is nothing to propose');
    expect(answers()).toHaveLength(1);
    expect(answers()[0]?.body.replace(/[\u2060\\]/gu, '')).toContain(`Not done: ${words}`);
    await sleep();
    expect(answers()).toHaveLength(1);
  });

  it('is about what stood in the issue when it was written, and not about what came since', async () => {
    await alter('a');
    github.say(1, 'ann', '/keep because it is so');
    world.pages.set(address('a'), page(PASSAGE));
    world.pages.set(address('b'), page(ALTERED));
    await sleep();
    expect(tipOf(BRANCH)).toBeNull();
    expect(answers()[0]?.body).toContain('Not done');
  });

  it('is answered once though a night ends between the commit and the answer', async () => {
    await alter('a');
    github.say(1, 'ann', '/keep because it is so');
    github.refusals.set('POST /issues/1/comments', 503);
    await expect(sleep()).rejects.toThrow('503');
    github.refusals.clear();
    await sleep();
    expect(answers()).toHaveLength(1);
    expect(answers()[0]?.body).toContain('Done');
    await sleep();
    expect(answers()).toHaveLength(1);
    expect(commits()).toHaveLength(1);
  });

  it('waits for nobody where a person pushed to the branch: the answer says so', async () => {
    await alter('a');
    move('b');
    await sleep();
    push();
    github.say(1, 'ann', '/keep because it is so');
    await sleep();
    expect(answers()[0]?.body).toContain('Not done: somebody else pushed');
  });

  it('takes no answer from a stranger for its own', async () => {
    await alter('a');
    const id = github.say(1, 'ann', '/keep because it is so');
    github.say(1, 'eve', `<!-- citewatch answer=${id} -->`);
    await sleep();
    expect(answers()).toHaveLength(1);
  });

  it('is a line that begins with it, and no other', () => {
    expect(parseCommand('> /keep a because b\ntext /take x\n/keeper y')).toBeNull();
    expect(parseCommand(null)).toBeNull();
    expect(parseCommand('/keep `a:b#\u20601`  BECAUSE it is so because')).toEqual({
      verb: 'keep',
      named: ['a:b#1'],
      reason: 'it is so because',
    });
  });
});
