import type { Pool } from 'pg';
import type { FleetState } from '../model/service-state.js';

/** What all hosts of a shared store are owed, whoever asked. */
export async function fleetState(pool: Pool): Promise<FleetState> {
  const { rows } = await pool.query<FleetState>(
    `WITH now AS (SELECT clock_timestamp() AS now),
     waiting AS (
       SELECT host, count(*) AS asks, min(since) AS since, min(due) AS due
       FROM asks WHERE reply IS NULL GROUP BY host)
     SELECT
       count(*) FILTER (WHERE w.due <= now AND coalesce(l.next <= now AND (l.held IS NULL OR l.held <= now), true))::int
         AS due,
       (SELECT count(*) FROM lanes, now WHERE held > now)::int AS held,
       coalesce(sum(w.asks), 0)::int AS waiting,
       coalesce(extract(epoch FROM max(now) - min(w.since)), 0)::float AS oldest
     FROM waiting w LEFT JOIN lanes l USING (host) CROSS JOIN now`,
  );
  return rows[0] as FleetState;
}
