import * as z from 'zod';
import { ZOTERO_ITEM } from '../model/address.js';
import { LANGUAGES } from '../model/languages.js';
import type { Problem } from '../model/problem.js';
import type { Watchlist } from '../model/watchlist.js';
import {
  checkFindingKind,
  checkGracePeriod,
  checkId,
  checkInterval,
  checkLanguageTag,
  checkOwner,
  checkPartialDate,
  checkText,
  checkUrl,
  checkUrlPattern,
  checkZotero,
  DECIDABLE,
  didYouMean,
  type FieldCheck,
} from './field-checks.js';
import type { JsonText, Path } from './json-text.js';

/** A text that passes a check; `meta` is for the JSON Schema. */
export const textWithout = (complaint: FieldCheck, meta: z.GlobalMeta = {}) =>
  z
    .string()
    .check(({ value, issues }) => {
      const message = complaint(value);
      if (message !== null) issues.push({ code: 'custom', message, input: value });
    })
    .meta(meta);

const id = textWithout(checkId, { pattern: '^[^\\s,#]+$' });
const text = textWithout(checkText, { pattern: '\\S' });
const address = textWithout(checkUrl, { pattern: '^https?://' });
const date = textWithout(checkPartialDate, { pattern: '^[12]\\d{3}(-\\d\\d(-\\d\\d)?)?$' });
const lang = textWithout(checkLanguageTag, { examples: ['en', 'zh-Hant', 'zh-Hans'] });
const orNull = <T extends z.ZodType>(shape: T, description: string) =>
  shape.nullable().default(null).describe(description);
const listOf = <T extends z.ZodType>(shape: T, description: string) =>
  z.array(shape).default([]).describe(description);

const quote = z.strictObject({
  text: text.describe(
    "The passage, verbatim, with the report's own [...] and [editorial] marks and without the outer quotation marks.",
  ),
  original: z
    .strictObject({
      lang: lang.describe('BCP 47.'),
      text: text.describe('The words that stand in the source.'),
    })
    .optional()
    .describe('The passage in its own language, when the report prints a translation.'),
  translated: z
    .boolean()
    .optional()
    .describe(
      'True when `text` is a translation, so that it cannot stand in the source word for word.',
    ),
});

const citation = z.strictObject({
  id: id.describe('Such as ASI2025-01/31; unique in this file.'),
  source: id.describe('Id of the source that is cited.'),
  section: orNull(text, 'Section of the report, such as 7b.'),
  accessed: orNull(date, 'The day on which the authors last read the source.'),
  page: orNull(text, 'Pinpoint, as printed: a page or a paragraph.'),
  cited: orNull(text, 'The citation line as printed; null when the report quotes without one.'),
  added: z
    .boolean()
    .optional()
    .describe(
      'True for one that was added beside the report, as `citewatch add` does: an import leaves it.',
    ),
  quotes: listOf(quote, 'The quoted passages.'),
});

/** A language that pages and mails can be in. */
export const readersLanguage = z.enum(LANGUAGES, {
  error: ({ input }) =>
    `must be ${LANGUAGES.slice(0, -1).join(', ')} or ${LANGUAGES.at(-1)}, not ${JSON.stringify(input)}`,
});

const report = z.strictObject({
  id: id.describe('Such as ASI2025-01.'),
  title: text,
  publisher: orNull(text, 'Who published the report.'),
  published: orNull(date, 'When it was published.'),
  url: orNull(address, 'Where it can be read.'),
  file: text
    .optional()
    .describe(
      'Its own file, seen from this one, such as drafts/report.docx: each night puts it beside the page, marked up.',
    ),
  cutOff: date
    .optional()
    .describe('The last day on which its sources were looked for, as it states it.'),
  currency: textWithout(checkInterval, { pattern: '^[1-9]\\d*[ymd]$' })
    .optional()
    .describe(
      'How old its sources may be when it is published, by its own rule: 2y at the Home Office.',
    ),
  lang: readersLanguage
    .optional()
    .describe(
      'The language of its readers: the page, the mails and the documents about it are in it, else in English.',
    ),
  citations: z.array(citation).describe('In the order of the report.'),
});

const copy = z.strictObject({
  url: address,
  by: text.describe('Who keeps it, such as ecoi.net.'),
});

const source = z.strictObject({
  id: id.describe('Such as usdos-tip-2024-china; unique in this file.'),
  publisher: text,
  title: text,
  url: orNull(address, 'Null when nobody knows the address: never a guess.'),
  addressFrom: z
    .enum(['seen', 'worked-out', 'found'])
    .optional()
    .describe(
      'How the address is known: seen in the report, worked out from what it prints (a DOI), or found because the page carries a quoted passage.',
    ),
  published: orNull(date, 'When it was published, as far as known.'),
  lang: orNull(lang, 'BCP 47, such as zh-Hant.'),
  series: orNull(
    id,
    'Id of the series that this document is an issue of: one of this file, or one that is built in, such as hrw-world-report.',
  ),
  edition: orNull(text, "Which issue it is: one of the series' editions."),
  copies: listOf(copy, 'The same document at other addresses that researchers trust.'),
  zotero: textWithout(checkZotero, { pattern: ZOTERO_ITEM.source })
    .optional()
    .describe(
      'Its item in a Zotero library, such as groups/123/items/ABCD2345, kept by an import.',
    ),
  note: text
    .optional()
    .describe(
      'What a colleague should know: how the address was found, what is odd about the page.',
    ),
});

const edition = z.strictObject({
  edition: text.describe('Such as 2025; sources name it in the same words.'),
  url: orNull(address, 'Null when unknown.'),
  published: orNull(date, 'When it came out.'),
});

const cadence = z.strictObject({
  every: textWithout(checkInterval, { pattern: '^[1-9]\\d*[ymd]$' }).describe('1y, 3m or 120d.'),
  grace: textWithout(checkGracePeriod, { pattern: '^\\d+[ymd]$' }).describe(
    'How late an edition may be before it is overdue.',
  ),
});

const series = z.strictObject({
  id,
  name: text,
  cadence: orNull(cadence, 'How often it comes out; null when irregularly.'),
  index: listOf(address, 'Pages on which a later edition would be listed.'),
  pattern: orNull(
    textWithout(checkUrlPattern, { pattern: '\\{edition\\}' }),
    'Address of an edition, with {edition} in place of its year.',
  ),
  subject: listOf(
    text,
    'Words that a page must carry in its title or first heading to be an edition, such as China.',
  ),
  editions: listOf(edition, 'Known editions, oldest first.'),
});

const decision = z.strictObject({
  source: id.describe('Id of the source.'),
  about: textWithout(checkFindingKind, { enum: [...DECIDABLE] }).describe(
    'The kind of finding that is answered.',
  ),
  edition: orNull(text, 'The newer edition that the decision is about.'),
  keep: z
    .boolean()
    .describe('True to keep citing the source as it is; false where "by" has taken it on.'),
  falseAlarm: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .nullable()
    .optional()
    .describe(
      'That the judge erred: SHA-256 of the text that was read, while which the answer holds; null for no text.',
    ),
  reason: text.describe('Why, in a sentence that a reviewer can rely on.'),
  by: textWithout(checkOwner, { pattern: '^(?!.*\\S@\\S)' })
    .optional()
    .describe('Who answers for it: a name or a role, never an e-mail address.'),
  on: date.describe('When it was decided.'),
  until: orNull(date, 'The last day on which it holds; null for until further notice.'),
});

/** What of a citation, or of its source, a change is about. */
const CHANGED_FIELD = /^(?:accessed|url|title|citation|quotes\/\d+\/(?:original\/)?text)$/u;

/** A change as it is listed. */
export const REPORT_CHANGE = z.strictObject({
  citation: id.describe('Id of the citation.'),
  field: textWithout(
    (name) =>
      CHANGED_FIELD.test(name)
        ? null
        : 'must be accessed, url, title, citation, quotes/0/text or quotes/0/original/text',
    { pattern: CHANGED_FIELD.source },
  ).describe(
    'quotes/0/text, quotes/0/original/text or accessed of the citation; url or title of its source; citation where all of it is to go.',
  ),
  printed: text.describe('What the report prints.'),
  decided: text.nullable().describe('What it is to print; null where the citation is to go.'),
  state: z
    .enum(['taken', 'in-report', 'rejected'])
    .describe(
      'taken: the report does not print it yet; in-report: it does; rejected: its authors print something else.',
    ),
  on: date.optional().describe('When it was decided.'),
  by: textWithout(checkOwner, { pattern: '^(?!.*\\S@\\S)' })
    .optional()
    .describe('Who decided it: a name or a role, never an e-mail address.'),
  reason: text.optional().describe('Why.'),
  proof: z
    .strictObject({
      at: address.describe('Where it was read.'),
      seen: text.describe('When, ISO.'),
    })
    .optional()
    .describe('What was read that shows it.'),
});

/** What `sources.json` may hold, as zod sees it. Its JSON Schema is made from this. */
export const WATCHLIST_SCHEMA = z
  .strictObject({
    $schema: z.string().optional(),
    reports: z.array(report).describe('The reports whose citations are watched.'),
    sources: z.array(source).describe('The documents that they cite.'),
    series: listOf(series, 'Publications that come out again.'),
    decisions: listOf(decision, "Reviewers' recorded answers to findings."),
    changes: listOf(
      REPORT_CHANGE,
      'What was decided that a report should print, until its own file does. Programs write it.',
    ),
  })
  .meta({
    title: 'citewatch sources',
    description:
      'The citations that citewatch re-reads every night. Public facts only: no addresses of people, no secrets.',
  }) satisfies z.ZodType<Watchlist>;

/** The text of `sources.schema.json`: draft 7, which is what editors know best. */
export const schemaText = (): string =>
  `${JSON.stringify(z.toJSONSchema(WATCHLIST_SCHEMA, { target: 'draft-7', io: 'input' }), null, 2)}\n`;

type Issue = z.core.$ZodIssue;

/** The value of a file that fits a shape of strict objects, or a problem for every difference, at its place. */
export function parseShape<T>(
  shape: z.ZodType<T>,
  json: JsonText,
): { readonly value: T } | { readonly problems: readonly Problem[] } {
  // Compiling the shape (jit) takes longer than checking some thousand sources with it.
  const result = shape.safeParse(json.value, { jitless: true });
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, shape, json)) };
}

function problemsOf(issue: Issue, shape: z.ZodType, json: JsonText): Problem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(shape, path);
    return issue.keys.map((key) =>
      json.problemAtKey(
        [...path, key],
        `unknown key ${JSON.stringify(key)}${didYouMean(key, known)}`,
      ),
    );
  }
  const found = valueAt(json.value, path);
  if (found === undefined) return [json.problemAt(path, `${nameOfPath(path)} is missing`)];
  const complaint =
    issue.code === 'invalid_type'
      ? `must be ${noun(issue.expected)}, not ${noun(kindOf(found))}`
      : issue.message;
  return [json.problemAt(path, `${nameOfPath(path)} ${complaint}`)];
}

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  );

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}

function nameOfPath(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return 'the file';
  return typeof path.at(-1) === 'number'
    ? `an entry of ${JSON.stringify(key)}`
    : JSON.stringify(key);
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list in [ ]',
  object: 'an object in { }',
};
const noun = (type: string): string => NOUNS[type] ?? type;

/** The keys that an object at `path` may have. */
function keysAt(shape: z.ZodType, path: Path): string[] {
  const inner = (s: unknown): unknown =>
    s instanceof z.ZodDefault || s instanceof z.ZodNullable || s instanceof z.ZodOptional
      ? inner(s.unwrap())
      : s;
  const step = (s: unknown, key: string | number): unknown => {
    if (s instanceof z.ZodArray) return inner(s.element);
    return s instanceof z.ZodObject ? inner(s.shape[key]) : undefined;
  };
  const object = path.reduce<unknown>(step, inner(shape));
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}
