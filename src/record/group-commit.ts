import type { Database } from 'better-sqlite3';
import type { StillThere } from './still-there.js';

/**
 * Milliseconds to wait for company, in units of what the last commit took: the disk has the thread for a tenth of the time
 * at most, and where commits cost nothing nobody waits. What stands on one page of the store is written once for all of them.
 */
const COMPANY = 9;
/** Milliseconds after which nobody is waited for, however slow the disk is. */
const LONGEST_WAIT = 50;

/**
 * Writes for which no others are waited for: half of the 96 visits that are usually at work at once. Were all to wait, nothing would be
 * asked meanwhile, which took a tenth of the time of a night on which nothing changed.
 */
const ENOUGH = 48;

/** Writes of many callers, a transaction for all that came within a moment. */
export interface GroupCommit {
  /** Does a caller's writes, all or none; resolves when they are on the disk, and rejects with what they threw. */
  write(job: () => void): Promise<void>;
  /** Commits at once what waits. */
  flush(): void;
}

interface Waiting {
  readonly job: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One commit costs as much as the disk takes to write, however much is in it. Nothing is acknowledged that `there` throws at. */
export function groupCommit(db: Database, there: StillThere): GroupCommit {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let wait = 0;
  const commit = db.transaction((jobs: readonly Waiting[]) => {
    there();
    for (const { job } of jobs) job();
  });

  /** A job that fails takes nobody with it: the others are committed each by itself. */
  function settle(jobs: readonly Waiting[]): void {
    try {
      commit.immediate(jobs);
    } catch (error) {
      if (jobs.length > 1) for (const one of jobs) settle([one]);
      else jobs[0]?.reject(error);
      return;
    }
    for (const { resolve } of jobs) resolve();
  }

  function flush(): void {
    clearTimeout(timer);
    const jobs = waiting;
    waiting = [];
    if (jobs.length === 0) return;
    const began = performance.now();
    settle(jobs);
    wait = Math.min(LONGEST_WAIT, COMPANY * (performance.now() - began));
  }

  return {
    write: (job) =>
      new Promise((resolve, reject) => {
        const company = waiting.push({ job, resolve, reject });
        if (company === 1) timer = setTimeout(flush, wait);
        else if (company === ENOUGH) flush();
      }),
    flush,
  };
}
