import { describe, expect, it } from 'vitest';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { column, type Placed, pdf } from '../reading/pdf-writer.js';
import { read } from '../reading/read.js';

const TEXTS = [
  'The authorities did not release the detainees until several months had passed, according to the lawyers who were allowed to see them. Relatives of prominent activists were questioned in the same week, and their homes were searched without a warrant by officers who gave no names.',
  'Registration of households remained a barrier to schooling for the children of migrants in most of the cities that were surveyed during the year. Local rules differed, and officials applied them at their own discretion.',
  'Courts heard few complaints against the police, and none of those that were heard ended with a conviction of an officer. Lawyers who brought them lost their licences, some of them within weeks of the hearing.',
  'Lenders charged interest of 365 per cent a year in at least 21 provinces, and the men whom they sent to collect it knew how far the law would let them go before anybody would be arrested.',
];

/** Sets a text in lines of a narrow column, words broken with a hyphen wherever they do not fit. */
function hyphenated(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string;
    const room = width - line.length - 1;
    if (room >= word.length || line === '')
      lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    else if (
      room >= 4 &&
      word.length > room &&
      word.length - room >= 2 &&
      /^\p{Ll}+$/u.test(word)
    ) {
      lines[lines.length - 1] = `${line} ${word.slice(0, room - 1)}-`;
      lines.push(word.slice(room - 1));
    } else lines.push(word);
  }
  return lines;
}

const lines = TEXTS.map((text) => hyphenated(text, 36));
const half = Math.ceil((lines[3] as string[]).length / 2);
/** Two columns a page, a running head and a page number; the last paragraph runs from page 2 to page 3. */
const pages: Placed[][] = [
  [...column(60, 140, lines[0] as string[]), ...column(310, 140, lines[1] as string[])],
  [
    ...column(60, 140, lines[2] as string[]),
    ...column(310, 140, (lines[3] as string[]).slice(0, half)),
  ],
  [
    ...column(60, 140, (lines[3] as string[]).slice(half)),
    ...column(310, 140, lines[0] as string[]),
  ],
].map((placed, i) => [
  { x: 60, y: 40, text: 'Country Information Report China' },
  ...placed,
  { x: 290, y: 800, text: String(i + 1) },
]);

describe('quotations from a two-column PDF with hyphens and running heads', () => {
  it.each([
    ['in the first column', TEXTS[0] as string, 1],
    ['in the second column', TEXTS[1] as string, 1],
    ['on the second page', TEXTS[2] as string, 2],
    ['broken over two pages', TEXTS[3] as string, 2],
  ])('%s: intact, with the right page', async (_, text, page) => {
    expect(lines.flat().some((line) => line.endsWith('-'))).toBe(true);
    const document = await read(pdf({ pages }));
    const evidence = {
      kind: 'text' as const,
      url: 'https://a.example/r.pdf',
      haystacks: haystacksOf(document),
    };
    const verdict = judgeQuote('q', { text }, evidence);
    expect(verdict, JSON.stringify(verdict.why)).toMatchObject({
      verdict: 'intact',
      page,
      link: `https://a.example/r.pdf#page=${page}`,
    });
    const changed = judgeQuote(
      'q',
      { text: text.replace('not release', 'release').replace('365', '356') },
      evidence,
    );
    expect(changed.verdict).toBe(changed.text === text ? 'intact' : 'altered');
  });
});

describe('a passage in a paragraph that the document numbers', () => {
  const evidenceOf = async (number: string, text: string) => {
    const document = await read(
      pdf({
        pages: [[{ x: 60, y: 200, text: number }, ...column(110, 200, hyphenated(text, 60))]],
      }),
    );
    return {
      kind: 'text' as const,
      url: 'https://a.example/r.pdf',
      haystacks: haystacksOf(document),
    };
  };
  const [first = ''] = TEXTS;
  it.each([
    ['3.198', '3.198'],
    ['12.', '12'],
    ['[7]', '7'],
    ['(7)', '7'],
  ])('has that number as its place: %s', async (number, paragraph) => {
    const verdict = judgeQuote(
      'q',
      { text: first.slice(first.indexOf('Relatives')) },
      await evidenceOf(number, first),
    );
    expect(verdict).toMatchObject({ verdict: 'intact', page: 1, paragraph });
  });
  it.each([
    ['3.5', `million people had fled when the year was over. ${first}`],
    ['2023', first],
    ['Note', first],
  ])('has none where a number is no paragraph’s: %s', async (number, text) => {
    const verdict = judgeQuote('q', { text: first }, await evidenceOf(number, text));
    expect(verdict.verdict).toBe('intact');
    expect(verdict.paragraph).toBeUndefined();
  });
});
