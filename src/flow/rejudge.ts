import { check } from '../flow.js';
import type { Run, RunFacts } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import { type SourceChange, verdictChanges } from '../model/verdict-change.js';
import { indexOf, type Verdicts } from '../model/verdicts.js';
import type { Watchlist } from '../model/watchlist.js';
import type { World } from '../world.js';
import type { Tell } from './night.js';
import { redo } from './redo.js';
import type { Kept } from './replay.js';

/** The latest night, judged once more. */
export interface Rejudged {
  readonly run: Run<Verdicts>;
  /** The night whose answers were judged. */
  readonly night: RunFacts;
  /** Where the verdicts differ, source by source. */
  readonly changes: readonly SourceChange[];
}

/**
 * Judges what the latest night received once more, by the rules of now, and says which verdicts differ. What is judged goes to the
 * store of `world`, an empty one, and with `isRecorded` into the other too, as a run. Null when there is no night that could be: none, or one that saw nothing of the web, or that judged
 * another one again itself.
 */
export async function rejudge(
  world: World,
  kept: Kept,
  watch: Watchlist,
  settings: CheckSettings,
  tell: Tell,
  isRecorded = false,
): Promise<Rejudged | null> {
  const old = await kept.store.result(null);
  if (old === null || !old.run.online || old.run.rejudges !== undefined) return null;
  const past = redo(world, kept, watch, old.run);
  const { run } = await check(past.world, watch, settings, tell, past.permission);
  const [store, id] = isRecorded ? [kept.store, await past.record()] : [world.store, run.id];
  const judged = (await store.result(id)) as Run<Verdicts>;
  return { run: judged, night: old.run, changes: [...changesBetween(old.sources, judged.sources)] };
}

function* changesBetween(before: Verdicts, after: Verdicts): Generator<SourceChange> {
  const rows = new Map(indexOf(before).ids.map((id, row) => [id, row]));
  for (const source of after) {
    const row = rows.get(source.id);
    const was = row === undefined ? undefined : before.at(row);
    const changes = was === undefined ? [] : verdictChanges(was, source);
    if (changes.length > 0) yield { source, changes };
  }
}
