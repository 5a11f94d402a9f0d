import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FileLock, fileLock } from './file-lock.js';

/** Another run is under way on the same store, or keeps its evidence in the same folder. */
export class RunUnderWay extends Error {
  override readonly name = 'RunUnderWay';

  constructor(path: string) {
    super(`another run is under way on ${path}; wait until it ends`);
  }
}

/** Held by the one run that is under way on a store and on a folder of evidence. */
export interface RunLock {
  /** Throws {@link RunUnderWay} when another run holds either, in this process or in another. */
  take(): void;
  /** Does nothing when it is not held. */
  release(): void;
}

/**
 * The lock of the store at `path`, a file beside it, because a transaction on the store would keep out the visits; and of
 * the folder of `evidence`, in it, because two stores may keep theirs in one. Null when the run keeps none.
 */
export function runLock(path: string, evidence: string | null): RunLock {
  const locks: readonly (readonly [string, FileLock])[] = [
    [path, fileLock(besideStore(path, 'lock'))],
    ...(evidence === null ? [] : [[evidence, fileLock(join(evidence, 'lock'))] as const]),
  ];
  const release = (): void => {
    for (const [, lock] of locks) lock.release();
  };
  let held = false;
  return {
    take() {
      if (held) throw new RunUnderWay(path);
      if (evidence !== null) mkdirSync(evidence, { recursive: true });
      for (const [place, lock] of locks)
        if (!lock.take()) {
          release();
          throw new RunUnderWay(place);
        }
      held = true;
    },
    release() {
      release();
      held = false;
    },
  };
}

/** A file that goes with the store at `path`; in memory like it. */
export const besideStore = (path: string, name: string): string =>
  path === ':memory:' ? path : `${path}-${name}`;
