import { createReadStream } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Git } from './git.js';
import { joinIn, type KeptParts, partName, partOf, partsAfter } from './increments.js';
import { commitTree, fetchTip, push, type RemoteBranch, treeOf } from './remote-branch.js';
import { inTemporaryFolder, type TreeEntry, treeOfFiles } from './temporary-index.js';

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
    const { damaged, whole } = await joinIn(folder);
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
      return treeOfFiles(this.git, [...entries, { path: 'README.md', blob: readme }]);
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
    const parts = await partsAfter(before, await readFile(file));
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
  private async partsIn(entries: readonly TreeEntry[]): Promise<KeptParts | null> {
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
