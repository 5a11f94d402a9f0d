import { type BigIntStats, statSync } from 'node:fs';

/** Throws where a file that was opened is not the one of its name any more. */
export type StillThere = () => void;

/**
 * Holds the store at `path`, which is open, against the file of that name. The system goes on writing into a file that was removed or
 * replaced, and drops it with the process: what is kept in it is kept nowhere. A copy beside it, or another name that leads to it, is
 * none of that.
 */
export function stillThere(path: string): StillThere {
  if (path === ':memory:') return () => {};
  const opened = fileAt(path);
  return () => {
    const now = fileAt(path);
    if (now === undefined || now.ino !== opened?.ino || now.dev !== opened.dev)
      throw new Error(
        `${path} was ${now === undefined ? 'removed' : 'replaced'} while it was written to: what came since is not kept`,
      );
  };
}

const fileAt = (path: string): BigIntStats | undefined =>
  statSync(path, { bigint: true, throwIfNoEntry: false });
