/**
 * The month and the run of the latest visit to a subject before a run, of those that `which` lets pass; runs that were offline
 * do not count, nor those that never ended: what they saw was told to nobody. The months are asked from the last one backwards.
 */
/** The run of visits `v` was online, and ended. */
const TOLD = `(SELECT r.online AND r.state = 'finished' FROM runs r WHERE r.id = v.run)`;

// A subselect keeps PostgreSQL from walking the runs first: a visit is found by its subject, then its run is asked.
export const earlierRun = (subject: string, run: string, which: string): string => `
  SELECT v.month, v.run FROM visits v
  WHERE v.subject = ${subject} AND v.run < ${run} AND ${TOLD} ${which}
  ORDER BY v.month DESC, v.run DESC LIMIT 1`;

/** Narrows {@link earlierRun} to visits that say something of their source. */
export const JUDGED_ONLY = 'AND v.judged';
