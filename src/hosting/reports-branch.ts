import { type Git, GitError } from './git.js';
import { commitTree, fetchTip, push, type RemoteBranch, treeOf } from './remote-branch.js';
import { inTemporaryIndex } from './temporary-index.js';

/** Tries to put a commit on top of a branch that others push to as well. */
const TRIES = 3;

/** What became of the reports: `unchanged` where the branch has them already, `overtaken` where those of a later run stand there. */
export type Pushed = 'pushed' | 'unchanged' | 'overtaken';

/** The path of a folder from the root of the repository, such as `reports/`. Git must be in that folder. */
async function folderIn(git: Git): Promise<string> {
  const prefix = (await git(['rev-parse', '--show-prefix'])).trimEnd();
  if (prefix === '') throw new Error('the folder of reports is the whole repository: give it one of its own');
  return prefix;
}

/**
 * Puts what is different in a folder since the commit that is checked out on top of a branch as it is now, in a commit of its own, and
 * pushes that; the branch is never forced. Whatever others changed stays, in the folder too. The checkout and its index stay as they
 * are. `git` must be in that folder. Nothing is pushed over a branch that `isLater` says is ahead of us. Rejects when the branch moved
 * away three times, or may not be pushed to.
 */
export async function pushFolder(
  git: Git,
  to: RemoteBranch,
  message: string,
  isLater: (tip: string) => Promise<boolean> = async () => false,
): Promise<Pushed> {
  const prefix = await folderIn(git);
  const changes = await changesIn(git);
  for (let n = 0; n < TRIES; n++) {
    const tip = await fetchTip(git, to);
    if (tip !== null && (await isLater(tip))) return 'overtaken';
    const tree = await treeWith(git, tip, changes);
    if (tip !== null && tree === (await treeOf(git, tip))) return 'unchanged';
    if (await push(git, await commitTree(git, tree, tip, message), to)) return 'pushed';
  }
  throw new Error(
    `${prefix} could not be pushed: somebody else pushed to ${to.branch} before each of ${TRIES} tries`,
  );
}

/** What is different in the folder git is in, as `update-index --index-info` takes it. */
const changesIn = (git: Git): Promise<string> =>
  inTemporaryIndex(async (index) => {
    await git(['read-tree', 'HEAD'], { index });
    await git(['add', '--all', '--force', '--', '.'], { index });
    const raw = await git(
      ['diff-index', '--cached', '--raw', '-z', '--no-renames', '--no-abbrev', 'HEAD', '--', '.'],
      { index },
    );
    const parts = raw.split('\0');
    let lines = '';
    for (let i = 0; i + 1 < parts.length; i += 2) {
      const [, mode, , blob] = (parts[i] as string).slice(1).split(' ');
      lines += `${mode === '000000' ? '0' : mode} ${blob}\t${parts[i + 1]}\0`;
    }
    return lines;
  });

const treeWith = (git: Git, tip: string | null, changes: string): Promise<string> =>
  inTemporaryIndex(async (index) => {
    await git(tip === null ? ['read-tree', '--empty'] : ['read-tree', tip], { index });
    await git(['update-index', '-z', '--index-info'], { index, input: changes });
    return (await git(['write-tree'], { index })).trim();
  });

/**
 * Puts a folder of the branch `from` alone on another branch, at its root, where GitHub Pages and the like publish it. That branch
 * holds one commit and is replaced. `git` must be in that folder.
 */
export async function pushPages(
  git: Git,
  from: RemoteBranch,
  pages: RemoteBranch,
  message: string,
): Promise<Pushed> {
  const prefix = await folderIn(git);
  const [source, tip] = [await fetchTip(git, from), await fetchTip(git, pages)];
  if (source === null) throw new Error(`there is no branch ${from.branch} whose reports could be published`);
  const tree = await inTemporaryIndex(async (index) => {
    await git(['read-tree', `${source}:${prefix.replace(/\/$/u, '')}`], { index });
    // Has GitHub show the files as they are.
    const empty = (await git(['hash-object', '-w', '--stdin'], { input: '' })).trim();
    await git(['update-index', '--add', '--cacheinfo', `100644,${empty},.nojekyll`], { index });
    return (await git(['write-tree'], { index })).trim();
  });
  if (tip !== null && tree === (await treeOf(git, tip))) return 'unchanged';
  if (await push(git, await commitTree(git, tree, null, message), pages, tip)) return 'pushed';
  throw new Error(`somebody else pushed to ${pages.branch} at the same time`);
}

/** The beginning of a file in the folder that git is in, as it is on the branch; null where there is none. */
export async function fileOnBranch(git: Git, from: RemoteBranch, name: string): Promise<string | null> {
  const tip = await fetchTip(git, from);
  return tip === null ? null : fileIn(git, tip, name);
}

/** A file in the folder that git is in, as a commit has it; null where it has none. */
export async function fileIn(git: Git, commit: string, name: string): Promise<string | null> {
  const prefix = await folderIn(git);
  return git(['cat-file', 'blob', `${commit}:${prefix}${name}`]).catch((error: unknown) => {
    if (error instanceof GitError && error.exit !== null) return null;
    throw error;
  });
}
