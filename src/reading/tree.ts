import { adapter, type Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';
import { QuickParser } from './quick-parser.js';

export type Tree = Htmlparser2TreeAdapterMap['document'];
type Node = Tree['children'][number];
export type Element = Extract<Node, { attribs: unknown }>;

/** Levels from which nesting is ignored: browsers flatten at 512, and parse5's time grows with the square of the depth. */
const DEEP = 3000;
const TAGS = /<(\/?)(\w+)\b[^<>]*>/g;
// Elements that close themselves or each other, so that an open tag does not go one level down.
const FLAT =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr|thead|tbody|tfoot|option|optgroup|path|rect|circle|html|head|body)$/i;
const OPAQUE = /^(?:script|style|title|template|noscript|textarea|iframe)$/i;

/** Builds the tree of an HTML page as browsers do. The nesting of a page with {@link DEEP} levels is ignored. */
export const parse = (html: string): Tree =>
  QuickParser.parse(depth(html) >= DEEP ? flatten(html) : html, { treeAdapter: adapter });

/** Levels of nesting of a page, of elements that do not close themselves. */
export function depth(html: string): number {
  let open = 0;
  let deepest = 0;
  for (const [, slash, name] of html.matchAll(TAGS)) {
    if (FLAT.test(name ?? '')) continue;
    if (slash) open = Math.max(0, open - 1);
    else deepest = Math.max(deepest, ++open);
  }
  return deepest;
}

const flatten = (html: string): string =>
  html.replace(TAGS, (tag, _, name: string) =>
    FLAT.test(name) || OPAQUE.test(name) ? tag : '<p>',
  );

/** What to do at each node of a walk. */
export interface Visitor {
  /** Returns false to skip the element with all that it contains; it is then not left either. */
  enter(element: Element): boolean;
  leave?(element: Element): void;
  text?(data: string): void;
}

/** Visits a tree in document order, without recursion: any depth is walked. */
export function walk(root: Tree | Element, visitor: Visitor): void {
  let node: Node | null = root.children[0] ?? null;
  while (node) {
    if ('attribs' in node && visitor.enter(node)) {
      const child: Node | undefined = node.children[0];
      if (child) {
        node = child;
        continue;
      }
      visitor.leave?.(node);
    } else if (node.type === 'text') visitor.text?.(node.data);
    while (!node.next) {
      const parent = node.parent as Element | null;
      if (!parent || parent === root) return;
      visitor.leave?.(parent);
      node = parent;
    }
    node = node.next as Node | null;
  }
}

/** All text inside an element, but no further piece of it once there are `limit` characters. */
export function textOf(root: Element, limit: number): string {
  let text = '';
  walk(root, {
    enter: () => text.length < limit,
    text: (data) => {
      if (text.length < limit) text += data;
    },
  });
  return text;
}
