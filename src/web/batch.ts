/** A piece of work that begins by asking a host for something. Never rejects. */
export type Job = () => Promise<void>;

/** Pieces of work that have an end together. */
export interface Batch {
  readonly jobs: readonly Job[];
  /** Resolves when all have ended. Rejects with the first error of any: no other is begun then. */
  readonly done: Promise<void>;
  fail(error: unknown): void;
}

/** The batch that does `work` on each thing. */
export function batchOf<T>(things: readonly T[], work: (thing: T) => Promise<void>): Batch {
  let left = things.length;
  let isStopped = false;
  let end!: () => void;
  let stop!: (error: unknown) => void;
  const done = new Promise<void>((resolve, reject) => {
    end = resolve;
    stop = reject;
  });
  const fail = (error: unknown): void => {
    isStopped = true;
    stop(error);
  };
  const jobs = things.map((thing) => async () => {
    if (!isStopped) await work(thing).catch(fail);
    left -= 1;
    if (left === 0) end();
  });
  if (left === 0) end();
  return { jobs, done, fail };
}
