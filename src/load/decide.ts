import { applyEdits, type Edit, findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Decision } from '../model/watchlist.js';

/**
 * The text of a `sources.json` with a decision added, or put in place of an earlier one about the same finding.
 * All other text stays byte for byte. `text` must be one that `parseWatchlist` accepts.
 */
export function addDecision(text: string, decision: Decision): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root?.type !== 'object') throw new Error('a decision can only be added to a file that was accepted');
  const layout = layoutOf(text, root);
  const list = findNodeAtLocation(root, ['decisions']);
  if (!list)
    return applyEdits(
      text,
      appended(text, root, layout, 1, (level) => newList(decision, layout, level)),
    );
  const entries = list.children ?? [];
  const earlier = entries.find((entry) => answersSame(entry, decision));
  const model = earlier ?? entries.at(-1);
  const inOneLine = !layout.unit || (model !== undefined && !slice(text, model).includes('\n'));
  const printed = (level: number) => (inOneLine ? oneLine(decision) : manyLines(decision, layout, level));
  if (!earlier) return applyEdits(text, appended(text, list, layout, 2, printed));
  return applyEdits(text, [{ offset: earlier.offset, length: earlier.length, content: printed(2) }]);
}

interface Layout {
  /** One step of indentation; empty in a file without lines. */
  readonly unit: string;
  readonly eol: string;
}

function layoutOf(text: string, root: Node): Layout {
  const first = root.children?.[0]?.offset ?? root.offset;
  const unit =
    /\n([ \t]+)$/.exec(text.slice(0, first))?.[1] ?? (slice(text, root).includes('\n') ? '  ' : '');
  return { unit, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

const slice = (text: string, node: Node): string => text.slice(node.offset, node.offset + node.length);

const answersSame = (entry: Node, decision: Decision): boolean =>
  (['source', 'about', 'edition'] as const).every(
    (key) => (findNodeAtLocation(entry, [key])?.value ?? null) === decision[key],
  );

const inOrder = ({ source, about, edition, keep, reason, on, until }: Decision): Decision => ({
  source,
  about,
  edition,
  keep,
  reason,
  on,
  until,
});

const oneLine = (decision: Decision): string =>
  `{ ${Object.entries(inOrder(decision))
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
    .join(', ')} }`;

const manyLines = (decision: Decision, { unit, eol }: Layout, level: number): string =>
  JSON.stringify(inOrder(decision), null, unit).replaceAll('\n', eol + unit.repeat(level));

function newList(decision: Decision, layout: Layout, level: number): string {
  const { unit, eol } = layout;
  if (!unit) return `"decisions": [${oneLine(decision)}]`;
  const entry = manyLines(decision, layout, level + 1);
  return `"decisions": [${eol}${unit.repeat(level + 1)}${entry}${eol}${unit.repeat(level)}]`;
}

/** Adds an entry at the end of a list or object, behind a comment that belongs to the last line. */
function appended(
  text: string,
  container: Node,
  { unit, eol }: Layout,
  level: number,
  print: (level: number) => string,
): Edit[] {
  const close = container.offset + container.length - 1;
  const last = container.children?.at(-1);
  const from = last ? last.offset + last.length : container.offset + 1;
  const tail = text.slice(from, close);
  const hasLines = unit !== '' && (!last || slice(text, container).includes('\n'));
  const before = hasLines ? eol + unit.repeat(level) : last ? ' ' : '';
  if (!last) {
    const kept = tail.trimEnd().length;
    const after = hasLines ? eol + unit.repeat(level - 1) : '';
    return [{ offset: from + kept, length: tail.length - kept, content: before + print(level) + after }];
  }
  const comma = tail.replace(COMMENT, (comment) => ' '.repeat(comment.length)).indexOf(',');
  const rest = tail.slice(comma + 1);
  const remark = hasLines ? (REMARK.exec(rest)?.[0].length ?? 0) : 0;
  const entry = { offset: from + comma + 1 + remark, length: 0, content: before + print(level) };
  if (comma >= 0) return [{ ...entry, content: `${entry.content},` }];
  if (remark === 0) return [{ ...entry, content: `,${entry.content}` }];
  return [{ offset: from, length: 0, content: ',' }, entry];
}

const COMMENT = /\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** A comment in what remains of a line. */
const REMARK = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/;
