import { isNear, statedEnd } from '../judging/ending.js';
import { hostOf } from '../model/address.js';
import { isFailing } from '../model/link.js';
import type { Ending, SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { foldedText } from '../passage/text/fold.js';
import { homePageProbe } from './agenda.js';
import type { Night } from './context.js';
import { askingSites } from './soft-404.js';

/** Tells of the sources that will end: as their server says of each, or two pages of their host of all of it. */
export async function detectEndings(
  night: Night,
  visits: readonly Visit[],
): Promise<readonly Visit[]> {
  const said = visits.flatMap((visit) => {
    const ending = lastSaid(visit, night.now);
    return ending === null || visit.verdict === null
      ? []
      : [{ ending, url: addressOf(visit.verdict) }];
  });
  if (said.length === 0) return visits;
  const ofHosts = await announcedEndings(night, said);
  return Promise.all(
    visits.map(async (visit) => {
      const { verdict, memory } = visit;
      if (verdict === null || memory === null || isDead(verdict)) return visit;
      const own = lastSaid(visit, night.now);
      const ending =
        own === null || own.by === 'notice' ? ofHosts.get(hostOf(addressOf(verdict))) : own;
      if (ending === undefined) return visit;
      const told: Visit = {
        ...visit,
        verdict: { ...verdict, ending },
        memory: { ...memory, ending: own },
      };
      await night.world.store.keepVisit(told, null);
      return told;
    }),
  );
}

const isDead = ({ link }: SourceVerdict): boolean => isFailing(link.status) && link.confirmed;
const addressOf = ({ finalUrl, url }: SourceVerdict): string => finalUrl ?? url ?? '';

/** What an answer states, else what was last said: an answer with a body takes a header of before back, a 304 need not repeat it. */
function lastSaid({ outcome, memory }: Visit, now: Date): Ending | null {
  const answer = outcome?.kind === 'answered' ? outcome : null;
  const known = memory?.ending;
  const isKept =
    known != null && isNear(known, now) && (known.by === 'notice' || answer?.http !== 200);
  return statedEnd(answer?.headers ?? {}, now) ?? (isKept ? known : null);
}

/** By host, the notice that stands on two of its pages: cited ones, or one and its home page. */
async function announcedEndings(
  night: Night,
  said: readonly { readonly url: string; readonly ending: Ending }[],
) {
  const askSite = askingSites(night);
  const found = new Map<string, Ending>();
  for (const { url, ending } of said.filter((one) => one.ending.by === 'notice')) {
    const words = ending.words ?? '';
    const isBeside = said.some(
      (one) =>
        one.url !== url &&
        hostOf(one.url) === hostOf(url) &&
        foldedText(one.ending.words ?? '') === foldedText(words),
    );
    const probe = isBeside || found.has(hostOf(url)) ? null : homePageProbe({ url });
    const home = probe === null ? null : (await askSite(probe, null)).document;
    const isAtHome = home !== null && (await night.world.thought.announces(home, words));
    if (isBeside || isAtHome) found.set(hostOf(url), ending);
  }
  return found;
}
