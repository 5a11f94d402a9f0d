import type { Visit } from '../model/visit.js';
import type { Errand } from '../plan/agenda.js';
import type { Night } from './night.js';
import { visitAll } from './visit.js';

/** Milliseconds between two looks for the series of a source that declares none: a week. */
const LOOK_REST = 7 * 86_400_000;

/** The latest visit to an address, and whether it was too lately for another look. */
export async function lastLook(
  { world, now }: Night,
  subject: string,
): Promise<{ readonly visit: Visit | null; readonly rests: boolean }> {
  const [visit = null] = await world.store.life(subject);
  return { visit, rests: visit !== null && now.getTime() - Date.parse(visit.at) < LOOK_REST };
}

/** Asks each of these addresses at most once a week; gives the latest visit to each that was ever made. */
export async function askWeekly(
  night: Night,
  errands: readonly Errand[],
): Promise<ReadonlyMap<string, Visit>> {
  const looks = await Promise.all(
    errands.map(async (errand) => ({ errand, ...(await lastLook(night, errand.subject)) })),
  );
  const made = await visitAll(
    night,
    looks.filter(({ rests }) => !rests).map(({ errand }) => errand),
  );
  const remembered = looks.flatMap(({ rests, visit }) => (rests && visit !== null ? [visit] : []));
  return new Map([...remembered, ...made].map((visit) => [visit.subject, visit]));
}
