import { type Added, linkSeverity, quoteSeverity, type Severity } from '../model/finding.js';
import type { Imported } from '../model/manuscript.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { JudgedRun } from '../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import type { Citation, Source } from '../model/watchlist.js';
import { shorten } from '../passage/text/sentences.js';
import { diffToTerminal } from './diff/diff-view.js';
import { blind, workflowCommands } from './files/workflow.js';
import { offlineReason } from './headline.js';
import { lintWords, seriesWords } from './import.js';
import { nearestWords } from './publication.js';
import { painter, plain, wrap } from './terminal/screen.js';
import type { Screen } from './terminal/terminal.js';
import { contentReason, quoteReason } from './words/documents.js';
import { linkReason } from './words/links.js';
import type { Locale } from './words/locale.js';
import { count, linkWords, quoteWords, SEVERITY_MARK, sentence } from './words/words.js';

/** What became of an address, a day of access or a quotation that was added. */
export interface AddedClaim {
  readonly source: SourceVerdict;
  readonly citation: CitationVerdict;
  /** Id of the quotation; null for the citation itself. */
  readonly quote: string | null;
  /** Null when there is nothing to mend. */
  readonly severity: Severity | null;
  readonly name: string;
  readonly words: string;
}

export const addedClaims = (locale: Locale, run: JudgedRun, added: Added): readonly AddedClaim[] =>
  [...run.sources].flatMap((source) =>
    source.citations.flatMap((citation) => {
      const quotes = citation.quotes.filter(({ id }) => added.quotes.has(id));
      const cited = added.citations.has(citation.id) ? citationClaim(locale, source, citation) : [];
      return [...cited, ...quotes.map((quote) => quotationClaim(locale, quote))].map((claim) => ({
        source,
        citation,
        ...claim,
      }));
    }),
  );

type Claim = Omit<AddedClaim, 'source' | 'citation'>;

function citationClaim(
  locale: Locale,
  { link }: SourceVerdict,
  { currency, accessed, quotes }: CitationVerdict,
): readonly Claim[] {
  const severity = linkSeverity(link);
  const address = {
    quote: null,
    severity,
    name: `Address ${linkWords(locale, link)}`,
    words: sentence(linkReason(locale, link.why)),
  };
  const stale: Claim = {
    quote: null,
    severity: 'low',
    name: 'Last read long ago',
    words: `The citation gives ${accessed === null ? 'no day' : locale.day(accessed)} as the day on which the page was last read.`,
  };
  // What was kept from us is said of each quotation, which another witness may have heard.
  const isSaid = severity === 'medium' && quotes.length > 0;
  return [...(isSaid ? [] : [address]), ...(currency === 'stale' ? [stale] : [])];
}

function quotationClaim(locale: Locale, quote: QuoteVerdict): Claim {
  const { near, diff } = nearestWords(quote);
  const nearest =
    quote.verdict === 'intact' || near === null
      ? []
      : [`The nearest text: “${near}”`, `Word by word: ${diffToTerminal(diff, painter(false))}`];
  return {
    quote: quote.id,
    severity: quoteSeverity(quote),
    name: `Quotation ${quoteWords(locale, quote)}`,
    words: [sentence(quoteReason(locale, quote.why)), ...nearest].join(' '),
  };
}

/** What was added, citation by citation, and a line that sums it up. */
export function renderAdded(
  locale: Locale,
  run: JudgedRun,
  claims: readonly AddedClaim[],
  { width }: Screen,
): string {
  const cited = new Set<string>();
  const lines = claims.flatMap((claim) => {
    const {
      source,
      citation: { id },
    } = claim;
    const title = plain(`${id}: ${source.publisher}, “${source.title}”`);
    const address = `  ${plain(source.url ?? 'no address known')}`;
    const head = cited.has(id) ? [] : [...(cited.size > 0 ? [''] : []), title, address];
    cited.add(id);
    const mark = claim.severity === null ? '✓' : SEVERITY_MARK[claim.severity];
    return [
      ...head,
      `  ${mark} ${plain(`${claim.name}${claim.severity === null ? '.' : `: ${claim.words}`}`)}`,
    ];
  });
  const all = [...lines, '', checkSummary(locale, run, claims)];
  return `${all.map((line) => wrap(line, width, /^ */u.exec(line)?.[0])).join('\n')}\n`;
}

function checkSummary(locale: Locale, run: JudgedRun, claims: readonly AddedClaim[]): string {
  if (!run.run.online) return `${offlineReason(locale, run).words}: nothing was judged.`;
  const quotes = claims.filter(({ quote }) => quote !== null).length;
  const citations = new Set(claims.map(({ citation }) => citation.id)).size;
  const n = (severity: Severity) => claims.filter((claim) => claim.severity === severity).length;
  const ends = [
    ...(n('high') > 0 ? [`${n('high')} ${n('high') === 1 ? 'does' : 'do'} not stand.`] : []),
    ...(n('medium') > 0 ? [`${n('medium')} could not be checked.`] : []),
  ];
  const said = `${count(citations, 'citation', 'citations')} added or changed, with ${count(quotes, 'new quotation', 'new quotations')}.`;
  return [said, ...(ends.length > 0 ? ends : ['All of it stands.'])].join(' ');
}

/** What is to be mended of what was added, as GitHub workflow commands; `lineOf` gives the line of a quotation or a citation by its id. */
export function renderAddedAnnotations(
  locale: Locale,
  run: JudgedRun,
  claims: readonly AddedClaim[],
  file: string,
  lineOf: (id: string) => number | undefined,
): string {
  const annotations = claims.flatMap(({ severity, quote, citation, name, words }) => {
    const id = quote ?? citation.id;
    return severity === null
      ? []
      : [{ severity, line: lineOf(id), title: `${name}: ${id}`, text: words, n: 1 }];
  });
  return workflowCommands(file, run.run.online ? annotations : [blind(locale, run)]);
}

interface AddReport {
  readonly source: Source;
  readonly known: boolean;
  readonly byHost: boolean;
  readonly imported: Imported;
  /** The address that was asked, where it is not the one that was given. */
  readonly asked: string | null;
  readonly citation: Citation;
  readonly verdict: SourceVerdict;
  readonly quote: QuoteVerdict;
  readonly written: boolean;
  readonly file: string;
}

/** What was found at the address, how the quotation stands, and what was written. */
export function renderAdd(locale: Locale, report: AddReport, screen: Screen): string {
  const { source, known, byHost, asked, verdict, imported } = report;
  const { publisher, title, published, lang, id } = source;
  const dated = [published === null ? '' : `published ${published}`, lang ?? ''].filter(
    (part) => part !== '',
  );
  const lines = [
    `${known ? '=' : '+'} ${id}: ${publisher}, “${plain(title)}”${dated.length === 0 ? '' : ` (${dated.join(', ')})`}`,
    ...(known ? [knownWords(report)] : []),
    ...imported.series.map(
      (one) => `  Series: ${seriesWords(one)}. A newer edition will be looked for.`,
    ),
    ...(asked === null ? [] : [`  Asked and kept without what led there: ${asked}`]),
    ...(byHost
      ? ['  The page names no publisher: its host stands for it. Mend "publisher" in the file.']
      : []),
    ...(verdict.link.status === 'alive'
      ? []
      : [
          `  Address: ${linkWords(locale, verdict.link)}. ${sentence(linkReason(locale, verdict.link.why))}`,
        ]),
    ...(verdict.link.status === 'alive' && verdict.content.change === 'unread'
      ? [`  ${sentence(contentReason(locale, verdict.content.why))}`]
      : []),
    ...quoteLines(locale, report, screen),
    ...[lintWords(locale, imported.toMend)]
      .filter((words) => words !== '')
      .map((words) => `  ${words}`),
    closingLines(report),
  ];
  return `${lines.map((line) => wrap(line, screen.width, /^ */u.exec(line)?.[0])).join('\n')}\n`;
}

const knownWords = ({ imported: { changes } }: AddReport): string =>
  changes.some(({ kind }) => kind === 'source-filled')
    ? '  This source is in the file already, without an address: that is new, and the citation.'
    : '  This address is in the file already: only the citation is new.';

/** Characters of a passage, our choice: less than a line. */
const PASSAGE_LENGTH = 60;
/** Characters of other text in a passage's place, our choice: a line and its wrapped rest. */
const REPLACEMENT_LENGTH = 160;

/** Whether each quotation stands, in a line, and in a second one what stands in its place. */
export function renderVerified(
  locale: Locale,
  verdict: SourceVerdict,
  { width, colour }: Screen,
): string {
  const lines = verdict.citations[0]?.quotes.flatMap((quote) => {
    const severity = quoteSeverity(quote);
    const { near, diff } = nearestWords(quote);
    const { at, by } = whereRead(locale, quote, verdict);
    const mark = severity === null ? '✓' : SEVERITY_MARK[severity];
    const said = `${mark} “${plain(shorten(quote.text, PASSAGE_LENGTH))}” ${quoteReason(locale, quote.why)}${at}${by}`;
    if (severity === null || near === null) return [said];
    const isAltered = quote.verdict === 'altered';
    return [
      said,
      `  ${isAltered ? diffToTerminal(diff, painter(colour)) : nearestLine(shorten(near, REPLACEMENT_LENGTH))}`,
    ];
  });
  return `${lines?.map((line) => wrap(line, width, /^ */u.exec(line)?.[0])).join('\n')}\n`;
}

const nearestLine = (near: string, at = ''): string => `The nearest text${at}: “${near}”`;

/** On which page of a PDF a passage stands, and where it was read if not on the page itself. */
const whereRead = (locale: Locale, { page }: QuoteVerdict, { witness }: SourceVerdict) => ({
  at: page === null ? '' : `, on page ${page}`,
  by: witness === 'live' || witness === 'none' ? '' : `, ${locale.statuses.witness[witness]}`,
});

function quoteLines(
  locale: Locale,
  { quote, verdict }: AddReport,
  { colour }: Screen,
): readonly string[] {
  const { at, by } = whereRead(locale, quote, verdict);
  if (quote.verdict === 'intact') return [`  Quotation: ${quoteWords(locale, quote)}${at}${by}.`];
  const { near, diff } = nearestWords(quote);
  return [
    `  Quotation${by}: ${quoteReason(locale, quote.why)}`,
    ...(near === null ? [] : [`  ${nearestLine(near, at)}`]),
    ...(diff.length === 0 ? [] : [`  Word by word: ${diffToTerminal(diff, painter(colour))}`]),
  ];
}

function closingLines({ written, quote, citation, file }: AddReport): string {
  const held = quote.verdict === 'intact' ? '' : ', though the quotation was not seen to stand';
  return written
    ? `${file} written: citation ${citation.id}${held}`
    : `Nothing written. Mend the quotation, or write it as it is with --anyway.`;
}
