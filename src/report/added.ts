import { type Added, gravityOfAddress, gravityOfQuote } from '../model/added.js';
import type { Severity } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { Run } from '../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import { blindness } from './blindness.js';
import { day } from './dates.js';
import { diffToTerminal } from './diff/diff-view.js';
import { nearestWords } from './nearest-words.js';
import { linkReason } from './reasons/link.js';
import { quoteReason } from './reasons/quote.js';
import { painter, plain, wrap } from './terminal/screen.js';
import type { Screen } from './terminal/terminal.js';
import { count, linkWords, quoteWords, SEVERITY, sentence } from './words.js';
import { blind, workflowCommands } from './workflow-commands.js';

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

/** What became of all that was added, in the order of the file. */
export const addedClaims = (run: Run<Verdicts>, added: Added): readonly AddedClaim[] =>
  [...run.sources].flatMap((source) =>
    source.citations.flatMap((citation) => {
      const quotes = citation.quotes.filter(({ id }) => added.quotes.has(id));
      const cited = added.citations.has(citation.id) ? citing(source, citation) : [];
      return [...cited, ...quotes.map(quoting)].map((claim) => ({ source, citation, ...claim }));
    }),
  );

type Claim = Omit<AddedClaim, 'source' | 'citation'>;

function citing({ link }: SourceVerdict, { currency, accessed, quotes }: CitationVerdict): readonly Claim[] {
  const severity = gravityOfAddress(link);
  const address = {
    quote: null,
    severity,
    name: `Address ${linkWords(link)}`,
    words: sentence(linkReason(link.why)),
  };
  const stale: Claim = {
    quote: null,
    severity: 'low',
    name: 'Last read long ago',
    words: `The citation gives ${accessed === null ? 'no day' : day(accessed)} as the day on which the page was last read.`,
  };
  // What was kept from us is said of each quotation, which another witness may have heard.
  const isSaid = severity === 'medium' && quotes.length > 0;
  return [...(isSaid ? [] : [address]), ...(currency === 'stale' ? [stale] : [])];
}

function quoting(quote: QuoteVerdict): Claim {
  const { near, diff } = nearestWords(quote);
  const nearest =
    quote.verdict === 'intact' || near === null
      ? []
      : [`The nearest text: “${near}”`, `Word by word: ${diffToTerminal(diff, painter(false))}`];
  return {
    quote: quote.id,
    severity: gravityOfQuote(quote),
    name: `Quotation ${quoteWords(quote)}`,
    words: [sentence(quoteReason(quote.why)), ...nearest].join(' '),
  };
}

/** What was added, citation by citation, and a line that sums it up. */
export function renderAdded(run: Run<Verdicts>, claims: readonly AddedClaim[], { width }: Screen): string {
  const cited = new Set<string>();
  const lines = claims.flatMap((claim) => {
    const { id } = claim.citation;
    const head = cited.has(id) ? [] : [...(cited.size > 0 ? [''] : []), ...headOf(claim)];
    cited.add(id);
    const mark = claim.severity === null ? '✓' : SEVERITY[claim.severity].mark;
    return [
      ...head,
      `  ${mark} ${plain(`${claim.name}${claim.severity === null ? '.' : `: ${claim.words}`}`)}`,
    ];
  });
  const all = [...lines, '', sum(run, claims)];
  return `${all.map((line) => wrap(line, width, /^ */u.exec(line)?.[0])).join('\n')}\n`;
}

const headOf = ({ citation, source }: AddedClaim): readonly string[] => [
  plain(`${citation.id}: ${source.publisher}, “${source.title}”`),
  `  ${plain(source.url ?? 'no address known')}`,
];

/** What the added citations come to, in a sentence or two. */
function sum(run: Run<Verdicts>, claims: readonly AddedClaim[]): string {
  if (!run.run.online) return `${blindness(run).words}: nothing was judged.`;
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
  run: Run<Verdicts>,
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
  return workflowCommands(file, run.run.online ? annotations : [blind(run)]);
}
