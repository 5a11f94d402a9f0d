import { hostOf } from '../model/address.js';
import type { FindingKind, Observation } from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';

const OF_HOSTS: ReadonlySet<FindingKind> = new Set([
  'source-unreachable',
  'source-server-error',
  'source-soft-404',
  'source-blocked',
]);

/**
 * Tells one thing about a host instead of the same thing about each of its sources, when all of them (two or more) fail or
 * are walled off in the same way. The observation stands under the first source; its id names the host.
 */
export function foldHosts(
  observations: readonly Observation[],
  sources: readonly SourceVerdict[],
): readonly Observation[] {
  const hosts = new Map<string, SourceVerdict[]>();
  for (const source of sources)
    if (source.url !== null)
      hosts.set(hostOf(source.url), [...(hosts.get(hostOf(source.url)) ?? []), source]);
  const folded = [...hosts].flatMap(([host, all]) => foldHost(host, all, observations) ?? []);
  const told = new Set(folded.flatMap(({ members }) => members.map((o) => o.id)));
  return [...observations.filter((o) => !told.has(o.id)), ...folded.map(({ observation }) => observation)];
}

interface Folded {
  readonly observation: Observation;
  readonly members: readonly Observation[];
}

function foldHost(
  host: string,
  all: readonly SourceVerdict[],
  observations: readonly Observation[],
): Folded | null {
  if (all.length < 2) return null;
  const ids = new Set(all.map((s) => s.id));
  const members = observations.filter((o) => ids.has(o.source) && OF_HOSTS.has(o.kind));
  const [first] = members;
  if (first === undefined || members.length < all.length || members.some((o) => o.kind !== first.kind))
    return null;
  const graver = members.find((o) => o.severity === 'high') ?? first;
  return {
    members,
    observation: {
      ...graver,
      id: `${first.kind}:${host}`,
      source: first.source,
      why: { kind: 'host', host, sources: all.length, each: graver.why },
    },
  };
}
