import { expect, test } from 'vitest';
import { readJson } from '../../src/settings/json-text.js';

test.each([
  ['brackets without end', '['.repeat(100_000)],
  ['brackets that close', `{"reports":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ['objects', '{"a":'.repeat(50_000)],
])('%s within each other are told at the first that is too deep', (_, text) => {
  const { value, problems } = readJson(text, 'sources.json');
  expect(value).toBeUndefined();
  expect(problems).toEqual([
    {
      file: 'sources.json',
      line: 1,
      column: expect.any(Number),
      message: 'this is nested more than 100 deep',
    },
  ]);
});

test('brackets in texts are no nesting', () => {
  expect(readJson(JSON.stringify({ a: '['.repeat(100_000) }), 'sources.json').problems).toEqual([]);
});

test.each([
  ['NUL', '"a\\u0000b"'],
  ['an escape', '"\\u001b[31m"'],
  ['half of a character', '"a\\ud83d"'],
  ['the other half', '"\\ude00a"'],
])('a text with %s in it is told with its place', (_, json) => {
  expect(readJson(`{\n  "id": ${json}\n}`, 'sources.json').problems).toMatchObject([
    {
      line: 2,
      column: 9,
      message: expect.stringContaining('control character or half of a character'),
    },
  ]);
});

test('a control character that stands in a text as it is, is told once', () => {
  expect(
    readJson('{\n  "id": "a\u0007b\u0000",\n  "of": "\\u0007"\n}', 'sources.json').problems,
  ).toMatchObject([
    { line: 2, column: 9, message: 'this text holds a control character' },
    { line: 3, column: 9, message: 'this text holds a control character or half of a character' },
  ]);
});

test('whole characters beyond the first plane, tabs and line ends are text', () => {
  expect(readJson('{"id": "\\ud83d\\ude00 a\\tb\\nc"}', 'sources.json').problems).toEqual([]);
});
