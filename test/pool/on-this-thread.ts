import type { Pool } from '../../src/pool/pool.js';
import { TASKS } from '../../src/pool/tasks.js';

/** Thinks on the test's own thread, with clones at both ends: what cannot travel to a thread fails here as well. */
export const onThisThread: Pick<Pool, 'run'> = {
  async run(task, input) {
    const work = TASKS[task] as (input: unknown) => unknown;
    const value = await work(structuredClone(input));
    return { kind: 'done', value: structuredClone(value) as never };
  },
};
