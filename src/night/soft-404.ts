import { oneTextForMany, sharedTargets } from '../judging/link/offline.js';
import { type AskedLink, isToBeAsked, type SiteAnswer, unheard } from '../judging/link/site.js';
import { questionIn, restsOnLikeness } from '../judging/link/soft-404.js';
import { rejectDocument } from '../judging/source.js';
import { addressKey, hostOf } from '../model/address.js';
import type { Document } from '../model/document.js';
import type { LinkReason } from '../model/link.js';
import { isVisiblePassage } from '../model/quote.js';
import type { SourceVerdict } from '../model/verdict.js';
import { emptyVisit, type Visit } from '../model/visit.js';
import type { Thought } from '../pool/thought.js';
import { unreadOf } from '../pool/thought.js';
import { homePageProbe, type Probe, soft404Probe } from './agenda.js';
import type { Night } from './context.js';
import { factsOf, hasBody, historyOf } from './outcome.js';
import { documentOf } from './visit.js';

type Judged = Visit & { readonly verdict: SourceVerdict };
const isJudged = (visit: Visit): visit is Judged => visit.verdict !== null;

/** Finds what no single visit can see: a page to which a site leads several addresses, or that it shows for any address, or as its home page; and the notice of a whole site. */
export async function detectSoft404s(
  night: Night,
  visits: readonly Visit[],
): Promise<readonly Visit[]> {
  const { world, run, settings } = night;
  const seen = visits.filter(isJudged);
  const reasons = new Map([...(await oneTexts(night, seen)), ...sharedTargets(seen)]);
  const askSite = askingSites(night);
  const judgeAgain = async (visit: Judged, found: AskedLink): Promise<Judged> => {
    const { subject, verdict } = visit;
    const history = await historyOf(world, { subject, url: verdict.url }, run.id, visit.snapshot);
    const judged = rejectDocument(verdict, found, history, settings.confirm, visit.memory);
    return { ...visit, snapshot: null, aloneUntil: null, restsUntil: null, ...judged };
  };
  const wellFor = wellAmong(seen, reasons);
  return Promise.all(
    visits.map(async (visit) => {
      if (!isJudged(visit)) return visit;
      const because = reasons.get(visit.verdict.id);
      const doubted =
        because === undefined ? visit : await judgeAgain(visit, rejectedLink(because));
      const asked = isToBeAsked(doubted.verdict.link, doubted.verdict.at, settings.confirm)
        ? await compareWithSite(night, visit, doubted.verdict, wellFor(visit.verdict), askSite)
        : null;
      const told = asked === null ? doubted : await judgeAgain(visit, asked);
      if (told !== visit) await world.store.keepVisit(told, null);
      return told;
    }),
  );
}

const rejectedLink = (why: LinkReason): AskedLink => ({ status: 'soft-404', by: null, why });

/** The notices that several cited addresses show: what bears a cited title, or is long, is a document that is cited twice. */
async function oneTexts(
  { world }: Night,
  seen: readonly Judged[],
): Promise<ReadonlyMap<string, LinkReason>> {
  // Where all show what they showed before, none shows another's text anew.
  if (!seen.some(({ verdict }) => verdict.content.change !== 'unchanged')) return new Map();
  const found = oneTextForMany(seen);
  const shown = seen.filter(({ verdict }) => found.has(verdict.id));
  const titles = shown.map(({ verdict }) => verdict.title);
  const documents = await Promise.all(shown.map((visit) => documentOf(world, visit)));
  const reasons = new Map<string, LinkReason>();
  for (const [i, { verdict }] of shown.entries()) {
    const [document = null, why] = [documents[i], found.get(verdict.id)];
    if (why === undefined) continue;
    if (document === null || (await world.thought.bearsNoTitle(document, titles)))
      reasons.set(verdict.id, why);
  }
  return reasons;
}

/** Finds for a source another one of its host that shows its document tonight: then its site is well. */
function wellAmong(seen: readonly Judged[], reasons: ReadonlyMap<string, LinkReason>) {
  const well = seen.filter(({ verdict }) => isItself(verdict) && !reasons.has(verdict.id));
  const urlOf = ({ url }: SourceVerdict): string => url ?? '';
  return (of: SourceVerdict): Judged | undefined =>
    well.find(
      ({ verdict: one }) =>
        hostOf(urlOf(one)) === hostOf(urlOf(of)) &&
        addressKey(urlOf(one)) !== addressKey(urlOf(of)),
    );
}

const isItself = ({ link, content, citations }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  link.signs === undefined &&
  (citations.some(({ quotes }) => quotes.some(isVisiblePassage)) ||
    content.change === 'unchanged' ||
    content.change === 'cosmetic');

/** Holds a doubtful page against what its site shows at home and for an address that was made up; gives what that showed, or null. */
async function compareWithSite(
  { world, sources, now }: Night,
  visit: Judged,
  { id, url, link }: SourceVerdict,
  well: Judged | undefined,
  askSite: AskSite,
): Promise<AskedLink | null> {
  const lang = sources.find((one) => one.id === id)?.lang;
  const madeUpAt = soft404Probe({ url }, now.toISOString().slice(0, 10));
  const { signs = [], status } = link;
  if (madeUpAt === null) return null;
  const isFailing = status !== 'alive';
  if (isFailing && well !== undefined) return questionIn(link.why, await documentOf(world, well));
  const homeAt = homePageProbe({ url });
  const host = hostOf(madeUpAt.url);
  const cited = await documentOf(world, visit);
  const came = documentShown(visit, cited);
  const home = await askSite(homeAt ?? madeUpAt, lang);
  const heard = await world.thought.judgeHome(came, home);
  if (heard.isShown && well === undefined && heard.notice !== null) return heard.notice;
  const isUnheard = well === undefined && !heard.isShown && !heard.isHeard;
  const silence = isUnheard ? unheard(link, host) : null;
  if (isFailing) return questionFailing(link, heard.isShown, silence, home);
  if (heard.isShown)
    return rejectedLink({
      kind: homeAt === null ? 'shown-for-anything' : 'shown-at-home',
      host,
      signs,
    });
  if (silence !== null || homeAt === null) return silence;
  const { document: madeUp } = await askSite(madeUpAt, lang);
  const isForAnything = await isShownAt(world, cited, came, madeUp);
  return isForAnything ? rejectedLink({ kind: 'shown-for-anything', signs }) : null;
}

/** A failure that rests on likeness is held against the home page, where that could be asked. */
const questionFailing = (
  { why }: SourceVerdict['link'],
  isHome: boolean,
  silence: AskedLink | null,
  home: SiteAnswer,
) => (restsOnLikeness(why) && !isHome ? (silence ?? questionIn(why, home.document)) : null);

/** What a visit showed: the document, or the sketch that was kept of what is none. */
const documentShown = ({ memory }: Judged, document: Document | null) =>
  document ?? memory?.shown ?? null;

/** True where a page shows what a doubtful one showed: the document that was read, else what came. */
async function isShownAt(
  { thought }: Night['world'],
  cited: Document | null,
  came: Parameters<Thought['isThisPage']>[0],
  page: Document | null,
): Promise<boolean> {
  if (page === null) return false;
  return cited === null ? thought.isThisPage(came, page) : thought.isSamePage(cited, page);
}

/** What a site shows at another address than a doubtful one; nothing where it could not be asked. */
type AskSite = (probe: Probe, lang: string | null | undefined) => Promise<SiteAnswer>;

/** Asks each question once, however many pages of a site are doubtful tonight. */
export function askingSites(night: Night): AskSite {
  const asked = new Map<string, Promise<SiteAnswer>>();
  return (probe, lang) => {
    const known = asked.get(probe.subject) ?? ask(night, probe, lang);
    asked.set(probe.subject, known);
    return known;
  };
}

const UNASKED: SiteAnswer = { outcome: null, document: null };

async function ask(
  { world, run, now, permission }: Night,
  { subject, url, rest }: Probe,
  lang: string | null | undefined,
): Promise<SiteAnswer> {
  const [last] = await world.store.life(subject);
  if (last !== undefined && now.getTime() - Date.parse(last.at) < rest)
    return { outcome: last.outcome, document: await documentOf(world, last) };
  if ((await permission(url)) !== null) return UNASKED;
  const visit = emptyVisit(run.id, subject, now.toISOString());
  // Recorded before it is sent: a run that is killed meanwhile does not ask again.
  await world.store.keepVisit(visit, null);
  const outcome = await world.fetch({ url, validators: null, lang });
  const facts = factsOf(outcome);
  const unread = hasBody(outcome) && outcome.http < 300 ? unreadOf(outcome) : null;
  const snapshot = unread === null ? null : await world.thought.read(unread);
  const reading = unread === null || snapshot === null ? null : { ...unread, snapshot };
  await world.store.keepVisit(
    { ...visit, outcome: facts, snapshot: snapshot?.sha256 ?? null },
    reading,
  );
  return { outcome: facts, document: snapshot?.document ?? null };
}
