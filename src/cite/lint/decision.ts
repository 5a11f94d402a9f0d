import type { Lint, LintReason } from '../../model/lint.js';
import { latestOf } from '../../model/partial-date.js';
import { type Decision, type Source, usesOf, type Watchlist } from '../../model/watchlist.js';
import { isSameEdition } from '../../names/edition-name.js';
import { broken, type LintSubject, NOWHERE } from './subject.js';

/** Letters of a reason at least: what is shorter gives none ("ok", "n/a", "see above"). */
const LEAST = 12;

/** Reviewers' recorded answers: whether they say why, until when, and still answer anything. */
export const decisionRules = ({ watch, now }: LintSubject): readonly Lint[] =>
  watch.decisions.flatMap((decision) =>
    reasonsOf(decision, watch, now).map((why) =>
      broken({ ...NOWHERE, source: decision.source, title: sourceOf(decision, watch)?.title ?? null }, why),
    ),
  );

const sourceOf = ({ source }: Decision, { sources }: Watchlist): Source | undefined =>
  sources.find(({ id }) => id === source);

function reasonsOf(decision: Decision, watch: Watchlist, now: Date): readonly LintReason[] {
  const { reason, until, edition } = decision;
  const source = sourceOf(decision, watch);
  const why: LintReason[] = [];
  if (reason.replace(/\P{L}/gu, '').length < LEAST) why.push({ rule: 'decision-reason' });
  if (until !== null && latestOf(until) < now.getTime()) why.push({ rule: 'decision-expired', until });
  else if (source === undefined || isUnused(source, watch))
    why.push({ rule: 'decision-idle', why: 'not-cited' });
  else if (edition !== null && isSameEdition(edition, source.edition))
    why.push({ rule: 'decision-idle', why: 'edition-cited' });
  else if (until === null) why.push({ rule: 'decision-open-ended' });
  return why;
}

const isUnused = (source: Source, watch: Watchlist): boolean => usesOf(source, watch).length === 0;
