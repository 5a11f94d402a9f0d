import { describe, expect, test } from 'vitest';
import { EMPTY_CONTENT_MEMORY, judgeContent } from '../../../src/judging/content/judge-content.js';
import type { ContentVerdict } from '../../../src/model/content.js';
import { LANGUAGES, THAI } from '../../passage/twins/languages.js';
import { furniture, type Given, heading, pageOf, readingOf } from '../pages.js';

const TEXT: readonly Given[] = [
  heading('Debts in the brick kilns'),
  'The inspectors counted the kilns along the canal for the third year, and spoke to their owners.',
  'Of 214 families 89 could not leave, because they owed more than they had been lent in spring.',
];
/** A page, or another one, on each of some nights; and what is said of the last readings. */
function nights(...pages: readonly (readonly Given[])[]): readonly ContentVerdict[] {
  let memory = EMPTY_CONTENT_MEMORY;
  let before = readingOf(pageOf(...(pages[0] ?? [])), 'bytes 0');
  return pages.slice(1).map((page, i) => {
    const now = readingOf(pageOf(...page), `bytes ${i + 1}`);
    const judged = judgeContent(now, before, memory, { quoted: [], recognised: true, confirm: 3 });
    memory = judged.memory;
    before = now;
    return judged.verdict;
  });
}
const changes = (...pages: readonly (readonly Given[])[]): readonly string[] =>
  nights(...pages).map(({ change }) => change);
const withLine = (line: string): readonly Given[] => [...TEXT, line];
const diffOf = ({ diff }: ContentVerdict): string =>
  diff
    .filter(({ op }) => op !== 'same')
    .map(({ op, text }) => `${op === 'added' ? '+' : '-'}${text.trim()}`)
    .join(' ');

describe('a short line in which only figures turn', () => {
  test.each([
    ['the weather', 'Karvan 17 °C', 'Karvan -2 °C', 'Karvan 30 °C'],
    ['a counter in a language', '8条评论', '349条评论', '263条评论'],
    ['a build', '140 ms · build 7373', '280 ms · build 7641', '12 ms · build 99'],
    [
      'a clock in signs',
      '2025年10月1日星期三卡尔万',
      '2025年10月2日星期四卡尔万',
      '2025年10月3日星期五卡尔万',
    ],
    ['rates', 'USD 41.32 ▲ EUR 44.90', 'USD 41.07 ▲ EUR 44.12', 'USD 40.99 ▲ EUR 45.01'],
    [
      'a clock in words',
      'mercredi 1 octobre 2025 Karvan',
      'jeudi 2 octobre 2025 Karvan',
      'samedi 1 novembre 2025 Karvan',
    ],
  ])('is quiet for as long as it turns: %s', (_, ...lines) => {
    expect(changes(...[...lines, ...lines].map(withLine))).toEqual(Array(5).fill('cosmetic'));
  });

  test('is told as an edit once it stood for as many nights as a death takes, and once', () => {
    const [was, is] = [
      withLine('Members of the union: 4120'),
      withLine('Members of the union: 4180'),
    ];
    const told = nights(was, is, is, is, is);
    expect(told.map(({ change }) => change)).toEqual([
      'cosmetic',
      'cosmetic',
      'edited',
      'cosmetic',
    ]);
    expect(diffOf(told[2] as ContentVerdict)).toBe('-4120 +4180');
  });

  test('is told on a night on which the page is the same to the last byte', () => {
    const page = (line: string, bytes: string) => readingOf(pageOf(...withLine(line)), bytes);
    const [was, is] = [page('Members: 4120', 'was'), page('Members: 4180', 'is')];
    const known = { quoted: [], recognised: true, confirm: 2 };
    const first = judgeContent(is, was, EMPTY_CONTENT_MEMORY, known);
    expect(first.verdict.change).toBe('cosmetic');
    const waiting = judgeContent(is, is, first.memory, { ...known, confirm: 3 }).verdict;
    expect(waiting).toMatchObject({ change: 'unchanged', why: { kind: 'same-bytes' } });
    const second = judgeContent(is, is, first.memory, known);
    expect(second.verdict.change).toBe('edited');
    // Its end is not the return of a text that stands.
    expect(second.verdict.before).toBeUndefined();
    expect(judgeContent(is, is, second.memory, known).verdict.change).toBe('unchanged');
  });

  test('is a counter when it turned again and again before, though it stands for a while', () => {
    const [a, b, c] = ['Karvan 17 °C', 'Karvan 9 °C', 'Karvan 30 °C'].map(withLine) as [
      Given[],
      Given[],
      Given[],
    ];
    expect(changes(a, b, c, a, b, b, b, b, c, c, c)).toEqual(Array(10).fill('cosmetic'));
  });

  test('is no news when its old figure is back', () => {
    const [was, is] = [withLine('Members: 4120'), withLine('Members: 4180')];
    expect(changes(was, is, is, was, was, was)).toEqual(Array(5).fill('cosmetic'));
  });
});

describe('is told at once', () => {
  test.each<[string, readonly Given[], readonly Given[]]>([
    ['a figure in prose', TEXT, TEXT.with(2, (TEXT[2] as string).replace('89', '98'))],
    ['a figure by itself, as in a table', withLine('89'), withLine('98')],
    [
      'a year in a heading',
      TEXT.with(0, heading('Report of 2024')),
      TEXT.with(0, heading('Report of 2025')),
    ],
    ['other words beside the figure', withLine('Members: 4120'), withLine('Former members: 4120')],
    ['a line more', TEXT, withLine('Members: 4120')],
    ['a line less', withLine('Members: 4120'), TEXT],
  ])('%s', (_, was, is) => {
    expect(changes(was, is)).toEqual(['edited']);
  });
});

describe.each(LANGUAGES)('a short sentence of $language', ({ figure, time, stop, label }) => {
  const said = (sentence: string): readonly Given[] => withLine(`${sentence}${stop}`.trim());
  test.each([
    ['figure', said(figure.replace('#', '43')), said(figure.replace('#', '34'))],
    ['time of day', said(time.replace('@', '10:30')), said(time.replace('@', '11:30'))],
  ])('tells another %s at once', (_, was, is) => {
    expect(changes(was, is)).toEqual(['edited']);
  });
  test('is no label, whose figure is waited for and whose clock is none', () => {
    const figures = ['43', '34', '34', '34'].map((n) => withLine(`${label} ${n}`));
    expect(changes(...figures)).toEqual(['cosmetic', 'cosmetic', 'edited']);
    const clock = ['10:30', '11:30', '11:30', '11:30'].map((n) => withLine(`${label} ${n}`));
    expect(changes(...clock)).toEqual(Array(3).fill('cosmetic'));
  });
});

describe('a short line of a script that marks no end of a sentence', () => {
  const lines = (line: string, sign: string, ...figures: readonly string[]) =>
    figures.map((n) => withLine(line.replace(sign, n)));
  test('is told when it has stood', () => {
    const told = ['cosmetic', 'cosmetic', 'edited'];
    expect(changes(...lines(THAI.figure, '#', '43', '34', '34', '34'))).toEqual(told);
    expect(changes(...lines(THAI.time, '@', '10:30', '11:30', '11:30', '11:30'))).toEqual(told);
  });
  test('is quiet for as long as it turns', () => {
    const clock = ['10:30', '11:30', '09:12', '12:45', '10:31'];
    expect(changes(...lines(`${THAI.label} @`, '@', ...clock))).toEqual(Array(4).fill('cosmetic'));
  });
});

describe('a line of a date', () => {
  test('that follows the calendar is a clock, though nights were missed', () => {
    expect(
      changes(
        withLine('2025-10-01'),
        withLine('2025-10-04'),
        withLine('2025-10-05'),
        withLine('2025-10-06'),
      ),
    ).toEqual(Array(3).fill('cosmetic'));
  });
  test('that stands was changed', () => {
    const [was, is] = [withLine('3 May 2024'), withLine('9 May 2024')];
    expect(changes(was, is, is, is)).toEqual(['cosmetic', 'cosmetic', 'edited']);
  });
});

describe('the frame of a page', () => {
  test('takes lines of the text in and gives them back without news, whatever they count', () => {
    const loose = [...TEXT, 'More on this story', 'Border Charity', 'Contact the newsroom 41 ms'];
    const framed = [
      ...TEXT,
      ...['More on this story', 'Border Charity', 'Contact the newsroom 7 ms'].map((t) =>
        furniture(t),
      ),
    ];
    expect(changes(loose, framed, loose)).toEqual(['cosmetic', 'cosmetic']);
  });
  test('does not take a sentence that left the page, nor a cell', () => {
    expect(
      changes([...TEXT, 'Nobody was punished for it.'], [...TEXT, furniture('Contact')]),
    ).toEqual(['edited']);
    expect(changes([...TEXT, '22', furniture('22')], [...TEXT, '16', furniture('22')])).toEqual([
      'edited',
    ]);
  });
});
