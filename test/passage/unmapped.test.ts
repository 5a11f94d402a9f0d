import { describe, expect, it } from 'vitest';
import { Haystack } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { quoteReason } from '../../src/surfaces/words/documents.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';

const judge = (text: string, ...blocks: readonly string[]) =>
  judgeQuote(
    'q',
    { text },
    {
      kind: 'text',
      url: 'https://a.example/r.pdf',
      haystacks: [new Haystack(blocks.map((block) => ({ text: block, role: 'main' })))],
    },
  );

const HINDI = 'पुलिस ने 12 मार्च को चार वकीलों को पकड़ा और उन्नीस दिन तक रखा।';
const ILLEGIBLE =
  'पु\ufffdलस ने 12 माच\ufffd को चार वक\ufffdला\ufffd को पकड़ा और उन्नीस \ufffdदन तक रखा।';
const KOREAN =
  '노동부는 2023년에 진정 1284건을 접수했다. 감독관들은 공장 대부분을 방문하지 않았고, 벌금을 낸 업주는 37명뿐이었다.';
const LONG =
  'Registration of households remained a barrier to schooling in most of the cities. '.repeat(8);
const CALM =
  'The ministry counted complaints about wages in the north of the country, and the courts heard none of them.';

describe('a passage whose letters the file draws and does not name', () => {
  it.each([
    ['when it is located', HINDI, ILLEGIBLE],
    ['when nothing there resembles it', HINDI, `${'\ufffd'.repeat(30)} ${'\ufffd'.repeat(30)}`],
    ['when a single letter is unknown', CALM, CALM.replace('wages', 'wa\ufffdes')],
    ['when a mark is unknown that the quotation has not', HINDI, HINDI.replace('रखा', 'रखा\ufffd')],
  ])('cannot be verified %s', (_, quote, page) => {
    const verdict = judge(quote, page, LONG);
    expect(verdict).toMatchObject({
      verdict: 'unverifiable',
      diff: [],
      why: { kind: 'unmapped-letters' },
    });
    expect(quoteReason(ENGLISH, verdict.why)).toMatch(/without saying which they are/);
  });
  it.each([
    ['a short one', '진정을 낸 노동자들은 해고되었다.', '진정을 낸 \ufffd동자들은 해고되었다.'],
    ['a heading', '노동과 법', '\ufffd동과 법'],
    [
      'one whose first letter is unknown',
      '노동부는 2023년에 진정 1284건을 모두 접수했다고 밝혔다.',
      '\ufffd동부는 2023년에 진정 1284건을 모두 접수했다고 밝혔다.',
    ],
    [
      'one that stands in pieces',
      `${KOREAN} 진정을 낸 노동자들은 일주일 안에 해고되는 일이 많았다.`,
      `${KOREAN.replace('접수', '접\ufffd').replace('벌금을 낸', '벌금\u2028을 낸')} 진정을 낸 \ufffd동자들은 일주일 안\u2028에 해고되는 일이 많았다.`,
    ],
  ])('cannot be verified by what is known of it: %s', (_, quote, page) => {
    const among = `${KOREAN} `.repeat(8);
    expect(judge(quote, among + page).why.kind).toBe('unmapped-letters');
    const twin = page.replace('해고', '석방').replace('1284', '1248').replace('동과', '동의');
    expect(judge(quote, among + twin).verdict).toMatch(/altered|missing/);
  });
  it('stands where all of its own letters are known', () => {
    expect(judge(CALM, CALM, ILLEGIBLE).verdict).toBe('intact');
  });
  it('is altered where words differ whose letters are known', () => {
    const page = CALM.replace('wages', 'wa\ufffdes').replace('heard none', 'heard most');
    expect(judge(CALM, page, LONG).verdict).toBe('altered');
  });
  it('is missing where the text that cannot be read has no room for it', () => {
    expect(judge(CALM, LONG, 'पु\ufffdलस').verdict).toBe('missing');
    expect(judge(CALM, LONG, `${LONG} \ufffd`).verdict).toBe('missing');
  });
});
