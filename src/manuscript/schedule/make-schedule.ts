import {
  covers,
  type DisputedIssue,
  type Schedule,
  type ScheduleGroup,
  type ScheduleRow,
  sectionsOf,
} from '../../model/manuscript.js';
import { isVisiblePassage, type QuoteVerdict } from '../../model/quote.js';
import type { SourceVerdict } from '../../model/verdict.js';
import {
  type Citation,
  type PartialDate,
  type Quote,
  quoteId,
  type Report,
  type ReportChange,
  type Source,
} from '../../model/watchlist.js';
import { asylosLine, citeSource } from '../cite/citation-line.js';

/** A source of a report, and what every look at it said, latest first. */
export interface SourceRead {
  readonly source: Source;
  readonly verdicts: readonly SourceVerdict[];
}

/** What a schedule is about: the issues (null for the sections of the report), its day, and what was decided and is not in the report yet. */
export interface ScheduleOrder {
  readonly issues: readonly DisputedIssue[] | null;
  readonly on: PartialDate;
  readonly pending: readonly ReportChange[];
}

/** The country schedule of a report, as it is printed: every citation by section, or those on the issues. `reads`: by id of the source. */
export function makeSchedule(
  report: Report,
  reads: ReadonlyMap<string, SourceRead>,
  { issues, on, pending }: ScheduleOrder,
): Schedule {
  const rowsOf = (citations: readonly Citation[]): readonly ScheduleRow[] =>
    citations.flatMap((citation) => {
      const read = reads.get(citation.source);
      const own = pending.filter((one) => one.citation === citation.id);
      return read === undefined ? [] : rows(citation, read, own);
    });
  const groups =
    issues === null
      ? sectionsOf(report).map((name): ScheduleGroup => {
          const here = report.citations.filter(({ section }) => section === name);
          return { kind: 'section', name, rows: rowsOf(here) };
        })
      : issues.map(({ name, sections }): ScheduleGroup => {
          const here = report.citations.filter(({ section }) =>
            sections.some((of) => covers(of, section)),
          );
          return { kind: 'issue', name, rows: rowsOf(here) };
        });
  return { report, on, groups };
}

function rows(
  citation: Citation,
  read: SourceRead,
  pending: readonly ReportChange[],
): readonly ScheduleRow[] {
  const { verdicts } = read;
  const source = sourceAsPrinted(read.source, pending);
  const [latest] = verdicts;
  const judged = latest?.citations.find(({ id }) => id === citation.id)?.quotes ?? [];
  const cited = citeSource(source, citation, verdicts);
  const shared = {
    source,
    archive: cited.archive,
    checkedAt: latest?.at ?? null,
    edition: latest?.edition ?? null,
  };
  const line = (pinpoint: string | null): string =>
    asylosLine({ ...cited, pinpoint, archive: null, printsAddress: false });
  const quotes: readonly (Quote | null)[] = citation.quotes.length === 0 ? [null] : citation.quotes;
  return quotes.map((quote, index) => {
    const id = quote === null ? citation.id : quoteId(citation, index);
    const own = pending.filter(
      ({ field }) => quotedAt(field) === null || quotedAt(field) === index,
    );
    const change = own.find(({ field }) => field.startsWith('quotes/'));
    const verdict =
      quote === null
        ? null
        : (judged.find(
            (one) => one.id === id && one.text === (change?.decided ?? soughtOf(quote)),
          ) ?? null);
    const stands = verdict !== null && isVisiblePassage(verdict);
    return {
      ...shared,
      id,
      quote,
      pending: own,
      verdict,
      url: (stands ? verdict.link : null) ?? cited.url,
      line: line(cited.pinpoint ?? (verdict === null ? null : foundAt(verdict))),
    };
  });
}

/** The number of the quotation that a change is about, from 0; null for none. */
function quotedAt(field: string): number | null {
  const [of, index] = field.split('/');
  return of === 'quotes' ? Number(index) : null;
}

/** A source as a citation prints it that is to print another address or title. */
function sourceAsPrinted(source: Source, pending: readonly ReportChange[]): Source {
  const of = (field: string) => pending.find((one) => one.field === field)?.printed;
  return { ...source, title: of('title') ?? source.title, url: of('url') ?? source.url };
}

/** The words of a quotation that are looked for: a verdict on others, from before it was corrected, says nothing of it. */
const soughtOf = ({ text, original }: Quote): string => original?.text ?? text;

/** Where a passage was found, when the report prints no pinpoint. */
const foundAt = ({ paragraph, page }: QuoteVerdict): string | null =>
  paragraph !== undefined
    ? `paragraph ${paragraph}`
    : page !== null
      ? `page ${page} of the file`
      : null;
