import { expect, test } from 'vitest';
import { isWeekday, monthNamed } from '../../../src/passage/text/dates.js';
import { wordsOf } from '../../../src/passage/text/tokens.js';
import { judged } from '../../judging/pages.js';

test.each([
  'wednesday',
  'mercredi',
  'mittwoch',
  'miércoles',
  'quarta',
  'среда',
  'çarşamba',
  '星期三',
  '水曜日',
])('%s is a day of the week', (word) => {
  expect(isWeekday(word)).toBe(true);
});
test.each(['week', 'market', 'mars', ''])('%s is none', (word) => {
  expect(isWeekday(word)).toBe(false);
});

test.each([
  ['الأحد', isWeekday, true],
  ['الأرض', isWeekday, false],
  ['أغسطس', monthNamed, 8],
  ['أكتوبر', monthNamed, 10],
  ['أيلول', monthNamed, 9],
  ['أكثر', monthNamed, null],
])('%s is known as words of a text are folded', (name, is, said) => {
  expect(wordsOf(`${name} `).map(({ key }) => is(key))).toEqual([said]);
});
test('a date of Arabic is the same in figures, and no other', () => {
  const on = (date: string) => `زار الوفد السجن في ${date} ولم يسمح له بمقابلة السجناء`;
  expect(judged(on('5 أغسطس 2021'), on('5/8/2021')).verdict).toBe('intact');
  expect(judged(on('5 أغسطس 2021'), on('5/10/2021')).verdict).toBe('altered');
});
