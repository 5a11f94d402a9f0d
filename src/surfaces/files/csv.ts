import { byUrgency, type Finding } from '../../model/finding.js';
import type { QuoteVerdict } from '../../model/quote.js';
import type { JudgedRun } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { withoutHidden } from '../escape.js';
import { bySource, type Publication, publishedRow } from '../publication.js';
import { quoteReason } from '../words/documents.js';
import { actionOf } from '../words/findings.js';
import { linkReason } from '../words/links.js';
import { ENGLISH } from '../words/locale.js';

/**
 * Beginnings that make a spreadsheet compute a cell instead of showing it: the signs of a formula, also full-width ones, after
 * anything that is not seen.
 */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−\t\r]/u;

/** One cell (RFC 4180), with an apostrophe before what a spreadsheet would take for a formula, and nothing hidden in it. */
export const escapeCsv = (cell: string): string => {
  const shown = withoutHidden(cell);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

interface Row {
  readonly source: SourceVerdict;
  readonly citation: CitationVerdict | null;
  readonly quote: QuoteVerdict | null;
  /** Of this row, most urgent first. */
  readonly findings: readonly Finding[];
}

/** What stands in a column; scripts read columns by position, so a new one goes last. */
type Cell = (
  row: Row,
  run: JudgedRun,
  publication: Publication,
) => string | number | null | undefined;

const COLUMNS: readonly (readonly [string, Cell])[] = [
  ['source', (r) => r.source.id],
  ['publisher', (r) => r.source.publisher],
  ['title', (r) => r.source.title],
  ['report', (r) => r.citation?.report],
  ['citation', (r) => r.citation?.id],
  ['quote', (r) => r.quote?.id],
  ['section', (r) => r.citation?.section],
  ['accessed', (r) => r.citation?.accessed],
  ['currency', (r) => r.citation?.currency],
  ['url', (r) => r.source.url],
  ['link', (r) => r.source.link.status],
  ['link_reason', (r) => linkReason(ENGLISH, r.source.link.why)],
  ['witness', (r) => r.source.witness],
  ['content', (r) => r.source.content.change],
  ['passage', (r) => r.quote?.verdict],
  ['tier', (r) => r.quote?.tier],
  ['similarity', (r) => r.quote?.similarity],
  ['passage_reason', (r) => r.quote && quoteReason(ENGLISH, r.quote.why)],
  ['edition', (r) => r.source.edition.status],
  ['newer_editions', (r) => r.source.edition.newer.map((e) => e.edition).join(' ')],
  ['severity', (r) => r.findings[0]?.severity],
  ['findings', (r) => r.findings.map((f) => `${f.kind} (${f.state})`).join('; ')],
  ['action', (r) => r.findings.map((f) => actionOf(ENGLISH, f)).join(' ')],
  ['where', (r) => r.quote?.where],
  ['left_out', (r) => r.quote?.omitted?.map(({ where, text }) => `${where}: ${text}`).join(' | ')],
  ['quoted', (r) => (r.findings.length > 0 ? r.quote?.text : null)],
  ['stands_now', (r) => (r.quote?.verdict === 'altered' ? r.quote.found : null)],
  ['archived_copy', (r) => r.source.archive?.url],
  ['since', (r) => r.findings[0]?.since.slice(0, 10)],
  ['row', (r, _, publication) => publishedRow(publication, r.citation?.id ?? r.source.id)],
  ['evidence_run', evidenceRun],
];

/** The run whose capture a row's verdict rests on; null where none was kept, or where it is not known which. */
function evidenceRun(
  { source, quote, findings: [gravest] }: Row,
  { run }: JudgedRun,
): number | null {
  if (run.evidence === undefined) return null;
  if (gravest?.seen !== undefined) return gravest.seen.run;
  const { witness, link } = source;
  if (witness === 'person' || (witness === 'none' && link.http === null)) return null;
  if (link.why.kind !== 'not-modified') return run.rejudges ?? run.id;
  return quote?.verdict === 'intact' ? (gravest?.capture?.run ?? null) : null;
}

/** A finding and, after it, its consequences, in the finding's own state. */
const withConsequences = (finding: Finding): readonly Finding[] => [
  finding,
  ...(finding.consequences ?? []).map((one) => ({ ...one, state: finding.state })),
];

function rowsOf(source: SourceVerdict, own: readonly Finding[]): readonly Row[] {
  const row = (citation: CitationVerdict | null, quote: QuoteVerdict | null): Row => {
    const concerns = (f: Finding): boolean =>
      (f.citation === null || f.citation === citation?.id) &&
      (f.quote === null || f.quote === quote?.id);
    return { source, citation, quote, findings: own.filter(concerns) };
  };
  if (source.citations.length === 0) return [row(null, null)];
  return source.citations.flatMap((c) =>
    c.quotes.length === 0 ? [row(c, null)] : c.quotes.map((q) => row(c, q)),
  );
}

/**
 * The run as a table (RFC 4180, UTF-8 with a byte order mark), `reports/latest.csv`: one row a quotation, or a citation without one, or a
 * source without either. The words are those of the JSON, so that they can be filtered.
 */
export const renderCsv = (run: JudgedRun, publication: Publication = {}): string => {
  const open = run.findings.filter((f) => f.state !== 'resolved').toSorted(byUrgency);
  const findings = bySource(open.flatMap(withConsequences));
  const rows = [...run.sources].flatMap((source) => rowsOf(source, findings.get(source.id) ?? []));
  const lines = [
    COLUMNS.map(([name]) => name),
    ...rows.map((row) => COLUMNS.map(([, cell]) => String(cell(row, run, publication) ?? ''))),
  ];
  return `\ufeff${lines.map((cells) => `${cells.map(escapeCsv).join(',')}\r\n`).join('')}`;
};
