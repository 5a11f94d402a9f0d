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

/** The number of the latest night, for SQL; of the latest run where there is none yet. */
export const LATEST_NIGHT = `coalesce((SELECT max(id) FROM ${NIGHTS}), (SELECT max(id) FROM runs WHERE state = 'finished'))`;

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
