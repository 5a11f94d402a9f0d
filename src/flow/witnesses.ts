import type { Archive } from '../archive/archive.js';
import type { Capture } from '../archive/capture.js';
import { provesUnchanged, readingOrder } from '../archive/choose.js';
import { snapshotOf } from '../extract/snapshot.js';
import { linkNow } from '../judge/link.js';
import { usesOf } from '../judge/source.js';
import { ask, carriesAll, carriesAny, type Heard, hear } from '../judge/witness.js';
import type { Document } from '../model/document.js';
import type { Outcome } from '../model/outcome.js';
import type { ArchivedCopy, SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { type Errand, errandTo } from '../plan/agenda.js';
import { needOf, partsOf } from '../plan/witnesses.js';
import type { Night } from './night.js';
import { documentOf } from './visit.js';

/** Captures that are read for one source and night; those read before cost nothing. */
const MOST_CAPTURES = 4;

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
      const copies = source.copies.map(({ url, by }) => errandTo(url, `${source.title}, copy at ${by}`, by));
      const document = need === 'passage' ? await documentOf(night.world, visit) : null;
      const parts = document === null ? [] : partsOf(document, source);
      return [
        ...copies,
        ...parts.map((url) => errandTo(url, `${source.title}, continued`, source.publisher)),
      ];
    }),
  );
  return [...new Map(errands.flat().map((errand) => [errand.subject, errand])).values()];
}

/** Completes the verdict on a source by what other witnesses say: parts, copies, then the archive. */
export async function hearWitnesses(
  night: Night,
  source: Source,
  verdict: SourceVerdict,
  visits: ReadonlyMap<string, Visit>,
): Promise<SourceVerdict> {
  const need = needOf(verdict);
  if (need === null || source.url === null) return verdict;
  const uses = usesOf(source, night.watch);
  const own = await documentOf(night.world, visits.get(source.id) as Visit);
  const parts =
    own === null || need === 'text' ? [] : partsOf(own, source).map((url) => ({ url, where: `at ${url}` }));
  const copies = source.copies.map(({ url, by }) => ({ url, where: `in the copy at ${by}` }));
  const heard: Heard[] = [];
  for (const [kind, places] of [
    ['part', parts],
    ['copy', copies],
  ] as const)
    for (const { url, where } of places) {
      const visit = visits.get(url);
      const document = visit === undefined ? null : await documentOf(night.world, visit);
      if (document !== null && document.unread === null)
        heard.push(ask({ kind, url, where, at: null, document }, uses));
    }
  const settled = hear(verdict, heard, null);
  const lacks = needOf(settled);
  if (lacks === null || night.world.archive === null) return settled;
  return askArchive(night, night.world.archive, source, settled, heard);
}

/** The latest capture tells how the document stands now; the best copy for the citation is the nearest that carries its passage. */
async function askArchive(
  night: Night,
  archive: Archive,
  source: Source,
  verdict: SourceVerdict,
  heard: readonly Heard[],
): Promise<SourceVerdict> {
  const url = source.url as string;
  const uses = usesOf(source, night.watch);
  const accessed =
    uses
      .map(({ citation }) => citation.accessed)
      .filter((date) => date !== null)
      .sort()[0] ?? null;
  const listed = await archive.captures(url);
  const found =
    listed.kind === 'answered' && listed.value.length > 0
      ? listed
      : await archive.nearest(url, accessed ?? night.now.toISOString().slice(0, 10));
  if (found.kind === 'unavailable') return { ...verdict, archiveUnasked: found.reason };
  const order = readingOrder(found.value, accessed);
  const latest = readingOrder(found.value, null)[0];
  const read = async (capture: Capture): Promise<Heard | null> => {
    const document = await readCapture(night, archive, capture);
    const where = `in the archived copy of ${capture.at.slice(0, 10)}`;
    return document === null
      ? null
      : ask({ kind: 'archive', url: capture.url, where, at: capture.at, document }, uses);
  };
  const now = verdict.witness === 'none' && latest !== undefined ? await read(latest) : null;
  const best = await bestCopy(order.slice(0, MOST_CAPTURES), read);
  const proof = accessed === null ? null : provesUnchanged(found.value, accessed);
  const copy: ArchivedCopy | null =
    best === null
      ? null
      : {
          ...best,
          ...(proof === null ? {} : { unchanged: { before: proof.before.url, after: proof.after.url } }),
        };
  return hear(verdict, now === null ? heard : [...heard, now], copy);
}

/** The nearest capture that carries every passage, else one that carries some, else the nearest that is a document at all. */
async function bestCopy(
  order: readonly Capture[],
  read: (capture: Capture) => Promise<Heard | null>,
): Promise<ArchivedCopy | null> {
  let best: { copy: ArchivedCopy; rank: number } | null = null;
  const [nearest] = order;
  for (const capture of order) {
    const heard = await read(capture);
    if (heard === null) continue;
    const rank = carriesAll(heard) ? 2 : carriesAny(heard) ? 1 : 0;
    const passedOver = nearest !== undefined && nearest !== capture ? { nearest: nearest.url } : {};
    if (best === null || rank > best.rank)
      best = {
        copy: { url: capture.url, capturedAt: capture.at, carriesPassage: rank > 0, ...passedOver },
        rank,
      };
    if (rank === 2) break;
  }
  return best?.copy ?? null;
}

/** The document in a capture, or null when it holds an error page, a login page or nothing. Read once and for all. */
async function readCapture(
  { world, run, now }: Night,
  archive: Archive,
  capture: Capture,
): Promise<Document | null> {
  const [known] = await world.store.life(capture.url);
  if (known !== undefined) return documentOf(world, known);
  const answer = await archive.read(capture);
  if (answer.kind === 'unavailable') return null;
  const reading = answer.value;
  const at = now.toISOString();
  const empty: Visit = {
    run: run.id,
    subject: capture.url,
    at,
    outcome: null,
    validators: null,
    snapshot: null,
    verdict: null,
  };
  if (reading.kind !== 'page') {
    await world.store.keepVisit(empty, null);
    return null;
  }
  const { body, contentType, http } = reading;
  const hint = { contentType, url: capture.original };
  const snapshot = snapshotOf(body.sha256, await world.read(body.bytes, hint));
  const base = {
    url: capture.original,
    finalUrl: capture.original,
    hops: [],
    requests: 1,
    received: body.bytes.length,
    at,
    elapsed: 0,
  };
  const outcome: Outcome = { ...base, kind: 'answered', http, headers: {}, body };
  const sound =
    linkNow(outcome, snapshot.document, false).status === 'alive' && snapshot.document.unread === null;
  await world.store.keepVisit(
    { ...empty, snapshot: sound ? body.sha256 : null },
    sound ? { snapshot, bytes: body.bytes, ...hint } : null,
  );
  return sound ? snapshot.document : null;
}
