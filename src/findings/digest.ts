import {
  atLeast,
  byUrgency,
  type Finding,
  type FindingKind,
  type FindingLife,
  isToldOnce,
  type Severity,
  sourcesOfFinding,
} from '../model/finding.js';
import type { Digest, Run } from '../model/run.js';
import { toldIn } from './last-seen.js';
import { FAILING } from './undecided.js';

/** What a reader was last told: the run that it was about, and how grave each finding was that was not over then, by its id. */
export interface LastTold {
  readonly run: number;
  /** ISO. */
  readonly at: string;
  readonly findings: ReadonlyMap<string, Severity>;
}

/** What the last digest told its reader. */
export const toldBy = ({ run, fresh, open }: Digest): LastTold => ({
  run: run.id,
  at: run.startedAt,
  findings: new Map([...open, ...fresh].map(({ id, severity }) => [id, severity])),
});

/**
 * What became of the findings since a reader was last told of them, as it stands now. What he never heard of and is over is not
 * told, nor what came and went, nor what one bad night brought. `told` is null before the first digest; `night` is the last in which all
 * sources were looked at.
 */
export function digestOf(
  run: Pick<Run, 'run' | 'sources'>,
  lives: readonly FindingLife[],
  told: LastTold | null,
  night = run.run.id,
): Digest {
  const before = (life: FindingLife): Severity | undefined => told?.findings.get(life.finding.id);
  const isFresh = (life: FindingLife): boolean => {
    const known = before(life);
    if (known !== undefined) return !atLeast(known, life.finding.severity);
    return !isToldOnce(life.finding) || life.freshIn > (told?.run ?? 0);
  };
  const findings = (keep: (life: FindingLife) => boolean) =>
    lives
      .filter(keep)
      .map(({ finding }) => toldIn(run.run.id, finding))
      .sort(byUrgency);
  const stands = (life: FindingLife): boolean =>
    life.resolvedIn === null && life.finding.state !== 'acknowledged' && !isOfOneNight(life, night);
  const fresh = findings((life) => stands(life) && isFresh(life));
  const open = findings((life) => stands(life) && !isFresh(life) && !isToldOnce(life.finding));
  const troubled = new Set([...fresh, ...open].map(troubleOf));
  const resolved = findings(
    (life) =>
      life.resolvedIn !== null &&
      life.resolvedIn > (told?.run ?? 0) &&
      atLeast(before(life) ?? 'low', 'medium') &&
      !troubled.has(troubleOf(life.finding)),
  );
  const named = new Set([...fresh, ...open, ...resolved].flatMap(sourcesOfFinding));
  return {
    run: run.run,
    since: told?.at ?? null,
    fresh,
    open,
    resolved,
    sources: run.sources.filter((s) => named.has(s.id)),
  };
}

const OF_A_VISIT: ReadonlySet<FindingKind> = new Set(['source-blocked', 'content-unread']);

/** True for a failure that nothing has confirmed, and for a wall or a text that could not be read on this night alone. */
const isOfOneNight = ({ finding: { kind, severity }, openedIn }: FindingLife, night: number): boolean =>
  severity === 'low' && (FAILING.has(kind) || (OF_A_VISIT.has(kind) && openedIn >= night));

/** What a finding is about: an altered passage that goes missing, or an unreachable page that is gone, is not resolved. */
const troubleOf = ({ id, kind, quote, source }: Finding): string =>
  quote ?? (kind.startsWith('source-') ? source : id);

/** True when a digest has nothing worth a mail: low findings ride along with others, and call for none by themselves. */
export const isSilent = (digest: Digest): boolean =>
  digest.resolved.length === 0 && !digest.fresh.some((finding) => atLeast(finding.severity, 'medium'));
