import { isHomePage, isThisStranger } from '../judging/document-identity.js';
import { oneTextForMany, sharedTargets } from '../judging/link/offline.js';
import { rejectDocument } from '../judging/source.js';
import { hostOf } from '../model/address.js';
import type { LinkReason } from '../model/link.js';
import { emptyVisit, type Snapshot, type Visit } from '../model/visit.js';
import { homePageProbe, type Probe, soft404Probe } from './agenda.js';
import type { Night } from './context.js';
import { hasBody, historyOf } from './outcome.js';
import { unreadOf } from './pool/thought.js';
import { documentOf } from './visit.js';

/** Finds the soft 404s that no single visit can see: a page to which a site leads several addresses, or that it shows for any address, or as its home page. */
export async function detectSoft404s(night: Night, visits: readonly Visit[]): Promise<readonly Visit[]> {
  const seen = visits.flatMap(({ verdict, outcome, memory }) =>
    verdict === null ? [] : [{ verdict, outcome, memory }],
  );
  const shared = sharedTargets(seen);
  // Where all show what they showed before, none shows another's text anew.
  const isNews = seen.some(({ verdict }) => verdict.content.change !== 'unchanged');
  const oneText = isNews ? oneTextForMany(seen) : new Map<string, LinkReason>();
  const askSite = askingSites(night);
  return Promise.all(
    visits.map(async (visit) => {
      const { verdict, subject } = visit;
      if (verdict === null) return visit;
      const because =
        shared.get(verdict.id) ?? oneText.get(verdict.id) ?? (await shownElsewhere(night, visit, askSite));
      if (because === null) return visit;
      const { store } = night.world;
      const history = await historyOf(store, { subject, url: verdict.url }, night.run.id, visit.snapshot);
      const doubted: Visit = {
        ...visit,
        snapshot: null,
        alone: false,
        restsUntil: null,
        ...rejectDocument(verdict, because, history, night.settings.confirm, visit.memory),
      };
      await store.keepVisit(doubted, null);
      return doubted;
    }),
  );
}

/** Holds a doubtful page against what its site shows for an address that was made up, and as its home page; gives what gave it away, or null. */
async function shownElsewhere(
  { world, sources, now }: Night,
  visit: Visit,
  askSite: AskSite,
): Promise<LinkReason | null> {
  const { verdict, memory } = visit;
  const madeUpAt = verdict && soft404Probe(verdict, now.toISOString().slice(0, 10));
  if (verdict === null || madeUpAt === null) return null;
  const { signs = [] } = verdict.link;
  const lang = sources.find(({ id }) => id === verdict.id)?.lang;
  const cited = await documentOf(world, visit);
  const stranger = verdict.content.why.kind === 'stranger' ? (memory?.stranger ?? null) : null;
  const madeUp = (await askSite(madeUpAt, lang))?.document;
  if (
    madeUp !== undefined &&
    (cited === null ? isThisStranger(stranger, madeUp) : await world.thought.isSamePage(cited, madeUp))
  )
    return { kind: 'shown-for-anything', signs };
  const homeAt = homePageProbe(verdict);
  const home = homeAt === null ? undefined : (await askSite(homeAt, lang))?.document;
  const came = cited ?? stranger;
  return home !== undefined && came !== null && isHomePage(came, home)
    ? { kind: 'shown-at-home', host: hostOf(madeUpAt.url), signs }
    : null;
}

/** What a doubtful page's site shows at another address; null when that is an error, and when the site may not be asked. */
type AskSite = (probe: Probe, lang: string | null | undefined) => Promise<Snapshot | null>;

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
    return last.snapshot === null ? null : ((await world.store.reading(subject, last.snapshot))?.snapshot ?? null);
  if ((await permission(url)) !== null) return null;
  const visit = emptyVisit(run.id, subject, now.toISOString());
  // Recorded before it is sent: a run that is killed meanwhile does not ask again.
  await world.store.keepVisit(visit, null);
  const outcome = await world.fetch({ url, validators: null, lang });
  if (!hasBody(outcome) || outcome.http >= 300) return null;
  const unread = unreadOf(outcome);
  const snapshot = await world.thought.read(unread);
  if (snapshot.document.unread !== null) return null;
  await world.store.keepVisit({ ...visit, snapshot: snapshot.sha256 }, { ...unread, snapshot });
  return snapshot;
}
