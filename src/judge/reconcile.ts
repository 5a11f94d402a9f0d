import {
  atLeast,
  type Finding,
  type FindingKind,
  type FindingLife,
  type Observation,
} from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Decision } from '../model/watchlist.js';
import { latestOf } from './currency.js';

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
  const known = new Map(input.before.map((life) => [life.finding.id, life]));
  const seen = input.observations.map((observation) => live(observation, known.get(observation.id), input));
  const ids = new Set(input.observations.map((o) => o.id));
  const verdicts = new Map(input.sources.map((source) => [source.id, source]));
  const unseen = input.before
    .filter(({ finding }) => !ids.has(finding.id))
    .flatMap((life) => {
      const source = verdicts.get(life.finding.source);
      if (source !== undefined) return [fade(life, source, input)];
      return input.watched.has(life.finding.source) ? [] : [resolve(life, input.run)];
    });
  return [...seen, ...unseen];
}

function live(
  observation: Observation,
  before: FindingLife | undefined,
  { run, now, decisions }: Reckoning,
): FindingLife {
  const decision = answerTo(observation, decisions, now);
  const graver = before !== undefined && !atLeast(before.finding.severity, observation.severity);
  const fresh =
    before === undefined || graver || (before.finding.state === 'acknowledged' && decision === null);
  const finding: Finding = {
    ...observation,
    state: decision !== null ? 'acknowledged' : fresh ? 'new' : 'open',
    since: before?.finding.since ?? now.toISOString(),
    ...(decision === null ? {} : { decision: decision.reason }),
  };
  return {
    finding,
    openedIn: before?.openedIn ?? run,
    freshIn: fresh ? run : before.freshIn,
    resolvedIn: null,
  };
}

function fade(life: FindingLife, source: SourceVerdict, { run, now, decisions }: Reckoning): FindingLife {
  const decision = answerTo(life.finding, decisions, now);
  if (isUndecided(life.finding, source))
    return { ...life, finding: { ...life.finding, state: decision === null ? 'open' : 'acknowledged' } };
  return resolve(life, run);
}

const resolve = (life: FindingLife, run: number): FindingLife => ({
  ...life,
  finding: { ...life.finding, state: 'resolved' },
  resolvedIn: run,
});

/** The decision that answers a finding today, if there is one. */
function answerTo(finding: Observation, decisions: readonly Decision[], now: Date): Decision | null {
  const mark = finding.id.split('@')[1];
  return (
    decisions.find(
      (d) =>
        d.keep &&
        d.source === finding.source &&
        d.about === finding.kind &&
        (d.edition === null || mark === undefined || d.edition === mark) &&
        (d.until === null || latestOf(d.until) >= now.getTime()),
    ) ?? null
  );
}

const OF_TEXT: ReadonlySet<FindingKind> = new Set([
  'passage-missing',
  'passage-altered',
  'edition-withdrawn',
]);
const OF_EVENTS: ReadonlySet<FindingKind> = new Set(['content-edited', 'content-replaced']);

/** True when tonight cannot say that the problem is over. */
function isUndecided(finding: Finding, source: SourceVerdict): boolean {
  if (source.link.status === 'unjudged') return true;
  if (OF_TEXT.has(finding.kind))
    return finding.quote === null ? source.witness === 'none' : !wasRead(finding.quote, source);
  if (OF_EVENTS.has(finding.kind)) return !wasReadAgain(finding, source);
  if (finding.kind.startsWith('source-'))
    return source.link.status === 'blocked' && finding.kind !== 'source-blocked';
  return false;
}

/** True when the quotation was judged tonight, or is not quoted any more. */
function wasRead(quote: string, source: SourceVerdict): boolean {
  const verdict = source.citations.flatMap((c) => c.quotes).find((q) => q.id === quote);
  return verdict === undefined || verdict.verdict !== 'unverifiable';
}

/** An edit stays open until the authors have read the page after it. */
const wasReadAgain = (finding: Finding, source: SourceVerdict): boolean =>
  source.citations.length > 0 &&
  source.citations.every((c) => c.accessed !== null && latestOf(c.accessed) >= Date.parse(finding.since));
