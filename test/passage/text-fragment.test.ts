import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Haystack, type Span } from '../../src/passage/haystack.js';
import { passagesPointedAt } from '../../src/passage/parse-quote.js';
import { linkToPassage } from '../../src/passage/text-fragment.js';
import { blocks, type Given } from '../judging/pages.js';

const URL_OF_PAGE = 'https://a.example/x';
const FILLER = 'Nobody quotes this line of the page.';

/** The n-th place of a passage in a text. */
function nthOf(text: string, passage: string, nth = 0): Span {
  let start = text.indexOf(passage);
  for (let i = 0; i < nth; i++) start = text.indexOf(passage, start + 1);
  return { start, end: start + passage.length };
}

const linkIn = (page: readonly Given[], passages: readonly string[], nth = 0): string => {
  const haystack = new Haystack(blocks(...page));
  return linkToPassage(
    URL_OF_PAGE,
    haystack,
    passages.map((passage) => nthOf(haystack.text, passage, nth)),
  );
};

/** The terms of the first directive, unescaped. */
const terms = (link: string): readonly string[] =>
  (/text=([^&]*)/.exec(link)?.[1] ?? '').split(',').map(decodeURIComponent);

const named = (page: readonly Given[], passage: string, nth = 0): readonly string[] =>
  terms(linkIn(page, [passage], nth));

const LONG =
  'One two three four five six seven eight nine ten, and eleven and twelve to the very end.';

describe('a link that opens at the passage', () => {
  test('names a short passage whole', () => {
    expect(named([FILLER, 'This is a short passage, is it not?'], 'a short passage')).toEqual([
      'a short passage',
    ]);
  });
  test.each([9, 10, 11, 12])('names up to ten words whole: %i', (n) => {
    const words = LONG.split(' ').slice(0, n).join(' ');
    expect(named([FILLER, words], words)).toHaveLength(n <= 10 ? 1 : 2);
  });
  test('names the ends of a long one, without the punctuation around it', () => {
    expect(named([FILLER, `“${LONG}”`], `“${LONG}”`)).toEqual([
      'One two three four',
      'the very end',
    ]);
  });
  test('names as many words as tell its beginning from what stands before', () => {
    const rival = 'One two three four five six is said elsewhere.';
    expect(named([rival, LONG], LONG)).toEqual([
      'One two three four five six seven',
      'the very end',
    ]);
  });
  test('does not mistake a part of a word, or another number, for its words', () => {
    expect(named(['Someone two three fourteen.', LONG], LONG)[0]).toBe('One two three four');
    expect(
      named(['The rate was 14.5 per cent.', 'It was 4.5 per cent.'], '4.5 per cent', 1),
    ).toEqual(['4.5 per cent']);
  });
  test.each([
    ['other letters', 'The ﬁnancial agreement held.'],
    ['wide letters', 'The ｆｉｎａｎｃｉａｌ agreement held.'],
    ['soft hyphens', 'The finan\u00adcial agreement held.'],
    ['capitals', 'THE FINANCIAL AGREEMENT HELD.'],
  ])('knows its words in %s', (_, before) => {
    const page = [before, 'And elsewhere.', 'The financial agreement held.'];
    expect(named(page, 'The financial agreement held')).toEqual([
      'elsewhere.-',
      'The financial agreement held',
    ]);
  });
  test('is content with words that stand nowhere before, whatever their neighbours do', () => {
    const page = ['The financial arrangement held.', 'The financial agreement held.'];
    expect(named(page, 'The financial agreement held')).toEqual(['The financial agreement held']);
  });
  test('tells a repeated sentence by what stands before it on its line', () => {
    const page = ['It is said that loans were repaid.', 'It is known that loans were repaid.'];
    expect(named(page, 'loans were repaid', 1)).toEqual(['known that-', 'loans were repaid']);
  });
  test('tells a repeated paragraph by the end of the paragraph before', () => {
    const page = ['First point.', 'Loans were repaid.', 'Second point:', 'Loans were repaid.'];
    expect(named(page, 'Loans were repaid', 1)).toEqual(['point:-', 'Loans were repaid']);
  });
  test('tells it by what follows, too, when what stands before is the same', () => {
    const page = ['Of them: loans were repaid.', 'Of them: loans were repaid late.'];
    const repeated = [...page.slice(0, 1), ...page];
    expect(named(repeated, 'loans were repaid', 2).at(-1)).toBe('-late');
  });
  test('names an end that stands only once between its beginning and itself', () => {
    const twice =
      'A lender who was paid in full on the day said that all others were paid in full on the day';
    expect(named([FILLER, twice], twice).at(-1)).toBe('were paid in full on the day');
  });
  test('begins in the first block and ends in the last, never on the seam', () => {
    expect(
      named([FILLER, 'A heading', 'The passage goes on'], 'A heading\nThe passage goes on'),
    ).toEqual(['A heading', 'passage goes on']);
  });
  test('cuts scripts without spaces between words', () => {
    const chinese =
      '隨著民間資本的充裕，近年來高利貸以及衍生犯罪問題愈演愈烈，嚴重影響地方的金融秩序和社會穩定。';
    const [start = '', end = ''] = named([FILLER, chinese], chinese);
    const words = [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(chinese)];
    expect(chinese.startsWith(start)).toBe(true);
    expect(words.some(({ index }) => index === start.length)).toBe(true);
    expect(words.some(({ index }) => index === chinese.indexOf(end))).toBe(true);
  });
  test.each([
    'One word of it; (two) of them: “three” - four. Five of these, and six of those, are at its end.',
    'The court’s word of the day was never said by another judge in the court’s own session',
    'The a.m. word of the day was never said by another judge in what was another a.m. session',
  ])('splits a line of letters as it splits one with a figure in it: %s', (line) => {
    expect(named([`7 ${line}`], line)).toEqual(named([line], line));
  });
  test('widens to whole words where a passage begins or ends inside one', () => {
    expect(named([FILLER, 'the moneylenders came'], 'lenders ca')).toEqual(['moneylenders came']);
  });
  test('never cuts a character in two, and leaves out a broken one', () => {
    const rare = '𠮷'.repeat(99);
    for (const term of named([rare], rare)) expect(term).toMatch(/^(?:𠮷)+$/u);
    expect(named(['broken \ud842 text'], 'broken \ud842 text')).toEqual(['broken  text']);
  });
  test('escapes what has a meaning in a directive', () => {
    expect(linkIn(['it was then-22, & 5% more'], ['then-22, & 5% more'])).toBe(
      `${URL_OF_PAGE}#:~:text=then%2D22%2C%20%26%205%25%20more`,
    );
  });
  test('names the parts around an omission, three at most', () => {
    const page = ['alpha one', 'beta two', 'gamma three', 'delta four'];
    expect(linkIn(page, page)).toBe(
      `${URL_OF_PAGE}#:~:text=alpha%20one&text=beta%20two&text=gamma%20three`,
    );
  });
  test('keeps the part of the page that the address names, and no older directive', () => {
    const haystack = new Haystack(blocks('words'));
    const open = (url: string) => linkToPassage(url, haystack, [{ start: 0, end: 5 }]);
    expect(open(`${URL_OF_PAGE}#part`)).toBe(`${URL_OF_PAGE}#part:~:text=words`);
    expect(open(`${URL_OF_PAGE}#part:~:text=old`)).toBe(`${URL_OF_PAGE}#part:~:text=words`);
  });
  test('is the number of the page in a PDF', () => {
    const haystack = new Haystack(blocks({ text: 'front', page: 1 }, { text: 'words', page: 12 }));
    expect(linkToPassage('https://a.example/x.pdf#zoom=1', haystack, [{ start: 6, end: 11 }])).toBe(
      'https://a.example/x.pdf#page=12',
    );
  });
  test('is the bare address where a passage has no words', () => {
    expect(linkIn(['***'], ['***'])).toBe(URL_OF_PAGE);
  });
});

const isWord = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}]/u.test(c);

/** Where a browser finds a directive in a text of words and spaces, by the rules of the specification; null for nowhere. */
function found(text: string, parts: readonly string[]): Span | null {
  const lower = text.toLowerCase().replaceAll('\n', ' ');
  const all = parts.map((part) => part.toLowerCase());
  const prefix = all[0]?.endsWith('-') ? (all.shift() as string).slice(0, -1) : '';
  const suffix = all.at(-1)?.startsWith('-') ? (all.pop() as string).slice(1) : '';
  const [first = '', last] = all;
  const place = (needle: string, from: number, fits: (at: number) => boolean): number => {
    for (let at = lower.indexOf(needle, from); at >= 0; at = lower.indexOf(needle, at + 1))
      if (!isWord(lower[at - 1]) && !isWord(lower[at + needle.length]) && fits(at)) return at;
    return -1;
  };
  const precedes = (at: number): boolean => lower.slice(0, at).trimEnd().endsWith(prefix);
  const follows = (end: number): boolean => lower.slice(end).trimStart().startsWith(suffix);
  const start = place(
    first,
    0,
    (at) => precedes(at) && (last !== undefined || follows(at + first.length)),
  );
  if (start < 0) return null;
  if (last === undefined) return { start, end: start + first.length };
  const end = place(last, start + first.length, (at) => follows(at + last.length));
  return end < 0 ? null : { start, end: end + last.length };
}

test('property: a browser finds the passage, and no place before it, on pages that repeat themselves', () => {
  const word = fc.constantFrom(...'the loan shark was paid by police in May 2019 and'.split(' '));
  const line = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));
  const page = fc.tuple(
    fc.array(line, { minLength: 1, maxLength: 12 }),
    fc.nat(),
    fc.integer({ min: 1, max: 40 }),
  );
  let [landed, tried] = [0, 0];
  fc.assert(
    fc.property(page, ([lines, at, length]) => {
      const haystack = new Haystack(blocks(...lines));
      const words = [...haystack.text.matchAll(/\S+/g)];
      const first = words[at % words.length] as RegExpExecArray;
      const last = words[
        Math.min((at % words.length) + length, words.length) - 1
      ] as RegExpExecArray;
      const passage = { start: first.index, end: last.index + last[0].length };
      const place = found(haystack.text, terms(linkToPassage(URL_OF_PAGE, haystack, [passage])));
      expect(place).not.toBeNull();
      tried++;
      if (place?.start === passage.start && place.end === passage.end) landed++;
      // What no context of twelve words tells apart is left to the first of its equals.
      else expect(place?.start).toBeLessThanOrEqual(passage.start);
    }),
    // One set of pages for good: of random ones about 98 % have such a place, and chance would now and then give fewer.
    { numRuns: 500, seed: 7 },
  );
  expect(landed / tried).toBeGreaterThan(0.97);
});

test('property: any text gives an address', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }),
      (lines) => {
        const haystack = new Haystack(blocks(...lines));
        const link = linkToPassage(URL_OF_PAGE, haystack, [
          { start: 0, end: haystack.text.length },
        ]);
        expect(URL.canParse(link)).toBe(true);
        expect(link).not.toMatch(/\s/u);
      },
    ),
  );
});

test.each<[string, readonly string[]]>([
  ['#:~:text=The%20law%20was%20passed', ['The law was passed']],
  ['#law:~:text=before-,The%20law,in%202024,-after', ['The law [...] in 2024']],
  ['#:~:text=well%2Dknown&text=two', ['well-known', 'two']],
  ['#law', []],
  ['#text=law', []],
  ['#:~:text=', []],
  ['#:~:text=100%,-after', ['100%']],
])('%s points at %j', (fragment, passages) => {
  expect(passagesPointedAt(`https://a.example/x${fragment}`)).toEqual(passages);
});
