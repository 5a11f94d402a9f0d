import { parseAddress } from '../model/address.js';
import { LANGUAGES } from '../model/languages.js';
import { type Problem, UserError } from '../model/problem.js';
import { asDecided } from '../model/report-change.js';
import type { Citation, Report, Source, Watchlist } from '../model/watchlist.js';
import { passagesPointedAt } from '../passage/parse-quote.js';
import { editionKey, isSameEdition } from '../passage/text/edition-name.js';
import { didYouMean } from './field-checks.js';
import { type JsonText, type Path, readJson } from './json-text.js';
import { KNOWN_IDS, withKnownSeries } from './series.js';
import { parseShape, WATCHLIST_SCHEMA } from './watchlist-schema.js';

/**
 * Reads the text or the bytes of a `sources.json`; `file` names it in problems. Missing fields become null or an empty list, and a
 * built-in series that is only named is filled in. Throws one `UserError` with every problem, in the order of their places.
 */
export function parseWatchlist(text: string | Buffer, file: string): Watchlist {
  const json = readJson(text, file);
  if (json.value === undefined) throw new UserError(json.problems);
  const shape = parseShape(WATCHLIST_SCHEMA, json);
  const problems = [
    ...json.problems,
    ...('problems' in shape ? shape.problems : []),
    ...crossCheck(json),
  ].sort((a, b) => a.line - b.line || a.column - b.column);
  if ('problems' in shape || problems.length > 0) throw new UserError(problems);
  const { reports, sources, series, decisions, changes } = shape.value;
  const printed = withPointedAt(reports, sources);
  const watch = { reports: printed, sources, series, decisions };
  return withKnownSeries(
    changes.length === 0
      ? watch
      : { ...watch, reports: asDecided(printed, changes), changes, printed },
  );
}

/** Reports in which a citation that quotes nothing quotes the passages that its address points at. */
function withPointedAt(reports: readonly Report[], sources: readonly Source[]): readonly Report[] {
  const passages = new Map(
    sources.map(({ id, url }) => [id, passagesPointedAt(url ?? '').map((text) => ({ text }))]),
  );
  const withQuotes = (citation: Citation): Citation => {
    const quotes = passages.get(citation.source) ?? [];
    return citation.quotes.length > 0 || quotes.length === 0
      ? citation
      : { ...citation, pointed: true, quotes };
  };
  return reports.map((report) => ({ ...report, citations: report.citations.map(withQuotes) }));
}

export type Titled = Pick<Report, 'id' | 'title' | 'lang'>;

/** The reports of a `sources.json`, whatever is wrong with the rest. Throws a `UserError` where it has no list of reports. */
export function titlesIn(bytes: Buffer, file: string): readonly Titled[] {
  const { value } = readJson(bytes, file);
  const reports = isObject(value) ? value.reports : null;
  if (!Array.isArray(reports)) return parseWatchlist(bytes, file).reports;
  return reports
    .filter(isTitled)
    .map(({ lang, ...one }) =>
      LANGUAGES.some((known) => known === lang) ? { ...one, lang } : one,
    );
}

const isTitled = (entry: unknown): entry is Titled =>
  isObject(entry) && typeof entry.id === 'string' && typeof entry.title === 'string';

/** A value of a file, and where it stands. */
interface Entry<T = unknown> {
  readonly value: T;
  readonly path: Path;
}

/** What no single value shows, in files of the wrong shape too: duplicate ids, loose references, an address twice, editions out of order. */
function crossCheck(json: JsonText): Problem[] {
  const root: Entry = { value: json.value, path: [] };
  const all = (...keys: string[]) => textsAt(root, keys);
  const sources = all('sources', '*', 'id');
  const series = all('series', '*', 'id');
  return [
    ...repeatedValues(json, all('reports', '*', 'id'), 'report id'),
    ...repeatedValues(json, all('reports', '*', 'citations', '*', 'id'), 'citation id'),
    ...repeatedValues(json, sources, 'source id'),
    ...repeatedValues(json, series, 'series id'),
    ...unknown(json, all('reports', '*', 'citations', '*', 'source'), sources, 'source'),
    ...unknown(json, all('decisions', '*', 'source'), sources, 'source'),
    ...unknown(json, all('sources', '*', 'series'), series, 'series', KNOWN_IDS),
    ...sameAddress(json, entriesAt(root, ['sources', '*'])),
    ...entriesAt(root, ['series', '*']).flatMap((one) => [
      ...repeatedValues(json, textsAt(one, ['editions', '*', 'edition']), 'edition', editionKey),
      ...unorderedDates(json, textsAt(one, ['editions', '*', 'published'])),
      ...unlistedEditions(json, one, entriesAt(root, ['sources', '*'])),
    ]),
    ...repeatedDecisions(json, entriesAt(root, ['decisions', '*'])),
    ...repeatedChanges(json, entriesAt(root, ['changes', '*'])),
    ...unknown(
      json,
      entriesAt(root, ['changes', '*'])
        .filter((one) => textAt(one, 'state')?.value === 'taken')
        .flatMap((one) => textsAt(one, ['citation'])),
      all('reports', '*', 'citations', '*', 'id'),
      'citation',
    ),
  ];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The entries to which keys lead; `*` stands for every entry of a list. */
const entriesAt = (from: Entry, keys: readonly string[]): readonly Entry[] =>
  keys.reduce<readonly Entry[]>(
    (entries, key) => entries.flatMap((entry) => step(entry, key)),
    [from],
  );

function step({ value, path }: Entry, key: string): readonly Entry[] {
  if (key === '*')
    return Array.isArray(value) ? value.map((one, i) => ({ value: one, path: [...path, i] })) : [];
  return isObject(value) && Object.hasOwn(value, key)
    ? [{ value: value[key], path: [...path, key] }]
    : [];
}

const textsAt = (from: Entry, keys: readonly string[]): readonly Entry<string>[] =>
  entriesAt(from, keys).filter((entry): entry is Entry<string> => typeof entry.value === 'string');

const textAt = (from: Entry, key: string): Entry<string> | undefined => textsAt(from, [key])[0];

const lineOf = (json: JsonText, { path }: Entry): string => `line ${json.problemAt(path, '').line}`;

/** Entries whose key an earlier entry has too, each with the first that has it. */
function seconds<T extends Entry>(
  entries: readonly T[],
  keyOf: (entry: T) => string | undefined,
): [second: T, first: T][] {
  const firsts = new Map<string, T>();
  return entries.flatMap((entry): [second: T, first: T][] => {
    const key = keyOf(entry);
    if (key === undefined) return [];
    const first = firsts.get(key);
    if (first !== undefined) return [[entry, first]];
    firsts.set(key, entry);
    return [];
  });
}

const repeatedValues = (
  json: JsonText,
  ids: readonly Entry<string>[],
  what: string,
  keyOf = (id: string): string => id,
): Problem[] =>
  seconds(ids, (id) => keyOf(id.value)).map(([{ value, path }, first]) =>
    json.problemAt(
      path,
      `${what} ${JSON.stringify(value)} is already used in ${lineOf(json, first)}`,
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
    .filter(({ value }) => !known.has(value))
    .map(({ value, path }) =>
      json.problemAt(path, `unknown ${what} ${JSON.stringify(value)}${didYouMean(value, known)}`),
    );
}

const sameAddress = (json: JsonText, sources: readonly Entry[]): Problem[] =>
  seconds(sources, (source) => parseAddress(textAt(source, 'url')?.value ?? '')?.href).map(
    ([second, first]) => {
      const id = JSON.stringify(textAt(first, 'id')?.value);
      const { path } = textAt(second, 'url') ?? second;
      return json.problemAt(path, `same address as source ${id} in ${lineOf(json, first)}`);
    },
  );

const unorderedDates = (json: JsonText, dates: readonly Entry<string>[]): Problem[] =>
  dates.flatMap(({ value, path }, i) => {
    const before = dates[i - 1]?.value ?? '';
    // Partial dates are compared as far as both go.
    const known = Math.min(value.length, before.length);
    if (value.slice(0, known) >= before.slice(0, known)) return [];
    return [
      json.problemAt(path, `editions stand oldest first, but the one before came out on ${before}`),
    ];
  });

/** Sources of a series whose edition the series does not list, when it lists any, and whose address does not name it by the series' pattern. */
function unlistedEditions(json: JsonText, series: Entry, sources: readonly Entry[]): Problem[] {
  const listed = textsAt(series, ['editions', '*', 'edition']).map((edition) => edition.value);
  const id = textAt(series, 'id')?.value;
  if (listed.length === 0 || id === undefined) return [];
  return sources.flatMap((source) => {
    const edition = textAt(source, 'edition');
    if (!edition || textAt(source, 'series')?.value !== id) return [];
    if (listed.some((one) => isSameEdition(one, edition.value))) return [];
    const [pattern, url] = [textAt(series, 'pattern')?.value, textAt(source, 'url')?.value];
    if (url !== undefined && pattern?.replaceAll('{edition}', edition.value) === url) return [];
    const has = `series "${id}" has ${listed.join(', ')}`;
    return [
      json.problemAt(edition.path, `unknown edition ${JSON.stringify(edition.value)}; ${has}`),
    ];
  });
}

function repeatedDecisions(json: JsonText, decisions: readonly Entry[]): Problem[] {
  const questionOf = (decision: Entry): string =>
    JSON.stringify([
      textAt(decision, 'source')?.value,
      textAt(decision, 'about')?.value,
      editionKey(textAt(decision, 'edition')?.value ?? ''),
    ]);
  return seconds(decisions, questionOf).map(([{ path }, first]) =>
    json.problemAt(path, `the decision in ${lineOf(json, first)} answers the same finding`),
  );
}

function repeatedChanges(json: JsonText, changes: readonly Entry[]): Problem[] {
  const placeOf = (change: Entry): string =>
    JSON.stringify([textAt(change, 'citation')?.value, textAt(change, 'field')?.value]);
  return seconds(changes, placeOf).map(([{ path }, first]) =>
    json.problemAt(path, `the change in ${lineOf(json, first)} is about the same place`),
  );
}
