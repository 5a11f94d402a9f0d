import { parseAddress } from '../model/address.js';
import { type Problem, UserError } from '../model/problem.js';
import type { Report, Watchlist } from '../model/watchlist.js';
import { editionKey, isSameEdition } from '../passage/text/edition-name.js';
import { didYouMean } from './field-checks.js';
import { type JsonText, type Path, readJson } from './json-text.js';
import { KNOWN_IDS, withKnownSeries } from './series.js';
import { shaped, WATCHLIST_SCHEMA } from './watchlist-schema.js';

/**
 * Reads the text or the bytes of a `sources.json`; `file` names it in problems. What is left out becomes null or an empty list,
 * and a built-in series that is only named is filled in.
 * Throws one `UserError` with every problem of the file, in the order of their places.
 */
export function parseWatchlist(text: string | Buffer, file: string): Watchlist {
  const json = readJson(text, file);
  if (json.value === undefined) throw new UserError(json.problems);
  const shape = shaped(WATCHLIST_SCHEMA, json);
  const problems = [
    ...json.problems,
    ...('problems' in shape ? shape.problems : []),
    ...crossCheck(json),
  ].sort(byPlace);
  if ('problems' in shape || problems.length > 0) throw new UserError(problems);
  const { reports, sources, series, decisions } = shape.value;
  return withKnownSeries({ reports, sources, series, decisions });
}

/** How a report is called. */
export type Titled = Pick<Report, 'id' | 'title'>;

/**
 * The reports of a `sources.json`, also of one that has problems elsewhere: whoever only names reports does not complain of sources.
 * Throws a `UserError` where it has no list of reports.
 */
export function titlesIn(bytes: Buffer, file: string): readonly Titled[] {
  const { value } = readJson(bytes, file);
  const reports = typeof value === 'object' && value !== null && 'reports' in value ? value.reports : null;
  return Array.isArray(reports) ? reports.filter(isTitled) : parseWatchlist(bytes, file).reports;
}

const isTitled = (entry: unknown): entry is Titled =>
  typeof entry === 'object' &&
  entry !== null &&
  'id' in entry &&
  typeof entry.id === 'string' &&
  'title' in entry &&
  typeof entry.title === 'string';

const byPlace = (a: Problem, b: Problem): number => a.line - b.line || a.column - b.column;

/** A value of a file, and the step that leads to it from the one that holds it. */
interface Entry<T = unknown> {
  readonly value: T;
  readonly step: string | number;
  /** Null for the whole file. */
  readonly within: Entry | null;
}

/** The way to an entry: made where it is asked for, for of a large file there are half a million. */
const pathOf = ({ step, within }: Entry): Path => (within === null ? [] : [...pathOf(within), step]);

/**
 * What no single value shows: ids that stand twice, references that lead nowhere, two sources at one address,
 * editions in the wrong order. Looks at whatever is there, so that it works on files of the wrong shape too.
 */
function crossCheck(json: JsonText): Problem[] {
  const root: Entry = { value: json.value, step: '', within: null };
  const all = (...path: string[]) => textsAt(root, path);
  const reports = all('reports', '*', 'id');
  const citations = all('reports', '*', 'citations', '*', 'id');
  const sources = all('sources', '*', 'id');
  const series = all('series', '*', 'id');
  return [
    ...repeated(json, reports, 'report id'),
    ...repeated(json, citations, 'citation id'),
    ...repeated(json, sources, 'source id'),
    ...repeated(json, series, 'series id'),
    ...unknown(json, all('reports', '*', 'citations', '*', 'source'), sources, 'source'),
    ...unknown(json, all('decisions', '*', 'source'), sources, 'source'),
    ...unknown(json, all('sources', '*', 'series'), series, 'series', KNOWN_IDS),
    ...sameAddress(json, entriesAt(root, ['sources', '*'])),
    ...entriesAt(root, ['series', '*']).flatMap((one) => [
      ...repeated(json, textsAt(one, ['editions', '*', 'edition']), 'edition', editionKey),
      ...disordered(json, textsAt(one, ['editions', '*', 'published'])),
      ...unlisted(json, one, entriesAt(root, ['sources', '*'])),
    ]),
    ...answeredTwice(json, entriesAt(root, ['decisions', '*'])),
  ];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a way of keys leads to from an entry; `*` stands for every entry of a list. */
function entriesAt(from: Entry, steps: readonly string[]): readonly Entry[] {
  let entries = [from];
  for (const step of steps) {
    const next: Entry[] = [];
    for (const within of entries) {
      const { value } = within;
      if (step !== '*') {
        if (isObject(value) && Object.hasOwn(value, step)) next.push({ value: value[step], step, within });
      } else if (Array.isArray(value))
        for (let i = 0; i < value.length; i++) next.push({ value: value[i], step: i, within });
    }
    entries = next;
  }
  return entries;
}

const textsAt = (from: Entry, steps: readonly string[]): readonly Entry<string>[] =>
  entriesAt(from, steps).filter((entry): entry is Entry<string> => typeof entry.value === 'string');

const textAt = (from: Entry, key: string): Entry<string> | undefined => textsAt(from, [key])[0];

const lineOf = (json: JsonText, entry: Entry): string => `line ${json.problemAt(pathOf(entry), '').line}`;

/** Entries whose key an earlier entry has too, each with the first that has it. */
function seconds<T>(entries: readonly T[], keyOf: (entry: T) => string | undefined): [second: T, first: T][] {
  const firsts = new Map<string, T>();
  const found: [second: T, first: T][] = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    const first = key === undefined ? entry : firsts.get(key);
    if (first === undefined) firsts.set(key as string, entry);
    else if (first !== entry) found.push([entry, first]);
  }
  return found;
}

const repeated = (
  json: JsonText,
  ids: readonly Entry<string>[],
  what: string,
  keyOf = (id: string): string => id,
): Problem[] =>
  seconds(ids, (id) => keyOf(id.value)).map(([id, first]) =>
    json.problemAt(
      pathOf(id),
      `${what} ${JSON.stringify(id.value)} is already used in ${lineOf(json, first)}`,
    ),
  );

function unknown(
  json: JsonText,
  references: readonly Entry<string>[],
  ids: readonly Entry<string>[],
  what: string,
  builtIn: readonly string[] = [],
): Problem[] {
  const known = new Set([...ids.map((id) => id.value), ...builtIn]);
  return references
    .filter((reference) => !known.has(reference.value))
    .map((reference) => {
      const { value } = reference;
      return json.problemAt(
        pathOf(reference),
        `unknown ${what} ${JSON.stringify(value)}${didYouMean(value, known)}`,
      );
    });
}

function sameAddress(json: JsonText, sources: readonly Entry[]): Problem[] {
  const hrefOf = ({ value }: Entry): string | undefined =>
    isObject(value) && typeof value.url === 'string' ? parseAddress(value.url)?.href : undefined;
  return seconds(sources, hrefOf).map(([second, first]) =>
    json.problemAt(
      pathOf(textAt(second, 'url') ?? second),
      `same address as source ${JSON.stringify(textAt(first, 'id')?.value)} in ${lineOf(json, first)}`,
    ),
  );
}

function disordered(json: JsonText, dates: readonly Entry<string>[]): Problem[] {
  return dates.flatMap((date, i) => {
    const before = dates[i - 1];
    // Partial dates are compared as far as both go.
    const known = Math.min(date.value.length, before?.value.length ?? 0);
    return before && date.value.slice(0, known) < before.value.slice(0, known)
      ? [
          json.problemAt(
            pathOf(date),
            `editions stand oldest first, but the one before came out on ${before.value}`,
          ),
        ]
      : [];
  });
}

/** Sources of a series whose edition the series does not list, when it lists any. */
function unlisted(json: JsonText, series: Entry, sources: readonly Entry[]): Problem[] {
  const listed = textsAt(series, ['editions', '*', 'edition']).map((edition) => edition.value);
  const id = textAt(series, 'id')?.value;
  if (listed.length === 0 || id === undefined) return [];
  return sources.flatMap((source) => {
    const edition = textAt(source, 'edition');
    if (!edition || textAt(source, 'series')?.value !== id) return [];
    if (listed.some((one) => isSameEdition(one, edition.value))) return [];
    const has = `series "${id}" has ${listed.join(', ')}`;
    return [json.problemAt(pathOf(edition), `unknown edition ${JSON.stringify(edition.value)}; ${has}`)];
  });
}

function answeredTwice(json: JsonText, decisions: readonly Entry[]): Problem[] {
  const questionOf = (decision: Entry): string =>
    JSON.stringify([
      textAt(decision, 'source')?.value,
      textAt(decision, 'about')?.value,
      editionKey(textAt(decision, 'edition')?.value ?? ''),
    ]);
  return seconds(decisions, questionOf).map(([second, first]) =>
    json.problemAt(pathOf(second), `the decision in ${lineOf(json, first)} answers the same finding`),
  );
}
