import type { Cited } from '../judging/page-similarity.js';
import {
  carriesAll,
  carriesAny,
  carriesTelling,
  hear,
  readByHand,
  type Testimony,
  type WitnessAnswer,
} from '../judging/witness.js';
import { FILE_ADDRESS, isArchiveToday, sameAddress } from '../model/address.js';
import { capturedAt, originalOf } from '../model/archived-address.js';
import type { Document } from '../model/document.js';
import { isFailing } from '../model/link.js';
import { optional } from '../model/optional.js';
import { formerPlacesOf } from '../model/publisher-sites.js';
import { isUnproven, type WitnessPlace } from '../model/quote.js';
import {
  type ArchivedCopy,
  isOwnPage,
  type ReadByHand,
  type SourceVerdict,
} from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import {
  type Copy,
  type PartialDate,
  type Source,
  type Use,
  usesOf,
  type Watchlist,
} from '../model/watchlist.js';
import type { StoreReader } from '../store/store.js';
import { type Archive, provesUnchanged, readingOrder } from '../web/archives/archive.js';
import { byTime, isReadable, type Memento } from '../web/archives/archive-client.js';
import { type Errand, errandTo, needOf, uniqueErrands } from './agenda.js';
import { type CaptureText, captureText, type Scene } from './capture-text.js';
import type { Night } from './context.js';
import { latestVerdict } from './latest.js';
import { historyOf } from './outcome.js';
import { documentOf } from './visit.js';
import type { World } from './world.js';

/** Round two: the copies, and the linked parts, of sources whose live page did not say it all. */
export async function witnessErrands(
  night: Night,
  sources: readonly Source[],
  visits: ReadonlyMap<string, Visit>,
): Promise<readonly Errand[]> {
  const errands = await Promise.all(
    sources.map(async (source) => {
      const { title, publisher, lang } = source;
      const visit = visits.get(source.id) as Visit;
      const need = needOf(visit.verdict as SourceVerdict);
      if (need === null) return [];
      const copies = copiesOf(night, source, visit.verdict as SourceVerdict).map(({ url, by }) =>
        errandTo('witness', url, `${title}, copy at ${by}`, by, { lang }),
      );
      const document = need === 'passage' ? await documentOf(night.world, visit) : null;
      const parts =
        document === null ? [] : await night.world.thought.continuations(document, source);
      return [
        ...copies,
        ...parts.map((url) => errandTo('witness', url, `${title}, continued`, publisher, { lang })),
      ];
    }),
  );
  return uniqueErrands(errands.flat());
}

/** The copies of a source, and where its publisher's past lies once its page fails; archive.today is not asked. */
const copiesOf = ({ now }: Night, { copies, url }: Source, { link }: SourceVerdict) => {
  const former = isFailing(link.status) ? formerPlacesOf(url ?? '', now.toISOString()) : [];
  return [
    ...copies.filter((copy) => !isArchiveToday(copy.url)),
    ...former.filter(({ isArchive }) => !isArchive),
  ];
};

/**
 * Completes the verdict on a source by what other witnesses say: parts, copies, then what a person handed in, and the archive, which
 * knows documents by their address. `own`: what was read at its own address.
 */
export async function hearWitnesses(
  night: Night,
  source: Source,
  verdict: SourceVerdict,
  own: Document | null,
  visits: ReadonlyMap<string, Visit>,
): Promise<ArchiveAsked> {
  const need = needOf(verdict);
  if (need === null) return { verdict, spoke: null };
  const parts =
    own === null || need === 'text' ? [] : await night.world.thought.continuations(own, source);
  const places: readonly Place[] = [
    ...parts.map((url) => ({ url, place: { kind: 'part', url } as const, isGuess: false })),
    ...copiesOf(night, source, verdict).map((copy) => ({
      url: copy.url,
      place: placeOf(copy),
      isGuess: 'isArchive' in copy,
    })),
  ];
  const archive = source.url === null ? null : night.world.archive;
  // Where nobody can be asked, the page has said it all.
  if (need === 'passage' && places.length === 0 && archive === null)
    return { verdict, spoke: null };
  const heard = await hearPlaces(night, source, places, visits);
  const settled = hear(verdict, heard, null);
  if (needOf(settled) === null) return { verdict: settled, spoke: null };
  const testified = need === 'text' ? await hearByHand(night, source) : null;
  const known = testified === null ? settled : { ...settled, byHand: testified.byHand };
  const all = testified?.heard == null ? heard : [...heard, testified.heard];
  // The archive is asked all the same: of what it has seen since, nothing that was handed in takes the place.
  return archive === null
    ? { verdict: hear(known, all, null), spoke: null }
    : askArchive(night, archive, source, known, all);
}

/** Where a witness stands. `isGuess`: nobody said that the document is there. */
interface Place {
  readonly url: string;
  readonly place: WitnessPlace;
  readonly isGuess: boolean;
}

async function hearPlaces(
  night: Night,
  source: Source,
  places: readonly Place[],
  visits: ReadonlyMap<string, Visit>,
): Promise<readonly WitnessAnswer[]> {
  const heard: WitnessAnswer[] = [];
  for (const { url, place, isGuess } of places) {
    const visit = visits.get(url);
    const document = visit === undefined ? null : await documentOf(night.world, visit);
    if (document === null || document.unread !== null) continue;
    const said = await hearPlace(night, source, { place, url, document });
    // Where nobody put it, only the passage itself proves a copy.
    if (said !== null && (!isGuess || carriesTelling(said))) heard.push(said);
  }
  return heard;
}

/** A capture among the copies shows the page as it was on its day. */
function placeOf({ url, by }: Pick<Copy, 'url' | 'by'>): WitnessPlace {
  const at = capturedAt(url);
  return at === null ? { kind: 'copy', by } : { kind: 'archive', at };
}

/** What a copy or a part says; null for a capture that does not show the document. */
async function hearPlace(
  night: Night,
  source: Source,
  testimony: Testimony,
): Promise<WitnessAnswer | null> {
  if (testimony.place.kind !== 'archive')
    return night.world.thought.ask(testimony, usesOf(source, night.watch));
  const original = originalOf(testimony.url) ?? testimony.url;
  return judgeShown(night, source, testimony, original, await citedDocument(night, source));
}

/** Captures that are read for one source and night in search of the best copy; those read before cost nothing. */
const MOST_CAPTURES = 4;
/** Captures that are passed over in search of one that shows the document: a wall may stand for weeks. */
const MOST_NEWEST = 8;
/** Captures in a row that are one stranger, after which steps double, our choice. */
const ONE_STRANGER = 3;

/** A source's verdict when the archive has been asked. */
export interface ArchiveAsked {
  readonly verdict: SourceVerdict;
  /** The newest capture in which the document is recognised, and when it was made; null when none was needed or found. */
  readonly spoke: { readonly document: Document; readonly at: string } | null;
}

/** We use the newest capture that shows the document for its present text, and the nearest that carries the passage as the citation's copy. */
async function askArchive(
  scene: Scene,
  archive: Archive,
  source: Source,
  verdict: SourceVerdict,
  heard: readonly WitnessAnswer[],
): Promise<ArchiveAsked> {
  const url = source.url as string;
  const accessed = firstAccessed(usesOf(source, scene.watch));
  const day = accessed ?? scene.now.toISOString().slice(0, 10);
  const found = await findCaptures(archive, url, day);
  const known = found.kind === 'unavailable' ? [] : found.value;
  // Where an address only ever led on, its redirects are read: they may lead to a capture of the document.
  const captures = known.some(isReadable) ? known : known.map(asUnknown);
  const order = readingOrder(captures, accessed).slice(0, MOST_CAPTURES);
  const newest = readingOrder(captures, null);
  const reader = await readerOf(scene, archive, source, [...newest.toReversed(), ...order]);
  const speaks = lacksText(verdict);
  const { heard: shown, skipped } = await walkBack(speaks ? newest : [], reader);
  const own = await bestCopy(order, accessed, reader);
  const former = new CaptureReader(scene, archive, source, reader.cited);
  const there =
    carriesPassage(own) || !isFailing(verdict.link.status)
      ? null
      : await bestCopy(formerCaptures(url, day), accessed, former);
  const best = carriesPassage(there)
    ? { ...there, copy: { ...there.copy, nearest: undefined } }
    : own;
  const now = shown ?? (speaks && carriesPassage(best) ? best.heard : null);
  const complete = hear(
    verdict,
    now === null ? heard : [...heard, now],
    best && { ...best.copy, ...unchangedSince(known, accessed) },
  );
  const unread = found.kind === 'unavailable' ? found.reason : reader.unread;
  const unasked = best === null ? unread : undefined;
  return {
    verdict: {
      ...complete,
      ...optional({ archiveUnasked: unasked, archiveSkipped: skipped || undefined }),
    },
    spoke: spokenBy(now),
  };
}

/** True where the archive's text is wanted, and not its copy alone. */
const lacksText = ({ witness, citations }: SourceVerdict): boolean =>
  !isOwnPage(witness) || citations.some(({ quotes }) => quotes.some(isUnproven));

const spokenBy = (witness: WitnessAnswer | null): ArchiveAsked['spoke'] =>
  witness?.place.kind === 'archive' ? { document: witness.document, at: witness.place.at } : null;

const carriesPassage = <T extends Pick<BestCopy, 'copy'>>(best: T | null): best is T =>
  best?.copy.carriesPassage === true;

/** The captures around the day of access that prove the page unchanged across it. */
function unchangedSince(
  captures: readonly Memento[],
  accessed: PartialDate | null,
): Pick<ArchivedCopy, 'unchanged'> {
  const proof = accessed === null ? null : provesUnchanged(captures, accessed);
  return proof === null ? {} : { unchanged: { before: proof.before.url, after: proof.after.url } };
}

/** What an archive lists of an address, else what it has near a day. */
async function findCaptures(archive: Archive, url: string, day: string) {
  const listed = await archive.captures(url);
  return listed.kind === 'answered' && listed.value.length > 0 ? listed : archive.nearest(url, day);
}

/** What the archives of an address's publisher have of it near a day: captures that no list names. */
const formerCaptures = (url: string, at: string): readonly Memento[] =>
  formerPlacesOf(url, at)
    .filter(({ isArchive }) => isArchive)
    .map((place) => ({
      url: place.url,
      original: url,
      at,
      status: null,
      type: null,
      digest: null,
    }));

const asUnknown = (one: Memento): Memento =>
  (one.status ?? 400) < 400 ? { ...one, status: null } : one;

const firstAccessed = (uses: readonly Use[]): string | null =>
  uses.flatMap(({ citation }) => citation.accessed ?? []).sort()[0] ?? null;

/** What is known of the document that a capture should show: its title, and its text of the last good night. */
async function citedDocument(
  {
    world,
    run,
  }: Pick<Scene, 'run'> & {
    readonly world: { readonly store: StoreReader; readonly thought: Scene['world']['thought'] };
  },
  { id, title, url }: Source,
): Promise<Cited> {
  const { baseline } = await historyOf(world, { subject: id, url }, run.id);
  return { title, baseline: baseline?.snapshot.document ?? null };
}

/** A reader of captures. On a first visit it knows the document by the first of `captures` that carries a telling passage: the oldest come first. */
async function readerOf(
  scene: Scene,
  archive: Archive,
  source: Source,
  captures: readonly Memento[],
) {
  const cited = await citedDocument(scene, source);
  const reader = new CaptureReader(scene, archive, source, cited);
  if (cited.baseline !== null) return reader;
  for (const capture of [...captures.slice(0, MOST_CAPTURES), ...captures.slice(-MOST_CAPTURES)]) {
    const heard = (await reader.read(capture))?.heard ?? null;
    if (heard === null || !carriesTelling(heard)) continue;
    return new CaptureReader(scene, archive, source, { ...cited, baseline: heard.document });
  }
  return reader;
}

/** `heard`: null where the document is not recognised. */
type CaptureReading = CaptureText & { readonly heard: WitnessAnswer | null };

class CaptureReader {
  /** Why the archive did not give out a capture; the first reason. */
  unread: string | undefined;
  readonly #read = new Map<string, Promise<CaptureReading | null>>();

  constructor(
    private readonly scene: Scene,
    private readonly archive: Archive,
    private readonly source: Source,
    readonly cited: Cited,
  ) {}

  /** Null where it has no text. */
  read(asked: Memento): Promise<CaptureReading | null> {
    const known = this.#read.get(asked.url) ?? this.#readAnew(asked);
    this.#read.set(asked.url, known);
    return known;
  }

  /** True for two captures of one stranger. */
  async isOneStranger(a: Document | null | undefined, b: Document | null): Promise<boolean> {
    return a == null || b === null ? a === b : this.scene.world.thought.isThisPage(a, b);
  }

  async #readAnew(asked: Memento): Promise<CaptureReading | null> {
    const text = await captureText(this.scene, this.archive, asked);
    if (text === null) return null;
    if ('kind' in text) {
      this.unread ??= text.reason;
      return null;
    }
    const { url, original, at } = text.capture;
    const testimony = { place: { kind: 'archive', at }, url, document: text.document } as const;
    return {
      ...text,
      heard: await judgeShown(this.scene, this.source, testimony, original, this.cited),
    };
  }
}

/** Reads from the newest capture back until one shows the document, past many of one stranger by doubling steps; where none does, `skipped` were not read. */
async function walkBack(captures: readonly Memento[], reader: CaptureReader) {
  let [at, step, reads] = [0, 1, 0];
  /** What was shown last in a document's place, once for each capture in a row. */
  let row: readonly { readonly document: Document | null; readonly length: number | undefined }[] =
    [];
  const hits: { readonly at: string; readonly heard: WitnessAnswer; readonly skipped: number }[] =
    [];
  for (; at < captures.length && reads < MOST_NEWEST; reads++) {
    const capture = mostUnlike(captures.slice(at, at + step), row[0]?.length);
    const read = await reader.read(capture);
    const document = read?.document ?? null;
    if (read?.heard) {
      hits.push({
        at: read.capture.at,
        heard: read.heard,
        skipped: captures.indexOf(capture) - reads,
      });
      // Where the archive gave an older capture than it lists, the next one may be newer.
      if (read.capture.at === capture.at) break;
    } else
      row = [
        { document, length: capture.length },
        ...((await reader.isOneStranger(row[0]?.document, document)) ? row : []),
      ];
    at += step;
    step = row.length < ONE_STRANGER ? 1 : step * 2;
  }
  const hit = hits.sort(byTime).at(-1);
  if (hit === undefined) return { heard: null, skipped: captures.length - reads };
  const place = {
    kind: 'archive',
    at: hit.at,
    ...(hit.skipped === 0 ? {} : { skipped: hit.skipped }),
  } as const;
  return { heard: { ...hit.heard, place }, skipped: 0 };
}

/** The capture whose length differs most from the stranger's, else the oldest. */
const mostUnlike = (captures: readonly Memento[], stranger = 0): Memento => {
  const unlike = ({ length = 0 }: Memento): number =>
    length * stranger > 0 ? Math.abs(Math.log(length / stranger)) : 0;
  return captures.toReversed().toSorted((a, b) => unlike(b) - unlike(a))[0] as Memento;
};

type BestCopy = NonNullable<Awaited<ReturnType<typeof bestCopy>>>;

/** The nearest capture by its own date that carries every passage, else one that carries some, else the nearest that shows the document at all. */
async function bestCopy(
  order: readonly Memento[],
  accessed: PartialDate | null,
  reader: CaptureReader,
) {
  const heardIn = new Map<string, { readonly heard: WitnessAnswer; readonly rank: number }>();
  const given = [...order];
  for (const [n, asked] of order.entries()) {
    const read = await reader.read(asked);
    if (read === null) continue;
    const { heard, capture } = read;
    given[n] = { ...capture, status: null };
    if (heard === null) continue;
    const rank = rankOf(heard);
    heardIn.set(capture.url, { heard, rank });
    if (rank === RANKS.all && capture.at === asked.at) break;
  }
  const most = Math.max(...[...heardIn.values()].map(({ rank }) => rank));
  const [nearest, ...rest] = readingOrder(given, accessed);
  const best = [nearest, ...rest].find(
    (one) => one !== undefined && heardIn.get(one.url)?.rank === most,
  );
  const said = heardIn.get(best?.url ?? '');
  if (nearest === undefined || best === undefined || said === undefined) return null;
  const copy: ArchivedCopy = {
    url: best.url,
    capturedAt: best.at,
    carriesPassage: said.rank !== RANKS.none,
    ...(best === nearest ? {} : { nearest: nearest.url }),
    ...(said.rank === RANKS.some ? { lacks: lackedBy(said.heard) } : {}),
  };
  return { copy, heard: said.heard };
}

/** How much of the passages a capture carries. */
const RANKS = { none: 0, some: 1, all: 2 } as const;

function rankOf(heard: WitnessAnswer): number {
  if (carriesAll(heard)) return RANKS.all;
  return carriesAny(heard) ? RANKS.some : RANKS.none;
}

const lackedBy = ({ quotes }: WitnessAnswer): NonNullable<ArchivedCopy['lacks']> =>
  [...quotes.values()].flatMap(({ id, verdict }) =>
    verdict === 'intact' ? [] : [{ id, verdict }],
  );

/** What web archives have of a source. */
export interface CopyFound {
  /** The best copy for its citations, or null when no archive that was asked has a readable one. */
  readonly copy: ArchivedCopy | null;
  /** Why the archive could not be asked, or null. */
  readonly unasked: string | null;
}

/** Looks for the archived copy that carries a source's passages. Null when the source was never looked at. */
export async function findCopy(
  world: World,
  watch: Watchlist,
  source: Source,
): Promise<CopyFound | null> {
  if (world.archive === null) throw new Error('no archive is set');
  const [run] = await world.store.runs(1);
  const verdict = await latestVerdict(world.store, source.id);
  if (run === undefined || verdict === null) return null;
  const scene = { world, watch, run, now: world.now() };
  const asked = await askArchive(scene, world.archive, source, { ...verdict, archive: null }, []);
  return { copy: asked.verdict.archive, unasked: asked.verdict.archiveUnasked ?? null };
}

/** Has the archive capture an address now. */
export async function makeCopy({ archive }: Pick<World, 'archive'>, url: string) {
  if (archive === null) throw new Error('no archive is set');
  const saved = await archive.save(url);
  return saved.kind === 'answered'
    ? ({ kind: 'made', url: saved.value.url } as const)
    : ({ kind: 'not-made', reason: saved.reason } as const);
}

type HearingScene = Pick<Scene, 'watch' | 'run'> & {
  readonly world: Pick<Scene['world'], 'thought'> & { readonly store: StoreReader };
};

/** The line of the log of the page that somebody handed in last, of the address that the source has now, or of any while nobody knows one; null for none. */
export async function lastHandedIn(
  { handedIn }: Pick<Scene['world'], 'handedIn'>,
  { id, url }: Source,
) {
  const kept = handedIn === null ? [] : await handedIn.beside(id);
  return (
    kept.findLast(
      (one) => one.role === 'handed-in' && (url === null || sameAddress(one.url, url)),
    ) ?? null
  );
}

/** Hears the page that somebody saved of a source, and handed in last; null where nobody did. `heard`: null when it is too old, or does not show the document by tonight's rules. */
export async function hearByHand(
  scene: HearingScene & Pick<Scene, 'now'> & { readonly world: Pick<Scene['world'], 'handedIn'> },
  source: Source,
): Promise<{ readonly byHand: ReadByHand; readonly heard: WitnessAnswer | null } | null> {
  const { world, now } = scene;
  const record = await lastHandedIn(world, source);
  if (record === null) return null;
  const byHand = readByHand(record, now);
  if (byHand.isStale) return { byHand, heard: null };
  // One that was damaged is silent: the verification names it.
  const kept = await world.handedIn?.readBeside(record.n).catch(() => null);
  if (kept == null) return null;
  // That it is of this address was held when it was handed in, by what was known then.
  const opened = await world.thought.saved({
    bytes: kept.resource.bytes,
    addresses: [record.url],
    isHeld: true,
  });
  const heard =
    opened.kind === 'read' ? await hearPage(scene, source, opened.document, byHand) : null;
  return { byHand, heard };
}

/** What a saved page says of the quotations; null where it does not show the document. */
export async function hearPage(
  scene: HearingScene,
  source: Source,
  document: Document,
  { at, by }: Pick<ReadByHand, 'at' | 'by'>,
): Promise<WitnessAnswer | null> {
  const url = source.url ?? FILE_ADDRESS;
  const testimony = { place: { kind: 'person', at, by }, url, document } as const;
  const heard = await judgeShown(scene, source, testimony, url, await citedDocument(scene, source));
  return source.url === null && heard !== null ? withoutLinks(heard) : heard;
}

/** Where nobody knows the address, nothing leads to a passage. */
const withoutLinks = (heard: WitnessAnswer): WitnessAnswer => ({
  ...heard,
  quotes: new Map([...heard.quotes].map(([id, quote]) => [id, { ...quote, link: null }])),
});

function judgeShown(
  { world, watch }: HearingScene,
  source: Source,
  testimony: Omit<WitnessAnswer, 'quotes'>,
  original: string,
  cited: Cited,
): Promise<WitnessAnswer | null> {
  const series = watch.series.find(({ id }) => id === source.series) ?? null;
  return world.thought.judgeCapture({
    testimony,
    original,
    uses: usesOf(source, watch),
    cited,
    source,
    series,
  });
}
