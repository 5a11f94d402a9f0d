import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../src/load/json-text.js';
import { plainJson } from '../../src/load/plain-json.js';

test.each([
  ['a comment', '{"a": 1 // one\n}'],
  ['a comma too many', '{"a": 1,}'],
  ['a key twice', '{"a": 1, "a": 1}'],
  ['a key twice, once with an escape', '{"a": 1, "\\u0061": 1}'],
  ['a key twice far inside', '{"a": [{"b": {"c": "x:y", "c": "\\":"}}]}'],
  ['a control character in a text', '{"a": "\\u0007"}'],
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
