import { type Heard, hear } from '../judge/witness.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { usesOf } from '../model/watchlist.js';
import { type Errand, errandTo } from '../plan/agenda.js';
import { continuationsOf } from '../plan/continuations.js';
import { needOf } from '../plan/witnesses.js';
import { type ArchiveAsked, askArchive } from './archive.js';
import { hearByHand } from './by-hand.js';
import type { Night } from './night.js';
import { documentOf } from './visit.js';

/** Round two: the copies, and the linked parts, of sources whose live page did not say it all. */
export async function witnessErrands(
  night: Night,
  visits: ReadonlyMap<string, Visit>,
): Promise<readonly Errand[]> {
  const errands = await Promise.all(
    night.sources.map(async (source) => {
      const visit = visits.get(source.id) as Visit;
      const need = needOf(visit.verdict as SourceVerdict);
      if (need === null) return [];
      const copies = source.copies.map(({ url, by }) =>
        errandTo(url, `${source.title}, copy at ${by}`, by, source.lang),
      );
      const document = need === 'passage' ? await documentOf(night.world, visit) : null;
      const parts = document === null ? [] : continuationsOf(document, source);
      return [
        ...copies,
        ...parts.map((url) => errandTo(url, `${source.title}, continued`, source.publisher, source.lang)),
      ];
    }),
  );
  return [...new Map(errands.flat().map((errand) => [errand.subject, errand])).values()];
}

/** Completes the verdict on a source by what other witnesses say: parts, copies, then what a person handed in, and the archive. */
export async function hearWitnesses(
  night: Night,
  source: Source,
  verdict: SourceVerdict,
  visits: ReadonlyMap<string, Visit>,
): Promise<ArchiveAsked> {
  const need = needOf(verdict);
  if (need === null || source.url === null) return { verdict, spoke: null };
  const uses = usesOf(source, night.watch);
  const own = await documentOf(night.world, visits.get(source.id) as Visit);
  const parts =
    own === null || need === 'text'
      ? []
      : continuationsOf(own, source).map((url) => ({ url, place: { kind: 'part', url } as const }));
  const copies = source.copies.map(({ url, by }) => ({ url, place: { kind: 'copy', by } as const }));
  const heard: Heard[] = [];
  for (const { url, place } of [...parts, ...copies]) {
    const visit = visits.get(url);
    const document = visit === undefined ? null : await documentOf(night.world, visit);
    if (document === null || document.unread !== null) continue;
    const said = await night.world.thought.ask({ place, url, document }, uses);
    if (said !== null) heard.push(said);
  }
  const settled = hear(verdict, heard, null);
  if (needOf(settled) === null) return { verdict: settled, spoke: null };
  const testified = need === 'text' ? await hearByHand(night, source) : null;
  const known = testified === null ? settled : { ...settled, byHand: testified.byHand };
  const all = testified?.heard == null ? heard : [...heard, testified.heard];
  // The archive is asked all the same: of what it has seen since, nothing that was handed in takes the place.
  return night.world.archive === null
    ? { verdict: hear(known, all, null), spoke: null }
    : askArchive(night, night.world.archive, source, known, all);
}
