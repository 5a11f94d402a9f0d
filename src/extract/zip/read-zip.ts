import { load } from 'cheerio/slim';
import type { Block, Document } from '../../model/document.js';
import { isoDate } from '../../text/dates.js';
import { collapseWhitespace } from '../../text/whitespace.js';
import { mediaType } from '../sniff.js';
import { plainText, unreadFile } from '../text.js';
import { titleIn } from '../title.js';
import { type Element, type Tree, walk } from '../tree.js';
import { openZip, type Unzip } from './unzip.js';

/** Reads a Word document (DOCX); other archives are not read. */
export function readZip(bytes: Uint8Array, contentType: string | null): Document {
  try {
    const unzip = openZip(bytes);
    const body = xml(unzip, 'word/document.xml');
    return body ? readDocx(body, unzip) : unreadFile('archive', mediaType(contentType));
  } catch {
    return unreadFile('broken-archive', mediaType(contentType));
  }
}

function xml(unzip: Unzip, name: string): Tree | null {
  const bytes = unzip(name);
  return (bytes && load(new TextDecoder().decode(bytes), { xml: true }).root()[0]) ?? null;
}

function readDocx(body: Tree, unzip: Unzip): Document {
  const levels = headingStyles(xml(unzip, 'word/styles.xml'));
  const blocks = paragraphs(body, levels);
  const facts = coreFacts(xml(unzip, 'docProps/core.xml'));
  const document = plainText('text', blocks, blocks.length === 0 ? { kind: 'empty-word-file' } : null);
  return {
    ...document,
    title: titleIn(facts.get('dc:title')),
    lang: facts.get('dc:language') ?? null,
    dates: {
      published: isoDate(facts.get('dcterms:created')),
      modified: isoDate(facts.get('dcterms:modified')),
    },
  };
}

// Text that was deleted under change tracking, or that repeats a text box for older programs.
const UNSHOWN: ReadonlySet<string> = new Set(['w:del', 'mc:Fallback', 'w:instrText', 'w:delText']);

function paragraphs(body: Tree, levels: ReadonlyMap<string, number>): Block[] {
  const blocks: Block[] = [];
  // Text boxes put paragraphs inside paragraphs, so there is one text for each that is open.
  const open: { text: string; level: number }[] = [];
  let inText = false;
  walk(body, {
    enter({ name, attribs }) {
      const paragraph = open.at(-1);
      if (UNSHOWN.has(name)) return false;
      if (name === 'w:p') open.push({ text: '', level: 0 });
      if (name === 'w:t') inText = true;
      if (!paragraph) return true;
      if (name === 'w:pStyle') paragraph.level = levels.get(attribs['w:val'] ?? '') ?? 0;
      if (name === 'w:tab' || name === 'w:br' || name === 'w:cr') paragraph.text += ' ';
      if (name === 'w:noBreakHyphen') paragraph.text += '-';
      return true;
    },
    leave({ name }) {
      if (name === 'w:t') inText = false;
      if (name !== 'w:p') return;
      const { text = '', level = 0 } = open.pop() ?? {};
      const block: Block = { text: collapseWhitespace(text), role: 'main' };
      if (block.text !== '') blocks.push(level > 0 ? { ...block, heading: level } : block);
    },
    text(data) {
      const paragraph = open.at(-1);
      if (inText && paragraph) paragraph.text += data;
    },
  });
  return blocks;
}

/** Levels of the heading styles by their ids, which differ from language to language; their names do not. */
function headingStyles(styles: Tree | null): Map<string, number> {
  const levels = new Map<string, number>([['Title', 1]]);
  let id = '';
  eachElement(styles, ({ name, attribs }) => {
    if (name === 'w:style') id = attribs['w:styleId'] ?? '';
    const level = name === 'w:name' && /^heading ([1-6])$/i.exec(attribs['w:val'] ?? '')?.[1];
    if (level) levels.set(id, Number(level));
  });
  return levels;
}

function coreFacts(core: Tree | null): Map<string, string> {
  const facts = new Map<string, string>();
  eachElement(core, (element) => {
    const text = element.children.map((child) => (child.type === 'text' ? child.data : '')).join('');
    if (collapseWhitespace(text) !== '') facts.set(element.name, collapseWhitespace(text));
  });
  return facts;
}

function eachElement(tree: Tree | null, visit: (element: Element) => void): void {
  if (!tree) return;
  walk(tree, {
    enter: (element) => {
      visit(element);
      return true;
    },
    leave: () => {},
    text: () => {},
  });
}
