import type { Finding } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { NewerEdition, QuoteVerdict, SourceVerdict } from '../model/verdict.js';
import { blindness } from './blindness.js';
import { day, moment } from './dates.js';
import { diffToMarkdown, shorten } from './diff/diff-view.js';
import { evidenceOf, type FindingEvidence, place, sourceAddress, touched } from './finding-evidence.js';
import { codeMarkdown, escapeMarkdown as esc, linkMarkdown } from './gfm.js';
import { headline } from './headline.js';
import { type Case, doubt, groupBySource, type Overview, overview, type Pile } from './overview.js';
import { type Publication, reportTitles } from './publication.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { CONTENT, ended, fateWords, kindWords, linkWords, quoteWords, SEVERITY } from './words.js';

/** Characters of a passage that are shown in a list. */
const PASSAGE = 400;

const fates = (newer: readonly NewerEdition[], quotes: readonly QuoteVerdict[]): readonly string[] =>
  quotes.flatMap((quote) =>
    newer.map((edition) => {
      const fate = edition.quotes.find((q) => q.quote === quote.id);
      const words = fate && fate.diff.length > 0 ? `: ${diffToMarkdown(fate.diff)}` : '';
      const verdict = fate === undefined ? 'not compared' : fateWords(fate);
      return `${esc(quote.id)} in edition ${esc(edition.edition)}: ${verdict}${words}`;
    }),
  );

const lines = (e: FindingEvidence): readonly string[] => {
  switch (e.kind) {
    case 'words':
      return [`${e.label}: ${diffToMarkdown(e.parts)}`];
    case 'passage':
      return [`${e.label}: “${esc(shorten(e.text, PASSAGE))}”`];
    case 'fact':
    case 'consequence':
      return [`${e.label}: ${esc(e.text)}`];
    case 'address':
      return [linkMarkdown(e.label, e.url, e.open)];
    case 'fates':
      return fates(e.newer, e.quotes);
  }
};

const findingLines = (finding: Finding, source: SourceVerdict | null): readonly string[] => {
  const cited = touched(finding, source).map(place);
  const since = finding.state === 'new' ? 'new' : `since ${esc(day(finding.since))}`;
  const answer =
    finding.decision === undefined
      ? `What to do: ${esc(actionOf(finding))}`
      : `Decided: ${esc(finding.decision)}`;
  return [
    `- **${SEVERITY[finding.severity].mark} ${SEVERITY[finding.severity].word}: ${kindWords(finding).name}** (${since}). ${esc(messageOf(finding))}`,
    `  - ${answer}`,
    ...evidenceOf(finding, source)
      .flatMap(lines)
      .map((line) => `  - ${line}`),
    ...(cited.length > 0 ? [`  - Cited in ${esc(cited.join(', '))}`] : []),
  ];
};

const caseLines = ({ id, verdict, findings }: Case): readonly string[] => [
  `### ${esc(verdict?.title ?? id)}`,
  '',
  ...(verdict === null ? [] : [`${esc(verdict.publisher)} · ${codeMarkdown(id)}`, '']),
  ...findings.flatMap((f) => findingLines(f, verdict)),
  '',
];

const pileLines = (pile: Pile, sources: readonly SourceVerdict[]): readonly string[] => {
  const titles = new Map(sources.map((s) => [s.id, s.title]));
  return [
    `### ${pile.title}`,
    '',
    `${SEVERITY[pile.severity].mark} ${SEVERITY[pile.severity].word}. ${esc(pile.action)}`,
    '',
    '<details><summary>Show all</summary>',
    '',
    ...pile.findings.map(
      (f) =>
        `- ${esc(titles.get(f.source) ?? f.source)}${f.citation === null ? '' : ` (${esc(f.citation)})`}`,
    ),
    '',
    '</details>',
    '',
  ];
};

const titleLink = (source: SourceVerdict): string => {
  const address = sourceAddress(source);
  return address?.kind === 'address' && address.open
    ? linkMarkdown(source.title, address.url)
    : esc(source.title);
};

const soundRow = (source: SourceVerdict): string => {
  const passages = [...new Set(source.citations.flatMap((c) => c.quotes.map(quoteWords)))].join(', ');
  return `| ${titleLink(source)} | ${linkWords(source.link)} | ${CONTENT[source.content.change]} | ${passages} |`;
};

const section = (heading: string, body: readonly string[]): readonly string[] =>
  body.length === 0 ? [] : [`## ${heading}`, '', ...body, ...(body.at(-1) === '' ? [] : [''])];

const sections = (o: Overview, sources: readonly SourceVerdict[]): readonly string[] => {
  const titles = new Map(sources.map((s) => [s.id, s.title]));
  const unlisted = o.unknown.filter((s) => s.link.status !== 'no-url');
  const table = ['| Source | Link | Content | Passages |', '|---|---|---|---|', ...o.sound.map(soundRow)];
  return [
    ...section('Needs a person', [
      ...o.cases.flatMap(caseLines),
      ...o.piles.flatMap((p) => pileLines(p, sources)),
    ]),
    ...section('Decided', groupBySource(o.acknowledged, sources).flatMap(caseLines)),
    ...section(
      'Could not be checked',
      unlisted.map((s) => `- ${titleLink(s)}: ${esc(doubt(s) ?? '')}`),
    ),
    ...section(
      'Resolved',
      o.resolved.map((f) => `- ${esc(titles.get(f.source) ?? f.source)}: ${esc(ended(f))}`),
    ),
    ...section('Sources that stand', o.sound.length === 0 ? [] : table),
  ];
};

/** The night as a page of Markdown, `reports/latest.md`: the ranking of the reviewer's page, readable raw. */
export const renderMarkdown = (run: Run, publication: Publication = {}): string => {
  const offline = run.run.online
    ? []
    : [`**${blindness(run).words}. Nothing was judged.** What stands below is what earlier runs found.`, ''];
  return [
    '# Citation check',
    '',
    ...reportTitles(run.sources, publication).map((t) => `**${esc(t)}**  `),
    esc(moment(run.run.startedAt)),
    '',
    ...(offline.length > 0 ? offline : [headline(run), '']),
    ...sections(overview(run), run.sources),
  ].join('\n');
};
