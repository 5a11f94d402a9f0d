import { describe, expect, test } from 'vitest';
import { statusOf, watchFault } from '../../src/surfaces/status.js';

const HOUR = 3_600_000;
const NOW = new Date('2025-10-10T12:00:00Z');
const ago = (hours: number): string => new Date(NOW.getTime() - hours * HOUR).toISOString();
const maxAge = 36 * HOUR;

describe('a run is good for thirty-six hours, and not for longer where it is dated in the future', () => {
  const ok = (startedAt: string) => {
    const good = { id: 1, startedAt, online: true };
    return statusOf({ last: good, good }, NOW, maxAge).ok;
  };
  test.each([-48, -37, -36, -1, 0, 10, 36, 37, 48])('%i hours ago', (hours) => {
    expect(ok(ago(hours))).toBe(Math.abs(hours) <= 36);
  });
  test('and none is none', () => {
    expect(statusOf({ last: null, good: null }, NOW, maxAge)).toMatchObject({
      ok: false,
      age: null,
    });
  });
});

describe('a report that was never looked at has time', () => {
  const fault = (started: number, since: string | null) => {
    const report = { report: 'R', since } as never;
    return watchFault({ nights: [], reports: [report] }, NOW, {
      maxAge,
      started: new Date(ago(started)),
    });
  };
  test.each([
    ['from the start of the service on', 30, ago(90), null],
    ['from when it was added on', 90, ago(30), null],
    ['for no longer than that', 90, ago(40), 'no good run of R within 36 hours'],
    [
      'where nobody knows since when it is there, from the start',
      40,
      null,
      'no good run of R within 36 hours',
    ],
    ['or with a young service all of it', 30, null, null],
  ])('%s', (_, started, since, said) => {
    expect(fault(started, since)).toBe(said);
  });
  test('of several that are late the first is named', () => {
    const nights = ['R', 'S', 'T'].map(
      (report) => ({ report, at: ago(report === 'R' ? 1 : 100) }) as never,
    );
    expect(watchFault({ nights }, NOW, { maxAge: 48 * HOUR, started: NOW })).toBe(
      'no good run of S and 1 more within 2 days',
    );
  });
});
