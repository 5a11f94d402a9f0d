import { parentPort } from 'node:worker_threads';
import type { Snapshot } from '../model/visit.js';
import { written } from '../model/written-document.js';
import { type Input, TASKS, type TaskName, type TellRead } from './tasks.js';

/** What a worker thread is asked. */
export interface Order<N extends TaskName = TaskName> {
  readonly task: N;
  readonly input: Input<N>;
  /** By which number the thread tells what it has read, before it judges that. */
  readonly trial: number;
}

/** What a thread has read and is judging now: one line for all trials, for a port of its own costs each as much as reading a page. */
export interface HasRead {
  readonly trial: number;
  /** Its document as {@link written} makes it. */
  readonly snapshot: Omit<Snapshot, 'document'> & { readonly document: string };
}

/** What came of an order. */
export interface Done {
  readonly value: unknown;
  /** True when a {@link HasRead} of the trial was sent: the value may overtake it. */
  readonly hasRead: boolean;
}

/** Runs in a worker thread: one task at a time. */
export default async function work({ task, input, trial }: Order): Promise<Done> {
  const run = TASKS[task] as (input: unknown, tellRead: TellRead) => unknown;
  let hasRead = false;
  const value = await run(input, (snapshot) => {
    hasRead = true;
    const told: HasRead = { trial, snapshot: { ...snapshot, document: written(snapshot.document) } };
    parentPort?.postMessage(told);
  });
  return { value, hasRead };
}
