import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffPart } from '../../../src/model/content.js';
import type { Snapshot, Visit } from '../../../src/model/visit.js';
import type { NightText } from '../../../src/surfaces/diff/diff-view.js';
import { coalesce } from '../../../src/surfaces/diff/diff-view.js';
import {
  changesIn,
  diffLinesOf,
  diffLineText,
  renderDiffPage,
  renderTextDiff,
} from '../../../src/surfaces/diff/text-diff.js';
import { columns } from '../../../src/surfaces/terminal/screen.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { added, citation, quote, removed, same, source } from '../fixture-run.js';

const HASHES = { sha256: 'b'.repeat(64), textSha256: 'c'.repeat(64) };

const night = (run: number, at: string, title: string, found: string | null = null): NightText => ({
  visit: {
    run,
    subject: 'tip',
    at,
    outcome: null,
    validators: null,
    snapshot: HASHES.sha256,
    verdict: source(
      'tip',
      'US Department of State',
      'Trafficking in Persons Report',
      'https://state.example/tip',
      {
        citations: [
          citation(1, '7b', [
            quote('R/1#1', 'victims were not identified', {
              found,
              ...(found === null ? { verdict: 'missing', tier: null } : {}),
            }),
          ]),
        ],
      },
    ),
  } as Visit,
  snapshot: { ...HASHES, document: { title } } as Snapshot,
});

const diffOf = (parts: readonly DiffPart[], found: string | null = null) => ({
  source: 'tip',
  earlier: night(1, '2025-03-25T02:00:00.000Z', 'The 2024 report', found),
  later: night(4, '2025-06-02T02:00:00.000Z', 'The 2025 report', found),
  parts,
  replaced: null,
});

const FILL = Array.from(
  { length: 12 },
  (_, i) => `Paragraph ${i} says what it said before.\n`,
).join('');
const SCREEN = { colour: false, width: 80 };
const terminal = (parts: readonly DiffPart[]): string =>
  renderTextDiff(ENGLISH, diffOf(parts), SCREEN);
const page = (parts: readonly DiffPart[], found: string | null = null): string =>
  renderDiffPage(ENGLISH, diffOf(parts, found));

describe('a difference in the terminal', () => {
  it('counts words put in place of others as one change', () => {
    expect(changesIn([same('a '), removed('b '), added('c '), same('d '), added('e')])).toBe(2);
    expect(terminal([same('The '), removed('PRC '), added('Chinese '), same('victims')])).toContain(
      'The [-PRC-] {+Chinese+} victims',
    );
  });
  it('says so when the words are the same', () => {
    expect(terminal([same('The victims')])).toContain('only markup or typography differ');
  });
  it('shows changes far apart in paragraphs of their own, with what is around them', () => {
    const text = terminal([
      same(`${FILL}One `),
      added('not '),
      same(`two ${FILL}three `),
      removed('four'),
    ]);
    expect(text.split('\n\n')).toHaveLength(4);
    expect(text).toMatch(/… .*One \{\+not\+\} two .* …/s);
    expect(text).not.toContain('Paragraph 5');
  });
  it('never fills the screen: many changes and long ones are summed up', () => {
    const many = Array.from({ length: 1000 }, () => [same(FILL), added('new words ')]).flat();
    const text = terminal([...many, added('x'.repeat(3)), removed('long words '.repeat(9000))]);
    expect(text.split('\n').length).toBeLessThan(300);
    expect(text).toMatch(/… 970 more changes: --html FILE shows them all/);
    expect(terminal([removed('long words '.repeat(9000))])).toMatch(/\(98\d{3} characters more\)/);
    for (const line of text.split('\n')) expect(columns(line)).toBeLessThanOrEqual(80);
  });
});

describe('edits of weight', () => {
  const order = (text: string, ...words: readonly string[]): readonly string[] =>
    words.toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
  const PASSAGE = 'victims were not identified';

  it('come first: the quoted passage, then what weighs, then other words', () => {
    const parts = [
      same(FILL),
      added('slowly '),
      same(`walked. ${FILL}It was `),
      removed('12 '),
      added('13 '),
      same(`people. ${FILL}All `),
      removed('victims were not identified '),
      added('victims were found '),
      same('there.'),
    ];
    const text = renderTextDiff(ENGLISH, diffOf(parts, PASSAGE), SCREEN);
    expect(order(text, '{+slowly+}', '[-12-]', 'victims were not')).toEqual([
      'victims were not',
      '[-12-]',
      '{+slowly+}',
    ]);
    expect(order(text, 'In quoted passages:', 'Numbers, dates', 'Other words:')[0]).toBe(
      'In quoted passages:',
    );
    const unquoted = renderTextDiff(ENGLISH, diffOf(parts), SCREEN);
    expect(unquoted).not.toContain('In quoted passages:');
  });

  it.each([
    ['furniture', 'what is not judged'],
    ['main', 'Numbers, dates'],
  ] as const)('a counter in %s stands under “… %s …”', (role, heading) => {
    const parts = [same('It was so.\n'), removed('12 '), added('13 '), same('visitors')];
    const nightOf = (one: NightText, n: number): NightText => ({
      ...one,
      snapshot: {
        ...one.snapshot,
        document: {
          blocks: [
            { text: 'It was so.', role: 'main' },
            { text: `${n} visitors`, role },
          ],
        },
      } as unknown as Snapshot,
    });
    const { earlier, later, ...rest } = diffOf(parts);
    const told = renderTextDiff(
      ENGLISH,
      { ...rest, earlier: nightOf(earlier, 12), later: nightOf(later, 13) },
      SCREEN,
    );
    expect(told).toContain(heading);
    expect(told.match(/:\n/gu)).toHaveLength(1);
  });

  it.each([
    ['all around the document', ['furniture', 'furniture', 'furniture'], 'what is not judged'],
    ['partly in it', ['furniture', 'main', 'furniture'], 'Numbers, dates'],
  ] as const)(
    'a menu of several blocks that is replaced %s stands under “… %s …”',
    (_, roles, heading) => {
      const parts = [
        same('It was so.\n'),
        removed('Home 2024\nNews 12\nAbout us'),
        added('Start 2025\nNews 13\nContact'),
      ];
      const nightOf = (one: NightText, texts: readonly string[]): NightText => ({
        ...one,
        snapshot: {
          ...one.snapshot,
          document: {
            blocks: [
              { text: 'It was so.', role: 'main' },
              ...texts.map((text, i) => ({ text, role: roles[i] })),
            ],
          },
        } as unknown as Snapshot,
      });
      const { earlier, later, ...rest } = diffOf(parts);
      const nights = {
        earlier: nightOf(earlier, ['Home 2024', 'News 12', 'About us']),
        later: nightOf(later, ['Start 2025', 'News 13', 'Contact']),
      };
      expect(renderTextDiff(ENGLISH, { ...rest, ...nights }, SCREEN)).toContain(heading);
    },
  );

  it('are not looked for in a text of which less than a quarter is left, nor where another document stands', () => {
    const mixed = (kept: number) => [
      same('k'.repeat(kept)),
      removed('r'.repeat(100 - kept)),
      added('a'.repeat(100 - kept)),
    ];
    expect(terminal(mixed(24)).replace(/\s+/gu, ' ')).toContain(
      'rewritten, 24 % of the wording kept',
    );
    expect(terminal(mixed(24))).not.toContain('[-');
    expect(terminal(mixed(25))).toContain('[-');
    expect(terminal([same('k'), removed('r'.repeat(99))])).toContain('[-');
    const replaced = renderTextDiff(
      ENGLISH,
      { ...diffOf(mixed(90)), replaced: night(3, '2025-05-01T02:00:00.000Z', 'x').visit },
      SCREEN,
    );
    expect(replaced).toContain('another document stands there since 1 May 2025');
    expect(replaced).not.toContain('[-');
  });
});

describe('a difference for reading', () => {
  it('makes one change of a rewritten sentence, whatever small words it shares with the old one', () => {
    const parts = [
      same('First. '),
      removed('Working groups of '),
      added('On average, irrigation canals divide '),
      same('the '),
      removed('ministry described a slow improvement'),
      added('wheat belt as satellite pictures confirm'),
      same('. Last.'),
    ];
    expect(coalesce(parts)).toEqual([
      same('First. '),
      removed('Working groups of the ministry described a slow improvement'),
      added('On average, irrigation canals divide the wheat belt as satellite pictures confirm'),
      same('. Last.'),
    ]);
  });
  it('leaves small changes apart', () => {
    const parts = [
      removed('PRC '),
      added('Chinese '),
      same('victims and '),
      removed('PRC '),
      added('Chinese '),
    ];
    expect(coalesce(parts)).toEqual(parts);
  });
  it('property: loses nothing of either text', () => {
    const part = fc.record({
      op: fc.constantFrom('same' as const, 'removed' as const, 'added' as const),
      text: fc.string({ minLength: 1, maxLength: 40 }),
    });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(diffLineText(coalesce(parts), 'added')).toBe(diffLineText(parts, 'added'));
        expect(diffLineText(coalesce(parts), 'removed')).toBe(diffLineText(parts, 'removed'));
      }),
    );
  });
});

describe('a difference by its lines', () => {
  const rows = (parts: readonly DiffPart[]) =>
    diffLinesOf(parts, [], []).map((line) => line.map(({ op, text }) => `${op[0]}:${text.trim()}`));
  it('has a line for each paragraph, removed ones where they stood', () => {
    expect(rows([same('One.\n'), removed('Two.\n'), same('Three.\n')])).toEqual([
      ['s:One.'],
      ['r:Two.'],
      ['s:Three.'],
    ]);
  });
  it('keeps a paragraph whole when its last words were changed', () => {
    expect(rows([same('One '), removed('two.\n'), added('three.\n'), same('Four.\n')])).toEqual([
      ['s:One', 'r:two.', 'a:three.'],
      ['s:Four.'],
    ]);
  });
  it('marks the quoted words on both sides of a change', () => {
    const parts = [same('It is '), removed('not '), added('now '), same('so. End\n')];
    const before = diffLineText(parts, 'added');
    expect(before).toBe('It is not so. End\n');
    const [line = []] = diffLinesOf(
      parts,
      [{ start: 3, end: 13, quote: 'q' }],
      [{ start: 3, end: 13, quote: 'q' }],
    );
    expect(line.filter((piece) => piece.quote === 'q').map((piece) => piece.text)).toEqual([
      'is ',
      'not ',
      'now ',
      'so.',
    ]);
  });
});

describe('a difference as a page', () => {
  it('marks changed words by elements and by signs that need no colour', () => {
    const text = page([same('The '), removed('PRC '), added('Chinese '), same('victims.\n')]);
    expect(text).toContain('The <del>[−PRC]</del> <ins>[+Chinese]</ins> victims.');
  });
  it('has the whole later text, what did not change folded', () => {
    const text = page([same(FILL), added('A new paragraph.\n'), same(FILL)]);
    for (let i = 0; i < 12; i++) expect(text.split(`Paragraph ${i} says`)).toHaveLength(3);
    expect(text).toContain('<summary>11 unchanged paragraphs</summary>');
    expect(text.indexOf('Paragraph 11')).toBeGreaterThan(text.indexOf('</details>'));
  });
  it('highlights the quoted passages, never folds them, and leads to them', () => {
    const text = page(
      [same(FILL), same('Most victims were not identified.\n'), same(FILL), added('End.\n')],
      'victims were not identified',
    );
    expect(text).toContain(
      'Most <mark id="quote-R-1-1" title="Quoted: R/1#1">victims were not identified</mark>.',
    );
    expect(text).toContain('<a href="#quote-R-1-1">R/1#1</a>: <bdi>stands');
    expect(text.lastIndexOf('</details>', text.indexOf('<mark id'))).toBeGreaterThan(
      text.lastIndexOf('<details>', text.indexOf('<mark id')),
    );
  });
  it('says which passages are not there, without a link to them', () => {
    const text = page([same('Other words.\n')]);
    expect(text).toMatch(/R\/1#1<\/bdi>: <bdi>not found/);
    expect(text).not.toContain('href="#quote');
  });
  it('tells the nights, the titles and the hashes', () => {
    const text = page([same('a '), added('b')]);
    for (const told of [
      '25 March 2025, 02:00 UTC, run 1',
      '2 June 2025',
      'The 2024 report',
      'The 2025 report',
    ])
      expect(text).toContain(told);
    expect(text).toContain(HASHES.sha256);
    expect(text).toContain(HASHES.textSha256);
  });
  it('folds a long removal, and drops nothing of it', () => {
    const text = page([removed(FILL), added('New.\n')]);
    expect(text).toContain('<summary>4 more removed paragraphs</summary>');
    expect(text.split('<del>')).toHaveLength(13);
  });
  it('lets nothing of a page act: markup is text, and the policy allows no script', () => {
    const text = page([same('a '), added('<script>alert(1)</script> <img src=x onerror=1>')]);
    expect(text).not.toMatch(/<script|<img/);
    expect(text.replaceAll('&#39;', "'")).toMatch(
      /default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'/,
    );
  });
});
