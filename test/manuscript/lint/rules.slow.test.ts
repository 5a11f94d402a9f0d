import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/manuscript/import/draft.js';
import { asWord, CLEAN, draftFrom, lintDraft, lintMarkdown } from './clean-report.js';

/** The rules that a report breaks when one of its stretches is another. */
function rulesAfter(from: string, to: string): readonly string[] {
  expect(CLEAN).toContain(from);
  return lintMarkdown(CLEAN.replace(from, to)).map(({ why }) => why.rule);
}

describe('a report in which an editor would change nothing', () => {
  it.each([
    ['Markdown', draftFrom(CLEAN)],
    ['Word', draftOf(asWord(CLEAN))],
  ])('has eleven citations and nothing to mend, in %s', (_, draft) => {
    const cited = draft.citations.filter((citation) => citation.cited !== null);
    expect(cited).toHaveLength(11);
    expect(cited.map(({ source }) => draft.sources[source ?? -1]?.url)).not.toContain(null);
    expect(lintDraft(draft)).toEqual([]);
  });

  it('is told of in Word as in Markdown where something is wrong', () => {
    const wrong = CLEAN.replace('On 4 March 2021', 'On 14 March 2021').replace(', page 12', '');
    const [markdown, word] = [draftFrom(wrong), draftOf(asWord(wrong))].map((draft) =>
      lintDraft(draft).map(({ why, place }) => [why, place.title]),
    );
    expect(markdown).toHaveLength(2);
    expect(word).toEqual(markdown);
  });
});

describe('a rule is broken by', () => {
  it.each([
    ['access-missing', ', 4 March 2021, last accessed: 12 May 2025', ', 4 March 2021'],
    [
      'access-imprecise',
      '4 March 2021, last accessed: 12 May 2025',
      '4 March 2021, last accessed: May 2025',
    ],
    [
      'access-after-report',
      '2023, last accessed: 12 May 2025',
      '2023, last accessed: 12 July 2025',
    ],
    ['access-after-cut-off', 'last accessed: 15 May 2025', 'last accessed: 2 June 2025'],
    [
      'access-before-publication',
      '2 May 2025, last accessed: 20 May',
      '2 May 2025, last accessed: 20 April',
    ],
    [
      'access-stale',
      '14 November 2023, last accessed: 12 May 2025',
      '14 November 2023, last accessed: 12 May 2024',
    ],
    ['access-stale', '2022, last accessed: 15 May 2025', '2022, last accessed: 13 December 2024'],
    ['prose-date', 'On 4 March 2021, the Rur', 'On 14 March 2021, the Rur'],
    ['prose-date', 'study published in May 2024', 'study published in May 2023'],
    ['prose-date', 'A 2023 report of', 'A 2021 report of'],
    ['prose-publisher', 'according to Strelsau Radio', 'according to the Zenda Institute'],
    ['address-date', 'times.example/2021/03/04/', 'times.example/2021/03/24/'],
    ['address-date', 'times.example/2021/03/04/', 'times.example/a/202001/23/'],
    ['archive-today', 'https://zenda.example/price.pdf', 'https://archive.ph/Ab12C'],
    [
      'other-link',
      '[Annual report](https://defence.example/annual)',
      '[https://defence.example/report](https://defence.example/annual)',
    ],
    ['client-initials', 'same province as the journalist', 'same province as XS'],
    [
      'client-initials',
      'has no office in Zenda',
      'has no office in Zenda, where QB’s family lives',
    ],
    ['client-placeholder', 'same province as the journalist', 'same province as our client'],
    ['client-placeholder', 'has no office in Zenda', 'has no office in the applicant’s village'],
    ['time-frame', 'dates from March 2021', 'dates from February 2021'],
    ['time-frame', 'source dates from May 2025', 'source dates from April 2025'],
    ['not-in-quotation', 'counted over 4,000', 'counted over 6,000'],
    ['not-in-quotation', 'by Rudolf Rassendyll, who', 'by Fritz Tarlenheim, who'],
    [
      'not-in-quotation',
      'The Office of Statistics stated',
      'On 3 April 2019 fines rose. The Office of Statistics stated',
    ],
    ['claim-beyond', 'most of the applications', 'all applications'],
    ['no-pinpoint', ', page 12', ''],
    [
      'no-address',
      '[The price of refusal](https://zenda.example/price.pdf)',
      'The price of refusal',
    ],
    [
      'undated-source',
      '“[Annual report](https://defence.example/annual)”, 12 January 2025',
      '“[Annual report](https://defence.example/annual)”',
    ],
    ['edition-year', 'Yearbook 2024', 'Yearbook 2019'],
    [
      'secondary-citation',
      'An article in the Journal of Ruritanian Law found',
      'An article in the Journal of Ruritanian Law, citing the Court of Appeal, found',
    ],
    [
      'secondary-citation',
      'according to Strelsau Radio',
      'according to the Times, as quoted by Strelsau Radio',
    ],
    [
      'unbalanced-quotation',
      'better records and not to more refusals.”',
      'better records and not to more refusals.',
    ],
    ['omission-after-auxiliary', 'the courts [...] have', 'the courts did [...] have'],
    ['translation-unsaid', ' (Own translation from French.)', ''],
    ['consulted-not-cited', '- Zenda Institute\n', '- Zenda Institute\n- Court of Appeal\n'],
    ['cited-not-listed', '- Zenda Institute\n', ''],
    ['cited-not-listed', '- Zenda Institute\n', '- Zenda Inst\n'],
  ])('%s: %j', (rule, from, to) => {
    expect(rulesAfter(from, to)).toContain(rule);
  });

  it('a quotation whose citation is gone', () => {
    const line = CLEAN.slice(CLEAN.indexOf('Ministry of Defence, “[Annual'));
    expect(rulesAfter(line, '')).toContain('uncited-quotation');
  });

  it('one source under two titles and two access dates', () => {
    const again = (title: string, accessed: string, published = '12 January 2025') =>
      `${CLEAN}\nThe ministry adds:\n\n- “It has no plans to make the fines any higher than they are, nor to make the terms any longer.”\n\nMinistry of Defence, “[${title}](https://defence.example/annual)”, ${published}, last accessed: ${accessed}\n`;
    const rules = (markdown: string) => lintMarkdown(markdown).map(({ why }) => why.rule);
    expect(rules(again('Yearly report', '21 May 2025'))).toEqual(['other-title', 'other-access']);
    expect(rules(again('Annual Report', '20 May 2025'))).toEqual([]);
    expect(rules(again('Annual report', '20 May 2025', '13 January 2025'))).toEqual(['other-date']);
    for (const same of ['Jan. 12, 2025', 'January 2025', '2025', 'n.d.'])
      expect(rules(again('Annual report', '20 May 2025', same))).toEqual([]);
  });
});

describe('no rule is broken by', () => {
  it.each([
    [
      'an access date on the last day of the month of the report',
      'last accessed: 15 May 2025',
      'last accessed: 30 May 2025',
    ],
    [
      'a law without an access date',
      'Ministry of Defence, “[Annual report](https://defence.example/annual)”, 12 January 2025, last accessed: 20 May 2025',
      'Ministry of Defence, “[Act on Military Service of 2019](https://defence.example/annual)”, 12 January 2025',
    ],
    ['a day of events before the quotation', 'On 2 February 2025 a man', 'In spring 2025 a man'],
    ['the day in another spelling', 'On 4 March 2021, the Rur', 'On March 4th, 2021, the Rur'],
    ['the day in figures', 'On 4 March 2021, the Rur', 'On 2021-03-04, the Rur'],
    ['the year alone', 'On 4 March 2021, the Rur', 'In early 2021, the Rur'],
    ['a span that holds the year', 'A 2023 report of', 'A report (2022–2023) of'],
    ['the year that a title names', 'A 2023 report of', 'The 2023 report of'],
    ['the month of the date', 'On 4 March 2021, the Rur', 'In March 2021, the Rur'],
    ['an address with the day before', 'times.example/2021/03/04/', 'times.example/2021/03/03/'],
    [
      'an address with a number that is no date',
      'times.example/2021/03/04/',
      'times.example/2021/9904/',
    ],
    [
      'a source that says that it has no date',
      '“[Annual report](https://defence.example/annual)”, 12 January 2025',
      '“[Annual report](https://defence.example/annual)”, n.d.',
    ],
    [
      'initials that are explained',
      'same province as the journalist',
      'same province as the Party of Zenda (PZ). PZ has left, and a man',
    ],
    ['initials in a quotation', 'has no office in Zenda', 'has no office in “the same town as XS”'],
    ['applicants in general', 'has no office in Zenda', 'helps when the applicant pays'],
    ['a rounded figure', 'counted over 4,000', 'counted more than 4,100'],
    ['a figure in words', 'called up twice a year', 'called up two times a year'],
    [
      'sources that nobody names',
      'An article in the Journal of Ruritanian Law found',
      'Citing various sources, an article in the Journal of Ruritanian Law found',
    ],
    ['an omission between sentences', 'the courts [...] have', 'the courts did. [...] They have'],
    [
      'a publisher and another that it writes of',
      'found that courts',
      'found that the Ministry of Defence and courts',
    ],
    ['a page that is a PDF and is cited by paragraph', ', page 12', ', paragraph 12'],
    ['a time frame in years', 'dates from March 2021', 'dates from 2021'],
    ['a term in quotation marks', 'no office in Zenda', 'no office in the “old town” of Zenda'],
    [
      'a link that shows its address in short',
      '[Annual report](https://defence.example/annual)',
      '[defence.example/annual](https://defence.example/annual)',
    ],
    [
      'a capture of another archive',
      'https://defence.example/annual',
      'https://web.archive.org/web/20250112000000/https://defence.example/annual',
    ],
    [
      'a source that was read on the day on which it came out',
      '3 February 2025, last accessed: 15 May 2025',
      '15 May 2025, last accessed: 15 May 2025',
    ],
    [
      'an access date in other words',
      '2023, last accessed: 12 May 2025',
      '2023, accessed on 12 May 2025',
    ],
    [
      'an access date that is half a year old',
      '2022, last accessed: 15 May 2025',
      '2022, last accessed: 14 December 2024',
    ],
    ['an edition that comes out in the year after the next', 'Yearbook 2024', 'Yearbook 2023'],
    [
      'a translation in other words',
      '(Own translation from French.)',
      '(Unofficial translation from French.)',
    ],
    [
      'a publisher that is listed with its acronym',
      '- Zenda Institute\n',
      '- Zenda Institute (ZI)\n',
    ],
    [
      'a publisher that is listed by its acronym first',
      '- US Department of State\n',
      '- USDOS – US Department of State\n',
    ],
    ['quotation marks within a quotation', 'to better records', 'to “better records”'],
    ['an apostrophe at the end of a word', 'to better records', 'to the clerks’ records'],
    ['initials of the publisher', 'The HHRG has', 'HHRG has'],
    [
      'initials that no words around them make a person',
      'a man from the same province',
      'the politician QB Rupert',
    ],
  ])('%s', (_, from, to) => {
    expect(rulesAfter(from, to)).toEqual([]);
  });
});

describe('a date before a quotation that is not that of its publication', () => {
  it.each([
    ['as of', 'On 4 March 2021, the Rur', 'As of 1 January 2020, the Rur'],
    ['of what happened', 'reported that men', 'reported that since 1 January 2020 men'],
    ['a span of what was looked at', 'A 2023 report of', 'For the years 2019 to 2021, a report of'],
    [
      'of the data',
      'study published in May 2024',
      'study of data from 2019, published in May 2024',
    ],
    ['of a law', 'A 2023 report of', 'On the law of 2019, a report of'],
    [
      'between two days',
      'On 4 March 2021, the Rur',
      'Between 1 January 2019 and 4 March 2020, the Rur',
    ],
  ])('%s is no disagreement', (_, from, to) => {
    expect(rulesAfter(from, to)).not.toContain('prose-date');
  });
});
