import { UserError } from '../../model/problem.js';
import { storeDisplayName } from '../../model/settings.js';
import { evidenceBeside, keepBeside } from '../../night/evidence-folder.js';
import { type Desk, serveReview } from '../../night/review.js';
import { openRecords } from '../../night/stores.js';
import { openThought } from '../../night/world.js';
import { parsePort } from '../../settings/nightly.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { allOrProblems, type Io, readNamed, VERSION } from '../io.js';
import { replaceIfUnchanged } from './import.js';
import { publicationOf } from './prepare.js';

/** The options of `citewatch serve` as commander gives them. */
export interface ServeOptions {
  readonly sources: string;
  readonly db: string;
  readonly port: string;
}

/** Serves the reviewer's page until stopped, with the threads that `think` opens where a saved page is handed in; gives the exit code. */
export async function runServe(
  { sources: file, db, port: given }: ServeOptions,
  io: Io,
  think = openThought,
): Promise<number> {
  const [port] = allOrProblems(
    () => parsePort(given),
    () => parseWatchlist(readNamed(file), file),
  );
  const now = () => new Date();
  const desk: Desk = {
    file,
    read: () => readNamed(file),
    write: (before, after) => replaceIfUnchanged(file, before, after),
    async look(job) {
      const store = await openRecords(db);
      const evidence = evidenceBeside(db);
      let pool = null as ReturnType<typeof openThought> | null;
      try {
        return await job({
          ...{ store, evidence, handedIn: evidence, keep: keepBeside(db), now },
          get thought() {
            pool ??= think();
            return pool.thought;
          },
        });
      } finally {
        await pool?.close();
        await store.close();
      }
    },
    now,
    program: `citewatch/${VERSION}`,
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
  throw new UserError([
    { file: storeDisplayName(db), line: 0, column: 0, message: 'nothing has been checked yet' },
  ]);
}
