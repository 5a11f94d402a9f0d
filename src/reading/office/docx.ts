import type { Block } from '../../model/document.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { TableCells } from '../blocks.js';
import { partRelated, type Unzip } from '../zip.js';
import type { SizeLimit } from './size.js';
import { type Attributes, relationsIn, walkXml, type XmlVisitor } from './xml.js';

/** The blocks of a Word document, `path` being that of the part with its text: its notes stand behind it. Throws `TooLong`. */
export function readDocx(
  main: Uint8Array,
  path: string,
  unzip: Unzip,
  limit: SizeLimit,
): readonly Block[] {
  const relations = relationsIn(unzip, path);
  const partOf = (kind: string): Uint8Array | null =>
    unzip(partRelated(relations, path, kind, `${kind}.xml`));
  const levels = headingLevels(partOf('styles'));
  return [main, partOf('footnotes'), partOf('endnotes')].flatMap((part) => {
    const reader = new WordReader(levels, limit);
    if (part !== null) walkXml(part, reader, UNSHOWN);
    return reader.blocks;
  });
}

// Text that was deleted or moved away under change tracking, or that repeats a text box for older programs.
const UNSHOWN: ReadonlySet<string> = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:instrText',
  'w:delText',
]);

/** What stands in a paragraph for a character. */
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['w:tab', ' '],
  ['w:br', ' '],
  ['w:cr', ' '],
  ['w:noBreakHyphen', '-'],
]);

class WordReader implements XmlVisitor {
  readonly blocks: Block[] = [];
  /** Text boxes put paragraphs inside paragraphs, so there is one text for each that is open. */
  readonly #open: { text: string; level: number }[] = [];
  readonly #tables = new TableCells();
  /** Columns of the cell that begins, which its first element states; null once it has content. */
  #columns: string | null = null;
  #inText = false;

  constructor(
    private readonly levels: ReadonlyMap<string, number>,
    private readonly limit: SizeLimit,
  ) {}

  enter(name: string, attribs: Attributes): void {
    if (name === 'w:tc') this.#columns = '1';
    if (name === 'w:gridSpan' && this.#columns !== null) this.#columns = attribs['w:val'] ?? '1';
    if (name === 'w:p' || name === 'w:tbl') this.#beginCell();
    if (name === 'w:tbl') this.#tables.enter({ name: 'table', attribs: {} });
    if (name === 'w:tr') this.#tables.enter({ name: 'tr', attribs: {} });
    const paragraph = this.#open.at(-1);
    if (name === 'w:p') this.#open.push({ text: '', level: 0 });
    if (name === 'w:t') this.#inText = true;
    if (paragraph === undefined) return;
    if (name === 'w:pStyle') paragraph.level = this.levels.get(attribs['w:val'] ?? '') ?? 0;
    paragraph.text += CHARACTERS.get(name) ?? '';
  }

  leave(name: string): void {
    if (name === 'w:t') this.#inText = false;
    if (name === 'w:p') this.#closeParagraph();
    if (name === 'w:tbl') this.#tables.leave('table');
    if (name !== 'w:tc') return;
    this.#beginCell();
    this.#tables.leave('td');
  }

  text(data: string): void {
    const paragraph = this.#open.at(-1);
    if (this.#inText && paragraph !== undefined) paragraph.text += data;
  }

  #beginCell(): void {
    if (this.#columns !== null)
      this.#tables.enter({ name: 'td', attribs: { colspan: this.#columns } });
    this.#columns = null;
  }

  #closeParagraph(): void {
    const { text = '', level = 0 } = this.#open.pop() ?? {};
    const shown = collapseWhitespace(text);
    if (shown === '') return;
    this.limit.count(shown);
    const heading = level > 0 && { heading: level };
    this.blocks.push({ text: shown, role: 'main', ...this.#tables.cell, ...heading });
  }
}

/** Levels of the heading styles by their ids, which differ from language to language; their names do not. */
function headingLevels(styles: Uint8Array | null): ReadonlyMap<string, number> {
  const levels = new Map<string, number>([['Title', 1]]);
  let style = '';
  if (styles === null) return levels;
  walkXml(styles, {
    enter(name, attribs) {
      if (name === 'w:style') style = attribs['w:styleId'] ?? '';
      const [, level] =
        (name === 'w:name' && /^heading ([1-6])$/iu.exec(attribs['w:val'] ?? '')) || [];
      if (level !== undefined) levels.set(style, Number(level));
    },
  });
  return levels;
}
