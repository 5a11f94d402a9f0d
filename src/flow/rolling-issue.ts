import { digestOf } from '../findings/digest.js';
import type { Issues, OpenedIssue } from '../hosting/issues.js';
import { atLeast, type Finding, type Severity, sourcesOfFinding } from '../model/finding.js';
import type { Digest, RunFacts } from '../model/run.js';
import type { Store } from '../record/store.js';
import { type IssueMatter, renderIssue, renderIssueComment, toldUpTo } from '../report/issue.js';
import type { Publication } from '../report/publication.js';
import { latestVerdicts } from './latest.js';

/** What the issues are to say. */
export interface Telling {
  readonly store: Store;
  /** Ids of the reports in `sources.json`. */
  readonly reports: readonly string[];
  readonly publication: Publication;
  /** From which severity on a finding stands in an issue. */
  readonly floor: Severity;
  /** What the job has to say of itself. */
  readonly notes: readonly string[];
}

/** What was done to the issue of a report. */
export type IssueDeed = 'opened' | 'updated' | 'reopened' | 'closed';

/** Under which sources are told that no report cites, where there is no report. */
const NO_REPORT = 'sources';

/**
 * Brings the one issue of each report up to date: opened when something grave is found, closed when nothing is open any more,
 * opened again when something new comes. The text comes first and the comment that tells people last, so that a night that is killed in
 * between tells nobody twice. A night that saw nothing of the web changes nothing.
 */
export async function tellIssues(issues: Issues, telling: Telling): Promise<ReadonlyMap<string, IssueDeed>> {
  const deeds = new Map<string, IssueDeed>();
  const [run] = await telling.store.runs(1);
  if (run === undefined || !run.online) return deeds;
  const known = await issues.list();
  const reports = telling.reports.length === 0 ? [NO_REPORT] : telling.reports;
  for (const report of reports) {
    const issue = known.find(({ body }) => toldUpTo(body, report) !== null) ?? null;
    const since = issue === null ? 0 : (toldUpTo(issue.body, report) ?? 0);
    const digest = await graveOf(telling, run, since, (f, d) => isOf(f, d, report, reports));
    const deed = await bringUpToDate(issues, issue, { report, digest, notes: telling.notes }, telling);
    if (deed !== null) deeds.set(report, deed);
  }
  return deeds;
}

async function bringUpToDate(
  issues: Issues,
  issue: OpenedIssue | null,
  matter: IssueMatter,
  { publication }: Telling,
): Promise<IssueDeed | null> {
  const { fresh, open } = matter.digest;
  const text = renderIssue(matter, publication);
  const isNew = fresh.length > 0;
  if (issue === null) {
    if (fresh.length + open.length === 0) return null;
    await issues.open(text);
    return 'opened';
  }
  const stays = issue.open ? fresh.length + open.length > 0 : isNew;
  if (!issue.open && !stays) return null;
  await issues.update(issue.number, text, stays);
  if (isNew) await issues.comment(issue.number, renderIssueComment(matter, publication));
  if (!stays) return 'closed';
  return issue.open ? 'updated' : 'reopened';
}

/** What became of the grave findings of a report since a run. */
async function graveOf(
  { store, floor }: Telling,
  run: RunFacts,
  since: number,
  isOfReport: (finding: Finding, digest: Digest) => boolean,
): Promise<Digest> {
  const lives = await store.lives(since);
  const night = (await store.lastGood()) ?? run;
  const sources = await latestVerdicts(
    store,
    lives.flatMap(({ finding }) => sourcesOfFinding(finding)),
  );
  // The issue told of all that was open then.
  const told = lives.filter((life) => life.freshIn <= since).map(({ finding }) => finding);
  const findings = new Map(told.map(({ id, severity }) => [id, severity]));
  const digest = digestOf({ run, sources }, lives, { run: since, at: run.startedAt, findings }, night.id);
  const grave = (findings: readonly Finding[]) =>
    findings.filter((finding) => atLeast(finding.severity, floor) && isOfReport(finding, digest));
  return {
    ...digest,
    fresh: grave(digest.fresh),
    open: grave(digest.open),
    resolved: grave(digest.resolved),
  };
}

/** True for what is about a citation of the report; what no report cites goes with the first. */
function isOf(finding: Finding, { sources }: Digest, report: string, reports: readonly string[]): boolean {
  const about = new Set(sourcesOfFinding(finding));
  const citations = sources.flatMap((source) => (about.has(source.id) ? source.citations : []));
  const own = citations.filter(({ id }) => finding.citation === null || id === finding.citation);
  return own.length === 0 ? report === reports[0] : own.some((one) => one.report === report);
}
