import type { Finding, Severity } from '../../model/finding.js';
import type {
  CitationVerdict,
  DiffPart,
  NewerEdition,
  QuoteVerdict,
  SourceVerdict,
} from '../../model/verdict.js';
import { day } from '../dates.js';
import { diffToHtml, shorten } from '../diff/diff-view.js';
import { evidenceOf, type FindingEvidence, place } from '../finding-evidence.js';
import { type Html, html, webUrl } from '../html.js';
import { settingOf } from '../lang.js';
import type { Case } from '../overview.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import { fateWords, kindWords, SEVERITY } from '../words.js';

/** A quotation longer than this is folded to its beginning; about eight lines. */
const FOLD = 600;

/** An address to open, or to read where a browser must not go. */
export const anchor = (url: string, label: string, open = true): Html => {
  const target = open ? webUrl(url) : null;
  return target === null
    ? html`${label}: <span class="soft">${url}</span>`
    : html`<a href="${target}" rel="noreferrer noopener external">${label}</a>`;
};

/** Shape and word of a severity. */
export const mark = (severity: Severity, name: string): Html =>
  html`<p class="mark ${severity}"><span aria-hidden="true">${SEVERITY[severity].mark}</span> ${SEVERITY[severity].word}: ${name}</p>`;

/** Attributes that set a text in its own language and direction. */
export const setting = (text: string): Html => {
  const { lang, dir } = settingOf(text);
  return html`${lang !== undefined && html` lang="${lang}"`} dir="${dir}"`;
};

/** A passage, of which a long one is folded to its first lines: the text stands there once. */
const passage = (text: string): Html =>
  text.length <= FOLD
    ? html`<span class="text"${setting(text)}>${text}</span>`
    : html`<details class="quote"><summary><q class="text"${setting(text)}>${text}</q></summary></details>`;

const ofParts = (parts: readonly DiffPart[]): Html => setting(parts.map(({ text }) => text).join(''));

const fate = (edition: NewerEdition, quote: QuoteVerdict): Html => {
  const found = edition.quotes.find((q) => q.quote === quote.id);
  if (found === undefined) return html`<td data-label="${edition.edition}">not compared</td>`;
  const words =
    found.diff.length > 0 && html`<div class="text"${ofParts(found.diff)}>${diffToHtml(found.diff)}</div>`;
  return html`<td data-label="${edition.edition}">${fateWords(found)}${words}</td>`;
};

/** The fate of each passage in each newer edition. */
const matrix = (newer: readonly NewerEdition[], quotes: readonly QuoteVerdict[]): Html => html`
<table class="stack" aria-label="What became of each passage in each newer edition">
<thead><tr><th scope="col">Passage</th>${newer.map((e) => html`<th scope="col">${e.edition}${e.published && html` <span class="small">(${day(e.published)})</span>`}</th>`)}</tr></thead>
<tbody>${quotes.map((q) => html`<tr><td>${q.id}<div class="text soft"${setting(q.text)}>${shorten(q.text, 120)}</div></td>${newer.map((e) => fate(e, q))}</tr>`)}</tbody></table>`;

type Shown = Exclude<FindingEvidence, { kind: 'address' }>;

const item = (e: Shown): Html => {
  switch (e.kind) {
    case 'words':
      return html`<dt>${e.label}</dt><dd class="text"${ofParts(e.parts)}>${diffToHtml(e.parts)}</dd>`;
    case 'passage':
      return html`<dt>${e.label}</dt><dd>${passage(e.text)}</dd>`;
    case 'fact':
    case 'consequence':
      return html`<dt>${e.label}</dt><dd>${e.text}</dd>`;
    case 'fates':
      return html`<dt>Newer editions</dt><dd>${matrix(e.newer, e.quotes)}</dd>`;
  }
};

/** What is known, row by row; all addresses in one. */
export const evidence = (all: readonly FindingEvidence[]): Html => {
  const links = all.flatMap((e) =>
    e.kind === 'address' ? [html`<div>${anchor(e.url, e.label, e.open)}</div>`] : [],
  );
  const rows = all.flatMap((e) => (e.kind === 'address' ? [] : [item(e)]));
  return html`<dl>${rows}${links.length > 0 && html`<dt>Open</dt><dd>${links}</dd>`}</dl>`;
};

/** One finding: on the left what is the case and what to do, on the right the evidence. */
const findingBlock = (finding: Finding, source: SourceVerdict | null): Html => html`
<section class="finding"><div>${mark(finding.severity, kindWords(finding).name)}
<p>${messageOf(finding)}</p>
${finding.decision === undefined ? html`<p class="todo">${actionOf(finding)}</p>` : html`<p class="todo">Decided: ${finding.decision}</p>`}
<p class="small soft" data-since="${finding.since}">${finding.state === 'new' ? 'New tonight' : `Since ${day(finding.since)}`}</p></div>
${evidence(evidenceOf(finding, source))}</section>`;

/** Citations of a source that are shown at once, our choice; more of them are folded. */
const SHOWN = 6;

const citedIn = (citations: readonly CitationVerdict[], isHome: boolean): Html => {
  const list = html`<ul class="cited small soft">${citations.map((c) => html`<li${isHome && html` id="${c.id}"`}>Cited in ${place(c)}${c.cited && html`: <span class="text">${c.cited}</span>`}</li>`)}</ul>`;
  return citations.length <= SHOWN
    ? list
    : html`<details><summary>Cited ${citations.length} times</summary>${list}</details>`;
};

/** How a card stands on the page: in which views, and whether the ids of its source and citations lead to it. */
export interface CardPlace {
  readonly views: string;
  readonly isHome: boolean;
}

/** What is wrong with the document before what became of its passages. */
const causeFirst = (findings: readonly Finding[]): readonly Finding[] => [
  ...findings.filter((f) => f.citation === null),
  ...findings.filter((f) => f.citation !== null),
];

/** One source that needs a person, with all that is wrong with it. */
export const caseArticle = ({ id, verdict, findings }: Case, { views, isHome }: CardPlace): Html => html`
<article${isHome && html` id="${id}"`} data-in="${views}" data-find>
<h3 dir="auto">${verdict?.title ?? id}</h3>
<p class="soft small">${verdict?.publisher ?? 'Not visited in this run'} · ${id}</p>
${causeFirst(findings).map((f) => findingBlock(f, verdict))}
${verdict !== null && citedIn(verdict.citations, isHome)}</article>`;
