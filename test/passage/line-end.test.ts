import { expect, test } from 'vitest';
import { Haystack } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { LINE_END } from '../../src/passage/text/sentences.js';

const QUOTE = '감독관들은 작은 공장 대부분을 방문하지 않았고, 벌금을 낸 업주는 37명뿐이었다';
const judge = (page: string) =>
  judgeQuote(
    'q',
    { text: QUOTE },
    {
      kind: 'text',
      url: 'https://a.example/',
      haystacks: [new Haystack([{ text: page, role: 'main' }])],
    },
  );

test.each([
  ['within a word', QUOTE.replace('방문하지', `방문하${LINE_END}지`)],
  ['between words', QUOTE.replace('작은 공장', `작은${LINE_END}공장`)],
])('the end of a Korean line may stand %s, and is shown as a space', (_, page) => {
  expect(judge(page)).toMatchObject({ verdict: 'intact', found: page.replace(LINE_END, ' ') });
});
test.each([
  ['a space where none was quoted', QUOTE.replace('방문하지', '방문하 지')],
  ['a word changed beside it', QUOTE.replace('방문하지 않았고', `방문하${LINE_END}였고`)],
])('%s is told', (_, page) => {
  expect(judge(page).verdict).toBe('altered');
});
