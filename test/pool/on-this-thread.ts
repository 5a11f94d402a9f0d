import type { Snapshot } from '../../src/model/visit.js';
import type { Pool } from '../../src/pool/pool.js';
import { TASKS, type TellRead } from '../../src/pool/tasks.js';

/** Thinks on the test's own thread, with clones at both ends: what cannot travel to a thread fails here as well. */
export const onThisThread: Pick<Pool, 'run'> = {
  async run(task, input) {
    let read: Snapshot | null = null;
    const work = TASKS[task] as (input: unknown, tellRead: TellRead) => unknown;
    const value = await work(structuredClone(input), (snapshot) => {
      read = snapshot;
    });
    return { kind: 'done', value: structuredClone(value) as never, read: structuredClone(read) };
  },
};
