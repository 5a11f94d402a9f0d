import type { Block, Document } from '../../model/document.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { TableCells } from '../blocks.js';
import { MOST_COLUMNS, MOST_ROWS, type SheetCell, type WorkbookSheet } from './sheet.js';
import type { SizeLimit } from './size.js';
import { type Attributes, walkXml, type XmlVisitor } from './xml.js';

/** What is no part of a document's text: remarks, deletions that are tracked, names for those who do not see, drawings' programs. */
const UNSHOWN: ReadonlySet<string> = new Set([
  'office:annotation',
  'office:forms',
  'office:scripts',
  'svg:desc',
  'svg:title',
  'table:content-validations',
  'table:named-expressions',
  'table:shapes',
  'table:tracked-changes',
  'text:note-citation',
  'text:number',
  'text:sequence-decls',
  'text:tracked-changes',
  'text:user-field-decls',
  'text:variable-decls',
]);

/** What the styles of a part say of text that has them, with all that they inherit within the part. */
class Styles {
  readonly #titles = new Set(['Title']);
  readonly #hidden = new Set<string>();
  /** The style that is open, by what names it: a text and a table may have styles of one name. */
  #open: string | null = null;

  enter(name: string, attribs: Attributes): void {
    if (name === 'style:style') {
      const {
        'style:name': own = '',
        'style:family': family = '',
        'style:parent-style-name': parent,
      } = attribs;
      this.#open = family.startsWith('table') ? `table ${own}` : `text ${own}`;
      if (parent === 'Title') this.#titles.add(own);
    }
    const hides = attribs['text:display'] === 'none' || attribs['table:display'] === 'false';
    if (hides && this.#open !== null) this.#hidden.add(this.#open);
  }

  leave(name: string): void {
    if (name === 'style:style') this.#open = null;
  }

  /** True where the style of an element hides it. */
  isHiding = (attribs: Attributes): boolean =>
    this.#hidden.has(`text ${attribs['text:style-name']}`) ||
    this.#hidden.has(`table ${attribs['table:style-name']}`);

  isTitle = (attribs: Attributes): boolean => this.#titles.has(attribs['text:style-name'] ?? '');
}

/** Reads what stands in the body of a part by the styles that stand before it. */
abstract class OpenReader implements XmlVisitor {
  protected readonly styles = new Styles();
  #inBody = false;

  constructor(protected readonly limit: SizeLimit) {}

  enter(name: string, attribs: Attributes): void {
    if (name === 'office:body') this.#inBody = true;
    else if (this.#inBody) this.open(name, attribs);
    else this.styles.enter(name, attribs);
  }

  leave(name: string): void {
    if (name === 'office:body') this.#inBody = false;
    else if (this.#inBody) this.close(name);
    else this.styles.leave(name);
  }

  text(data: string): void {
    if (this.#inBody) this.add(data);
  }

  protected abstract open(name: string, attribs: Attributes): void;
  protected abstract close(name: string): void;
  protected abstract add(data: string): void;
}

const SPACES: ReadonlySet<string> = new Set(['text:s', 'text:tab', 'text:line-break']);
const PARAGRAPHS: ReadonlySet<string> = new Set(['text:p', 'text:h']);

/** How often something is there. */
const timesOf = (stated: string | undefined, most: number): number =>
  Math.min(most, Math.max(1, Math.floor(Number(stated)) || 1));

/** What OpenDocument calls a table and its parts, as HTML does. */
const TABLE_PARTS: Readonly<Record<string, string>> = {
  'table:table': 'table',
  'table:table-row': 'tr',
  'table:table-cell': 'td',
};

interface OpenParagraph {
  text: string;
  hidden: string;
  isHidden: boolean;
  readonly heading: number;
}

/** The blocks of a text of LibreOffice (ODT): its notes stand behind its text. Throws `TooLong`. */
export function readOpenText(
  content: Uint8Array,
  limit: SizeLimit,
): Pick<Document, 'blocks' | 'hidden'> {
  const reader = new OpenTextReader(limit);
  walkXml(content, reader, UNSHOWN);
  const { blocks, notes, hidden } = reader;
  return { blocks: [...blocks, ...notes], ...(hidden.length > 0 && { hidden }) };
}

class OpenTextReader extends OpenReader {
  readonly blocks: Block[] = [];
  readonly notes: Block[] = [];
  readonly hidden: Block[] = [];
  readonly #tables = new TableCells();
  /** Text boxes and notes put paragraphs inside paragraphs, so there is one for each that is open. */
  readonly #open: OpenParagraph[] = [];
  /** Of each open element, whether it hides what it contains. */
  readonly #hides: boolean[] = [];
  #hiding = 0;
  #openNotes = 0;
  #items = 0;
  #headRows = 0;

  protected override open(name: string, attribs: Attributes): void {
    const hides = isHiding(attribs, this.styles);
    this.#hides.push(hides);
    if (hides) this.#hiding++;
    if (hides && name === 'text:hidden-paragraph') this.#hideParagraph();
    if (name === 'text:note-body') this.#openNotes++;
    if (name === 'text:list-item') this.#items++;
    if (name === 'table:table-header-rows') this.#headRows++;
    this.#openTablePart(name, attribs);
    if (SPACES.has(name)) this.add(' ');
    if (PARAGRAPHS.has(name))
      this.#open.push({
        text: '',
        hidden: '',
        isHidden: false,
        heading: this.#headingLevel(name, attribs),
      });
  }

  /** A field hides the paragraph in which it stands. */
  #hideParagraph(): void {
    const paragraph = this.#open.at(-1);
    if (paragraph !== undefined) paragraph.isHidden = true;
  }

  #headingLevel(name: string, attribs: Attributes): number {
    if (this.styles.isTitle(attribs)) return 1;
    return name === 'text:h' ? timesOf(attribs['text:outline-level'], 6) : 0;
  }

  #openTablePart(name: string, attribs: Attributes): void {
    const part = TABLE_PARTS[name];
    if (part === undefined) return;
    const spans = {
      rowspan: attribs['table:number-rows-spanned'] ?? '',
      colspan: attribs['table:number-columns-spanned'] ?? '',
    };
    const times =
      part === 'td' ? timesOf(attribs['table:number-columns-repeated'], MOST_REPEATED) : 1;
    const tag = part === 'td' && this.#headRows > 0 ? 'th' : part;
    for (let n = 0; n < times; n++) this.#tables.enter({ name: tag, attribs: spans });
  }

  protected override close(name: string): void {
    if (PARAGRAPHS.has(name)) this.#closeParagraph();
    this.#tables.leave(TABLE_PARTS[name] ?? '');
    if (name === 'text:note-body') this.#openNotes--;
    if (name === 'text:list-item') this.#items--;
    if (name === 'table:table-header-rows') this.#headRows--;
    if (this.#hides.pop()) this.#hiding--;
  }

  #closeParagraph(): void {
    const paragraph = this.#open.pop();
    if (paragraph === undefined) return;
    const { heading, isHidden } = paragraph;
    const shown = isHidden ? '' : collapseWhitespace(paragraph.text);
    const hidden = collapseWhitespace(
      isHidden ? paragraph.text + paragraph.hidden : paragraph.hidden,
    );
    for (const text of [shown, hidden]) if (text !== '') this.limit.count(text);
    if (hidden !== '') this.hidden.push({ text: hidden, role: 'main' });
    if (shown === '') return;
    const block: Block = {
      text: shown,
      role: 'main',
      ...(heading > 0 && { heading }),
      ...(this.#items > 0 && { item: true }),
      ...(this.#items > 1 && { depth: this.#items }),
      ...this.#tables.cell,
    };
    (this.#openNotes > 0 ? this.notes : this.blocks).push(block);
  }

  protected override add(data: string): void {
    const paragraph = this.#open.at(-1);
    if (!paragraph) return;
    if (this.#hiding > 0) paragraph.hidden += data;
    else paragraph.text += data;
  }
}

/** Cells of a text's table that one stands for at most, as in pages. */
const MOST_REPEATED = 100;

/** True where an element hides what it contains: by itself, by a condition that is met, or by its style. */
const isHiding = (attribs: Attributes, styles: Styles): boolean =>
  attribs['text:display'] === 'none' ||
  attribs['text:is-hidden'] === 'true' ||
  styles.isHiding(attribs);

/** The sheets of a spreadsheet of LibreOffice (ODS): it has each cell as shown. Throws `TooLong`. */
export function readOpenSheets(content: Uint8Array, limit: SizeLimit): readonly WorkbookSheet[] {
  const reader = new OpenSheetReader(limit);
  walkXml(content, reader, UNSHOWN);
  return reader.sheets;
}

type RowCell = Omit<SheetCell, 'row' | 'isHidden'> & { readonly times: number };

class OpenSheetReader extends OpenReader {
  readonly sheets: (WorkbookSheet & { readonly cells: SheetCell[] })[] = [];
  readonly #hiddenColumns = new Uint8Array(MOST_COLUMNS);
  #columns = 0;
  #row = 0;
  #rowAttributes: Attributes = {};
  #rowCells: RowCell[] = [];
  #column = 0;
  #cellAttributes: Attributes = {};
  #text = '';
  /** Paragraphs that are open; drawings in a cell have some of their own. */
  #paragraphs = 0;
  #drawings = 0;

  protected override open(name: string, attribs: Attributes): void {
    if (name === 'table:table') this.#openSheet(attribs);
    if (name === 'table:table-column') this.#addColumns(attribs);
    if (name === 'table:table-row')
      [this.#rowAttributes, this.#rowCells, this.#column] = [attribs, [], 0];
    if (isCell(name)) [this.#cellAttributes, this.#text] = [attribs, ''];
    if (name.startsWith('draw:')) this.#drawings++;
    if (PARAGRAPHS.has(name)) this.#paragraphs++;
    if (PARAGRAPHS.has(name) || SPACES.has(name)) this.add(' ');
  }

  protected override close(name: string): void {
    if (name.startsWith('draw:')) this.#drawings--;
    if (PARAGRAPHS.has(name)) this.#paragraphs--;
    if (isCell(name)) this.#closeCell(name);
    if (name === 'table:table-row') this.#closeRow();
  }

  protected override add(data: string): void {
    if (this.#paragraphs > 0 && this.#drawings === 0) this.#text += data;
  }

  #openSheet(attribs: Attributes): void {
    const name = collapseWhitespace(attribs['table:name'] ?? '');
    this.limit.countSheet();
    this.sheets.push({ name, isHidden: this.styles.isHiding(attribs), cells: [] });
    this.#hiddenColumns.fill(0);
    [this.#columns, this.#row] = [0, 0];
  }

  #addColumns(attribs: Attributes): void {
    const to = this.#columns + timesOf(attribs['table:number-columns-repeated'], MOST_COLUMNS);
    if (isFolded(attribs)) this.#hiddenColumns.fill(1, this.#columns, to);
    this.#columns = to;
  }

  #closeCell(name: string): void {
    const attribs = this.#cellAttributes;
    const times = timesOf(attribs['table:number-columns-repeated'], MOST_COLUMNS);
    const text = collapseWhitespace(this.#text) || statedValue(attribs);
    if (text !== '' && name === 'table:table-cell' && this.#column + times <= MOST_COLUMNS)
      this.#rowCells.push({ column: this.#column, text, times, ...mergedIn(attribs) });
    this.#column += times;
  }

  #closeRow(): void {
    const times = timesOf(this.#rowAttributes['table:number-rows-repeated'], MOST_ROWS);
    const cells = this.sheets.at(-1)?.cells ?? [];
    for (const cell of this.#rowCells) this.limit.count(cell.text, times * cell.times);
    if (this.#rowCells.length > 0)
      for (let row = this.#row; row < this.#row + times; row++)
        cells.push(...this.#cellsOfRow(row));
    this.#row += times;
  }

  #cellsOfRow(row: number): SheetCell[] {
    const isRowHidden = isFolded(this.#rowAttributes);
    return this.#rowCells.flatMap(({ times, ...cell }) =>
      Array.from({ length: times }, (_, i) => {
        const column = cell.column + i;
        return { ...cell, row, column, isHidden: isRowHidden || this.#hiddenColumns[column] === 1 };
      }),
    );
  }
}

/** A cell that a merged one covers has its place, and is not seen. */
const isCell = (name: string): boolean =>
  name === 'table:table-cell' || name === 'table:covered-table-cell';

/** Rows and columns that are hidden, or that a filter leaves out. */
const isFolded = (attribs: Attributes): boolean =>
  (attribs['table:visibility'] ?? 'visible') !== 'visible';

/** The value of a cell whose writer left out how it is shown. */
const statedValue = (attribs: Attributes): string =>
  attribs['office:string-value'] ?? attribs['office:date-value'] ?? attribs['office:value'] ?? '';

function mergedIn(attribs: Attributes): Pick<SheetCell, 'fills'> {
  const rows = timesOf(attribs['table:number-rows-spanned'], MOST_ROWS);
  const columns = timesOf(attribs['table:number-columns-spanned'], MOST_COLUMNS);
  return rows * columns > 1 ? { fills: [rows, columns] } : {};
}
