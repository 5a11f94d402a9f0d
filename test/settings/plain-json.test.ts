import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainJson, plainJsonOf, readJson, shallowEntries } from '../../src/settings/json-text.js';

test.each([
  ['a comment', '{"a": 1 // one\n}'],
  ['a comma too many', '{"a": 1,}'],
  ['a key twice', '{"a": 1, "a": 1}'],
  ['a key twice, once with an escape', '{"a": 1, "\\u0061": 1}'],
  ['a key twice far inside', '{"a": [{"b": {"c": "x:y", "c": "\\":"}}]}'],
  ['a control character in a text', '{"a": "\\u0007"}'],
  ['a control character in a text, by its letter', '{"a": "\\b"}'],
  ['the control character that JSON lets stand', '{"a": "\u007f"}'],
  ['half of a character in a text', '{"a": "\ud800"}'],
  ['half of a character in a key', '{"a\\ud800": 1}'],
  ['101 levels', `${'['.repeat(101)}1${']'.repeat(101)}`],
  ['a key that is none of its own', '{"__proto__": {}}'],
])('%s is no plain JSON', (_, text) => {
  expect(plainJson(text)).toBeUndefined();
});

test.each([
  ['colons and quotes in texts', '{"a:b": "c:\\"d:\\\\", "e": [":", "\\\\\\":"]}'],
  ['100 levels', `${'['.repeat(99)}{"a":1}${']'.repeat(99)}`],
  ['the same key in two objects', '[{"a": 1}, {"a": 2}]'],
  ['escapes of what may stand in a text', '{"a\\u2019": "\\u00e9\\n\\t\\\\b"}'],
  ['a text that names a key that is none', '{"a": "__proto__"}'],
])('%s are', (_, text) => {
  expect(plainJson(text)).toEqual(JSON.parse(text));
});

test('property: any value is read as it was written, with its places or without', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4, stringUnit: 'binary' }), (text) => {
      const { value, problems } = readJson(text, 'f');
      if (problems.length === 0) expect(value).toEqual(JSON.parse(text));
      else expect(plainJson(text)).toBeUndefined();
    }),
  );
});

/** Longer than a piece, so that whatever holds it is read in pieces. */
const LONG = JSON.stringify('x'.repeat(100));
const PIECE = 80;

test('property: a file that is read in pieces says what its text says', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom('', ' ', '\n\t'), (json, gap) => {
      const text = `${gap}{${gap}"a"${gap}:${gap}[${LONG}${gap},${json}${gap},{"b":${json},"long":${LONG}}${gap}]${gap},"c":${json}}${gap}`;
      expect(plainJsonOf(Buffer.from(`\ufeff${text}`), PIECE)).toEqual(plainJson(text));
    }),
  );
});

test.each([
  ['a comment', `[${LONG}, 1 /* one */]`],
  ['a comma too many', `[${LONG}, ]`],
  ['a comma too few', `[${LONG} 1]`],
  ['a key twice', `{"a": ${LONG}, "a": 1}`],
  ['a key twice, once with an escape', `{"a": ${LONG}, "\\u0061": 1}`],
  ['a key twice in a piece', `[${LONG}, {"a": 1, "a": 1}]`],
  ['a key that is no text', `{1: ${LONG}}`],
  ['a key that is none of its own', `{"__proto__": ${LONG}}`],
  ['a list that never ends', `[${LONG}`],
  ['brackets of two kinds', `[${LONG}}`],
  ['something after the end', `[${LONG}] 1`],
  ['a control character in a text', `[${LONG}, "\\u0007"]`],
  ['nothing', ''],
])('%s is no plain file', (_, text) => {
  expect(plainJsonOf(Buffer.from(text), PIECE)).toBeUndefined();
});

test('entries of a list are read without what is in them', () => {
  const file =
    '{"x": {"reports": [{"id": 9}]}, "reports": [{"id": "A\\"", "in": [{"id": 2}], "n": null}, {}], "y": [1]}';
  expect(shallowEntries(Buffer.from(file), 'reports')).toEqual([{ id: 'A"', n: null }, {}]);
  expect(shallowEntries(Buffer.from(file.replace('[1]', '[1] // one')), 'reports')).toBeUndefined();
});
