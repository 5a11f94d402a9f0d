import { describe, expect, it } from 'vitest';
import { Haystack } from '../../src/quote/haystack.js';
import { judgeQuote } from '../../src/quote/judge-quote.js';
import { quoteReason } from '../../src/report/reasons/quote.js';

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
const ILLEGIBLE = 'पु\ufffdलस ने 12 माच\ufffd को चार वक\ufffdला\ufffd को पकड़ा और उन्नीस \ufffdदन तक रखा।';
const LONG = 'Registration of households remained a barrier to schooling in most of the cities. '.repeat(8);
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
    expect(verdict).toMatchObject({ verdict: 'unverifiable', diff: [], why: { kind: 'unmapped-letters' } });
    expect(quoteReason(verdict.why)).toMatch(/without saying which they are/);
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
