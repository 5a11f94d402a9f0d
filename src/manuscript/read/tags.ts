import { type CheerioAPI, load } from 'cheerio';

/** The root of what was parsed. */
export type Root = ReturnType<CheerioAPI['root']>[number];
type AnyNode = Root['children'][number];
/** A node with a name and attributes. */
export type Tag = Extract<AnyNode, { attribs: unknown }>;

/** The tags of an HTML file as they are written: in time that grows with its length, however deep it is nested. */
export const htmlTags = (html: string): Root => rootOf(load(html, { xml: { xmlMode: false } }));

/** The tags of an XML file. Entities that it declares itself are left as they are written. */
export const xmlTags = (xml: string): Root => rootOf(load(xml, { xml: true }));

function rootOf(page: CheerioAPI): Root {
  const root = page.root()[0];
  if (!root) throw new Error('cheerio returned no root');
  return root;
}

/** What to do on a way through tags. */
export interface TagVisitor {
  /** Returns false to pass over the tag with all that it contains; it is then not left either. */
  enter(tag: Tag): boolean;
  leave?(tag: Tag): void;
  text?(data: string): void;
}

/** Goes through tags in the order of the file, without recursion. */
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

/** All text inside a tag; no further than so many tags of it. */
export function wordsIn(root: Root | Tag, most = Number.POSITIVE_INFINITY): string {
  const parts: string[] = [];
  let tags = 0;
  walkTags(root, { enter: () => ++tags < most, text: (data) => void parts.push(data) });
  return parts.join('');
}

/** The tags right inside one. */
export const tagsIn = (tag: Root | Tag): readonly Tag[] =>
  tag.children.filter((node): node is Tag => 'attribs' in node);
