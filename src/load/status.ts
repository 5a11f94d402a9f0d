import { type Problem, UserError } from '../model/problem.js';
import { instant, timezone } from './option-values.js';
import { TIMEZONE } from './settings.js';

/** Milliseconds of what ages are counted in. */
const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/** An age in milliseconds, such as `36h` or `2d`; null when it is none. */
function age(text: string): number | null {
  const [, n, unit = ''] = /^(\d{1,5})([hd])$/u.exec(text) ?? [];
  return n === undefined || Number(n) === 0 ? null : Number(n) * (UNITS[unit] ?? 0);
}

/** Reads `--max-age`, in milliseconds; null where it was not given. Throws a `UserError` for what is no time. */
export function parseMaxAge(text: string | undefined): number | null {
  const maxAge = text === undefined ? null : age(text);
  if (text === undefined || maxAge !== null) return maxAge;
  throw new UserError([{ file: '--max-age', line: 0, column: 0, message: noAge(text) }]);
}

const noAge = (text: string): string => `must be a time such as 36h or 2d, not ${JSON.stringify(text)}`;

/** Checks the options of `status`. Throws a `UserError` with a problem for each that makes no sense. */
export function parseStatus(raw: {
  readonly maxAge: string;
  readonly now?: string | undefined;
  readonly timezone?: string | undefined;
}): { readonly maxAge: number; readonly now: Date | null } {
  const maxAge = age(raw.maxAge);
  const zone = raw.timezone === undefined ? null : timezone(raw.timezone);
  const now = raw.now === undefined ? null : instant(zone)(raw.now);
  const problem = (file: string, message: string): Problem => ({ file, line: 0, column: 0, message });
  const problems = [
    ...(maxAge === null ? [problem('--max-age', noAge(raw.maxAge))] : []),
    ...(raw.timezone !== undefined && zone === null
      ? [problem('--timezone', `must be ${TIMEZONE}, not ${JSON.stringify(raw.timezone)}`)]
      : []),
    ...(raw.now !== undefined && now === null
      ? [
          problem(
            '--now',
            `must be a date and time such as 2025-03-26T02:00:00Z, not ${JSON.stringify(raw.now)}`,
          ),
        ]
      : []),
  ];
  if (problems.length > 0 || maxAge === null) throw new UserError(problems);
  return { maxAge, now };
}
