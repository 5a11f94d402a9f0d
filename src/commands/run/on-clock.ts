import cron, { type ScheduledTask, type TaskOptions } from 'node-cron';

/** Milliseconds. */
const SECOND = 1_000;
/** Milliseconds. */
const MINUTE = 60 * SECOND;

/** What a wall clock shows at an instant, in milliseconds as if it were in UTC; the machine's where no time zone is named. */
const shownAt = (instant: number, timeZone: string | undefined): number =>
  Date.parse(`${new Date(instant).toLocaleString('sv', { timeZone }).replace(' ', 'T')}Z`);

/**
 * True when clocks that were put forward at this instant left out a time at which something was to be done, and which does not come
 * again within as much time.
 */
export function leavesOut(expression: string, at: Date, timeZone?: string): boolean {
  const shown = shownAt(at.getTime(), timeZone);
  const skipped = shown - shownAt(at.getTime() - MINUTE, timeZone) - MINUTE;
  if (skipped <= 0) return false;
  // In UTC there is every hour.
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

/** Does a job when a cron expression says so; when that is in an hour that clocks leave out, as they are put forward. */
export function onClock(
  expression: string,
  job: () => Promise<void>,
  settings: TaskOptions,
): readonly ScheduledTask[] {
  const catchUp = ({ date }: { readonly date: Date }): Promise<void> | undefined =>
    leavesOut(expression, date, settings.timezone) ? job() : undefined;
  return [
    cron.schedule(expression, job, settings),
    // Clocks are put forward at the full hour or at the half.
    cron.schedule('*/30 * * * *', catchUp, { ...settings, suppressMissedWarning: true }),
  ];
}
