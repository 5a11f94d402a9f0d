import type { DiffPart } from '../../model/content.js';
import type { NewerEdition } from '../../model/edition.js';
import {
  compareSeverity,
  FINDINGS,
  type Finding,
  isActive,
  isServedByCopy,
  type Severity,
} from '../../model/finding.js';
import type { QuoteVerdict } from '../../model/quote.js';
import { isProven } from '../../model/remedy.js';
import type { RunFacts } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../passage/text/sentences.js';
import { diffToHtml, shortDiff } from '../diff/diff-view.js';
import { type Html, html, isolateRuns, shellWord, textAttributes, webUrl } from '../escape.js';
import {
  evidenceOf,
  type FindingAddress,
  type FindingEvidence,
  lastObservedQuote,
  lastObservedSource,
} from '../evidence.js';
import { alike, sectionsCited } from '../mail/entry.js';
import { type Case, caseTitle, withOthers } from '../overview.js';
import type { Beside, NightOutcome, SourceHistory, SourceNight } from '../page-context.js';
import {
  citationsTouched,
  groupItems,
  place,
  rowAddress,
  runFolder,
  runsOf,
  touchedIn,
} from '../publication.js';
import { handInOffer } from '../saved-page.js';
import { captureReason } from '../words/documents.js';
import { actionOf, messageOf } from '../words/findings.js';
import type { Locale } from '../words/locale.js';
import { answerOf } from '../words/old-prints.js';
import { changedIn, proofWords, remedyLabel, remedyWords } from '../words/remedies.js';
import { fateWords, kindWords, SEVERITY_MARK, sentence, withLabel } from '../words/words.js';
import { sectionId } from './sections.js';

const markedName = (locale: Locale, severity: Severity, name: string): Html =>
  html`<span aria-hidden="true">${SEVERITY_MARK[severity]}</span> ${withLabel(locale, locale.statuses.severity[severity], name)}`;

export const mark = (locale: Locale, severity: Severity, name: string): Html =>
  html`<p class="mark ${severity}">${markedName(locale, severity, name)}</p>`;

/** What is made part of a page when it is opened, where there is much: a `noscript` is one text where scripts run, and all there where none do. */
export const onDemand = (isMuch: boolean, body: Html): Html =>
  isMuch ? html`<noscript>${body}</noscript>` : body;

/** What mends a finding, in the last cell of its line. */
const remedyCell = (locale: Locale, finding: Finding): Html => {
  const { why, remedies = [], owner } = finding;
  const decision = answerOf(locale, finding);
  const first = remedies.find(isProven);
  const words =
    first === undefined ? actionOf(locale, { why }) : sentence(remedyLabel(locale, first));
  const diff = first?.kind === 'quote' && decision === undefined && changedIn(first.proof)[0];
  const change = diff && html`<span class="change"${ofParts(diff)}>${shortDiff(diff)}</span> `;
  const by =
    owner !== undefined &&
    html` <span class="soft">${locale.fillHtml(locale.messages.remedy.takenOn, { owner })}</span>`;
  return html`<span class="todo">${change}${decision === undefined ? words : locale.fill(locale.messages.page['decided-because'], { decision })}${by}</span>`;
};

/** One line of the list: what is the case, where, and what to do. */
export const line = (locale: Locale, finding: Finding, since: Html | false, where: Html): Html =>
  html`<span class="what"><span class="mark ${finding.severity}">${markedName(locale, finding.severity, kindWords(locale, finding).name)}</span>${since}</span><div class="where">${where}</div>${remedyCell(locale, finding)}`;

const isAddress = (e: FindingEvidence): e is FindingAddress => e.kind === 'address';
/** Where there are no commands, there are buttons. */
const isShown = (locale: Locale, e: FindingEvidence): e is Shown =>
  !isAddress(e) && !(!locale.namesCommands && e.kind === 'line');

interface Told {
  readonly finding: Finding;
  readonly again: readonly Finding[];
}

/** The words that came and went, by which a change is known again at another place; null where none are known. */
const changeOf = (finding: Finding, source: SourceVerdict | null): string | null => {
  const diff = lastObservedQuote(finding, source)?.diff ?? [];
  const changed = diff.filter(({ op }) => op !== 'same').map(({ op, text }) => [op, text.trim()]);
  return changed.length === 0
    ? null
    : JSON.stringify([finding.kind, finding.severity, finding.state, changed]);
};

/** The graver first, and of what is as grave, what is wrong with the document before what became of its passages; the same change at many places once. */
const causeFirst = (
  findings: readonly Finding[],
  source: SourceVerdict | null,
): readonly Told[] => {
  const ordered = [
    ...findings.filter((f) => f.citation === null),
    ...findings.filter((f) => f.citation !== null),
  ].sort(compareSeverity);
  const groups = groupItems(ordered, (finding) => changeOf(finding, source) ?? finding.id);
  return [...groups.values()].map(([finding, ...again]) => ({ finding, again }));
};

const alsoAt = (
  locale: Locale,
  again: readonly Finding[],
  source: SourceVerdict | null,
): Html | false =>
  again.length > 0 &&
  html`<details class="small"><summary>${locale.fill(locale.messages.page['also-at'], { n: again.length })}</summary><ul>${again.map((f) => html`<li>${citationsTouched(f, source).map((c) => html`<a href="${rowAddress('', c.id)}">${place(locale, c)}</a>`)}</li>`)}</ul></details>`;

/** One finding: on the left what is the case and what to do, on the right the evidence. */
const findingBlock = (
  locale: Locale,
  { finding, again }: Told,
  source: SourceVerdict | null,
  todo: Html | false,
): Html => html`
<section class="finding"><div>${mark(locale, finding.severity, kindWords(locale, finding).name)}
<p>${isolateRuns(messageOf(locale, finding))}</p></div>
<div>${evidence(
  locale,
  evidenceOf(locale, finding, source).filter((e) => isShown(locale, e)),
)}${alsoAt(locale, again, source)}${todo}</div></section>`;

const addressesOf = (
  locale: Locale,
  findings: readonly Finding[],
  source: SourceVerdict | null,
): readonly FindingAddress[] => {
  const all = findings.flatMap((f) => evidenceOf(locale, f, source).filter(isAddress));
  const archive = source?.archive;
  return [...new Map(all.map((e) => [e.url, e])).values()].filter(
    ({ url }) => url !== archive?.url,
  );
};

/** Citations of a source that are shown at once, our choice; more of them are folded. */
const SHOWN = 6;

const citationAt = (locale: Locale, place: Html, cited: string | null): Html =>
  locale.fillHtml(locale.messages.page['cited-in'], {
    place,
    cited: cited && html`<span class="text">${cited}</span>`,
  });

/** Where a source is cited, and the others of its host of which its card tells: their rows in the list are where their ids lead. */
const citations = (
  locale: Locale,
  { id: own, about }: Case,
  { isHome, sources }: CardPlace,
): Html => {
  const item = (c: CitationVerdict, { id, title }: SourceVerdict): Html =>
    id === own
      ? html`<li${isHome && !sources.has(c.id) && html` id="${c.id}"`}>${citationAt(locale, html`${place(locale, c)}`, c.cited)}</li>`
      : html`<li>${citationAt(locale, html`<a href="${rowAddress('', c.id)}">${place(locale, c)}</a>`, c.cited ?? title)}</li>`;
  const items = [...about.values()].flatMap((source) =>
    source.citations.map((c) => item(c, source)),
  );
  const list = html`<ul class="cited small soft">${items}</ul>`;
  return items.length <= SHOWN
    ? list
    : html`<details><summary>${locale.fill(locale.messages.page['cited-times'], { n: items.length })}</summary>${list}</details>`;
};

/** How a card stands on the page: in which views, and whether the ids of its source and citations lead to it. */
interface CardPlace {
  readonly views: string;
  readonly isHome: boolean;
  /** Ids of all sources: where a citation has one of them, that leads to the source. */
  readonly sources: ReadonlySet<string>;
  readonly beside: Beside;
  /** True where several reports are told of. */
  readonly several: boolean;
  /** Whether it lies open, is folded, or is made when it is unfolded. */
  readonly lies: 'open' | 'folded' | 'on-demand';
}

/** Of a single look there is no night to be new in. */
const newWords = (locale: Locale, { why }: Finding): string =>
  why.single === true ? locale.messages.issue.new : locale.messages.page['new-tonight'];

/** `title`: null where it stands in the line above. `of`: the source whose own line it is. */
const findingLine = (
  locale: Locale,
  finding: Finding,
  title: string | null,
  cases: readonly Case[],
  several: boolean,
  of: string | null,
): Html => {
  const cited = cases.flatMap(({ about, findings }) =>
    findings.flatMap((f) => touchedIn(f, about)),
  );
  const places =
    cited.length === 1
      ? cited.map((citation) => place(locale, citation)).join('')
      : sectionsCited(locale, cases, several);
  const since = html` <span class="since"${of !== null && html` data-since="${finding.since}"`}>${finding.state === 'new' ? newWords(locale, finding) : locale.fill(locale.messages.page.since, finding)}</span>`;
  const where = html`${title !== null && html`<h3${textAttributes(title)}>${title}</h3>`}<span class="soft small"><bdi>${places}</bdi>${of !== null && ` · ${of}`}</span>`;
  return line(locale, finding, since, where);
};

export const caseArticle = (locale: Locale, of: Case, at: CardPlace): Html => {
  const { views, isHome, beside, lies } = at;
  const { id, verdict, about, findings } = of;
  const life = beside.lives?.get(id);
  const since = findings.map((f) => f.since);
  const known =
    verdict && findings.reduce((source, finding) => lastObservedSource(finding, source), verdict);
  const sections = [
    ...new Set([...about.values()].flatMap(({ citations }) => citations.map(sectionId))),
  ];
  const told = causeFirst(findings, verdict);
  // Where the page is served, folders of other nights are not.
  const runs = beside.decide === undefined ? (beside.runs ?? []) : [];
  const card = html`
<p class="soft small">${verdict?.publisher ?? locale.messages.page['not-visited']}</p>
${life !== undefined && timeline(locale, id, life, since, runs)}
${told.map((one, n) => findingBlock(locale, one, verdict, n === 0 && remedy(locale, { ...of, verdict: known }, life, addressesOf(locale, findings, verdict))))}
${verdict !== null && citations(locale, of, at)}`;
  return html`
<article${isHome && html` id="${id}"`} data-in="${views}" data-sections="${sections.join('\n')}" data-find><details class="case"${lies === 'open' && html` open`}><summary>${told.map(({ finding, again }, n) => findingLine(locale, finding, n === 0 ? caseTitle(locale, of) : null, [{ ...of, findings: [finding, ...again] }], at.several, id))}</summary>${onDemand(lies === 'on-demand', card)}</details>
${beside.decide !== undefined && html`<p class="small decide"><a href="${beside.decide(id)}" aria-label="${locale.fill(locale.messages.serve.decide, { title: caseTitle(locale, of) })}">${locale.messages.page.decide}</a>${verdict !== null && handInOffer(locale, verdict) !== null && html` · <a href="${beside.decide(id)}#witness">${locale.messages.page['drop-here']}</a>`}</p>`}</article>`;
};

/** Cards in the mail’s groups: of one host, or one change, there is one line, which opens to a line each. */
export const caseList = (
  locale: Locale,
  cases: readonly Case[],
  placeOf: (of: Case) => CardPlace,
): readonly Html[] =>
  alike(cases).map((group) => {
    const [first] = group;
    const articles = html`${group.map((of) => caseArticle(locale, of, placeOf(of)))}`;
    if (group.length === 1) return articles;
    const others = new Set(group.flatMap(({ about }) => [...about.keys()])).size - 1;
    const title = withOthers(locale, first.verdict?.title ?? first.id, others);
    const views = new Set(group.flatMap((of) => placeOf(of).views.split(' ')));
    // Where it is decided, each is one click away.
    const isOpen = placeOf(first).beside.decide !== undefined;
    return html`
<details class="alike case" data-in="${[...views].join(' ')}"${isOpen && html` open`}><summary>${findingLine(locale, first.findings[0], title, group, placeOf(first).several, null)}</summary>${articles}</details>`;
  });

const toCopy = (text: string): Html => html`<code class="copy">${text}</code>`;

const ackLines = (id: string, findings: readonly Finding[]): readonly string[] => {
  const open = findings.filter(isActive);
  const about = (kind: Finding['kind']) => (open.length === 1 ? '' : ` --about ${kind}`);
  return [
    ...new Set(open.map(({ kind }) => `citewatch ack ${shellWord(id)}${about(kind)} --reason "…"`)),
  ];
};

const archivedCopy = (locale: Locale, { id, archive }: SourceVerdict): Html => {
  if (archive === null)
    return locale.fillHtml(locale.messages.page['no-copy'], {
      command: toCopy(`citewatch archive ${shellWord(id)}`),
    });
  const { url, carriesPassage } = archive;
  const copy = anchor(locale, url, locale.fill(locale.messages.page.copy, archive));
  if (carriesPassage === true)
    return html`<span class="copy"${copies(webUrl(url) ?? url, locale.messages.page['the-address'])}>${locale.fillHtml(locale.messages.page['copy-carries'], { copy })}</span>`;
  return locale.fillHtml(
    carriesPassage === false
      ? locale.messages.page['copy-lacks']
      : locale.messages.page['copy-unread'],
    { copy },
  );
};

/** What our own capture shows, and where commands are shown the one that files it. */
const ownCapture = (
  locale: Locale,
  id: string,
  capture: NonNullable<SourceHistory['capture']>,
): Html => {
  const { run, fault } = capture;
  const command = toCopy(`citewatch evidence export ${shellWord(id)} --run ${run}`);
  return html`${locale.fill(locale.messages.page.capture, capture)} ${fault !== undefined && html`<strong>${locale.fill(locale.messages.page['capture-unsound'], { reason: captureReason(locale, fault) })}</strong> `}${locale.namesCommands && locale.fillHtml(locale.messages.page['capture-file'], { command })}`;
};

const successor = (locale: Locale, { edition }: SourceVerdict): Html => {
  const next = edition.newer.at(-1);
  if (next === undefined) return html`${locale.messages.page['no-successor']}`;
  const name = locale.fill(locale.messages.evidence.edition, next);
  return next.url === null ? html`${name}` : anchor(locale, next.url, name);
};

/** A citation line whose publisher and title, in whatever direction they are written, turn nothing else around. */
function isolatedWords(line: string): Html {
  const [from, to] = [line.indexOf('“'), line.indexOf('”')];
  if (from < 0 || to < from) return html`${line}`;
  const publisher = line.slice(0, from).replace(/, $/u, '');
  const comma = line.slice(publisher.length, from);
  return html`<bdi>${publisher}</bdi>${comma}“<bdi>${line.slice(from + 1, to)}</bdi>${line.slice(to)}`;
}

const remedy = (
  locale: Locale,
  { id, verdict, findings }: Case,
  life: SourceHistory | undefined,
  addresses: readonly FindingAddress[],
): Html | false => {
  const isTakenBack = findings.some(({ kind }) => FINDINGS[kind].takenBack === true);
  const wantsCopy = findings.some(({ kind }) => isServedByCopy(kind));
  const item = (label: string, body: Html): Html => html`<dt>${label}</dt><dd>${body}</dd>`;
  const [lines, mends] = !locale.namesCommands
    ? [[], []]
    : [ackLines(id, findings), findings.flatMap(({ remedies = [] }) => remedies)];
  const offered = new Map(mends.map((one) => [one.id, one] as const));
  const paste = life?.lines ?? [];
  const items = [
    offered.size > 0 &&
      item(
        locale.messages.serve.remedies,
        html`${[...offered.values()].map((one) => html`<div>${remedyWords(locale, one)}. ${proofWords(locale, one)}<br>${toCopy(`citewatch fix ${shellWord(one.source)} --${one.kind}`)}</div>`)}`,
      ),
    addresses.length > 0 &&
      item(
        locale.messages.page['remedy-open'],
        html`${addresses.map((e) => html`<div>${anchor(locale, e.url, e.label, e.open)}</div>`)}`,
      ),
    verdict !== null &&
      (verdict.archive !== null || wantsCopy) &&
      item(locale.messages.page['remedy-copy'], archivedCopy(locale, verdict)),
    life?.capture != null &&
      item(locale.messages.page['remedy-capture'], ownCapture(locale, id, life.capture)),
    verdict !== null &&
      isTakenBack &&
      item(locale.messages.page['remedy-successor'], successor(locale, verdict)),
    paste.length > 0 &&
      item(
        isTakenBack
          ? locale.messages.page['remedy-cite-kept']
          : locale.messages.page['remedy-cite'],
        html`${paste.map((line) => html`<span class="copy text">${isolatedWords(line)}</span>`)}`,
      ),
    lines.length > 0 && item(locale.messages.page['remedy-keep'], html`${lines.map(toCopy)}`),
  ];
  return items.some(Boolean) && html`<dl class="remedy">${items}</dl>`;
};

/** Heights of the bars, so that nights can be told apart without colours: the taller, the graver. */
const HEIGHT: Readonly<Record<NightOutcome, number>> = {
  offline: 2,
  stood: 4,
  older: 7,
  unknown: 10,
  failed: 13,
  differed: 16,
};

/** Pixels of a night, gap included, our choice. */
const STEP = 6;

const nightsWords = (locale: Locale, nights: readonly [SourceNight, ...SourceNight[]]): string => {
  const [{ word, at }, ...more] = nights;
  const last = more.at(-1);
  const what = locale.statuses.nightOutcome[word];
  return locale.fill(locale.messages.page.nights, {
    from: locale.day(at),
    to: last && locale.day(last.at),
    what,
    n: nights.length,
  });
};

const bar = (locale: Locale, { word, at }: SourceNight, n: number): Html =>
  html`<rect class="${word}" x="${n * STEP}" y="${16 - HEIGHT[word]}" width="${STEP - 1}" height="${HEIGHT[word]}"><title>${withLabel(locale, locale.day(at), locale.statuses.nightOutcome[word])}</title></rect>`;

/** The reports of the nights on which something of a source began, where they have a folder of their own. */
const earlierReports = (
  locale: Locale,
  id: string,
  since: readonly string[],
  runs: readonly RunFacts[],
): Html | false => {
  const nights = runs.slice(0, -1).filter(({ startedAt }) => since.includes(startedAt));
  return (
    nights.length > 0 &&
    html`<p class="small">${locale.fillHtml(locale.messages.page['first-told'], { links: html`${nights.map((run) => html`<a href="./${runFolder(run)}/${rowAddress('index.html', id)}">${locale.day(run.startedAt)}</a> `)}` })}</p>`
  );
};

/** A source's latest nights: a bar each, and in words. `since`: when what is found of it was opened. */
const timeline = (
  locale: Locale,
  id: string,
  { nights }: SourceHistory,
  since: readonly string[],
  runs: readonly RunFacts[],
): Html | false => {
  if (nights.length === 0) return false;
  const width = nights.length * STEP;
  return html`<details class="life"><summary><svg width="${width}" height="16" viewBox="0 0 ${width} 16" role="img" aria-label="${locale.fill(locale.messages.page['nights-last'], { n: nights.length, what: locale.statuses.nightOutcome[nights.at(-1)?.word ?? 'unknown'] })}">${nights.map((a, n) => bar(locale, a, n))}</svg> <span class="small">${locale.fill(locale.messages.page['nights-count'], { n: nights.length })}</span></summary>
<ul class="small">${runsOf(nights, ({ word }) => word).map((run) => html`<li>${nightsWords(locale, run)}</li>`)}</ul>${earlierReports(locale, id, since, runs)}</details>`;
};

/** A quotation longer than this is folded to its beginning; about eight lines. */
const FOLD = 600;

/** An address to open, or to read where a browser must not go. */
export const anchor = (locale: Locale, url: string, label: string, open = true): Html => {
  const target = open ? webUrl(url) : null;
  return target === null
    ? locale.fillHtml(locale.messages.shared.labelled, {
        label,
        text: html`<span class="soft">${url}</span>`,
      })
    : html`<a href="${target}" rel="noreferrer noopener external">${label}</a>`;
};

/** Attributes of what is shown otherwise than it is copied: the text to copy, and what the button calls it. */
const copies = (text: string, what: string): Html => html` data-copy="${text}" data-what="${what}"`;

/** A passage, of which a long one is folded to its first lines: the text stands there once. */
const passage = (text: string): Html =>
  text.length <= FOLD
    ? html`<span class="text"${textAttributes(text)}>${text}</span>`
    : html`<details class="quote"><summary><q class="text"${textAttributes(text)}>${text}</q></summary></details>`;

const ofParts = (parts: readonly DiffPart[]): Html =>
  textAttributes(parts.map(({ text }) => text).join(''));

const fate = (locale: Locale, edition: NewerEdition, quote: QuoteVerdict): Html => {
  const found = edition.quotes.find((q) => q.quote === quote.id);
  if (found === undefined)
    return html`<td data-label="${edition.edition}">${locale.messages.page['not-compared']}</td>`;
  const words =
    found.diff.length > 0 &&
    html`<div class="text"${ofParts(found.diff)}>${diffToHtml(found.diff)}</div>`;
  return html`<td data-label="${edition.edition}">${fateWords(locale, found)}${words}</td>`;
};

const matrix = (
  locale: Locale,
  newer: readonly NewerEdition[],
  quotes: readonly QuoteVerdict[],
): Html => html`
<table class="stack" aria-label="${locale.messages.page.fates}">
<thead><tr><th scope="col">${locale.messages.page.passage}</th>${newer.map((e) => html`<th scope="col">${e.edition}${e.published && !locale.day(e.published).includes(e.edition) && !e.edition.includes(locale.day(e.published)) && html` <span class="small">(${locale.day(e.published)})</span>`}</th>`)}</tr></thead>
<tbody>${quotes.map((q) => html`<tr><td>${q.id}<div class="text soft"${textAttributes(q.text)}>${shorten(q.text, 120)}</div></td>${newer.map((e) => fate(locale, e, q))}</tr>`)}</tbody></table>`;

/** What is shown beside a finding: addresses stand elsewhere on its card. */
type Shown = Exclude<FindingEvidence, { kind: 'address' }>;

const evidenceItem = (locale: Locale, e: Shown): Html => {
  switch (e.kind) {
    case 'words':
      return html`<dt>${e.label}</dt><dd><div class="text${e.now !== undefined && ' copy'}"${e.now !== undefined && copies(e.now, locale.messages.page['stands-now'])}${ofParts(e.parts)}>${diffToHtml(e.parts)}</div></dd>`;
    case 'passage':
      return html`<dt>${e.label}</dt><dd>${passage(e.text)}</dd>`;
    case 'fact':
    case 'consequence':
      return html`<dt>${e.label}</dt><dd>${isolateRuns(e.text)}</dd>`;
    case 'line':
      return html`<dt>${e.label}</dt><dd><code class="copy">${e.line}</code></dd>`;
    case 'fates':
      return html`<dt>${locale.messages.page['newer-editions']}</dt><dd>${matrix(locale, e.newer, e.quotes)}</dd>`;
  }
};

export const evidence = (locale: Locale, all: readonly Shown[]): Html | false =>
  all.length > 0 && html`<dl>${all.map((e) => evidenceItem(locale, e))}</dl>`;
