import { latestOf, type PartialDate } from '../../model/partial-date.js';
import { datesIn, saysDayFirst } from '../grammar/printed-date.js';
import type { LintedUse, LintSubject } from './subject.js';

/** A sentence of a report that says until when its sources were looked for. */
const CUT_OFF =
  /\bcut-?off\b|\b(?:research|top-up)\b[^.]{0,80}\b(?:conducted|carried out|completed|concluded|finali[sz]ed|undertaken)\b|\binformation\b[^.]{0,60}\b(?:up to|until)\b/iu;
/** Characters of a paragraph that are looked at: such sentences stand in short ones. */
const LONGEST = 600;

/** The last day on which a report's sources were looked for, as its file states it. */
export function statedCutOff({ draft }: Pick<LintSubject, 'draft'>): PartialDate | null {
  const dates = (draft?.of.prose ?? [])
    .filter(({ text }) => text.length <= LONGEST && CUT_OFF.test(text))
    .flatMap(({ text }) => datesIn(text, saysDayFirst(text)))
    .flatMap(({ iso }) => (iso === null ? [] : [iso]));
  return dates.sort((a, b) => latestOf(b) - latestOf(a))[0] ?? null;
}

/** When the report came out, as far as anybody says. */
export const publishedOf = ({ draft }: LintSubject, { report, drafted }: LintedUse): PartialDate | null =>
  report?.published ?? (drafted === null ? null : (draft?.of.report.published ?? null));

/** Days of each unit of a span; months and years in their average length (Gregorian calendar). */
const UNITS: Readonly<Record<string, number>> = { d: 1, m: 30.44, y: 365.25 };

/** True for a date that lies further before the report's than the report's own rule allows, such as `2y`. */
export const isOutdated = (date: PartialDate, report: PartialDate, currency: string): boolean =>
  earliestOf(report) - latestOf(date) >
  Number.parseInt(currency, 10) * (UNITS[currency.slice(-1)] ?? 1) * 86_400_000;

/** The first instant that a partial date can mean, as a time stamp. */
export const earliestOf = (date: PartialDate): number => Date.parse(date);
