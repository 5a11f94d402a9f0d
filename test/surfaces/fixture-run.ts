import type { ContentVerdict, DiffPart } from '../../src/model/content.js';
import { told } from '../../src/model/document.js';
import type { EditionVerdict } from '../../src/model/edition.js';
import type { Finding, FindingKind, FindingState, Severity } from '../../src/model/finding.js';
import type { LinkVerdict } from '../../src/model/link.js';
import type { QuoteVerdict } from '../../src/model/quote.js';
import type { Digest, Run } from '../../src/model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../src/model/verdict.js';
import { UNLOCATED } from './fixture-unlocated.js';

/** A night in November 2025 over the sources of a real report, on which one thing of most kinds went wrong. */
export const NIGHT = '2025-11-24T02:00:11.000Z';
const NIGHT_BEFORE = '2025-11-23T02:00:09.000Z';
const MARCH = '2025-03-25';

export const REPORT_TITLE =
  'China: Loan Shark Activities, Police Protection and Corruption, and support, including mental health, to female returnee victims of trafficking';
export const PUBLICATION = { titles: new Map([['ASI2025-01', REPORT_TITLE]]) };

export const same = (text: string): DiffPart => ({ op: 'same', text });
export const removed = (text: string): DiffPart => ({ op: 'removed', text });
export const added = (text: string): DiffPart => ({ op: 'added', text });

export const quote = (
  id: string,
  text: string,
  over: Partial<QuoteVerdict> = {},
): QuoteVerdict => ({
  id,
  text,
  verdict: 'intact',
  tier: 'folded',
  similarity: 1,
  found: text,
  diff: [],
  weighty: false,
  page: null,
  link: null,
  why: told('The passage stands on the page.'),
  ...over,
});

export const citation = (
  n: number,
  section: string,
  quotes: readonly QuoteVerdict[],
  over: Partial<CitationVerdict> = {},
): CitationVerdict => ({
  id: `ASI2025-01/${n}`,
  report: 'ASI2025-01',
  section,
  cited: null,
  accessed: MARCH,
  currency: 'stale',
  quotes,
  ...over,
});

export const link = (over: Partial<LinkVerdict> = {}): LinkVerdict => ({
  status: 'alive',
  by: null,
  http: 200,
  why: told('Answered 200 with the document.'),
  hops: [],
  failures: 0,
  confirmed: false,
  since: '2025-10-01T02:00:00.000Z',
  ...over,
});

export const content = (over: Partial<ContentVerdict> = {}): ContentVerdict => ({
  change: 'unchanged',
  sha256: 'a'.repeat(64),
  textSha256: 'b'.repeat(64),
  why: told('The same bytes as on the night before.'),
  diff: [],
  ...over,
});

const NO_SERIES: EditionVerdict = {
  status: 'unknown',
  newer: [],
  why: told('Not part of a series.'),
};

export const source = (
  id: string,
  publisher: string,
  title: string,
  url: string | null,
  over: Partial<SourceVerdict> = {},
): SourceVerdict => ({
  id,
  title,
  publisher,
  url,
  finalUrl: url,
  at: NIGHT,
  witness: 'live',
  link: link(),
  content: content(),
  edition: NO_SERIES,
  archive: null,
  citations: [],
  ...over,
});

export const finding = (
  kind: FindingKind,
  severity: Severity,
  of: string,
  message: string,
  action: string,
  over: Partial<Finding> = {},
): Finding => ({
  id: `${kind}:${over.quote ?? over.citation ?? of}`,
  source: of,
  citation: null,
  quote: null,
  edition: null,
  kind,
  severity,
  why: { kind: 'told', message, action },
  state: 'open' satisfies FindingState,
  since: NIGHT_BEFORE,
  ...over,
});

const withoutUrl: readonly SourceVerdict[] = UNLOCATED.map(
  ([id, publisher, title, n, section, text]) =>
    source(id, publisher, title, null, {
      witness: 'none',
      link: link({
        status: 'no-url',
        http: null,
        why: told('The report gives no address for this source.'),
      }),
      content: content({
        change: 'unread',
        sha256: null,
        textSha256: null,
        why: told('There was nothing to read.'),
      }),
      citations: [
        citation(n, section, [
          quote(`ASI2025-01/${n}#1`, text, {
            verdict: 'unverifiable',
            tier: null,
            similarity: 0,
            found: null,
            why: told('The source has no address, so nothing could be read.'),
          }),
        ]),
      ],
    }),
);

export const buildRun = (located: readonly SourceVerdict[], findings: readonly Finding[]): Run => {
  const sources = [...located, ...withoutUrl];
  const citations = sources.flatMap((s) => s.citations);
  const stale = sources.flatMap((s) =>
    s.citations
      .filter((c) => c.currency === 'stale')
      .map((c) =>
        finding(
          'access-stale',
          'low',
          s.id,
          `${c.id} was last read on ${c.accessed}, more than 183 days ago.`,
          'Read the source again and renew the date.',
          { citation: c.id },
        ),
      ),
  );
  const unlocated = withoutUrl.map((s) =>
    finding(
      'no-url',
      'low',
      s.id,
      'No address is known for this source.',
      'Find its address and add it.',
    ),
  );
  return {
    schema: 'citewatch.run/1',
    run: {
      id: 7,
      startedAt: NIGHT,
      finishedAt: '2025-11-24T02:06:48.000Z',
      online: true,
      sources: sources.length,
      citations: citations.length,
      quotes: citations.flatMap((c) => c.quotes).length,
      requests: 41,
      bytes: 12_345_678,
    },
    sources,
    findings: [...findings, ...stale, ...unlocated],
  };
};

/** What a message would say of a run whose predecessor was told of the night before. */
export const digestOf = (run: Run): Digest => ({
  run: run.run,
  since: NIGHT_BEFORE,
  fresh: run.findings.filter((f) => f.state === 'new'),
  open: run.findings.filter((f) => f.state === 'open'),
  resolved: run.findings.filter((f) => f.state === 'resolved'),
  sources: run.sources.filter((s) => run.findings.some((f) => f.source === s.id)),
});
