import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import { makeSchedule } from '../../src/manuscript/schedule/make-schedule.js';
import { told } from '../../src/model/document.js';
import { covers } from '../../src/model/manuscript.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Citation, Report, ReportChange } from '../../src/model/watchlist.js';
import { openZip } from '../../src/reading/zip.js';
import { parseIssues } from '../../src/settings/options.js';
import { lengthNote, lengthOf, scheduleMarkdown } from '../../src/surfaces/schedule/blocks.js';
import { scheduleDocx } from '../../src/surfaces/schedule/docx.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { night } from '../store/samples.js';
import { CITATION, lookOf, quoteOf, REPORT, SOURCE } from './samples.js';

const scheduleWith = (report: Report, ...verdicts: readonly SourceVerdict[]) =>
  makeSchedule(report, new Map([['gcb', { source: SOURCE, verdicts }]]), {
    issues: null,
    on: '2025-09-09',
    pending: [],
  });
const markdown = (...verdicts: readonly SourceVerdict[]): string =>
  scheduleMarkdown(ENGLISH, scheduleWith(REPORT, ...verdicts));
const withQuote = (quote: Citation['quotes'][number]): Report => ({
  ...REPORT,
  citations: [{ ...CITATION, quotes: [quote] }],
});

describe('what was decided and is not in the report yet', () => {
  const [quote] = CITATION.quotes;
  const change = (field: string, printed: string, decided: string) =>
    ({ citation: CITATION.id, field, printed, decided, state: 'taken' }) as const;
  const printedWith = (pending: readonly ReportChange[], verdict: SourceVerdict) =>
    scheduleMarkdown(
      ENGLISH,
      makeSchedule(REPORT, new Map([['gcb', { source: SOURCE, verdicts: [verdict] }]]), {
        issues: null,
        on: '2025-09-09',
        pending,
      }),
    );
  const decided = 'Other words that stand there now.';
  const judged = (text: string) =>
    lookOf(3, { ...quoteOf('intact'), text } as ReturnType<typeof quoteOf>);

  it('is said of an extract, which is printed as the report prints it and does not stand', () => {
    const text = printedWith(
      [change('quotes/0/text', quote?.text ?? '', decided)],
      judged(decided),
    );
    expect(text).toContain(`> ${quote?.text}`);
    expect(text).toContain('As printed, it does not stand.');
    expect(text).toContain('which stood in the source on 3 September 2025');
    expect(text).toContain(`(now “${decided}”)`);
    expect(text).toContain('0 extracts stand in the source; 1 not as quoted');
  });

  it('is said of an address and a day, and the extract stands all the same', () => {
    const old = 'https://old.example/report';
    const text = printedWith(
      [change('url', old, SOURCE.url ?? ''), change('accessed', '2024-01-02', '2025-01-02')],
      lookOf(3, quoteOf('intact')),
    );
    expect(text.replaceAll('\\:', ':')).toContain(`the address ${old} (now ${SOURCE.url})`);
    expect(text).toContain('the day of access 2 January 2024 (now 2 January 2025)');
    expect(text).toContain('1 extract stands in the source');
    expect(text).not.toContain('As printed, it does not stand.');
  });

  it('is nothing where nothing was decided', () => {
    expect(markdown(lookOf(3, quoteOf('intact')))).not.toContain('not in the report yet');
  });
});

describe('the frame of a schedule', () => {
  const BOOK = { ...SOURCE, id: 'book', publisher: 'Asylum Office', title: 'A handbook' };
  const twice = [CITATION, { ...CITATION, id: 'R/2', source: 'book' }, { ...CITATION, id: 'R/3' }];
  const schedule = (...days: readonly [number, number]) =>
    makeSchedule(
      { ...REPORT, citations: twice },
      new Map([
        ['gcb', { source: SOURCE, verdicts: [lookOf(days[0], quoteOf('intact'))] }],
        ['book', { source: BOOK, verdicts: [lookOf(days[1], quoteOf('intact'))] }],
      ]),
      { issues: null, on: '2025-09-09', pending: [] },
    );

  it('says at its head when it was last verified: a day, a span, or never', () => {
    expect(scheduleMarkdown(ENGLISH, schedule(3, 3))).toContain(
      '\nLast verified on 3 September 2025: ',
    );
    expect(scheduleMarkdown(ENGLISH, schedule(3, 1))).toContain(
      '\nLast verified from 1 September 2025 to 3 September 2025: ',
    );
    expect(markdown()).toContain('\nNot verified yet: ');
  });

  it('ends with an index of sources, by publisher, each with its numbers', () => {
    expect(scheduleMarkdown(ENGLISH, schedule(3, 3))).toMatch(
      /## Index of sources\n\nAsylum Office, “A handbook”: 2\n\nTransparency International \(TI\), “Barometer “Asia””: 1, 3\n$/,
    );
  });

  it('leaves the extracts out where they are not wanted, and nothing else', () => {
    const whole = scheduleMarkdown(ENGLISH, schedule(3, 3));
    const short = scheduleMarkdown(ENGLISH, { ...schedule(3, 3), extracts: false });
    expect(short).not.toContain('Police: 16%');
    expect(short).toBe(whole.replaceAll(/> .*\n\n/gu, ''));
    expect(short).toContain('stands word for word');
    expect(lengthOf(ENGLISH, { ...schedule(3, 3), extracts: false }).rows[0]?.pages).toBeLessThan(
      lengthOf(ENGLISH, schedule(3, 3)).rows[0]?.pages ?? 0,
    );
  });
});

describe('an extract of a schedule', () => {
  it('stands with its source, link and copy', () => {
    const link = 'https://example.org/gcb#:~:text=Police';
    const archive = { url: 'https://web.example/1', capturedAt: night(2), carriesPassage: true };
    const text = markdown(lookOf(3, quoteOf('intact', { link }), { archive }));
    expect(text).toContain('> Police: 16%\n');
    expect(text).toContain('page 40, last accessed: 3 September 2025');
    expect(text).toContain('Last verified on 3 September 2025: stands word for word.');
    expect(text).toContain(`(<${link}>)`);
    expect(text).toContain('(<https://web.example/1>), captured 2 September 2025');
    expect(text).toContain('1 extract stands in the source; 0 not as quoted');
  });

  it.each([
    [
      'was altered',
      quoteOf('altered', { found: 'Police: 61%', stood: night(1) }),
      'Does not stand as quoted',
    ],
    ['is missing', quoteOf('missing', { stood: night(1) }), 'Not found in the source'],
    [
      'cannot be checked',
      quoteOf('unverifiable', { stood: night(1) }),
      'could not be checked since',
    ],
    [
      'could never be checked',
      quoteOf('unverifiable'),
      'Could not be checked, last tried on 3 September 2025',
    ],
    ['was another when it was judged', quoteOf('intact', { text: 'Police: 17%' }), 'Not verified'],
  ])('that %s is in its place, and says so', (_, quote, words) => {
    const text = markdown(lookOf(3, quote));
    expect(text).toContain('> Police: 16%\n');
    expect(text).toContain(words);
    expect(text).not.toContain('stands word for word');
    expect(text).toContain('0 extracts stand in the source');
    expect(text.includes('1 September 2025')).toBe(quote.stood !== undefined);
  });

  it('that could not be checked ends its sentence once, though its reason is a sentence', () => {
    const text = markdown(
      lookOf(3, quoteOf('unverifiable', { why: told('a.example did not answer.') })),
    );
    expect(text).toContain('a.example did not answer.**');
  });

  it('that was altered shows what the source reads now', () => {
    expect(markdown(lookOf(3, quoteOf('altered', { found: 'Police: 61%' })))).toContain(
      '“Police: 61%”',
    );
  });

  it('of a source that was never looked at is in its place, and says so', () => {
    expect(markdown()).toContain('Not verified: the source was not looked at yet.');
  });

  it('that was found where only a click shows it counts for none that stands', () => {
    expect(markdown(lookOf(3, quoteOf('intact', { where: 'hidden' })))).toContain(
      '1 not as quoted, or not in the source’s own text',
    );
  });

  it.each(['aside', 'comment', 'correction'] as const)(
    'that was found in a %s only counts for none that stands',
    (where) => {
      expect(markdown(lookOf(3, quoteOf('intact', { where })))).toContain(
        '0 extracts stand in the source; 1 not',
      );
    },
  );

  it('says that what it leaves out changed', () => {
    const omissionChanged = { diff: [], weighty: true, since: night(2) };
    const words = 'What it leaves out of the source changed, as seen on 2 September 2025.';
    expect(markdown(lookOf(3, quoteOf('intact', { omissionChanged })))).toContain(words);
    expect(markdown(lookOf(3, quoteOf('intact')))).not.toContain('leaves out');
  });

  it.each([
    ['superseded', 'A newer edition is out: 2024, 1 July 2025.'],
    ['acknowledged', 'A newer edition is out: 2024, 1 July 2025.'],
    ['withdrawn', 'Withdrawn by its publisher.'],
    ['current', null],
    ['unknown', null],
  ] as const)('of an edition that is %s says: %s', (status, words) => {
    const newer = [{ edition: '2024', url: null, published: '2025-07-01', quotes: [] }];
    const { edition } = lookOf(3, quoteOf('intact'));
    const text = markdown(lookOf(3, quoteOf('intact'), { edition: { ...edition, status, newer } }));
    if (words === null) expect(text).not.toContain('2024');
    else expect(text).toContain(words);
  });

  it('is a reference where the citation quotes nothing', () => {
    const none = { ...REPORT, citations: [{ ...CITATION, quotes: [] }] };
    const text = scheduleMarkdown(ENGLISH, scheduleWith(none, lookOf(3, quoteOf('intact'))));
    expect(text).toContain(
      'No passage is quoted. The source was last looked at on 3 September 2025.',
    );
    expect(text).toContain('1 reference without an extract');
  });

  it('names the paragraph where it was found when the report prints no place', () => {
    const citation = { ...CITATION, page: null };
    const found = scheduleWith(
      { ...REPORT, citations: [citation] },
      lookOf(3, quoteOf('intact', { paragraph: '3.198' })),
    );
    expect(found.groups[0]?.rows[0]?.line).toContain('paragraph 3.198, last accessed');
  });
});

describe('a schedule by issue', () => {
  const sections = ['3', '5a', '5b', '51', null];
  const report: Report = {
    ...REPORT,
    citations: sections.map((section, i) => ({ ...CITATION, id: `R/${i}`, section })),
  };

  it('has under each issue what its sections have', () => {
    const issues = parseIssues(['Protection=3, 5', 'Return = home=5b'], report);
    const schedule = makeSchedule(report, new Map([['gcb', { source: SOURCE, verdicts: [] }]]), {
      issues,
      on: '2025',
      pending: [],
    });
    expect(schedule.groups.map(({ name, rows }) => [name, rows.map(({ id }) => id)])).toEqual([
      ['Protection', ['R/0#1', 'R/1#1', 'R/2#1']],
      ['Return = home', ['R/2#1']],
    ]);
  });

  it.each(['Protection', '=3', 'Protection=', 'Protection=4', 'Protection=5c'])(
    'refuses %j',
    (text) => {
      expect(() => parseIssues([text], report)).toThrow();
    },
  );

  it.each([
    ['5', '5', true],
    ['5', '5a', true],
    ['5', '5.1', true],
    ['5', '51', false],
    ['5a', '5ab', false],
    ['5a', '5a.1', true],
    ['5', null, false],
  ])('%s means %s: %s', (named, section, means) => {
    expect(covers(named, section)).toBe(means);
  });
});

describe('the length of a schedule', () => {
  const long = (letters: number, of = 'word ') =>
    scheduleWith(withQuote({ text: of.repeat(letters / of.length) }));

  it('grows with its letters, and twice as fast with wide ones', () => {
    expect(lengthOf(ENGLISH, long(500)).pages).toBe(1);
    const latin = lengthOf(ENGLISH, long(40_000)).pages;
    expect(latin).toBeGreaterThan(9);
    expect(latin).toBeLessThan(13);
    expect(lengthOf(ENGLISH, long(40_000, '證')).pages).toBeGreaterThan(1.9 * latin);
  });

  it('is told, with the longest extracts when it is too much', () => {
    expect(lengthNote(ENGLISH, lengthOf(ENGLISH, long(500)), 12)).toBe('about 1 page of A4\n');
    const note = lengthNote(ENGLISH, lengthOf(ENGLISH, long(40_000)), 3);
    expect(note).toMatch(
      /^about \d+ pages of A4, \d+ more than 3: cut about [\d,]+ words\. .*R\/1#1 \(\d+\.\d\)\n$/,
    );
  });
});

describe('a schedule as a Word file', () => {
  const report = withQuote({
    text: 'In translation\n<second> & \u0007last',
    original: { lang: 'ar', text: 'لا يوجد دليل' },
  });
  const link = 'https://example.org/gcb#:~:text=a%20b';
  const quote = quoteOf('intact', { text: 'لا يوجد دليل', link });

  it('has the words and links of the schedule, in headings and paragraphs', async () => {
    const bytes = await scheduleDocx(ENGLISH, scheduleWith(report, lookOf(3, quote)));
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
    expect(value).toContain('<p>Country schedule: A report</p>');
    expect(value).toContain('<h1>Section 3</h1>');
    expect(value).toContain('<p>In translation</p><p>&lt;second&gt; &amp; last</p>');
    expect(value).toContain('<p>Original (ar): لا يوجد دليل</p>');
    expect(value).toContain('<p>Last verified on 3 September 2025: stands word for word.</p>');
    expect(value).toContain(
      '<a href="https://example.org/gcb#:~:text=a%20b">https://example.org/gcb</a>',
    );
  });

  it('marks originals by language and direction, and numbers its pages', async () => {
    const partsOf = async (original: { lang: string; text: string }) => {
      const schedule = scheduleWith(withQuote({ text: 'In translation', original }));
      const unzip = openZip(await scheduleDocx(ENGLISH, schedule));
      return (name: string): string => new TextDecoder().decode(unzip(name) ?? new Uint8Array());
    };
    const arabic = await partsOf({ lang: 'ar', text: 'لا يوجد دليل' });
    expect(arabic('word/document.xml')).toMatch(/<w:bidi\/>.*<w:rtl\/>.*<w:lang w:bidi="ar"\/>/s);
    const chinese = (await partsOf({ lang: 'zh-Hant', text: '證據' }))('word/document.xml');
    expect(chinese).toContain('<w:lang w:eastAsia="zh-TW"/>');
    expect(chinese).not.toMatch(/<w:(?:bidi|rtl)\/>/);
    expect(arabic('word/styles.xml')).toMatch(/<w:rFonts[^>]*w:eastAsia="[^"]+"/);
    expect(arabic('word/footer1.xml')).toMatch(/PAGE.*NUMPAGES/s);
    expect(arabic('docProps/core.xml')).toContain('Country schedule: A report');
  });

  it('makes no link of an address that a browser must not open', async () => {
    const source = { ...SOURCE, url: 'javascript:alert(1)' };
    const schedule = makeSchedule(REPORT, new Map([['gcb', { source, verdicts: [] }]]), {
      issues: null,
      on: '2025',
      pending: [],
    });
    const { value } = await mammoth.convertToHtml({
      buffer: Buffer.from(await scheduleDocx(ENGLISH, schedule)),
    });
    expect(value).toContain('javascript:alert(1)');
    expect(value).not.toContain('<a ');
  });
});
