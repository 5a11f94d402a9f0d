import { describe, expect, test } from 'vitest';
import type { ContentVerdict } from '../../../src/model/content.js';
import { furniture, type Given, heading } from '../pages.js';
import { page, SECOND, secondNight } from './lower-town.js';

const PASSAGE =
  'Officers detained 43 villagers in the district in 2024 and did not allow them to contact a lawyer.';
const STOOD = page(PASSAGE);

/** What the second of two nights says of the page's text. */
function then(
  now: readonly Given[],
  before: readonly Given[] = STOOD,
  quote = PASSAGE,
): ContentVerdict {
  const { content, quote: found } = secondNight(quote, before, now);
  expect(found?.verdict).toBe('intact');
  expect(content.change).toBe('edited');
  return content;
}

describe('what comes beside a passage and takes it back is told', () => {
  test.each([
    'This turned out to be untrue.',
    'That is false.',
    'We no longer stand by this claim.',
    'This claim could not be verified.',
    'These figures are disputed.',
    'The author has since withdrawn this account.',
    'This article has been found to contain fabricated quotes.',
    'UNHCR has withdrawn this position paper as of 4 May.',
    'Editor’s note: This turned out to be untrue.',
    'Note: the figure of 43 was wrong; the correct figure is 34.',
    'There were 34 of them, not 43.',
    'The ministry has since distanced itself from this figure.',
    'The witness has since recanted this testimony.',
    'This finding was later overturned on review.',
    'We have been unable to confirm these accounts since then.',
    'This figure was inflated.',
    'This number overstated the arrests.',
    'This statement was misattributed to the police.',
    'This is no longer the case.',
    'Cette affirmation est inexacte.',
    'Diese Angabe ist falsch.',
    'Esta afirmación es falsa y la retiramos por error.',
    'Это утверждение неверно.',
    'هذا الادعاء غير صحيح.',
    '上述说法有误。',
  ])('%s', (words) => {
    const doubt = { notice: { kind: 'doubt', words } };
    expect(then(page(`${PASSAGE} ${words}`))).toMatchObject(doubt);
    expect(then(page(PASSAGE, words))).toMatchObject(doubt);
    expect(then(page(words, PASSAGE))).toMatchObject(doubt);
  });
  test('before a passage that it leads to', () => {
    const words = 'The following claim has been debunked:';
    expect(then(page(words, PASSAGE))).toMatchObject({ notice: { kind: 'doubt', words } });
  });
  test('beside the second paragraph of a passage', () => {
    const quote = `${SECOND} ${PASSAGE}`;
    expect(then(page(PASSAGE, 'That is false.'), STOOD, quote)).toMatchObject({
      notice: { kind: 'doubt' },
    });
  });
  test('above all of the text, where it speaks of the text or of a figure of the passage', () => {
    const above = (words: string) =>
      then([STOOD[0] as Given, words, ...STOOD.slice(1)]).notice?.kind;
    expect(above('This article has been found to contain fabricated quotes.')).toBe('doubt');
    expect(above('Note: the figure of 43 was wrong.')).toBe('doubt');
    expect(above('This page is now out of date and is kept for reference.')).toBe('doubt');
    expect(above('This page was brought up to date in May.')).toBeUndefined();
    expect(above('The law of that year is out of date.')).toBeUndefined();
    expect(above('That is false.')).toBeUndefined();
    expect(above('This claim could not be verified.')).toBeUndefined();
  });
});

describe('and is an edit like any other', () => {
  test.each([
    [
      'says more of the matter',
      'The ministry said that nobody had been charged, and that the court may hear them.',
    ],
    ['denies something else', 'This was not the first raid in the district.'],
    [
      'speaks of what is false',
      'Two of them carried false papers, and the court found their convictions wrongful.',
    ],
    ['says what somebody said', 'Officials said that reports of a raid were false.'],
    ['tells of the people', 'These men were not seen again, and nobody asked for them.'],
    [
      'tells of the text',
      'This report was updated on 4 May and does not cover the north of the district.',
    ],
    ['welcomes it', 'The ministry has since welcomed this figure.'],
    ['confirms it', 'The ministry later confirmed these figures, and this account is accurate.'],
    ['tells where it stands', 'This figure was published in the annual review of the district.'],
    ['tells how it went on', 'This number has grown since the spring, and will be counted again.'],
    [
      'distances somebody from another',
      'The party has since distanced itself from its former leader.',
    ],
    [
      'tells of another end',
      'Two of them no longer live in the district, and their convictions were later overturned.',
    ],
    ['counts', 'The number of villagers who could not return is not known.'],
    [
      'names the figure',
      'All 43 villagers went home in May, and none of the 43 carried false papers.',
    ],
    ['names a year of the passage', 'What was said of 2024 is wrong.'],
    ['quotes', 'The mayor wrote: “We no longer stand by this claim.”'],
  ])('where it %s', (_, words) => {
    expect(then(page(PASSAGE, words)).notice).toBeUndefined();
    expect(then(page(`${PASSAGE} ${words}`)).notice).toBeUndefined();
  });
  test.each([
    'This turned out to be untrue.',
    'This claim could not be verified.',
    'Note: the figure of 43 was wrong.',
  ])('where it stands elsewhere: %s', (words) => {
    expect(then([...STOOD, words]).notice).toBeUndefined();
    expect(then([...STOOD.slice(0, 2), words, ...STOOD.slice(2)]).notice).toBeUndefined();
  });
  test('where it stood before, and something else came', () => {
    const said = `${PASSAGE} This turned out to be untrue.`;
    expect(then(page(`${said} They went home in May.`), page(said)).notice).toBeUndefined();
    expect(then(page(`${said} They went home. That is false.`), page(said)).notice).toBeDefined();
  });
  test('where it stood elsewhere on the page', () => {
    const words = 'This turned out to be untrue.';
    expect(
      then(page(PASSAGE, words, 'They went home.'), [...page(PASSAGE), words]).notice,
    ).toBeUndefined();
  });
  test('where the passage stands in a box', () => {
    const quote =
      'The clerk of the lower town keeps a list of all of the families that left it in the spring.';
    const box = [...STOOD, furniture(quote)];
    expect(
      then([...STOOD, 'This turned out to be untrue.', furniture(quote)], box, quote).notice,
    ).toBeUndefined();
  });
});

describe('a heading that comes above a passage', () => {
  test.each([
    'Unverified claims',
    'Rumours',
    'Disputed accounts',
    'Myth 3',
    'Misconceptions',
    'Allegations that the panel now rejects',
  ])('and doubts what stands there: %s', (words) => {
    expect(then(page(heading(words, 2), PASSAGE))).toMatchObject({
      notice: { kind: 'doubt', words },
    });
    expect(then(page(PASSAGE, heading(words, 2))).notice).toBeUndefined();
  });
  test.each([
    'Arrests',
    'Claims',
    '1999',
    'False papers',
    'Myths of the lower town',
    'Suspected rebels',
    'How rumours of a raid came up',
    'Allegations that the panel now firmly rejects',
  ])('and is a topic: %s', (words) => {
    expect(then(page(heading(words, 2), PASSAGE)).notice).toBeUndefined();
  });
});

describe('a note to a passage', () => {
  const noted = { text: PASSAGE, notes: [{ at: 20, mark: '1' }] };
  const note = (text: string): Given => ({ text, item: true });
  const below = (passage: Given, text: string) => then([...page(passage), note(text)]);
  test('that doubts it is told', () => {
    const words = 'The ministry disputes this figure.';
    expect(below(noted, words)).toMatchObject({ notice: { kind: 'doubt', words } });
  });
  test('but not one that does not, nor a list below a passage without a mark', () => {
    expect(below(noted, 'The ministry published this figure.').notice).toBeUndefined();
    expect(below(PASSAGE, 'The ministry disputes this figure.').notice).toBeUndefined();
  });
});
