import type { HealthPlace } from '../load/health.js';
import type { ServiceState } from '../model/service-state.js';
import { renderMetrics } from '../report/metrics.js';
import { type Patience, watchFault } from '../report/status.js';
import { openHealth } from '../serving/health.js';
import type { Serving } from '../serving/listen.js';

/**
 * Tells those who watch over a service how it is, until closed. `patience` is that of a service which looks after reports, null for
 * another: what no restart mends is not told to those who restart.
 */
export const tellHealth = (
  place: HealthPlace,
  stop: AbortSignal,
  state: () => Promise<ServiceState>,
  patience: Patience | null,
): Promise<Serving> =>
  openHealth(place, {
    stopping: () => (stop.aborted ? 'it is stopping' : null),
    wrong: async () => {
      const { store } = await state();
      if (store === null) return 'the store does not answer';
      return patience === null ? null : watchFault(store, new Date(), patience);
    },
    metrics: async () => renderMetrics(await state()),
  });
