import type { QuoteStatus, QuoteVerdict } from '../../src/model/quote.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Citation, Report, Source } from '../../src/model/watchlist.js';
import { night, verdictOf } from '../store/samples.js';

export const SOURCE: Source = {
  id: 'gcb',
  publisher: 'Transparency International (TI)',
  title: 'Barometer “Asia”',
  url: 'https://example.org/gcb',
  published: '2020-11-24',
  lang: 'en',
  series: null,
  edition: null,
  copies: [],
};

export const CITATION: Citation = {
  id: 'R/1',
  source: 'gcb',
  section: '3',
  accessed: '2025-08-01',
  page: '40',
  cited: 'as printed',
  quotes: [{ text: 'Police: 16%' }],
};

export const REPORT: Report = {
  id: 'R',
  title: 'A report',
  publisher: 'Asylos',
  published: '2025-08',
  url: null,
  citations: [CITATION],
};

export const quoteOf = (verdict: QuoteStatus, part: Partial<QuoteVerdict> = {}): QuoteVerdict => ({
  id: 'R/1#1',
  text: 'Police: 16%',
  verdict,
  tier: verdict === 'intact' ? 'exact' : null,
  similarity: 1,
  found: null,
  diff: [],
  weighty: false,
  page: null,
  link: null,
  why:
    verdict === 'intact' ? { kind: 'stands', tier: 'exact' } : { kind: 'other-words', share: 0.9 },
  ...part,
});

/** What the n-th night of September 2025 says of the source, read at its own address, and of its one passage. */
export function lookOf(
  n: number,
  quote: QuoteVerdict,
  part: Partial<SourceVerdict> = {},
): SourceVerdict {
  const { id: citation, section, cited, accessed } = CITATION;
  const use = {
    id: citation,
    report: 'R',
    section,
    cited,
    accessed,
    currency: 'fresh',
    quotes: [quote],
  } as const;
  return { ...verdictOf('gcb', 'alive', night(n)), citations: [use], ...part };
}
