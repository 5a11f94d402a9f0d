import { hostOf } from '../../model/address.js';
import {
  atLeast,
  byUrgency,
  type Consequence,
  FINDINGS,
  type Finding,
  type FindingLife,
  type Observation,
} from '../../model/finding.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Source } from '../../model/watchlist.js';
import { isUndecided, type ReconcileInput } from './reconcile.js';

/** What a night knows besides the lives that it gave. */
type Tonight = Pick<ReconcileInput, 'run' | 'now' | 'sources' | 'before' | 'watched'>;

/**
 * Deduplication by cause: findings on passages since their document was replaced, retracted or gone are listed below
 * that finding, and get a life of their own when only the cause is over.
 */
export function groupByCause(
  lives: readonly FindingLife[],
  tonight: Tonight,
): readonly FindingLife[] {
  const touched = new Set(lives.map(({ finding }) => finding.id));
  const earlier = new Map(
    tonight.before
      .filter(({ finding }) => touched.has(finding.id))
      .flatMap(({ finding }) => (finding.consequences ?? []).map((one) => [one.id, one] as const)),
  );
  const verdicts = new Map(tonight.sources.map((source) => [source.id, source]));
  const begins = lives.filter((life) => life.finding.quote !== null && isNew(life, tonight));
  const others = lives.filter((life) => !begins.includes(life));
  const causes = others
    .filter(
      ({ finding, resolvedIn }) => FINDINGS[finding.kind].explainsPassages && resolvedIn === null,
    )
    .toSorted((a, b) => byUrgency(a.finding, b.finding));
  const led = new Map<FindingLife, Consequence[]>();
  const alone: FindingLife[] = [];
  for (const life of [
    ...begins.map((one) => since(one, earlier)),
    ...waiting(lives, earlier, tonight),
  ]) {
    const cause = causes.find(({ finding }) => explains(finding, life.finding, verdicts));
    if (cause === undefined) alone.push(life);
    else {
      const { state: _, decision: __, ...consequence } = life.finding;
      led.set(cause, [...(led.get(cause) ?? []), consequence]);
    }
  }
  const left = new Set(alone.map(({ finding }) => finding.id));
  return [
    ...alone,
    ...others.map((life) =>
      withConsequences(
        life,
        life.resolvedIn === null
          ? (led.get(life) ?? [])
          : (life.finding.consequences ?? []).filter(({ id }) => !left.has(id)),
      ),
    ),
  ];
}

/** A problem that a person has heard of, or answered, keeps its life. */
const isNew = ({ finding, openedIn }: FindingLife, { run }: Tonight): boolean =>
  openedIn === run && finding.state === 'new';

/** True when a cause leads a problem: one that is no graver, of a passage that did not stand any more once the cause was there. */
function explains(
  cause: Finding,
  { source, severity, why }: Finding,
  verdicts: ReadonlyMap<string, SourceVerdict>,
): boolean {
  const stood = 'stood' in why ? why.stood : null;
  const covered =
    cause.source === source ||
    (cause.why.kind === 'host' && cause.why.host === hostOf(verdicts.get(source)?.url ?? ''));
  return covered && atLeast(cause.severity, severity) && (stood === null || stood < cause.since);
}

/** What was seen below a cause on an earlier night is as old as that. */
const since = (life: FindingLife, earlier: ReadonlyMap<string, Consequence>): FindingLife => ({
  ...life,
  finding: { ...life.finding, since: earlier.get(life.finding.id)?.since ?? life.finding.since },
});

/** What stood below a cause, and of which tonight cannot tell whether it is over. */
function waiting(
  lives: readonly FindingLife[],
  earlier: ReadonlyMap<string, Consequence>,
  { run, now, sources, watched }: Tonight,
): readonly FindingLife[] {
  const seen = new Set(lives.map(({ finding }) => finding.id));
  return [...earlier.values()].flatMap((one) => {
    const finding: Finding = { ...one, state: 'new' };
    const source = sources.find(({ id }) => id === one.source);
    if (seen.has(one.id) || !watched.has(one.source)) return [];
    if (source !== undefined && !isUndecided(finding, source, now)) return [];
    return [{ finding, openedIn: run, freshIn: run, resolvedIn: null }];
  });
}

function withConsequences(life: FindingLife, consequences: readonly Consequence[]): FindingLife {
  const { consequences: _, ...finding } = life.finding;
  return { ...life, finding: consequences.length === 0 ? finding : { ...finding, consequences } };
}

/** Deduplication by host: one finding when all sources of a host (two or more) fail or are blocked alike. It stands under the first and lists all; its id names the host. */
export function groupByHost(
  observations: readonly Observation[],
  sources: readonly Pick<Source, 'id' | 'url'>[],
): readonly Observation[] {
  const hosts = new Map(sources.map(({ id, url }) => [id, url === null ? null : hostOf(url)]));
  const sizeOf = (host: string): number => [...hosts.values()].filter((one) => one === host).length;
  const failing = new Map<string, Observation[]>();
  for (const one of observations) {
    const host = hosts.get(one.source) ?? null;
    if (host === null || !FINDINGS[one.kind].ofHost) continue;
    failing.set(host, [...(failing.get(host) ?? []), one]);
  }
  const folded = [...failing].flatMap(([host, all]) => foldHost(host, sizeOf(host), all) ?? []);
  const isTold = (one: Observation): boolean =>
    folded.some(({ kind, sources }) => kind === one.kind && sources?.includes(one.source));
  return [...observations.filter((one) => !isTold(one)), ...folded];
}

/** The one observation of a host of whose sources all fail alike; null where they do not. */
function foldHost(
  host: string,
  sources: number,
  members: readonly Observation[],
): Observation | null {
  const [first] = members;
  if (first === undefined || sources < 2 || members.length < sources) return null;
  if (members.some((o) => o.kind !== first.kind)) return null;
  const graver = members.find((o) => o.severity === 'high') ?? first;
  return {
    ...graver,
    id: `${first.kind}:${host}`,
    source: first.source,
    sources: members.map(({ source }) => source),
    why: {
      kind: 'host',
      host,
      sources,
      each: graver.why,
      ...(graver.why.single && { single: true }),
    },
  };
}
