import { type CheerioAPI, load } from 'cheerio/slim';
import { depth } from '../../reading/tree.js';

export type Root = ReturnType<CheerioAPI['root']>[number];
type AnyNode = Root['children'][number];
export type Tag = Extract<AnyNode, { attribs: unknown }>;

/** Levels of nesting that no report has, our choice: htmlparser2 takes the square of their number, two seconds for as many. */
const DEEPEST = 50_000;

/** The tags of an HTML file, read without a browser's corrections. Throws a `RangeError` for one that is nested too deeply. */
export function htmlTags(html: string): Root {
  if (depth(html) > DEEPEST) throw new RangeError('nested too deeply');
  return load(html, { xml: { xmlMode: false } }).root()[0] as Root;
}

/**
 * The tags of XML, each with its place in the text. Entities that it declares itself stay as written. Throws a `RangeError` for one that is
 * nested too deeply.
 */
export function xmlTags(xml: string): Root {
  if (isDeeper(xml, DEEPEST_XML)) throw new RangeError('nested too deeply');
  return load(xml, { xml: { withStartIndices: true, withEndIndices: true } }).root()[0] as Root;
}

/** Levels of nesting that no file of an office program has, our choice. */
const DEEPEST_XML = 10_000;

/** True where more tags are open at once; what is no tag, and a `>` in an attribute, makes no great difference. */
function isDeeper(xml: string, most: number): boolean {
  let open = 0;
  for (let at = xml.indexOf('<'); at >= 0 && open <= most; at = xml.indexOf('<', at + 1)) {
    const next = xml[at + 1];
    if (next === '/') open--;
    else if (next !== '!' && next !== '?' && xml[xml.indexOf('>', at) - 1] !== '/') open++;
  }
  return open > most;
}

/** The tags of an XML file. Throws for one that ends before its root does. */
export function tagsOfFile(xml: string): Root {
  const [, root] = /<([\w:.-]+)/u.exec(xml) ?? [];
  if (root !== undefined && !new RegExp(`(?:/|</${root}\\s*)>\\s*$`, 'u').test(xml.slice(-200)))
    throw new Error('it ends before its root does');
  return xmlTags(xml);
}

interface TagVisitor {
  /** False passes over the tag with all that it contains, and does not leave it either. */
  enter(tag: Tag): boolean;
  leave?(tag: Tag): void;
  text?(data: string): void;
}

/** Visits tags in the order of the file, without recursion. */
export function walkTags(root: Root | Tag, guide: TagVisitor): void {
  let node: AnyNode | null = root.children[0] ?? null;
  while (node) {
    if ('children' in node && (!('attribs' in node) || guide.enter(node))) {
      const child: AnyNode | undefined = node.children[0];
      if (child) {
        node = child;
        continue;
      }
      if ('attribs' in node) guide.leave?.(node);
    } else if (node.type === 'text') guide.text?.(node.data);
    while (!node.next) {
      const parent = node.parent as Tag | null;
      if (!parent || parent === root) return;
      if ('attribs' in parent) guide.leave?.(parent);
      node = parent;
    }
    node = node.next as AnyNode | null;
  }
}

/** The text inside a tag, up to the `most`-th tag in it. */
export function wordsIn(root: Root | Tag, most = Number.POSITIVE_INFINITY): string {
  const parts: string[] = [];
  let tags = 0;
  walkTags(root, { enter: () => ++tags < most, text: (data) => void parts.push(data) });
  return parts.join('');
}

/** The children of a tag that are tags. */
export const tagsIn = (tag: Root | Tag): readonly Tag[] =>
  tag.children.filter((node): node is Tag => 'attribs' in node);

/** All tags of that name, in order. */
export function tagsNamed(root: Root | Tag | null, name: string): readonly Tag[] {
  const found: Tag[] = [];
  if (root)
    walkTags(root, {
      enter: (tag) => {
        if (tag.name === name) found.push(tag);
        return true;
      },
    });
  return found;
}

/** The title among a document's properties; null for none. */
export const propertiesTitle = (properties: Root | null): string | null =>
  tagsNamed(properties, 'dc:title')
    .map((tag) => wordsIn(tag).trim())
    .find((title) => title !== '') ?? null;

/** The tag around one; null at the top. */
export const parentOf = ({ parent }: Tag): Tag | null =>
  parent && 'attribs' in parent ? parent : null;

/** Reads styles by name, each over its parent; a loop of parents ends where it closes. `none` is below the first. */
export function inherited<T>(
  none: T,
  parentNameOf: (name: string) => string | undefined,
  over: (name: string, below: T) => T,
): (name: string | undefined) => T {
  const known = new Map<string, T>();
  return (name) => {
    const chain: string[] = [];
    let at = name;
    for (; at && !known.has(at) && !chain.includes(at); at = parentNameOf(at)) chain.push(at);
    let style = known.get(at ?? '') ?? none;
    for (const link of chain.reverse()) {
      style = over(link, style);
      known.set(link, style);
    }
    return style;
  };
}
