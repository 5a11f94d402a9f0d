import { describe, expect, it } from 'vitest';
import { type JudgedContent, judgeContent } from '../../../src/judging/content/judge-content.js';
import { isVolatile, recordChanges } from '../../../src/judging/content/paragraphs.js';
import type { VolatilePlaces } from '../../../src/model/visit.js';
import { pageOf, readingOf } from '../pages.js';

const PROSE = [
  'The court of the province heard the case of nine lenders who had charged students interest of four hundred per cent.',
  'Witnesses said that the lenders had sent men to their homes at night and had threatened their parents for weeks.',
  'The judges ordered the lenders to repay what they had taken and sent three of them to prison for eleven years.',
];
const headline = (n: number): string =>
  [
    'Harvest begins early in the north of the country',
    'A bridge is opened over the lower river',
    'Schools close for the winter festival this week',
    'Two ferries collide in thick morning fog',
    'Prices of grain fall for a third month',
    'Doctors warn of a hard season of colds',
    'A museum of clocks opens in the old town',
  ][n % 7] as string;
const nightly = (n: number, third = PROSE[2] as string) =>
  readingOf(pageOf(PROSE[0] as string, PROSE[1] as string, headline(n), third), `night ${n}`);

/** Plays nights in which the headline between the paragraphs changes each time. */
function play(nights: number, quoted: readonly string[] = []): JudgedContent {
  let last: JudgedContent = judgeContent(nightly(0), null);
  for (let n = 1; n <= nights; n++)
    last = judgeContent(nightly(n), nightly(n - 1), last.memory, {
      quoted,
      recognised: false,
      confirm: 3,
    });
  return last;
}

describe('a place that changes on most nights', () => {
  it('is told at first, and overlooked once it is known', () => {
    expect(play(1).verdict.change).toBe('edited');
    expect(play(3).verdict).toMatchObject({
      change: 'cosmetic',
      why: { kind: 'volatile' },
    });
    expect(play(6).verdict.change).toBe('cosmetic');
  });

  it('hides no edit elsewhere', () => {
    const { memory } = play(4);
    const edited = nightly(5, (PROSE[2] as string).replace('eleven', 'seven'));
    const { verdict } = judgeContent(edited, nightly(4), memory);
    expect(verdict.change).toBe('edited');
    expect(
      verdict.diff
        .filter((d) => d.op !== 'same')
        .map((d) => d.text)
        .join(' '),
    ).toContain('eleven');
  });

  it('is told all the same when a quotation touches it', () => {
    expect(play(6, [headline(6)]).verdict.change).toBe('edited');
  });

  it('is forgotten when it has been still for long', () => {
    let { memory } = play(4);
    for (let n = 0; n < 7; n++) memory = judgeContent(nightly(4), nightly(4), memory).memory;
    expect(judgeContent(nightly(5), nightly(4), memory).verdict.change).toBe('edited');
  });
});

describe('what is remembered of places', () => {
  const nights = (...changed: readonly (readonly string[])[]): VolatilePlaces =>
    changed.reduce<VolatilePlaces>((places, night) => recordChanges(places, new Set(night)), {});

  it('is a mark a night, and nothing of a place that was still throughout', () => {
    expect(nights(['a'], [], ['a', 'b'])).toEqual({ a: '+-+', b: '+' });
    expect(nights(['a'], ...Array.from({ length: 6 }, () => []))).toEqual({ a: '+------' });
    expect(nights(['a'], ...Array.from({ length: 7 }, () => []))).toEqual({});
  });

  it('is volatile from three changes in the latest five nights on', () => {
    expect(isVolatile(nights(['a'], ['a'], [], ['a']), 'a')).toBe(true);
    expect(isVolatile(nights(['a'], ['a'], []), 'a')).toBe(false);
    expect(isVolatile(nights(['a'], ['a'], ['a'], [], [], []), 'a')).toBe(false);
    expect(isVolatile({}, 'a')).toBe(false);
  });

  it('forgets the oldest places of a page that changes all over, never the newest', () => {
    const old = Array.from({ length: 60 }, (_, i) => `old ${i}`);
    const places = nights(old, ['new']);
    expect(Object.keys(places)).toContain('new');
    expect(Object.keys(places)).not.toContain('old 0');
    expect(Object.keys(places).length).toBeLessThan(60);
  });
});
