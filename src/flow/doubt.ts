import { oneTextForMany } from '../judge/link/one-text.js';
import { sharedTargets } from '../judge/link/shared-target.js';
import { notTheDocument } from '../judge/source.js';
import type { LinkReason } from '../model/link-reason.js';
import type { Visit } from '../model/visit.js';
import { PROBE_REST, probeFor } from '../plan/soft-404-probe.js';
import { unreadOf } from '../pool/thought.js';
import type { Night } from './night.js';
import { documentOf } from './visit.js';

/**
 * Takes back what no single visit could know: that an address leads to a page to which its site leads others too, or shows
 * a page that its site shows for any address.
 */
export async function doubtVisits(night: Night, visits: readonly Visit[]): Promise<readonly Visit[]> {
  const shared = sharedTargets(
    visits.flatMap(({ verdict, outcome }) => (verdict === null ? [] : [{ verdict, outcome }])),
  );
  const oneText = oneTextForMany(visits.flatMap(({ verdict }) => verdict ?? []));
  return Promise.all(
    visits.map(async (visit) => {
      const { verdict, subject } = visit;
      if (verdict === null) return visit;
      const because =
        shared.get(verdict.id) ?? oneText.get(verdict.id) ?? (await shownForAnything(night, visit));
      if (because === null) return visit;
      const history = await night.world.store.history(subject, night.run.id);
      const doubted: Visit = {
        ...visit,
        snapshot: null,
        alone: false,
        ...notTheDocument(verdict, because, history, night.settings.confirm),
      };
      await night.world.store.keepVisit(doubted, null);
      return doubted;
    }),
  );
}

/** Asks a doubtful page's site for an address that cannot exist, at most once a host and week; gives what gave it away, or null. */
async function shownForAnything(
  { world, run, now, permission, sources }: Night,
  visit: Visit,
): Promise<LinkReason | null> {
  const probe = visit.verdict === null ? null : probeFor(visit.verdict, now.toISOString().slice(0, 10));
  if (probe === null) return null;
  const [last] = await world.store.life(probe.subject);
  if (last !== undefined && now.getTime() - Date.parse(last.at) < PROBE_REST) return null;
  const asked = {
    run: run.id,
    subject: probe.subject,
    at: now.toISOString(),
    validators: null,
    snapshot: null,
    verdict: null,
    memory: null,
  };
  if ((await permission(probe.url)) !== null) return null;
  await world.store.keepVisit({ ...asked, outcome: null }, null);
  const lang = sources.find(({ id }) => id === visit.subject)?.lang;
  const outcome = await world.fetch({ url: probe.url, validators: null, lang });
  const cited = await documentOf(world, visit);
  if (outcome.kind !== 'answered' || outcome.http >= 300 || outcome.body === null || cited === null)
    return null;
  const madeUp = unreadOf({ ...outcome, body: outcome.body });
  return (await world.thought.isSamePage(cited, madeUp))
    ? { kind: 'shown-for-anything', signs: visit.verdict?.link.signs ?? [] }
    : null;
}
