import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf, weightOf } from '../../src/passage/parse-quote.js';

const segments = (quote: string): readonly (readonly string[])[] =>
  partsOf(quote).map((part) => part.segments);

describe('a quotation is split where words were left out', () => {
  test.each([
    '[...]',
    '[…]',
    '[ ... ]',
    '[. . .]',
    '(...)',
    '(…)',
    '( . . . )',
    '…',
    '...',
    '. . .',
  ])('at %s', (mark) => {
    expect(segments(`the first words ${mark} the last words`)).toEqual([
      ['the first words'],
      ['the last words'],
    ]);
  });
  test('but not at brackets that hold words, nor at a single full stop', () => {
    expect(segments('One ends. Another (a note) begins')).toEqual([
      ['One ends. Another (a note) begins'],
    ]);
  });
  test('marks at either end leave no empty part', () => {
    expect(segments('[...] only this [...]')).toEqual([['only this']]);
  });
  test('a full stop or comma stranded between two marks is no part', () => {
    expect(segments('under-reported. [...] . The Asia-Pacific')).toEqual([
      ['under-reported'],
      ['The Asia-Pacific'],
    ]);
  });
});

describe('what an editor added is not looked for', () => {
  test('words in brackets divide a part into segments', () => {
    expect(segments('on Tuesday [26 February 2019] that police')).toEqual([
      ['on Tuesday', 'that police'],
    ]);
    expect(segments('賀小榮 [He Xiaorong] 表示')).toEqual([['賀小榮', '表示']]);
  });
  test('at the beginning they leave nothing behind', () => {
    expect(segments('[For psychological support] most of the hotlines')).toEqual([
      ['most of the hotlines'],
    ]);
  });
  test.each([
    ['[T]he borrowers', 'The borrowers'],
    ['[C]ampus loans', 'Campus loans'],
    ['organi[z]ed crime', 'organized crime'],
    ['the victim[s] said', 'the victims said'],
  ])('changed letters belong to their word: %s', (quote, wording) => {
    expect(segments(quote)).toEqual([[wording]]);
  });
  test.each(['[sic]', '[sic!]', '[ sic ]', '[SIC]'])('%s disappears', (mark) => {
    expect(segments(`he were ${mark} gone`)[0]?.join(' ')).toMatch(/^he were\s+gone$/);
    expect(segments(`he were ${mark} gone`)).toHaveLength(1);
  });
  test('footnote marks that were copied along disappear', () => {
    expect(segments('was reported.[12] It was[3] denied')).toEqual([
      ['was reported. It was denied'],
    ]);
  });
});

test('quote marks and spaces at the seams prove nothing, wherever they are unbalanced', () => {
  expect(segments('"An opened quotation')).toEqual([['An opened quotation']]);
  expect(segments('‘Closed only once.” ')).toEqual([['Closed only once']]);
});
test('currency and per cent signs at the seams are part of the wording', () => {
  expect(segments('$530 million, or 6 %.')).toEqual([['$530 million, or 6 %']]);
});
test('a quotation without words has no parts', () => {
  for (const nothing of ['', ' ', '[...]', '“”', '[editorial words only]', '... – …'])
    expect(partsOf(nothing)).toEqual([]);
});
test('weight counts letters and digits only', () => {
  expect(weightOf('“Ab, 1 2!”')).toBe(4);
  expect(weightOf('賀小榮。')).toBe(3);
});

test('property: whatever is quoted, no segment is empty or begins with white space', () => {
  const piece = fc.constantFrom(
    'word',
    'Two words',
    ' ',
    '.',
    '[',
    ']',
    '[...]',
    '…',
    '[X]',
    '“',
    '"',
    '1,5',
    '中',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const part of partsOf(pieces.join(''))) {
        expect(part.segments.length).toBeGreaterThan(0);
        for (const segment of part.segments)
          expect(segment).toMatch(/^(?:\.\d|[\p{L}\p{N}\p{Sc}])/u);
      }
    }),
  );
});
