import { sharedTargets } from '../judge/shared-target.js';
import { notTheDocument } from '../judge/source.js';
import type { Visit } from '../model/visit.js';
import type { Night } from './night.js';

/** Takes back what no single visit could know: that an address leads to a page to which its site leads others too. */
export async function doubtVisits(night: Night, visits: readonly Visit[]): Promise<readonly Visit[]> {
  const shared = sharedTargets(
    visits.flatMap(({ verdict, outcome }) => (verdict === null ? [] : [{ verdict, outcome }])),
  );
  return Promise.all(
    visits.map(async (visit) => {
      const reason = visit.verdict === null ? undefined : shared.get(visit.verdict.id);
      if (visit.verdict === null || reason === undefined) return visit;
      const history = await night.world.store.history(visit.subject, night.run.id);
      const verdict = notTheDocument(visit.verdict, reason, history, night.settings.confirm);
      const doubted: Visit = { ...visit, snapshot: null, verdict };
      await night.world.store.keepVisit(doubted, null);
      return doubted;
    }),
  );
}
