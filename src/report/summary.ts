import type { Finding } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { shorten } from '../text/whitespace.js';
import { escapeMarkdown as esc, linkMarkdown } from './gfm.js';
import { headline, UNKEPT } from './headline.js';
import { webUrl } from './html.js';
import { type Case, findingTitle, overview, wasPointedOut } from './overview.js';
import { type Publication, rowAddress } from './publication.js';
import { badCaptureLines } from './reasons/capture.js';
import { actionOf } from './reasons/finding.js';
import { stampReason } from './reasons/stamp.js';
import { sourceAddress } from './source-address.js';
import { count, kindWords, SEVERITY, tipLine, updateLine } from './words.js';

/** Findings that a job summary names; the rest is in the reports. */
const NAMED_FINDINGS = 10;

/** Characters of a cell, our choice: GitHub shows nothing of a summary of more than 1 MiB (docs.github.com, "Workflow commands"), and a title may be that long. */
const LONGEST_CELL = 500;

const cell = (text: string): string => esc(shorten(text, LONGEST_CELL));
/** Characters of an address that is linked: as many as servers should take (RFC 9110, 4.1). */
const LONGEST_ADDRESS = 8_000;

/** A source by its title, which leads to its row on the reviewer's page, or else to the source where a reader may be sent there. */
function titleCell(finding: Finding, { verdict, about }: Case, page: string | null): string {
  const title = shorten(findingTitle(finding, about), LONGEST_CELL);
  const address = verdict === null ? null : sourceAddress(verdict);
  const own = address?.kind === 'address' && address.open ? address.url : null;
  const url = page === null ? own : rowAddress(page, finding.source);
  return url === null || url.length > LONGEST_ADDRESS ? esc(title) : linkMarkdown(title, url);
}

/** The night as a GitHub job summary: what it came to, the most urgent findings, where the rest is. */
export const renderSummary = (run: Run<Verdicts>, publication: Publication = {}): string => {
  const { cases, piles: all } = overview(run);
  const piles = all.filter((pile) => !wasPointedOut(pile));
  const published = webUrl(publication.page ?? null);
  const rows = cases.flatMap((of) =>
    of.findings.map(
      (f) =>
        `| ${SEVERITY[f.severity].mark} ${SEVERITY[f.severity].word} | ${kindWords(f).name} | ${titleCell(f, of, published)} | ${cell(actionOf(f))} |`,
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
    ...(run.run.unkept === true ? [UNKEPT.join(' '), ''] : []),
    headline(run),
    '',
    ...[updateLine(run.run.updated)].filter(Boolean).flatMap((line) => [line, '']),
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
