import { Parser, Tokenizer, TokenizerMode } from 'parse5';
import { adapter, type Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';

/** A parsed document. */
export type Tree = Htmlparser2TreeAdapterMap['document'];
/** Any node of a tree. */
type Node = Tree['children'][number];
/** A node with a name and attributes. */
export type Element = Extract<Node, { attribs: unknown }>;

/** Levels from which a page is read without its nesting: browsers flatten at 512, and parse5's time grows with the square of the depth. */
const DEEP = 3000;
const TAGS = /<(\/?)(\w+)\b[^<>]*>/g;
// Elements that close themselves or each other, so that an open tag does not go one level down.
const FLAT =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr|thead|tbody|tfoot|option|optgroup|path|rect|circle|html|head|body)$/i;
const OPAQUE = /^(?:script|style|title|template|noscript|textarea|iframe)$/i;

/** The tree of an HTML page, as browsers build it. One that is nested beyond reason is read without its nesting. */
export const parse = (html: string): Tree =>
  QuickParser.parse(isDeep(html) ? flatten(html) : html, { treeAdapter: adapter });

/** Most pages have fewer tags than levels that were too many. */
const isDeep = (html: string): boolean => html.split('<', DEEP + 1).length > DEEP && depth(html) >= DEEP;

function depth(html: string): number {
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
  html.replace(TAGS, (tag, _, name: string) => (FLAT.test(name) || OPAQUE.test(name) ? tag : '<p>'));

/** What to do at each node of a walk. */
export interface Visitor {
  /** Returns false to skip the element with all that it contains; it is then not left either. */
  enter(element: Element): boolean;
  leave(element: Element): void;
  text(data: string): void;
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
      visitor.leave(node);
    } else if (node.type === 'text') visitor.text(node.data);
    while (!node.next) {
      const parent = node.parent as Element | null;
      if (!parent || parent === root) return;
      visitor.leave(parent);
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
    leave: () => {},
    text: (data) => {
      if (text.length < limit) text += data;
    },
  });
  return text;
}

/**
 * Characters that stand for themselves in text, and between double quotes. Carriage returns, zeros and surrogates are parse5's own
 * affair.
 */
const IN_TEXT = /[\t\n !-%'-;=-\ud7ff\ue000-\uffff]+/y;
const IN_QUOTES = /[ !#-%'-\ud7ff\ue000-\uffff]+/y;
/** The code of a space: what comes before it, parse5 looks at one by one. */
const SPACE = 0x20;

/**
 * parse5's tokenizer, which takes what stands for itself at once and not letter by letter: the same tree in half the time, but
 * that white space between words of a frameset, which nobody sees, goes with them. Only for a page that is given whole, without
 * places or errors asked for.
 */
class QuickTokenizer extends Tokenizer {
  protected override _stateData(cp: number): void {
    super._stateData(cp);
    if (cp > SPACE && this.state === TokenizerMode.DATA) this.#goOn();
  }

  protected override _stateRawtext(cp: number): void {
    super._stateRawtext(cp);
    if (cp > SPACE && this.state === TokenizerMode.RAWTEXT) this.#goOn();
  }

  protected override _stateScriptData(cp: number): void {
    super._stateScriptData(cp);
    if (cp > SPACE && this.state === TokenizerMode.SCRIPT_DATA) this.#goOn();
  }

  protected override _stateAttributeValueDoubleQuoted(cp: number): void {
    const { state } = this;
    super._stateAttributeValueDoubleQuoted(cp);
    if (cp > SPACE && this.state === state) this.currentAttr.value += this.#run(IN_QUOTES);
  }

  /** The text whose first letter was just taken: from there on white space is part of it, wherever it stands. */
  #goOn(): void {
    if (this.currentCharacterToken !== null) this.currentCharacterToken.chars += this.#run(IN_TEXT);
  }

  #run(pattern: RegExp): string {
    const { html, pos } = this.preprocessor;
    pattern.lastIndex = pos + 1;
    if (!pattern.test(html)) return '';
    this.preprocessor.pos = pattern.lastIndex - 1;
    return html.slice(pos + 1, pattern.lastIndex);
  }
}

/** parse5's parser with that tokenizer. */
class QuickParser extends Parser<Htmlparser2TreeAdapterMap> {
  override tokenizer = new QuickTokenizer(this.options, this);
}

/** Elements that say something of all that stands in them. */
type Counted = 'pre' | 'li' | 'blockquote' | 'figcaption' | 'article' | 'main';

/** In which elements a walk through a page is. */
export class Nesting {
  readonly #open = new Map<string, number>([
    ['pre', 0],
    ['li', 0],
    ['blockquote', 0],
    ['figcaption', 0],
    ['article', 0],
    ['main', 0],
  ]);

  enter(name: string): void {
    this.#add(name, 1);
  }

  leave(name: string): void {
    this.#add(name, -1);
  }

  isIn(name: Counted): boolean {
    return this.#open.get(name) !== 0;
  }

  #add(name: string, one: 1 | -1): void {
    const open = this.#open.get(name);
    if (open !== undefined) this.#open.set(name, open + one);
  }
}
