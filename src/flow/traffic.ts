import type { Traffic } from '../model/outcome.js';
import { trafficOf } from '../model/run.js';
import type { OpenRun } from '../record/store.js';
import type { World } from '../world.js';

/** Counts what the door lets through from now on, and what the visits of a run cost that was taken up. */
export async function trafficOfRun(
  world: Pick<World, 'store' | 'traffic'>,
  run: OpenRun,
): Promise<() => Traffic> {
  const earlier = trafficOf(await world.store.visits(run.id));
  const atStart = world.traffic();
  return () => {
    const { requests, bytes } = world.traffic();
    return {
      requests: earlier.requests + requests - atStart.requests,
      bytes: earlier.bytes + bytes - atStart.bytes,
    };
  };
}
