import type { HealthPlace } from '../load/health.js';
import type { ServiceState } from '../model/service-state.js';
import { renderMetrics } from '../report/metrics.js';
import { openHealth } from '../serving/health.js';
import type { Serving } from '../serving/listen.js';

/** Tells those who watch over a service how it is, until closed. */
export const tellHealth = (
  place: HealthPlace,
  stop: AbortSignal,
  state: () => Promise<ServiceState>,
): Promise<Serving> =>
  openHealth(place, {
    wrong: async () => {
      if (stop.aborted) return 'it is stopping';
      return (await state()).store === null ? 'the store does not answer' : null;
    },
    metrics: async () => renderMetrics(await state()),
  });
