import { applyPatch, createTwoFilesPatch, parsePatch, reversePatch } from 'diff';
import { applyEdits, findNodeAtLocation, type JSONPath, type Node, parseTree } from 'jsonc-parser';
import { parseAddress } from '../model/address.js';
import { optional } from '../model/optional.js';
import { UserError } from '../model/problem.js';
import type { Misfit, SourceEdit } from '../model/remedy.js';
import type { Copy, Decision, PartialDate, Source, Watchlist } from '../model/watchlist.js';
import { isSameEdition } from '../passage/text/edition-name.js';
import { appended, type Layout, layoutOf, nodeText, putValue } from '../passage/text/json-edit.js';
import { parseWatchlist } from './watchlist.js';

/** The text of an accepted `sources.json` with one edit; all other text stays. The same text where there is nothing to edit. */
export function editSources(text: string, edit: SourceEdit): string {
  switch (edit.kind) {
    case 'decision':
      return addDecision(text, edit.decision);
    case 'address':
      return putAddressWith(text, edit);
    case 'accessed':
      return putAccessed(text, edit.citation, edit.accessed);
    case 'copy':
      return putCopy(text, edit.source, edit.copy);
    case 'edition':
      return putEdition(text, edit);
    case 'quote':
      return putQuote(text, edit);
    case 'merge':
      return putMerge(text, edit);
    case 'drop': {
      const path = citationPath(text, edit.citation);
      return path === null ? text : putValue(text, path, undefined);
    }
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

/** Where a citation of this id stands; null where there is none. */
function citationPath(text: string, id: string): JSONPath | null {
  for (const [r, report] of (nodeAt(text, ['reports'])?.children ?? []).entries()) {
    const at = placeOf(id, findNodeAtLocation(report, ['citations']));
    if (at >= 0) return ['reports', r, 'citations', at];
  }
  return null;
}

function putMerge(text: string, { source, into }: Extract<SourceEdit, { kind: 'merge' }>): string {
  const elementsAt = (at: string): readonly Node[] => nodeAt(text, [at])?.children ?? [];
  if (![source, into].every((id) => placeOf(id, nodeAt(text, ['sources'])) >= 0)) return text;
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
  return putValue(merged, ['sources', placeOf(source, nodeAt(merged, ['sources']))], undefined);
}

function putAccessed(text: string, id: string, accessed: PartialDate): string {
  const path = citationPath(text, id);
  return path === null ? text : putValue(text, [...path, 'accessed'], accessed);
}

/** Puts other words in place of a quotation: of a translation, in place of its original. */
function putQuote(
  text: string,
  { citation, index, before, text: after }: Extract<SourceEdit, { kind: 'quote' }>,
): string {
  const path = citationPath(text, citation);
  if (path === null) return text;
  const quote = [...path, 'quotes', index];
  const place = [
    [...quote, 'original', 'text'],
    [...quote, 'text'],
  ].find((one) => nodeAt(text, one)?.value === before);
  return place === undefined ? text : putValue(text, place, after);
}

/** Puts another edition in place of the cited one, which goes into the note; copies of that are none of the new one. */
function putEdition(
  text: string,
  { source: id, to, before }: Extract<SourceEdit, { kind: 'edition' }>,
): string {
  const at = placeOf(id, nodeAt(text, ['sources']));
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
  const at = placeOf(String(series), nodeAt(text, ['series']));
  const [list, pattern] = ['editions', 'pattern'].map((key) => nodeAt(text, ['series', at, key]));
  const listed = list?.children ?? [];
  const isKnown =
    listed.some((one) => isSameEdition(valueIn(one, 'edition') as string, edition)) ||
    String(pattern?.value).replaceAll('{edition}', String(edition)) === url;
  if (at < 0 || listed.length === 0 || isKnown) return text;
  return append(text, ['series', at, 'editions'], () =>
    JSON.stringify({ edition, url, published }),
  );
}

function putCopy(text: string, id: string, { url, by }: Copy): string {
  const at = placeOf(id, nodeAt(text, ['sources']));
  if (at < 0) return text;
  const path: JSONPath = ['sources', at, 'copies'];
  const listed = nodeAt(text, path) === undefined ? putValue(text, path, []) : text;
  if (nodeAt(listed, path)?.children?.some((entry) => valueIn(entry, 'url') === url)) return text;
  const line = `{ "url": ${JSON.stringify(url)}, "by": ${JSON.stringify(by)} }`;
  return append(listed, path, () => line);
}

/** Appends an entry to the list, or a property to the object, at a path. */
function append(
  text: string,
  path: JSONPath,
  entry: (level: number, layout: Layout) => string,
): string {
  const [root, node] = [nodeAt(text, []), nodeAt(text, path)];
  if (root?.type !== 'object' || node === undefined)
    throw new Error('only a file that was accepted can be edited');
  const layout = layoutOf(text, root);
  return applyEdits(
    text,
    appended(text, node, layout, path.length + 1, (level) => entry(level, layout)),
  );
}

/** The index of the entry with this id in a list; -1 where there is none. */
const placeOf = (id: string, list: Node | undefined): number =>
  list?.children?.findIndex((entry) => valueIn(entry, 'id') === id) ?? -1;

function nodeAt(text: string, path: JSONPath): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNodeAtLocation(root, path);
}

/**
 * The text of a `sources.json` with a decision added in a line of its own, or put in place of an earlier one about the same finding.
 * All other text stays byte for byte. `text` must be one that `parseWatchlist` accepts.
 */
export function addDecision(text: string, decision: Decision): string {
  const list = nodeAt(text, ['decisions']);
  if (!list) return append(text, [], (level, layout) => newList(decision, layout, level));
  const earlier = list.children?.find((entry) => answersSame(entry, decision));
  if (!earlier) return append(text, ['decisions'], () => oneLine(decision));
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

const oneLine = (decision: Decision): string => {
  const entries = Object.entries(inOrder(decision));
  return `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`;
};

const manyLines = (decision: Decision, { unit, eol }: Layout, level: number): string =>
  JSON.stringify(inOrder(decision), null, unit).replaceAll('\n', eol + unit.repeat(level));

function newList(decision: Decision, { unit, eol }: Layout, level: number): string {
  const entry = oneLine(decision);
  if (!unit) return `"decisions": [${entry}]`;
  return `"decisions": [${eol}${unit.repeat(level + 1)}${entry}${eol}${unit.repeat(level)}]`;
}

/** The text with another address of a source, marked as found, the old one in its note; the same where it is gone or had not `before`. */
export function putAddress(text: string, id: string, url: string, before: string | null): string {
  const list = nodeAt(text, ['sources']);
  const at = placeOf(id, list);
  const entry = list?.children?.[at];
  if (entry === undefined || (valueIn(entry, 'url') ?? null) !== before) return text;
  const put = (into: string, key: string, value: string): string =>
    putValue(into, ['sources', at, key], value);
  const found = put(put(text, 'url', url), 'addressFrom', 'found');
  const note = [valueIn(entry, 'note'), `Its address was ${before}`].filter(Boolean).join(' ');
  return before === null ? found : put(found, 'note', note);
}

const valueIn = (entry: Node, key: string): unknown => findNodeAtLocation(entry, [key])?.value;

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

/** The lines by which two texts of a file differ, as a unified difference. */
export const patchOf = (before: string, after: string): string =>
  createTwoFilesPatch('before', 'after', before, after, '', '', { context: 3 });

/** The text before a patch that was made of it; null where its lines say something else by now, and for what is no patch. */
export function revertPatch(text: string, patch: string): string | null {
  const [parsed] = patchesIn(patch);
  const before = parsed === undefined ? false : applyPatch(text, reversePatch(parsed));
  return before === false ? null : before;
}

function patchesIn(text: string): ReturnType<typeof parsePatch> {
  try {
    return parsePatch(text);
  } catch {
    return [];
  }
}
