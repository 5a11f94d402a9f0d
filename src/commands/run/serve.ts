import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { refuse } from '../../model/problem.js';
import { storeDisplayName } from '../../model/settings.js';
import { openThought } from '../../pool/open-thought.js';
import { parseOwner } from '../../settings/decisions.js';
import { parsePort } from '../../settings/nightly.js';
import type { RawOptions } from '../../settings/options.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { withFetchCache } from '../../tasks/add.js';
import type { Desk } from '../../tasks/desk.js';
import { evidenceBeside, keepBeside } from '../../tasks/evidence-folder.js';
import { serveReview } from '../../tasks/review.js';
import { withRecords } from '../../tasks/stores.js';
import { allOrProblems, type Io, readNamed, readNamedBytes, VERSION } from '../io.js';
import type { PlaceOptions } from '../options.js';
import { undoEdit, writeEdit } from './edits.js';
import { fileDesk } from './file-desk.js';
import { filedPrints, ownFileOf } from './filed-prints.js';
import { publicationOf, settingsOf, worldOf } from './prepare.js';

type Files = Pick<PlaceOptions, 'sources' | 'db'>;

interface ServeOptions extends RawOptions, Files {
  readonly port: string;
  readonly by?: string;
}

/** Serves the reviewer's page until stopped, with the threads that `think` opens where a saved page is handed in; gives the exit code. */
export async function runServe(
  options: ServeOptions,
  io: Io,
  think = openThought,
): Promise<number> {
  const { sources: file, db } = options;
  const [port, settings, by] = allOrProblems(
    () => parsePort(options.port),
    () => settingsOf(options),
    () => parseOwner('--by', options.by ?? userInfo().username),
    () => parseWatchlist(readNamed(file), file),
  );
  const now = () => new Date();
  const desk: Desk = {
    ...fileDesk(options, io),
    file,
    read: () => readNamed(file),
    write: (before, after, about) => writeEdit(file, before, after, about),
    look: (job) =>
      withRecords(db, async (store) => {
        const evidence = evidenceBeside(db);
        let pool = null as ReturnType<typeof openThought> | null;
        try {
          return await job({
            store,
            evidence,
            handedIn: evidence,
            keep: keepBeside(db),
            now,
            get thought() {
              pool ??= think();
              return pool.thought;
            },
          });
        } finally {
          await pool?.close();
        }
      }),
    web: async (memory, job) => {
      const opened = await worldOf(memory === 'kept' ? db : ':memory:', settings);
      const { thought, close } = think();
      const world = { ...opened, thought };
      try {
        return await job(memory === 'kept' ? world : withFetchCache(world), settings);
      } finally {
        await close();
        await opened.close();
      }
    },
    undo: (n) => undoEdit(file, n),
    filed: () => filedPrints(file),
    ownFile: (report) => {
      const path = ownFileOf(report, file);
      return path === null || !existsSync(path)
        ? null
        : { name: basename(path), bytes: readNamedBytes(path, MAX_REPORT_BYTES) };
    },
    by,
    now,
    program: `citewatch/${VERSION}`,
    publication: (watch) => publicationOf(io, watch.reports),
  };
  const [run] = await desk.look(({ store }) => store.runs(1));
  if (run === undefined) refuse(storeDisplayName(db), 'nothing has been checked yet');
  const serving = await serveReview(desk, port);
  io.out(`${serving.url}\n`);
  io.err(`decisions are written to ${file}; stop with Ctrl-C\n`);
  if (!io.stop.aborted)
    await new Promise((resolve) => io.stop.addEventListener('abort', resolve, { once: true }));
  await serving.close();
  return 0;
}
