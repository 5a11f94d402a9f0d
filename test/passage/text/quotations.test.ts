import { expect, test } from 'vitest';
import { withoutQuotations } from '../../../src/passage/text/sentences.js';

test.each([
  '“This page was withdrawn”',
  '„Diese Seite wurde gelöscht“',
  '«Cette page a été retirée»',
  '「本文章已被撤回了」',
  '"This page was withdrawn"',
  '‘This page was withdrawn’',
])('%s is another’s words', (quoted) => {
  expect(withoutQuotations(`It says ${quoted}.`)).toBe('It says  .');
});

test.each([
  'the “so-called” court',
  'The court’s ruling and the ministry’s answer to it',
  'a 5" pipe and a 7" one',
])('nothing is taken from: %s', (text) => {
  expect(withoutQuotations(text)).toBe(text);
});
