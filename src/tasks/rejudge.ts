import { isNight, type Run, type RunFacts } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import { indexOf, type SourceChange, type Verdicts, verdictChanges } from '../model/verdicts.js';
import type { Watchlist } from '../model/watchlist.js';
import type { Tell } from '../night/context.js';
import type { Kept } from '../night/latest.js';
import { runsSinceNight } from '../night/latest.js';
import { runOnce } from '../night/night.js';
import { chooseSources, redo, verdictsOfRuns } from '../night/redo.js';
import type { World } from '../night/world.js';
import type { StoreWriter } from '../store/store.js';

/** The latest night, judged once more. */
export interface Rejudged {
  readonly run: Run<Verdicts>;
  /** The night whose answers were judged. */
  readonly night: RunFacts;
  /** Where the verdicts differ, source by source. */
  readonly changes: readonly SourceChange[];
}

/**
 * Judges what the latest night received once more by the present rules, and says which verdicts differ. What is judged goes to the store of
 * `world`, an empty one, and with `record`, which writes to the other, there too as a run. Null when there is no such night: none, one that saw nothing
 * of the web, or one that was judged again already.
 */
export async function rejudge(
  world: World,
  kept: Kept,
  watch: Watchlist,
  settings: CheckSettings,
  tell: Tell,
  record: StoreWriter | null = null,
): Promise<Rejudged | null> {
  const old = await kept.store.result(null);
  if (old === null || !old.run.online || old.run.rejudges !== undefined) return null;
  const looks = await runsSinceNight(kept.store, isNight(old.run) ? old.run : null);
  if (looks.some(({ rejudges }) => rejudges !== undefined)) return null;
  const since = await verdictsOfRuns(kept.store, looks);
  const only = chooseSources(settings, watch, isNight(old.run) ? null : since);
  if (only === null) return null;
  const past = await redo(world, kept, watch, { night: old.run, looks });
  const { run } = await runOnce(past.world, watch, { ...settings, only }, tell, past.permission);
  const [store, id] =
    record === null ? [world.store, run.id] : [kept.store, await past.record(record)];
  const judged = (await store.result(id)) as Run<Verdicts>;
  return {
    run: judged,
    night: old.run,
    changes: [...changesBetween(old.sources, since, judged.sources)],
  };
}

function* changesBetween(
  before: Verdicts,
  since: ReadonlyMap<string, SourceVerdict>,
  after: Verdicts,
): Generator<SourceChange> {
  const rows = new Map(indexOf(before).ids.map((id, row) => [id, row]));
  for (const source of after) {
    const row = rows.get(source.id);
    const was = since.get(source.id) ?? (row === undefined ? undefined : before.at(row));
    const changes = was === undefined ? [] : verdictChanges(was, source);
    if (changes.length > 0) yield { source, changes };
  }
}
