import type { Pool } from 'pg';
import { afterEach } from 'vitest';
import { openFleet } from '../../src/fleet/fleet.js';
import type { FetchSettings } from '../../src/model/settings.js';
import { parseShared } from '../../src/model/settings.js';
import { parseSettings } from '../../src/settings/options.js';
import { openPool } from '../../src/store/postgres/connect.js';
import { type ReportRows, reportRows } from '../../src/store/postgres/database.js';
import { migrateShared } from '../../src/store/postgres/migrations.js';
import type { Fetcher } from '../../src/web/fetcher.js';
import type { PostgresServer } from '../postgres.js';

/** An empty shared store. */
export interface SharedStore {
  readonly url: string;
  readonly pool: Pool;
  readonly db: ReportRows;
  /** Opens the fleet for a report of tonight, or of another night. */
  fleet(
    settings: FetchSettings,
    more?: {
      readonly night?: Date | null;
      readonly heard?: Date;
      readonly walks?: boolean;
      readonly own?: string;
    },
  ): Promise<Fetcher>;
}

const toClose: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** Makes one, closed after the test with all that was opened in it. */
export async function sharedStore(server: PostgresServer): Promise<SharedStore> {
  const url = await server.database();
  const address = parseShared(url);
  const pool = openPool(address);
  toClose.push(() => pool.end());
  await migrateShared(pool, address.shown);
  return {
    url,
    pool,
    db: reportRows(pool, address.shown),
    async fleet(
      fetch,
      { night = new Date(), heard = null, walks = true, own = null as string | null } = {},
    ) {
      const fleet = await openFleet(pool, address.shown, {
        fetch,
        asker: { night, heard, own: own === null ? null : { salt: own, login: own } },
        walks,
        alone: () => {},
        tell: () => {},
      });
      toClose.push(() => fleet.close());
      return fleet;
    },
  };
}

/** How tests ask: no pauses, unless they say so. */
export const askingAs = (connectTo: string, more: Partial<FetchSettings> = {}): FetchSettings => ({
  ...parseSettings({ connectTo: [connectTo], hostDelay: '0' }, 'test').fetch,
  ...more,
});
