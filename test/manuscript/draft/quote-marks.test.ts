import { expect, test } from 'vitest';
import {
  closesQuotation,
  quotationsIn,
  withoutOuterMarks,
} from '../../../src/manuscript/grammar/quote-marks.js';

const quoted = (text: string): readonly string[] =>
  quotationsIn(text).map(({ start, end }) => text.slice(start, end));

test.each([
  [
    'in British marks, with apostrophes in it',
    'He said: ‘In the ’90s the dogs’ owners weren’t here.’ Then',
    ['‘In the ’90s the dogs’ owners weren’t here.’'],
  ],
  [
    'the same with straight marks',
    "He said: 'In the '90s the dogs' owners weren't here.' Then",
    ["'In the '90s the dogs' owners weren't here.'"],
  ],
  [
    'behind an s, where nothing else closes it',
    'They sold ‘land and houses’ and left.',
    ['‘land and houses’'],
  ],
  [
    'two, of which the first ends behind an s',
    '‘What the lender takes’ and ‘what he leaves’ differ.',
    ['‘What the lender takes’', '‘what he leaves’'],
  ],
  [
    'with another in it',
    'It “calls the law ‘a muzzle’ and the dogs’ owners ‘thugs’” today.',
    ['“calls the law ‘a muzzle’ and the dogs’ owners ‘thugs’”'],
  ],
  [
    'with a double one in a single one',
    '‘Nobody “came back” since’, she said.',
    ['‘Nobody “came back” since’'],
  ],
  [
    'in single marks within single marks',
    '‘They closed the ‘last paper’ in May’, she said.',
    ['‘They closed the ‘last paper’ in May’'],
  ],
  ['in German', 'Er sagte: „Niemand kam zurück.“ Dann', ['„Niemand kam zurück.“']],
  ['in German, twice', '„Niemand“ und „Keiner“ kamen.', ['„Niemand“', '„Keiner“']],
  ['in German books', 'Er sagte: »Niemand kam zurück.« Dann', ['»Niemand kam zurück.«']],
  ['in French', 'Il a dit : « Personne n’est revenu » et', ['« Personne n’est revenu »']],
  ['in Swedish', 'Hon sade: ”Ingen kom tillbaka.” Sedan', ['”Ingen kom tillbaka.”']],
  ['in Arabic', 'قال: «لم يعد أحد» ثم', ['«لم يعد أحد»']],
  ['in Chinese', '他说：“没有人回来。”然后', ['“没有人回来。”']],
])('a quotation is found %s', (_, text, found) => {
  expect(quoted(text)).toEqual(found);
});

test.each([
  ['an elision is no quotation', 'It was in the ’90s, and ’twas cold.'],
  ['nor is one with straight signs', "It was in the '90s, and 'twas cold."],
  ['nor are apostrophes', 'The dogs’ owners and the farmers’ sons.'],
  ['nor feet and inches apart', 'A wall of 5 " and 6 " each.'],
])('%s', (_, text) => {
  expect(quoted(text)).toEqual([]);
});

test.each([
  'Niemand kam zurück.“',
  'Niemand kam zurück.«',
  'Keiner „kam“ zurück“',
  'Er sagte „nein“.“',
])('the mark at the end of %s closes, and is no part of what it closes', (text) => {
  expect(closesQuotation(text)).toBe(true);
  expect(withoutOuterMarks(text)).toBe(text.slice(0, -1));
});

test.each(['Er sagte: “', 'Er sagte: «', 'Er sagte: „', 'Er sagte:„', 'Niemand kam “zurück'])(
  'none closes at the end of %s',
  (text) => {
    expect(closesQuotation(text)).toBe(false);
    expect(withoutOuterMarks(text)).toBe(text);
  },
);

test('a mark at the end of a text that closes a quotation inside it is kept', () => {
  expect(withoutOuterMarks('Er sagte „nein“')).toBe('Er sagte „nein“');
});
