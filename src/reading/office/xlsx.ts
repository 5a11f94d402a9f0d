import { collapseWhitespace } from '../../passage/text/sentences.js';
import { partAt, partRelated, type Unzip } from '../zip.js';
import { formatCode, formatNumber } from './number-format.js';
import { MOST_COLUMNS, MOST_ROWS, type SheetCell, type WorkbookSheet } from './sheet.js';
import { SizeLimit } from './size.js';
import {
  type Attributes,
  localName,
  relationsIn,
  visitTags,
  walkXml,
  type XmlVisitor,
} from './xml.js';

/** Formats that a file may define itself: Excel takes at most 250 (its specifications and limits). */
const MOST_FORMATS = 1_000;

/** Cells that merged ones fill, in one sheet: of more merged cells nothing is known. Our choice. */
const MOST_COVERED = 200_000;

/** What the cells of all sheets point to. */
interface Shared {
  readonly strings: readonly string[];
  /** Codes of number formats, by the style of a cell. */
  readonly formats: readonly string[];
  readonly from1904: boolean;
  readonly limit: SizeLimit;
}

/** The sheets of an Excel workbook, `main` being the path of its first part. Throws for a broken archive, and `TooLong`. */
export function readXlsx(
  workbook: Uint8Array,
  main: string,
  unzip: Unzip,
  limit: SizeLimit,
): readonly WorkbookSheet[] {
  const relations = relationsIn(unzip, main);
  const partOf = (kind: string): Uint8Array | null =>
    unzip(partRelated(relations, main, kind, `${kind}.xml`));
  const sheets: Attributes[] = [];
  let from1904 = false;
  visitTags(workbook, (name, attribs) => {
    if (name === 'workbookPr') from1904 = isTrue(attribs.date1904);
    if (name !== 'sheet') return;
    limit.countSheet();
    sheets.push(attribs);
  });
  const shared = {
    strings: sharedStrings(partOf('sharedStrings')),
    formats: numberFormats(partOf('styles')),
    from1904,
    limit,
  };
  const targets = new Map(relations.map(({ Id, Target }) => [Id, Target]));
  return sheets.flatMap((sheet): WorkbookSheet[] => {
    const id = Object.entries(sheet).find(([name]) => name.endsWith(':id'))?.[1];
    const target = targets.get(id);
    const bytes = target === undefined ? null : unzip(partAt(target, main));
    if (bytes === null) return [];
    const name = collapseWhitespace(sheet.name ?? '');
    return [
      { name, isHidden: /hidden/iu.test(sheet.state ?? ''), cells: readWorksheet(bytes, shared) },
    ];
  });
}

const isTrue = (stated: string | undefined): boolean => stated === '1' || stated === 'true';

/** Gathers the text of `<t>`, without the pronunciation that Japanese files give. */
class TextPieces {
  text = '';
  #isOpen = false;
  #isPhonetic = false;

  enter(name: string): void {
    if (name === 'rPh') this.#isPhonetic = true;
    this.#isOpen = name === 't' && !this.#isPhonetic;
  }

  leave(name: string): void {
    if (name === 'rPh') this.#isPhonetic = false;
    this.#isOpen = false;
  }

  add(data: string): void {
    if (this.#isOpen) this.text += data;
  }
}

function sharedStrings(bytes: Uint8Array | null): readonly string[] {
  const strings: string[] = [];
  // Each is there for a cell.
  const limit = new SizeLimit();
  let pieces = new TextPieces();
  if (bytes === null) return strings;
  walkXml(bytes, {
    enter(name) {
      if (localName(name) === 'si') pieces = new TextPieces();
      pieces.enter(localName(name));
    },
    leave(name) {
      pieces.leave(localName(name));
      if (localName(name) !== 'si') return;
      const text = plain(pieces.text);
      limit.count(text);
      strings.push(text);
    },
    text: (data) => pieces.add(data),
  });
  return strings;
}

/** Characters that XML forbids are written as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
const plain = (text: string): string =>
  collapseWhitespace(
    text.replace(/_x([\dA-Fa-f]{4})_/gu, (_, code) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ),
  );

function numberFormats(bytes: Uint8Array | null): readonly string[] {
  const own = new Map<number, string>();
  const ids: number[] = [];
  let inCells = false;
  visitTags(bytes, (name, { numFmtId, formatCode: code = '' }) => {
    if (name === 'cellXfs' || name === 'cellStyles' || name === 'cellStyleXfs')
      inCells = name === 'cellXfs';
    if (name === 'numFmt' && own.size < MOST_FORMATS) own.set(Number(numFmtId), code);
    if (name === 'xf' && inCells) ids.push(Number(numFmtId));
  });
  return ids.map((id) => formatCode(id, own));
}

/** Row and column of a cell's name, such as `B2`, from 0; null for what is none. */
function placeOf(name: string | undefined): readonly [row: number, column: number] | null {
  const [, letters, digits] = /^([A-Z]{1,3})(\d{1,7})$/u.exec(name ?? '') ?? [];
  if (letters === undefined) return null;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits) - 1;
  return row >= 0 && row < MOST_ROWS && column < MOST_COLUMNS ? [row, column] : null;
}

function readWorksheet(bytes: Uint8Array, shared: Shared): readonly SheetCell[] {
  const worksheet = new Worksheet(shared);
  walkXml(bytes, worksheet);
  return worksheet.finish();
}

class Worksheet implements XmlVisitor {
  readonly #cells: SheetCell[] = [];
  readonly #hiddenColumns = new Uint8Array(MOST_COLUMNS);
  /** By the first cell of each, as `row column`. */
  readonly #merged = new Map<string, readonly [rows: number, columns: number]>();
  /** Cells that a merged one covers. Excel empties them: other programs may not. */
  readonly #covered = new Set<string>();
  #area = 0;
  #row = -1;
  #column = -1;
  #isRowHidden = false;
  #type = 'n';
  #format = 'General';
  #value = '';
  #inValue = false;
  #pieces = new TextPieces();

  constructor(private readonly shared: Shared) {}

  enter(prefixed: string, attribs: Attributes): void {
    const name = localName(prefixed);
    this.#pieces.enter(name);
    if (name === 'col' && isTrue(attribs.hidden)) this.#hideColumns(attribs);
    if (name === 'row') this.#openRow(attribs);
    if (name === 'c') this.#openCell(attribs);
    if (name === 'v') this.#inValue = true;
    if (name === 'mergeCell') this.#merge(attribs.ref ?? '');
  }

  leave(prefixed: string): void {
    const name = localName(prefixed);
    this.#pieces.leave(name);
    if (name === 'v') this.#inValue = false;
    if (name === 'c') this.#closeCell();
  }

  text(data: string): void {
    if (this.#inValue) this.#value += data;
    else this.#pieces.add(data);
  }

  /** Merged cells are told behind all others. */
  finish(): readonly SheetCell[] {
    return this.#cells.flatMap((cell): SheetCell[] => {
      const key = `${cell.row} ${cell.column}`;
      const fills = this.#merged.get(key);
      if (fills !== undefined) return [{ ...cell, fills }];
      return this.#covered.has(key) ? [] : [cell];
    });
  }

  #hideColumns({ min, max }: Attributes): void {
    this.#hiddenColumns.fill(1, Number(min) - 1, Number(max));
  }

  #openRow({ r, hidden }: Attributes): void {
    const number = Number(r);
    this.#row = number >= 1 && number <= MOST_ROWS ? number - 1 : this.#row + 1;
    this.#column = -1;
    this.#isRowHidden = isTrue(hidden);
  }

  #openCell({ r, t, s }: Attributes): void {
    // Names of cells may be left out: each is then behind the last.
    [this.#row, this.#column] = placeOf(r) ?? [this.#row, this.#column + 1];
    this.#type = t ?? 'n';
    this.#format = this.shared.formats[Number(s ?? 0)] ?? 'General';
    this.#value = '';
    this.#pieces = new TextPieces();
  }

  #closeCell(): void {
    const text = this.#shownText();
    if (text === '' || this.#column >= MOST_COLUMNS) return;
    this.shared.limit.count(text);
    const isHidden = this.#isRowHidden || this.#hiddenColumns[this.#column] === 1;
    this.#cells.push({ row: this.#row, column: this.#column, text, isHidden });
  }

  #shownText(): string {
    const { strings, from1904 } = this.shared;
    switch (this.#type) {
      case 's':
        return strings[Number(this.#value)] ?? '';
      case 'inlineStr':
        return plain(this.#pieces.text);
      case 'b':
        return this.#value === '' ? '' : String(isTrue(this.#value)).toUpperCase();
      case 'n':
        return this.#value === '' ? '' : collapseWhitespace(this.#shownNumber(from1904));
      default:
        // Text of a formula, an error such as #N/A, or a date in ISO's form.
        return plain(this.#value);
    }
  }

  #shownNumber(from1904: boolean): string {
    const value = Number(this.#value);
    return Number.isFinite(value) ? formatNumber(value, this.#format, from1904) : this.#value;
  }

  #merge(ref: string): void {
    const [from, to] = ref.split(':').map(placeOf);
    if (!from || !to) return;
    const fills = [to[0] - from[0] + 1, to[1] - from[1] + 1] as const;
    if (fills[0] < 1 || fills[1] < 1) return;
    this.#area += fills[0] * fills[1];
    if (this.#area > MOST_COVERED) return;
    this.#merged.set(`${from[0]} ${from[1]}`, fills);
    for (let row = from[0]; row <= to[0]; row++)
      for (let column = from[1]; column <= to[1]; column++) this.#covered.add(`${row} ${column}`);
  }
}
