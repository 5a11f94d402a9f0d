import type { Finding } from '../../model/finding.js';
import { searchByHand } from '../../model/publisher-sites.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Beside } from '../beside.js';
import { type Html, html } from '../html.js';
import { findingTitle, groupBySource, type Overview, type Pile } from '../overview.js';
import { rowAddress } from '../publication.js';
import { messageOf } from '../reasons/finding.js';
import { touched } from '../touched-citations.js';
import { ended, kindWords } from '../words.js';
import { caseArticle, mark } from './case.js';
import { anchor } from './evidence.js';

/** Kinds whose places all say the same. */
const ALIKE: ReadonlySet<Finding['kind']> = new Set<Finding['kind']>(['no-url', 'access-stale']);

/** One place of a pile: which source, where it is cited, and the row that has the rest. */
const piled = (finding: Finding, source: SourceVerdict | null, { decide }: Beside): Html => {
  const citations = touched(finding, source);
  const sections = citations.flatMap(({ section }) => section ?? []);
  const search = finding.kind === 'no-url' && source !== null && searchByHand(source);
  return html`<li><a href="${rowAddress('', citations[0]?.id ?? finding.source)}">${source?.title ?? finding.source}</a> <span class="soft small">${source?.publisher}${sections.length > 0 && `, section ${[...new Set(sections)].join(', ')}`}</span>${search && html` ${anchor(search, 'look for it at the publisher')}`}${decide !== undefined && html` <a href="${decide(finding.source)}" aria-label="Decide: ${source?.title ?? finding.source}">Decide</a>`}${!ALIKE.has(finding.kind) && html`<div class="small">${messageOf(finding)}</div>`}</li>`;
};

/** A small thing that is the case at many places: one row, the places folded, each leading to its row in the list. */
export const pileArticle = (pile: Pile, verdicts: Overview['named'], beside: Beside): Html => html`
<article data-in="${pile.severity}${pile.kind === 'no-url' && ' unknown'}" data-find>
${mark(pile.severity, kindWords(pile).name)}
<h3>${pile.title}</h3>
<p class="todo">${pile.action}</p>
<details><summary>${pile.findings.length === 1 ? 'Show it' : `Show all ${pile.findings.length}`}</summary><ul>${pile.findings.map((f) => piled(f, verdicts.get(f.source) ?? null, beside))}</ul></details></article>`;

/** What was decided, with the reason, and what became of it. `cards`: sources that have a card already. */
export const decidedList = (
  { acknowledged, named }: Overview,
  cards: ReadonlySet<string>,
  sources: ReadonlySet<string>,
  beside: Beside,
): Html =>
  html`${groupBySource(acknowledged, named).map((c) => caseArticle(c, { views: 'decided', isHome: !cards.has(c.id), sources, beside }))}`;

/** What is over since the run before. */
export const resolvedList = ({ resolved, named }: Overview): Html =>
  html`<ul>${resolved.map((f) => html`<li data-find><a href="${rowAddress('', f.source)}">${findingTitle(f, named)}</a>: ${ended(f)}</li>`)}</ul>`;
