import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, start } from './command-line.js';
import { git, startServer } from './delivery/repositories.js';
import { type LoopbackGithub, startLoopbackGithub } from './replica/github.js';
import { type Replica, startReplica } from './replica/web.js';

const SHIPPED = JSON.parse(readFileSync(join(import.meta.dirname, '../sources.json'), 'utf8'));
const CITED = ['ASI2025-01/20', 'ASI2025-01/23', 'ASI2025-01/33', 'ASI2025-01/36', 'ASI2025-01/38'];
const BRANCH = 'citewatch-remedies';

/** The shipped list with five citations, whose days of access are these; one that is not named was accessed lately. */
function listed(accessed: Readonly<Record<string, string>> = {}): string {
  const [report] = SHIPPED.reports;
  const citations = report.citations
    .filter(({ id }: { id: string }) => CITED.includes(id))
    .map((citation: { id: string }) => ({
      ...citation,
      accessed: accessed[citation.id.slice(-2)] ?? '2025-09-20',
    }));
  const cited = new Set(citations.map(({ source }: { source: string }) => source));
  const sources = SHIPPED.sources.filter(({ id }: { id: string }) => cited.has(id));
  const watch = {
    ...SHIPPED,
    series: [],
    sources: sources.map((one: object) => ({ ...one, series: null })),
    decisions: [],
  };
  return `${JSON.stringify({ ...watch, reports: [{ ...report, citations }] }, null, 2)}\n`;
}
const OLD = '2025-01-15';

let replica: Replica;
let github: LoopbackGithub;

describe('twelve nights of the replica that propose what mends', () => {
  const server = startServer({
    'sources.json': listed({ 20: OLD, 33: OLD, 36: OLD }),
    '.gitignore': '.citewatch/\n',
  });
  const tipOf = (branch: string): string | null =>
    git(server.remote, 'for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`).trim() ||
    null;
  const night = async (
    n: number,
  ): Promise<Ended & { readonly said: string; readonly summary: string }> => {
    replica.setNight(Math.min(n, 4));
    const cwd = server.checkout();
    const web = [...replica.connectTo, `:8080:127.0.0.1:${github.port}`].flatMap((rule) => [
      '--connect-to',
      rule,
    ]);
    const when = `2025-10-${15 + n}T02:00:00Z`;
    const summary = join(cwd, '.git/summary.md');
    const env = {
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: 'http://api.github.example:8080',
      GITHUB_TOKEN: 't',
      GITHUB_REPOSITORY: 'asylos/reports',
      GITHUB_REF_NAME: 'main',
      GITHUB_STEP_SUMMARY: summary,
    };
    const options = [
      '--propose',
      '--issue',
      'high',
      '--fail-on',
      'never',
      '--archive',
      'none',
      '--host-delay',
      '0',
    ];
    const { ended } = start(
      ['nightly', ...options, '--now', when, '--cacert', replica.caFile, ...web],
      { cwd, env },
    );
    const end = await ended;
    expect(end.code, end.err).toBe(0);
    const said = /^proposal: (.*)$/mu.exec(end.err)?.[1] ?? '';
    return { ...end, said, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
  };
  const commits = (): readonly string[] =>
    git(server.remote, 'log', '--reverse', '--format=%s', `main..${BRANCH}`).trim().split('\n');
  const stale = () =>
    JSON.parse(server.file('main', 'reports/latest.json'))
      .findings.filter(
        ({ kind, state }: Record<string, string>) =>
          kind === 'access-stale' && (state === 'new' || state === 'open'),
      )
      .map(({ citation }: Record<string, string>) => citation);
  const states = () =>
    github.pulls.map(({ state, merged_at }) => (merged_at === null ? state : 'merged'));
  const answers = () => github.comments.filter(({ body }) => body.includes('citewatch answer='));

  beforeAll(async () => {
    replica = await startReplica(SHIPPED);
    github = await startLoopbackGithub('t', 2);
    github.headOf = tipOf;
    github.permissions.set('ann', 'write');
  });
  afterAll(async () => {
    await replica.close();
    await github.close();
  });

  it('1: one pull request, with a commit for each proved remedy, and main as it was', async () => {
    expect((await night(1)).said).toBe('pull request 1 proposes 3 changes');
    expect(commits()).toHaveLength(3);
    expect(commits()[0]).toMatch(/^\S+: Set the day of access to 16 October 2025$/u);
    expect(server.file('main', 'sources.json')).toBe(listed({ 20: OLD, 33: OLD, 36: OLD }));
    expect(github.pulls[0]?.body).toContain('`ASI2025-01/33#1`');
  });

  it('2: a passage changed, so that it proves nothing; main moved, and the branch goes on from it', async () => {
    server.commit({ 'README.md': 'moved on' });
    expect((await night(2)).said).toBe('pull request 1 proposes 2 changes');
    expect([commits().length, server.file(BRANCH, 'README.md')]).toEqual([2, 'moved on']);
    expect(git(server.remote, 'merge-base', 'main', BRANCH).trim()).toBe(tipOf('main'));
    expect(github.issues[0]?.body).toContain('/take quote:ASI2025-01/20#1');
  });

  it('3: an answer in the issue is done and told once; a stranger’s is not heard', async () => {
    github.say(github.issues[0]?.number ?? 0, 'eve', '/keep because I say so');
    github.say(github.issues[0]?.number ?? 0, 'ann', '/keep because the report says 4.4 million');
    expect((await night(3)).said).toBe('pull request 1 proposes 3 changes');
    expect(commits()[0]).toContain('Keep aljazeera-2022-xi-anti-graft as it is cited');
    expect(answers()).toMatchObject([
      { body: expect.stringContaining('Done in the pull request') },
    ]);
  });

  it('4: the passage is back; what was asked for stands in the pull request until it is merged', async () => {
    expect((await night(4)).said).toBe('pull request 1 proposes 4 changes');
    expect(answers()).toHaveLength(1);
    expect(states()).toEqual(['open']);
  });

  it('5: merged, the night is green for them', async () => {
    git(server.remote, 'update-ref', 'refs/heads/main', BRANCH);
    Object.assign(github.pulls[0] ?? {}, { state: 'closed', merged_at: '2025-10-24T12:00:00Z' });
    expect(stale()).toHaveLength(3);
    expect((await night(5)).said).toBe('there is nothing to propose');
    expect([stale(), tipOf(BRANCH), answers().length]).toEqual([[], null, 1]);
    expect(JSON.parse(server.file('main', 'sources.json')).decisions).toMatchObject([
      { by: 'ann', keep: true },
    ]);
  });

  it('6 and 7: what a person closed is not proposed again', async () => {
    server.commit({ 'sources.json': listed({ 23: OLD }) });
    expect((await night(6)).said).toBe('pull request 3 proposes one change');
    Object.assign(github.pulls[1] ?? {}, { state: 'closed' });
    expect((await night(7)).said).toBe('there is nothing to propose');
    expect(states()).toEqual(['merged', 'closed']);
  });

  it('8 and 9: another one gets a new pull request, whose branch is left alone when a person pushed to it', async () => {
    server.commit({ 'sources.json': listed({ 23: OLD, 38: OLD }) });
    expect((await night(8)).said).toBe('pull request 4 proposes one change');
    const folder = server.checkout(BRANCH);
    git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'by hand');
    git(folder, 'push', '--quiet', 'origin', BRANCH);
    const tip = tipOf(BRANCH);
    const { said, summary } = await night(9);
    expect(said).toBe(`${BRANCH} is left alone, for somebody else pushed to it`);
    expect(summary).toContain('is left alone');
    expect([tipOf(BRANCH), states().at(-1)]).toEqual([tip, 'open']);
  });

  it('10: merged with that commit, it begins anew', async () => {
    server.commit({ 'sources.json': listed({ 23: OLD }) });
    Object.assign(github.pulls[2] ?? {}, { state: 'closed', merged_at: '2025-10-29T12:00:00Z' });
    Object.assign(github.pulls[2]?.head ?? {}, { sha: tipOf(BRANCH) });
    expect((await night(10)).said).toBe('there is nothing to propose');
    expect(tipOf(BRANCH)).toBeNull();
  });

  it('11 and 12: closed, and its branch removed, when nothing is left to propose', async () => {
    server.commit({ 'sources.json': listed({ 36: OLD }) });
    expect((await night(11)).said).toBe('pull request 5 proposes one change');
    server.commit({ 'sources.json': listed() });
    expect((await night(12)).said).toBe(
      'pull request 5 was closed, for nothing is left to propose',
    );
    expect([states(), tipOf(BRANCH)]).toEqual([['merged', 'closed', 'merged', 'closed'], null]);
  });
});
