import {
  atLeast,
  byUrgency,
  continuingFindings,
  FINDINGS,
  type Finding,
  type FindingLife,
  isFailure,
  isReportedOnce,
  type Severity,
  sourcesOfFinding,
} from '../../model/finding.js';
import type { Digest, Run } from '../../model/run.js';
import type { DeliverySchedule, Selection } from '../../model/settings.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { toldIn } from './reconcile.js';

/** What a reader was last told. */
export interface LastDigest {
  readonly run: number;
  /** ISO. */
  readonly at: string;
  /** How grave each finding was of which he was told that it is the case, by its id; what only an update brought is no news that he had. */
  readonly findings: ReadonlyMap<string, Severity>;
  /** What he knows as more than low and was not told the end of, by its id, as grave as he knows it. By default what `findings` says. */
  readonly owed?: ReadonlyMap<string, Finding>;
  /** What was pointed out to him once and is over ({@link onceKey}). By default nothing. */
  readonly once?: ReadonlySet<string>;
}

/** What the last digest told its reader. */
export const lastDigestOf = ({ run, fresh, open, owed = [], once = [] }: Digest): LastDigest => ({
  run: run.id,
  at: run.startedAt,
  findings: new Map(
    [...open, ...fresh].filter((one) => !isOfUpdate(one)).map(({ id, severity }) => [id, severity]),
  ),
  owed: new Map([...[...open, ...fresh].filter(isWeighty), ...owed].map((one) => [one.id, one])),
  once: new Set(once),
});

/** Characters of an omission by which it is known again, our choice. */
const OMISSION_START = 40;

/** Names what is pointed out once: the same omission of a passage that was gone for some nights, and not another one. */
const onceKey = ({ id, why }: Finding): string =>
  why.kind === 'omission-weighs'
    ? JSON.stringify([id, ...why.omitted.map(({ text }) => text.slice(0, OMISSION_START))])
    : id;

const isWeighty = ({ severity }: Pick<Finding, 'severity'>): boolean => atLeast(severity, 'medium');

/** True for what is the case, or is as grave as it is, by the rules of an update alone: nobody is alarmed by it. */
const isOfUpdate = ({ rules, state }: Finding): boolean =>
  rules !== undefined && state !== 'resolved';

/**
 * What became of the findings since a reader's last digest. It leaves out what began and ended in between, and what one bad night
 * brought. Each finding above low that a reader was told of is reported as over once: at once, or when the trouble that it goes on
 * in is over too. `told` is null before the first digest; `night` is the last run in which all sources were read; `isWanted`: what
 * the reader asked for (ends are reported in any case).
 */
export function digestOf(
  run: Pick<Run, 'run' | 'sources'>,
  lives: readonly FindingLife[],
  told: LastDigest | null,
  night = run.run.id,
  isWanted: (finding: Finding) => boolean = () => true,
): Digest {
  const since = told?.run ?? 0;
  const ended = lives.filter(
    ({ openedIn, resolvedIn }) => openedIn <= since && resolvedIn !== null,
  );
  const once = new Set([
    ...(told?.once ?? []),
    ...ended.flatMap(({ finding }) => (isReportedOnce(finding) ? onceKey(finding) : [])),
  ]);
  const isFresh = ({ finding, freshIn }: FindingLife): boolean => {
    const known = told?.findings.get(finding.id);
    if (told !== null && isOfUpdate(finding)) return false;
    // He was told of it before somebody decided it: that the decision ended is news.
    if (known !== undefined)
      return !atLeast(known, finding.severity) || (finding.lapsedIn ?? 0) > since;
    return !isReportedOnce(finding) || (freshIn > since && !once.has(onceKey(finding)));
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
  const open = findings((life) => stands(life) && !isFresh(life) && !isReportedOnce(life.finding));
  const { over: resolved, owed } = debts(lives, [...fresh, ...open], told);
  const named = new Set([...fresh, ...open, ...resolved].flatMap(sourcesOfFinding));
  const updated = lives.filter(
    ({ finding, freshIn, resolvedIn }) =>
      finding.rules !== undefined && (resolvedIn ?? freshIn) > since,
  ).length;
  const going = new Set(
    lives.flatMap(({ finding, resolvedIn }) => (resolvedIn === null ? onceKey(finding) : [])),
  );
  const keptOnce = [...once].filter((key) => !going.has(key));
  return {
    run: run.run,
    since: told?.at ?? null,
    fresh,
    open,
    resolved,
    sources: run.sources.filter((s) => named.has(s.id)),
    ...(owed.length === 0 ? {} : { owed }),
    ...(keptOnce.length === 0 ? {} : { once: keptOnce }),
    ...(updated === 0 ? {} : { updated }),
  };
}

/** Of what a reader was told of as more than low, what he is told the end of now, and what later. */
function debts(
  lives: readonly FindingLife[],
  listed: readonly Finding[],
  told: LastDigest | null,
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
  const over = due.filter((one) => continuingFindings(one, listed).length === 0);
  const owed = [
    ...due.filter((one) => !over.includes(one)),
    ...going
      .flatMap((one) => asTold(one) ?? [])
      .filter((one) => !isDue.has(one.id) && !isListed(one)),
  ];
  return { over: over.sort(byUrgency), owed };
}

/** True for a failure that nothing has confirmed, and for a wall or a text that could not be read on this night alone. */
const isOfOneNight = (
  { finding: { kind, severity }, openedIn }: FindingLife,
  night: number,
): boolean =>
  severity === 'low' && (isFailure(kind) || (FINDINGS[kind].ofVisit === true && openedIn >= night));

/** True when the mail is suppressed, because the digest has only low findings or effects of an update of citewatch. */
export const isSilent = ({ fresh, resolved }: Digest): boolean =>
  resolved.every(({ rules }) => rules === 'ended') &&
  !fresh.some((one) => isWeighty(one) && !isOfUpdate(one));

const isOf = ({ reports, sections }: Selection, { report, section }: CitationVerdict): boolean =>
  (reports.length === 0 || reports.includes(report)) &&
  (sections.length === 0 || sections.some((one) => isWithin(section ?? '', one)));

/** True for a section and for those below it: `7b` and `7.1` are within `7`, and `70` is not. */
function isWithin(section: string, of: string): boolean {
  if (!section.toLowerCase().startsWith(of.toLowerCase())) return false;
  const rest = section.slice(of.length);
  return !(/\d$/u.test(of) && /^\d/u.test(rest)) && !(/\p{L}$/u.test(of) && /^\p{L}/u.test(rest));
}

/** A verdict with the citations alone of which a reader asked to hear. */
export const narrowed = (selection: Selection, source: SourceVerdict): SourceVerdict => ({
  ...source,
  citations: source.citations.filter((citation) => isOf(selection, citation)),
});

/** True when a selection leaves anything out. */
export const isPart = (selection: Selection): boolean =>
  selection.kinds.length > 0 || isOfPlaces(selection);

/** True when a selection says of which citations to tell. */
export const isOfPlaces = ({ reports, sections }: Selection): boolean =>
  reports.length + sections.length > 0;

/** True when a reader asked for a finding. `sources`: verdicts on the sources that it is about; without one, as of a source that was removed, everybody is told. */
export function isWanted(
  selection: Selection,
  finding: Finding,
  sources: readonly SourceVerdict[],
): boolean {
  const kinds = [finding, ...(finding.consequences ?? [])].map(({ kind }) => kind);
  if (selection.kinds.length > 0 && !kinds.some((kind) => selection.kinds.includes(kind)))
    return false;
  if (!isOfPlaces(selection) || sources.length === 0) return true;
  return sources.some(({ citations }) =>
    citations.some(
      (c) => (finding.citation === null || finding.citation === c.id) && isOf(selection, c),
    ),
  );
}

/** Milliseconds. */
const HOUR = 3_600_000;
/** Milliseconds. */
const DAY = 86_400_000;
/** The first day of 1970 was a Thursday. */
const FIRST = 4;

/** True when a reader's hour has come since he was last thought of: `before` is ISO, or null when he never was. */
export function isDue(rhythm: DeliverySchedule, before: string | null, now: Date): boolean {
  if (rhythm.every === 'night' || before === null) return true;
  const { hour, timeZone } = rhythm;
  const day = Math.floor((wallClock(now, timeZone) - hour * HOUR) / DAY);
  const since = rhythm.every === 'week' ? (day + FIRST - rhythm.weekday + 7) % 7 : 0;
  return wallClock(new Date(before), timeZone) < (day - since) * DAY + hour * HOUR;
}

/** What the clock on a wall shows, in milliseconds as if it was UTC's. */
const wallClock = (at: Date, timeZone: string): number =>
  // Swedish dates are ISO: 2025-10-26 02:30.
  Date.parse(
    `${new Intl.DateTimeFormat('sv-SE', { ...CLOCK, timeZone }).format(at).replace(' ', 'T')}Z`,
  );

const CLOCK = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;
