/**
 * Asks, with a subject and a run, for columns of the latest visit before that run, with what is joined to it: one step down an
 * index, however long the history is. Runs that were offline do not count, nor those that never ended: what they saw was told to nobody,
 * and a later night tells it as its own. `which` narrows it down.
 */
// CROSS JOIN keeps SQLite from walking the runs first: a visit is found by its subject, then its run is asked.
export const earlierVisit = (columns: string, joined: string, which: string): string => `
  SELECT ${columns} FROM visits v CROSS JOIN runs r ON r.id = v.run ${joined}
  WHERE v.subject = ? AND v.run < ? AND r.online = 1 AND r.state = 'finished' ${which}
  ORDER BY v.run DESC LIMIT 1`;

/** Narrows {@link earlierVisit} to visits that say something of their source. */
export const JUDGED = 'AND v.judged = 1';
