import type { Database } from 'better-sqlite3';
import type { SourceMemory } from '../model/memory.js';
import type { Visit } from '../model/visit.js';
import { earlierVisit, JUDGED } from './earlier-visit.js';

/** A visit by its key. */
type VisitKey = Pick<Visit, 'subject' | 'run'>;

/** What visits need of the memories. */
export interface MemoryTable {
  /** Keeps what is remembered after a visit, and forgets what no later visit can ask for. */
  replace(after: VisitKey, memory: SourceMemory): void;
}

/**
 * Memories: of each subject the present run's, and those that its history may ask for. Whoever takes up a killed run, and
 * the run after one that was offline, starts from what the night before left. Not packed: a memory is a few kilobytes at most,
 * and packing it would cost as much as the rest of the visit.
 */
export function memoryTable(db: Database): MemoryTable {
  const keep = db.prepare<[VisitKey & { memory: string }]>(
    `INSERT INTO memories (subject, run, memory) VALUES (@subject, @run, @memory)
     ON CONFLICT (subject, run) DO UPDATE SET memory = excluded.memory`,
  );
  const forget = db.prepare<[string, number, string, number, string, number]>(
    `DELETE FROM memories WHERE subject = ? AND run < ?
     AND run IS NOT (${earlierVisit('v.run', '', JUDGED)}) AND run IS NOT (${earlierVisit('v.run', '', '')})`,
  );
  return {
    replace({ subject, run }, memory) {
      keep.run({ subject, run, memory: JSON.stringify(memory) });
      forget.run(subject, run, subject, run, subject, run);
    },
  };
}
