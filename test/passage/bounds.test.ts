import { describe, expect, test } from 'vitest';
import type { Omission } from '../../src/model/quote.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';
import { omissionChange } from '../../src/passage/omissions.js';
import { foldedLetters } from '../../src/passage/text/fold.js';
import {
  classifyRetraction,
  isCalledFalse,
  isCorrectionLabel,
  leadsFalseList,
} from '../../src/passage/text/retraction-phrases.js';
import { diffWords, wordsOf } from '../../src/passage/text/tokens.js';
import { isWeighty } from '../../src/passage/weight.js';
import {
  blocks,
  differences,
  type Given,
  heading,
  judged,
  pageOf,
  textOf,
} from '../judging/pages.js';

const [FIRST, LAST] = [
  'the ministry gave shelter to all of the families',
  'and paid for their journey home in spring',
];
const WHOLE = `${FIRST} ${LAST}`;
const BEFORE = 'The ministry held a press conference at its offices in the old town.';
const weighs = (before: string, after: string): boolean =>
  isWeighty(diffWords(wordsOf(before), wordsOf(after)) ?? []);

describe('a number that goes on over an omission', () => {
  test.each([
    [
      'begins in it',
      'the ministry counted [...] million of them in the spring',
      'as many as 3',
      true,
    ],
    [
      'goes on in it',
      'the ministry counted 3 [...] of them in the spring',
      'million or more',
      true,
    ],
    ['ends in it', 'the ministry counted [...] of them in the spring', 'as many as 3', false],
    [
      'ends before it',
      'the ministry counted 3 [...] of them in the spring',
      'families or more',
      false,
    ],
    [
      'begins in it and ends there',
      'the ministry counted [...] people of them in the spring',
      'as many as 3',
      false,
    ],
  ])('%s', (_, quote, omitted, weighty) => {
    expect(judged(quote, quote.replace('[...]', omitted))).toMatchObject({
      verdict: 'intact',
      omitted: [{ where: 'between', text: omitted, weighty }],
    });
  });
});

describe('of the sentence around a passage three hundred characters are looked at', () => {
  const words = (length: number) => 'mile '.repeat(length / 5);
  const omitted = (page: string, where: Omission['where']) =>
    judged(WHOLE, page).omitted?.find((one) => one.where === where);
  test.each([
    [275, true],
    [330, false],
  ])('%i before it and behind it', (length, isSeen) => {
    const before = omitted(`Nobody said that ${words(length)}${WHOLE}.`, 'before');
    const after = omitted(`${WHOLE}, ${words(length)}but nobody said so.`, 'after');
    expect([before?.weighty, after?.weighty]).toEqual([isSeen, isSeen]);
    expect([before?.text.includes('⋯'), after?.text.includes('⋯')]).toEqual([!isSeen, !isSeen]);
  });
  test('none of another paragraph', () => {
    expect(judged(WHOLE, 'Nobody said that', WHOLE, 'but nobody said so').omitted).toEqual([]);
  });
});

describe('what a passage leaves out, held against what it left out before', () => {
  const at = (where: Omission['where'], text: string): Omission => ({
    where,
    text,
    weighty: false,
  });
  const change = (where: Omission['where'], before: string, now: string) =>
    omissionChange([at(where, before)], [at(where, now)])?.weighty ?? null;
  test.each(['before', 'between', 'after'] as const)(
    '%s it: a telling word weighs, form does not',
    (where) => {
      expect(change(where, 'it was seen that', 'it was not seen that')).toBe(true);
      expect(change(where, 'it was seen in 2023', 'it was seen in 2024')).toBe(true);
      expect(change(where, 'it was seen there', 'it was plainly seen there')).toBe(
        where !== 'between',
      );
      expect(change(where, 'it was seen there', 'it was seen the there')).toBe(false);
      expect(change(where, 'it was seen there', 'it was seen there.')).toBeNull();
    },
  );
  test.each([
    ['before', true],
    ['between', false],
    ['after', true],
  ] as const)('another verb %s it weighs: %s', (where, weighty) => {
    expect(change(where, 'the court accepted that', 'the court rejected that')).toBe(weighty);
  });
  test.each([
    ['they', false],
    ['I', false],
    ['Ahmed', true],
  ])('a name between its parts weighs, and who speaks does not: %s', (who, weighty) => {
    expect(
      change('between', 'on the day when we came to it', `on the day when ${who} came to it`),
    ).toBe(weighty);
  });
  test('at another place is another omission', () => {
    expect(omissionChange([at('before', 'so it is')], [at('after', 'so it is')])).not.toBeNull();
    expect(omissionChange([], [])).toBeNull();
    const split = (...texts: readonly string[]) => texts.map((text) => at('between', text));
    expect(
      omissionChange(split('of the town', 'in spring'), split('of the town', 'in spring')),
    ).toBeNull();
    expect(
      omissionChange(split('of the town in', 'spring'), split('of the town', 'in spring')),
    ).not.toBeNull();
    expect(
      omissionChange(split('of the town', 'in spring'), split('of the town\nin spring')),
    ).toBeNull();
    expect(omissionChange([], [at('after', 'unless they pay')])).toMatchObject({ weighty: true });
    expect(omissionChange([at('after', 'unless they pay')], [])).toMatchObject({ weighty: true });
  });
});

describe('between two quoted blocks', () => {
  const item = (text: string): Given => ({ text, item: true });
  const LABEL = 'Families at the river';
  test.each<readonly [string, string, readonly Given[]]>([
    ['a label may stand', 'intact', [FIRST, LABEL, LAST]],
    [
      'an item of a list may, where one of them is none',
      'intact',
      [item(FIRST), item(LABEL), LAST],
    ],
    ['an item may, where the other is none', 'intact', [FIRST, item(LABEL), item(LAST)]],
    ['a label may, between two items', 'intact', [item(FIRST), LABEL, item(LAST)]],
    ['an item may not, between two others', 'altered', [item(FIRST), item(LABEL), item(LAST)]],
    ['a sentence may not', 'altered', [FIRST, `${LABEL} went home again.`, LAST]],
    [
      'a label with a word that weighs may not',
      'altered',
      [FIRST, 'Not the families at the river', LAST],
    ],
    ['a heading may', 'intact', [FIRST, heading('The families', 2), LAST]],
    [
      'a heading with a word that weighs may not',
      'altered',
      [FIRST, heading('Not the families', 2), LAST],
    ],
    ['a label of the month of May may', 'intact', [FIRST, 'Families in May 2024', LAST]],
    ['a hundred characters may', 'intact', [FIRST, 'mile '.repeat(20).trim(), LAST]],
    ['a hundred and twenty may not', 'altered', [FIRST, 'mile '.repeat(24).trim(), LAST]],
    ['a label that requires may not', 'altered', [FIRST, 'The families must leave', LAST]],
    ['a label that doubts may not', 'altered', [FIRST, 'Allegedly the families', LAST]],
    ['a label that calls it false may not', 'altered', [FIRST, 'A hoax of families', LAST]],
    ['a label that says who says so may not', 'altered', [FIRST, 'As the families said', LAST]],
    [
      'a label that says the contrary may not',
      'altered',
      [FIRST, 'Families against the camps', LAST],
    ],
  ])('%s', (_, verdict, page) => {
    expect(judged(WHOLE, BEFORE, ...page, BEFORE).verdict).toBe(verdict);
  });
});

test.each([
  ['intact', 40],
  ['altered', 41],
])('a passage of two sentences is %s where a table of %i cells parts them', (verdict, cells) => {
  const [one, two] = [`The mill and ${FIRST}.`, `It was closed ${LAST}.`];
  const table = Array.from({ length: cells }, () => 'cell');
  expect(judged(`${one} ${two}`, BEFORE, one, ...table, two, BEFORE).verdict).toBe(verdict);
});

test.each<readonly [string, string, readonly Given[]]>([
  ['in the text beside it', 'intact', ['Then the men left', WHOLE]],
  ['in a menu', 'altered', [{ text: 'Then the men left', role: 'furniture' }, WHOLE]],
  [
    'in a menu and in the text',
    'intact',
    [{ text: 'Then the men left', role: 'furniture' }, 'Then the men left', WHOLE],
  ],
])('a short part proves something only near the next one: %s it is %s', (_, verdict, page) => {
  expect(judged(`Then the men left [...] ${WHOLE}`, BEFORE, ...page, BEFORE).verdict).toBe(verdict);
});

describe('a label of an item', () => {
  const [one, two] = [`The mill and ${FIRST};`, `it was closed ${LAST}.`];
  const [ONE, TWO] = [one, two.replace('it', 'It')];
  test.each([
    ['(a)', true],
    ['b)', true],
    ['B)', true],
    ['iv.', true],
    ['12.', true],
    ['3.198', true],
    ['§ 4', true],
    ['o', true],
    ['B.', false],
    ['12', false],
    ['(not)', false],
  ])('%s on the page parts no sentences: %s', (label, isLabel) => {
    const verdict = isLabel ? 'intact' : 'altered';
    expect(judged(`${ONE} ${TWO}`, BEFORE, ONE, `${label} ${TWO}`, BEFORE).verdict).toBe(verdict);
    expect(judged(`${ONE} ${TWO}`, BEFORE, `${ONE} ${label} ${TWO}`, BEFORE).verdict).toBe(
      'altered',
    );
  });
  test.each([
    ['(a)', [ONE, TWO], 'intact'],
    ['iv.', [ONE, TWO], 'intact'],
    ['(a)', [`${ONE} ${TWO}`], 'altered'],
    ['a', [ONE, TWO], 'altered'],
    ['B.', [ONE, TWO], 'altered'],
    ['not (a)', [ONE, TWO], 'altered'],
  ])('%s in the quotation is none of the page’s %j: %s', (label, page, verdict) => {
    expect(judged(`${ONE} ${label} ${TWO}`, BEFORE, ...page, BEFORE).verdict).toBe(verdict);
  });
});

test('the sentence in which a passage begins is the last before it, and that in which it ends the first behind it', () => {
  const page = `Nobody came. It snowed. On Sunday ${WHOLE} again. Nobody came. It did not snow.`;
  expect(judged(WHOLE, page).omitted?.map(({ text }) => text)).toEqual(['On Sunday', 'again']);
});

test('of several places of a passage that one counts where it leaves out what it left out before', () => {
  const page = textOf(pageOf(`In winter ${WHOLE}.`, `On Sunday ${WHOLE}.`, `At night ${WHOLE}.`));
  const [winter, sunday, night] = ['In winter', 'On Sunday', 'At night'].map((text) => {
    const known = { where: 'main', omitted: [{ where: 'before', text, weighty: false }] } as const;
    return judgeQuote('R/1#1', { text: WHOLE }, { ...page, known } as typeof page).omitted?.map(
      (one) => one.text,
    );
  });
  expect([winter, sunday, night]).toEqual([['In winter'], ['On Sunday'], ['At night']]);
});

test('a passage stands where the lowest of its parts does', () => {
  const comment = (text: string): Given => ({ text, place: 'comment' });
  const where = (...page: readonly Given[]) =>
    judged(`${FIRST} [...] ${LAST}`, BEFORE, ...page).where;
  expect([
    where(FIRST, LAST),
    where(FIRST, comment(LAST)),
    where(comment(FIRST), comment(LAST)),
  ]).toEqual(['main', 'comment', 'comment']);
});

test('why a passage stands although its editor changed it: letters in one of its stretches suffice', () => {
  const quote =
    'the mill gave shelter[s] to the families [of the town] and paid for their journey home';
  const page = 'the mill gave shelter to the families and paid for their journey, home';
  expect(judged(quote, page)).toMatchObject({
    verdict: 'intact',
    why: { kind: 'editors-letters' },
  });
});

test.each([
  ['They all went home by boat.', 'a paragraph that has it', true, 'intact'],
  ['They all went home by boat.', 'no paragraph that has it', false, 'altered'],
  ['They all went home.', 'a paragraph that has it, but says too little', true, 'altered'],
])('a pull quote between two blocks, “%s”, with %s', (pulled, _, isRepeated, verdict) => {
  const other = isRepeated
    ? `In the end nobody was left in the camps. ${pulled} The mill was closed.`
    : BEFORE;
  expect(judged(WHOLE, other, FIRST, pulled, LAST, BEFORE).verdict).toBe(verdict);
});

test('a digit of any script is one of ours', () => {
  const digits = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter(
    (c) => /\p{Nd}/u.test(c),
  );
  expect(digits.length).toBeGreaterThan(300);
  expect(digits.map((digit) => foldedLetters(digit))).toEqual(digits.map((_, i) => String(i % 10)));
});

describe('letters that an editor changed', () => {
  const QUOTE = 'the men whom they had WORD were led to the river before the winter';
  test.each([
    ['arrest[ed]', 'arrest', 'intact'],
    ['arrest[ed]', 'arrests', 'intact'],
    ['[un]seen', 'seen', 'altered'],
    ['[S]een', 'seen', 'intact'],
    ['ARREST[ED]', 'ARRESTS', 'intact'],
  ])('%s, where the page has %s: %s', (quoted, page, verdict) => {
    expect(judged(QUOTE.replace('WORD', quoted), QUOTE.replace('WORD', page)).verdict).toBe(
      verdict,
    );
  });
});

const LONG_GAP = 'mile '.repeat(60).trim();

describe('a bare ellipsis', () => {
  test.each([
    [
      'at the beginning leaves out whatever stands before',
      `… ${WHOLE}`,
      `Not one man said that ${WHOLE}`,
      'intact',
    ],
    [
      'at the beginning does so where another stands between',
      `… ${FIRST} … ${LAST}`,
      `Not one man said that ${FIRST} there ${LAST}`,
      'intact',
    ],
    [
      'between leaves out what is long, whatever that leaves out itself',
      `${FIRST} … ${LAST}`,
      `${FIRST} ${LONG_GAP} ... ${LONG_GAP} ${LAST}`,
      'intact',
    ],
    [
      'is the author’s own where one ends what is left out',
      `${FIRST} … ${LAST}`,
      `${FIRST} ${LONG_GAP} ... ${LAST}`,
      'altered',
    ],
    ['at the end leaves out whatever follows', `${WHOLE} …`, `${WHOLE} but not to all`, 'intact'],
    [
      'between leaves out what weighs nothing',
      `${FIRST} … ${LAST}`,
      `${FIRST} there ${LAST}`,
      'intact',
    ],
    [
      'between hides no word that weighs',
      `${FIRST} … ${LAST}`,
      `${FIRST} but not food ${LAST}`,
      'altered',
    ],
  ])('%s', (_, quote, page, verdict) => {
    expect(judged(quote, page).verdict).toBe(verdict);
  });
});

test('a bare ellipsis at the beginning is no reason to take a passage for less than it is', () => {
  const verdict = judged(`… ${FIRST} … ${LAST}`, `Not one man said that ${FIRST} there ${LAST}`);
  expect(verdict).toMatchObject({ verdict: 'intact', tier: 'exact' });
});

describe('a difference', () => {
  test.each([
    [
      'a compound of which it is the first part',
      'they spoke of treatment',
      'they spoke of plain ill-treatment',
      true,
    ],
    ['a word of its own', 'they spoke of treatment', 'they spoke of medical treatment', true],
    [
      'a word behind a quantifier',
      'there were no men there',
      'there were no tall quiet men there',
      true,
    ],
    ['an article', 'there were men there', 'there were the men there', false],
    ['two words that changed places', 'soldiers beat protesters', 'protesters beat soldiers', true],
    ['two words of a list that did', 'soldiers and protesters', 'protesters and soldiers', false],
    ['a number in other words at the end', 'the share was 5 per cent', 'the share was 5%', false],
    ['another number at the end', 'the share was 5 per cent', 'the share was 6%', true],
    ['a number in other words at the beginning', 'forty men came', '40 men came', false],
    ['a day in another order at the end', 'they came on 3 April', 'they came on April 3', false],
    ['another day at the end', 'they came on 3 April', 'they came on April 4', true],
  ])('weighs or not, as it is %s', (_, before, after, weighty) => {
    expect([weighs(before, after), weighs(after, before)]).toEqual([weighty, weighty]);
  });
});

test.each([
  [
    'Seven of the families were taken in by the ministry',
    'Eight of the families were taken in by the ministry',
  ],
  [
    'Both of the families were taken in by the ministry',
    'All eight of the families were taken in by the ministry',
  ],
  [
    'Of the families the ministry took in all but seven',
    'Of the families the ministry took in all but eight',
  ],
])('words at an edge are shown with what the page has in their place: %s', (quote, page) => {
  const verdict = judged(quote, BEFORE, page, BEFORE);
  expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
  expect(differences(verdict)).toMatch(/^-\w+ \+/u);
});

describe('a line that leads to what is false', () => {
  const [ONE, TWO] = [
    'The ministry closed all of the camps in the spring.',
    `${WHOLE.replace('the', 'The')}.`,
  ];
  const where = (...page: readonly Given[]) => judged(TWO.slice(0, -1), ...page).where;
  const item = (text: string): Given => ({ text, item: true });
  test.each<readonly [string, string, readonly Given[]]>([
    [
      'a heading over a list',
      'correction',
      [heading('False claims about the camps', 2), item(ONE), item(TWO)],
    ],
    [
      'a heading over a list that ended',
      'main',
      [heading('False claims about the camps', 2), item(ONE), BEFORE, item(TWO)],
    ],
    ['a heading over prose', 'main', [heading('False claims about the camps', 2), ONE, TWO]],
    [
      'the title of an article over a list',
      'main',
      [heading('False claims about the camps', 1), item(ONE), item(TWO)],
    ],
    ['a lead-in before a paragraph', 'correction', ['The following claim is false:', TWO]],
    ['a lead-in before another paragraph', 'main', ['The following claim is false:', ONE, TWO]],
    ['a sentence that leads to nothing', 'main', ['The following claim is false.', TWO]],
  ])('%s', (_, place, page) => {
    expect(where(...page)).toBe(place);
  });
  test('is a short one', () => {
    const line = (length: number) =>
      `${'The mill '.repeat(40)}these claims are false`.slice(-length);
    expect([
      leadsFalseList(line(200)),
      leadsFalseList(line(201)),
      leadsFalseList(line(230)),
    ]).toEqual([true, false, false]);
  });
  test.each([
    ['Myth: the camps are closed', true],
    ['FALSE — the camps are closed', true],
    ['False friends are a danger', false],
    ['The myth: it is old', false],
  ])('%s: %s', (text, isFalse) => {
    expect(isCalledFalse(text)).toBe(isFalse);
  });
  test.each([
    ['Correction:', true],
    ['Correction', true],
    ['Correction: the camps are open', false],
    ['Corrections officers were there', false],
  ])('a label of a correction, %s: %s', (text, isLabel) => {
    expect(isCorrectionLabel(text)).toBe(isLabel);
  });
});

test.each([
  ['خانهٔ', 'خانه', true],
  ['مسؤول', 'مسوول', true],
  ['آب', 'اب', false],
  ['ёлка', 'елка', true],
  ['naïve', 'naive', false],
  ['за́мок', 'замок', true],
  ['café', 'cafe', false],
  ['كِتَاب', 'كتاب', true],
  ['שָׁלוֹם', 'שלום', true],
])(
  'a mark that a writer may leave out is no letter: %s and %s are the same: %s',
  (marked, bare, isSame) => {
    expect(foldedLetters(marked) === foldedLetters(bare)).toBe(isSame);
  },
);

describe('the nearest text of a passage that is missing', () => {
  const LONG =
    'Bandits burned seventy shacks nearby before farmers carted barley across frozen rivers toward distant market squares';
  const near = LONG.replace(
    'before farmers carted barley across frozen rivers toward distant',
    'while sellers priced copper kettles indoors under painted wooden',
  );
  test.each([
    ['the beginning of the page', [near, BEFORE, BEFORE, BEFORE, BEFORE]],
    ['the middle of the page', [BEFORE, BEFORE, near, BEFORE, BEFORE, BEFORE]],
  ])('has whole words, at %s', (_, page) => {
    const { verdict, nearest = '' } = judged(LONG, ...page);
    expect([verdict, ` ${page.join(' ')} `.includes(` ${nearest} `)]).toEqual(['missing', true]);
    expect(nearest).toContain('Bandits burned seventy shacks');
  });
});

describe('a note of a publisher', () => {
  test.each([
    ['We have corrected this article and apologise to the families.', 'correction'],
    ['We have corrected our article: an earlier version named another town.', 'correction'],
    ['We made an error, which we have corrected.', 'correction'],
    ['We have corrected our plans for the winter.', null],
    ['Nous avons corrigé nos plans pour l’hiver.', null],
    ['We have corrected an error in table 3.', 'correction'],
    ['Rectification or Correction Right', null],
    ['Rectification: the figure in paragraph 3 was wrong.', 'correction'],
    ['We apologise to all who waited in the rain.', null],
    ['The ministry corrected its figures and apologised to the families.', null],
    ['This article has been retracted.', 'retraction'],
    ['The article was read by many.', null],
  ])('%s: %s', (note, taken) => {
    expect(classifyRetraction(note)).toBe(taken);
  });
});

test('a passage of which next to nothing is missing is not shown as whole', () => {
  const long = Array.from(
    { length: 40 },
    (_, i) => `${BEFORE.slice(0, -1)}, and heard of ${i} families.`,
  ).join(' ');
  expect(judged(long, long.replace(' 7 families', ' families'))).toMatchObject({
    verdict: 'altered',
    similarity: 0.999,
  });
  expect(judged(long, long).similarity).toBe(1);
});

test('a passage that the page strikes out is struck out, whatever it holds back besides', () => {
  const page = {
    ...pageOf(BEFORE, BEFORE, BEFORE, BEFORE, BEFORE),
    struck: blocks(WHOLE),
    hidden: blocks(WHOLE),
  };
  const why = (part: object) =>
    judgeQuote('R/1#1', { text: WHOLE }, textOf({ ...page, ...part })).why.kind;
  expect([why({}), why({ struck: [] }), why({ struck: [], hidden: [] })]).toEqual([
    'struck-out',
    'hidden',
    'nothing-like-it',
  ]);
  const other = WHOLE.replace('families', 'soldiers');
  expect([why({ struck: blocks(other), hidden: [] }), why({ struck: blocks(other) })]).toEqual([
    'nothing-like-it',
    'hidden',
  ]);
});

describe('what a passage stands under', () => {
  const over = (...page: readonly Given[]) =>
    judged(WHOLE, ...page).governors?.flatMap(({ as, text }) =>
      as === 'sentence' ? [] : [`${as}: ${text}`],
    );
  test('are its heading and those above of higher levels, and no sister of them', () => {
    const [first, second] = [heading('The north', 2), heading('The south', 2)];
    const page = [heading('A report'), first, BEFORE, heading('Shelters', 3), BEFORE, second];
    expect(over(...page, WHOLE)).toEqual(['heading: The south']);
    expect(over(...page, heading('Camps', 3), WHOLE)).toEqual([
      'heading: The south',
      'heading: Camps',
    ]);
  });
  test('are the first four lines over the text', () => {
    const lines = ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((n) => `${n} of the ministry`);
    expect(over(...lines, heading('A report'), BEFORE, WHOLE)).toEqual(
      lines.slice(0, 4).map((one) => `banner: ${one}`),
    );
  });
  test('are the header of its column and the label of its row, and none of a header', () => {
    const cell = (text: string, row: number, column: number): Given => ({
      text,
      cell: [1, row, column],
    });
    const table = [cell('Year', 0, 0), cell('Women', 0, 1), cell('2024', 1, 0)];
    expect(over(heading('A report'), BEFORE, ...table, cell(WHOLE, 1, 1))).toEqual([
      'column: Women',
      'row: 2024',
    ]);
    expect(
      over(heading('A report'), BEFORE, cell('Year', 0, 0), cell(WHOLE, 0, 1), cell('2024', 1, 0)),
    ).toEqual([]);
  });
});

test.each([
  ['men', 'intact'],
  ['families', 'intact'],
  ['km', 'altered'],
  ['m', 'altered'],
])(
  'a raised figure is a note behind a word of three letters or more, and a power behind a unit: %s',
  (word, verdict) => {
    const quote = `The ministry counted 40 ${word} along the canal in the spring of that year`;
    expect(judged(quote, quote.replace(word, `${word}²`)).verdict).toBe(verdict);
  },
);

test('numbers that rise behind one word are its own, and behind several words notes', () => {
  const quote = (n: string) =>
    `Officers counted the boats in phase${n} and went home in the spring of that year.`;
  const phases = ['1', '2', '3'].map(quote);
  expect(judged(quote('2'), ...phases).verdict).toBe('intact');
  expect(judged(quote(''), ...phases).verdict).toBe('altered');
  const noted = ['The boats1 lay there.', quote('2'), 'The harbour3 was quiet.'];
  expect(judged(quote(''), ...noted).verdict).toBe('intact');
});
