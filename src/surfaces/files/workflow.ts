import { compareSeverity, type Finding, type Severity } from '../../model/finding.js';
import type { EvidenceTip, JudgedRun } from '../../model/run.js';
import { shorten } from '../../passage/text/sentences.js';
import { escapeMarkdown as esc, linkMarkdown, webUrl } from '../escape.js';
import { openUrl } from '../evidence.js';
import { headline, offlineReason } from '../headline.js';
import { type Case, findingTitle, isAlreadyReported, overview } from '../overview.js';
import { type Publication, rowAddress } from '../publication.js';
import { plain } from '../terminal/screen.js';
import { commandMessages } from '../words/catalogues.js';
import { badCaptureLines, stampReason } from '../words/documents.js';
import { actionOf, messageOf } from '../words/findings.js';
import { ENGLISH, type Locale, reasonWords } from '../words/locale.js';
import { count, kindWords, SEVERITY_MARK, tipLine, updateLine } from '../words/words.js';

type LineOf = (finding: Finding) => number | undefined;

const annotations = (locale: Locale, run: JudgedRun, lineOf: LineOf): readonly Annotation[] => {
  const { cases, piles } = overview(locale, {
    ...run,
    findings: run.findings.filter((f) => f.state === 'new'),
  });
  const single = cases.flatMap(({ about, findings }) =>
    findings.map((f) => ({
      severity: f.severity,
      line: lineOf(f),
      title: `${kindWords(locale, f).name}: ${findingTitle(locale, f, about)}`,
      text: `${messageOf(locale, f)} ${actionOf(locale, f)}`,
      n: 1,
    })),
  );
  const grouped = piles.map((p) => ({
    severity: p.severity,
    line: undefined,
    title: kindWords(locale, p).name,
    text: `${p.title}. ${p.action}`,
    n: p.findings.length,
  }));
  return [...single, ...grouped];
};

/**
 * What is new as GitHub workflow commands, most urgent first, ten at most: what was there before would hide it. `lineOf`
 * gives the line of a finding in `sourcesFile`, so that the mark stands beside the quotation.
 */
export const renderAnnotations = (
  locale: Locale,
  run: JudgedRun,
  sourcesFile: string,
  lineOf: LineOf = () => undefined,
): string =>
  workflowCommands(
    sourcesFile,
    run.run.online ? annotations(locale, run, lineOf) : [blind(locale, run)],
  );

/** GitHub shows ten annotations of a kind for a step, and drops the rest without a word. */
const MOST_ANNOTATIONS = 10;

const COMMAND: Readonly<Record<Severity, string>> = {
  high: 'error',
  medium: 'warning',
  low: 'notice',
};
interface Annotation {
  readonly severity: Severity;
  /** Where it is shown, from 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  readonly title: string;
  readonly text: string;
  /** Findings that it stands for. */
  readonly n: number;
}

/** Text of a workflow command: what would end it, or begin an escape, is percent-encoded. */
const escapeData = (text: string): string =>
  text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');

/** A property's value: the separators of properties are encoded too. */
const escapeProperty = (text: string): string =>
  escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

const commandAt =
  (file: string) =>
  ({ severity, line, title, text }: Annotation): string => {
    const at = `file=${escapeProperty(file)}${line === undefined ? '' : `,line=${line}`}`;
    return `::${COMMAND[severity]} ${at},title=${escapeProperty(plain(title))}::${escapeData(plain(text))}\n`;
  };

/** Annotations as GitHub workflow commands, gravest first, ten at most: when there are more, the tenth says how many. */
export function workflowCommands(file: string, annotations: readonly Annotation[]): string {
  const all = annotations.toSorted(compareSeverity);
  const shown = all.length > MOST_ANNOTATIONS ? all.slice(0, MOST_ANNOTATIONS - 1) : all;
  const n = all.slice(shown.length).reduce((sum, one) => sum + one.n, 0);
  const text = `${count(n, 'more finding', 'more findings')}: see the job summary and the reports.`;
  const rest: Annotation = { severity: 'low', line: undefined, title: 'More findings', text, n };
  return [...shown, ...(n > 0 ? [rest] : [])].map(commandAt(file)).join('');
}

export function blind(locale: Locale, run: JudgedRun): Annotation {
  const { word, words } = offlineReason(locale, run);
  return {
    severity: 'high',
    line: undefined,
    title: word,
    text: `${words}: nothing was judged.`,
    n: 1,
  };
}

/** Findings that a job summary names; the rest is in the reports. */
const NAMED_FINDINGS = 10;

/** Characters of a cell, our choice: GitHub shows nothing of a summary of more than 1 MiB (docs.github.com, "Workflow commands"), and a title may be that long. */
const LONGEST_CELL = 500;

const cell = (text: string): string => esc(shorten(text, LONGEST_CELL));
/** Characters of an address that is linked: as many as servers should take (RFC 9110, 4.1). */
const LONGEST_ADDRESS = 8_000;

/** A source by its title, which leads to its row on the reviewer's page, or else to the source where a reader may be sent there. */
function titleCell(
  locale: Locale,
  finding: Finding,
  { verdict, about }: Case,
  page: string | null,
): string {
  const title = shorten(findingTitle(locale, finding, about), LONGEST_CELL);
  const own = verdict === null ? null : openUrl(locale, verdict);
  const url = page === null ? own : rowAddress(page, finding.source);
  return url === null || url.length > LONGEST_ADDRESS ? esc(title) : linkMarkdown(title, url);
}

/** The night as a GitHub job summary: what it came to, the most urgent findings, where the rest is. */
export const renderSummary = (
  locale: Locale,
  run: JudgedRun,
  publication: Publication = {},
): string => {
  const { cases, piles: all } = overview(locale, run);
  const piles = all.filter((pile) => !isAlreadyReported(pile));
  const published = webUrl(publication.page ?? null);
  const rows = cases.flatMap((of) =>
    of.findings.map(
      (f) =>
        `| ${SEVERITY_MARK[f.severity]} ${locale.statuses.severity[f.severity]} | ${kindWords(locale, f).name} | ${titleCell(locale, f, of, published)} | ${cell(actionOf(locale, f))} |`,
    ),
  );
  const more = rows.length - NAMED_FINDINGS;
  const table =
    rows.length === 0
      ? []
      : [
          '| | What | Source | What to do |',
          '|---|---|---|---|',
          ...rows.slice(0, NAMED_FINDINGS),
          '',
        ];
  const page =
    publication.page === undefined
      ? '`index.html` in the reports of this run'
      : linkMarkdown('the reviewer’s page', publication.page);
  return [
    '## Citations',
    '',
    ...(run.run.unkept === true
      ? [`${locale.messages.headline.unsaved} ${locale.messages.headline['unsaved-shown']}`, '']
      : []),
    headline(locale, run),
    '',
    ...[updateLine(locale, run.run.updated)].filter(Boolean).flatMap((line) => [line, '']),
    ...table,
    ...(more > 0 ? [`${count(more, 'more finding', 'more findings')} not shown here.`, ''] : []),
    ...piles.map((p) => `- ${p.title}`),
    ...(piles.length > 0 ? [''] : []),
    ...badCaptureLines(locale, run.run.badCaptures).map(
      (line, i) => `${i === 0 ? '' : '- '}${esc(line)}`,
    ),
    ...(run.run.badCaptures === undefined ? [] : ['']),
    `The evidence for each is in ${page}.`,
    '',
    ...(run.run.stamps ?? []).flatMap((stamp) => [esc(stampReason(locale, stamp)), '']),
    ...(run.run.evidence === undefined ? [] : [tipLine(run.run.evidence), '']),
  ].join('\n');
};

/** What a step of the nightly job came to, in one sentence without its full stop. */
export interface JobLine {
  readonly name: string;
  readonly outcome: 'done' | 'warning' | 'failed';
  readonly words: string;
}

const BEFORE: Readonly<Record<JobLine['outcome'], string>> = {
  done: '',
  warning: '**Note:** ',
  failed: '**Failed:** ',
};

/** The job behind a night for GitHub's job summary: what was kept, pushed and sent. */
export const renderJob = (lines: readonly JobLine[]): string =>
  [
    '',
    '## The job',
    '',
    ...lines.map(({ name, outcome, words }) => `- ${esc(name)}: ${BEFORE[outcome]}${esc(words)}`),
    '',
  ].join('\n');

interface OnBranch {
  readonly branch: string;
  readonly became: 'pushed' | 'unchanged' | 'overtaken';
}

/** What befell the state and the reports of a night, and why people were not told of it. */
type JobNews =
  /** The reports know of later nights than what a night begins with; `place`: where that was kept. */
  | {
      readonly kind: 'lost';
      readonly reported: number;
      readonly known: number;
      readonly place: string;
    }
  /** A store was put aside that knew as much as the branch, and other things. */
  | { readonly kind: 'aside'; readonly aside: string; readonly branch: string }
  /** Increments of the state, which are not as they were written. */
  | { readonly kind: 'damaged'; readonly damaged: readonly string[]; readonly branch: string }
  /** With what a night begins. */
  | { readonly kind: 'branch' | 'here' | 'none'; readonly run: number; readonly branch: string }
  /** Why a step was left out: the branch did not take the night, whose reports are pushed all the same, or took another meanwhile. */
  | { readonly kind: 'refused' | 'overtaken'; readonly verb: string }
  | ({ readonly kind: 'put' } & OnBranch);

export const jobWords = reasonWords<JobNews>(
  () => commandMessages.job,
  () => ({ damaged: ({ damaged }) => ({ list: damaged.join(' and ') }) }),
);

/** The message of the commit that holds the reports: with the evidence's last line, which nobody takes back once it is pushed. */
export const reportsMessage = (run: number, evidence: EvidenceTip | undefined): string =>
  `Reports of run ${run}${evidence === undefined ? '' : `\n\n${tipLine(evidence)}`}`;

export function pushedWords({
  reports,
  pages,
}: Readonly<Record<'reports' | 'pages', OnBranch | null>>): string {
  const put = [reports, pages].filter((one) => one !== null);
  return (
    put.map((one) => jobWords(ENGLISH, { kind: 'put', ...one })).join('; ') ||
    'not pushed, as was asked for'
  );
}

export const issueWords = (deeds: ReadonlyMap<string, string>): string =>
  deeds.size === 0
    ? 'nothing to tell'
    : [...deeds].map(([report, deed]) => `that of ${report} was ${deed}`).join(', ');
