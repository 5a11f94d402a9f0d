import { crc32 } from 'node:zlib';
import { type Document, told, type UnreadReason } from '../model/document.js';
import type { EditionVerdict, NewerEdition } from '../model/edition.js';
import type { Finding, FindingLife } from '../model/finding.js';
import type { Digest, Run } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { VerdictIndex, Verdicts } from '../model/verdicts.js';
import { EMPTY_MEMORY, type LifeVisit, type SourceMemory, type Visit } from '../model/visit.js';
import { packJson, unpackJson } from './compression.js';
import { DamagedStore, parseStoredJson } from './locks.js';

// Before memories were kept apart, verdicts carried them. Before reasons had kinds, verdicts were kept with a sentence in
// `reason`, and findings with `message` and `action`, without their edition.

/** What a verdict rests on, where an earlier version kept a sentence. */
function withReason<T extends { readonly why: unknown }>(verdict: T): T {
  const { reason, ...rest } = verdict as T & { readonly reason?: string };
  return reason === undefined ? verdict : ({ ...rest, why: told(reason) } as unknown as T);
}

type Fate = NewerEdition['quotes'][number];

/** What became of a passage, where an earlier version kept a sentence about its section. */
function fateOf(fate: Fate & { readonly note?: string }): Fate {
  const { note, ...rest } = fate;
  return note === undefined ? fate : { ...rest, section: told(note) };
}

function editionOf(edition: EditionVerdict): EditionVerdict {
  const newer = edition.newer.map((one) => ({ ...one, quotes: one.quotes.map(fateOf) }));
  return withReason({ ...edition, newer });
}

/** What an earlier version's verdict carried of its memory. */
interface Remembering {
  readonly link: { readonly lately?: unknown };
  readonly content: { readonly restless?: unknown; readonly shrunk?: unknown };
}

/** A verdict as it was kept by this version or an earlier one. */
export function verdictFromRow(verdict: SourceVerdict): SourceVerdict {
  const kept = verdict as SourceVerdict & Remembering;
  const { lately, ...link } = kept.link;
  const { restless, shrunk, ...content } = kept.content;
  return {
    ...kept,
    link: withReason(link),
    content: withReason(content),
    edition: editionOf(kept.edition),
    citations: kept.citations.map((citation) => ({
      ...citation,
      quotes: citation.quotes.map(withReason),
    })),
  };
}

/** A finding as it was kept by this version or an earlier one. */
export function findingFromRow(
  finding: Finding & { readonly message?: string; readonly action?: string },
): Finding {
  const { message, action, ...rest } = finding;
  const edition = finding.edition ?? editionIn(finding);
  return message === undefined || action === undefined
    ? { ...finding, edition }
    : { ...rest, edition, why: { kind: 'told', message, action } };
}

/** Of an earlier version's finding the edition stood in its id only. */
function editionIn({ id, kind, source }: Finding): string | null {
  const name = `${kind}:${source}@`;
  return id.startsWith(name) ? id.slice(name.length) : null;
}

/** A digest as it was kept by this version or an earlier one. */
export const digestFromRow = (digest: Digest): Digest => ({
  ...digest,
  fresh: digest.fresh.map(findingFromRow),
  open: digest.open.map(findingFromRow),
  resolved: digest.resolved.map(findingFromRow),
  ...(digest.owed === undefined ? {} : { owed: digest.owed.map(findingFromRow) }),
  sources: digest.sources.map(verdictFromRow),
});

/** A visit as it was kept by this version or an earlier one. */
export const visitFromRow = (visit: Visit): Visit =>
  visit.verdict === null ? visit : { ...visit, verdict: verdictFromRow(visit.verdict) };

/** A document as it was kept by this version or an earlier one. */
export function documentFromRow(document: Document): Document {
  const unread: UnreadReason | string | null = document.unread;
  return typeof unread === 'string' ? { ...document, unread: told(unread) } : document;
}

/** A visit as it is kept: itself, and what is kept of it elsewhere. */
export interface VisitRow {
  readonly run: number;
  readonly visit: Buffer;
  /** The run whose visit holds the verdict but for what `visit` says; null when `visit` has all of it. */
  readonly heldIn: number | null;
  readonly held: Buffer | null;
  /** Null when later visits have taken its place. */
  readonly memory: string | null;
}

/** Selects a {@link VisitRow}, from visits `v`, those that hold their verdicts, and memories. */
export const VISIT_COLUMNS = 'v.run, v.held_in AS "heldIn", v.visit, h.visit AS held, m.memory';
/** A visit that is kept as a whole, and the last one of which it holds what its row does not say. */
export interface Holder {
  readonly run: number;
  readonly visit: Visit;
  readonly last: Visit;
}

/**
 * Reads a row: the visit, and the one that holds what its row does not say (null when it has no verdict). Throws a {@link DamagedStore} when
 * what holds its verdict is not there.
 */
export function readVisit({ run, visit, heldIn, held, memory }: VisitRow) {
  const own = unpackJson<Visit>(visit);
  if (heldIn === null) {
    const whole = visitFromRow(own);
    const read = { ...whole, memory: memoryRow(own.memory, memory) };
    return { visit: read, holder: whole.verdict && { run, visit: whole, last: read } };
  }
  const whole = held === null ? null : visitFromRow(unpackJson<Visit>(held));
  if (whole === null || whole.verdict === null)
    throw new DamagedStore(`what run ${heldIn} said, on which run ${run} rests, is not in it`);
  const verdict = { ...whole.verdict, ...own.verdict };
  const both = own.memory && { ...whole.memory, ...own.memory };
  const read = { ...whole, ...own, verdict, memory: memoryRow(both, memory) };
  return { visit: read, holder: { run: heldIn, visit: whole, last: read } };
}

/** What is remembered after a visit: of one at rest it stands in the visits, of another in a row of its own. */
function memoryRow(
  inVisits: SourceMemory | null | undefined,
  row: string | null,
): SourceMemory | null {
  const memory = inVisits ?? (row === null ? null : parseStoredJson<SourceMemory>(row));
  return memory && { ...EMPTY_MEMORY, ...memory };
}

/** Reads a row for the life of its subject: of a run that saw nothing of the web, a failure is not the page's. */
export function readLife({
  offline,
  ...row
}: VisitRow & { readonly offline: number | boolean }): LifeVisit {
  const { visit } = readVisit(row);
  return offline ? { ...visit, verdict: null, offline: true } : visit;
}

/** The verdict in the row of a run's visit to a source. Throws a {@link DamagedStore} when it is not there. */
export function verdictIn(run: number, source: string, row: VisitRow | undefined): SourceVerdict {
  const verdict = row === undefined ? null : readVisit(row).visit.verdict;
  if (verdict === null) throw new DamagedStore(`what run ${run} said of ${source} is not in it`);
  return verdict;
}

/** A visit as its row says it: without its memory where that has a row of its own. */
type Row = Omit<Visit, 'memory'> & Partial<Pick<Visit, 'memory'>>;

/**
 * What a visit does not share with an earlier one that is kept whole. Null when that is too much (the citations are most of a verdict), and
 * every eighth night at rest: the visits that follow then have next to nothing to add.
 */
function besides(visit: Row, { visit: held, last }: Holder): object | null {
  const { memory: _, outcome: __, verdict: before, ...shown } = held;
  const { memory, outcome, verdict: now, ...told } = visit;
  if (now === null || before === null || !isSaidAgain(now.citations, before.citations)) return null;
  const own = differenceOf(told, shown);
  const verdict = differenceOf(now, before);
  const remembered = memory && differenceOf(memory, held.memory ?? {});
  if (own === null || verdict === null || remembered === null) return null;
  if (verdict.link !== undefined && verdict.link === last.verdict?.link && isItsTurn(visit))
    return null;
  return { ...own, outcome, verdict, ...(memory && { memory: remembered }) };
}

/** Nights among which the sources are shared out that are kept whole again, our choice: all in one made it a twentieth longer. */
const TURNS = 8;

const isItsTurn = ({ run, subject }: Row): boolean => (run + crc32(subject)) % TURNS === 0;

/** What is said in one thing and not in another; null when something that is said there is not said here. */
function differenceOf<T extends object>(one: T, other: Partial<T>): Partial<T> | null {
  const own: Partial<T> = {};
  for (const key in other) if (one[key] === undefined) return null;
  for (const key in one) if (!isSaidAgain(one[key], other[key])) own[key] = one[key];
  return own;
}

/** True for what would be written as it was: in another order of keys it would not, and is only kept once more. */
const isSaidAgain = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** A run that ended before it could judge a source says nothing that a later night could be compared with. */
export const isJudged = ({ verdict }: Visit): boolean =>
  verdict !== null && verdict.link.status !== 'unjudged';

/** Bytes up to which a whole verdict is kept as it is: it is read again on every night on which it stands, and written once. */
const READ_AGAIN = 8_192;

/** A visit as it goes into the store. */
export interface PackedVisit {
  readonly packed: Buffer;
  readonly heldIn: number | null;
  /** What goes into a row of its own. */
  readonly memory: SourceMemory | null;
}

/** Of a visit that says what an earlier one said, only what it says besides is kept again. */
export async function packVisit(visit: Visit, holder: Holder | undefined): Promise<PackedVisit> {
  const { memory, ...told } = visit;
  const [row, apart] = visit.restsUntil == null ? [told, memory] : [visit, null];
  const own = holder === undefined ? null : besides(row, holder);
  return own === null || holder === undefined
    ? { packed: await packJson(row, READ_AGAIN), heldIn: null, memory: apart }
    : { packed: await packJson(own), heldIn: holder.run, memory: apart };
}

/** A run as it is kept. */
export interface StoredRun extends Omit<Run, 'sources'> {
  readonly sources: readonly KeptVerdict[];
  /** What else is known of them; absent where visits hold none of them. */
  readonly index?: Omit<VerdictIndex, 'ids'> | undefined;
}

/** A run as it is to be kept. Verdicts with an index are rows of visits already. */
export function toStoredRun(run: Run<Verdicts>, noted: RunVerdictCache): StoredRun {
  const { index } = run.sources;
  if (index === undefined)
    return { ...run, sources: Array.from(run.sources, (one) => noted.keptOf(run.run.id, one)) };
  const { ids, ...rest } = index;
  return { ...run, sources: ids, index: rest };
}

/** Finished runs that are nights ({@link isNight}), for SQL. Within a string of JSON no quotation mark stands bare, so this is a key. */
export const NIGHTS = `runs WHERE state = 'finished' AND facts NOT LIKE '%"partOf":%'`;

/** Finished runs that are good ones ({@link isGoodRun}), for SQL. */
export const GOOD_RUNS = `${NIGHTS} AND online`;

/** The number of the run that readers are shown ({@link StoreReader.run}), for SQL. */
export const SHOWN_RUN = `coalesce((SELECT max(id) FROM ${GOOD_RUNS}), (SELECT max(id) FROM runs WHERE state = 'finished' AND online),
  (SELECT max(id) FROM ${NIGHTS}), (SELECT max(id) FROM runs WHERE state = 'finished'))`;

/** What a run that was kept knows of all its verdicts. */
export const indexIn = ({ sources, index }: StoredRun): VerdictIndex | undefined =>
  index && { ...index, ids: sources.map(sourceOf) };

/** A run that was kept, with its verdicts. */
export function runWith(rows: Verdicts, { index: _, findings, ...run }: StoredRun): Run<Verdicts> {
  return { ...run, sources: rows, findings: findings.map(findingFromRow) };
}

/** A finding's life as it is kept. */
export interface LifeRow extends Omit<FindingLife, 'finding'> {
  /** The finding as JSON. */
  readonly body: string;
}

/** The life that was kept. */
export const lifeFromRow = ({ body, openedIn, freshIn, resolvedIn }: LifeRow): FindingLife => ({
  finding: findingFromRow(parseStoredJson(body)),
  openedIn,
  freshIn,
  resolvedIn,
});

/** A verdict as a run's result holds it: itself, or the id of the source whose visit holds it. */
export type KeptVerdict = SourceVerdict | string;

/** The source that a verdict of a result is on. */
export const sourceOf = (kept: KeptVerdict): string => (typeof kept === 'string' ? kept : kept.id);

/** Verdicts of the present run, as its visits were kept with them. */
export type RunVerdictCache = ReturnType<typeof runVerdictCache>;

/** Visits of a run whose verdicts stay at hand until another begins, our choice: about 20 MB. The others are read again. */
const AT_HAND = 4_000;

/** Notes the verdicts of one run. */
export function runVerdictCache() {
  const noted = new Map<string, Pick<Visit, 'run' | 'verdict'>>();
  /** What a visit of a run said, when that is at hand. */
  const of = (run: number, source: string): SourceVerdict | null => {
    const last = noted.get(source);
    return last?.run === run ? last.verdict : null;
  };
  return {
    /** A visit was kept with its verdict. */
    note({ run, subject, verdict }: Visit): void {
      if (noted.size < AT_HAND || noted.has(subject)) noted.set(subject, { run, verdict });
    },
    of,
    /** How a run's result is to hold a verdict: by its visit, when that was kept with this very one. */
    keptOf: (run: number, verdict: SourceVerdict): KeptVerdict =>
      of(run, verdict.id) === verdict ? verdict.id : verdict,
    /** Another run begins: those who read the one before read it from its visits. */
    forget: () => noted.clear(),
  };
}
