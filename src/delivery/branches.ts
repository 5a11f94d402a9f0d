import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appendDelta, type DeltaChain, partName, partOf, restoreDeltas } from './deltas.js';
import {
  type Git,
  GitError,
  inTemporaryIndex,
  OWN_MAIL,
  type TreeEntry,
  treeLine,
  writeBlob,
  writeTree,
} from './git.js';

interface RemoteBranch {
  /** Its name in git's settings, or its address. */
  readonly remote: string;
  readonly branch: string;
}

const refOf = (branch: string): string => `refs/heads/${branch}`;

/** What `git ls-remote --exit-code` ends with where there is no such branch. */
const NO_SUCH_BRANCH = 2;

/** Fetches the latest commit of a branch, without history where the checkout is shallow; null when there is no such branch. */
export async function fetchTip(git: Git, { remote, branch }: RemoteBranch): Promise<string | null> {
  const listed = await git(['ls-remote', '--exit-code', remote, refOf(branch)]).catch(
    (error: unknown) => {
      if (error instanceof GitError && error.exit === NO_SUCH_BRANCH) return '';
      throw error;
    },
  );
  const [tip = ''] = listed.split('\t');
  if (tip === '') return null;
  // A checkout with its history would lose it to `--depth`.
  const isShallow = (await git(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  const depth = isShallow ? ['--depth=1'] : [];
  await git(['fetch', '--quiet', '--no-tags', ...depth, remote, refOf(branch)]);
  return (await git(['rev-parse', '--verify', 'FETCH_HEAD'])).trim();
}

const commitTree = async (
  git: Git,
  tree: string,
  parent: string | null,
  message: string,
): Promise<string> =>
  (
    await git(['commit-tree', tree, ...(parent === null ? [] : ['-p', parent])], { input: message })
  ).trim();

const treeOf = async (git: Git, commit: string): Promise<string> =>
  (await git(['rev-parse', '--verify', `${commit}^{tree}`])).trim();

/**
 * Makes a commit the branch's latest; false when somebody else moved the branch meanwhile. With `replaces` (the branch's known commit;
 * null for no such branch) the commit replaces what is there, without it it must go on from it. Rejects on other refusals.
 */
async function push(
  git: Git,
  commit: string,
  { remote, branch }: RemoteBranch,
  replaces?: string | null,
): Promise<boolean> {
  const lease =
    replaces === undefined ? [] : [`--force-with-lease=${refOf(branch)}:${replaces ?? ''}`];
  try {
    await git(['push', '--quiet', '--porcelain', ...lease, remote, `${commit}:${refOf(branch)}`]);
    return true;
  } catch (error) {
    if (error instanceof GitError && MOVED.test(error.output)) return false;
    throw error;
  }
}

/** What git prints when the branch moved; a rule of the server's is `[remote rejected]` with its reason. */
const MOVED =
  /\[rejected\] \((?:fetch first|non-fast-forward|stale info)|\[remote rejected\] \((?:cannot lock ref|failed to update ref|incorrect old value)/u;

/** Tries to put a commit on top of a branch that others push to as well, our choice. */
const TRIES = 3;

/** What became of the reports: `unchanged` where the branch has them already, `overtaken` where those of a later run stand there. */
export type Pushed = 'pushed' | 'unchanged' | 'overtaken';

/** The path of a folder from the root of the repository, such as `reports/`. Git must be in that folder. */
export async function folderIn(git: Git): Promise<string> {
  const prefix = (await git(['rev-parse', '--show-prefix'])).trimEnd();
  if (prefix === '')
    throw new Error('the folder of reports is the whole repository: give it one of its own');
  return prefix;
}

/**
 * Pushes the changes in a folder since the checked-out commit as one commit on top of the branch; the branch is never forced. Others'
 * changes stay, in the folder too, and so do the checkout and its index. `git` must be in that folder. Nothing is pushed over a branch
 * that `isLater` says is ahead of us. Rejects when the branch moved three times, or may not be pushed to.
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
    const tree = await writeTree(git, tip, changes);
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
      {
        index,
      },
    );
    const parts = raw.split('\0');
    let lines = '';
    for (let i = 0; i + 1 < parts.length; i += 2) {
      const [, mode, , blob] = (parts[i] as string).slice(1).split(' ');
      lines += `${mode === '000000' ? '0' : mode} ${blob}\t${parts[i + 1]}\0`;
    }
    return lines;
  });

/**
 * Replaces a branch by one commit with a folder of the branch `from` at its root, as GitHub Pages publishes it. `git` must be in that folder.
 * Rejects where the branch holds something else than reports; the address that GitHub writes there (`CNAME`) stays.
 */
export async function pushPages(
  git: Git,
  from: RemoteBranch,
  pages: RemoteBranch,
  message: string,
): Promise<Pushed> {
  const prefix = await folderIn(git);
  const [source, tip] = [await fetchTip(git, from), await fetchTip(git, pages)];
  if (source === null)
    throw new Error(`there is no branch ${from.branch} whose reports could be published`);
  const root = tip === null ? '' : await git(['ls-tree', '-z', '--full-tree', tip]);
  if (tip !== null && !root.includes('\tlatest.json\0'))
    throw new Error(
      `${pages.branch} is a branch of somebody else's, which the pages would replace: name another one with --pages-branch`,
    );
  // Has GitHub show the files as they are.
  const asIs = treeLine({ path: '.nojekyll', blob: await writeBlob(git, '') });
  const address = root.split('\0').find((entry) => entry.endsWith('\tCNAME'));
  const kept = address === undefined ? asIs : `${asIs}${address}\0`;
  const tree = await writeTree(git, `${source}:${prefix.replace(/\/$/u, '')}`, kept);
  if (tip !== null && tree === (await treeOf(git, tip))) return 'unchanged';
  if (await push(git, await commitTree(git, tree, null, message), pages, tip)) return 'pushed';
  throw new Error(`somebody else pushed to ${pages.branch} at the same time`);
}

/** A file in the folder that git is in, as it is on the branch; null where there is none. */
export async function readBranchFile(
  git: Git,
  from: RemoteBranch,
  name: string,
): Promise<string | null> {
  const tip = await fetchTip(git, from);
  return tip === null ? null : readFileAtCommit(git, tip, name);
}

/** A file in the folder that git is in, as a commit has it; null where it has none. */
export async function readFileAtCommit(
  git: Git,
  commit: string,
  name: string,
): Promise<string | null> {
  const prefix = await folderIn(git);
  return git(['cat-file', 'blob', `${commit}:${prefix}${name}`]).catch((error: unknown) => {
    if (error instanceof GitError && error.exit !== null) return null;
    throw error;
  });
}

/** Bytes of a file in a repository: GitHub warns from 50 MB on and refuses 100 MB. Longer ones are kept in parts. */
const PART = 45 * 1024 ** 2;

const PART_NAME = /\.part-\d{4}$/u;

/** The paths that the branch may hold: none leads out of its folder. */
const KEPT_PATH = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/u;

const OURS = 'This branch belongs to citewatch';
const README = `${OURS}: its store, and the evidence that it kept. Each night replaces the one commit that is here.
People change nothing in it. Removing it makes citewatch forget what earlier nights saw, and begin anew.
`;
/** The line that says whose nights these are, by its path in the repository; absent on a branch of before. */
const OF = 'Nights of: ';

/** Another night replaced the state since this one read it; its state is left as it is. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** The branch that keeps the state of a nightly job. It remembers the commit that a new one may replace. */
export class StateBranch {
  private tip: string | null = null;
  /** The commit that the night began with: deltas are added to its parts, however often the night is saved. */
  private origin: string | null = null;
  /** The entries of files that are as they were brought back: earlier evidence need not be packed again. */
  private readonly unchanged = new Map<string, readonly TreeEntry[]>();

  constructor(
    private readonly git: Git,
    private readonly at: RemoteBranch,
    /** Whose nights it keeps: a file in the folder that git is in. */
    private readonly file = 'sources.json',
  ) {}

  /**
   * Writes the files of the branch into an empty folder. Gives the names of damaged parts; null when there is no such branch. Rejects where
   * the branch is somebody else's, or keeps the nights of another file that is still there.
   */
  async read(folder: string): Promise<readonly string[] | null> {
    this.tip = await fetchTip(this.git, this.at);
    this.origin = this.tip;
    if (this.tip === null) return null;
    await this.holdAgainst(this.tip);
    const entries = await this.entriesAt(this.tip);
    for (const { path, blob } of entries) {
      const file = join(folder, path.replace(PART_NAME, ''));
      await mkdir(dirname(file), { recursive: true });
      // Parts come in their order.
      await appendFile(file, await this.git.bytes(['cat-file', 'blob', blob]));
    }
    const { damaged, whole } = await restoreDeltas(folder);
    for (const path of whole)
      this.unchanged.set(await versionOf(path, join(folder, path)), partsAmong(entries, path));
    return damaged;
  }

  private async holdAgainst(tip: string): Promise<void> {
    const { branch } = this.at;
    const readme = await this.git(['show', `${tip}:README.md`]).catch(() => '');
    if (!readme.startsWith(OURS))
      throw new Error(
        `${branch} is a branch of somebody else's, which a night would replace: name another one with --state-branch`,
      );
    const of = readme.split(`\n${OF}`)[1]?.trimEnd() ?? null;
    if (of === null || of === (await this.path())) return;
    if ((await this.git(['ls-tree', '--full-tree', 'HEAD', '--', of])) !== '')
      throw new Error(
        `${branch} keeps the nights of ${of}: name another branch for those of ${await this.path()} with --state-branch`,
      );
  }

  private async path(): Promise<string> {
    return (await this.git(['rev-parse', '--show-prefix'])).trimEnd() + this.file;
  }

  private async entriesAt(commit: string): Promise<readonly TreeEntry[]> {
    const listed = await this.git(['ls-tree', '-r', '-z', '--full-tree', commit]);
    return listed
      .split('\0')
      .slice(0, -1)
      .flatMap((entry) => {
        const [facts = '', path = ''] = entry.split('\t');
        const [, type, blob = ''] = facts.split(' ');
        return type !== 'blob' || !KEPT_PATH.test(path) || path === 'README.md'
          ? []
          : [{ path, blob }];
      });
  }

  /**
   * Replaces the branch by one commit with these files (path there to path here); of the files that are kept in `increments`, only what
   * changed since the branch was read is added. Rejects, with {@link Overtaken} when somebody else moved the branch since.
   */
  async write(
    files: ReadonlyMap<string, string>,
    message: string,
    increments: (path: string) => boolean = () => false,
  ): Promise<void> {
    const entries: TreeEntry[] = [
      {
        path: 'README.md',
        blob: await writeBlob(this.git, `${README}\n${OF}${await this.path()}\n`),
      },
    ];
    for (const [path, file] of files)
      entries.push(
        ...(increments(path)
          ? await this.incrementsOf(path, file)
          : await this.entriesOf(path, await readFile(file))),
      );
    const tree = await writeTree(this.git, null, entries.map(treeLine).join(''));
    if (this.tip !== null && tree === (await treeOf(this.git, this.tip))) return;
    const commit = await commitTree(this.git, tree, null, message);
    if (!(await push(this.git, commit, this.at, this.tip)))
      throw new Overtaken(
        `another night wrote to ${this.at.branch} meanwhile: what it keeps is left as it is`,
      );
    this.tip = commit;
  }

  private async incrementsOf(path: string, file: string): Promise<readonly TreeEntry[]> {
    const same = this.unchanged.get(await versionOf(path, file));
    if (same !== undefined) return same;
    const kept = this.origin === null ? [] : await this.entriesAt(this.origin);
    const before = await this.partsIn(partsAmong(kept, path));
    const { full, deltas } = await appendDelta(before, await readFile(file));
    const entries: TreeEntry[] = [];
    for (const [n, bytes] of [full, ...deltas].entries())
      entries.push(...(await this.entriesOf(partName(path, n), bytes)));
    return entries;
  }

  /** The parts of a file that is kept in increments; null where one is missing. */
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

  private async entriesOf(path: string, bytes: Buffer): Promise<readonly TreeEntry[]> {
    const entries: TreeEntry[] = [];
    for (let at = 0; at === 0 || at < bytes.length; at += PART) {
      const name =
        bytes.length > PART ? `${path}.part-${String(at / PART).padStart(4, '0')}` : path;
      entries.push({ path: name, blob: await writeBlob(this.git, bytes.subarray(at, at + PART)) });
    }
    return entries;
  }
}

const partsAmong = (entries: readonly TreeEntry[], file: string): readonly TreeEntry[] =>
  entries.filter(({ path }) => partOf(path.replace(PART_NAME, ''))?.path === file);

/** A file and its version: the same as long as nobody writes to it. */
async function versionOf(path: string, file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return `${path} ${size} ${mtimeMs}`;
}

/** True where the server lets nobody push there, or not us. */
export const isPushRefused = (error: unknown): boolean =>
  error instanceof GitError &&
  /\[remote rejected\]|\b403\b|denied/u.test(`${error.output} ${error.message}`);

/**
 * A file as the branch `onto` (null: the one that is checked out) has it, and the branch on which changes of it are proposed; null where
 * there is no such file. Git must be in the file's folder.
 */
export async function readProposal(git: Git, at: RemoteBranch, onto: string | null, file: string) {
  const main = onto ?? (await git(['branch', '--show-current'])).trim();
  const [base, tip] = [await fetchTip(git, { ...at, branch: main }), await fetchTip(git, at)];
  const path = (await git(['rev-parse', '--show-prefix'])).trimEnd() + file;
  if (base === null || (await git(['ls-tree', base, '--', file])) === '') return null;
  const by =
    tip === null
      ? []
      : (await git(['show', '--no-patch', '--format=%ae %ce', tip])).trim().split(' ');
  return {
    main,
    tip,
    path,
    text: await git(['cat-file', 'blob', `${base}:${path}`]),
    /** True after somebody else pushed to it. */
    isForeign: by.some((mail) => mail !== OWN_MAIL),
    /** Replaces the branch by a commit for each text of the file on top of the other branch, or removes it where there is none; false where somebody else pushed meanwhile. */
    async write(
      commits: readonly { readonly text: string; readonly message: string }[],
    ): Promise<boolean> {
      if (commits.length === 0) return tip === null || push(git, '', at, tip);
      let commit = base;
      for (const { text, message } of commits) {
        const line = treeLine({ path, blob: await writeBlob(git, text) });
        commit = await commitTree(git, await writeTree(git, commit, line), commit, message);
      }
      const isSame = tip !== null && (await treeOf(git, commit)) === (await treeOf(git, tip));
      return isSame || push(git, commit, at, tip);
    },
  };
}
