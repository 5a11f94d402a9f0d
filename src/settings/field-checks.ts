import { distance } from 'fastest-levenshtein';
import { parseAddress, ZOTERO_ITEM } from '../model/address.js';
import { FINDING_KINDS, type FindingKind, isDecidable } from '../model/finding.js';
import { problemWith, UserError } from '../model/problem.js';
import { shorten } from '../passage/text/sentences.js';

/** What is wrong with a text, as the end of a sentence (`must not be empty`); null when nothing is. */
export type FieldCheck = (text: string) => string | null;

/** Throws one `UserError` with what is wrong with fields, each named; one that is not given is not checked. */
export function checkFields(
  fields: readonly (readonly [name: string, text: string | null | undefined, check: FieldCheck])[],
): void {
  const problems = fields.flatMap(([name, text, check]) => {
    const message = text === null || text === undefined ? null : check(text);
    return message === null ? [] : [problemWith(name, message)];
  });
  if (problems.length > 0) throw new UserError(problems);
}

const quoteShort = (text: string): string => JSON.stringify(shorten(text, 79));

const unless =
  (good: (text: string) => boolean, must: string): FieldCheck =>
  (text) =>
    good(text) ? null : `must be ${must}, not ${quoteShort(text)}`;

/** Any text but a blank one. */
export const checkText: FieldCheck = (text) => (text.trim() === '' ? 'must not be empty' : null);

/** Commas separate ids on the command line, and `#` an id from a quote's number. */
export const checkId = unless(
  (id) => /^[^\s,#]+$/.test(id),
  'one word without spaces, commas or #',
);

/** An absolute http or https address that holds no secret. */
export const checkUrl: FieldCheck = (text) => {
  const clean = /^https?:\/\//i.test(text) && !/[\t\r\n]|\s$/.test(text);
  const address = clean ? parseAddress(text) : null;
  if (address === null) return `must be an absolute http or https address, not ${quoteShort(text)}`;
  return address.username + address.password !== ''
    ? 'must not carry a user name or password'
    : null;
};

export const checkZotero = unless(
  (item) => ZOTERO_ITEM.test(item),
  'an item of a Zotero library such as groups/123/items/ABCD2345',
);

export const checkUrlPattern: FieldCheck = (text) =>
  text.includes('{edition}')
    ? checkUrl(text.replaceAll('{edition}', '2025'))
    : `must hold {edition} where the edition's year stands, not ${quoteShort(text)}`;

const isPartialDate = (text: string): boolean => {
  const [, year, month = '01', day = '01'] =
    /^([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (year === undefined) return false;
  const [m, d] = [Number(month), Number(day)];
  return (
    m >= 1 &&
    m <= 12 &&
    d >= 1 &&
    (d <= 28 || d <= new Date(Date.UTC(Number(year), m, 0)).getUTCDate())
  );
};

/** A date of the calendar, perhaps without day or month. */
export const checkPartialDate = unless(isPartialDate, 'a date such as 2025, 2025-09 or 2025-09-29');

/** The shape of a BCP 47 tag; whether the language exists is not asked. */
export const checkLanguageTag = unless(
  (tag) => /^[a-z]{2,3}(-[a-z\d]{2,8})*$/i.test(tag),
  'a language tag such as en or zh-Hant',
);

const INTERVAL = 'a whole number and a unit: 1y, 3m or 120d';

/** The time from one edition to the next. */
export const checkInterval = unless((span) => /^[1-9]\d*[ymd]$/.test(span), INTERVAL);

/** An interval that may be none. */
export const checkGracePeriod = unless((span) => /^\d+[ymd]$/.test(span), INTERVAL);

/** The kinds of finding that a decision can answer. */
export const DECIDABLE: readonly FindingKind[] = FINDING_KINDS.filter(isDecidable);

export const checkFindingKind: FieldCheck = (kind) => {
  if (DECIDABLE.some((known) => known === kind)) return null;
  return FINDING_KINDS.some((known) => known === kind)
    ? `cannot be ${quoteShort(kind)}: a decision does not answer for another one, which is mended itself`
    : `must be a kind of finding, not ${quoteShort(kind)}${didYouMean(kind, DECIDABLE)}`;
};

/** Who answers for a decision. The file is public, so that nobody's address belongs in it. */
export const checkOwner: FieldCheck = (text) =>
  /\S@\S/.test(text)
    ? 'must be a name or a role, not an e-mail address: this file is public'
    : checkText(text);

/** Share of a word's letters that may differ (fuzzy), our choice: two letters of four, so that `form` still suggests `from`. */
const TOLERANCE = 0.4;

/** `; did you mean "accessed"?` for the candidate nearest to `word`, or nothing when none is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  let best: string | null = null;
  let least = Math.ceil(word.length * TOLERANCE) + 1;
  for (const candidate of candidates) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best === null ? '' : `; did you mean ${JSON.stringify(best)}?`;
}
