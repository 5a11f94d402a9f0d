import { byWeight, type Finding, type Severity } from '../../model/finding.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { asSeen, passageSeen } from '../as-seen.js';
import type { Beside } from '../beside.js';
import { offerOf } from '../by-hand.js';
import { day } from '../dates.js';
import { evidenceOf } from '../finding-evidence.js';
import { type Html, html } from '../html.js';
import { setting } from '../lang.js';
import { type Case, caseTitle } from '../overview.js';
import { rowAddress } from '../publication.js';
import { actionOf, messageOf } from '../reasons/finding.js';
import type { FindingEvidence } from '../shown-evidence.js';
import { place, touched } from '../touched-citations.js';
import { count, kindWords, SEVERITY } from '../words.js';
import { evidence, type Shown } from './evidence.js';
import { remedy } from './remedy.js';
import { sectionId } from './sections.js';
import { timeline } from './timeline.js';

/** Shape and word of a severity. */
export const mark = (severity: Severity, name: string): Html =>
  html`<p class="mark ${severity}"><span aria-hidden="true">${SEVERITY[severity].mark}</span> ${SEVERITY[severity].word}: ${name}</p>`;

type Address = FindingEvidence & { readonly kind: 'address' };
const isAddress = (e: FindingEvidence): e is Address => e.kind === 'address';

/** What is found, with whatever else is found in the same words at other places. */
interface Told {
  readonly finding: Finding;
  readonly again: readonly Finding[];
}

/** The words that came and went, by which a change is known again at another place; null where none are known. */
const changeOf = (finding: Finding, source: SourceVerdict | null): string | null => {
  const diff = passageSeen(finding, source)?.diff ?? [];
  const changed = diff.filter(({ op }) => op !== 'same').map(({ op, text }) => [op, text.trim()]);
  return changed.length === 0
    ? null
    : JSON.stringify([finding.kind, finding.severity, finding.state, changed]);
};

/** The graver first, and of what is as grave, what is wrong with the document before what became of its passages; the same change at many places once. */
const causeFirst = (findings: readonly Finding[], source: SourceVerdict | null): readonly Told[] => {
  const ordered = [
    ...findings.filter((f) => f.citation === null),
    ...findings.filter((f) => f.citation !== null),
  ].sort(byWeight);
  const groups = new Map<string, Finding[]>();
  for (const finding of ordered) {
    const change = changeOf(finding, source) ?? finding.id;
    groups.set(change, [...(groups.get(change) ?? []), finding]);
  }
  return [...groups.values()].map(([finding, ...again]) => ({ finding: finding as Finding, again }));
};

const alsoAt = (again: readonly Finding[], source: SourceVerdict | null): Html | false =>
  again.length > 0 &&
  html`<details class="small"><summary>The same change at ${count(again.length, 'more place', 'more places')}</summary><ul>${again.map((f) => html`<li>${touched(f, source).map((c) => html`<a href="${rowAddress('', c.id)}">${place(c)}</a>`)}</li>`)}</ul></details>`;

/** One finding: on the left what is the case and what to do, on the right the evidence. */
const findingBlock = (
  { finding, again }: Told,
  source: SourceVerdict | null,
  todo: Html | false,
): Html => html`
<section class="finding"><div>${mark(finding.severity, kindWords(finding).name)}
<p>${messageOf(finding)}</p>
${finding.decision === undefined ? html`<p class="todo">${actionOf(finding)}</p>` : html`<p class="todo">Decided: ${finding.decision}</p>`}
<p class="small soft" data-since="${finding.since}">${finding.state === 'new' ? 'New tonight' : `Since ${day(finding.since)}`}</p></div>
<div>${evidence(evidenceOf(finding, source).filter((e): e is Shown => !isAddress(e)))}${alsoAt(again, source)}${todo}</div></section>`;

/** Every address that the findings of a card lead to, once. */
const addressesOf = (findings: readonly Finding[], source: SourceVerdict | null): readonly Address[] => {
  const all = findings.flatMap((f) => evidenceOf(f, source).filter(isAddress));
  const archive = source?.archive;
  return [...new Map(all.map((e) => [e.url, e])).values()].filter(({ url }) => url !== archive?.url);
};

/** Citations of a source that are shown at once, our choice; more of them are folded. */
const SHOWN = 6;

/** Where a source is cited, and the others of its host of which its card tells: their rows in the list are where their ids lead. */
const citedIn = ({ id: own, about }: Case, { isHome, sources }: CardPlace): Html => {
  const item = (c: CitationVerdict, { id, title }: SourceVerdict): Html =>
    id === own
      ? html`<li${isHome && !sources.has(c.id) && html` id="${c.id}"`}>Cited in ${place(c)}${c.cited && html`: <span class="text">${c.cited}</span>`}</li>`
      : html`<li>Cited in <a href="${rowAddress('', c.id)}">${place(c)}</a>: <span class="text">${c.cited ?? title}</span></li>`;
  const citations = [...about.values()].flatMap((source) => source.citations.map((c) => item(c, source)));
  const list = html`<ul class="cited small soft">${citations}</ul>`;
  return citations.length <= SHOWN
    ? list
    : html`<details><summary>Cited ${citations.length} times</summary>${list}</details>`;
};

/** How a card stands on the page: in which views, and whether the ids of its source and citations lead to it. */
export interface CardPlace {
  readonly views: string;
  readonly isHome: boolean;
  /** Ids of all sources: where a citation has one of them, that leads to the source. */
  readonly sources: ReadonlySet<string>;
  readonly beside: Beside;
}

/** One source that needs a person, with all that is wrong with it. */
export const caseArticle = (of: Case, at: CardPlace): Html => {
  const { views, isHome, beside } = at;
  const { id, verdict, about, findings } = of;
  const life = beside.lives?.get(id);
  const since = findings.map((f) => f.since);
  const known = verdict && findings.reduce((source, finding) => asSeen(finding, source), verdict);
  const sections = [...new Set([...about.values()].flatMap(({ citations }) => citations.map(sectionId)))];
  return html`
<article${isHome && html` id="${id}"`} data-in="${views}" data-sections="${sections.join('\n')}" data-find>
<h3${setting(caseTitle(of))}>${caseTitle(of)}</h3>
<p class="soft small"><span>${verdict?.publisher ?? 'Not visited in this run'}</span> · ${id}</p>
${beside.decide !== undefined && html`<p><a href="${beside.decide(id)}" aria-label="Decide: ${caseTitle(of)}">Decide</a>${verdict !== null && offerOf(verdict) !== null && html` · <a href="${beside.decide(id)}#witness">Drop the saved page here</a>`}</p>`}
${life !== undefined && timeline(id, life, since, beside.runs ?? [])}
${causeFirst(findings, verdict).map((told, n) => findingBlock(told, verdict, n === 0 && remedy({ ...of, verdict: known }, life, addressesOf(findings, verdict))))}
${verdict !== null && citedIn(of, at)}</article>`;
};
