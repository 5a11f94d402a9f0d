import { describe, expect, test } from 'vitest';
import { told } from '../../src/model/document.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import {
  ADDRESS,
  differences,
  furniture,
  heading,
  judged,
  pageOf,
  textOf,
} from '../judging/pages.js';

const QUOTE =
  'Police in Chongqing did not release 41 suspects on Monday, and officials said that the gangs must repay 3.53 billion yuan to their victims across 21 provinces.';
const CUT = QUOTE.indexOf(' and officials');
const [FIRST_HALF, SECOND_HALF] = [QUOTE.slice(0, CUT), QUOTE.slice(CUT + 1)];
const BEFORE =
  'The ministry held a press conference at its offices. Journalists were given a printed summary of the cases.';
const AFTER =
  'The next conference is planned for the spring. Nothing was said of the courts or of earlier campaigns.';
const page = (passage: string): readonly [string, string, string] => [BEFORE, passage, AFTER];

describe('a passage that stands', () => {
  test('is shown as it stands, with a link to it', () => {
    const verdict = judged('officials said that the gangs must repay', ...page(QUOTE));
    expect(verdict).toMatchObject({
      verdict: 'intact',
      tier: 'exact',
      similarity: 1,
      found: 'officials said that the gangs must repay',
      link: `${ADDRESS}#:~:text=officials%20said%20that%20the%20gangs%20must%20repay`,
      diff: [],
      weighty: false,
    });
  });
  test.each([
    'The tribunal held that “[t]he families had no choice but to leave the town” before the winter.',
    '[T]he families had no choice but to leave the town before the winter.',
    'The letter said that “all foreigner [sic] must leave the town” before the winter.',
    'The letter said that “all foreigners must leave (emphasis in original) the town” before the winter.',
    'The child[ren] of the lower town may leave it before the winter.',
    'The court held[4] that all of them must leave the town before the winter.',
    'The court held [...] that all of them must leave … before the winter.',
  ])('with the marks that its author made of another is intact: %s', (passage) => {
    expect(judged(passage, ...page(passage))).toMatchObject({ verdict: 'intact', tier: 'exact' });
    expect(judged(passage.toUpperCase(), ...page(passage))).toMatchObject({
      verdict: 'intact',
      tier: 'folded',
    });
    expect(judged(passage, ...page(passage.replace('leave', 'stay in'))).verdict).toBe('altered');
  });
  test('over several blocks is intact', () => {
    const verdict = judged(QUOTE, BEFORE, FIRST_HALF, SECOND_HALF, AFTER);
    expect(verdict).toMatchObject({ verdict: 'intact', tier: 'folded' });
  });
  test('interrupted by furniture is intact in the main text', () => {
    const verdict = judged(
      QUOTE,
      BEFORE,
      FIRST_HALF,
      furniture('Related: ten things to know about Chongqing'),
      SECOND_HALF,
      AFTER,
    );
    expect(verdict).toMatchObject({ verdict: 'intact', tier: 'folded' });
  });
  test('in furniture, such as a menu or a caption, is intact too', () => {
    expect(judged(QUOTE, BEFORE, furniture(QUOTE), AFTER).verdict).toBe('intact');
  });
  test('on a page of a PDF carries the number of the page', () => {
    const verdict = judged(
      QUOTE,
      { text: BEFORE, page: 3 },
      { text: QUOTE, page: 4 },
      { text: AFTER, page: 5 },
    );
    expect(verdict).toMatchObject({ verdict: 'intact', page: 4, link: `${ADDRESS}#page=4` });
  });
  test('broken over two pages of a PDF is given the first', () => {
    const verdict = judged(
      QUOTE,
      { text: `${BEFORE} ${QUOTE.slice(0, 67)}`, page: 3 },
      { text: `${QUOTE.slice(67)} ${AFTER}`, page: 4 },
    );
    expect(verdict).toMatchObject({ verdict: 'intact', page: 3 });
  });
  test.each([
    ['without its commas', QUOTE.replaceAll(',', '')],
    ['with other commas', QUOTE.replace(' that', ', that,')],
    ['in capitals', QUOTE.toUpperCase()],
    ['with dashes for commas', QUOTE.replace(', and', ' – and')],
  ])('%s is intact by its letters', (_, passage) => {
    expect(judged(QUOTE, ...page(passage)).verdict).toBe('intact');
  });
  test.each([
    [
      'that rise along the page',
      QUOTE.replace('suspects', 'suspects12')
        .replace('Monday', 'Monday13')
        .replace('victims', 'victims14'),
    ],
    ['raised and glued to words', QUOTE.replace('suspects', 'suspects¹²')],
    [
      'in brackets',
      QUOTE.replace('suspects', 'suspects[12]').replace('provinces.', 'provinces.[13]'),
    ],
  ])('with footnote numbers %s is intact', (_, passage) => {
    expect(judged(QUOTE, ...page(passage))).toMatchObject({ verdict: 'intact', diff: [] });
  });
  test('with the editor’s words in place of the author’s is intact', () => {
    const quote = QUOTE.replace('officials said', '[officials of the ministry] said');
    expect(judged(quote, ...page(QUOTE)).verdict).toBe('intact');
    expect(
      judged(QUOTE.replace('41 suspects', '41 suspects [of fraud]'), ...page(QUOTE)).verdict,
    ).toBe('intact');
  });
});

describe('a passage that differs is located and its difference shown', () => {
  test.each([
    ['a digit', QUOTE.replace('41', '47'), '-41 +47', true],
    ['a decimal point', QUOTE.replace('3.53', '353'), '-3.53 +353', true],
    ['a name', QUOTE.replace('Chongqing', 'Chengdu'), '-Chongqing +Chengdu', true],
    ['a day', QUOTE.replace('Monday', 'Sunday'), '-Monday, +Sunday,', true],
    ['a negation taken out', QUOTE.replace('did not release', 'did release'), '-not', true],
    ['a negation put in', QUOTE.replace('officials said', 'officials never said'), '+never', true],
    ['a modal verb', QUOTE.replace('must', 'may'), '-must +may', true],
    ['who it was', QUOTE.replace('officials', 'officers'), '-officials +officers', true],
    ['which they were', QUOTE.replace('the gangs', 'these gangs'), '-the +these', true],
    ['an article', QUOTE.replace('the gangs', 'gangs'), '-the', false],
  ])('%s', (_, passage, expected, weighty) => {
    const verdict = judged(QUOTE, ...page(passage));
    expect(verdict).toMatchObject({ verdict: 'altered', tier: null, weighty });
    expect(differences(verdict)).toBe(expected);
    expect(verdict.similarity).toBeGreaterThan(0.9);
    expect(verdict.found).toBe(passage.replace(/\.$/, ''));
  });

  test.each([
    ['a word', 'Officers detained', 'Officers also detained', '+also'],
    ['two words', 'Officers detained', 'Officers, it seems, detained', '+it seems,'],
    ['a figure behind an article', 'The officers detained', 'The 12 officers detained', '+12'],
    [
      'a word in the midst of its sentence',
      'Officers detained',
      'In May officers also detained',
      '+also',
    ],
  ])(
    '%s that was put in behind its first word, which is no part of the difference',
    (_, quoted, printed, expected) => {
      const rest = 'nine villagers in the district of Karsana on the day of the festival';
      expect(differences(judged(`${quoted} ${rest}`, ...page(`${printed} ${rest}.`)))).toBe(
        expected,
      );
    },
  );
  test('its first word, which stands in the sentence before', () => {
    const rest = 'detained nine villagers in the district of Karsana on the day of the festival';
    expect(
      differences(judged(`Officers ${rest}`, ...page(`They told the officers. Soldiers ${rest}.`))),
    ).toBe('-Officers +Soldiers');
  });

  test('one figure of a long passage, which is not all of it', () => {
    const long = `${'The court heard the case of the seven men again in the spring of that year. '.repeat(40)}${QUOTE}`;
    const { verdict, similarity, why } = judged(long, ...page(long.replace('41', '47')));
    expect(verdict).toBe('altered');
    expect(similarity).toBe(0.999);
    expect(why).toEqual({ kind: 'other-words', share: 0.999 });
  });

  const FIRST = 'The law provided criminal penalties for corruption by officials.';
  const SECOND = 'Corruption remained prevalent in many areas of public life.';
  const THIRD = 'Many cases involved land usage rights, real estate and mining.';
  test('a sentence that was deleted', () => {
    const verdict = judged(`${FIRST} ${SECOND} ${THIRD}`, ...page(`${FIRST} ${THIRD}`));
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe(`-${SECOND}`);
  });
  test('a sentence that was put in', () => {
    const verdict = judged(`${FIRST} ${THIRD}`, ...page(`${FIRST} ${SECOND} ${THIRD}`));
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe(`+${SECOND}`);
  });
  test('parts in another order', () => {
    const verdict = judged(`${FIRST} [...] ${SECOND}`, ...page(`${SECOND} ${FIRST}`));
    expect(verdict).toMatchObject({ verdict: 'altered', similarity: 1, weighty: false });
    expect(verdict.why).toEqual({ kind: 'other-order' });
  });
  test('sentences in another order', () => {
    const verdict = judged(`${FIRST} ${SECOND}`, ...page(`${SECOND} ${FIRST}`));
    expect(verdict).toMatchObject({ verdict: 'altered', similarity: 1 });
    expect(verdict.why).toEqual({ kind: 'other-order' });
  });
  test('a digit beside an editor’s insertion, of which the page’s own words are no difference', () => {
    const quote = QUOTE.replace('officials said', '[officials] said');
    const verdict = judged(
      quote,
      ...page(QUOTE.replace('officials said', 'the party said').replace('41', '47')),
    );
    expect(differences(verdict)).toBe('-41 +47');
  });
  test('a passage spliced from two places', () => {
    const verdict = judged(
      `${FIRST} ${THIRD}`,
      FIRST,
      ...Array.from({ length: 9 }, () => BEFORE),
      THIRD,
    );
    expect(verdict).toMatchObject({ verdict: 'altered', similarity: 1 });
    expect(verdict.why).toMatchObject({ kind: 'pieces', pieces: 2, furthest: expect.any(Number) });
  });
  test('a word that was put in before its last two', () => {
    const quote = 'The men were arrested at the market and let go on 3 April 2022';
    const verdict = judged(
      quote,
      ...page(`${quote.replace('3 April', '3 of April')}. They went home.`),
    );
    expect(verdict).toMatchObject({ verdict: 'altered' });
    expect(differences(verdict)).toBe('+of');
    const other = judged(quote, ...page(`${quote.replace('3 April', '3rd May')}. They went home.`));
    expect(other).toMatchObject({ verdict: 'altered', weighty: true });
  });
  test('a passage of which only a sentence is left', () => {
    const verdict = judged(`${FIRST} ${SECOND} ${THIRD}`, ...page(SECOND));
    expect(verdict).toMatchObject({
      verdict: 'altered',
      weighty: true,
      found: SECOND.replace(/\.$/, ''),
    });
    expect(differences(verdict)).toBe(`-${FIRST} -${THIRD}`);
  });
  test('one of its parts gone', () => {
    const verdict = judged(`${FIRST} [...] ${THIRD}`, ...page(FIRST));
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe(`-${THIRD}`);
  });
});

test('of several places that resemble a passage the nearest is shown, wherever it stands', () => {
  const near = QUOTE.replace('41', '47');
  const far = near
    .replace('suspects', 'people')
    .replace('victims', 'owners')
    .replace('21 provinces', 'nine towns');
  expect(differences(judged(QUOTE, BEFORE, far, AFTER, near))).toBe('-41 +47');
  expect(differences(judged(QUOTE, near, BEFORE, far, AFTER))).toBe('-41 +47');
});

test.each([1, 11, 12, 13, 20])(
  'up to twelve words in the place of a sentence that is gone are shown: %i',
  (n) => {
    const [first, gone, last] = [
      'Officers came to the kilns at night and took 41 of the workers with them.',
      'Nobody told their families where they were, nor for how long.',
      'In the spring the owner of the kilns was fined, and the rest went home.',
    ];
    const come = Array.from(
      { length: n },
      (_, i) => ['harbour', 'boats', 'lay', 'quiet'][i % 4],
    ).join(' ');
    const verdict = judged(`${first} ${gone} ${last}`, BEFORE, `${first} ${come} ${last}`, AFTER);
    expect(verdict.verdict).toBe('altered');
    expect(differences(verdict).includes(`+${come}`)).toBe(n <= 12);
  },
);

describe('a passage that does not stand is missing', () => {
  // One sentence of 16 words, so that nothing of it is firm by itself; words of equal length, so that shares are shares.
  const passage =
    'Bandits burned seventy shacks nearby before farmers carted barley across frozen rivers toward distant market squares';
  const other =
    'sellers priced copper kettles indoors while strangers argued about chilly weather under painted wooden arches';
  const upTo = (words: number): string =>
    `${passage.split(' ').slice(0, words).join(' ')} ${other.split(' ').slice(words).join(' ')}`;
  test('where less than half of its letters stand in their order, although a run of them does', () => {
    expect(judged(passage, BEFORE, upTo(5), AFTER)).toMatchObject({
      verdict: 'missing',
      found: null,
    });
    expect(judged(passage, BEFORE, upTo(7), AFTER)).toMatchObject({
      verdict: 'missing',
      found: null,
    });
  });
  test('and is altered where most of them stand', () => {
    expect(judged(passage, BEFORE, upTo(11), AFTER)).toMatchObject({
      verdict: 'altered',
      weighty: true,
    });
  });
  test('on a page about something else', () => {
    expect(judged(QUOTE, BEFORE, AFTER, BEFORE, AFTER)).toMatchObject({
      verdict: 'missing',
      found: null,
      link: null,
      diff: [],
    });
  });
  test('on a page that shares its words in another order', () => {
    const shuffled = QUOTE.split(' ').toSorted().join(' ');
    expect(judged(QUOTE, ...page(shuffled)).verdict).toBe('missing');
  });
});

describe('translations', () => {
  const ORIGINAL = '近年來高利貸以及衍生犯罪問題愈演愈烈，共6071849件案件。';
  test('without their original cannot be verified, whatever the page says', () => {
    expect(judged({ text: QUOTE, translated: true }, ...page(QUOTE))).toMatchObject({
      verdict: 'unverifiable',
    });
  });
  test('are verified by their original', () => {
    const quote = { text: QUOTE, translated: true, original: { lang: 'zh-Hant', text: ORIGINAL } };
    expect(judged(quote, `前言。${ORIGINAL}後記。`)).toMatchObject({
      verdict: 'intact',
      text: ORIGINAL,
    });
    expect(judged(quote, ...page(QUOTE))).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'other-language' },
    });
  });
  test('that the source itself prints are intact by either text', () => {
    const quote = { text: QUOTE, original: { lang: 'zh-Hant', text: ORIGINAL } };
    expect(judged(quote, ...page(QUOTE))).toMatchObject({ verdict: 'intact', text: QUOTE });
    expect(judged(quote, ORIGINAL)).toMatchObject({ verdict: 'intact', text: ORIGINAL });
  });
  test('a changed figure in an original is seen', () => {
    const quote = { text: '', translated: true, original: { lang: 'zh-Hant', text: ORIGINAL } };
    const verdict = judged(quote, `前言。${ORIGINAL.replace('6071849', '6071848')}後記。`);
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe('-6071849 +6071848');
  });
});

describe('what cannot be judged says so', () => {
  test('a page without text', () => {
    const verdict = judgeQuote('R/1#1', { text: QUOTE }, { kind: 'none', why: told('a scan') });
    expect(verdict).toMatchObject({
      verdict: 'unverifiable',
      why: { kind: 'no-text', why: told('a scan') },
    });
  });
  test('a quotation without words', () => {
    expect(judged('[...]', ...page(QUOTE)).verdict).toBe('unverifiable');
  });
});

test('main text is searched apart only where there is furniture', () => {
  expect(haystacksOf(pageOf('a', 'b'))).toHaveLength(1);
  expect(haystacksOf(pageOf('a', furniture('b')))).toHaveLength(2);
  expect(haystacksOf(pageOf(furniture('b')))).toHaveLength(1);
  expect(textOf(pageOf(heading('a')))).toMatchObject({ kind: 'text', url: ADDRESS });
});

describe('where the last words of a passage are others', () => {
  const whole =
    'The witness told the court that the camp was closed and that the statement was reliable.';
  const on = (end: string) => judged(whole, ...page(whole.replace('reliable.', end)));
  test('those are shown, and weighed', () => {
    expect(differences(on('unreliable.'))).toBe('-reliable. +unreliable.');
    expect(on('unreliable.')).toMatchObject({ verdict: 'altered', weighty: true });
    expect(on('reliably.')).toMatchObject({ verdict: 'altered', weighty: true });
  });
  test('but not what stands in another sentence or paragraph', () => {
    const shorter = whole.replace(' and that the statement was reliable.', '.');
    expect(
      differences(judged(whole, ...page(`${shorter} Iran denied it on Monday, as did he.`))),
    ).not.toContain('+');
    expect(differences(judged(whole, ...page(shorter)))).not.toContain('+');
  });
});

describe('what stands on the page under a mark that does not cover it is shown', () => {
  const on = (quote: string, there: string) => judged(quote, ...page(there));
  const [head, tail] = [
    'The ministry did',
    'provide the families with a list of the detained men before the winter began.',
  ];
  test.each(['…', '...', '. . .'])('a denial under a bare mark weighs: %s', (mark) => {
    const verdict = on(`${head} ${mark} ${tail}`, `${head} not ${tail}`);
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe('+not');
    expect(on(`${head} ${mark} ${tail}`, `${head} then ${tail}`)).toMatchObject({
      verdict: 'intact',
    });
  });
  test('a number may have been left out on purpose', () => {
    const quote =
      'The guards took … villagers of the lower town and burned the houses of their families.';
    const verdict = on(quote, quote.replace('…', '43'));
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: false });
    expect(differences(verdict)).toBe('+43');
  });
  test('a denial beside an insertion', () => {
    const quote =
      'The guards [did] take the villagers to the prison of the district before the long winter.';
    const verdict = on(quote, quote.replace('[did]', 'did not'));
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(differences(verdict)).toBe('+did not');
    expect(on(quote, quote.replace('[did]', 'did'))).toMatchObject({ verdict: 'intact' });
  });
});

describe('a passage that stands by its letters says which mark differs inside it', () => {
  const quote =
    'Officers, who came by night, said “we are here” to the so-called guests of the mill';
  test.each([
    ['a comma', quote.replace('Officers, who', 'Officers who'), ['comma']],
    [
      'a comma elsewhere',
      quote.replace('said “we', 'said, “we').replace('night,', 'night'),
      ['comma'],
    ],
    ['a quotation mark', quote.replace('“we are here”', 'we are here'), ['quotation-mark']],
    ['a hyphen', quote.replace('so-called', 'socalled'), ['hyphen']],
    [
      'a hyphen and a comma',
      quote.replace('so-called', 'socalled').replace('Officers,', 'Officers'),
      ['comma', 'hyphen'],
    ],
    [
      'another mark',
      quote.replace('Officers, who', 'Officers, (who').replace('night,', 'night),'),
      undefined,
    ],
    ['none, but behind it', `${quote},`, undefined],
  ])('%s', (_, printed, marks) => {
    expect(judged(quote, ...page(printed)).why).toEqual(
      marks === undefined
        ? expect.not.objectContaining({ marks: expect.anything() })
        : { kind: 'stands', tier: 'letters', marks },
    );
  });
});
