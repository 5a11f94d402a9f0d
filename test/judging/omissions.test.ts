import { describe, expect, test } from 'vitest';
import type { JudgedSource } from '../../src/judging/source.js';
import type { Document } from '../../src/model/document.js';
import type { QuoteVerdict } from '../../src/model/quote.js';
import { extract } from '../../src/reading/extract.js';
import { OMITTED } from '../passage/twins/omitted.js';
import { OMITTED_SCRIPTS } from '../passage/twins/scripts.js';
import { p } from '../passage/twins/twins.js';
import { historyOf, night, playNight, useOf } from './nights.js';
import { heading, pageOf, readingOf } from './pages.js';

const AROUND =
  'The ministry held a press conference, and a printed summary of the cases was given to all.';

const read = (body: string): Promise<Document> =>
  extract(
    new TextEncoder().encode(
      `<!doctype html><meta charset="utf-8"><title>t</title><main>${p(AROUND)}\n${body}\n${p(AROUND)}</main>`,
    ),
    { contentType: 'text/html', url: 'https://source.example/' },
  );

const quoteOf = ({ verdict }: JudgedSource): QuoteVerdict =>
  verdict.citations[0]?.quotes[0] as QuoteVerdict;

/** What nights of these pages say of the quotation, the first its first. */
function nights(
  quote: string,
  pages: readonly Document[],
  accessed = '2025-09-20',
): readonly QuoteVerdict[] {
  const verdicts: QuoteVerdict[] = [];
  let history: ReturnType<typeof historyOf> | undefined;
  for (const [i, document] of pages.entries()) {
    const uses = [useOf(quote, { accessed })];
    const judged = playNight(i + 1, { uses, document, ...(history && { history }) });
    history = historyOf(judged, readingOf(document, `bytes ${i + 1}`));
    verdicts.push(quoteOf(judged));
  }
  return verdicts;
}

async function changed(quote: string, before: string, now: string) {
  const [, verdict] = nights(quote, [await read(before), await read(now)]);
  expect(verdict?.verdict).toBe('intact');
  return verdict?.omissionChanged;
}

const TWINS = [...OMITTED, ...OMITTED_SCRIPTS];

describe.each(TWINS)('$what', ({ quote, page, same, graver, other = [] }) => {
  test.each([page, ...same])('leaves out the same: %s', async (now) => {
    expect(await changed(quote, page, now)).toBeUndefined();
  });
  test.each(graver)('leaves out what weighs otherwise: %s', async (now) => {
    expect(await changed(quote, page, now)).toMatchObject({ weighty: true });
  });
  test.each(other)('leaves out other words: %s', async (now) => {
    expect(await changed(quote, page, now)).toMatchObject({ weighty: false });
  });
});

test('every tolerance of an omission has its altered twin', () => {
  for (const { what, same, graver } of TWINS) {
    expect(same, what).not.toHaveLength(0);
    expect(graver, what).not.toHaveLength(0);
  }
});

test.each([1, 2, 3])(
  'a notice that comes over the text has two lines at most; %i are a new frame',
  (n) => {
    const QUOTE = 'the ministry provided shelter to all of the victims of the raid';
    const notice = [
      'Unverified claims follow',
      'Nothing of it was confirmed',
      'All of it was denied',
    ].slice(0, n);
    const page = (...over: readonly string[]) =>
      pageOf(...over, heading('A report'), AROUND, `In May ${QUOTE}.`, AROUND);
    const [, verdict] = nights(QUOTE, [page(), page(...notice)]);
    expect(verdict?.contextChanged?.as).toEqual(n <= 2 ? ['banner'] : undefined);
  },
);

describe('what a passage left out', () => {
  const [FIRST, LAST] = [
    'the ministry provided shelter to all of the victims of the raid',
    'and paid for their journey home in the spring of the year after',
  ];
  const QUOTE = `${FIRST} [...] ${LAST}`;
  const on = (words: string, ...more: readonly string[]) =>
    pageOf(AROUND, ...more, `${FIRST} ${words} ${LAST}`, AROUND);
  const [GOOD, BAD, WORSE] = [on('that came'), on('that never came'), on('that never came alive')];
  const since = (verdicts: readonly QuoteVerdict[]) =>
    verdicts.map(({ omissionChanged }) => omissionChanged?.since.slice(0, 10) ?? null);

  test('is told for as long as it is otherwise, from the night on which it became so', () => {
    expect(since(nights(QUOTE, [GOOD, BAD, BAD, GOOD, GOOD]))).toEqual([
      null,
      '2025-10-02',
      '2025-10-02',
      null,
      null,
    ]);
  });
  test('is told anew when it changes again, against what was accepted', () => {
    const verdicts = nights(QUOTE, [GOOD, BAD, WORSE]);
    expect(since(verdicts)).toEqual([null, '2025-10-02', '2025-10-03']);
    expect(
      verdicts[2]?.omissionChanged?.diff.filter((d) => d.op === 'added').map((d) => d.text.trim()),
    ).toEqual(['never', 'alive']);
  });
  test('is accepted when the authors have read the page since, and a month or a year does not say that', () => {
    expect(since(nights(QUOTE, [GOOD, BAD, BAD], '2025-10-02'))).toEqual([
      null,
      '2025-10-02',
      null,
    ]);
    expect(since(nights(QUOTE, [GOOD, BAD, BAD], '2025-10'))).toEqual([
      null,
      '2025-10-02',
      '2025-10-02',
    ]);
  });
  test('is not compared with what another wording of the quotation left out', () => {
    const first = playNight(1, { uses: [useOf(QUOTE)], document: BAD });
    const history = historyOf(first, readingOf(BAD, 'bytes 1'));
    const other = playNight(2, {
      uses: [useOf(`${FIRST} [...] ${LAST.slice(8)}`)],
      document: BAD,
      history,
    });
    expect(quoteOf(other)).toMatchObject({ verdict: 'intact' });
    expect(quoteOf(other).omissionChanged).toBeUndefined();
  });
  test('is compared where the authors count their quotations anew', () => {
    const first = playNight(1, {
      uses: [useOf(QUOTE, { accessed: '2025-09-20' })],
      document: GOOD,
    });
    const history = historyOf(first, readingOf(GOOD, 'bytes 1'));
    const quotes = [AROUND, QUOTE].map((text) => ({ text }));
    const { verdict } = playNight(2, {
      uses: [useOf('', { quotes, accessed: '2025-09-20' })],
      document: BAD,
      history,
    });
    expect(
      verdict.citations[0]?.quotes.map(({ id, omissionChanged }) => [id, omissionChanged?.weighty]),
    ).toEqual([
      ['R/1#1', undefined],
      ['R/1#2', true],
    ]);
  });
  test('is compared at the place where it stood, when the passage comes to stand elsewhere too', () => {
    const [, verdict] = nights(QUOTE, [GOOD, on('that came', `${FIRST} and ${LAST}`)]);
    expect(verdict?.omissionChanged).toBeUndefined();
    const [, moved] = nights(QUOTE, [GOOD, on('that never came', `${FIRST} and ${LAST}`)]);
    expect(moved?.omissionChanged).toBeDefined();
  });
  test('is read again from the last good reading where other rules wrote what is remembered', () => {
    const first = playNight(1, { uses: [useOf(QUOTE)], document: GOOD });
    const [known] = Object.values(first.memory.omitted);
    const omitted = { 'R/1#1': { ...known, rules: '0', omitted: [] } };
    const history = historyOf(
      { ...first, memory: { ...first.memory, omitted } as never },
      readingOf(GOOD, 'bytes 1'),
    );
    const tonight = (document: Document) =>
      quoteOf(playNight(2, { uses: [useOf(QUOTE)], document, history }));
    expect(tonight(GOOD).omissionChanged).toBeUndefined();
    expect(tonight(BAD).omissionChanged).toMatchObject({
      weighty: true,
      since: night(2).toISOString(),
    });
  });
});
