import {
  atLeast,
  byUrgency,
  type Finding,
  type FindingKind,
  type FindingLife,
  goesOnIn,
  isToldOnce,
  type Severity,
  sourcesOfFinding,
} from '../model/finding.js';
import type { Digest, Run } from '../model/run.js';
import { toldIn } from './last-seen.js';
import { FAILING } from './undecided.js';

/** What a reader was last told. */
export interface LastTold {
  /** The run that it was about. */
  readonly run: number;
  /** ISO. */
  readonly at: string;
  /** How grave each finding was of which he was told that it is the case, by its id; what only an update brought is no news that he had. */
  readonly findings: ReadonlyMap<string, Severity>;
  /** What he knows as more than low and was not told the end of, by its id, as grave as he knows it. By default what `findings` says. */
  readonly owed?: ReadonlyMap<string, Finding>;
}

/** What the last digest told its reader. */
export const toldBy = ({ run, fresh, open, owed = [] }: Digest): LastTold => ({
  run: run.id,
  at: run.startedAt,
  findings: new Map(
    [...open, ...fresh].filter((one) => !isOfUpdate(one)).map(({ id, severity }) => [id, severity]),
  ),
  owed: new Map([...[...open, ...fresh].filter(isWeighty), ...owed].map((one) => [one.id, one])),
});

const isWeighty = ({ severity }: Pick<Finding, 'severity'>): boolean => atLeast(severity, 'medium');

/** True for what is the case, or is as grave as it is, by the rules of an update alone: nobody is alarmed by it. */
const isOfUpdate = ({ rules, state }: Finding): boolean => rules !== undefined && state !== 'resolved';

/**
 * What became of the findings since a reader was last told of them, as it stands now. What he never heard of and is over is not
 * told, nor what came and went, nor what one bad night brought. What he heard of as more than low, and is over, is told as over once: at
 * once, or where its trouble goes on, when that is over. `told` is null before the first digest; `night` is the last in which all
 * sources were looked at; `isWanted` is true for what he asked to hear of: the end of what he was told he is told in any case.
 */
export function digestOf(
  run: Pick<Run, 'run' | 'sources'>,
  lives: readonly FindingLife[],
  told: LastTold | null,
  night = run.run.id,
  isWanted: (finding: Finding) => boolean = () => true,
): Digest {
  const since = told?.run ?? 0;
  const isFresh = ({ finding, freshIn }: FindingLife): boolean => {
    const known = told?.findings.get(finding.id);
    if (told !== null && isOfUpdate(finding)) return false;
    // He was told of it before somebody decided it: that the decision ended is news.
    if (known !== undefined) return !atLeast(known, finding.severity) || (finding.lapsedIn ?? 0) > since;
    return !isToldOnce(finding) || freshIn > since;
  };
  const findings = (keep: (life: FindingLife) => boolean) =>
    lives
      .filter(keep)
      .map(({ finding }) => toldIn(run.run.id, finding))
      .sort(byUrgency);
  const stands = (life: FindingLife): boolean =>
    life.resolvedIn === null &&
    life.finding.state !== 'acknowledged' &&
    !isOfOneNight(life, night) &&
    isWanted(life.finding);
  const fresh = findings((life) => stands(life) && isFresh(life));
  const open = findings((life) => stands(life) && !isFresh(life) && !isToldOnce(life.finding));
  const { over: resolved, owed } = debts(lives, [...fresh, ...open], told);
  const named = new Set([...fresh, ...open, ...resolved].flatMap(sourcesOfFinding));
  const updated = lives.filter(
    ({ finding, freshIn, resolvedIn }) => finding.rules !== undefined && (resolvedIn ?? freshIn) > since,
  ).length;
  return {
    run: run.run,
    since: told?.at ?? null,
    fresh,
    open,
    resolved,
    sources: run.sources.filter((s) => named.has(s.id)),
    ...(owed.length === 0 ? {} : { owed }),
    ...(updated === 0 ? {} : { updated }),
  };
}

/** Of what a reader was told of as more than low, what he is told the end of now, and what later. */
function debts(
  lives: readonly FindingLife[],
  listed: readonly Finding[],
  told: LastTold | null,
): { readonly over: readonly Finding[]; readonly owed: readonly Finding[] } {
  /** As grave as he knows it; null where he does not. */
  const asTold = (finding: Finding): Finding | null => {
    const severity = told?.owed?.get(finding.id)?.severity ?? told?.findings.get(finding.id);
    return severity === undefined || !isWeighty({ severity }) ? null : { ...finding, severity };
  };
  const going = lives.flatMap(({ finding, resolvedIn }) => (resolvedIn === null ? [finding] : []));
  const ended = lives.flatMap(({ finding, resolvedIn }) =>
    resolvedIn !== null && resolvedIn > (told?.run ?? 0) ? (asTold(finding) ?? []) : [],
  );
  const heldBack = [...(told?.owed?.values() ?? [])].filter(({ state }) => state === 'resolved');
  const isBack = (one: Finding) =>
    going.some(({ id, severity }) => id === one.id && atLeast(severity, one.severity));
  const due = [...new Map([...heldBack, ...ended].map((one) => [one.id, one])).values()].filter(
    (one) => !isBack(one),
  );
  const isDue = new Set(due.map(({ id }) => id));
  const isListed = (one: Finding) =>
    listed.some(({ id, severity }) => id === one.id && atLeast(severity, one.severity));
  const over = due.filter((one) => goesOnIn(one, listed).length === 0);
  const owed = [
    ...due.filter((one) => !over.includes(one)),
    ...going.flatMap((one) => asTold(one) ?? []).filter((one) => !isDue.has(one.id) && !isListed(one)),
  ];
  return { over: over.sort(byUrgency), owed };
}

const OF_A_VISIT: ReadonlySet<FindingKind> = new Set(['source-blocked', 'content-unread']);

/** True for a failure that nothing has confirmed, and for a wall or a text that could not be read on this night alone. */
const isOfOneNight = ({ finding: { kind, severity }, openedIn }: FindingLife, night: number): boolean =>
  severity === 'low' && (FAILING.has(kind) || (OF_A_VISIT.has(kind) && openedIn >= night));

/**
 * True when a digest has nothing worth a mail: low findings ride along with others, and call for none by themselves, nor does what an
 * update of citewatch alone began or ended.
 */
export const isSilent = ({ fresh, resolved }: Digest): boolean =>
  resolved.every(({ rules }) => rules === 'ended') &&
  !fresh.some((one) => isWeighty(one) && !isOfUpdate(one));
