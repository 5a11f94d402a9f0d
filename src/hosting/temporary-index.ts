import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Git } from './git.js';

/** One entry of a tree: the bytes of a file that git has, under a path. */
export interface TreeEntry {
  readonly path: string;
  readonly blob: string;
}

/** A folder of one's own for as long as `use` takes. */
export async function inTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'citewatch-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Work with an index that is nobody's: whoever works in the repository finds his own as he left it. */
export const inTemporaryIndex = <T>(use: (index: string) => Promise<T>): Promise<T> =>
  inTemporaryFolder((folder) => use(join(folder, 'index')));

/** A tree of these files alone. */
export const treeOfFiles = (git: Git, files: readonly TreeEntry[]): Promise<string> =>
  inTemporaryIndex(async (index) => {
    const input = files.map(({ path, blob }) => `100644 ${blob}\t${path}\0`).join('');
    await git(['update-index', '-z', '--index-info'], { index, input });
    return (await git(['write-tree'], { index })).trim();
  });
