import { readlinkSync } from 'node:fs';
import type { Trial } from './budget.js';
import { type Input, TASKS, type TaskName } from './tasks.js';

/** What a worker thread is asked. */
export interface Order<N extends TaskName = TaskName> {
  readonly task: N;
  readonly input: Input<N>;
  readonly thread: Trial['thread'];
}

/** Runs in a worker thread: one task at a time. */
export default function work({ task, input, thread }: Order): unknown {
  Atomics.store(thread, 0, ID);
  const run = TASKS[task] as (input: unknown) => unknown;
  return run(input);
}

/** The id by which Linux knows this thread; -1 elsewhere. */
const ID = idOfThread();

function idOfThread(): number {
  try {
    return Number(readlinkSync('/proc/thread-self').split('/').at(-1));
  } catch {
    return -1;
  }
}
