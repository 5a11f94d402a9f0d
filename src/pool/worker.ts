import { readlinkSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import type { Snapshot } from '../model/visit.js';
import { SAID, type Trial } from './budget.js';
import { type Input, TASKS, type TaskName } from './tasks.js';

/** What a worker thread is asked. */
export interface Order<N extends TaskName = TaskName> {
  readonly task: N;
  readonly input: Input<N>;
  readonly said: Trial['said'];
  /** Where a reading that took long is handed over before it is judged. */
  readonly port: MessagePort;
}

/** Milliseconds by the clock, our choice: what is read in less is read once more where it is needed after all. */
const LONG_READING = 500;

/** Runs in a worker thread: one task at a time. */
export default function work({ task, input, said, port }: Order): unknown {
  Atomics.store(said, SAID.id, ID);
  const began = performance.now();
  const onRead = (snapshot: Snapshot): void => {
    if (performance.now() - began > LONG_READING) port.postMessage(snapshot);
    Atomics.store(said, SAID.hasRead, 1);
  };
  const run = TASKS[task] as (input: unknown, onRead: (snapshot: Snapshot) => void) => unknown;
  return run(input, onRead);
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
