import type { NewerEdition } from '../../model/edition.js';
import type { Finding } from '../../model/finding.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { JudgedRun } from '../../model/run.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../passage/text/sentences.js';
import { diffToMarkdown } from '../diff/diff-view.js';
import { codeMarkdown, escapeMarkdown as esc, escapeHtml, linkMarkdown } from '../escape.js';
import { evidenceOf, type FindingEvidence, openUrl } from '../evidence.js';
import { headline, offlineReason, offlineSinceWords } from '../headline.js';
import {
  type Case,
  caseTitle,
  doubt,
  findingTitle,
  groupBySource,
  type Overview,
  overview,
  type Pile,
} from '../overview.js';
import { checkedFiles } from '../page/page.js';
import {
  inLanguageOfRun,
  type Publication,
  place,
  reportTitles,
  touchedIn,
} from '../publication.js';
import { handInOffer } from '../saved-page.js';
import { messageOf } from '../words/findings.js';
import { fill, messages, sideBySide } from '../words/messages.js';
import { todoWords } from '../words/remedies.js';
import {
  CONTENT,
  ended,
  fateWords,
  kindWords,
  linkWords,
  moment,
  quoteWords,
  SEVERITY,
  withLabel,
} from '../words/words.js';

const { page } = messages;

/** Characters of a passage that are shown in a list. */
const PASSAGE = 400;

const fates = (
  newer: readonly NewerEdition[],
  quotes: readonly QuoteVerdict[],
): readonly string[] =>
  quotes.flatMap((quote) =>
    newer.map((edition) => {
      const fate = edition.quotes.find((q) => q.quote === quote.id);
      const verdict = fate === undefined ? page['not-compared'] : fateWords(fate);
      const told = fill(page.fate, {
        quote: esc(quote.id),
        edition: esc(edition.edition),
        fate: verdict,
      });
      return fate && fate.diff.length > 0 ? withLabel(told, diffToMarkdown(fate.diff)) : told;
    }),
  );

const lines = (e: FindingEvidence): readonly string[] => {
  switch (e.kind) {
    case 'words':
      return [withLabel(e.label, diffToMarkdown(e.parts))];
    case 'passage':
      return [
        withLabel(e.label, fill(messages.shared.quoted, { text: esc(shorten(e.text, PASSAGE)) })),
      ];
    case 'fact':
    case 'consequence':
      return [withLabel(e.label, esc(e.text))];
    case 'line':
      return [withLabel(e.label, codeMarkdown(e.line))];
    case 'address':
      return [linkMarkdown(e.label, e.url, e.open)];
    case 'fates':
      return fates(e.newer, e.quotes);
  }
};

const findingLines = (finding: Finding, { verdict: source, about }: Case): readonly string[] => {
  const cited = touchedIn(finding, about).map(place);
  const since = esc(fill(page.state, { since: finding.state === 'new' ? 'new' : finding.since }));
  const answer =
    finding.decision === undefined
      ? fill(page['what-to-do'], { what: esc(todoWords(finding)) })
      : fill(page['decided-because'], { decision: esc(finding.decision) });
  return [
    `- **${SEVERITY[finding.severity].mark} ${withLabel(SEVERITY[finding.severity].word, kindWords(finding).name)}** (${since}). ${esc(messageOf(finding))}`,
    `  - ${answer}`,
    ...evidenceOf(finding, source)
      .flatMap(lines)
      .map((line) => `  - ${line}`),
    ...(cited.length > 0 ? [`  - ${fill(page.at, { places: esc(sideBySide(cited)) })}`] : []),
  ];
};

/** The anchors of a source and its citations, each once on a page: GitHub follows `#id` to them. */
type Anchors = (source: SourceVerdict | undefined) => string;

function anchorsOnce(): Anchors {
  const given = new Set<string>();
  return (source) => {
    const ids = source === undefined ? [] : [source.id, ...source.citations.map(({ id }) => id)];
    const fresh = ids.filter((id) => given.size < given.add(id).size);
    // What would end a line or a cell of a table is written as a reference.
    const escaped = fresh.map((id) =>
      escapeHtml(id).replace(/[|\s]/gu, (c) => `&#${c.charCodeAt(0)};`),
    );
    return escaped.map((id) => `<a id="${id}"></a>`).join('');
  };
}

const caseLines = (of: Case, anchors: Anchors): readonly string[] => [
  [...of.about.values()].map(anchors).join(''),
  '',
  `### ${esc(caseTitle(of))}`,
  '',
  ...(of.verdict === null ? [] : [`${esc(of.verdict.publisher)} · ${codeMarkdown(of.id)}`, '']),
  ...of.findings.flatMap((f) => findingLines(f, of)),
  '',
];

const pileLines = (pile: Pile, named: Overview['named'], anchors: Anchors): readonly string[] => [
  `### ${pile.title}`,
  '',
  `${SEVERITY[pile.severity].mark} ${SEVERITY[pile.severity].word}. ${esc(pile.action)}`,
  '',
  `<details><summary>${page.show}</summary>`,
  '',
  ...pile.findings.map(
    (f) =>
      `- ${anchors(named.get(f.source))}${esc(named.get(f.source)?.title ?? f.source)}${f.citation === null ? '' : ` (${esc(f.citation)})`}`,
  ),
  '',
  '</details>',
  '',
];

const titleLink = (source: SourceVerdict): string => linkMarkdown(source.title, openUrl(source));

const soundRow = (source: SourceVerdict, anchors: Anchors): string => {
  const passages = sideBySide([
    ...new Set(source.citations.flatMap((c) => c.quotes.map(quoteWords))),
  ]);
  return `| ${anchors(source)}${titleLink(source)} | ${linkWords(source.link)} | ${CONTENT[source.content.change]} | ${passages} |`;
};

const section = (heading: string, body: readonly string[]): readonly string[] =>
  body.length === 0 ? [] : [`## ${heading}`, '', ...body, ...(body.at(-1) === '' ? [] : [''])];

/** Rows of the table, our choice: what is shown of a longer one is left to the page and to the table of all. */
const ROWS = 1_000;

const soundLines = ({ sound }: Overview, anchors: Anchors): readonly string[] => [
  `| ${[page['head-source'], page['head-link'], page['head-content'], page['head-passages']].join(' | ')} |`,
  '|---|---|---|---|',
  ...Array.from(sound.part(0, ROWS), (source) => soundRow(source, anchors)),
  ...(sound.length > ROWS ? ['', fill(page['sound-more'], { n: sound.length - ROWS })] : []),
];

const offered = (source: SourceVerdict): string => {
  const offer = handInOffer(source);
  return offer === null ? '' : ` ${withLabel(esc(offer.how), codeMarkdown(offer.line))}`;
};

const sections = (o: Overview): readonly string[] => {
  const { named } = o;
  const anchors = anchorsOnce();
  const cases = (all: readonly Case[]) => all.flatMap((of) => caseLines(of, anchors));
  const carded = new Set(o.cases.map(({ id }) => id));
  const unlisted = [...o.unknown].filter((s) => s.link.status !== 'no-url' && !carded.has(s.id));
  return [
    ...section(page.todo, [
      ...cases(o.cases),
      ...o.piles.flatMap((p) => pileLines(p, named, anchors)),
    ]),
    ...section(page.decided, cases(groupBySource(o.acknowledged, named))),
    ...section(
      page.unlisted,
      unlisted.map(
        (s) => `- ${anchors(s)}${withLabel(titleLink(s), esc(doubt(s) ?? ''))}${offered(s)}`,
      ),
    ),
    ...section(
      page.resolved,
      o.resolved.map(
        (f) =>
          `- ${anchors(named.get(f.source))}${withLabel(esc(findingTitle(f, named)), esc(ended(f)))}`,
      ),
    ),
    ...section(page.sound, o.sound.length === 0 ? [] : soundLines(o, anchors)),
  ];
};

/** The night as a page of Markdown, `reports/latest.md`: the ranking of the reviewer's page, readable raw. */
export const renderMarkdown = (run: JudgedRun, publication: Publication = {}): string =>
  inLanguageOfRun(run, publication, () => markdownOf(run, publication));

const markdownOf = (run: JudgedRun, publication: Publication): string => {
  const offline = run.run.online
    ? []
    : [
        `**${fill(page.blind, { reason: offlineReason(run).words })}** ${run.findings.length > 0 ? page['blind-found'] : page['blind-nothing']}`,
        '',
      ];
  const since = offlineSinceWords(run);
  return [
    `# ${page['report-title']}`,
    '',
    ...reportTitles(run.sources, publication).map((t) => `**${esc(t)}**  `),
    esc(moment(run.run.startedAt)),
    '',
    ...(run.run.unkept === true
      ? [`**${messages.headline.unsaved}** ${messages.headline['unsaved-shown']}`, '']
      : []),
    ...(since === null ? [] : [`**${esc(since[0])}** ${esc(since[1])}`, '']),
    ...(offline.length > 0 ? offline : [headline(run), '']),
    ...checkedFiles(publication).flatMap(({ file, words }) => [`[${esc(words)}](${file})`, '']),
    ...sections(overview(run)),
  ].join('\n');
};
