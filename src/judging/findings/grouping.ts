import { hostOf } from '../../model/address.js';
import {
  atLeast,
  byUrgency,
  type Consequence,
  type Finding,
  type FindingKind,
  type FindingLife,
  type Observation,
} from '../../model/finding.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Source } from '../../model/watchlist.js';
import { FAILING, isUndecided, type ReconcileInput } from './reconcile.js';

/** What explains that passages do not stand: another document in the place of theirs, one that was retracted, or an address that is dead. */
const CAUSES: ReadonlySet<FindingKind> = new Set<FindingKind>([
  ...FAILING,
  'content-replaced',
  'edition-replaced-in-place',
  'source-retracted',
]);

/** What a night knows besides the lives that it gave. */
type Tonight = Pick<ReconcileInput, 'run' | 'now' | 'sources' | 'before' | 'watched'>;

/**
 * Tells one thing where one thing happened: what is found of a source's passages since its document was replaced, or its
 * address died, stands below that finding, and has no life of its own until the cause is over and it is not.
 */
export function groupByCause(lives: readonly FindingLife[], tonight: Tonight): readonly FindingLife[] {
  const touched = new Set(lives.map(({ finding }) => finding.id));
  const earlier = new Map(
    tonight.before
      .filter(({ finding }) => touched.has(finding.id))
      .flatMap(({ finding }) => (finding.consequences ?? []).map((one) => [one.id, one] as const)),
  );
  const verdicts = new Map(tonight.sources.map((source) => [source.id, source]));
  const begins = lives.filter((life) => isOfPassage(life.finding) && isNew(life, tonight));
  const others = lives.filter((life) => !begins.includes(life));
  const causes = others
    .filter(({ finding, resolvedIn }) => CAUSES.has(finding.kind) && resolvedIn === null)
    .toSorted((a, b) => byUrgency(a.finding, b.finding));
  const led = new Map<FindingLife, Consequence[]>();
  const alone: FindingLife[] = [];
  for (const life of [...begins.map((one) => since(one, earlier)), ...waiting(lives, earlier, tonight)]) {
    const cause = causes.find(({ finding }) => explains(finding, life.finding, verdicts));
    if (cause === undefined) alone.push(life);
    else led.set(cause, [...(led.get(cause) ?? []), consequenceOf(life.finding)]);
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

const isOfPassage = ({ quote }: Observation): boolean => quote !== null;

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

const consequenceOf = ({ state: _, decision: __, ...finding }: Finding): Consequence => finding;

function withConsequences(life: FindingLife, consequences: readonly Consequence[]): FindingLife {
  const { consequences: _, ...finding } = life.finding;
  return { ...life, finding: consequences.length === 0 ? finding : { ...finding, consequences } };
}

const OF_HOSTS: ReadonlySet<FindingKind> = new Set([
  'source-unreachable',
  'source-server-error',
  'source-soft-404',
  'source-blocked',
]);

/** A source by its address. */
type Addressed = Pick<Source, 'id' | 'url'>;

/**
 * Tells one thing about a host instead of the same thing about each of its sources, when all of them (two or more) fail or
 * are walled off in the same way. The observation stands under the first source and says which they are; its id names the host.
 */
export function groupByHost(
  observations: readonly Observation[],
  sources: readonly Addressed[],
): readonly Observation[] {
  const hosts = new Map(sources.map(({ id, url }) => [id, url === null ? null : hostOf(url)]));
  const sizes = new Map<string, number>();
  for (const host of hosts.values()) if (host !== null) sizes.set(host, (sizes.get(host) ?? 0) + 1);
  const failing = new Map<string, Observation[]>();
  for (const one of observations) {
    const host = hosts.get(one.source) ?? null;
    if (host === null || !OF_HOSTS.has(one.kind)) continue;
    const known = failing.get(host);
    if (known === undefined) failing.set(host, [one]);
    else known.push(one);
  }
  const folded = [...failing].flatMap(([host, all]) => foldHost(host, sizes.get(host) ?? 0, all) ?? []);
  const told = new Set(folded.flatMap(({ members }) => members.map((o) => o.id)));
  return [...observations.filter((o) => !told.has(o.id)), ...folded.map(({ observation }) => observation)];
}

interface Folded {
  readonly observation: Observation;
  readonly members: readonly Observation[];
}

function foldHost(host: string, sources: number, members: readonly Observation[]): Folded | null {
  const [first] = members;
  if (first === undefined || sources < 2 || members.length < sources) return null;
  if (members.some((o) => o.kind !== first.kind)) return null;
  const graver = members.find((o) => o.severity === 'high') ?? first;
  return {
    members,
    observation: {
      ...graver,
      id: `${first.kind}:${host}`,
      source: first.source,
      sources: members.map(({ source }) => source),
      why: { kind: 'host', host, sources, each: graver.why },
    },
  };
}
