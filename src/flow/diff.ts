import { visibleText } from '../model/document.js';
import { UserError } from '../model/problem.js';
import type { Visit } from '../model/visit.js';
import type { Store } from '../record/store.js';
import { coalesce } from '../report/diff/coalesce.js';
import type { NightText, TextDiff } from '../report/diff/night-text.js';
import { diffTexts } from '../text/word-diff.js';

/** Which runs to compare, by their numbers as the options `--from` and `--to` give them. */
export interface RunChoice {
  readonly from?: string;
  readonly to?: string;
}

/**
 * What changed in a source's text between two runs: by default from the last that read another text to the latest.
 * Null when no two runs read different bytes. Throws a `UserError` when a run that was named did not read it.
 */
export async function compareRuns(
  store: Store,
  source: string,
  { from, to }: RunChoice,
): Promise<TextDiff | null> {
  const read = (await store.life(source)).filter((visit) => visit.snapshot !== null);
  const later = choose(read, to, '--to', source);
  const earlier =
    from === undefined
      ? read.find((visit) => visit.run < later.run && visit.snapshot !== later.snapshot)
      : choose(read, from, '--from', source);
  if (earlier === undefined) return null;
  const [before, after] = [await nightOf(store, earlier), await nightOf(store, later)];
  const parts = coalesce(diffTexts(textOf(before), textOf(after)));
  const between = read.filter(({ run }) => run > earlier.run && run <= later.run);
  const replaced = between.findLast(({ verdict }) => verdict?.content.change === 'replaced') ?? null;
  return { source, earlier: before, later: after, parts, replaced };
}

function choose(visits: readonly Visit[], run: string | undefined, option: string, source: string): Visit {
  const visit = run === undefined ? visits[0] : visits.find((v) => v.run === Number(run));
  if (visit !== undefined) return visit;
  const message = run === undefined ? `no run has read ${source}` : `run ${run} did not read ${source}`;
  throw new UserError([{ file: option, line: 0, column: 0, message }]);
}

async function nightOf(store: Store, visit: Visit): Promise<NightText> {
  const reading = await store.reading(visit.subject, visit.snapshot ?? '');
  return { visit, snapshot: reading?.snapshot ?? null };
}

const textOf = ({ snapshot }: NightText): string => (snapshot === null ? '' : visibleText(snapshot.document));
