import { hash } from 'node:crypto';
import { type Finding, type Severity, sourcesOfFinding } from '../model/finding.js';
import type { Digest } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { shorten } from '../passage/text/sentences.js';
import { diffToMarkdown } from './diff/diff-view.js';
import { codeMarkdown, escapeMarkdown, linkMarkdown } from './escape.js';
import { changedParts } from './mail/entry.js';
import { withOthers } from './overview.js';
import { localeOf, type Publication, rowAddress, shortTitle, titleOf } from './publication.js';
import { plain } from './terminal/screen.js';
import { actionOf, messageOf } from './words/findings.js';
import type { Locale } from './words/locale.js';
import { endWords, kindWords, SEVERITY_MARK, updateLine, withLabel } from './words/words.js';

export interface IssueMatter {
  readonly report: string;
  /** What became of its findings since the issue was last brought up to date; grave ones only. */
  readonly digest: Digest;
  /** What the job has to say of itself, such as that what earlier nights saw is lost. */
  readonly notes: readonly string[];
  /** True where orders in comments are read: each finding tells the ids to use there. */
  readonly answers?: boolean | undefined;
}

/** Findings that are named, our choice: GitHub cuts the text of an issue at 65,536 characters. */
const NAMED_IN_ISSUE = 30;
/** Findings that are named as over, our choice. */
const NAMED_AS_OVER = 10;
/** Characters of a message or an action, our choice: thirty, with their words and names, stay below what GitHub takes. */
const LONGEST_TEXT = 300;
/** Characters of the words that changed, with their markup, our choice as above. */
const LONGEST_WORDS = 400;
/** Characters of a source's title, our choice as above. */
const LONGEST_NAME = 120;
/** Characters of an issue's title; GitHub refuses longer ones. */
const LONGEST_TITLE = 250;

/** Idempotency: a hidden comment in the issue names its report and the last run that it reports; ids hold nothing that would end it. */
const mark = (report: string): string =>
  `<!-- citewatch report=${encodeURIComponent(report.toWellFormed()).replaceAll('-', '%2D')} `;

/** The run up to which an issue tells of a report; null for one that is about something else. */
export function lastReportedRun(body: string, report: string): number | null {
  const begun = mark(report);
  if (!body.startsWith(begun)) return null;
  const run = /^run=(\d{1,15}) -->/u.exec(body.slice(begun.length))?.[1];
  return run === undefined ? null : Number(run);
}

export interface IssueMemoryEntry {
  /** As {@link issueKey} gives it. */
  readonly key: string;
  readonly severity: Severity;
  /** True where its readers know that it is the case; false where all that they are to hear of it is its end. */
  readonly known: boolean;
}

/** Where an issue keeps what it told: findings that are known to be the case (`k`), or whose end is owed (`o`). */
const MEMORY = /^<!-- citewatch told((?: [ko][hml][0-9a-f]{16})*) -->$/mu;
/** Findings that an issue remembers, our choice: twenty bytes each, of 65,536. */
const MAX_REMEMBERED = 600;

/** A finding as an issue remembers it: names may hold what ends a comment. */
export const issueKey = ({ id }: Pick<Finding, 'id'>): string => hash('sha256', id).slice(0, 16);

const BY_INITIAL: ReadonlyMap<string | undefined, Severity> = new Map([
  ['h', 'high'],
  ['m', 'medium'],
]);

/** What an issue remembers of what it told; null for one that an earlier version wrote. */
export function readIssueMemory(body: string): readonly IssueMemoryEntry[] | null {
  const entries = MEMORY.exec(body)?.[1];
  if (entries === undefined) return null;
  return [...entries.matchAll(/ ([ko])([hml])(\S+)/gu)].map(([, known, severity, key = '']) => ({
    key,
    severity: BY_INITIAL.get(severity) ?? 'low',
    known: known === 'k',
  }));
}

/** What an update alone brought alarms nobody when it is told, and does when a page brings it. */
function memoryOf({ fresh, open, owed = [] }: Digest): string {
  // What is owed last: it is as grave as it is known.
  const entries = [
    ...[...fresh, ...open].map((one) => [one.rules === undefined ? 'k' : 'o', one] as const),
    ...owed.map((one) => ['o', one] as const),
  ].map(([kind, one]) => ` ${kind}${one.severity.charAt(0)}${issueKey(one)}`);
  return `<!-- citewatch told${entries.slice(-MAX_REMEMBERED).join('')} -->`;
}

/** Text that mentions nobody and refers to nothing: GitHub makes links of `@name`, `#1`, `GH-1`, and mails the person named. */
export const quiet = (text: string): string =>
  text.replace(/@|#(?=\d)|\bGH-(?=\d)/giu, (sign) => `${sign}\u2060`);

/** Foreign text for Markdown on GitHub: cut, escaped and {@link quiet}. */
export const quietMarkdown = (text: string, longest = LONGEST_TEXT): string =>
  quiet(escapeMarkdown(shorten(text, longest)));

/** The words that changed, in a line of their own; empty where none are known, or where they are too many for an issue. */
const wordsOf = (locale: Locale, finding: Finding, source: SourceVerdict | null): string => {
  const parts = changedParts(finding, source).map(({ op, text }) => ({ op, text: quiet(text) }));
  const words = diffToMarkdown(parts);
  return words === '' || words.length > LONGEST_WORDS
    ? ''
    : `  \n  ${locale.fill(locale.messages.issue.then, { words })}`;
};

/** The issue as it is to stand: whatever is open, what is new first. */
export const renderIssue = (matter: IssueMatter, publication: Publication) =>
  issueOf(localeOf([matter.report], publication), matter, publication);

function issueOf(locale: Locale, matter: IssueMatter, publication: Publication) {
  const { report, digest, notes } = matter;
  const { run, fresh, open, resolved } = digest;
  const { page } = publication;
  const n = fresh.length + open.length;
  const name = shorten(plain(shortTitle(locale, titleOf(report, publication))), LONGEST_TITLE - 40);
  const title = locale.fill(locale.messages.issue.title, { name, n });
  const line = (finding: Finding): string =>
    lineIn(locale, digest, publication)(finding) +
    (matter.answers === true ? idsLine(locale, finding) : '');
  const part = (heading: string, shown: readonly string[]): readonly string[] =>
    shown.length === 0 ? [] : [`### ${heading}`, '', ...shown, ''];
  const body = [
    `${mark(report)}run=${run.id} -->`,
    memoryOf(digest),
    ...notes.map((note) => `> **${quietMarkdown(note)}**\n`),
    locale.fill(locale.messages.issue.looked, {
      startedAt: run.startedAt,
      evidence: page && linkMarkdown(locale.messages.issue.page, page),
    }),
    '',
    ...[updateLine(locale, { findings: digest.updated })]
      .filter(Boolean)
      .flatMap((line) => [line, '']),
    ...part(locale.messages.issue.new, fresh.slice(0, NAMED_IN_ISSUE).map(line)),
    ...part(
      locale.messages.issue.open,
      open.slice(0, Math.max(0, NAMED_IN_ISSUE - fresh.length)).map(line),
    ),
    ...(n > NAMED_IN_ISSUE
      ? [locale.fill(locale.messages.issue.more, { n: n - NAMED_IN_ISSUE }), '']
      : []),
    ...part(
      locale.messages.issue.over,
      resolved
        .slice(0, NAMED_AS_OVER)
        .map(
          (f) =>
            `- ${withLabel(locale, nameOf(locale, f, digest), quietMarkdown(endWords(locale, f)))}`,
        ),
    ),
    '---',
    ...(matter.answers === true && n > 0 ? [escapeMarkdown(locale.messages.issue.how), ''] : []),
    locale.messages.issue.about,
    '',
  ].join('\n');
  return { title, body };
}

/** What to write in a comment, in a line of its own, as far as it is short enough for an issue. */
function idsLine(locale: Locale, { id, remedies = [] }: Finding): string {
  const orders = [`/keep ${id} because …`, ...remedies.map((remedy) => `/take ${remedy.id}`)].map(
    codeMarkdown,
  );
  const ids = orders
    .filter((_, i) => orders.slice(0, i + 1).join(', ').length <= LONGEST_TEXT)
    .join(', ');
  return ids === '' ? '' : `  \n  ${locale.fill(locale.messages.issue.ids, { ids })}`;
}

export const renderIssueComment = (
  { report, digest }: IssueMatter,
  publication: Publication,
): string => {
  const locale = localeOf([report], publication);
  const more = digest.fresh.length - NAMED_IN_ISSUE;
  return [
    locale.fill(locale.messages.issue['new-on'], digest.run),
    '',
    ...digest.fresh.slice(0, NAMED_IN_ISSUE).map(lineIn(locale, digest, publication)),
    ...(more > 0 ? [`- ${locale.fill(locale.messages.issue['and-more'], { n: more })}`] : []),
    '',
  ].join('\n');
};

const sourceOf = (finding: Finding, { sources }: Digest): SourceVerdict | null =>
  sources.find((source) => source.id === finding.source) ?? null;

const nameOf = (locale: Locale, finding: Finding, digest: Digest): string =>
  withOthers(
    locale,
    quietMarkdown(sourceOf(finding, digest)?.title ?? finding.source, LONGEST_NAME),
    sourcesOfFinding(finding).length - 1,
  );

const lineIn =
  (locale: Locale, digest: Digest, { page }: Publication) =>
  (finding: Finding): string => {
    const sign = SEVERITY_MARK[finding.severity];
    const row =
      page === undefined
        ? ''
        : ` (${linkMarkdown(locale.messages.issue.evidence, rowAddress(page, finding.citation ?? finding.source))})`;
    const name = withLabel(
      locale,
      `**${kindWords(locale, finding).name}**`,
      nameOf(locale, finding, digest),
    );
    return `- ${sign} ${name}${row}  \n  ${quietMarkdown(messageOf(locale, finding))} ${quietMarkdown(actionOf(locale, finding))}${wordsOf(locale, finding, sourceOf(finding, digest))}`;
  };
