import type { Command } from 'commander';
import { diffTexts } from '../judge/words.js';
import { visibleText } from '../model/document.js';
import { UserError } from '../model/problem.js';
import type { Visit } from '../model/visit.js';
import { renderTextDiff } from '../report/text-diff.js';
import type { World } from '../world.js';
import type { Io } from './io.js';
import { addPlaces, openStoreWorld } from './options.js';

interface DiffOptions {
  readonly db: string;
  readonly from?: string;
  readonly to?: string;
}

/** `citewatch diff`: what changed at a source between two runs, word by word. */
export const addDiff = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('diff'))
    .description('what changed at a source between two runs, word by word')
    .argument('<source>', 'its id in sources.json')
    .option('--from <run>', 'the earlier run (default: the last one with another text)')
    .option('--to <run>', 'the later run (default: the latest that read the source)')
    .action(async (source: string, options: DiffOptions) => {
      const world = openStoreWorld(io, options);
      try {
        io.out(await diff(world, source, options, io));
        exit(0);
      } finally {
        await world.close();
      }
    });
};

async function diff(world: World, source: string, { from, to }: DiffOptions, io: Io): Promise<string> {
  const read = (await world.store.life(source)).filter((visit) => visit.snapshot !== null);
  const later = choose(read, to, '--to', source);
  const earlier =
    from === undefined
      ? read.find((visit) => visit.run < later.run && visit.snapshot !== later.snapshot)
      : choose(read, from, '--from', source);
  if (earlier === undefined) return `${source}: the same in every run that read it\n`;
  const before = await textOf(world, earlier);
  const after = await textOf(world, later);
  const parts = diffTexts(before, after);
  return renderTextDiff({ source, earlier, later, parts }, io);
}

function choose(visits: readonly Visit[], run: string | undefined, option: string, source: string): Visit {
  const visit = run === undefined ? visits[0] : visits.find((v) => v.run === Number(run));
  if (visit !== undefined) return visit;
  const message = run === undefined ? `no run has read ${source}` : `run ${run} did not read ${source}`;
  throw new UserError([{ file: option, line: 0, column: 0, message }]);
}

async function textOf(world: World, visit: Visit): Promise<string> {
  const reading = await world.store.reading(visit.subject, visit.snapshot ?? '');
  return reading === null ? '' : visibleText(reading.snapshot.document);
}
