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
import { localeOfRun, type Publication, place, reportTitles, touchedIn } from '../publication.js';
import { handInOffer } from '../saved-page.js';
import { messageOf } from '../words/findings.js';
import type { Locale } from '../words/locale.js';
import { answerOf } from '../words/old-prints.js';
import { todoWords } from '../words/remedies.js';
import {
  endWords,
  fateWords,
  kindWords,
  linkWords,
  moment,
  quoteWords,
  SEVERITY_MARK,
  withLabel,
} from '../words/words.js';

/** Characters of a passage that are shown in a list. */
const PASSAGE = 400;

const fates = (
  locale: Locale,
  newer: readonly NewerEdition[],
  quotes: readonly QuoteVerdict[],
): readonly string[] =>
  quotes.flatMap((quote) =>
    newer.map((edition) => {
      const fate = edition.quotes.find((q) => q.quote === quote.id);
      const verdict =
        fate === undefined ? locale.messages.page['not-compared'] : fateWords(locale, fate);
      const told = locale.fill(locale.messages.page.fate, {
        quote: esc(quote.id),
        edition: esc(edition.edition),
        fate: verdict,
      });
      return fate && fate.diff.length > 0
        ? withLabel(locale, told, diffToMarkdown(fate.diff))
        : told;
    }),
  );

const lines = (locale: Locale, e: FindingEvidence): readonly string[] => {
  switch (e.kind) {
    case 'words':
      return [withLabel(locale, e.label, diffToMarkdown(e.parts))];
    case 'passage':
      return [
        withLabel(
          locale,
          e.label,
          locale.fill(locale.messages.shared.quoted, { text: esc(shorten(e.text, PASSAGE)) }),
        ),
      ];
    case 'fact':
    case 'consequence':
      return [withLabel(locale, e.label, esc(e.text))];
    case 'line':
      return [withLabel(locale, e.label, codeMarkdown(e.line))];
    case 'address':
      return [linkMarkdown(e.label, e.url, e.open)];
    case 'fates':
      return fates(locale, e.newer, e.quotes);
  }
};

const findingLines = (
  locale: Locale,
  finding: Finding,
  { verdict: source, about }: Case,
): readonly string[] => {
  const cited = touchedIn(finding, about).map((citation) => place(locale, citation));
  const since = esc(
    locale.fill(locale.messages.page.state, {
      since: finding.state === 'new' ? 'new' : finding.since,
    }),
  );
  const decision = answerOf(locale, finding);
  const answer =
    decision === undefined
      ? locale.fill(locale.messages.page['what-to-do'], { what: esc(todoWords(locale, finding)) })
      : locale.fill(locale.messages.page['decided-because'], { decision: esc(decision) });
  return [
    `- **${SEVERITY_MARK[finding.severity]} ${withLabel(locale, locale.statuses.severity[finding.severity], kindWords(locale, finding).name)}** (${since}). ${esc(messageOf(locale, finding))}`,
    `  - ${answer}`,
    ...evidenceOf(locale, finding, source)
      .flatMap((e) => lines(locale, e))
      .map((line) => `  - ${line}`),
    ...(cited.length > 0
      ? [`  - ${locale.fill(locale.messages.page.at, { places: esc(locale.sideBySide(cited)) })}`]
      : []),
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

const caseLines = (locale: Locale, of: Case, anchors: Anchors): readonly string[] => [
  [...of.about.values()].map(anchors).join(''),
  '',
  `### ${esc(caseTitle(locale, of))}`,
  '',
  ...(of.verdict === null ? [] : [`${esc(of.verdict.publisher)} · ${codeMarkdown(of.id)}`, '']),
  ...of.findings.flatMap((f) => findingLines(locale, f, of)),
  '',
];

const pileLines = (
  locale: Locale,
  pile: Pile,
  named: Overview['named'],
  anchors: Anchors,
): readonly string[] => [
  `### ${pile.title}`,
  '',
  `${SEVERITY_MARK[pile.severity]} ${locale.statuses.severity[pile.severity]}. ${esc(pile.action)}`,
  '',
  `<details><summary>${locale.messages.page.show}</summary>`,
  '',
  ...pile.findings.map(
    (f) =>
      `- ${anchors(named.get(f.source))}${esc(named.get(f.source)?.title ?? f.source)}${f.citation === null ? '' : ` (${esc(f.citation)})`}`,
  ),
  '',
  '</details>',
  '',
];

const titleLink = (locale: Locale, source: SourceVerdict): string =>
  linkMarkdown(source.title, openUrl(locale, source));

const soundRow = (locale: Locale, source: SourceVerdict, anchors: Anchors): string => {
  const passages = locale.sideBySide([
    ...new Set(source.citations.flatMap((c) => c.quotes.map((a) => quoteWords(locale, a)))),
  ]);
  return `| ${anchors(source)}${titleLink(locale, source)} | ${linkWords(locale, source.link)} | ${locale.statuses.content[source.content.change]} | ${passages} |`;
};

const section = (heading: string, body: readonly string[]): readonly string[] =>
  body.length === 0 ? [] : [`## ${heading}`, '', ...body, ...(body.at(-1) === '' ? [] : [''])];

/** Rows of the table, our choice: what is shown of a longer one is left to the page and to the table of all. */
const ROWS = 1_000;

const soundLines = (locale: Locale, { sound }: Overview, anchors: Anchors): readonly string[] => [
  `| ${[locale.messages.page['head-source'], locale.messages.page['head-link'], locale.messages.page['head-content'], locale.messages.page['head-passages']].join(' | ')} |`,
  '|---|---|---|---|',
  ...Array.from(sound.part(0, ROWS), (source) => soundRow(locale, source, anchors)),
  ...(sound.length > ROWS
    ? ['', locale.fill(locale.messages.page['sound-more'], { n: sound.length - ROWS })]
    : []),
];

const offeredLines = (locale: Locale, source: SourceVerdict): string => {
  const offer = handInOffer(locale, source);
  return offer === null ? '' : ` ${withLabel(locale, esc(offer.how), codeMarkdown(offer.line))}`;
};

const sections = (locale: Locale, o: Overview): readonly string[] => {
  const { named } = o;
  const anchors = anchorsOnce();
  const cases = (all: readonly Case[]) => all.flatMap((of) => caseLines(locale, of, anchors));
  const carded = new Set(o.cases.map(({ id }) => id));
  const unlisted = [...o.unknown].filter((s) => s.link.status !== 'no-url' && !carded.has(s.id));
  return [
    ...section(locale.messages.page.todo, [
      ...cases(o.cases),
      ...o.piles.flatMap((p) => pileLines(locale, p, named, anchors)),
    ]),
    ...section(locale.messages.page.decided, cases(groupBySource(o.acknowledged, named))),
    ...section(
      locale.messages.page.unlisted,
      unlisted.map(
        (s) =>
          `- ${anchors(s)}${withLabel(locale, titleLink(locale, s), esc(doubt(locale, s) ?? ''))}${offeredLines(locale, s)}`,
      ),
    ),
    ...section(
      locale.messages.page.resolved,
      o.resolved.map(
        (f) =>
          `- ${anchors(named.get(f.source))}${withLabel(locale, esc(findingTitle(locale, f, named)), esc(endWords(locale, f)))}`,
      ),
    ),
    ...section(
      locale.messages.page.sound,
      o.sound.length === 0 ? [] : soundLines(locale, o, anchors),
    ),
  ];
};

/** The night as a page of Markdown, `reports/latest.md`: the ranking of the reviewer's page, readable raw. */
export const renderMarkdown = (run: JudgedRun, publication: Publication = {}): string =>
  markdownOf(localeOfRun(run, publication), run, publication);

const markdownOf = (locale: Locale, run: JudgedRun, publication: Publication): string => {
  const offline = run.run.online
    ? []
    : [
        `**${locale.fill(locale.messages.page.blind, { reason: offlineReason(locale, run).words })}** ${run.findings.length > 0 ? locale.messages.page['blind-found'] : locale.messages.page['blind-nothing']}`,
        '',
      ];
  const since = offlineSinceWords(locale, run);
  return [
    `# ${locale.messages.page['report-title']}`,
    '',
    ...reportTitles(run.sources, publication).map((t) => `**${esc(t)}**  `),
    esc(moment(locale, run.run.startedAt)),
    '',
    ...(run.run.unkept === true
      ? [`**${locale.messages.headline.unsaved}** ${locale.messages.headline['unsaved-shown']}`, '']
      : []),
    ...(since === null ? [] : [`**${esc(since[0])}** ${esc(since[1])}`, '']),
    ...(offline.length > 0 ? offline : [headline(locale, run), '']),
    ...checkedFiles(locale, publication).flatMap(({ file, words }) => [
      `[${esc(words)}](${file})`,
      '',
    ]),
    ...sections(locale, overview(locale, run)),
  ].join('\n');
};
