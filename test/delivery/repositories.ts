import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { emptyFolder } from '../command-line.js';

const ENV = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@asylos.example',
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@asylos.example',
};

/** Git as a colleague runs it. */
export const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    env: ENV,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Files to put into a commit, by path. */
type Files = Readonly<Record<string, string | Uint8Array>>;

/** A repository on a server, and those who push to it. */
export interface Server {
  /** Its folder. */
  readonly remote: string;
  /** A fresh checkout of a branch, as a CI job gets it: without history. */
  checkout(branch?: string): string;
  /** A colleague's commit on main. */
  commit(files: Files): void;
  /** A colleague moves a folder on main. */
  move(from: string, to: string): void;
  /** What a branch holds: the text of a file. */
  file(branch: string, path: string): string;
  /** Subjects of the commits of a branch, latest first. */
  log(branch: string): readonly string[];
  /** What the latest commit of a branch says. */
  lastMessage(branch: string): string;
}

/** Makes one with a first commit of these files on main. */
export function startServer(files: Files): Server {
  const remote = emptyFolder();
  git(remote, 'init', '--quiet', '--bare', '--initial-branch=main');
  const colleague = emptyFolder();
  git(colleague, 'clone', '--quiet', remote, '.');
  const commit = (changed: Files): void => {
    for (const [path, text] of Object.entries(changed)) {
      mkdirSync(dirname(join(colleague, path)), { recursive: true });
      writeFileSync(join(colleague, path), text);
    }
    git(colleague, 'add', '--all');
    git(colleague, 'commit', '--quiet', '-m', `Ann changes ${Object.keys(changed).join(', ')}`);
    git(colleague, 'push', '--quiet', 'origin', 'HEAD:main');
  };
  git(colleague, 'checkout', '--quiet', '-B', 'main');
  commit(files);
  return {
    remote,
    checkout: (branch = 'main') => {
      const folder = emptyFolder();
      git(folder, 'clone', '--quiet', '--depth=1', `--branch=${branch}`, `file://${remote}`, '.');
      return folder;
    },
    commit: (changed) => {
      git(colleague, 'pull', '--quiet', '--rebase', 'origin', 'main');
      commit(changed);
    },
    move: (from, to) => {
      mkdirSync(dirname(join(colleague, to)), { recursive: true });
      git(colleague, 'mv', from, to);
      commit({});
    },
    file: (branch, path) => git(remote, 'show', `${branch}:${path}`),
    log: (branch) => git(remote, 'log', '--format=%s', branch).trimEnd().split('\n'),
    lastMessage: (branch) => git(remote, 'log', '-1', '--format=%B', branch).trimEnd(),
  };
}

/** Has a server do something (a shell script) whenever it is pushed to; what ends with another code than 0 refuses the push. */
export function onPush({ remote }: Server, script: string): void {
  const hook = join(remote, 'hooks/pre-receive');
  writeFileSync(hook, '#!/bin/sh\n', { mode: 0o755 });
  appendFileSync(hook, script);
}
