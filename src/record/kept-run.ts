import type { FindingLife } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { VerdictIndex, Verdicts } from '../model/verdicts.js';
import { writtenJson } from './damage.js';
import { findingFromRow } from './earlier-rows.js';
import { type KeptVerdict, type NotedVerdicts, sourceOf } from './noted-verdicts.js';

/** A run as it is kept. */
export interface KeptRun extends Omit<Run, 'sources'> {
  readonly sources: readonly KeptVerdict[];
  /** What else is known of them; absent where visits hold none of them. */
  readonly index?: Omit<VerdictIndex, 'ids'> | undefined;
}

/** A run as it is to be kept. Verdicts with an index are rows of visits already. */
export function keptRun(run: Run<Verdicts>, noted: NotedVerdicts): KeptRun {
  const { index } = run.sources;
  if (index === undefined)
    return { ...run, sources: Array.from(run.sources, (one) => noted.keptOf(run.run.id, one)) };
  const { ids, ...rest } = index;
  return { ...run, sources: ids, index: rest };
}

/** As SQL: the facts of a run are those of a night ({@link isNight}). Within a string of JSON no quotation mark stands bare, so this is a key. */
const OF_NIGHT = `facts NOT LIKE '%"partOf":%'`;

/** Finished runs that are nights, for SQL. */
export const NIGHTS = `runs WHERE state = 'finished' AND ${OF_NIGHT}`;

/** Finished runs that are good ones ({@link isGoodRun}), for SQL. */
export const GOOD_RUNS = `${NIGHTS} AND online`;

/**
 * The number of the run that readers are shown, for SQL: the last good one. Where there is none yet, the latest look that saw the web, or
 * else the latest night, or else the latest run.
 */
export const SHOWN_RUN = `coalesce((SELECT max(id) FROM ${GOOD_RUNS}), (SELECT max(id) FROM runs WHERE state = 'finished' AND online),
  (SELECT max(id) FROM ${NIGHTS}), (SELECT max(id) FROM runs WHERE state = 'finished'))`;

/** What a run that was kept knows of all its verdicts. */
export const indexIn = ({ sources, index }: KeptRun): VerdictIndex | undefined =>
  index && { ...index, ids: sources.map(sourceOf) };

/** A run that was kept, with its verdicts. */
export function runWith(rows: Verdicts, { index: _, findings, ...run }: KeptRun): Run<Verdicts> {
  return { ...run, sources: rows, findings: findings.map(findingFromRow) };
}

/** A finding's life as it is kept. */
export interface LifeRow extends Omit<FindingLife, 'finding'> {
  /** The finding as JSON. */
  readonly body: string;
}

/** The life that was kept. */
export const lifeFromRow = ({ body, openedIn, freshIn, resolvedIn }: LifeRow): FindingLife => ({
  finding: findingFromRow(writtenJson(body)),
  openedIn,
  freshIn,
  resolvedIn,
});
