import { type ArchiveSettings, createArchive } from '../archive/archive.js';
import { createFetcher } from '../fetch/fetcher.js';
import type { FetchSettings } from '../model/settings.js';
import { createPool } from '../pool/pool.js';
import { thoughtIn } from '../pool/thought.js';
import type { World } from '../world.js';

/** The hands of a command that asks the web and thinks, and keeps nothing. */
export type Web = Pick<World, 'fetch' | 'thought' | 'archive' | 'close'>;

/** Opens the web for such a command; `archive` null asks none. */
export function openWeb(settings: FetchSettings, archive: ArchiveSettings | null): Web {
  const { fetch, close } = createFetcher(settings);
  const pool = createPool();
  return {
    fetch,
    thought: thoughtIn(pool),
    archive: archive === null ? null : createArchive(fetch, archive),
    close: async () => {
      await close();
      await pool.close();
    },
  };
}
