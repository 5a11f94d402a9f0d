import { crc32 } from 'node:zlib';
import { NOTHING_REMEMBERED, type SourceMemory } from '../model/memory.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { LifeVisit, Visit } from '../model/visit.js';
import { packJson, unpackJsonNow } from './compression.js';
import { DamagedStore, writtenJson } from './damage.js';
import { visitFromRow } from './earlier-rows.js';

/** A visit as it is kept: itself, and what is kept of it elsewhere. */
export interface VisitRow {
  readonly run: number;
  readonly visit: Buffer;
  /** The run whose visit holds the verdict but for what `visit` says; null when `visit` has all of it. */
  readonly heldIn: number | null;
  /** That visit. */
  readonly held: Buffer | null;
  /** Null when later visits have taken its place. */
  readonly memory: string | null;
}

/** Selects a {@link VisitRow}, with {@link VISIT_PARTS}. */
export const VISIT_COLUMNS = 'v.run, v.held_in AS heldIn, v.visit, h.visit AS held, m.memory';
/** What is joined to visits `v`. */
export const VISIT_PARTS = `
  LEFT JOIN visits h ON h.subject = v.subject AND h.run = v.held_in
  LEFT JOIN memories m ON m.subject = v.subject AND m.run = v.run`;

/** A visit that is kept as a whole, and the last one of which it holds what its row does not say. */
export interface Holder {
  readonly run: number;
  readonly visit: Visit;
  readonly last: Visit;
}

/** A visit that was kept, and the one that holds what its row does not say; null when it has no verdict. */
export interface ReadVisit {
  readonly visit: Visit;
  readonly holder: Holder | null;
}

/** Reads a row. Throws a {@link DamagedStore} when what holds its verdict is not there. */
export function readVisit({ run, visit, heldIn, held, memory }: VisitRow): ReadVisit {
  const own = unpackJsonNow<Visit>(visit);
  if (heldIn === null) {
    const whole = visitFromRow(own);
    const read = { ...whole, memory: remembered(own.memory, memory) };
    return { visit: read, holder: whole.verdict && { run, visit: whole, last: read } };
  }
  const whole = held === null ? null : visitFromRow(unpackJsonNow<Visit>(held));
  if (whole === null || whole.verdict === null)
    throw new DamagedStore(`what run ${heldIn} said, on which run ${run} rests, is not in it`);
  const verdict = { ...whole.verdict, ...own.verdict };
  const both = own.memory && { ...whole.memory, ...own.memory };
  const read = { ...whole, ...own, verdict, memory: remembered(both, memory) };
  return { visit: read, holder: { run: heldIn, visit: whole, last: read } };
}

/** What is remembered after a visit: of one at rest it stands in the visits, of another in a row of its own. */
function remembered(inVisits: SourceMemory | null | undefined, row: string | null): SourceMemory | null {
  const memory = inVisits ?? (row === null ? null : writtenJson<SourceMemory>(row));
  return memory && { ...NOTHING_REMEMBERED, ...memory };
}

/** Reads a row for the life of its subject: of a run that saw nothing of the web, a failure is not the page's. */
export function readLife({ offline, ...row }: VisitRow & { readonly offline: number | boolean }): LifeVisit {
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
 * What is to be kept of a visit where an earlier one is kept: what it does not share with that. Null when that is too much: the
 * citations are most of a verdict. And where the last night said the same besides, once it is its turn: those that follow have next to
 * nothing to add then.
 */
function besides(visit: Row, { visit: held, last }: Holder): object | null {
  const { memory: _, outcome: __, verdict: before, ...shown } = held;
  const { memory, outcome, verdict: now, ...told } = visit;
  if (now === null || before === null || !isSaidAgain(now.citations, before.citations)) return null;
  const own = unshared(told, shown);
  const verdict = unshared(now, before);
  const remembered = memory && unshared(memory, held.memory ?? {});
  if (own === null || verdict === null || remembered === null) return null;
  if (verdict.link !== undefined && verdict.link === last.verdict?.link && isItsTurn(visit)) return null;
  return { ...own, outcome, verdict, ...(memory && { memory: remembered }) };
}

/** Nights among which the sources are shared out that are kept whole again, our choice: all in one made it a twentieth longer. */
const TURNS = 8;

const isItsTurn = ({ run, subject }: Row): boolean => (run + crc32(subject)) % TURNS === 0;

/** What is said in one thing and not in another; null when something that is said there is not said here. */
function unshared<T extends object>(one: T, other: Partial<T>): Partial<T> | null {
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
export interface KeptVisit {
  readonly packed: Buffer;
  readonly heldIn: number | null;
  /** What goes into a row of its own. */
  readonly memory: SourceMemory | null;
}

/** Of a visit that says what an earlier one said, only what it says besides is kept again. */
export async function keptVisit(visit: Visit, holder: Holder | undefined): Promise<KeptVisit> {
  const { memory, ...told } = visit;
  const [row, apart] = visit.restsUntil == null ? [told, memory] : [visit, null];
  const own = holder === undefined ? null : besides(row, holder);
  return own === null || holder === undefined
    ? { packed: await packJson(row, READ_AGAIN), heldIn: null, memory: apart }
    : { packed: await packJson(own), heldIn: holder.run, memory: apart };
}
