import type { MessagePort } from 'node:worker_threads';
import { type Input, TASKS, type TaskName, type TellRead } from './tasks.js';

/** What a worker thread is asked. */
export interface Order<N extends TaskName = TaskName> {
  readonly task: N;
  readonly input: Input<N>;
  /** Where a reading is told before it is judged. */
  readonly port: MessagePort;
}

/** Runs in a worker thread: one task at a time. */
export default function work({ task, input, port }: Order): unknown {
  const run = TASKS[task] as (input: unknown, tellRead: TellRead) => unknown;
  return run(input, (snapshot) => port.postMessage(snapshot));
}
