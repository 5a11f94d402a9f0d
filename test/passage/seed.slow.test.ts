import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Quote } from '../../src/model/watchlist.js';
import { wordingOf } from '../../src/passage/judge-quote.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { differences, furniture, judged } from '../judging/pages.js';
import { FOOTNOTE, standing } from '../replica/passages.js';
import { dice, fillerLanguage, paragraph } from '../replica/prose.js';

const watch = parseWatchlist(
  readFileSync(new URL('../../sources.json', import.meta.url), 'utf8'),
  'sources.json',
);
const citations = watch.reports.flatMap((report) => report.citations);
const quotes = citations.flatMap(({ id, quotes: [...all] }) => all.map((quote) => ({ id, quote })));
const quoteOf = (id: string): Quote => citations.find((c) => c.id === id)?.quotes[0] as Quote;

/** The page that prints a quotation's wording, among paragraphs that nobody quotes. */
function printed(
  quote: Quote,
  change: (text: string) => string = (text) => text,
): readonly string[] {
  const lang = fillerLanguage(quote.original?.lang ?? null);
  const from = dice(wordingOf(quote).slice(0, 40));
  const body = standing(wordingOf(quote), from, lang).map((text) =>
    change(text.replaceAll(FOOTNOTE, '')),
  );
  return [paragraph(from, lang), ...body, paragraph(from, lang)];
}

describe('every quotation of the report', () => {
  test('is here: 45 of them', () => {
    expect(quotes).toHaveLength(45);
  });
  test.each(quotes)('$id is intact where its wording is printed', ({ quote }) => {
    expect(judged(quote, ...printed(quote))).toMatchObject({ verdict: 'intact', diff: [] });
  });
  test.each(quotes)(
    '$id is intact where a typesetter changed its quote marks, dashes and spaces',
    ({ quote }) => {
      const set = (text: string): string =>
        text
          .replaceAll(/["“”]/gu, '»')
          .replaceAll(/['‘’]/gu, '’')
          .replaceAll('-', '‑')
          .replaceAll(' ', '\u00a0');
      expect(judged(quote, ...printed(quote, set)).verdict).toBe('intact');
    },
  );
  test.each(quotes)('$id is missing where only other quotations are printed', ({ quote }) => {
    const others = quotes.filter(
      (other) => wordingOf(other.quote) !== wordingOf(quote) && !sharesWords(other.quote, quote),
    );
    expect(judged(quote, ...others.flatMap((other) => printed(other.quote))).verdict).toBe(
      'missing',
    );
  });
  test.each(
    quotes.filter(({ quote }) => /\d/u.test(wordingOf(quote).replaceAll(/\[[^\]]*\]/gu, ''))),
  )('$id is altered where one digit of it is another', ({ quote }) => {
    const number = /\d+/u.exec(wordingOf(quote).replaceAll(/\[[^\]]*\]/gu, ''))?.[0] as string;
    const other = number.slice(0, -1) + ((Number(number.at(-1)) + 1) % 10);
    const change = (text: string): string =>
      text.replace(new RegExp(`(?<!\\d)${number}(?!\\d)`, 'gu'), other);
    const [before, ...rest] = printed(quote);
    expect(judged(quote, before as string, ...rest.map(change))).toMatchObject({
      verdict: 'altered',
      weighty: true,
    });
  });
});

/** Two citations may quote the same sentence. */
function sharesWords(a: Quote, b: Quote): boolean {
  const runs = new Set(wordingOf(a).match(/\S+(?:\s+\S+){5}/gu) ?? []);
  return [...runs].some((run) => wordingOf(b).includes(run));
}

describe('the hard cases of the report', () => {
  test('the NCA quotation is spliced from two pages: on either it is altered, and what is not there is shown', () => {
    const quote = quoteOf('ASI2025-01/36');
    const [figures, people] = quote.text.split(/(?<=previous year\.) /u) as [string, string];
    const onFigures = judged(quote, 'The threat.', figures, 'Report it.');
    expect(onFigures).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(onFigures)).toBe(`-${people}`);
    const onPeople = judged(quote, 'Who is affected.', people, 'Report it.');
    expect(onPeople).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(onPeople)).toContain(`-${figures}`);
  });
  test('and where both stand on one page, far apart, it is told as two pieces', () => {
    const quote = quoteOf('ASI2025-01/36');
    const [figures, people] = quote.text.split(/(?<=previous year\.) /u) as [string, string];
    const verdict = judged(quote, figures, ...printed(quoteOf('ASI2025-01/1')), people);
    expect(verdict).toMatchObject({ verdict: 'altered', similarity: 1, weighty: false });
    expect(verdict.why).toMatchObject({ kind: 'pieces', pieces: 2 });
  });
  test('the hukou passage with “PRC victims” become “Chinese victims” is altered, and the one word is shown', () => {
    const quote = quoteOf('ASI2025-01/42');
    const verdict = judged(
      quote,
      ...printed(quote, (text) => text.replace('PRC victims', 'Chinese victims')),
    );
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe('-PRC +Chinese');
  });
  test('the Sixth Tone sentence, quoted twice with other editorial marks, is intact twice on one page', () => {
    const [first, second] = [quoteOf('ASI2025-01/9'), quoteOf('ASI2025-01/13')];
    expect(first.text).toContain('Du [a gang member] and 10');
    expect(second.text).toContain('Du and 10');
    const page = [
      'The members of the crime ring, headed by Wu Xuezhan, were gradually apprehended by police over the course of a year after one of their members was killed while forcibly detaining a woman who owed them money. Fifteen members of the group were convicted of crimes including illegal detention, racketeering, intentional injury, and organized crime, and sentenced to between two and 25 years in prison on Friday.',
      'His gang would allegedly collude with local officials to intercept and abduct petitioners on their way to file grievances with higher authorities, harassing and intimidating them in so-called black jails.',
      'But the gang did not fall foul of police until 2016, when one of its members, Du Zhihao, was killed in a high-profile usury case.',
      'In April of that year, Du and 10 of his cohorts went to collect a debt from entrepreneur Su Yinxia, who had borrowed 1.35 million yuan ($215,000) from their boss, Wu, at a steep interest rate. The gangsters had detained Su and her then-22-year-old son, Yu Huan, when he came to check on his mother at her office.',
      'The men beat and berated Su, at various points forcing a shoe into her mouth and exposing their genitals. One of Su’s employees called the police, but the officers who turned up left mere minutes after surveying the disturbing scene.',
    ];
    expect(judged(first, ...page)).toMatchObject({ verdict: 'intact' });
    expect(judged(second, ...page)).toMatchObject({ verdict: 'intact' });
  });
  test('Chinese originals stand whatever their corner brackets and the width of their punctuation', () => {
    const quote = quoteOf('ASI2025-01/4');
    const western = (text: string): string =>
      text
        .replaceAll('「', '“')
        .replaceAll('」', '”')
        .replaceAll('，', ', ')
        .replaceAll('。', '. ')
        .replaceAll('、', ',');
    expect(judged(quote, ...printed(quote, western)).verdict).toBe('intact');
    const wide = (text: string): string =>
      text.replaceAll(/[0-9%]/gu, (c) =>
        String.fromCodePoint((c.codePointAt(0) as number) + 0xfee0),
      );
    for (const id of ['ASI2025-01/5', 'ASI2025-01/7', 'ASI2025-01/14'])
      expect(judged(quoteOf(id), ...printed(quoteOf(id), wide)).verdict).toBe('intact');
  });
  test('a changed character of a Chinese original is seen', () => {
    const quote = quoteOf('ASI2025-01/14');
    const verdict = judged(
      quote,
      ...printed(quote, (text) => text.replace('兩死一傷', '兩死兩傷')),
    );
    expect(verdict.verdict).toBe('altered');
    expect(differences(verdict)).toBe('-一 +兩');
    const negated = judged(
      quote,
      ...printed(quote, (text) => text.replace('一般不願意介入', '一般願意介入')),
    );
    expect(negated).toMatchObject({ verdict: 'altered', weighty: true });
  });
  test('a translation that the page does not print is not missing for it', () => {
    const { original: _, ...translation } = quoteOf('ASI2025-01/4');
    expect(judged(translation, ...printed(quoteOf('ASI2025-01/4')))).toMatchObject({
      verdict: 'unverifiable',
    });
  });
  test('quotations with unbalanced quote marks stand', () => {
    const quote = quoteOf('ASI2025-01/35');
    for (const text of [
      `"${quote.text}`,
      `${quote.text}'`,
      quote.text.replace("'Whether", 'Whether'),
      `“${quote.text}’`,
    ])
      expect(judged({ text }, ...printed(quote)).verdict).toBe('intact');
  });
  test('a passage into which the site sets “related” boxes stands in its main text', () => {
    const quote = quoteOf('ASI2025-01/39');
    const page = printed(quote).flatMap((text) => {
      const middle = text.indexOf('. ', text.length / 2) + 1;
      return middle > 0
        ? [
            text.slice(0, middle),
            furniture('Related: other reports of ours'),
            text.slice(middle + 1),
          ]
        : [text];
    });
    expect(judged(quote, ...page).verdict).toBe('intact');
  });
});
