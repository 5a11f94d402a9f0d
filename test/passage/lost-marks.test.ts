import { describe, expect, test } from 'vitest';
import { judged } from '../judging/pages.js';

const PAGE =
  'China’s police don’t say “why” they came. “We can’t go,” she said, for the detainees’ rights were “not safe”.';
const lost = (mark: string): string => PAGE.replace(/[’“”]/gu, mark);
const on = (quote: string, page: string): string =>
  judged(quote, 'The ministry said nothing of it.', page, 'The courts were closed in the spring.')
    .verdict;

describe('a mark that a program had no character for', () => {
  test.each([
    ['a question mark on the page', PAGE, lost('?')],
    ['a question mark in the quotation', lost('?'), PAGE],
    ['U+FFFD in the quotation', lost('\ufffd'), PAGE],
    ['an apostrophe of the page', PAGE, PAGE.replace('don’t', 'don\ufffdt')],
    ['a plural’s apostrophe', PAGE, PAGE.replace('detainees’', 'detainees?')],
    ['the marks around a word', PAGE, PAGE.replace('“why”', '?why?')],
    ['a mark that closes at the end', `${PAGE} “They left.”`, `${PAGE} ?They left.? ?Then`],
    [
      'an apostrophe in French',
      'Les familles n’ont rien reçu de l’État',
      'Les familles n?ont rien reçu de l?État',
    ],
    [
      'two of one word',
      'The rock’n’roll bands of the town were detained',
      'The rock?n?roll bands of the town were detained',
    ],
  ])('is the same passage: %s', (_, quote, page) => {
    expect(on(quote, page)).toBe('intact');
  });

  test.each([
    ['a question put in at a sentence’s end', PAGE, PAGE.replace('safe”.', 'safe”?')],
    ['one within the marks', PAGE, PAGE.replace('safe”', 'safe?”')],
    [
      'one for the full stop',
      `${PAGE} They left. Nobody stayed.`,
      `${PAGE} They left? Nobody stayed.`,
    ],
    [
      'one that was taken out',
      `${PAGE} Have they left? Nobody stayed.`,
      `${PAGE} Have they left. Nobody stayed.`,
    ],
    [
      'one that the page has not, at the end',
      `${PAGE} “Have they left?”`,
      `${PAGE} “Have they left.”`,
    ],
    [
      'a question where marks were taken away',
      PAGE,
      PAGE.replace('say “why” they', 'say why? they'),
    ],
    [
      'a question that was taken out where the mark behind it was lost',
      `${PAGE} “Why did they leave?” she asked the men.`,
      `${PAGE} “Why did they leave.? she asked the men.`,
    ],
    [
      'a question in French',
      'Les familles ont déclaré : « Elle est partie » et il le croit aussi',
      'Les familles ont déclaré : « Elle est partie ? » et il le croit aussi',
    ],
    [
      'an apostrophe that is not there',
      PAGE.replace('don’t', 'dont'),
      PAGE.replace('don’t', 'don?t'),
    ],
    ['another word beside it', PAGE, lost('?').replace('came', 'left')],
    ['the negation', PAGE, lost('?').replace('don?t', 'do')],
    ['a question that begins no quotation', PAGE, PAGE.replace('came. “We', 'came? “We')],
    ['a letter', PAGE.replace('came', 'c\ufffdme'), PAGE.replace('came', 'come')],
    [
      'a word that has no apostrophe',
      PAGE.replace('China’s', 'it\ufffds'),
      PAGE.replace('China’s', 'its'),
    ],
    ['a letter that is wanting', PAGE.replace('came', 'ca\ufffdme'), PAGE],
    ['a currency', `${PAGE} They paid \ufffd500 each.`, `${PAGE} They paid $500 each.`],
  ])('is not: %s', (_, quote, page) => {
    expect(on(quote, page)).toBe('altered');
  });

  test('leaves it open what a letter of the page was', () => {
    expect(on(PAGE, PAGE.replace('came', 'c\ufffdme'))).toBe('unverifiable');
  });
});
