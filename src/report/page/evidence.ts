import type { DiffPart } from '../../model/content-verdict.js';
import type { NewerEdition } from '../../model/edition-verdict.js';
import type { QuoteVerdict } from '../../model/quote-verdict.js';
import { shorten } from '../../text/whitespace.js';
import { day } from '../dates.js';
import { diffToHtml } from '../diff/diff-view.js';
import { type Html, html, webUrl } from '../html.js';
import { setting } from '../lang.js';
import type { FindingEvidence } from '../shown-evidence.js';
import { fateWords } from '../words.js';

/** A quotation longer than this is folded to its beginning; about eight lines. */
const FOLD = 600;

/** An address to open, or to read where a browser must not go. */
export const anchor = (url: string, label: string, open = true): Html => {
  const target = open ? webUrl(url) : null;
  return target === null
    ? html`${label}: <span class="soft">${url}</span>`
    : html`<a href="${target}" rel="noreferrer noopener external">${label}</a>`;
};

/** Attributes of what is shown otherwise than it is copied: the text to copy, and what the button calls it. */
export const copies = (text: string, what: string): Html => html` data-copy="${text}" data-what="${what}"`;

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
<thead><tr><th scope="col">Passage</th>${newer.map((e) => html`<th scope="col">${e.edition}${e.published && !day(e.published).includes(e.edition) && !e.edition.includes(day(e.published)) && html` <span class="small">(${day(e.published)})</span>`}</th>`)}</tr></thead>
<tbody>${quotes.map((q) => html`<tr><td>${q.id}<div class="text soft"${setting(q.text)}>${shorten(q.text, 120)}</div></td>${newer.map((e) => fate(e, q))}</tr>`)}</tbody></table>`;

/** What is shown beside a finding: addresses stand elsewhere on its card. */
export type Shown = Exclude<FindingEvidence, { kind: 'address' }>;

const item = (e: Shown): Html => {
  switch (e.kind) {
    case 'words':
      return html`<dt>${e.label}</dt><dd><div class="text${e.now !== undefined && ' copy'}"${e.now !== undefined && copies(e.now, 'what stands now')}${ofParts(e.parts)}>${diffToHtml(e.parts)}</div></dd>`;
    case 'passage':
      return html`<dt>${e.label}</dt><dd>${passage(e.text)}</dd>`;
    case 'fact':
    case 'consequence':
      return html`<dt>${e.label}</dt><dd>${e.text}</dd>`;
    case 'line':
      return html`<dt>${e.label}</dt><dd><code class="copy">${e.line}</code></dd>`;
    case 'fates':
      return html`<dt>Newer editions</dt><dd>${matrix(e.newer, e.quotes)}</dd>`;
  }
};

/** What is known, row by row. */
export const evidence = (all: readonly Shown[]): Html | false =>
  all.length > 0 && html`<dl>${all.map(item)}</dl>`;
