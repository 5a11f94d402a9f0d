/**
 * The month and the run of the latest visit to a subject before a run, of those that `which` lets pass; runs that were offline do
 * not count. The months are asked from the last one backwards.
 */
// A subselect keeps PostgreSQL from walking the runs first: a visit is found by its subject, then its run is asked.
export const earlierRun = (subject: string, run: string, which: string): string => `
  SELECT v.month, v.run FROM visits v
  WHERE v.subject = ${subject} AND v.run < ${run} AND (SELECT r.online FROM runs r WHERE r.id = v.run) ${which}
  ORDER BY v.month DESC, v.run DESC LIMIT 1`;

/** Narrows {@link earlierRun} to visits that say something of their source. */
export const JUDGED_ONLY = 'AND v.judged';
