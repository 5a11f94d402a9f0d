import { answerTo } from '../model/decision.js';
import {
  atLeast,
  type Finding,
  type FindingKind,
  type FindingLife,
  type Observation,
} from '../model/finding.js';
import { latestOf } from '../model/partial-date.js';
import { isFailing, type SourceVerdict } from '../model/verdict.js';
import type { Decision } from '../model/watchlist.js';
import { linkKind } from './observe-link.js';

/** Everything that gives a night's observations their lives. */
export interface Reckoning {
  readonly run: number;
  readonly now: Date;
  readonly observations: readonly Observation[];
  /** Tonight's verdicts; findings of other sources are left as they are. */
  readonly sources: readonly SourceVerdict[];
  /** Unresolved lives from before. */
  readonly before: readonly FindingLife[];
  readonly decisions: readonly Decision[];
  /** Ids of all sources in `sources.json`: findings about others are over. */
  readonly watched: ReadonlySet<string>;
}

/**
 * Opens, keeps and resolves findings. What was seen before stays open; what grew graver is told anew; what is no
 * longer seen is resolved, unless tonight could not tell. Only lives that tonight touched are returned.
 */
export function reconcile(input: Reckoning): readonly FindingLife[] {
  const known = new Map(input.before.map((life) => [problemOf(life.finding), life]));
  const seen = input.observations.map((observation) =>
    live(observation, known.get(problemOf(observation)), input),
  );
  const problems = new Set(input.observations.map(problemOf));
  const verdicts = new Map(input.sources.map((source) => [source.id, source]));
  const unseen = input.before
    .filter(({ finding }) => !problems.has(problemOf(finding)))
    .flatMap((life) => {
      const source = verdicts.get(life.finding.source);
      if (source !== undefined) return [fade(life, source, input)];
      return input.watched.has(life.finding.source) ? [] : [resolve(life, input.run)];
    });
  return [...seen, ...unseen];
}

/** The ways in which an address fails: one life, however its reason changes from night to night. */
const FAILING: ReadonlySet<FindingKind> = new Set([
  'source-gone',
  'source-soft-404',
  'source-unreachable',
  'source-server-error',
]);

/** The source or the host that an id names. */
const scopeOf = (id: string): string => id.slice(id.indexOf(':') + 1);

/** What a finding is about, whatever it is called tonight. */
const problemOf = ({ id, kind }: Observation): string => (FAILING.has(kind) ? `failing:${scopeOf(id)}` : id);

function live(observation: Observation, before: FindingLife | undefined, input: Reckoning): FindingLife {
  const { run, now } = input;
  const decision = decisionOn(observation, input);
  const graver = before !== undefined && !atLeast(before.finding.severity, observation.severity);
  const fresh =
    before === undefined || graver || (before.finding.state === 'acknowledged' && decision === null);
  const finding: Finding = {
    ...observation,
    id: before?.finding.id ?? observation.id,
    state: decision !== null ? 'acknowledged' : fresh ? 'new' : 'open',
    since: before?.finding.since ?? now.toISOString(),
    before: before?.finding.before ?? observation.before,
    ...(decision === null ? {} : { decision: decision.reason }),
  };
  return {
    finding,
    openedIn: before?.openedIn ?? run,
    freshIn: fresh ? run : before.freshIn,
    resolvedIn: null,
  };
}

/** What becomes of a problem that tonight did not show: it is over, unless tonight could not tell. */
function fade(life: FindingLife, source: SourceVerdict, input: Reckoning): FindingLife {
  if (!isUndecided(life.finding, source, input.now)) return resolve(life, input.run);
  const decision = decisionOn(life.finding, input);
  const { decision: _, ...finding } = life.finding;
  return decision === null
    ? { ...life, finding: { ...finding, state: 'open' } }
    : { ...life, finding: { ...finding, state: 'acknowledged', decision: decision.reason } };
}

const resolve = (life: FindingLife, run: number): FindingLife => ({
  ...life,
  finding: { ...life.finding, state: 'resolved' },
  resolvedIn: run,
});

/** The decision that answers a finding today, if there is one. */
function decisionOn(finding: Observation, { decisions, now }: Reckoning): Decision | null {
  const { source, kind: about, edition } = finding;
  return answerTo({ source, about, edition }, decisions, now);
}

const OF_TEXT: ReadonlySet<FindingKind> = new Set([
  'passage-missing',
  'passage-altered',
  'edition-withdrawn',
]);
const OF_EVENTS: ReadonlySet<FindingKind> = new Set([
  'content-edited',
  'source-corrected',
  'source-retracted',
  'content-replaced',
]);

/** True when tonight cannot say that the problem is over. */
function isUndecided(finding: Finding, source: SourceVerdict, now: Date): boolean {
  if (source.link.status === 'unjudged') return true;
  if (OF_TEXT.has(finding.kind))
    return finding.quote === null ? source.witness === 'none' : !wasRead(finding.quote, source);
  if (OF_EVENTS.has(finding.kind))
    return !isBack(finding, source) && !wasReadAgain(finding, source) && !isHistory(finding, now);
  if (finding.kind.startsWith('source-')) return isLinkUndecided(finding, source);
  return false;
}

/**
 * A blocked visit says nothing of a failure. A failure that still stands but was not observed is being told of the whole
 * host tonight; one of a whole host that was not observed is over, or told of single sources.
 */
function isLinkUndecided({ id, kind }: Finding, { id: source, link }: SourceVerdict): boolean {
  if (scopeOf(id) !== source) return false;
  return (
    link.status === 'blocked' || (FAILING.has(kind) ? isFailing(link.status) : linkKind(link.status) === kind)
  );
}

/** True when the quotation was judged tonight, or is not quoted any more. */
function wasRead(quote: string, source: SourceVerdict): boolean {
  const verdict = source.citations.flatMap((c) => c.quotes).find((q) => q.id === quote);
  return verdict === undefined || verdict.verdict !== 'unverifiable';
}

/** True when the text from before the edit is back, or the document after another one had stood in its place. */
const isBack = (finding: Finding, { content }: SourceVerdict): boolean =>
  (finding.before !== undefined && content.textSha256 === finding.before) || content.back === true;

/** Milliseconds for which an edit that no passage felt is news: three quiet nights, then it is history. */
const NEWS = 3 * 86_400_000;

/** Corrections, retractions and replacements stay until somebody has read them. */
const isHistory = ({ kind, since }: Finding, now: Date): boolean =>
  kind === 'content-edited' && now.getTime() - Date.parse(since) >= NEWS;

/** An edit stays open until the authors have read the page after it. */
const wasReadAgain = (finding: Finding, source: SourceVerdict): boolean =>
  source.citations.length > 0 &&
  source.citations.every((c) => c.accessed !== null && latestOf(c.accessed) >= Date.parse(finding.since));
