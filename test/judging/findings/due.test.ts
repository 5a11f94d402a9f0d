import { describe, expect, test } from 'vitest';
import { isDue } from '../../../src/judging/findings/digest.js';
import type { DeliverySchedule } from '../../../src/model/settings.js';

const daily = (hour: number, timeZone: string): DeliverySchedule => ({
  every: 'day',
  hour,
  timeZone,
});
const mondays: DeliverySchedule = { every: 'week', weekday: 1, hour: 8, timeZone: 'UTC' };

describe('a reader’s hour has come', () => {
  test.each<[string, DeliverySchedule, string | null, string, boolean]>([
    [
      'always, for one who wants to hear at once',
      { every: 'night' },
      '2025-10-01T02:00Z',
      '2025-10-01T02:00Z',
      true,
    ],
    ['for one of whom nobody thought yet', mondays, null, '2025-10-01T02:00Z', true],
    ['once a day', daily(8, 'UTC'), '2025-10-01T02:00Z', '2025-10-01T08:00Z', true],
    ['not before the hour', daily(8, 'UTC'), '2025-10-01T02:00Z', '2025-10-01T07:59Z', false],
    ['not twice', daily(8, 'UTC'), '2025-10-01T08:00Z', '2025-10-02T07:59Z', false],
    [
      'in the first night after it',
      daily(8, 'UTC'),
      '2025-10-01T02:00Z',
      '2025-10-02T02:00Z',
      true,
    ],
    [
      'on his wall: summer in London',
      daily(8, 'Europe/London'),
      '2025-07-01T06:00Z',
      '2025-07-01T07:00Z',
      true,
    ],
    [
      'on his wall: winter in London',
      daily(8, 'Europe/London'),
      '2025-12-01T06:00Z',
      '2025-12-01T07:00Z',
      false,
    ],
    [
      'where the day is another one',
      daily(1, 'Pacific/Kiritimati'),
      '2025-10-01T10:30Z',
      '2025-10-01T11:00Z',
      true,
    ],
    [
      'where hours are cut in half',
      daily(8, 'Asia/Kolkata'),
      '2025-10-01T02:00Z',
      '2025-10-01T02:30Z',
      true,
    ],
    ['on the day of the week', mondays, '2025-10-02T02:00Z', '2025-10-06T08:00Z', true],
    ['on no other', mondays, '2025-10-06T08:00Z', '2025-10-12T23:00Z', false],
    [
      'in an hour that the clocks leave out',
      daily(1, 'Europe/London'),
      '2025-03-29T12:00Z',
      '2025-03-30T02:00Z',
      true,
    ],
  ])('%s', (_, rhythm, before, now, due) => {
    expect(isDue(rhythm, before, new Date(now))).toBe(due);
  });

  test.each(['UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe'])(
    'on every day of a year once, also when clocks change: %s',
    (timeZone) => {
      let before = '2025-01-01T00:00:00.000Z';
      let times = 0;
      for (let hour = 1; hour <= 365 * 24; hour += 4) {
        const now = new Date(Date.UTC(2025, 0, 1, hour));
        if (!isDue(daily(2, timeZone), before, now)) continue;
        times += 1;
        before = now.toISOString();
      }
      expect(times).toBe(365);
    },
  );
});
