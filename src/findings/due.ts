import type { Rhythm } from '../model/subscriber.js';

/** Milliseconds. */
const DAY = 86_400_000;
/** Days among which each weekday stands. */
const WEEK = 7;

/** True when a reader's hour has come since he was last thought of: `before` is ISO, or null when he never was. */
export function isDue(rhythm: Rhythm, before: string | null, now: Date): boolean {
  if (rhythm.every === 'night' || before === null) return true;
  const hour = latestHour(rhythm, now);
  return Date.parse(before) < hour;
}

/** The latest instant, not after now, at which the clock on his wall showed the hour of a rhythm. */
function latestHour(rhythm: Exclude<Rhythm, { every: 'night' }>, now: Date): number {
  const today = Math.floor((now.getTime() + offsetAt(now.getTime(), rhythm.timeZone)) / DAY);
  for (let day = today; ; day--) {
    if (rhythm.every === 'week' && new Date(day * DAY).getUTCDay() !== rhythm.weekday) continue;
    const hour = instantOf(day * DAY + rhythm.hour * 3_600_000, rhythm.timeZone);
    if (hour <= now.getTime()) return hour;
    if (day < today - WEEK * 2) throw new RangeError(`no such hour in ${rhythm.timeZone}`);
  }
}

/** The instant at which a wall clock shows a time; of an hour that a clock leaves out in spring, one beside it. */
function instantOf(wall: number, timeZone: string): number {
  const near = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(near, timeZone);
}

/** Milliseconds by which a time zone's clocks are ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  const clock = CLOCKS.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { ...CLOCK, timeZone });
  CLOCKS.set(timeZone, clock);
  const shown = clock.formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(shown.find((p) => p.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - Math.floor(instant / 60_000) * 60_000;
}

/** Making one takes longer than asking it a thousand times. */
const CLOCKS = new Map<string, Intl.DateTimeFormat>();

const CLOCK = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
} as const;
