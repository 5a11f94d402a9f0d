import { searchByHand } from '../../model/publisher-sites.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { day } from '../dates.js';
import { sourceAddress, touched } from '../finding-evidence.js';
import { type Html, html } from '../html.js';
import { omissionEvidence, omittedWords } from '../omission-evidence.js';
import { doubt, groupBySource, type Overview, type Pile } from '../overview.js';
import { rowAddress } from '../publication.js';
import { editionReason } from '../reasons/edition.js';
import { CONTENT, EDITION, ended, kindWords, linkWords, quoteWords, sentence, WITNESS } from '../words.js';
import { anchor, caseArticle, evidence, mark } from './case.js';

/** A small thing that is the case at many places: one row, the places folded. */
export const pileArticle = (pile: Pile, verdicts: Overview['named']): Html => {
  return html`
<article id="${pile.kind}" data-in="${pile.severity}${pile.kind === 'no-url' && ' unknown'}" data-find>
${mark(pile.severity, kindWords(pile).name)}
<h3>${pile.title}</h3>
<p class="todo">${pile.action}</p>
<details><summary>Show all ${pile.findings.length}</summary><ul>${pile.findings.map((f) => {
    const source = verdicts.get(f.source) ?? null;
    const where = touched(f, source).map(
      (c) => `cited in ${c.section ?? c.id}${c.accessed === null ? '' : `, last read ${day(c.accessed)}`}`,
    );
    const quote = source === null ? undefined : quotesOf(source).find((q) => q.id === f.quote);
    const search = pile.kind === 'no-url' && source !== null ? searchByHand(source) : null;
    return html`<li>${source?.title ?? f.source} <span class="soft small">${source?.publisher}${where.length > 0 && `, ${where.join('; ')}`}</span>${search !== null && html` ${anchor(search, 'look for it at the publisher')}`}${quote && html`<div class="small">${sentence(quoteWords(quote))}</div>${evidence(omissionEvidence(quote))}`}</li>`;
  })}</ul></details></article>`;
};

const title = (source: SourceVerdict): Html => {
  const address = sourceAddress(source);
  return address?.kind === 'address' && address.open
    ? anchor(address.url, source.title)
    : html`<span>${source.title}</span>`;
};

const quotesOf = (source: SourceVerdict) => source.citations.flatMap((c) => c.quotes);

const passages = (source: SourceVerdict): string => {
  const quotes = quotesOf(source);
  if (quotes.length === 0) return 'none quoted';
  const [first] = quotes;
  if (quotes.length === 1 && first !== undefined) return quoteWords(first);
  const intact = quotes.filter((q) => q.verdict === 'intact').length;
  return `${intact} of ${quotes.length} stand`;
};

/** What its quotations leave out, folded. */
const leftOut = (source: SourceVerdict): Html | false => {
  const words = quotesOf(source).flatMap(omittedWords);
  return (
    words.length > 0 &&
    html`<details class="small"><summary>Words left out</summary>${evidence(words)}</details>`
  );
};

const lastRead = (source: SourceVerdict): string =>
  source.citations
    .map((c) => c.accessed)
    .filter((d) => d !== null)
    .toSorted()
    .at(-1) ?? '';

const row = (source: SourceVerdict): Html => {
  const link = linkWords(source.link);
  const witness = source.witness === 'live' ? '' : `; read ${WITNESS[source.witness]}`;
  const edition =
    source.edition.status === 'unknown'
      ? sentence(editionReason(source.edition.why))
      : EDITION[source.edition.status];
  const read = lastRead(source);
  return html`<tr id="${source.id}" data-find><td>${title(source)}<div class="soft small">${source.publisher}</div></td>
<td data-label="Link">${link}${witness}</td><td data-label="Content">${CONTENT[source.content.change]}</td>
<td data-label="Passages">${passages(source)}${leftOut(source)}</td><td data-label="Edition">${edition}</td>
<td data-label="Last read" data-key="${read}">${read === '' ? 'not said' : day(read)}</td></tr>`;
};

/** The sources that stand, one row each. */
export const soundTable = (sources: Iterable<SourceVerdict>): Html => html`
<table class="stack sortable"><thead><tr>${['Source', 'Link', 'Content', 'Passages', 'Edition', 'Last read'].map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
<tbody>${Array.from(sources, row)}</tbody></table>`;

/** The sources that could not be checked, each with the reason. Those without an address have a row of their own. */
export const unknownList = (sources: readonly SourceVerdict[]): Html => html`
<ul>${sources.map((s) => html`<li id="${s.id}" data-find>${title(s)} <span class="soft small">${s.publisher}</span><br>${doubt(s)}</li>`)}</ul>`;

/** What was decided, with the reason, and what became of it. */
export const decidedList = (overview: Overview): Html =>
  html`${groupBySource(overview.acknowledged, overview.named).map((c) => caseArticle(c, 'decided'))}`;

/** What is over since the run before. */
export const resolvedList = ({ resolved, named }: Overview): Html =>
  html`<ul>${resolved.map((f) => html`<li data-find><a href="${rowAddress('', f.source)}">${named.get(f.source)?.title ?? f.source}</a>: ${ended(f)}</li>`)}</ul>`;
