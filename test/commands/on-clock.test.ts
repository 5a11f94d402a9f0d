import { afterEach, beforeEach, describe, expect, it, test, vi } from 'vitest';
import { isSkippedByDst, latestTime, scheduleCron } from '../../src/commands/run/cron.js';

const BERLIN = 'Europe/Berlin';
/** When Berlin's clocks go from 2 to 3, and from 3 to 2. */
const SPRING = new Date('2026-03-29T01:00:00Z');
const AUTUMN = new Date('2026-10-25T01:00:00Z');

describe('clocks that are put forward leave out', () => {
  test.each([
    ['30 2 * * *', SPRING, BERLIN],
    ['0 2 * * *', SPRING, BERLIN],
    ['59 59 2 * * *', SPRING, BERLIN],
    ['15 2 * * 0', SPRING, BERLIN],
    ['30 2 * * *', new Date('2026-03-08T10:00:00Z'), 'America/Los_Angeles'],
    ['15 2 * * *', new Date('2026-10-03T15:30:00Z'), 'Australia/Lord_Howe'],
    ['30 0 * * *', new Date('2026-04-23T22:00:00Z'), 'Africa/Cairo'],
  ])('%s at %s in %s', (expression, at, zone) => {
    expect(isSkippedByDst(expression, at, zone)).toBe(true);
  });

  test.each([
    ['30 3 * * *', SPRING, BERLIN],
    ['59 1 * * *', SPRING, BERLIN],
    ['15 2 * * 1', SPRING, BERLIN],
    ['30 2 28 * *', SPRING, BERLIN],
    ['0 * * * *', SPRING, BERLIN],
    ['*/20 * * * *', SPRING, BERLIN],
    ['30 2 * * *', new Date('2026-03-28T01:00:00Z'), BERLIN],
    ['30 2 * * *', new Date('2026-03-29T01:30:00Z'), BERLIN],
    ['30 2 * * *', AUTUMN, BERLIN],
    ['45 2 * * *', new Date('2026-10-03T15:30:00Z'), 'Australia/Lord_Howe'],
    ['30 2 * * *', SPRING, 'UTC'],
  ])('but not %s at %s in %s', (expression, at, zone) => {
    expect(isSkippedByDst(expression, at, zone)).toBe(false);
  });
});

describe('the latest time of a schedule', () => {
  const between = (expression: string, after: string, until: string) =>
    latestTime(expression, new Date(after), new Date(until), BERLIN)?.toISOString() ?? null;

  test.each([
    [
      'a time that has just come',
      '30 3 * * *',
      '2026-03-10T02:29:58Z',
      '2026-03-10T02:30:01Z',
      '2026-03-10T02:30:00.000Z',
    ],
    [
      'the last of several',
      '0 * * * *',
      '2026-03-10T02:29:58Z',
      '2026-03-10T05:10:00Z',
      '2026-03-10T05:00:00.000Z',
    ],
    [
      'seconds',
      '*/20 * * * * *',
      '2026-03-10T02:29:58Z',
      '2026-03-10T02:30:25Z',
      '2026-03-10T02:30:20.000Z',
    ],
    [
      'one for which nobody was there',
      '30 3 * * *',
      '2026-03-09T02:30:00Z',
      '2026-03-10T11:00:00Z',
      '2026-03-10T02:30:00.000Z',
    ],
    [
      'one that clocks skip',
      '30 2 * * *',
      '2026-03-28T01:30:00Z',
      '2026-03-29T01:00:05Z',
      '2026-03-29T01:00:00.000Z',
    ],
  ])('is %s', (_, expression, after, until, is) => {
    expect(between(expression, after, until)).toBe(is);
  });

  test.each([
    ['before it comes', '30 3 * * *', '2026-03-09T02:30:00Z', '2026-03-10T02:29:59Z'],
    ['once it was told', '30 3 * * *', '2026-03-10T02:30:00Z', '2026-03-10T02:45:00Z'],
    ['of a clock that was set back', '30 3 * * *', '2026-03-10T02:30:00Z', '2026-03-10T01:00:00Z'],
    ['days ago', '30 3 1 * *', '2026-02-28T12:00:00Z', '2026-03-09T12:00:00Z'],
  ])('is none %s', (_, expression, after, until) => {
    expect(between(expression, after, until)).toBeNull();
  });
});

describe('a job on its clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** When a job is done from this instant on, for so many days. */
  async function doneFrom(
    start: string,
    days: number,
    expression: string,
  ): Promise<readonly string[]> {
    vi.setSystemTime(new Date(start));
    const done: string[] = [];
    const job = async (): Promise<void> => void done.push(new Date().toISOString().slice(5, 16));
    const tasks = scheduleCron(expression, job, { timezone: BERLIN, noOverlap: true });
    await vi.advanceTimersByTimeAsync(days * 86_400_000);
    for (const task of tasks) await task.destroy();
    return done;
  }

  it('is done every night, also on the one that has no such hour', async () => {
    expect(await doneFrom('2026-03-27T12:00:00Z', 3, '30 2 * * *')).toEqual([
      '03-28T01:30',
      '03-29T01:00',
      '03-30T00:30',
    ]);
  });

  it('and once on the night that has it twice', async () => {
    expect(await doneFrom('2026-10-24T12:00:00Z', 2, '30 2 * * *')).toHaveLength(2);
  });

  it('is done once on every other night, and every hour where it is said so', async () => {
    expect(await doneFrom('2026-03-27T12:00:00Z', 3, '30 3 * * *')).toHaveLength(3);
    expect(await doneFrom('2026-03-28T12:00:00Z', 1, '10 * * * *')).toHaveLength(24);
  });
});
