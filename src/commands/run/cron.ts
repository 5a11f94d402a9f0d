import type { ScheduledTask, TaskOptions } from 'node-cron';
import cron from 'node-cron';
import { clockTime } from '../../settings/options.js';

/** Milliseconds. */
const SECOND = 1_000;
/** Milliseconds. */
const MINUTE = 60 * SECOND;

/** True when clocks that were put forward at this instant skipped a time of the schedule that does not come again soon after. */
export function isSkippedByDst(expression: string, at: Date, timeZone?: string): boolean {
  const shown = clockTime(at.getTime(), timeZone);
  const skipped = shown - clockTime(at.getTime() - MINUTE, timeZone) - MINUTE;
  if (skipped <= 0) return false;
  // UTC has no skipped hours.
  const clock = cron.createTask(expression, () => undefined, { timezone: 'UTC' });
  const isWithin = (start: number): boolean => {
    for (let time = start; time < start + skipped; time += SECOND)
      if (clock.match(new Date(time))) return true;
    return false;
  };
  const isLeftOut = isWithin(shown - skipped) && !isWithin(shown);
  void clock.destroy();
  return isLeftOut;
}

/** Hours that are looked back for a time that nobody was there for, our choice, and for a schedule of seconds. */
const LOOK_BACK = { minutes: 36, seconds: 1 };

/** The latest time of a schedule after an instant, up to another; null where there is none, or none of the last hours. */
export function latestTime(
  expression: string,
  after: Date,
  until: Date,
  timezone?: string,
): Date | null {
  const hasSeconds = expression.trim().split(/\s+/u).length > 5;
  const step = hasSeconds ? SECOND : MINUTE;
  const earliest =
    until.getTime() - 60 * MINUTE * (hasSeconds ? LOOK_BACK.seconds : LOOK_BACK.minutes);
  const clock = cron.createTask(
    expression,
    () => undefined,
    timezone === undefined ? {} : { timezone },
  );
  let time = until.getTime() - (until.getTime() % step);
  const isDue = (at: Date): boolean =>
    clock.match(at) ||
    (at.getTime() % (30 * MINUTE) === 0 && isSkippedByDst(expression, at, timezone));
  while (time > Math.max(earliest, after.getTime()) && !isDue(new Date(time))) time -= step;
  void clock.destroy();
  return time > Math.max(earliest, after.getTime()) ? new Date(time) : null;
}

/** When a schedule says so next, ISO; `as scheduled` for never. */
export function nextTime(expression: string, timezone?: string): string {
  const clock = cron.createTask(
    expression,
    () => undefined,
    timezone === undefined ? {} : { timezone },
  );
  const next = clock.getNextRuns(1)[0]?.toISOString() ?? 'as scheduled';
  void clock.destroy();
  return next;
}

/** Does a job when a cron expression says so, or when that time is skipped as clocks are put forward (daylight saving time). */
export function scheduleCron(
  expression: string,
  job: () => Promise<void>,
  settings: TaskOptions,
): readonly ScheduledTask[] {
  const catchUp = ({ date }: { readonly date: Date }): Promise<void> | undefined =>
    isSkippedByDst(expression, date, settings.timezone) ? job() : undefined;
  return [
    cron.schedule(expression, job, settings),
    // Clocks are put forward at the full hour or at the half.
    cron.schedule('*/30 * * * *', catchUp, { ...settings, suppressMissedWarning: true }),
  ];
}
