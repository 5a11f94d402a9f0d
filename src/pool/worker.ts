import { type Input, TASKS, type TaskName } from './tasks.js';

/** What a worker thread is asked. */
export interface Order<N extends TaskName = TaskName> {
  readonly task: N;
  readonly input: Input<N>;
}

/** Runs in a worker thread: one task at a time. */
export default function work({ task, input }: Order): unknown {
  const run = TASKS[task] as (input: unknown) => unknown;
  return run(input);
}
