import { expect, test } from 'vitest';
import { play } from '../bench/nights/play.js';
import { detailsText, type Figures, figuresOf, figuresText } from '../bench/nights/report.js';

const SEEDS = [1, 2, 3, 4, 5];
/** Milliseconds for five plays of 2,400 visits each, on a busy machine. */
const PATIENCE = 1_800_000;

/** The most that each figure may be. */
type Bounds = Pick<Figures, 'untold' | 'toldLate' | 'wrongWords' | 'over' | 'falseMails'> &
  Figures['falseAlarms'];

/** False alarms per 1,000 source-nights; everything is told in time and in the right words, and nothing is open that is over. */
const BOUNDS: Bounds = {
  high: 0.1,
  medium: 0.2,
  low: 1,
  untold: 0,
  toldLate: 0,
  wrongWords: 0,
  over: 0,
  falseMails: 0,
};

test('sixty nights of forty sources, five times: no night lies', {
  timeout: PATIENCE,
}, async () => {
  const plays = [];
  for (const seed of SEEDS) plays.push(await play(seed));
  const figures = figuresOf(plays);
  const seen: Bounds = { ...figures, ...figures.falseAlarms };
  const worse = (Object.keys(BOUNDS) as (keyof Bounds)[]).filter((one) => seen[one] > BOUNDS[one]);
  expect(worse, [figuresText(figures), ...plays.map(detailsText)].join('\n')).toEqual([]);
  // The plain monitor sees everything and cries every night: the nights are what they should be.
  // On a night behind a filter it sees nothing, and of what began then it does not know when.
  expect(figures.plain.told).toBeGreaterThanOrEqual(figures.events - SEEDS.length);
  expect(figures.plain.falseAlarms).toBeGreaterThan(500);
});
