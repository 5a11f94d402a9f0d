import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesIn } from '../../../src/passage/text/tokens.js';

const EXPRESSIONS = [/a+/g, /(?:)/g, /(?:)/gu, /b*/giu, /(?<=a)|😀/gu, /(?<name>[ab])c?/gu, /$/gu];

it('gives what matchAll gives, whatever an earlier use left behind', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'B', '😀', '\ud83d'),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, fc.constantFrom(...EXPRESSIONS), fc.nat(9), (words, expression, left) => {
      expression.lastIndex = left;
      const facts = (all: Iterable<RegExpExecArray>) =>
        Array.from(all, (match) => [match.index, [...match], match.groups?.name]);
      expect(facts(matchesIn(expression, words))).toEqual(
        facts(words.matchAll(new RegExp(expression)) as Iterable<RegExpExecArray>),
      );
    }),
    { numRuns: 2_000 },
  );
});

it('refuses an expression that would match the same place for ever', () => {
  expect(() => matchesIn(/a/u, 'a')).toThrow('not global');
});
