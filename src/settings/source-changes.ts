import { isDeepStrictEqual } from 'node:util';
import { applyPatch, createTwoFilesPatch, parsePatch, reversePatch } from 'diff';
import { applyEdits, findNodeAtLocation, getNodeValue, type JSONPath } from 'jsonc-parser';
import { OF_SOURCE } from '../model/report-change.js';
import type { ReportChange } from '../model/watchlist.js';
import { putValue } from '../passage/text/json-edit.js';
import { appendEntry, indexOfId, inOneLine, newList, nodeAt, valueIn } from './source-nodes.js';

/** Where a citation of this id stands; null where there is none. */
export function citationPath(text: string, id: string): JSONPath | null {
  for (const [r, report] of (nodeAt(text, ['reports'])?.children ?? []).entries()) {
    const at = indexOfId(id, findNodeAtLocation(report, ['citations']));
    if (at >= 0) return ['reports', r, 'citations', at];
  }
  return null;
}

/**
 * The text with a change in a line of its own, in the place of an earlier one of the same place, whose print stays; without any where what
 * is printed is decided.
 */
export function putChange(text: string, change: ReportChange): string {
  const list = nodeAt(text, ['changes']);
  const at = changeAt(text, change);
  const earlier = list?.children?.[at];
  if (change.printed === change.decided) {
    if (earlier === undefined) return text;
    return putValue(text, list?.children?.length === 1 ? ['changes'] : ['changes', at], undefined);
  }
  const content = inOneLine(change);
  if (earlier !== undefined)
    return applyEdits(text, [{ offset: earlier.offset, length: earlier.length, content }]);
  if (list !== undefined) return appendEntry(text, ['changes'], () => content);
  return appendEntry(text, [], (level, layout) => newList('changes', content, layout, level));
}

const changeAt = (text: string, { citation, field }: ReportChange): number =>
  nodeAt(text, ['changes'])?.children?.findIndex(
    (entry) => valueIn(entry, 'citation') === citation && valueIn(entry, 'field') === field,
  ) ?? -1;

/** Names the place of a citation where the quotation stands by now. */
export const putChangeField = (text: string, change: ReportChange, field: string): string =>
  field === change.field
    ? text
    : putValue(text, ['changes', changeAt(text, change), 'field'], field);

/** The changes of a text that was accepted before something was edited in it. */
export const listedChanges = (text: string): readonly ReportChange[] => {
  const list = nodeAt(text, ['changes']);
  // Plain objects, as a log has them.
  return list === undefined ? [] : JSON.parse(JSON.stringify(getNodeValue(list)));
};

/** Writes what a report's own file prints by now in the place of a change, and how the change stands since. */
export function putFiled(text: string, change: ReportChange, state: ReportChange['state']): string {
  const { citation, field, printed, decided } = change;
  const at = changeAt(text, change);
  if (at < 0) return text;
  const stated = putValue(text, ['changes', at, 'state'], state);
  const path = citationPath(stated, citation);
  if (path === null || decided === null || OF_SOURCE.has(field) || state === 'rejected')
    return stated;
  const value = state === 'in-report' ? decided : printed;
  return putValue(stated, [...path, ...field.split('/').map(asStep)], value);
}

export const asStep = (step: string): string | number =>
  /^\d+$/u.test(step) ? Number(step) : step;

/** An edit of a `sources.json`, as it is taken back. */
export interface MadeEdit {
  /** The lines by which the texts differ but for their `changes`, as a unified difference. */
  readonly patch: string;
  /** What became of each change that it touched; null where there was none, or is none any more. */
  readonly changes: readonly Readonly<Record<'before' | 'after', ReportChange | null>>[];
}

export function madeEdit(before: string, after: string): MadeEdit {
  const [then, now] = [listedChanges(before), listedChanges(after)];
  const touched = [...new Map([...then, ...now].map((one) => [placeOfChange(one), one])).values()]
    .map((one) => ({ before: sameChange(then, one), after: sameChange(now, one) }))
    .filter((one) => !isDeepStrictEqual(one.before, one.after));
  return { patch: patchOf(withoutChanges(before), withoutChanges(after)), changes: touched };
}

/** The text before an edit; null where its lines or its changes say something else by now, and for a patch that is none. */
export function revertEdit(text: string, { patch, changes }: MadeEdit): string | null {
  const listed = listedChanges(text);
  const isAsMade = changes.every((one) => {
    const place = (one.after ?? one.before) as ReportChange;
    return isDeepStrictEqual(sameChange(listed, place), one.after);
  });
  const rest = isAsMade ? revertPatch(withoutChanges(text), patch) : null;
  if (rest === null) return null;
  const touched = new Set(
    changes.flatMap(({ after }) => (after === null ? [] : placeOfChange(after))),
  );
  const kept = listed.filter((one) => !touched.has(placeOfChange(one)));
  return [...kept, ...changes.flatMap((one) => one.before ?? [])].reduce(putChange, rest);
}

const placeOfChange = ({ citation, field }: ReportChange): string =>
  JSON.stringify([citation, field]);

const sameChange = (list: readonly ReportChange[], change: ReportChange): ReportChange | null =>
  list.find((one) => placeOfChange(one) === placeOfChange(change)) ?? null;

const withoutChanges = (text: string): string =>
  nodeAt(text, ['changes']) === undefined ? text : putValue(text, ['changes'], undefined);

const patchOf = (before: string, after: string): string =>
  createTwoFilesPatch('before', 'after', before, after, '', '', { context: 3 });

function revertPatch(text: string, patch: string): string | null {
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
