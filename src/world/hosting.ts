import { createFetcher } from '../fetch/fetcher.js';
import { type Git, openGit } from '../hosting/git.js';
import { type GithubSettings, openGithub } from '../hosting/github.js';
import { type Issues, openIssues } from '../hosting/issues.js';
import { StateBranch } from '../hosting/state-branch.js';
import type { Hear } from '../model/foreign-words.js';
import type { FetchSettings } from '../model/settings.js';
import { copyStore } from '../record/copy-store.js';
import { evidenceFolderOf } from './evidence.js';

/** Where the job of a night runs, as far as it is not the night's own affair. */
export interface HostingSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly github: GithubSettings | null;
  /** Address of the server that holds the repository. */
  readonly server: string;
  /** Null where only git is needed, and finds its own way. */
  readonly fetch: FetchSettings | null;
  /** A folder of the repository. */
  readonly folder: string;
  /** Hears what git and GitHub say. */
  readonly hear: Hear;
}

/** The hands that reach a repository and what is beside it. */
export interface Hosting {
  /** Git in a folder of the repository. */
  gitIn(folder: string): Git;
  /** The branch of a remote repository on which what nights saw is kept. */
  stateOn(remote: string, branch: string): StateBranch;
  /** Null where it is not known which repository's issues are meant, or there is no leave to write them. */
  readonly issues: Issues | null;
  /** Copies a store that may be open, and checks the copy. */
  copyStore(db: string, to: string): Promise<void>;
  /** Where a store keeps its evidence. */
  evidenceOf(db: string): string | null;
  close(): Promise<void>;
}

/** Opens those hands. Nothing is run or asked yet. */
export function openHosting({ env, github, server, fetch, folder, hear }: HostingSettings): Hosting {
  const fetcher = github === null || fetch === null ? null : createFetcher(fetch);
  const login = github === null ? null : { server, token: github.token };
  const proxy = fetch?.proxy ?? null;
  const gitIn = (where: string): Git => openGit({ folder: where, env, login, proxy, hear });
  return {
    gitIn,
    stateOn: (remote, branch) => new StateBranch(gitIn(folder), { remote, branch }),
    issues:
      github === null || fetcher === null
        ? null
        : openIssues(openGithub(fetcher.fetch, github, undefined, undefined, hear)),
    copyStore,
    evidenceOf: evidenceFolderOf,
    close: async () => fetcher?.close(),
  };
}
