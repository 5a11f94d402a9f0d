import { describe, expect, it } from 'vitest';
import { type JudgedContent, judgeContent } from '../../../src/judging/content/judge-content.js';
import { recordTurns, withoutFlapping } from '../../../src/judging/content/returning-text.js';
import type { ContentChange } from '../../../src/model/content.js';
import type { ReturningPieces } from '../../../src/model/visit.js';
import { pageOf, readingOf } from '../pages.js';

const COURT =
  'The court of the province heard the case of nine lenders who had charged students too much interest.';
const JUDGES =
  'The judges ordered the lenders to repay what they had taken and sent three of them to prison.';
const BOX =
  'Do you still need help with this page? Ask the community, whose experts answer within a day.';
const TEXT = [COURT, JUDGES];
const VARIANT = [...TEXT, BOX];
const EDITED = [COURT.replace('nine', 'ten'), JUDGES];

/** What is said of each night after the first. */
function play(...nights: readonly (readonly string[])[]): readonly ContentChange[] {
  let last: JudgedContent | null = null;
  return nights
    .map((night, n) => readingOf(pageOf(...night), `night ${n}`))
    .map((reading, n, all) => {
      last = judgeContent(reading, all[n - 1] ?? null, last?.memory);
      return last.verdict.change;
    })
    .slice(1);
}
const times = (n: number, night: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: n }, () => night);

describe('a part of a page that comes and goes', () => {
  it('is told once', () => {
    expect(play(TEXT, VARIANT, TEXT, VARIANT, TEXT)).toEqual([
      'edited',
      'cosmetic',
      'cosmetic',
      'cosmetic',
    ]);
    expect(play(VARIANT, TEXT, VARIANT)).toEqual(['edited', 'cosmetic']);
  });

  it('hides no edit on the night on which it turns, in it or elsewhere', () => {
    const elsewhere = [COURT, JUDGES.replace('three', 'two')];
    expect(play(TEXT, VARIANT, TEXT, VARIANT, elsewhere).at(-1)).toBe('edited');
    const within = [...TEXT, BOX.replace('within a day', 'within a week')];
    expect(play(TEXT, VARIANT, TEXT, within).at(-1)).toBe('edited');
  });

  it('is an edit when it leaves after it has stood for a fortnight', () => {
    expect(play(TEXT, ...times(14, VARIANT), TEXT).at(-1)).toBe('cosmetic');
    expect(play(TEXT, ...times(15, VARIANT), TEXT).at(-1)).toBe('edited');
  });

  it('is an edit when it leaves and had come in exchange for something else', () => {
    const other = [...TEXT, BOX.replace('Ask the community', 'Write to us')];
    expect(play(VARIANT, other, TEXT)).toEqual(['edited', 'edited']);
  });
});

describe('a paragraph that gets its former words back', () => {
  it('is told, and is flapping from the second return on', () => {
    expect(play(TEXT, EDITED, TEXT, EDITED, TEXT)).toEqual([
      'edited',
      'edited',
      'cosmetic',
      'cosmetic',
    ]);
  });

  it('is told all the same when its words are new', () => {
    const again = [COURT.replace('nine', 'six'), JUDGES];
    expect(play(TEXT, EDITED, TEXT, EDITED, TEXT, EDITED, again).at(-1)).toBe('edited');
  });
});

describe('what is remembered', () => {
  const turns = (...nights: readonly string[]): ReturningPieces =>
    nights.reduce<ReturningPieces>(
      (turning, night) =>
        recordTurns(
          turning,
          [...night].map((key) => ({ key, place: '', turn: '+' })),
        ),
      {},
    );

  it('is a mark a night, for a fortnight', () => {
    expect(Object.values(turns('a', '', 'ab'))).toEqual(['+.+', '+']);
    expect(Object.values(turns('a', ...Array.from({ length: 13 }, () => '')))).toEqual([
      '+.............',
    ]);
    expect(turns('a', ...Array.from({ length: 14 }, () => ''))).toEqual({});
  });

  it('is at most what moved last', () => {
    const many = Array.from(
      { length: 1000 },
      (_, i) => ({ key: `piece ${i}`, place: '', turn: '-' }) as const,
    );
    const turning = recordTurns(recordTurns({}, many), [{ key: 'latest', place: '', turn: '-' }]);
    expect(Object.keys(turning).length).toBeLessThan(1000);
    expect(withoutFlapping(turning, [{ key: 'latest', place: '', turn: '+' }])).toEqual([]);
    expect(withoutFlapping(turning, [{ key: 'piece 0', place: '', turn: '+' }])).not.toEqual([]);
  });
});
