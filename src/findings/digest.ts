import { atLeast, byUrgency, type Finding, type FindingLife, isToldOnce } from '../model/finding.js';
import type { Digest, Run } from '../model/run.js';

/** The digest's view of the last one: the run that it ended with. */
export interface LastTold {
  readonly run: number;
  /** ISO. */
  readonly at: string;
}

/**
 * What became of the findings since the last digest. A problem that came and went in between, or that was never
 * grave enough to be told, is not told when it ends. `told` is null before the first digest.
 */
export function digestOf(
  run: Pick<Run, 'run' | 'sources'>,
  lives: readonly FindingLife[],
  told: LastTold | null,
): Digest {
  const since = told?.run ?? 0;
  const findings = (keep: (life: FindingLife) => boolean) =>
    lives
      .filter(keep)
      .map((life) => life.finding)
      .sort(byUrgency);
  const unresolved = (life: FindingLife): boolean =>
    life.resolvedIn === null && life.finding.state !== 'acknowledged';
  const fresh = findings((life) => unresolved(life) && life.freshIn > since);
  const open = findings((life) => unresolved(life) && life.freshIn <= since && !isToldOnce(life.finding));
  const troubled = new Set([...fresh, ...open].map(troubleOf));
  const resolved = findings(
    (life) =>
      life.resolvedIn !== null &&
      life.resolvedIn > since &&
      life.freshIn <= since &&
      atLeast(life.finding.severity, 'medium') &&
      !troubled.has(troubleOf(life.finding)),
  );
  const named = new Set([...fresh, ...open, ...resolved].map((f) => f.source));
  return {
    run: run.run,
    since: told?.at ?? null,
    fresh,
    open,
    resolved,
    sources: run.sources.filter((s) => named.has(s.id)),
  };
}

/** What a finding is about: an altered passage that goes missing, or an unreachable page that is gone, is not resolved. */
const troubleOf = ({ id, kind, quote, source }: Finding): string =>
  quote ?? (kind.startsWith('source-') ? source : id);

/** True when a digest has nothing worth a mail: low findings ride along with others, and call for none by themselves. */
export const isSilent = (digest: Digest): boolean =>
  digest.resolved.length === 0 && !digest.fresh.some((finding) => atLeast(finding.severity, 'medium'));
