import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GramIndex } from '../../src/passage/gram-index.js';
import { boundsOfWords, wordsOf } from '../../src/passage/text/tokens.js';

test('one search leaves nothing behind for the next', () => {
  const text = 'thepolicedidnotactagainstthelenderswhentheywerecalledbythevillagers'.repeat(3);
  const index = new GramIndex(text, false);
  const before = index.placesLike('thelenderswhentheywerecalled');
  index.placesLike('thepolicedidnotactagainst');
  expect(before).not.toHaveLength(0);
  expect(index.placesLike('thelenderswhentheywerecalled')).toEqual(before);
  expect(index.placesLike('nothinglikeitstandsanywherehere')).toEqual([]);
});

test('the bounds of a text’s words are where its first begins and its last ends', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '.', '1', ',', '高', '“', '-', 'é') }),
      (text) => {
        const words = wordsOf(text);
        const last = words.at(-1);
        expect(boundsOfWords(text)).toEqual(
          last && words[0] ? { start: words[0].at, end: last.at + last.bare.length } : null,
        );
      },
    ),
  );
});
