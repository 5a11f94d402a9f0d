import { type Command, Option } from 'commander';
import { UserError } from '../model/problem.js';
import type { Run } from '../model/run.js';
import { renderCsv } from '../report/csv.js';
import { renderFeed } from '../report/feed.js';
import { renderJson } from '../report/json.js';
import { renderMarkdown } from '../report/markdown.js';
import { renderPage } from '../report/page/page.js';
import type { Publication } from '../report/publication.js';
import { openRecords } from '../world/records.js';
import type { World } from '../world.js';
import type { Io } from './io.js';
import { addPlaces, publicationAt } from './options.js';

type Renderer = (run: Run, publication: Publication) => string;

const FORMATS: Readonly<Record<string, Renderer>> = {
  html: renderPage,
  md: renderMarkdown,
  json: renderJson,
  csv: renderCsv,
  feed: renderFeed,
};

/** `citewatch report`: render a recorded run again. */
export const addReport = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('report'), 'sources')
    .description('render a recorded run again, to standard output')
    .option('--run <n>', 'the number of the run (default: the latest)')
    .addOption(
      new Option('--format <format>', 'how to render it').choices(Object.keys(FORMATS)).default('md'),
    )
    .action(
      async ({ db, run, format, sources }: { db: string; run?: string; format: string; sources: string }) => {
        const publication = publicationAt(io, sources);
        const store = openRecords(db);
        try {
          io.out((FORMATS[format] as Renderer)(await recordedRun(store, run), publication));
          exit(0);
        } finally {
          await store.close();
        }
      },
    );
};

/** A finished run by its number, or the latest. Throws a `UserError` when there is none. */
async function recordedRun(store: World['store'], number: string | undefined): Promise<Run> {
  const run = await store.run(number === undefined ? null : Number(number));
  if (run !== null) return run;
  const message =
    number === undefined ? 'nothing has been checked yet' : `there is no finished run ${number}`;
  throw new UserError([{ file: '--run', line: 0, column: 0, message }]);
}
