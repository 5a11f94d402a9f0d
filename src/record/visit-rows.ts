import { isDeepStrictEqual } from 'node:util';
import { NOTHING_REMEMBERED, type SourceMemory } from '../model/memory.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { unpackJsonNow } from './compression.js';
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

/**
 * What is to be kept of a verdict where an earlier one is kept: what it does not share with that. Null when that is too much: the
 * citations are most of a verdict.
 */
export function besides(verdict: SourceVerdict, { verdict: held }: Holder): Partial<SourceVerdict> | null {
  if (!isDeepStrictEqual(verdict.citations, held.citations)) return null;
  const keys = Object.keys(held) as (keyof SourceVerdict)[];
  if (keys.some((key) => verdict[key] === undefined)) return null;
  const own = Object.entries(verdict).filter(
    ([key, value]) => !isDeepStrictEqual(value, held[key as keyof SourceVerdict]),
  );
  return Object.fromEntries(own);
}
