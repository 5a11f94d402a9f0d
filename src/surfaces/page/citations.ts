import { type Finding, sourcesOfFinding } from '../../model/finding.js';
import { manualSearchUrl } from '../../model/publisher-sites.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { JudgedRun } from '../../model/run.js';
import { type CitationVerdict, isElsewhere, type SourceVerdict } from '../../model/verdict.js';
import { indexOf } from '../../model/verdicts.js';
import { shorten } from '../../passage/text/sentences.js';
import { type Html, html, Html as Markup, shellWord, textAttributes } from '../escape.js';
import { omittedWords, openUrl } from '../evidence.js';
import {
  type CitationState,
  doubt,
  isIn,
  overview,
  type SectionTally,
  tallyCitations,
} from '../overview.js';
import { rowAddress } from '../publication.js';
import { byHandWords, handInOffer } from '../saved-page.js';
import type { Locale } from '../words/locale.js';
import { editionReason, kindWords, quoteWords, SEVERITY_MARK, sentence } from '../words/words.js';
import { anchor, evidence, onDemand } from './case-card.js';
import { type SectionAddress, sectionId, sectionName, sums } from './sections.js';
import type { View } from './style.js';

/** One row of the list: a citation, or a source that no report cites. */
interface Entry {
  readonly source: SourceVerdict;
  readonly citation: CitationVerdict | null;
  readonly standing: CitationState;
  /** What makes it need work, was decided of it, or is told of its address or page. */
  readonly finding: Finding | undefined;
  /** True for the row at which the source itself is found, when it has no card. */
  readonly isFirst: boolean;
}

/** Characters of the beginning of a quotation, our choice: two lines of a phone. */
const BEGINNING = 90;

/** A quotation to read, folded to its first lines; one that a card shows whole is called by its beginning, so that it is printed once. */
const quotation = (
  locale: Locale,
  quote: QuoteVerdict,
  more: Html | false,
  isOnCard: boolean,
): Html => {
  const text = isOnCard ? shorten(quote.text, BEGINNING) : quote.text;
  const left = isOnCard ? [] : omittedWords(locale, quote);
  return html`<details class="quote"><summary><q class="text"${textAttributes(text)}>${text}</q></summary>${more}${left.length > 0 && evidence(locale, left)}</details>`;
};

const source = (locale: Locale, { source: of, isFirst }: Entry, carded: boolean): Html => {
  const url = openUrl(locale, of, of.citations[0]?.quotes[0]);
  const id = isFirst && !carded && html` id="${of.id}"`;
  const name = url === null ? html`<span>${of.title}</span>` : anchor(locale, url, of.title);
  return html`<p class="small"${id}><span class="of">${name}</span> <span class="soft">${of.publisher}</span></p>`;
};

const edition = (locale: Locale, { edition: { status, why } }: SourceVerdict): string => {
  if (status !== 'unknown') return sentence(locale.statuses.edition[status]);
  return why.kind === 'no-series' ? '' : sentence(editionReason(locale, why));
};

/** Where a document was read that was not fetched from its own address; empty for one that was. */
const readAt = (locale: Locale, { byHand, witness }: SourceVerdict): string => {
  if (byHand !== undefined) return sentence(byHandWords(locale, byHand));
  if (!isElsewhere(witness) && witness !== 'browser') return '';
  return locale.fill(locale.messages.page.read, { place: locale.statuses.witness[witness] });
};

const factsOf = (locale: Locale, { source: of, citation }: Entry): Html => {
  const facts = [
    locale.fill(locale.messages.page['page-is'], {
      id: citation?.id ?? of.id,
      change: locale.statuses.content[of.content.change],
    }),
    edition(locale, of),
    readAt(locale, of),
  ];
  return html`<p class="small soft">${citation?.cited && html`<span class="text">${citation.cited}</span><br>`}${facts.filter(Boolean).join(' ')}</p>`;
};

/** Where a small thing is told of a citation that is where what was read puts it. */
const findingLink = (locale: Locale, finding: Finding | undefined): Html | false =>
  finding !== undefined &&
  html` <a class="low small" href="${rowAddress('', finding.source)}">${SEVERITY_MARK[finding.severity]} ${kindWords(locale, finding).name}</a>`;

/** What needs a person, or is decided, as a link to where that is told. */
const taskLink = (locale: Locale, { source: of, standing, finding }: Entry): Html => {
  const severity = finding?.severity ?? 'low';
  const name = finding === undefined ? locale.messages.page.todo : kindWords(locale, finding).name;
  const isWork = standing === 'work';
  const words = isWork
    ? `${SEVERITY_MARK[severity]} ${name}`
    : locale.fill(locale.messages.page['decided-because'], { decision: name });
  return html`<a class="${isWork && severity}" href="${rowAddress('', finding?.source ?? of.id)}">${words}</a>`;
};

/** Why nothing is known, and how that is mended: by a command, a file that is handed in, a search. */
const unknownWords = (locale: Locale, { source: of, citation, finding }: Entry): Html => {
  const isLost = of.link.status === 'no-url';
  const search = isLost && manualSearchUrl(of);
  const alone = citation === null ? of : { ...of, citations: [citation] };
  const offer = locale.namesCommands ? handInOffer(locale, of) : null;
  const line = isLost && locale.namesCommands && `citewatch find ${shellWord(of.id)}`;
  return html`${doubt(locale, alone) ?? locale.messages.page.unchecked}${line && html` <span class="small">${locale.fillHtml(locale.messages.page['look-for'], { command: html`<code class="copy">${line}</code>` })}</span>`}${offer !== null && html` <span class="small">${locale.fillHtml(locale.messages.shared.labelled, { label: html`${offer.how}`, text: html`<code class="copy">${offer.line}</code>` })}</span>`}${search && html` ${anchor(locale, search, locale.messages.page.search)}`}${findingLink(locale, finding)}`;
};

/** What was found, in words: for what needs a person, where that is told. */
const findingWords = (locale: Locale, entry: Entry): Html => {
  switch (entry.standing) {
    case 'work':
    case 'decided':
      return taskLink(locale, entry);
    case 'unknown':
      return unknownWords(locale, entry);
    case 'stand': {
      const { citation, finding } = entry;
      const fates = new Set((citation?.quotes ?? []).map((quote) => quoteWords(locale, quote)));
      return html`${[...fates].map(sentence).join(' ') || locale.messages.page.opens}${findingLink(locale, finding)}`;
    }
  }
};

const VIEW: Readonly<Record<CitationState, View>> = {
  work: 'high',
  decided: 'decided',
  unknown: 'unknown',
  stand: 'sound',
};

/** The list of all citations, and what its rows have to know of the cards. */
export interface CitationList {
  /** The sections in their order, each with its rows. */
  readonly sections: readonly {
    readonly section: SectionTally;
    readonly entries: readonly Entry[];
  }[];
  /** The view that shows the card of a source; sources without a card are not in it. */
  readonly cards: ReadonlyMap<string, View>;
  readonly piled: ReadonlySet<string>;
  readonly settled: ReadonlySet<string>;
  /** Ids of all sources: where a citation has one of them, that leads to the source. */
  readonly sources: ReadonlySet<string>;
  /** True where several reports are listed, so that a section is called by its report too. */
  readonly several: boolean;
  /** True where what is folded is made when it is unfolded: all of it would make a page slow. */
  readonly isMuch: boolean;
}

/** Citations and findings up to which all that is folded is on the page from the start, our choice. */
const MAX_EAGER_ROWS = 200;

export function citationListOf(locale: Locale, run: JudgedRun): CitationList {
  const { acknowledged, cases, piles } = overview(locale, run);
  const { ids, reports } = indexOf(run.sources);
  const standings = tallyCitations(run);
  const seen = new Set<string>();
  const entriesOf = (source: SourceVerdict, section: SectionTally): readonly Entry[] => {
    const cited =
      section.report === null ? [null] : source.citations.filter((one) => isIn(one, section));
    return cited.map((citation) => {
      const { state: standing, finding } = standings.of(source, citation);
      const isFirst = !seen.has(source.id);
      seen.add(source.id);
      return { source, citation, standing, finding, isFirst };
    });
  };
  return {
    sections: standings.sections.map((section) => ({
      section,
      entries: [...new Set(section.rows)].flatMap((row) =>
        entriesOf(run.sources.at(row) as SourceVerdict, section),
      ),
    })),
    cards: new Map<string, View>([
      ...acknowledged.map(({ source }) => [source, 'decided'] as const),
      ...cases.map(({ id, severity }) => [id, severity] as const),
    ]),
    piled: new Set(piles.flatMap(({ findings }) => findings.map(({ source }) => source))),
    settled: new Set(acknowledged.flatMap(sourcesOfFinding)),
    sources: new Set(ids),
    several: reports.length > 1,
    isMuch:
      run.findings.length + standings.sections.reduce((n, { rows }) => n + rows.length, 0) >
      MAX_EAGER_ROWS,
  };
}

/** In which views a row is seen: that of its state, and that of what else is told of it. */
const viewsOf = (
  { source: of, standing, finding }: Entry,
  { cards, piled, settled }: CitationList,
): ReadonlySet<View> => {
  const isWork = standing === 'work';
  const own = isWork ? (cards.get(finding?.source ?? of.id) ?? VIEW.work) : VIEW[standing];
  const isTold = !isWork && standing !== 'decided' && finding !== undefined;
  const views = new Set<View>([own]);
  if (isTold || piled.has(of.id)) views.add('low');
  if (settled.has(of.id)) views.add('decided');
  return views;
};

/** True where something was asked: its own page, a copy or an archive. */
const wasAsked = ({ link: { status }, witness }: SourceVerdict): boolean =>
  (status !== 'unjudged' && status !== 'no-url') || witness === 'copy' || witness === 'archive';

const checkedDay = (locale: Locale, { source: of, finding }: Entry): string => {
  const at = wasAsked(of) ? of.at : (of.byHand?.at ?? finding?.seen?.at);
  if (at !== undefined) return locale.day(at);
  return of.link.status === 'no-url'
    ? locale.messages.page.never
    : locale.messages.page['not-tonight'];
};

/** The id of a row of its own; null where that leads to a source. */
const nameOf = (citation: CitationVerdict | null, { sources }: CitationList): string | null =>
  citation === null || sources.has(citation.id) ? null : citation.id;

const row = (locale: Locale, entry: Entry, list: CitationList): Html => {
  const { source: of, citation, standing } = entry;
  const hasCard = list.cards.has(of.id);
  const views = viewsOf(entry, list);
  const name = hasCard ? null : nameOf(citation, list);
  const id = name !== null && html` id="${name}"`;
  const quotes = citation?.quotes ?? [];
  return html`<tr${id} class="${standing}" data-in="${[...views].join(' ')}" data-source="${of.id}" data-publisher="${of.publisher}" data-find>
<td>${quotes.map((quote, n) => quotation(locale, quote, n === 0 && factsOf(locale, entry), entry.finding?.quote === quote.id))}${quotes.length === 0 && html`<span class="soft">${locale.messages.page['nothing-quoted']}</span>${factsOf(locale, entry)}`}${source(locale, entry, hasCard)}</td>
<td data-label="${locale.messages.page['head-found']}">${findingWords(locale, entry)}</td>
<td class="day" data-label="${locale.messages.page['head-accessed']}">${citation?.accessed == null ? locale.messages.page['not-said'] : locale.day(citation.accessed)}</td>
<td class="day" data-label="${locale.messages.page['head-checked']}">${checkedDay(locale, entry)}</td></tr>`;
};

export function viewsCounted(list: CitationList): ReadonlyMap<View, number> {
  const counted = new Map<View, number>();
  for (const { entries } of list.sections)
    for (const entry of entries)
      for (const view of viewsOf(entry, list)) counted.set(view, (counted.get(view) ?? 0) + 1);
  return counted;
}

const HEADS = ['head-citation', 'head-found', 'head-accessed', 'head-checked'] as const;

const portionFold = (locale: Locale, portion: Portion, list: CitationList): Html => {
  const { section, entries, from } = portion;
  const id = from === 0 && html` id="${sectionId(section)}"`;
  const isWhole = entries.length === section.rows.length;
  const own = sectionName(locale, section);
  const name =
    list.several && section.report !== null
      ? locale.fill(locale.messages.page['section-of'], { report: section.report, section: own })
      : own;
  const table = html`<table class="stack citations"><thead><tr>${HEADS.map((head) => html`<th scope="col">${locale.messages.page[head]}</th>`)}</tr></thead><tbody>${entries.map((entry) => row(locale, entry, list))}</tbody></table>`;
  return html`<details class="section"${id} data-section="${sectionId(section)}">
<summary>${locale.fillHtml(locale.messages.shared.labelled, { label: html`<h3>${name}</h3>`, text: html`<span class="soft small">${sums(locale, section.tally)}${!isWhole && locale.fill(locale.messages.page.rows, { from: from + 1, to: from + entries.length, of: section.rows.length })}</span>` })}</summary>${onDemand(list.isMuch, table)}</details>`;
};

/** The ids that lead to the row of an entry, and not to a card. */
const idsOf = ({ source: of, citation, isFirst }: Entry, list: CitationList): readonly string[] => {
  if (list.cards.has(of.id)) return [];
  const name = nameOf(citation, list);
  return [...(isFirst ? [of.id] : []), ...(name === null ? [] : [name])];
};

export const citationsOnPage = (
  locale: Locale,
  portions: readonly Portion[],
  list: CitationList,
): Html => html`${portions.map((one) => portionFold(locale, one, list))}`;

export const elsewhere = (locale: Locale, parts: Parts, here: number): Html | false => {
  const name = (portion: Portion | undefined): string =>
    portion === undefined ? '' : sectionName(locale, portion.section);
  const link = (portions: readonly Portion[], n: number): Html => {
    const words = locale.fill(locale.messages.page['page-span'], {
      from: name(portions[0]),
      to: name(portions.at(-1)),
    });
    return html`${n > 0 && ' · '}${n + 1 === here ? html`<b>${words}</b>` : html`<a href="${partFile(n + 1)}">${words}</a>`}`;
  };
  return (
    parts.length > 1 &&
    html`<p class="soft">${locale.fillHtml(locale.messages.page.pages, { pages: parts.length, links: html`${parts.map(link)}` })}</p>`
  );
};

/** For the script: the other file in which an id is found, so that every address leads to its row. */
export const whereabouts = (parts: Parts, list: CitationList): Html | false => {
  const files = parts.slice(1).map((portions, n) => {
    const ids = portions.flatMap(({ entries }) => entries.flatMap((entry) => idsOf(entry, list)));
    return [partFile(n + 2), ids] as const;
  });
  const json = JSON.stringify(Object.fromEntries(files)).replaceAll('<', '\\u003c');
  return files.length > 0 && new Markup(`<script type="application/json">${json}</script>`);
};

/** The file in which a section's citations begin, and the fold there. */
export const addressIn = (parts: Parts): SectionAddress => {
  const files = new Map<SectionTally, number>();
  for (const [n, portions] of parts.entries())
    for (const { section } of portions) if (!files.has(section)) files.set(section, n + 1);
  return (section) => {
    const file = files.get(section) ?? 1;
    return rowAddress(file === 1 ? '' : partFile(file), sectionId(section));
  };
};

/** Some citations of a section: those from its row `from` (counted from 0). */
interface Portion {
  readonly section: SectionTally;
  readonly entries: readonly Entry[];
  readonly from: number;
}

export type Parts = readonly (readonly Portion[])[];

/** Citations up to which all stand on one page, our choice: what a browser has ready in a second, folded. */
const WHOLE = 10_000;
/** Citations of a page where there are more, our choice: what a telephone opens. */
const PART = 2_500;

/** The list cut into pages, section by section; at least one page, though it be empty. */
export function inParts({ sections }: CitationList, isWhole = false): Parts {
  const all = sections.reduce((n, { entries }) => n + entries.length, 0);
  const size = isWhole || all <= WHOLE ? Number.POSITIVE_INFINITY : PART;
  const parts: Portion[][] = [[]];
  let room = size;
  for (const { section, entries } of sections)
    for (let from = 0; from < entries.length; ) {
      if (room === 0) {
        parts.push([]);
        room = size;
      }
      const some = entries.slice(from, from + room);
      parts.at(-1)?.push({ section, entries: some, from });
      room -= some.length;
      from += some.length;
    }
  return parts;
}

/** The file of a page, from 1. */
export const partFile = (n: number): string => (n === 1 ? 'index.html' : `citations-${n}.html`);
