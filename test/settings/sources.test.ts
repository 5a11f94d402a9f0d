import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseWatchlist } from '../../src/settings/watchlist.js';

const ROOT = new URL('../../', import.meta.url);
const watchlist = parseWatchlist(
  readFileSync(new URL('sources.json', ROOT), 'utf8'),
  'sources.json',
);
const { reports, sources, series, decisions } = watchlist;
const citations = reports.flatMap((report) => report.citations);
const quotes = citations.flatMap((citation) => citation.quotes);

describe('the shipped sources.json', () => {
  it('has 34 sources, 45 citations (44 with a printed line) and 45 quotations, 7 of them with their original', () => {
    expect(sources).toHaveLength(34);
    expect(citations).toHaveLength(45);
    expect(citations.filter((citation) => citation.cited !== null)).toHaveLength(44);
    expect(citations.every((citation) => citation.quotes.length === 1)).toBe(true);
    expect(quotes.filter((quote) => quote.original)).toHaveLength(7);
  });

  it('knows 20 addresses and guesses none of the other 14', () => {
    expect(sources.filter((source) => source.url === null)).toHaveLength(14);
    expect(sources.every((source) => source.note)).toBe(true);
  });

  it('numbers its citations in the order of the report and uses every source', () => {
    expect(citations.map((citation) => citation.id)).toEqual(
      citations.map((_, i) => `ASI2025-01/${i + 1}`),
    );
    expect(new Set(citations.map((citation) => citation.source))).toEqual(
      new Set(sources.map((source) => source.id)),
    );
  });

  it('says for every citation when it was last read, but for the one that the report does not date', () => {
    expect(
      citations.filter((citation) => citation.accessed === null).map((citation) => citation.source),
    ).toEqual(['ukho-cpin-china-modern-slavery']);
  });

  it('has nine series, and the edition of each of their sources among the known ones', () => {
    expect(series).toHaveLength(9);
    const issues = sources.filter((source) => source.series !== null);
    for (const issue of issues) {
      const editions = series
        .find((one) => one.id === issue.series)
        ?.editions.map((edition) => edition.edition);
      expect(editions, issue.id).toContain(issue.edition);
    }
    expect(issues).toHaveLength(11);
  });

  it('records the decision to keep the human rights report of 2023', () => {
    expect(decisions).toMatchObject([
      {
        source: 'usdos-hrr-2023-china',
        about: 'edition-newer',
        edition: '2024',
        keep: true,
        until: null,
      },
    ]);
  });

  it('keeps quotations free of what the page and the Markdown added', () => {
    for (const { text, original } of quotes) {
      for (const passage of [text, original?.text ?? text]) {
        expect(passage).not.toMatch(
          /^["“\s-]|[”"\s]$|\*|\\|Own translation|ORIGINAL SOURCE|\]\(#\)/,
        );
        // A paragraph that ends in the middle of a sentence was broken by a page.
        expect(passage).not.toMatch(/[\p{L}\p{N},]\n\n/u);
      }
    }
  });
});

const seed = new URL('../shared/seed/', ROOT);
const seeded = existsSync(seed);
if (!seeded)
  console.warn(
    'skipped: the comparison with the report itself, because ../shared/seed is not here',
  );

describe.skipIf(!seeded)('against the report itself', () => {
  const letters = (text: string): string =>
    text
      .normalize('NFC')
      .replace(/\[[^\]]*\]/g, '')
      .replace(/[^\p{L}\p{N}]/gu, '');
  // Link targets are all empty (`(#)`), link texts stay.
  const markdown = seeded ? readFileSync(new URL('ASI2025-01.md', seed), 'utf8') : '';
  const findings = letters(
    markdown.slice(markdown.indexOf('# Findings')).replace(/\[([^\]]*)\]\(#\)/g, '$1'),
  );

  it('every quotation, original and citation line stands there letter for letter, in this order', () => {
    let from = 0;
    const advance = (text: string, id: string) => {
      const at = findings.indexOf(letters(text), from);
      expect(at, `${id}: ${text.slice(0, 60)}`).toBeGreaterThanOrEqual(from);
      from = at + letters(text).length;
    };
    for (const citation of citations) {
      for (const { text, original } of citation.quotes) {
        advance(text, citation.id);
        if (original) advance(original.text, citation.id);
      }
      if (citation.cited !== null) advance(citation.cited, citation.id);
    }
  });

  it('nothing stands between a quotation and its citation line but notes on the translation', () => {
    let from = 0;
    const between: string[] = [];
    for (const { quotes: own, cited } of citations) {
      const passages = own.flatMap(({ text, original }) =>
        original ? [text, original.text] : [text],
      );
      const [first = '', ...rest] = [...passages, ...(cited === null ? [] : [cited])].map(letters);
      from = findings.indexOf(first, from) + first.length;
      for (const passage of rest) {
        const at = findings.indexOf(passage, from);
        between.push(findings.slice(from, at));
        from = at + passage.length;
      }
    }
    const note = 'OwntranslationThetranslatorisaMandarinTraditionalnativespeakerORIGINALSOURCE';
    expect(new Set(between)).toEqual(
      new Set(['', note, 'ChinaLawTranslateprovidedEnglishtranslationORIGINALSOURCE']),
    );
  });

  it('sources have the addresses, titles and languages that were found out, and no others', () => {
    type Fact = {
      id: string;
      url: string | null;
      title: string;
      language: string;
      series: string | null;
    };
    const facts: { sources: Fact[] } = JSON.parse(
      readFileSync(new URL('facts.json', seed), 'utf8'),
    );
    expect(
      sources.map(({ id, url, title, lang, series }) => ({ id, url, title, lang, series })),
    ).toEqual(
      facts.sources.map(({ id, url, title, language, series }) => ({
        id,
        url,
        title,
        lang: language,
        series,
      })),
    );
    const known = JSON.stringify(facts);
    const addresses = [
      ...sources.flatMap((source) => source.copies.map((copy) => copy.url)),
      ...series.flatMap((one) => [
        ...one.index,
        ...one.editions.flatMap((edition) => edition.url ?? []),
      ]),
    ];
    expect(addresses.filter((url) => !known.includes(JSON.stringify(url)))).toEqual([]);
  });
});
