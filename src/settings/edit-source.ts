import { applyEdits, findNodeAtLocation, type JSONPath, type Node } from 'jsonc-parser';
import { parseAddress } from '../model/address.js';
import { optional } from '../model/optional.js';
import { orNull, UserError } from '../model/problem.js';
import type { Misfit, SourceEdit } from '../model/remedy.js';
import { type CitedUse, isPrintedAddress, valueAt } from '../model/report-change.js';
import {
  type Copy,
  type Decision,
  printedReports,
  type Report,
  type ReportChange,
  type Source,
  type Watchlist,
} from '../model/watchlist.js';
import { isSameEdition } from '../passage/text/edition-name.js';
import { type Layout, layoutOf, nodeText, putValue } from '../passage/text/json-edit.js';
import { asStep, citationPath, putChange } from './source-changes.js';
import { appendEntry, indexOfId, inOneLine, newList, nodeAt, valueIn } from './source-nodes.js';
import { parseWatchlist } from './watchlist.js';

/** Who changes what a report is to print, when and why, and what was read that shows it. */
export type ChangeWords = Pick<ReportChange, 'on' | 'by' | 'reason' | 'proof'>;

/**
 * The text of an accepted `sources.json` with one edit; all other text stays. The same text where there is nothing to edit. What a report
 * prints stays as it is: what is decided of it is listed under `changes`.
 */
export function editSources(text: string, edit: SourceEdit, words: ChangeWords = {}): string {
  switch (edit.kind) {
    case 'decision':
      return addDecision(text, edit.decision);
    case 'address':
      return withSourceChanges(text, putAddressWith(text, edit), words);
    case 'accessed':
      return putAccessed(text, edit, words);
    case 'copy':
      return putCopy(text, edit.source, edit.copy);
    case 'edition':
      return withSourceChanges(text, putEdition(text, edit), words);
    case 'quote':
      return putQuote(text, edit, words);
    case 'merge':
      return withSourceChanges(text, putMerge(text, edit), words);
    case 'drop':
      return putDrop(text, edit.citation, words);
  }
}

/** The same as {@link putAddress}, with the copy that is kept and the decision that goes with it. */
function putAddressWith(text: string, edit: Extract<SourceEdit, { kind: 'address' }>): string {
  const { source, url, before, copy, decision } = edit;
  const put = putAddress(text, source, url, before);
  if (put === text) return text;
  const copied = copy === undefined ? put : putCopy(put, source, copy);
  return decision === undefined ? copied : addDecision(copied, decision);
}

function putMerge(text: string, { source, into }: Extract<SourceEdit, { kind: 'merge' }>): string {
  const elementsAt = (at: string): readonly Node[] => nodeAt(text, [at])?.children ?? [];
  if (![source, into].every((id) => indexOfId(id, nodeAt(text, ['sources'])) >= 0)) return text;
  const isOf = (entry: Node): boolean => valueIn(entry, 'source') === source;
  let merged = text;
  for (const [r, report] of elementsAt('reports').entries())
    for (const [c, citation] of (
      findNodeAtLocation(report, ['citations'])?.children ?? []
    ).entries())
      if (isOf(citation)) merged = putValue(merged, ['reports', r, 'citations', c, 'source'], into);
  // From the last, so that the places of the others stay.
  for (const [d, decision] of [...elementsAt('decisions').entries()].reverse())
    if (isOf(decision)) merged = putValue(merged, ['decisions', d], undefined);
  return putValue(merged, ['sources', indexOfId(source, nodeAt(merged, ['sources']))], undefined);
}

/** A citation as its report prints it, as it was decided, and where it stands; null where there is none. */
function citationIn(text: string, id: string) {
  const watch = parseWatchlist(text, '');
  const path = citationPath(text, id);
  const citations = (of: readonly Report[]) => of.flatMap((report) => report.citations);
  const printed = citations(printedReports(watch)).find((one) => one.id === id);
  const source = watch.sources.find((one) => one.id === printed?.source);
  if (path === null || printed === undefined || source === undefined) return null;
  return {
    path,
    source,
    printed,
    decided: citations(watch.reports).find((one) => one.id === id) ?? null,
  };
}

/** Decides what stands in a place of a citation; what no report prints is changed itself. */
function putDecided(
  text: string,
  id: string,
  { field, text: decided }: { readonly field: string; readonly text: string },
  words: ChangeWords,
): string {
  const known = citationIn(text, id);
  if (known === null) return text;
  const { path, printed: citation, source } = known;
  const printed = valueAt({ citation, source }, field);
  return printed === null || citation.added === true
    ? putValue(text, [...path, ...field.split('/').map(asStep)], decided)
    : putChange(text, { citation: id, field, printed, decided, state: 'taken', ...words });
}

const putAccessed = (
  text: string,
  { citation, accessed }: Extract<SourceEdit, { kind: 'accessed' }>,
  words: ChangeWords,
): string => putDecided(text, citation, { field: 'accessed', text: accessed }, words);

/** Puts other words in place of a quotation: of a translation, in place of its original. */
function putQuote(
  text: string,
  { citation: id, index, before, text: after }: Extract<SourceEdit, { kind: 'quote' }>,
  words: ChangeWords,
): string {
  const { source, decided: citation = null } = citationIn(text, id) ?? {};
  if (citation === null || source === undefined) return text;
  const field = [`quotes/${index}/original/text`, `quotes/${index}/text`].find(
    (one) => valueAt({ citation, source }, one) === before,
  );
  return field === undefined ? text : putDecided(text, id, { field, text: after }, words);
}

/** A citation is to go; one that no report prints goes at once. */
function putDrop(text: string, id: string, words: ChangeWords): string {
  const known = citationIn(text, id);
  if (known?.decided == null) return text;
  const { path, printed: citation, source } = known;
  const printed = valueAt({ citation, source }, 'citation');
  return printed === null || citation.added === true
    ? putValue(text, path, undefined)
    : putChange(text, {
        citation: id,
        field: 'citation',
        printed,
        decided: null,
        state: 'taken',
        ...words,
      });
}

/** The text after an edit of a source, with what the citations that print its address or its title are to print instead. */
function withSourceChanges(before: string, after: string, words: ChangeWords): string {
  if (before === after) return after;
  const then = usesIn(before);
  const now = orNull([], () => usesIn(after));
  // Who accepts the text says what is wrong with it.
  if (now === null) return after;
  return [...now]
    .flatMap(([id, now]) =>
      ['url', 'title'].flatMap((field) => sourceChange(id, field, then.get(id), now) ?? []),
    )
    .reduce((text, change) => putChange(text, { ...change, ...words }), after);
}

/** What a citation is to print of its source after an edit; null where it prints nothing of that. */
function sourceChange(
  citation: string,
  field: string,
  then: Used | undefined,
  now: Used,
): ReportChange | null {
  const [was, decided] = [then && valueAt(then, field), valueAt(now, field)];
  if (then === undefined || was == null || decided === null || was === decided) return null;
  const first = then.changes.find((one) => one.field === field && one.decided === was);
  const isPrinted = field === 'title' || isPrintedAddress(then.source, decided);
  if (now.citation.added === true || (first === undefined && !isPrinted)) return null;
  return { citation, field, printed: first?.printed ?? was, decided, state: 'taken' };
}

type Used = CitedUse & { readonly changes: readonly ReportChange[] };

type Uses = ReadonlyMap<string, Used>;

function usesIn(text: string): Uses {
  const watch = parseWatchlist(text, '');
  const sources = new Map(watch.sources.map((source) => [source.id, source]));
  return new Map(
    watch.reports
      .flatMap(({ citations }) => citations)
      .map((citation) => {
        const own = (watch.changes ?? []).filter((one) => one.citation === citation.id);
        const source = sources.get(citation.source) as Source;
        return [citation.id, { citation, source, changes: own }] as const;
      }),
  );
}

/** Puts another edition in place of the cited one, which goes into the note; copies of that are none of the new one. */
function putEdition(
  text: string,
  { source: id, to, before }: Extract<SourceEdit, { kind: 'edition' }>,
): string {
  const at = indexOfId(id, nodeAt(text, ['sources']));
  const entry = nodeAt(text, ['sources', at]);
  const now = (key: string): unknown =>
    entry === undefined ? undefined : (valueIn(entry, key) ?? null);
  if (at < 0 || now('url') !== before.url || now('edition') !== before.edition) return text;
  const was = `It was the ${before.edition ?? 'earlier'} edition${before.url === null ? '' : `, at ${before.url}`}`;
  const note = [now('note'), was].filter(Boolean).join(' ');
  const copies = nodeAt(text, ['sources', at, 'copies'])?.children?.length ? { copies: [] } : {};
  const edited = Object.entries({ ...to, ...copies, note }).reduce(
    (all, [key, value]) => (now(key) === value ? all : putValue(all, ['sources', at, key], value)),
    text,
  );
  return withEditionListed(edited, now('series'), to);
}

/** Adds an edition to the list of its series, where that has one without it and no pattern that gives its address. */
function withEditionListed(
  text: string,
  series: unknown,
  { edition, url, published }: Pick<Source, 'edition' | 'url' | 'published'>,
): string {
  const at = indexOfId(String(series), nodeAt(text, ['series']));
  const [list, pattern] = ['editions', 'pattern'].map((key) => nodeAt(text, ['series', at, key]));
  const listed = list?.children ?? [];
  const isKnown =
    listed.some((one) => isSameEdition(valueIn(one, 'edition') as string, edition)) ||
    String(pattern?.value).replaceAll('{edition}', String(edition)) === url;
  if (at < 0 || listed.length === 0 || isKnown) return text;
  return appendEntry(text, ['series', at, 'editions'], () =>
    JSON.stringify({ edition, url, published }),
  );
}

function putCopy(text: string, id: string, { url, by }: Copy): string {
  const at = indexOfId(id, nodeAt(text, ['sources']));
  if (at < 0) return text;
  const path: JSONPath = ['sources', at, 'copies'];
  const listed = nodeAt(text, path) === undefined ? putValue(text, path, []) : text;
  if (nodeAt(listed, path)?.children?.some((entry) => valueIn(entry, 'url') === url)) return text;
  const line = `{ "url": ${JSON.stringify(url)}, "by": ${JSON.stringify(by)} }`;
  return appendEntry(listed, path, () => line);
}

/**
 * The text of a `sources.json` with a decision added in a line of its own, or put in place of an earlier one about the same finding.
 * All other text stays byte for byte. `text` must be one that `parseWatchlist` accepts.
 */
export function addDecision(text: string, decision: Decision): string {
  const list = nodeAt(text, ['decisions']);
  if (!list)
    return appendEntry(text, [], (level, layout) =>
      newList('decisions', oneLine(decision), layout, level),
    );
  const earlier = list.children?.find((entry) => answersSame(entry, decision));
  if (!earlier) return appendEntry(text, ['decisions'], () => oneLine(decision));
  const layout = layoutOf(text, nodeAt(text, []) as Node);
  const isSpread = layout.unit !== '' && nodeText(text, earlier).includes('\n');
  const content = isSpread ? manyLines(decision, layout, 2) : oneLine(decision);
  return applyEdits(text, [{ offset: earlier.offset, length: earlier.length, content }]);
}

const answersSame = (entry: Node, { source, about, edition }: Decision): boolean =>
  valueIn(entry, 'source') === source &&
  valueIn(entry, 'about') === about &&
  isSameEdition((valueIn(entry, 'edition') ?? null) as string | null, edition);

const inOrder = ({
  source,
  about,
  edition,
  keep,
  falseAlarm,
  reason,
  by,
  on,
  until,
}: Decision): Decision => ({
  source,
  about,
  edition,
  keep,
  // Null is an answer: no text was read.
  ...(falseAlarm === undefined ? {} : { falseAlarm }),
  reason,
  ...optional({ by }),
  on,
  until,
});

const oneLine = (decision: Decision): string => inOneLine(inOrder(decision));

const manyLines = (decision: Decision, { unit, eol }: Layout, level: number): string =>
  JSON.stringify(inOrder(decision), null, unit).replaceAll('\n', eol + unit.repeat(level));

/** The text with another address of a source, marked as found, the old one in its note; the same where it is gone or had not `before`. */
export function putAddress(text: string, id: string, url: string, before: string | null): string {
  const list = nodeAt(text, ['sources']);
  const at = indexOfId(id, list);
  const entry = list?.children?.[at];
  if (entry === undefined || (valueIn(entry, 'url') ?? null) !== before) return text;
  const put = (into: string, key: string, value: string): string =>
    putValue(into, ['sources', at, key], value);
  const found = put(put(text, 'url', url), 'addressFrom', 'found');
  const note = [valueIn(entry, 'note'), `Its address was ${before}`].filter(Boolean).join(' ');
  return before === null ? found : put(found, 'note', note);
}

/** Why the text of an accepted file would not be accepted with an edit; null where it would. `file` names it. */
export function misfitOf(text: string, edit: SourceEdit, file: string): Misfit | null {
  try {
    parseWatchlist(editSources(text, edit), file);
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const twin = twinOf(parseWatchlist(text, file), edit);
    return (
      twin ?? { kind: 'refused', problem: error.problems.map(({ message }) => message).join('; ') }
    );
  }
}

/** The source that has the address already which an edit gives to another one; null where none has. */
export function twinOf({ sources }: Pick<Watchlist, 'sources'>, edit: SourceEdit) {
  if (edit.kind !== 'address') return null;
  const url = parseAddress(edit.url)?.href;
  const other = sources.find(
    (one) => one.id !== edit.source && parseAddress(one.url ?? '')?.href === url,
  );
  return url === undefined || other === undefined
    ? null
    : ({ kind: 'same-source', source: edit.source, other: other.id } as const);
}
