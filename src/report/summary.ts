import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { shorten } from './diff/diff-view.js';
import { escapeMarkdown as esc, linkMarkdown } from './gfm.js';
import { headline } from './headline.js';
import { findingTitle, overview, wasPointedOut } from './overview.js';
import type { Publication } from './publication.js';
import { badCaptureLines } from './reasons/capture.js';
import { actionOf } from './reasons/finding.js';
import { stampReason } from './reasons/stamp.js';
import { count, kindWords, SEVERITY, tipLine } from './words.js';

/** Findings that a job summary names; the rest is in the reports. */
const NAMED_FINDINGS = 10;

/** Characters of a cell, our choice: GitHub shows nothing of a summary of more than 1 MiB (docs.github.com, "Workflow commands"), and a title may be that long. */
const LONGEST_CELL = 500;

const cell = (text: string): string => esc(shorten(text, LONGEST_CELL));

/** The night as a GitHub job summary: what it came to, the most urgent findings, where the rest is. */
export const renderSummary = (run: Run<Verdicts>, publication: Publication = {}): string => {
  const { cases, piles: all } = overview(run);
  const piles = all.filter((pile) => !wasPointedOut(pile));
  const rows = cases.flatMap(({ about, findings }) =>
    findings.map(
      (f) =>
        `| ${SEVERITY[f.severity].mark} ${SEVERITY[f.severity].word} | ${kindWords(f).name} | ${cell(findingTitle(f, about))} | ${cell(actionOf(f))} |`,
    ),
  );
  const more = rows.length - NAMED_FINDINGS;
  const table =
    rows.length === 0
      ? []
      : ['| | What | Source | What to do |', '|---|---|---|---|', ...rows.slice(0, NAMED_FINDINGS), ''];
  const page =
    publication.page === undefined
      ? '`index.html` in the reports of this run'
      : linkMarkdown('the reviewer’s page', publication.page);
  return [
    '## Citations',
    '',
    headline(run),
    '',
    ...table,
    ...(more > 0 ? [`${count(more, 'more finding', 'more findings')} not shown here.`, ''] : []),
    ...piles.map((p) => `- ${p.title}`),
    ...(piles.length > 0 ? [''] : []),
    ...badCaptureLines(run.run.badCaptures).map((line, i) => `${i === 0 ? '' : '- '}${esc(line)}`),
    ...(run.run.badCaptures === undefined ? [] : ['']),
    `The evidence for each is in ${page}.`,
    '',
    ...(run.run.stamps ?? []).flatMap((stamp) => [esc(stampReason(stamp)), '']),
    ...(run.run.evidence === undefined ? [] : [tipLine(run.run.evidence), '']),
  ].join('\n');
};
