import {
  applyEdits,
  type Edit,
  findNodeAtLocation,
  type JSONPath,
  modify,
  type Node,
  parseTree,
} from 'jsonc-parser';

/** How a JSON text is laid out. */
export interface Layout {
  /** One step of indentation; empty in a file without lines. */
  readonly unit: string;
  readonly eol: string;
}

/** The layout of a text, as its first lines show it. */
export function layoutOf(text: string, root: Node): Layout {
  const first = root.children?.[0]?.offset ?? root.offset;
  const unit =
    /\n([ \t]+)$/.exec(text.slice(0, first))?.[1] ??
    (nodeText(text, root).includes('\n') ? '  ' : '');
  return { unit, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}

export const nodeText = (text: string, node: Node): string =>
  text.slice(node.offset, node.offset + node.length);

/** The edits that add an entry at the end of a list or object, behind a comment that belongs to the last line. `level` is that of the entry. */
export function appended(
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
  const hasLines = unit !== '' && (!last || nodeText(text, container).includes('\n'));
  const before = hasLines ? eol + unit.repeat(level) : last ? ' ' : '';
  if (!last) {
    const kept = tail.trimEnd().length;
    const after = hasLines ? eol + unit.repeat(level - 1) : '';
    return [
      { offset: from + kept, length: tail.length - kept, content: before + print(level) + after },
    ];
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

/** The text with values added at the end of the list at `path`, in the file's own layout; all other text stays. The list must be there. */
export function appendAll(text: string, path: JSONPath, values: readonly unknown[]): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const list = root && findNodeAtLocation(root, path);
  if (!root || list?.type !== 'array') throw new Error(`no list at ${path.join('.')}`);
  if (values.length === 0) return text;
  const layout = layoutOf(text, root);
  const { unit, eol } = layout;
  return applyEdits(
    text,
    appended(text, list, layout, path.length + 1, (level) => {
      const indent = eol + unit.repeat(level);
      const print = (value: unknown) => JSON.stringify(value, null, unit).replaceAll('\n', indent);
      return values.map(print).join(unit === '' ? ', ' : `,${indent}`);
    }),
  );
}

/** The text with one value put at `path`, or put into the list there before the entry of that number; all other text stays. */
export function putValue(
  text: string,
  path: JSONPath,
  value: unknown,
  isArrayInsertion = false,
): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const { unit, eol } = root ? layoutOf(text, root) : { unit: '  ', eol: '\n' };
  const formattingOptions = {
    insertSpaces: !unit.startsWith('\t'),
    tabSize: unit.length || 2,
    eol,
  };
  return applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion }));
}
