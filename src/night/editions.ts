import { isDeepStrictEqual } from 'node:util';
import { type Candidate, underCitedIds } from '../judging/editions/candidates.js';
import type { ReadCandidate } from '../judging/editions/confirm.js';
import { registersOf } from '../judging/editions/registers/crossref.js';
import type { Listing } from '../judging/editions/registers/register.js';
import { isEdition, placesToLook } from '../judging/editions/survey.js';
import { lastStood, withStood } from '../judging/history-for-url.js';
import { withReuseLimit } from '../judging/verdict-cache.js';
import type { Document } from '../model/document.js';
import type { LinkReason, LinkStatus } from '../model/link.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import { EMPTY_MEMORY, FOREVER, type History, memoryOf, type Visit } from '../model/visit.js';
import { type Source, type Use, usesOf } from '../model/watchlist.js';
import type { SearchedEditions } from '../pool/thought.js';
import { type Errand, errandTo, needOf, statedVersions } from './agenda.js';
import type { Night } from './context.js';
import { historyOf, readingsOf } from './outcome.js';
import { documentOf, visitAll } from './visit.js';
import { type ArchiveAsked, hearWitnesses } from './witnesses.js';
import type { World } from './world.js';

/** True for a source of which only its own page could say more, and whose page is as it was; what an archive has of a lost passage may be more tomorrow. */
export const isComplete = ({ world, now }: Night, visit: Visit | undefined): boolean =>
  now.getTime() < (visit?.aloneUntil ?? 0) &&
  (world.archive === null || visit?.verdict == null || needOf(visit.verdict) === null);

/** Looks for newer editions in the lists, the patterns, this night's index pages, the registers, and the documents; by source. */
export async function findCandidates(
  night: Night,
  visits: readonly Visit[],
): Promise<ReadonlyMap<string, SearchedEditions>> {
  const { watch, now } = night;
  const bySubject = new Map(visits.map((visit) => [visit.subject, visit]));
  const sources = night.sources.filter(({ id }) => !isComplete(night, bySubject.get(id)));
  const places = sources.flatMap((source) =>
    placesToLook(source).map((url) =>
      errandTo('index', url, source.title, source.publisher, { lang: source.lang }),
    ),
  );
  const looks = await askWeekly(night, places);
  const listings = await readListings(night, sources, new Map([...bySubject, ...looks]));
  const stating = await Promise.all(
    sources.map((source) => statementsOf(night, source, bySubject.get(source.id))),
  );
  const records = new Map(
    (await askRegisters(night, stating)).map((visit) => [visit.subject, visit]),
  );
  const found = new Map<string, SearchedEditions>();
  for (const { source, document, stated } of stating) {
    const series = watch.series.find(({ id }) => id === source.series) ?? null;
    const visit = bySubject.get(source.id);
    const registers = registersOf(source, stated);
    const read = await Promise.all(
      registers.map((url) => lastKnown(night, records.get(url), NO_RECORD)),
    );
    const search = await night.world.thought.findEditions({
      source,
      series,
      document,
      stated,
      now,
      uses: usesOf(source, watch),
      citations: visit?.verdict?.citations ?? [],
      listings: (series?.index ?? placesToLook(source)).flatMap((url) => listings.get(url) ?? []),
      records: read.filter((record) => record !== null),
      versions: statedVersions(visit?.outcome ?? null),
      until: registers.length > 0 ? null : nextLook(night, source, looks),
    });
    const candidates = await restGuesses(
      night,
      source,
      underCitedIds(search.candidates, watch.sources),
    );
    found.set(source.id, { ...search, candidates });
  }
  return found;
}

/** Marks the guesses of a source without a series that were asked within the week. */
const restGuesses = (
  night: Night,
  source: Source,
  candidates: readonly Candidate[],
): Promise<readonly Candidate[]> =>
  Promise.all(
    candidates.map(async (candidate) =>
      source.series === null && !candidate.trusted && candidate.seenAt !== source.url
        ? { ...candidate, rests: (await lastLook(night, candidate.subject)).rests }
        : candidate,
    ),
  );

async function readListings(
  night: Night,
  sources: readonly Source[],
  visits: ReadonlyMap<string, Visit>,
): Promise<ReadonlyMap<string, Listing>> {
  const listings = new Map<string, Listing>();
  const indexes = night.watch.series.flatMap((series) => series.index);
  for (const url of new Set([...indexes, ...sources.flatMap(placesToLook)])) {
    const document = await lastKnown(night, visits.get(url));
    const listing = document === null ? null : await night.world.thought.listing(url, document);
    if (listing !== null) listings.set(url, listing);
  }
  return listings;
}

/** A source with its document, and with what that and the citation lines say, which may name its DOI. */
async function statementsOf(night: Night, source: Source, visit: Visit | undefined) {
  const document = await lastKnown(night, visit);
  return { source, document, stated: doisIn(document, usesOf(source, night.watch)) };
}

const doisIn = (document: Document | null, uses: readonly Use[]): readonly string[] => [
  document?.doi ?? '',
  ...uses.map(({ citation }) => citation.cited ?? ''),
];

async function askRegisters(
  night: Night,
  sources: readonly Awaited<ReturnType<typeof statementsOf>>[],
): Promise<readonly Visit[]> {
  const urls = [...new Set(sources.flatMap(({ source, stated }) => registersOf(source, stated)))];
  const errands = urls.map((url) => errandTo('record', url, 'Record of a DOI', 'Crossref'));
  return errands.length === 0 ? [] : visitAll(night, errands);
}

/** Statuses of an address at which nothing stands. */
const ABSENT: ReadonlySet<LinkStatus> = new Set(['gone', 'soft-404']);
/** Those of a record: an empty answer does not take it back. */
const NO_RECORD: ReadonlySet<LinkStatus> = new Set(['gone']);

/** What a page said when it last let us in: an edition that was found is not lost to a bot wall. A page that is gone says nothing. */
async function lastKnown(
  { world, run }: Night,
  visit: Visit | undefined,
  absent = ABSENT,
): Promise<Document | null> {
  if (visit === undefined) return null;
  const { subject, verdict } = visit;
  const tonight = await documentOf(world, visit);
  if (tonight !== null) return readable(tonight);
  const history = await historyOf(world, { subject, url: verdict?.url ?? null }, run.id);
  return lastRead(visit, null, history, absent);
}

/** The same, where what was read tonight and before is at hand. */
const lastRead = (
  { verdict }: Visit,
  tonight: Document | null,
  { baseline }: History,
  absent = ABSENT,
): Document | null =>
  readable(
    tonight ??
      (absent.has(verdict?.link.status ?? 'unjudged')
        ? null
        : (baseline?.snapshot.document ?? null)),
  );

const readable = (document: Document | null): Document | null =>
  document?.unread === null ? document : null;

/** Completes the recorded verdicts with what other witnesses and newer editions say, now that they have been read. */
export async function completeVerdicts(
  night: Night,
  visits: ReadonlyMap<string, Visit>,
  found: ReadonlyMap<string, SearchedEditions>,
): Promise<void> {
  await Promise.all(
    night.sources.map(async (source) => {
      const of = found.get(source.id);
      if (of !== undefined) await completeOne(night, visits, of);
    }),
  );
}

async function completeOne(
  night: Night,
  visits: ReadonlyMap<string, Visit>,
  { source, candidates: leads, survey, remarks, quietUntil, unsearched }: SearchedEditions,
): Promise<void> {
  const { world, watch, run, now } = night;
  const visit = visits.get(source.id) as Visit;
  const verdict = visit.verdict as SourceVerdict;
  const candidates = await Promise.all(leads.map((lead) => readCandidate(night, visits, lead)));
  const of = { subject: source.id, url: source.url };
  const { history, read } = await readingsOf(world, of, run.id, visit.snapshot);
  const { previous, baseline } = history;
  const own = read?.document ?? null;
  const { verdict: heard, spoke } = await hearWitnesses(night, source, verdict, own, visits);
  const document = latestOf(lastRead(visit, own, history), spoke, verdict, history);
  const earlier = baseline?.snapshot.document ?? null;
  const uses = usesOf(source, watch);
  const edition = await world.thought.judgeEdition({
    source,
    series: watch.series.find((series) => series.id === source.series) ?? null,
    uses,
    verdict,
    document,
    earlier,
    cited: document ?? (await copyOf(world, source, visits)) ?? earlier,
    candidates,
    survey,
    remarks,
    unsearched,
    decisions: watch.decisions,
    before: previous?.verdict?.edition ?? null,
    now,
  });
  const stood = lastStood(heard, memoryOf(history));
  const memory = { ...(visit.memory ?? EMPTY_MEMORY), stood };
  const complete = {
    // What is newer waits for a decision.
    ...visit,
    verdict: withStood({ ...heard, edition }, stood),
    memory,
    aloneUntil: heard === verdict && edition.newer.length === 0 ? quietUntil : null,
  };
  const completed = withReuseLimit(complete, night.settings.staleAfter);
  if (!isDeepStrictEqual(completed, visit)) await world.store.keepVisit(completed, null);
}

/**
 * When other pages are looked at again for newer editions of a source, in milliseconds since 1970: never for what is no edition, for one of no
 * declared series a week after its lists were read. Null where that is on every night.
 */
function nextLook(
  { watch, now }: Night,
  source: Source,
  looks: ReadonlyMap<string, Visit>,
): number | null {
  const places = placesToLook(source);
  if (
    source.series !== null ||
    watch.series.some(({ index }) => index.some((url) => places.includes(url)))
  )
    return null;
  if (!isEdition(source) && places.length === 0) return FOREVER;
  const read = places.map((url) => Date.parse(looks.get(url)?.at ?? ''));
  return Math.min(now.getTime(), ...read) + LOOK_REST;
}

/** The latest text of the document. If its own address blocked us, the newest capture counts if it is later than our own last reading. */
function latestOf(
  own: Document | null,
  spoke: ArchiveAsked['spoke'],
  { witness, link }: SourceVerdict,
  { baseline }: History,
): Document | null {
  if (spoke === null || isOwnPage(witness) || ABSENT.has(link.status)) return own;
  return own === null || baseline === null || spoke.at > baseline.visit.at ? spoke.document : own;
}

async function copyOf(
  world: World,
  { copies }: Source,
  visits: ReadonlyMap<string, Visit>,
): Promise<Document | null> {
  for (const { url } of copies) {
    const visit = visits.get(url);
    const document = visit === undefined ? null : await documentOf(world, visit);
    if (document?.unread === null) return document;
  }
  return null;
}

async function readCandidate(
  night: Night,
  visits: ReadonlyMap<string, Visit>,
  candidate: Candidate,
): Promise<ReadCandidate> {
  const visit =
    visits.get(candidate.subject) ??
    (await night.world.store.visit(candidate.subject, night.run.id)) ??
    (candidate.rests === true ? (await lastLook(night, candidate.subject)).visit : null);
  const document = await lastKnown(night, visit ?? undefined);
  const why: LinkReason = visit?.verdict?.link.why ?? { kind: 'no-address' };
  const absent = visit?.verdict != null && ABSENT.has(visit.verdict.link.status);
  return { ...candidate, document, absent, why: { kind: 'link', why } };
}

/** Milliseconds between two looks for the series of a source that declares none: a week. */
const LOOK_REST = 7 * 86_400_000;

/** The latest visit to an address, and whether it was too lately for another look. */
async function lastLook({ world, now }: Night, subject: string) {
  const [visit = null] = await world.store.life(subject);
  return { visit, rests: visit !== null && now.getTime() - Date.parse(visit.at) < LOOK_REST };
}

/** Asks each of these addresses at most once a week; gives the latest visit to each that was ever made. */
async function askWeekly(
  night: Night,
  errands: readonly Errand[],
): Promise<ReadonlyMap<string, Visit>> {
  const looks = await Promise.all(
    errands.map(async (errand) => ({ errand, ...(await lastLook(night, errand.subject)) })),
  );
  const made = await visitAll(
    night,
    looks.filter(({ rests }) => !rests).map(({ errand }) => errand),
  );
  const remembered = looks.flatMap(({ rests, visit }) => (rests && visit !== null ? [visit] : []));
  return new Map([...remembered, ...made].map((visit) => [visit.subject, visit]));
}
