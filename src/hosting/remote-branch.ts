import { type Git, GitError } from './git.js';

/** A branch of a remote repository. */
export interface RemoteBranch {
  /** Its name in git's settings, or its address. */
  readonly remote: string;
  readonly branch: string;
}

const refOf = (branch: string): string => `refs/heads/${branch}`;

/** What `git ls-remote --exit-code` ends with where there is no such branch. */
const NO_SUCH_BRANCH = 2;

/** The latest commit of a branch, fetched, without its history where the checkout has none; null when there is no such branch. */
export async function fetchTip(git: Git, { remote, branch }: RemoteBranch): Promise<string | null> {
  const listed = await git(['ls-remote', '--exit-code', remote, refOf(branch)]).catch((error: unknown) => {
    if (error instanceof GitError && error.exit === NO_SUCH_BRANCH) return '';
    throw error;
  });
  const [tip = ''] = listed.split('\t');
  if (tip === '') return null;
  // A checkout with its history would lose it to `--depth`.
  const isShallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const depth = isShallow ? ['--depth=1'] : [];
  await git(['fetch', '--quiet', '--no-tags', ...depth, remote, refOf(branch)]);
  return (await git(['rev-parse', '--verify', 'FETCH_HEAD'])).trim();
}

/** A commit of a tree, with one parent or none. */
export const commitTree = async (
  git: Git,
  tree: string,
  parent: string | null,
  message: string,
): Promise<string> =>
  (await git(['commit-tree', tree, ...(parent === null ? [] : ['-p', parent])], { input: message })).trim();

/** The tree of a commit. */
export const treeOf = async (git: Git, commit: string): Promise<string> =>
  (await git(['rev-parse', '--verify', `${commit}^{tree}`])).trim();

/**
 * Makes a commit the branch's latest. False when somebody else moved the branch meanwhile. With `replaces` (what it is known to
 * be now; null for a branch that is not there) the commit stands in place of what is there, without it only on top of it.
 * Rejects when the server refuses it for another reason, or cannot be reached.
 */
export async function push(
  git: Git,
  commit: string,
  { remote, branch }: RemoteBranch,
  replaces?: string | null,
): Promise<boolean> {
  const lease = replaces === undefined ? [] : [`--force-with-lease=${refOf(branch)}:${replaces ?? ''}`];
  try {
    await git(['push', '--quiet', '--porcelain', ...lease, remote, `${commit}:${refOf(branch)}`]);
    return true;
  } catch (error) {
    if (error instanceof GitError && MOVED.test(error.output)) return false;
    throw error;
  }
}

/** Not the word of a rule of the server's: that is `[remote rejected]` with its reason. */
const MOVED =
  /\[rejected\] \((?:fetch first|non-fast-forward|stale info)|\[remote rejected\] \((?:cannot lock ref|failed to update ref|incorrect old value)/u;
