import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import type { World } from '../../src/night/world.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { parseSettings, type RawOptions } from '../../src/settings/options.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { openWorldAt } from '../../src/tasks/open-world.js';
import type { ArchiveSettings } from '../../src/web/archives/archive.js';
import { check } from '../check.js';
import { emptyFolder } from '../command-line.js';
import { onThisThread } from '../pool/on-this-thread.js';

/** A night in the real world: all hands are the program's own, but for threads and the waiting between questions. */
export interface RealNight {
  readonly run: Run;
  readonly world: World;
}

/** Plays a night with these options of `check`. */
export async function realNight(
  watch: Watchlist,
  raw: RawOptions,
  archive: ArchiveSettings | null = null,
): Promise<RealNight> {
  const settings = parseSettings(
    { hostDelay: '0', retries: '0', timeout: '5000', ...raw },
    '0.0.0',
  );
  const folder = emptyFolder();
  const real = await openWorldAt(
    {
      db: join(folder, 'store.db'),
      reports: folder,
      fetch: settings.fetch,
      archive: archive && { sleep: async () => {}, ...archive },
      now: settings.now,
    },
    openStore(':memory:'),
  );
  onTestFinished(() => real.close());
  const world = { ...real, thought: thoughtIn(onThisThread) };
  return { run: await check(world, watch, settings, () => {}), world };
}
