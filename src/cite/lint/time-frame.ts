import type { Lint } from '../../model/lint.js';
import { agree, latestOf } from '../../model/partial-date.js';
import { datesIn, saysDayFirst } from '../grammar/printed-date.js';
import { earliestOf } from './stated-dates.js';
import { broken, type LintSubject, NOWHERE } from './subject.js';

/** What a report says of the dates of its sources. The date follows within the same clause. */
const SAYS = {
  earliest: /\b(?:earliest|oldest|first) (?:cited )?sources?\b[^.;]{0,40}?(?=\d|\p{Lu})/giu,
  latest: /\b(?:most recent|latest|newest|last) (?:cited )?sources?\b[^.;]{0,40}?(?=\d|\p{Lu})/giu,
} as const;

/** A statement of a time frame against the dates of what is cited. */
export function timeFrame({ draft, uses }: LintSubject): readonly Lint[] {
  if (draft === null) return [];
  const dates = uses
    .filter(({ drafted }) => drafted !== null)
    .flatMap(({ printed, source }) => printed?.published?.iso ?? source.published ?? []);
  if (dates.length === 0) return [];
  const found = {
    earliest: dates.reduce((a, b) => (latestOf(b) < latestOf(a) ? b : a)),
    latest: dates.reduce((a, b) => (earliestOf(b) > earliestOf(a) ? b : a)),
  };
  return draft.of.prose.flatMap(({ text, place }) =>
    (['earliest', 'latest'] as const).flatMap((end) =>
      [...text.matchAll(SAYS[end])].flatMap(({ 0: words, index }) => {
        const from = index + words.length;
        const rest = text.slice(from, from + NEAR + LONGEST_DATE);
        const date = datesIn(rest, saysDayFirst(text)).find(({ start }) => start <= NEAR);
        if (date?.iso == null || agree(date.iso, found[end])) return [];
        const at = { ...NOWHERE, report: draft.report?.id ?? null, file: place };
        return [broken(at, { rule: 'time-frame', end, said: date.printed, found: found[end] })];
      }),
    ),
  );
}

/** Characters between the words that speak of sources and their date: a month's name may begin before it. */
const NEAR = 40;
/** Characters of a date, in words, and room to spare. */
const LONGEST_DATE = 40;
