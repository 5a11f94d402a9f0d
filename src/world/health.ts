import type { HealthPlace } from '../load/health.js';
import type { ServiceState } from '../model/service-state.js';
import { renderMetrics } from '../report/metrics.js';
import { type WatchTerms, watchFault } from '../report/status.js';
import { openHealth } from '../serving/health.js';
import type { Serving } from '../serving/listen.js';

/**
 * Tells those who watch over a service how it is, until closed. `terms` are those of a service which looks after reports, null for
 * another: what no restart mends is not told to those who restart.
 */
export const tellHealth = (
  place: HealthPlace,
  stop: AbortSignal,
  state: () => Promise<ServiceState>,
  terms: WatchTerms | null,
): Promise<Serving> =>
  openHealth(place, {
    stopping: () => (stop.aborted ? 'it is stopping' : null),
    wrong: async () => {
      const { store } = await state();
      if (store === null) return 'the store does not answer';
      return terms === null ? null : watchFault(store, new Date(), terms);
    },
    metrics: async () => renderMetrics(await state()),
  });
