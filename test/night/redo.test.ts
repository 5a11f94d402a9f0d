import { expect, expectTypeOf, it } from 'vitest';
import { redo } from '../../src/night/redo.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import type { Store, StoreReader, StoreWriter } from '../../src/store/store.js';
import { rejudge } from '../../src/tasks/rejudge.js';
import { fakeWorld, page } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

it('a night that is judged again writes to the store of record only where it is handed what writes there', async () => {
  const world = fakeWorld();
  world.pages.set(url, page(PASSAGE));
  const { run } = await night(world, one, 1);
  const sink = openStore(':memory:');
  const { store: record } = world;
  const past = await redo({ ...fakeWorld(), store: sink }, { store: record, evidence: null }, one, {
    night: run,
    looks: [],
  });
  const at = '2025-10-02T02:00:00.000Z';
  await past.world.store.heed('ann', at);
  await past.world.store.advanceRunNumber(40);
  await past.world.store.lockOutbox();
  expect((await sink.standingOf('ann')).heeded).toBe(at);
  expect((await record.standingOf('ann')).heeded).toBeNull();
  await record.lockOutbox();
  await record.unlockOutbox();
  expect((await record.beginRun(at, 0)).id).toBe(2);
  // What was known that night is read from the record all the same.
  expect((await past.world.store.runs(1))[0]?.id).toBe(1);
});

it('the compiler says who only reads: a reader begins no run, records no digest, and is not taken for what writes', () => {
  expectTypeOf<Store>().toExtend<StoreReader>();
  expectTypeOf<StoreReader>().not.toExtend<StoreWriter>();
  expectTypeOf<keyof StoreReader & keyof StoreWriter>().toBeNever();
  expectTypeOf(rejudge).parameter(1).toHaveProperty('store').toEqualTypeOf<StoreReader>();
  expectTypeOf(redo).parameter(1).toHaveProperty('store').toEqualTypeOf<StoreReader>();
});
