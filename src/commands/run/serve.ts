import { type Desk, serveReview } from '../../flow/review.js';
import { parsePort } from '../../load/port.js';
import { parseWatchlist } from '../../load/watchlist.js';
import { UserError } from '../../model/problem.js';
import { evidenceBeside } from '../../world/evidence.js';
import { openRecords } from '../../world/records.js';
import { allOrProblems, type Io, readNamed } from '../io.js';
import { writeWhole } from './import.js';
import { publicationOf } from './prepare.js';

/** The options of `citewatch serve` as commander gives them. */
export interface ServeOptions {
  readonly sources: string;
  readonly db: string;
  readonly port: string;
}

/** Serves the reviewer's page until stopped; gives the exit code. */
export async function runServe({ sources: file, db, port: given }: ServeOptions, io: Io): Promise<number> {
  const [port] = allOrProblems(
    () => parsePort(given),
    () => parseWatchlist(readNamed(file), file),
  );
  const desk: Desk = {
    file,
    read: () => readNamed(file),
    write(before, after) {
      if (readNamed(file) !== before) return false;
      writeWhole(file, after);
      return true;
    },
    async look(job) {
      const store = openRecords(db);
      try {
        return await job({ store, evidence: evidenceBeside(db) });
      } finally {
        await store.close();
      }
    },
    now: () => new Date(),
    publication: (watch) => publicationOf(io, watch.reports),
  };
  await refuseEmpty(desk, db);
  const serving = await serveReview(desk, port);
  io.out(`${serving.url}\n`);
  io.err(`decisions are written to ${file}; stop with Ctrl-C\n`);
  if (!io.stop.aborted)
    await new Promise((resolve) => io.stop.addEventListener('abort', resolve, { once: true }));
  await serving.close();
  return 0;
}

/** Throws a `UserError` when no run has ended yet: there is no page to show. */
async function refuseEmpty(desk: Desk, db: string): Promise<void> {
  const [run] = await desk.look(({ store }) => store.runs(1));
  if (run !== undefined) return;
  throw new UserError([{ file: db, line: 0, column: 0, message: 'nothing has been checked yet' }]);
}
