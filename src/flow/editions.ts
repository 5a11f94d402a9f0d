import { judgeEdition, type ReadCandidate } from '../judge/edition.js';
import { usesOf } from '../judge/source.js';
import { withStood } from '../judge/stood.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { type Candidate, candidatesFor } from '../plan/editions.js';
import type { World } from '../world.js';
import type { Night } from './night.js';
import { documentOf } from './visit.js';
import { hearWitnesses } from './witnesses.js';

/** Editions that may be newer than the cited one, by the id of the source that they would supersede. */
export type Candidates = ReadonlyMap<string, readonly Candidate[]>;

/** Looks for newer editions in the lists, the patterns and this night's index pages. */
export async function findCandidates(night: Night, visits: readonly Visit[]): Promise<Candidates> {
  const { world, watch, sources, now } = night;
  const indexes = new Set(watch.series.flatMap((series) => series.index));
  const links = await Promise.all(
    visits
      .filter((visit) => indexes.has(visit.subject))
      .map(async (visit) => [visit.subject, (await documentOf(world, visit))?.links ?? []] as const),
  );
  const linksOf = new Map(links);
  return new Map(sources.map((s) => [s.id, candidatesFor(s, watch, linksOf, now)]));
}

/** Completes the verdicts with what other witnesses and newer editions say, now that they have been read. */
export function completeVerdicts(
  night: Night,
  visits: ReadonlyMap<string, Visit>,
  candidates: Candidates,
): Promise<readonly SourceVerdict[]> {
  return Promise.all(
    night.sources.map(async (source) => {
      const read = (candidates.get(source.id) ?? []).map((c) => readCandidate(night.world, visits, c));
      return completeOne(night, source, visits, await Promise.all(read));
    }),
  );
}

async function completeOne(
  night: Night,
  source: Source,
  visits: ReadonlyMap<string, Visit>,
  candidates: readonly ReadCandidate[],
): Promise<SourceVerdict> {
  const { world, watch, run, now } = night;
  const visit = visits.get(source.id) as Visit;
  const verdict = visit.verdict as SourceVerdict;
  const { previous } = await world.store.history(source.id, run.id);
  const edition = judgeEdition({
    source,
    series: watch.series.find((series) => series.id === source.series) ?? null,
    uses: usesOf(source, watch),
    verdict,
    document: await documentOf(world, visit),
    candidates,
    decisions: watch.decisions,
    before: previous?.verdict?.edition ?? null,
    now,
  });
  const heard = await hearWitnesses(night, source, verdict, visits);
  const complete = withStood({ ...heard, edition }, previous?.verdict ?? null);
  await world.store.keepVisit({ ...visit, verdict: complete }, null);
  return complete;
}

async function readCandidate(
  world: World,
  visits: ReadonlyMap<string, Visit>,
  candidate: Candidate,
): Promise<ReadCandidate> {
  const visit = visits.get(candidate.subject);
  const document = visit === undefined ? null : await documentOf(world, visit);
  return { ...candidate, document, reason: visit?.verdict?.link.reason ?? 'its address is not known' };
}
