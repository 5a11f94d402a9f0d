import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { visibleText } from '../model/document.js';
import { UserError } from '../model/problem.js';
import type { Visit } from '../model/visit.js';
import { coalesce } from '../report/diff/coalesce.js';
import { renderDiffPage } from '../report/diff/diff-page.js';
import { changesIn, type NightText, renderTextDiff, type TextDiff } from '../report/diff/text-diff.js';
import { count } from '../report/words.js';
import { diffTexts } from '../text/word-diff.js';
import type { World } from '../world.js';
import type { Io } from './io.js';
import { addPlaces, openStoreWorld } from './options.js';

interface DiffOptions {
  readonly db: string;
  readonly from?: string;
  readonly to?: string;
  readonly html?: string;
}

/** `citewatch diff`: what changed at a source between two runs, word by word. */
export const addDiff = (program: Command, io: Io, exit: (code: number) => void): void => {
  addPlaces(program.command('diff'))
    .description('what changed at a source between two runs, word by word')
    .argument('<source>', 'its id in sources.json')
    .option('--from <run>', 'the earlier run (default: the last one with another text)')
    .option('--to <run>', 'the later run (default: the latest that read the source)')
    .option('--html <file>', 'write a page with the whole later text instead')
    .action(async (source: string, options: DiffOptions) => {
      const world = openStoreWorld(io, options);
      try {
        const diff = await compare(world, source, options);
        if (diff === null) io.out(`${source}: the same in every run that read it\n`);
        else if (options.html === undefined) io.out(renderTextDiff(diff, io));
        else io.out(writePage(options.html, diff));
        exit(0);
      } finally {
        await world.close();
      }
    });
};

/** Null when no two runs read different bytes. */
async function compare(world: World, source: string, { from, to }: DiffOptions): Promise<TextDiff | null> {
  const read = (await world.store.life(source)).filter((visit) => visit.snapshot !== null);
  const later = choose(read, to, '--to', source);
  const earlier =
    from === undefined
      ? read.find((visit) => visit.run < later.run && visit.snapshot !== later.snapshot)
      : choose(read, from, '--from', source);
  if (earlier === undefined) return null;
  const [before, after] = [await nightOf(world, earlier), await nightOf(world, later)];
  return { source, earlier: before, later: after, parts: coalesce(diffTexts(textOf(before), textOf(after))) };
}

function choose(visits: readonly Visit[], run: string | undefined, option: string, source: string): Visit {
  const visit = run === undefined ? visits[0] : visits.find((v) => v.run === Number(run));
  if (visit !== undefined) return visit;
  const message = run === undefined ? `no run has read ${source}` : `run ${run} did not read ${source}`;
  throw new UserError([{ file: option, line: 0, column: 0, message }]);
}

async function nightOf(world: World, visit: Visit): Promise<NightText> {
  const reading = await world.store.reading(visit.subject, visit.snapshot ?? '');
  return { visit, snapshot: reading?.snapshot ?? null };
}

const textOf = ({ snapshot }: NightText): string => (snapshot === null ? '' : visibleText(snapshot.document));

/** Writes the page and says so. Throws a `UserError` when the file cannot be written. */
function writePage(file: string, diff: TextDiff): string {
  try {
    writeFileSync(file, renderDiffPage(diff));
  } catch (error) {
    const message = `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
    throw new UserError([{ file, line: 0, column: 0, message }]);
  }
  return `${file}: ${count(changesIn(diff.parts), 'change', 'changes')}\n`;
}
