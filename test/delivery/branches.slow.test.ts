import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pushFolder, pushPages, StateBranch } from '../../src/delivery/branches.js';
import { type Git, openGit } from '../../src/delivery/git.js';
import { emptyFolder } from '../command-line.js';
import { onPush, git as plainGit, type Server, startServer } from './repositories.js';

const MAIN = { remote: 'origin', branch: 'main' };
const STATE = { remote: 'origin', branch: 'citewatch-state' };
const PAGES = { remote: 'origin', branch: 'gh-pages' };

const gitIn = (folder: string): Git =>
  openGit({ folder, env: { PATH: process.env.PATH }, login: null, proxy: null });

const put = (folder: string, path: string, text: string | Uint8Array): string => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

/** Does something before the first push. */
function beforePush(git: Git, what: () => void, times = 1): Git {
  let left = times;
  const wrapped = async (...call: Parameters<Git>) => {
    if (call[0][0] === 'push' && left > 0) {
      left -= 1;
      what();
    }
    return git(...call);
  };
  return Object.assign(wrapped, { bytes: git.bytes });
}

const server = (): Server =>
  startServer({ 'sources.json': '{}', 'reports/latest.md': 'old', 'reports/old.md': 'old' });

describe('the reports of a night', () => {
  /** A checkout with new reports in it. */
  function night(at: Server) {
    const folder = at.checkout();
    put(folder, 'reports/latest.md', 'new');
    put(folder, 'reports/latest.json', '{}');
    put(folder, 'reports/2025-10-21-run-1/index.html', '<p>');
    put(folder, 'sources.json', 'half written by somebody');
    return { folder, git: gitIn(join(folder, 'reports')) };
  }

  it('are pushed alone, and the checkout stays as it is', async () => {
    const at = server();
    const { folder, git } = night(at);
    const status = plainGit(folder, 'status', '--porcelain');
    expect(await pushFolder(git, MAIN, 'Reports of run 1')).toBe('pushed');
    expect(at.log('main')).toEqual([
      'Reports of run 1',
      'Ann changes sources.json, reports/latest.md, reports/old.md',
    ]);
    expect(at.file('main', 'reports/latest.md')).toBe('new');
    expect(at.file('main', 'reports/2025-10-21-run-1/index.html')).toBe('<p>');
    expect(at.file('main', 'sources.json')).toBe('{}');
    expect(plainGit(folder, 'status', '--porcelain')).toBe(status);
  });

  it('come on top of what others pushed since the checkout, in the folder too, and between looking and pushing', async () => {
    const at = server();
    const { git } = night(at);
    at.commit({ 'sources.json': '{ }', 'reports/NOTES.md': 'mine', 'reports/old.md': 'mended' });
    const moving = beforePush(git, () => at.commit({ 'README.md': 'in between' }));
    expect(await pushFolder(moving, MAIN, 'Reports of run 1')).toBe('pushed');
    expect(at.log('main').slice(0, 2)).toEqual(['Reports of run 1', 'Ann changes README.md']);
    expect(at.file('main', 'reports/latest.md')).toBe('new');
    expect(at.file('main', 'reports/NOTES.md')).toBe('mine');
    expect(at.file('main', 'reports/old.md')).toBe('mended');
    expect(at.file('main', 'sources.json')).toBe('{ }');
  });

  it('are given up in a sentence after three tries, and force nothing', async () => {
    const at = server();
    const { git } = night(at);
    let n = 0;
    const moving = beforePush(git, () => at.commit({ 'README.md': `${n++}` }), 9);
    await expect(pushFolder(moving, MAIN, 'Reports')).rejects.toThrow(
      /somebody else pushed to main before each of 3/,
    );
    expect(n).toBe(3);
    expect(at.file('main', 'README.md')).toBe('2');
    expect(at.file('main', 'reports/latest.md')).toBe('old');
  });

  it('leave a checkout with its history as long as it was', async () => {
    const at = server();
    const folder = emptyFolder();
    plainGit(folder, 'clone', '--quiet', at.remote, '.');
    at.commit({ 'README.md': 'second' });
    at.commit({ 'README.md': 'third' });
    put(folder, 'reports/latest.md', 'new');
    await pushFolder(gitIn(join(folder, 'reports')), MAIN, 'Reports of run 1');
    plainGit(folder, 'fetch', '--quiet', 'origin');
    expect(plainGit(folder, 'rev-list', '--count', 'origin/main').trim()).toBe('4');
    expect(plainGit(folder, 'rev-parse', '--is-shallow-repository').trim()).toBe('false');
  });

  it('make no commit when the branch has them already', async () => {
    const at = server();
    const { git } = night(at);
    await pushFolder(git, MAIN, 'Reports of run 1');
    expect(await pushFolder(git, MAIN, 'Reports of run 1')).toBe('unchanged');
    expect(at.log('main')).toHaveLength(2);
  });

  it('may go to a branch of their own, which is made', async () => {
    const at = server();
    const { git } = night(at);
    await pushFolder(git, { ...MAIN, branch: 'reports' }, 'Reports of run 1');
    expect(plainGit(at.remote, 'ls-tree', '-r', '--name-only', 'reports').split('\n')).toEqual([
      'reports/2025-10-21-run-1/index.html',
      'reports/latest.json',
      'reports/latest.md',
      '',
    ]);
  });

  it('are published at the root of a branch for pages, which holds one commit', async () => {
    const at = server();
    const { folder, git } = night(at);
    await pushFolder(git, MAIN, 'Reports of run 1');
    expect(await pushPages(git, MAIN, PAGES, 'Reports of run 1')).toBe('pushed');
    expect(await pushPages(git, MAIN, PAGES, 'Reports of run 1')).toBe('unchanged');
    put(folder, 'reports/latest.md', 'newer');
    await pushFolder(git, MAIN, 'Reports of run 2');
    await pushPages(git, MAIN, PAGES, 'Reports of run 2');
    expect(at.log('gh-pages')).toEqual(['Reports of run 2']);
    expect(at.file('gh-pages', 'latest.md')).toBe('newer');
    expect(at.file('gh-pages', '.nojekyll')).toBe('');
  });

  it('keep the address that GitHub wrote on that branch, and replace no branch that is somebody else’s', async () => {
    const at = server();
    const { folder, git } = night(at);
    await pushFolder(git, MAIN, 'Reports of run 1');
    await pushPages(git, MAIN, PAGES, 'Reports of run 1');
    const owner = at.checkout();
    plainGit(owner, 'fetch', '--quiet', 'origin', 'gh-pages');
    plainGit(owner, 'switch', '--quiet', '--create', 'pages', 'FETCH_HEAD');
    put(owner, 'CNAME', 'coi.example.org');
    plainGit(owner, 'add', 'CNAME');
    plainGit(owner, 'commit', '--quiet', '-m', 'Create CNAME');
    plainGit(owner, 'push', '--quiet', 'origin', 'HEAD:gh-pages');
    put(folder, 'reports/latest.md', 'newer');
    await pushFolder(git, MAIN, 'Reports of run 2');
    expect(await pushPages(git, MAIN, PAGES, 'Reports of run 2')).toBe('pushed');
    expect(at.file('gh-pages', 'CNAME')).toBe('coi.example.org');
    expect(at.file('gh-pages', 'latest.md')).toBe('newer');
    const own = { ...PAGES, branch: 'website' };
    plainGit(owner, 'push', '--quiet', 'origin', 'main:website');
    const before = at.log('website');
    await expect(pushPages(git, MAIN, own, 'Reports of run 2')).rejects.toThrow(
      /website .*somebody else's/,
    );
    expect(at.log('website')).toEqual(before);
  });

  it('say what the server said when it lets nobody push, without the password in its address', async () => {
    const at = server();
    const { folder, git } = night(at);
    onPush(at, 'echo "the branch is protected" >&2; exit 1\n');
    await expect(pushFolder(git, MAIN, 'Reports')).rejects.toThrow(
      /^git push: remote: the branch is protected$/,
    );
    onPush(at, 'echo "a word before" >&2; echo "error: GH006: Protected branch" >&2; exit 1\n');
    await expect(pushFolder(git, MAIN, 'Reports')).rejects.toThrow(
      /^git push: remote: error: GH006: Protected branch$/,
    );
    plainGit(folder, 'remote', 'set-url', 'origin', 'http://ann:s3cret@127.0.0.1:1/x.git');
    const refused = pushFolder(git, MAIN, 'Reports').catch((error: Error) => error.message);
    expect(await refused).toMatch(/^git ls-remote: (?!.*s3cret)/);
  });
});

describe('what nights saw, on a branch of its own', () => {
  it('comes back as it was, byte for byte, also what is too long for one file of a repository', async () => {
    const at = server();
    const folder = at.checkout();
    const long = Buffer.alloc(46 * 1024 ** 2, 'citewatch\r\n');
    const files = new Map([
      ['citewatch.db', put(folder, '.citewatch/x.db', long)],
      [
        'evidence/run-000001.warc.gz',
        put(folder, '.citewatch/evidence/run-000001.warc.gz', '\u0000\r\n'),
      ],
    ]);
    const state = new StateBranch(gitIn(folder), STATE);
    expect(await state.read(emptyFolder())).toBeNull();
    await state.write(files, 'State after run 1');
    const back = emptyFolder();
    expect(await new StateBranch(gitIn(at.checkout()), STATE).read(back)).toEqual([]);
    expect(readFileSync(join(back, 'citewatch.db')).equals(long)).toBe(true);
    expect(readFileSync(join(back, 'evidence/run-000001.warc.gz'), 'utf8')).toBe('\u0000\r\n');
    expect(at.file('citewatch-state', 'README.md')).toContain('belongs to citewatch');
  }, 60_000);

  it('has one commit, however many nights there were', async () => {
    const at = server();
    const folder = at.checkout();
    const state = new StateBranch(gitIn(folder), STATE);
    await state.read(emptyFolder());
    for (const n of [1, 2, 3])
      await state.write(
        new Map([['citewatch.db', put(folder, 'x.db', `night ${n}`)]]),
        `State after run ${n}`,
      );
    expect(at.log('citewatch-state')).toEqual(['State after run 3']);
    expect(at.file('citewatch-state', 'citewatch.db')).toBe('night 3');
  });

  it('keeps in increments what it had as a file before, adds what a night changed once, and says which part was damaged', async () => {
    const at = server();
    const all = () => true;
    const save = async (state: StateBranch, text: string) => {
      const file = put(emptyFolder(), 'x.db', text);
      await state.write(new Map([['citewatch.db', file]]), 'State', all);
    };
    const night = async () => {
      const [state, back] = [new StateBranch(gitIn(at.checkout()), STATE), emptyFolder()];
      const damaged = await state.read(back);
      const file = join(back, 'citewatch.db');
      const text = existsSync(file) ? readFileSync(file, 'utf8') : null;
      return { state, damaged, text };
    };
    const names = () =>
      plainGit(at.remote, 'ls-tree', '-r', '--name-only', 'citewatch-state')
        .trim()
        .split('\n')
        .sort();
    const base = randomBytes(30_000).toString('hex');
    const before = await night();
    await before.state.write(
      new Map([['citewatch.db', put(emptyFolder(), 'x.db', base)]]),
      'of before',
    );
    const first = await night();
    expect([first.damaged, first.text]).toEqual([[], base]);
    await save(first.state, `${base} one`);
    expect(names()).toEqual(['README.md', 'citewatch.db.br']);
    const second = await night();
    expect(second.text).toBe(`${base} one`);
    for (const text of ['two', 'two, and told', 'two, and told twice'])
      await save(second.state, `${base} ${text}`);
    expect(names()).toEqual(['README.md', 'citewatch.db.0001.delta', 'citewatch.db.br']);
    const third = await night();
    expect(third.text).toBe(`${base} two, and told twice`);
    await third.state.write(
      new Map([['citewatch.db.0001.delta', put(emptyFolder(), 'x', 'altered')]]),
      'x',
    );
    const lost = await night();
    expect([lost.damaged, lost.text]).toEqual([['citewatch.db.br'], null]);
  }, 60_000);

  it('comes back to a folder of the repository, and is that folder’s alone as long as it is there', async () => {
    const at = startServer({ 'china/sources.json': '{}', 'iran/sources.json': '{}' });
    const stateIn = (folder: string, branch = 'citewatch-state') =>
      new StateBranch(gitIn(join(at.checkout(), folder)), { remote: 'origin', branch });
    const china = stateIn('china');
    await china.read(emptyFolder());
    await china.write(
      new Map([['citewatch.db', put(emptyFolder(), 'x.db', 'night 1')]]),
      'State after run 1',
    );
    const back = emptyFolder();
    expect(await stateIn('china').read(back)).toEqual([]);
    expect(readFileSync(join(back, 'citewatch.db'), 'utf8')).toBe('night 1');
    const another = stateIn('iran').read(emptyFolder());
    await expect(another).rejects.toThrow(
      /^citewatch-state keeps the nights of china\/sources\.json: .*--state-branch/,
    );
    expect(await stateIn('iran', 'iran-state').read(emptyFolder())).toBeNull();
    at.move('china', 'asia/china');
    expect(await stateIn('asia/china').read(emptyFolder())).toEqual([]);
  });

  it('is somebody else’s where citewatch did not make it, and is left as it is', async () => {
    const at = server();
    const state = new StateBranch(gitIn(at.checkout()), MAIN);
    await expect(state.read(emptyFolder())).rejects.toThrow(/^main is a branch of somebody else's/);
    expect(at.file('main', 'reports/old.md')).toBe('old');
  });

  it('is not written over when another night wrote to it meanwhile', async () => {
    const at = server();
    const [one, other] = [at.checkout(), at.checkout()];
    const [mine, theirs] = [
      new StateBranch(gitIn(one), STATE),
      new StateBranch(gitIn(other), STATE),
    ];
    await mine.read(emptyFolder());
    await theirs.read(emptyFolder());
    await theirs.write(new Map([['citewatch.db', put(other, 'x.db', 'theirs')]]), 'theirs');
    const writing = mine.write(new Map([['citewatch.db', put(one, 'x.db', 'mine')]]), 'mine');
    await expect(writing).rejects.toThrow('another night wrote to citewatch-state meanwhile');
    expect(at.file('citewatch-state', 'citewatch.db')).toBe('theirs');
  });
});

describe('git as it is run', () => {
  it('sees no secret of the process, runs no program of the repository, and sends its token to the server alone', async () => {
    const at = server();
    const folder = at.checkout();
    writeFileSync(join(folder, '.git/hooks/pre-push'), '#!/bin/sh\ntouch ran\n', { mode: 0o755 });
    const env = {
      PATH: process.env.PATH,
      SMTP_URL: 'smtp://secret',
      GITHUB_TOKEN: 'secret',
      GIT_DIR: '/nowhere',
    };
    const login = { server: 'https://github.example', token: 'secret' };
    const git = openGit({ folder, env, login, proxy: null });
    plainGit(folder, 'config', 'alias.env', '!env');
    const seen = await git(['env']);
    expect(seen).toContain('GIT_TERMINAL_PROMPT=0');
    expect(seen).not.toMatch(/secret|GIT_DIR=\/nowhere/);
    const headers = (url: string) =>
      git(['config', '--get-urlmatch', 'http.extraheader', url]).catch(() => '');
    expect(await headers('https://github.example/a/b')).toMatch(/^AUTHORIZATION: basic /);
    expect(await headers('https://github.example.org/a/b')).toBe('');
    await git(['push', 'origin', 'HEAD:refs/heads/copy']);
    expect(plainGit(folder, 'status', '--porcelain')).toBe('');
  });
});
