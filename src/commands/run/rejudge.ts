import type { Run } from '../../model/run.js';
import type { CheckSettings } from '../../model/settings.js';
import { storeDisplayName } from '../../model/settings.js';
import type { Verdicts } from '../../model/verdicts.js';
import { evidenceBeside } from '../../night/evidence-folder.js';
import { rejudge } from '../../night/rejudge.js';
import { mayHaveRecords, openRecords } from '../../night/stores.js';
import { openWorld } from '../../night/world.js';
import { renderRejudged } from '../../surfaces/terminal/terminal.js';
import type { Io } from '../io.js';
import type { CheckOptions } from '../options.js';
import { prepare } from './prepare.js';
import { exitCode, progress, tellNight, tellRun } from './tell-night.js';

/** Judges what the latest night received once more, and says which verdicts differ; gives the exit code. */
export async function judgeAgain(options: CheckOptions, io: Io): Promise<number> {
  const { settings, watch } = prepare(options);
  if (!mayHaveRecords(options.db)) return nothingKept(options, io);
  const apart = { ...options, fetch: null, archive: null, browser: null, now: settings.now };
  const world = await openWorld({ ...apart, db: ':memory:' });
  const store = await openRecords(options.db);
  try {
    const kept = { store, evidence: evidenceBeside(options.db) };
    const again = await rejudge(world, kept, watch, settings, progress(io, options), options.record);
    if (again === null) return nothingKept(options, io);
    (options.json === true ? io.err : io.out)(renderRejudged(again.night, again.changes));
    return options.record === true
      ? await tellNight({ ...world, store }, again.run, { settings, watch }, options, io)
      : tellOnly(again.run, settings, options, io);
  } finally {
    await store.close();
    await world.close();
  }
}

function tellOnly(run: Run<Verdicts>, { failOn }: CheckSettings, options: CheckOptions, io: Io): number {
  tellRun(run, options, io);
  return exitCode(run, failOn);
}

/** A store without such a night is more likely mistyped than meant: the job was not done. */
function nothingKept({ db }: CheckOptions, io: Io): number {
  io.err(`${storeDisplayName(db)} holds no night that could be judged again\n`);
  return 1;
}
