import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appendDelta, type DeltaChain, partName, partOf, restoreDeltas } from './deltas.js';
import {
  type Git,
  GitError,
  inTemporaryFolder,
  inTemporaryIndex,
  type TreeEntry,
  writeGitTree,
} from './git.js';

/** A branch of a remote repository. */
interface RemoteBranch {
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
const commitTree = async (git: Git, tree: string, parent: string | null, message: string): Promise<string> =>
  (await git(['commit-tree', tree, ...(parent === null ? [] : ['-p', parent])], { input: message })).trim();

/** The tree of a commit. */
const treeOf = async (git: Git, commit: string): Promise<string> =>
  (await git(['rev-parse', '--verify', `${commit}^{tree}`])).trim();

/**
 * Makes a commit the branch's latest. False when somebody else moved the branch meanwhile. With `replaces` (what it is known to
 * be now; null for a branch that is not there) the commit stands in place of what is there, without it only on top of it.
 * Rejects when the server refuses it for another reason, or cannot be reached.
 */
async function push(
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
export async function readBranchFile(git: Git, from: RemoteBranch, name: string): Promise<string | null> {
  const tip = await fetchTip(git, from);
  return tip === null ? null : readFileAtCommit(git, tip, name);
}

/** A file in the folder that git is in, as a commit has it; null where it has none. */
export async function readFileAtCommit(git: Git, commit: string, name: string): Promise<string | null> {
  const prefix = await folderIn(git);
  return git(['cat-file', 'blob', `${commit}:${prefix}${name}`]).catch((error: unknown) => {
    if (error instanceof GitError && error.exit !== null) return null;
    throw error;
  });
}

/** Bytes of a file in a repository: GitHub warns from 50 MB on and refuses 100 MB. Longer ones are kept in parts. */
const PART = 45 * 1024 ** 2;

/** Where a part of a longer file is. */
const PART_NAME = /\.part-\d{4}$/u;

/** What may be on the branch, and nothing that would be written elsewhere. */
const KEPT_PATH = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/u;

const README = `This branch belongs to citewatch: its store, and the evidence that it kept. Each night replaces the one commit that is here.
People change nothing in it. Removing it makes citewatch forget what earlier nights saw, and begin anew.
`;

/** Another night replaced the state since this one read it: what that keeps is left as it is. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** A branch as it was seen last: the commit that a new one may replace. */
export class StateBranch {
  private tip: string | null = null;
  /** What the night began with: what is saved more than once in it is added to that. */
  private origin: string | null = null;
  private readonly blobs = new Map<string, string>();
  /** What the branch has of files that are as they were brought back. */
  private readonly unchanged = new Map<string, readonly TreeEntry[]>();

  constructor(
    private readonly git: Git,
    private readonly at: RemoteBranch,
  ) {}

  /**
   * Writes the files of the branch into an empty folder, those that are kept in increments as they were. Gives the names of the parts
   * that are not as they were written; null when there is no such branch.
   */
  async read(folder: string): Promise<readonly string[] | null> {
    this.tip = await fetchTip(this.git, this.at);
    this.origin = this.tip;
    if (this.tip === null) return null;
    const own = new Map<string, TreeEntry[]>();
    for (const { path, blob } of await this.entriesAt(this.tip)) {
      const whole = partOf(path.replace(PART_NAME, ''))?.path;
      if (whole !== undefined) own.set(whole, [...(own.get(whole) ?? []), { path, blob }]);
      const file = join(folder, path.replace(PART_NAME, ''));
      await mkdir(dirname(file), { recursive: true });
      // Parts come in their order.
      await appendFile(file, await this.git.bytes(['cat-file', 'blob', blob]));
    }
    const { damaged, whole } = await restoreDeltas(folder);
    for (const path of whole) this.unchanged.set(await keyOf(path, join(folder, path)), own.get(path) ?? []);
    return damaged;
  }

  private async entriesAt(commit: string): Promise<readonly TreeEntry[]> {
    const listed = await this.git(['ls-tree', '-r', '-z', commit]);
    return listed
      .split('\0')
      .slice(0, -1)
      .flatMap((entry) => {
        const [facts = '', path = ''] = entry.split('\t');
        const [, type, blob = ''] = facts.split(' ');
        return type !== 'blob' || !KEPT_PATH.test(path) || path === 'README.md' ? [] : [{ path, blob }];
      });
  }

  /**
   * Has the branch hold these files (path there to path here) and nothing else, in one commit without history: what has not changed
   * is not sent again, nor, of the files that are kept in `increments`, what was there when the branch was read. Rejects, with
   * {@link Overtaken} when somebody else moved the branch since it was read.
   */
  async write(
    files: ReadonlyMap<string, string>,
    message: string,
    increments: (path: string) => boolean = () => false,
  ): Promise<void> {
    const tree = await inTemporaryFolder(async (folder) => {
      const entries: TreeEntry[] = [];
      for (const [path, file] of files)
        entries.push(
          ...(increments(path)
            ? await this.incrementsOf(path, file, folder)
            : await this.entriesOf(path, file, folder)),
        );
      const readme = (await this.git(['hash-object', '-w', '--stdin'], { input: README })).trim();
      return writeGitTree(this.git, [...entries, { path: 'README.md', blob: readme }]);
    });
    if (this.tip !== null && tree === (await treeOf(this.git, this.tip))) return;
    const commit = await commitTree(this.git, tree, null, message);
    if (!(await push(this.git, commit, this.at, this.tip)))
      throw new Overtaken(
        `another night wrote to ${this.at.branch} meanwhile: what it keeps is left as it is`,
      );
    this.tip = commit;
  }

  private async incrementsOf(path: string, file: string, folder: string): Promise<readonly TreeEntry[]> {
    const same = this.unchanged.get(await keyOf(path, file));
    if (same !== undefined) return same;
    const kept = this.origin === null ? [] : await this.entriesAt(this.origin);
    const own = kept.filter((entry) => partOf(entry.path.replace(PART_NAME, ''))?.path === path);
    const before = await this.partsIn(own);
    const parts = await appendDelta(before, await readFile(file));
    const entries: TreeEntry[] = [];
    for (const [n, bytes] of [parts.full, ...parts.deltas].entries()) {
      const name = partName(path, n);
      const written = join(folder, `${name.replaceAll('/', '-')}`);
      await writeFile(written, bytes);
      entries.push(...(await this.entriesOf(name, written, folder)));
    }
    return entries;
  }

  /** What is kept of a file in increments; null where that is not whole. */
  private async partsIn(entries: readonly TreeEntry[]): Promise<DeltaChain | null> {
    const parts: Buffer[] = [];
    for (const entry of entries) {
      const n = partOf(entry.path.replace(PART_NAME, ''))?.n ?? 0;
      const bytes = await this.git.bytes(['cat-file', 'blob', entry.blob]);
      parts[n] = parts[n] === undefined ? bytes : Buffer.concat([parts[n], bytes]);
    }
    const [full, ...deltas] = Array.from(parts);
    return full === undefined || deltas.includes(undefined as never) ? null : { full, deltas };
  }

  private async entriesOf(path: string, file: string, folder: string): Promise<readonly TreeEntry[]> {
    const { size, mtimeMs } = await stat(file);
    if (size > PART) return this.partsOf(path, file, folder);
    // Evidence of earlier nights is the same each time.
    const key = `${file} ${size} ${mtimeMs}`;
    const known = this.blobs.get(key) ?? (await this.hash(file));
    this.blobs.set(key, known);
    return [{ path, blob: known }];
  }

  private async partsOf(path: string, file: string, folder: string): Promise<readonly TreeEntry[]> {
    const entries: TreeEntry[] = [];
    for await (const part of createReadStream(file, { highWaterMark: PART })) {
      const written = join(folder, `part-${entries.length}`);
      await writeFile(written, part);
      const number = String(entries.length).padStart(4, '0');
      entries.push({ path: `${path}.part-${number}`, blob: await this.hash(written) });
    }
    return entries;
  }

  private async hash(file: string): Promise<string> {
    return (await this.git(['hash-object', '-w', '--no-filters', file])).trim();
  }
}

/** Where a file would be, as long as nobody writes to it. */
async function keyOf(path: string, file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return `${path} ${size} ${mtimeMs}`;
}

/** All files below a folder, by their path in it; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
