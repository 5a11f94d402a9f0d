import type { Issues, OpenedIssue } from '../delivery/issues.js';
import { digestOf, type LastDigest } from '../judging/findings/digest.js';
import {
  atLeast,
  type Finding,
  type FindingLife,
  type Severity,
  sourcesOfFinding,
} from '../model/finding.js';
import type { Digest, RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { latestVerdicts } from '../night/latest.js';
import type { StoreReader } from '../store/store.js';
import {
  type IssueMatter,
  type IssueMemoryEntry,
  issueKey,
  lastReportedRun,
  readIssueMemory,
  renderIssue,
  renderIssueComment,
} from '../surfaces/issue.js';
import type { Publication } from '../surfaces/publication.js';

/** What the issues are to say. */
export interface IssueUpdate {
  readonly store: StoreReader;
  /** Ids of the reports in `sources.json`. */
  readonly reports: readonly string[];
  readonly publication: Publication;
  /** From which severity on a finding stands in an issue. */
  readonly floor: Severity;
  /** What the job has to say of itself. */
  readonly notes: readonly string[];
  /** True where comments are answered: it is told what to write in them. */
  readonly answers?: boolean;
}

/** What was done to the issue of a report. */
export type IssueAction = 'opened' | 'updated' | 'reopened' | 'closed';

/** Under which sources are told that no report cites, where there is no report. */
const NO_REPORT = 'sources';

/**
 * Brings the one issue of each report up to date: opened when something grave is found, closed when nothing is open any more,
 * opened again when something new comes. The text comes first and the comment that tells people last, so that a night that is killed in
 * between tells nobody twice. A night that saw nothing of the web changes nothing.
 */
export async function syncIssues(
  issues: Issues,
  telling: IssueUpdate,
): Promise<ReadonlyMap<string, IssueAction>> {
  const deeds = new Map<string, IssueAction>();
  const [run] = await telling.store.runs(1);
  if (run === undefined || !run.online) return deeds;
  const known = await issues.list();
  const reports = telling.reports.length === 0 ? [NO_REPORT] : telling.reports;
  for (const report of reports) {
    const issue = known.find(({ body }) => lastReportedRun(body, report) !== null) ?? null;
    // Another machine told of a later night while this one was held up.
    if (issue !== null && (lastReportedRun(issue.body, report) ?? 0) > run.id) continue;
    const digest = await graveOf(telling, run, issue, [report, reports]);
    const deed = await bringUpToDate(issues, issue, { ...telling, report, digest }, telling);
    if (deed !== null) deeds.set(report, deed);
  }
  return deeds;
}

async function bringUpToDate(
  issues: Issues,
  issue: OpenedIssue | null,
  matter: IssueMatter,
  { publication }: IssueUpdate,
): Promise<IssueAction | null> {
  const { fresh, open, resolved } = matter.digest;
  const text = renderIssue(matter, publication);
  const isNew = fresh.length > 0;
  if (issue === null) {
    // What an update alone brought stands in an issue that is there, and calls for none.
    if ([...fresh, ...open].every(({ rules }) => rules !== undefined)) return null;
    await issues.open(text);
    return 'opened';
  }
  const stays = issue.open ? fresh.length + open.length > 0 : isNew;
  if (!issue.open && !stays && resolved.length === 0) return null;
  await issues.update(issue.number, text, stays);
  if (isNew) await issues.comment(issue.number, renderIssueComment(matter, publication));
  if (issue.open) return stays ? 'updated' : 'closed';
  return stays ? 'reopened' : 'updated';
}

async function graveOf(
  { store, floor }: IssueUpdate,
  run: RunFacts,
  issue: OpenedIssue | null,
  [report, reports]: readonly [report: string, reports: readonly string[]],
): Promise<Digest> {
  const since = issue === null ? 0 : (lastReportedRun(issue.body, report) ?? 0);
  const remembered = issue === null ? [] : readIssueMemory(issue.body);
  const isOwing = remembered?.some(({ known }) => !known) === true;
  // What was held back was over before.
  const lives = await store.lives(isOwing ? 0 : since);
  const night = (await store.lastGood()) ?? run;
  const concerned = lives.flatMap(({ finding }) => sourcesOfFinding(finding));
  const sources = await latestVerdicts(store, concerned);
  const isWanted = (finding: Finding): boolean =>
    atLeast(finding.severity, floor) && isOf(finding, sources, report, reports);
  const wanted = lives.filter(({ finding }) => isWanted(finding));
  const told = remembered === null ? toldByOlder(wanted, since) : toldFindings(lives, remembered);
  return digestOf(
    { run, sources },
    lives,
    { run: since, at: run.startedAt, ...told },
    night.id,
    isWanted,
  );
}

function toldFindings(lives: readonly FindingLife[], remembered: readonly IssueMemoryEntry[]) {
  const found = new Map(lives.map(({ finding }) => [issueKey(finding), finding]));
  const told = remembered.flatMap(({ key, ...one }) => {
    const finding = found.get(key);
    return finding === undefined ? [] : [{ ...one, finding }];
  });
  const [known, owed] = [told.filter((one) => one.known), told.filter((one) => !one.known)];
  return {
    findings: new Map(known.map(({ finding, severity }) => [finding.id, severity])),
    owed: new Map(
      [...known, ...owed].map(({ finding, severity }) => [finding.id, { ...finding, severity }]),
    ),
  };
}

/** The same of one that an earlier version wrote: it told of all that was open then. */
const toldByOlder = (
  lives: readonly FindingLife[],
  since: number,
): Pick<LastDigest, 'findings'> => ({
  findings: new Map(
    lives
      .filter(({ freshIn }) => freshIn <= since)
      .map(({ finding: { id, severity } }) => [id, severity]),
  ),
});

/** True for what is about a citation of the report; what no report cites goes with the first. */
function isOf(
  finding: Finding,
  sources: readonly SourceVerdict[],
  report: string,
  reports: readonly string[],
): boolean {
  const about = new Set(sourcesOfFinding(finding));
  const citations = sources.flatMap((source) => (about.has(source.id) ? source.citations : []));
  const own = citations.filter(({ id }) => finding.citation === null || id === finding.citation);
  return own.length === 0 ? report === reports[0] : own.some((one) => one.report === report);
}
