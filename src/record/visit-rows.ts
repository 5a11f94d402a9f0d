import { isDeepStrictEqual } from 'node:util';
import { NOTHING_REMEMBERED, type SourceMemory } from '../model/memory.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
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

/** Where a verdict is kept as a whole. */
export interface Holder {
  readonly run: number;
  readonly verdict: SourceVerdict;
}

/** A visit that was kept, and the holder of its verdict; null when it has none. */
export interface ReadVisit {
  readonly visit: Visit;
  readonly holder: Holder | null;
}

/** Reads a row. Throws a {@link DamagedStore} when what holds its verdict is not there. */
export function readVisit({ run, visit, heldIn, held, memory }: VisitRow): ReadVisit {
  const own = unpackJsonNow<Visit>(visit);
  const remembered = memory === null ? null : { ...NOTHING_REMEMBERED, ...writtenJson<SourceMemory>(memory) };
  if (heldIn === null) {
    const whole = { ...visitFromRow(own), memory: remembered };
    return { visit: whole, holder: whole.verdict && { run, verdict: whole.verdict } };
  }
  const verdict = held === null ? null : visitFromRow(unpackJsonNow<Visit>(held)).verdict;
  if (verdict === null) throw new DamagedStore(`what run ${heldIn} said of ${own.subject} is not in it`);
  return {
    visit: { ...own, verdict: { ...verdict, ...own.verdict }, memory: remembered },
    holder: { run: heldIn, verdict },
  };
}

/** The verdict in the row of a run's visit to a source. Throws a {@link DamagedStore} when it is not there. */
export function verdictIn(run: number, source: string, row: VisitRow | undefined): SourceVerdict {
  const verdict = row === undefined ? null : readVisit(row).visit.verdict;
  if (verdict === null) throw new DamagedStore(`what run ${run} said of ${source} is not in it`);
  return verdict;
}

/**
 * What is to be kept of a verdict where an earlier one is kept: what it does not share with that. Null when that is too much: the
 * citations are most of a verdict.
 */
function besides(verdict: SourceVerdict, { verdict: held }: Holder): Partial<SourceVerdict> | null {
  if (!isDeepStrictEqual(verdict.citations, held.citations)) return null;
  const keys = Object.keys(held) as (keyof SourceVerdict)[];
  if (keys.some((key) => verdict[key] === undefined)) return null;
  const own = Object.entries(verdict).filter(
    ([key, value]) => !isDeepStrictEqual(value, held[key as keyof SourceVerdict]),
  );
  return Object.fromEntries(own);
}

/** A run that ended before it could judge a source says nothing that a later night could be compared with. */
export const isJudged = ({ verdict }: Visit): boolean =>
  verdict !== null && verdict.link.status !== 'unjudged';

/** Bytes up to which a whole verdict is kept as it is: it is read again on every night on which it stands, and written once. */
const READ_AGAIN = 8_192;

/** A visit as it goes into the store. */
export interface KeptVisit {
  readonly packed: Buffer;
  readonly heldIn: number | null;
}

/** Of a verdict that says what an earlier one said, only what it says besides is kept again. */
export async function keptVisit(
  { memory: _, ...told }: Visit,
  holder: Holder | undefined,
): Promise<KeptVisit> {
  const own = told.verdict === null || holder === undefined ? null : besides(told.verdict, holder);
  return own === null || holder === undefined
    ? { packed: await packJson(told, READ_AGAIN), heldIn: null }
    : { packed: await packJson({ ...told, verdict: own }), heldIn: holder.run };
}
