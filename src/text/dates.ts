const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$/;
const YEAR_FIRST = /^(\d{4})[/.]?(\d{1,2})[/.]?(\d{1,2})\b/;
const DAY_FIRST = /^(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})\b/i;
const MONTH_FIRST = /^(?:[a-z]{6,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i;

/** A stated date in ISO form, as precise as it was stated; null when it is none, or one that could be read two ways. */
export function isoDate(stated: string | null | undefined): string | null {
  const text = stated?.trim() ?? '';
  if (text === '') return null;
  const iso = ISO.exec(text);
  if (iso) return plausible(iso[1], iso[2] ?? '01', iso[3] ?? '01') ? text.replace(' ', 'T') : null;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return plausible(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return plausible(dayFirst[3], month(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(text);
  return monthFirst ? plausible(monthFirst[3], month(monthFirst[1]), monthFirst[2]) : null;
}

const month = (name = ''): string => String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1);

function plausible(year = '', month = '', day = ''): string | null {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 1900 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
