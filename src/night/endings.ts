import { isNear, statedEnd } from '../judging/ending.js';
import { hostOf, parseAddress } from '../model/address.js';
import { isFailing } from '../model/link.js';
import type { Ending } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { foldedText } from '../passage/text/fold.js';
import { homeProbe } from './agenda.js';
import type { Night } from './context.js';
import { askingSites } from './soft-404.js';

interface Said {
  readonly visit: Visit;
  readonly url: string;
  readonly ending: Ending;
}

/** Tells of the sources that will end: as their server says of each, or two pages of their host of all of it. */
export async function detectEndings(night: Night, visits: readonly Visit[]): Promise<readonly Visit[]> {
  const said = visits.flatMap((visit): readonly Said[] => {
    const [ending, url] = [lastSaid(visit, night.now), visit.verdict?.finalUrl ?? visit.verdict?.url];
    return ending === null || url == null ? [] : [{ visit, url, ending }];
  });
  if (said.length === 0) return visits;
  const ofHosts = await announced(
    night,
    said.filter(({ ending }) => ending.by === 'notice'),
  );
  return Promise.all(
    visits.map(async (visit) => {
      const { verdict, memory } = visit;
      if (verdict === null || memory === null || (isFailing(verdict.link.status) && verdict.link.confirmed))
        return visit;
      const own = said.find((one) => one.visit === visit)?.ending ?? null;
      const ending =
        own !== null && own.by !== 'notice' ? own : ofHosts.get(hostOf(verdict.finalUrl ?? verdict.url ?? ''));
      if (ending === undefined) return visit;
      const told: Visit = { ...visit, verdict: { ...verdict, ending }, memory: { ...memory, ending: own } };
      await night.world.store.keepVisit(told, null);
      return told;
    }),
  );
}

/** What an answer states, else what was last said: an answer with a body takes a header of before back, a 304 need not repeat it. */
function lastSaid({ outcome, memory }: Visit, now: Date): Ending | null {
  const answer = outcome?.kind === 'answered' ? outcome : null;
  const known = memory?.ending ?? null;
  const isTakenBack = known?.by !== 'notice' && answer?.http === 200;
  const kept = known !== null && !isTakenBack && isNear(known, now) ? known : null;
  return statedEnd(answer?.headers ?? {}, now) ?? kept;
}

/** By host, the notice that stands on two of its pages: cited ones, or one and its home page. */
async function announced(night: Night, said: readonly Said[]): Promise<ReadonlyMap<string, Ending>> {
  const askSite = askingSites(night);
  const found = new Map<string, Ending>();
  for (const one of said) {
    const [host, words] = [hostOf(one.url), foldedText(one.ending.words ?? '')];
    if (found.has(host)) continue;
    const isBeside = said.some(
      ({ url, ending }) => url !== one.url && hostOf(url) === host && foldedText(ending.words ?? '') === words,
    );
    const address = parseAddress(one.url);
    const probe = isBeside || address === null ? null : homeProbe(address);
    const home = probe === null ? null : await askSite(probe, null);
    if (isBeside || home?.document.blocks.some(({ text }) => foldedText(text) === words)) found.set(host, one.ending);
  }
  return found;
}
