import { emptyVisit, type Snapshot } from '../model/visit.js';
import type { Probe } from '../plan/soft-404-probe.js';
import { unreadOf } from '../pool/thought.js';
import type { Night } from './night.js';

/** What a doubtful page's site shows at another address; null when that is an error, and when the site may not be asked. */
export type AskSite = (probe: Probe, lang: string | null | undefined) => Promise<Snapshot | null>;

/** Asks each question once, however many pages of a site are doubtful tonight. */
export function askingSites(night: Night): AskSite {
  const asked = new Map<string, Promise<Snapshot | null>>();
  return (probe, lang) => {
    const known = asked.get(probe.subject) ?? ask(night, probe, lang);
    asked.set(probe.subject, known);
    return known;
  };
}

async function ask(
  { world, run, now, permission }: Night,
  { subject, url, rest }: Probe,
  lang: string | null | undefined,
): Promise<Snapshot | null> {
  const [last] = await world.store.life(subject);
  if (last !== undefined && now.getTime() - Date.parse(last.at) < rest)
    return last.snapshot === null
      ? null
      : ((await world.store.reading(subject, last.snapshot))?.snapshot ?? null);
  if ((await permission(url)) !== null) return null;
  const visit = emptyVisit(run.id, subject, now.toISOString());
  // Recorded before it is sent: a run that is killed meanwhile does not ask again.
  await world.store.keepVisit(visit, null);
  const outcome = await world.fetch({ url, validators: null, lang });
  if (outcome.kind !== 'answered' || outcome.http >= 300 || outcome.body === null) return null;
  const unread = unreadOf({ ...outcome, body: outcome.body });
  const snapshot = await world.thought.read(unread);
  if (snapshot.document.unread !== null) return null;
  await world.store.keepVisit({ ...visit, snapshot: snapshot.sha256 }, { ...unread, snapshot });
  return snapshot;
}
