import { parseAddress } from '../model/address.js';
import { FAIL_ON, type FailOn } from '../model/finding.js';

/** Reads one option's text; null when it makes no sense. */
export type OptionParser<T> = (text: string) => T | null;

/** A whole number within bounds. */
export const integerBetween =
  (least: number, most: number): OptionParser<number> =>
  (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : null;
  };

/** curl's suffixes: each step is 1024 times the one before. */
const UNITS = ['', 'k', 'm', 'g'];

/** A number of bytes, at least one: `52428800`, `512k`, `50M`. */
export const bytes: OptionParser<number> = (text) => {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  const value = Number(digits) * 1024 ** UNITS.indexOf(unit.toLowerCase());
  return value >= 1 && Number.isSafeInteger(value) ? value : null;
};

/** Days, such as `183d`. */
export const days: OptionParser<number> = (text) => integerBetween(1, 36_500)(text.replace(/d$/, ''));

/** Milliseconds of the units in which ages are given. */
const AGE_UNITS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/** An age in milliseconds, such as `36h` or `2d`. */
export const age: OptionParser<number> = (text) => {
  const [, n, unit = ''] = /^(\d{1,5})([hd])$/u.exec(text) ?? [];
  return Number(n) * (AGE_UNITS[unit] ?? 0) || null;
};

/** The findings that fail a run. */
export const failOn: OptionParser<FailOn> = (text) => FAIL_ON.find((word) => word === text) ?? null;

/** Ids with commas between them, at least one. */
export const ids: OptionParser<readonly string[]> = (text) => {
  const found = text.split(',').flatMap((id) => id.trim() || []);
  return found.length > 0 ? [...new Set(found)] : null;
};

/** A day or an instant in ISO form. Without an offset it is of this time zone, or (null) UTC: the same on every machine. */
export const instant =
  (zone: string | null): OptionParser<Date> =>
  (text) => {
    const [, day, time = 'T00:00', offset] =
      /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
    const at = new Date(`${day}${time}${offset ?? 'Z'}`);
    // JavaScript reads 30 February as 2 March.
    const sameDay = new Date(`${day}T00:00Z`);
    if (Number.isNaN(at.getTime()) || Number.isNaN(sameDay.getTime())) return null;
    if (sameDay.toISOString().slice(0, 10) !== day) return null;
    return offset === undefined && zone !== null ? whenClocksShow(at.getTime(), zone) : at;
  };

/** When the clocks of a time zone show what those of UTC show at an instant; the later of two times. */
function whenClocksShow(shown: number, zone: string): Date {
  const offsetAt = (time: number): number => clockTime(time, zone) - Math.floor(time / 1000) * 1000;
  return new Date(shown - offsetAt(shown - offsetAt(shown)));
}

/** What a clock shows at an instant, in milliseconds as if it were UTC; the machine's clock where no time zone is named. */
export const clockTime = (instant: number, timeZone: string | undefined): number =>
  Date.parse(`${new Date(instant).toLocaleString('sv', { timeZone }).replace(' ', 'T')}Z`);

/** A time zone that this machine knows. */
export const timezone: OptionParser<string> = (name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name;
  } catch {
    return null;
  }
};

/** An http or https proxy; as with curl, the scheme may be left out. */
export const proxy: OptionParser<string> = (text) =>
  webAddress(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`);

/** An http or https address. */
export const webAddress: OptionParser<string> = (text) =>
  /^https?:\/\//i.test(text) && parseAddress(text) !== null ? text : null;

/** The text of a file with at least one certificate. */
export const pem: OptionParser<string> = (text) => (text.includes('-----BEGIN CERTIFICATE-----') ? text : null);

/** The value of a header: printable ASCII, not blank. */
export const header: OptionParser<string> = (text) => (/^[!-~]([ -~]*[!-~])?$/.test(text) ? text : null);
