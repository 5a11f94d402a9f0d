import { afterEach, expect, it } from 'vitest';
import { Heartbeat } from '../../src/fleet/lane-walk.js';
import type { Statements } from '../../src/store/database.js';

/** Milliseconds for which lanes are held. */
const HELD = 800;

const open: Heartbeat[] = [];
afterEach(() => {
  for (const heartbeat of open.splice(0)) heartbeat.close();
});

/** A heartbeat over a store that says of which hosts lanes are still held, or does not answer. */
function beating(answer: () => readonly string[] | Promise<never>): Heartbeat {
  const rows = async () => (await answer()).map((host) => ({ host }));
  const heartbeat = new Heartbeat({ rows } as unknown as Statements, Date, HELD);
  open.push(heartbeat);
  return heartbeat;
}

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const lane = (host: string, number = '1') => ({ host, number });

it('a lane is held as long as the store says so, and lost when somebody else has it', async () => {
  let held: readonly string[] = ['a', 'b'];
  const heartbeat = beating(() => held);
  const [a, b] = [heartbeat.hold(lane('a'), Date.now()), heartbeat.hold(lane('b'), Date.now())];
  await later(1.5 * HELD);
  expect([a.aborted, b.aborted]).toEqual([false, false]);
  held = ['a'];
  await later(HELD);
  expect([a.aborted, b.aborted]).toEqual([false, true]);
});

it('a lane is lost before its time is over where the store does not answer', async () => {
  const heartbeat = beating(() => new Promise<never>(() => {}));
  const since = Date.now();
  const lost = heartbeat.hold(lane('a'), since);
  const at = await new Promise<number>((resolve) =>
    lost.addEventListener('abort', () => resolve(Date.now())),
  );
  expect(at - since).toBeGreaterThan(HELD / 2);
  expect(lost.aborted).toBe(true);
});

it('who lets go of a lane that he had lost does not let go of the same lane taken again', async () => {
  let held: readonly string[] = [];
  const heartbeat = beating(() => held);
  const old = lane('a', '1');
  const first = heartbeat.hold(old, Date.now());
  await later(HELD);
  expect(first.aborted).toBe(true);
  const second = heartbeat.hold(lane('a', '2'), Date.now());
  heartbeat.release(old);
  held = [];
  await later(HELD);
  // It is still known, so that its loss is heard.
  expect(second.aborted).toBe(true);
});
