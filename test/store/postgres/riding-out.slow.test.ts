import { describe, expect, it } from 'vitest';
import { parseShared } from '../../../src/model/settings.js';
import { RunInProgress } from '../../../src/store/locks.js';
import { openPool } from '../../../src/store/postgres/connect.js';
import { migrateShared } from '../../../src/store/postgres/migrations.js';
import { ridingOut } from '../../../src/store/postgres/outages.js';
import { sharedStore } from '../../../src/store/postgres/store.js';
import { postgresServer } from '../../postgres-server.js';
import { HOUR, lifeOf, night, readingOf, runOf, visitOf } from '../samples.js';

const away = Object.assign(new Error('the database system is shutting down'), { code: '57P03' });
const full = Object.assign(new Error('sorry, too many clients already'), { code: '53300' });
const wrong = Object.assign(new Error('syntax error'), { code: '42601' });

describe('a store that is away', () => {
  /** Something that fails so, one after another, before it is done. */
  const failing = (errors: Error[]) => async () => {
    const error = errors.shift();
    if (error !== undefined) throw error;
    return 'done';
  };

  it('is waited for, and told once each way; what will not pass is told at once', async () => {
    const told: string[] = [];
    const ride = ridingOut((news) =>
      told.push(news.kind === 'away' ? String(news.error) : news.kind),
    );
    expect(await Promise.all([ride(failing([away, full])), ride(failing([away]))])).toEqual([
      'done',
      'done',
    ]);
    expect(told).toEqual([String(away), 'back']);
    await expect(ride(failing([away, wrong]))).rejects.toBe(wrong);
    await expect(ride(failing([wrong]))).rejects.toBe(wrong);
  });

  it('is given up after a while, or when nobody waits any more', async () => {
    const over = new AbortController();
    const ride = ridingOut(() => {}, over.signal);
    const waiting = ride(failing(Array(99).fill(away)));
    over.abort();
    await expect(waiting).rejects.toBe(away);
    await expect(ridingOut(() => {}, undefined, 0)(failing(Array(99).fill(full)))).rejects.toBe(
      full,
    );
  });
});

const server = await postgresServer();

describe.skipIf(server === null)('a run whose server is restarted', () => {
  const opened = async (database: string) => {
    const { url, shown } = parseShared(`${database}#r`);
    const pool = openPool(parseShared(`${url}#r`));
    await migrateShared(pool, shown);
    const nobody = () => openPool({ ...parseShared(database), report: null });
    return sharedStore({ shown, report: pool, nobody, ride: ridingOut(() => {}) });
  };

  it('goes on where it was, holds its lock again, and ends once', async () => {
    const database = (await server?.database()) as string;
    const store = await opened(database);
    const { id } = await store.beginRun(night(1), HOUR);
    await store.keepVisit(visitOf(id, 'a'), readingOf('one'));
    const restarted = server?.restart(1_500);
    await Promise.all([
      store.keepVisit(visitOf(id, 'b'), readingOf('two')),
      store.keepVisit(visitOf(id, 'c'), null),
    ]);
    await restarted;
    expect((await store.visits(id)).map(({ subject }) => subject).sort()).toEqual(['a', 'b', 'c']);
    const other = await opened(database);
    await expect(other.beginRun(night(1), HOUR)).rejects.toThrow(RunInProgress);
    const again = server?.restart(500);
    await store.finishRun(runOf(id), [lifeOf('f', id, null)]);
    await again;
    expect((await store.runs(9)).map((run) => run.id)).toEqual([id]);
    await expect(store.finishRun(runOf(id), [])).rejects.toThrow('is not under way');
    await Promise.all([store.close(), other.close()]);
  }, 60_000);

  it('is over where another took it up while the server was back and this one was not', async () => {
    const database = (await server?.database()) as string;
    const store = await opened(database);
    const { id } = await store.beginRun(night(1), HOUR);
    await server?.disconnect(database);
    const other = await opened(database);
    expect(await other.beginRun(night(1), HOUR)).toMatchObject({ id, resumed: true });
    await expect(store.keepVisit(visitOf(id, 'a'), null)).rejects.toThrow(RunInProgress);
    await Promise.all([store.close(), other.close()]);
  }, 60_000);
});
