import { hostOf } from '../model/address.js';
import type { FindingKind, Observation } from '../model/finding.js';
import type { Source } from '../model/watchlist.js';

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
export function foldHosts(
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
