import { deadTwice, isDead } from '../judging/link/dead-twice.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Errand } from './agenda.js';
import type { Night } from './context.js';
import { detectSoft404s } from './soft-404.js';
import { visitAnew } from './visit.js';

type Judged = Visit & { readonly verdict: SourceVerdict };
const isDeadVisit = (visit: Visit): visit is Judged =>
  visit.verdict !== null && isDead(visit.verdict.link, visit.outcome);

/**
 * Asks again, together and once, what was dead in a single look: no other night will tell an outage from a death. Gives all visits; what
 * is alive by now is alive. A night asks nothing again.
 */
export async function askDeadAgain(
  night: Night,
  errands: readonly Errand[],
  visits: readonly Visit[],
): Promise<readonly Visit[]> {
  const { world, settings } = night;
  const seconds = settings.againAfter ?? 0;
  const cited = new Set(
    errands.flatMap(({ role, subject }) => (role === 'source' ? [subject] : [])),
  );
  const before = new Map(
    visits
      .filter(isDeadVisit)
      .flatMap(({ subject, verdict }) => (cited.has(subject) ? [[subject, verdict.link]] : [])),
  );
  const dead = errands.filter(({ subject }) => before.has(subject));
  if (seconds === 0 || dead.length === 0) return visits;
  await world.pause(seconds * 1000);
  const anew = new Map((await visitAnew(night, dead)).map((visit) => [visit.subject, visit]));
  const judged = await detectSoft404s(
    night,
    visits.map((visit) => anew.get(visit.subject) ?? visit),
  );
  return Promise.all(
    judged.map(async (visit) => {
      const then = before.get(visit.subject);
      if (then === undefined || !isDeadVisit(visit)) return visit;
      const told = { ...visit, verdict: deadTwice(visit.verdict, then, seconds) };
      await world.store.keepVisit(told, null);
      return told;
    }),
  );
}
