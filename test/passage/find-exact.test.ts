import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutsWord, findInOrder, TIERS } from '../../src/passage/find-passage.js';
import { Haystack } from '../../src/passage/haystack.js';
import { partsOf } from '../../src/passage/parse-quote.js';
import { blocks } from '../judging/pages.js';

const hay = (...texts: readonly string[]): Haystack => new Haystack(blocks(...texts));
const tierOf = (quote: string, ...texts: readonly string[]): string | null =>
  TIERS.find((tier) => findInOrder(partsOf(quote), hay(...texts), tier) !== null) ?? null;
const foundBy = (quote: string, text: string): string | null => {
  const haystack = hay(text);
  for (const tier of TIERS) {
    const spans = findInOrder(partsOf(quote), haystack, tier);
    if (spans !== null) return spans.map((s) => haystack.text.slice(s.start, s.end)).join('|');
  }
  return null;
};

describe('each tier overlooks more than the one before', () => {
  const PAGE = 'The “village committee” met twice, in 2019.';
  test.each([
    ['exact', 'committee” met twice, in 2019'],
    ['folded', 'the "village  Committee" met twice'],
    ['letters', 'village committee met twice in 2019'],
  ])('%s', (tier, quote) => {
    expect(tierOf(quote, PAGE)).toBe(tier);
  });
  test('and no tier overlooks a word', () => {
    expect(tierOf('the village committee met thrice', PAGE)).toBeNull();
  });
});

describe('words that stand letter for letter stand', () => {
  const QUOTE = 'officers of the ministry said that they knew of no such case';
  test.each([
    `The ${QUOTE}.`,
    `“${QUOTE}”, and left.`,
    QUOTE,
    `It was late.\n${QUOTE}\nThey left.`,
    `The ${QUOTE}, and what was it?`.padStart(200),
  ])('%j', (page) => {
    expect(tierOf(QUOTE, page)).toBe('exact');
  });
  test.each([
    `The d’${QUOTE}.`,
    `The ${QUOTE}’s sister.`,
    `The ${QUOTE}s.`,
    `The ${QUOTE}\u0301.`,
    `The ${QUOTE}28.`,
    `The ex${QUOTE}.`,
  ])('but not in %j', (page) => {
    expect(tierOf(QUOTE, page)).toBeNull();
  });
  test('nor where a number goes on behind them, or the quotation asks', () => {
    expect(tierOf('they lost 1.231 per', 'they lost 1.231 per cent of it')).toBeNull();
    expect(tierOf(`${QUOTE}?`, `The ${QUOTE}.`)).toBeNull();
    expect(tierOf(`${QUOTE}.`, `Had ${QUOTE}?`)).toBeNull();
  });
});

describe('numbers are whole', () => {
  test.each([
    ['5 million people', 'some 1.5 million people'],
    ['5 million people', 'some 25 million people'],
    ['cost 3 yuan', 'cost 3.5 yuan'],
    ['cost 1.35', 'cost 1.356'],
    ['in 353 billion', 'in 3.53 billion'],
    ['in 3.53 billion', 'in 353 billion'],
    ['in 3.53 billion', 'in 35.3 billion'],
    ['the $5 fee', 'the €5 fee'],
    ['16% of them', '16 of them'],
  ])('%s does not stand in “%s”', (quote, page) => {
    expect(tierOf(quote, page)).toBeNull();
  });
  test.each([
    ['1664 gangs', '1,664 gangs'],
    ['1,664 gangs', '1664 gangs'],
    ['in 2019', 'in 2019, and later.'],
    ['cost 3', 'It cost 3.'],
    ['６０７１８４９件案件', '共6071849件案件'],
  ])('%s stands in “%s”', (quote, page) => {
    expect(tierOf(quote, page)).not.toBeNull();
  });
});

describe('words are whole', () => {
  test('a passage does not begin or end inside a word', () => {
    expect(tierOf('he reports', 'the reports')).toBeNull();
    expect(tierOf('the report', 'the reports')).toBeNull();
  });
  test('but in scripts without spaces every character may begin one', () => {
    expect(tierOf('近年来高利贷', '随着近年来高利贷以及')).toBe('exact');
  });
  test.each([
    ['ab', 1, true],
    ['a b', 1, false],
    ['12', 1, true],
    ['1.2', 1, true],
    ['1.2', 2, true],
    ['1. 2', 2, false],
    ['a1', 1, false],
    ['中a', 1, false],
    ['ColumbiaПотвърден', 8, false],
    ['e\u0301', 1, true],
    ['ab', 0, false],
    ['ab', 2, false],
  ])('%j cut at %i: %s', (text, at, cuts) => {
    expect(cutsWord(text, at)).toBe(cuts);
  });
});

describe('parts', () => {
  test('stand one after the other, however far apart', () => {
    const [FIRST, LAST] = [
      'the first part of what was said there',
      'the last part of what was said there',
    ];
    const filler = 'A sentence of no interest. '.repeat(200);
    expect(tierOf(`${FIRST} [...] ${LAST}`, `${FIRST}. ${filler}Then ${LAST}.`)).toBe('exact');
  });
  test('do not stand in another order', () => {
    expect(
      tierOf('the first part [...] the last part', 'the last part, the first part'),
    ).toBeNull();
  });
  test('do not overlap', () => {
    expect(tierOf('one two three [...] three four', 'one two three four')).toBeNull();
  });
  test('the second is found after a first that occurs twice', () => {
    expect(foundBy('the report [...] was read', 'the report, then the report was read')).toBe(
      'the report|was read',
    );
  });
});

describe('where the editor inserted words', () => {
  test('nothing need stand there, or a few other words', () => {
    expect(foundBy('said on Monday [19 February] that', 'he said on Monday that')).toBe(
      'said on Monday that',
    );
    expect(foundBy('arrested [the ten men] and fined', 'arrested them and fined')).toBe(
      'arrested them and fined',
    );
  });
  test('but not a page of them', () => {
    expect(
      tierOf('arrested [the men] and fined', `arrested ${'other words '.repeat(30)} and fined`),
    ).toBeNull();
  });
});

test('a span is given in the characters of the page, to the last half of the last one', () => {
  expect(foundBy('ofﬁcial 𠮷', 'an oﬃcial 𠮷 text'.replace('ﬃ', 'ffi'))).toBe('official 𠮷');
  expect(foundBy('official text', 'An OFFI\u00adCIAL  “text”')).toBe('OFFI\u00adCIAL  “text');
});

describe('properties', () => {
  const word = fc.constantFrom(
    'the',
    'Police',
    'of',
    'China',
    '2019',
    '1,664',
    'loan-shark',
    '贷款',
    'non',
    'médecin',
    '35%',
  );
  const prose = fc.array(word, { minLength: 3, maxLength: 30 }).map((words) => words.join(' '));
  test('what stands on a page is found, whatever the typesetter does to it', () => {
    const set = fc.constantFrom<(s: string) => string>(
      (s) => s,
      (s) => s.toUpperCase(),
      (s) => s.replaceAll(' ', '\u00a0 '),
      (s) => s.replace(/(?<=\p{L})(?=\p{L})/u, '\u00ad'),
      (s) => s.replaceAll('-', '‑'),
      (s) => s.normalize('NFD'),
    );
    fc.assert(
      fc.property(prose, prose, prose, set, (before, quote, after, typeset) => {
        expect(tierOf(quote, `${before}; ${typeset(quote)}; ${after}`)).not.toBeNull();
      }),
    );
  });
  test('what is found has the letters and the numbers of the quotation', () => {
    const bare = (s: string): string =>
      s
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}%]/gu, '');
    fc.assert(
      fc.property(prose, prose, (quote, page) => {
        const found = foundBy(quote, page);
        if (found !== null) expect(bare(found)).toBe(bare(quote));
      }),
    );
  });
});
