import { getNodeValue, type Node, type ParseError, parseTree } from 'jsonc-parser';
import * as z from 'zod';
import type { LibraryProblem } from '../../model/import.js';
import type { CslItem } from '../csl-item.js';
import { type Entries, entriesOf, type LibraryEntry, lineFinder } from './entries.js';

const text = z.string().optional().catch(undefined);
const date = z
  .union([
    // As CSL-JSON 1.1 has it.
    z.string().transform((raw) => ({ raw })),
    z.object({
      'date-parts': z
        .array(z.array(z.union([z.string(), z.number()])))
        .optional()
        .catch(undefined),
      raw: text,
      literal: text,
    }),
  ])
  .optional()
  .catch(undefined);
const name = z.object({
  family: text,
  given: text,
  literal: text,
  'dropping-particle': text,
  'non-dropping-particle': text,
});
/** What is of another kind than CSL-JSON says is as if it were not there. */
const ITEM = z.object({
  id: z.union([z.string(), z.number()]).optional().catch(undefined),
  type: text,
  title: text,
  'container-title': text,
  publisher: text,
  author: z.array(name).optional().catch(undefined),
  URL: text,
  DOI: text,
  language: text,
  issued: date,
  accessed: date,
  locator: text,
  label: text,
  note: text,
});
/** An entry as Zotero keeps it itself, also behind `data`. */
const OF_ZOTERO = z.union([
  z.object({ itemType: z.string() }),
  z.object({ data: z.object({ itemType: z.string() }) }),
]);

/** Takes what a program wrote as CSL-JSON; null when it is no object. */
export const cslItemOf = (value: unknown): CslItem | null => ITEM.safeParse(value).data ?? null;

/** Reads CSL-JSON: a list of entries, one entry, or an object with `items`. */
export function entriesOfCslJson(json: string): Entries {
  const lineAt = lineFinder(json);
  const errors: ParseError[] = [];
  const root = treeOf(json, errors);
  const problems: readonly LibraryProblem[] = errors.map(({ offset }) => ({
    line: lineAt(offset),
    kind: 'broken',
  }));
  if (root === undefined)
    return {
      entries: [],
      problems: [...problems, { line: 1, kind: 'broken' }].slice(0, 1) as LibraryProblem[],
    };
  const found: (LibraryEntry | LibraryProblem)[] = listIn(root).map((node) => {
    const [line, value]: [number, unknown] = [lineAt(node.offset), getNodeValue(node)];
    if (OF_ZOTERO.safeParse(value).success) return { line, kind: 'own-json-of-zotero' };
    const item = cslItemOf(value);
    return item === null ? { line, kind: 'broken' } : { line, item };
  });
  return entriesOf(
    found.filter((one) => 'item' in one),
    [...problems, ...found.filter((one) => 'kind' in one)],
  );
}

/** The tree of a JSON text, undefined where it nests deeper than can be read. */
function treeOf(json: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(json, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function listIn(root: Node): readonly Node[] {
  if (root.type === 'array') return root.children ?? [];
  const items = root.children?.find(({ children }) => children?.[0]?.value === 'items')?.children?.[1];
  return items?.type === 'array' ? (items.children ?? []) : [root];
}
