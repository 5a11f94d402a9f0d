import { zip } from './zip-writer.js';

type Files = Record<string, string>;

/** A sheet of a workbook: `cells` is what stands in its `sheetData`, `around` before it, `behind` after it. */
interface SheetPart {
  readonly name: string;
  readonly state?: string;
  readonly before?: string;
  readonly cells: string;
  readonly behind?: string;
}

interface WorkbookParts {
  readonly sheets: readonly SheetPart[];
  readonly strings?: readonly string[];
  /** Number formats, by the style of a cell from 1: a code of its own, or the number of one that has none. */
  readonly formats?: readonly (string | number)[];
  readonly from1904?: boolean;
  readonly more?: Files;
}

const relations = (
  ...all: readonly (readonly [id: string, kind: string, target: string])[]
): string =>
  `<Relationships>${all.map(([id, kind, target]) => `<Relationship Id="${id}" Type="http://example.org/${kind}" Target="${target}"/>`).join('')}</Relationships>`;

/** Writes an Excel workbook. */
export function xlsx({
  sheets,
  strings = [],
  formats = [],
  from1904 = false,
  more = {},
}: WorkbookParts): Uint8Array {
  const own = formats.map((format, i) => ({
    format,
    id: typeof format === 'number' ? format : 164 + i,
  }));
  const files: Files = {
    '_rels/.rels': relations(['rId1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${from1904 ? 1 : 0}"/><sheets>${sheets
      .map(
        ({ name, state = 'visible' }, i) =>
          `<sheet name="${name}" sheetId="${i + 1}" state="${state}" r:id="s${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      ['st', 'styles', 'styles.xml'],
      ['ss', 'sharedStrings', 'sharedStrings.xml'],
      ...sheets.map((_, i) => [`s${i}`, 'worksheet', `worksheets/sheet${i}.xml`] as const),
    ),
    'xl/styles.xml': `<styleSheet><numFmts>${own
      .filter(({ format }) => typeof format === 'string')
      .map(
        ({ format, id }) =>
          `<numFmt numFmtId="${id}" formatCode="${String(format).replaceAll('"', '&quot;')}"/>`,
      )
      .join(
        '',
      )}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${own
      .map(({ id }) => `<xf numFmtId="${id}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((text) => `<si>${text}</si>`).join('')}</sst>`,
  };
  for (const [i, { before = '', cells, behind = '' }] of sheets.entries())
    files[`xl/worksheets/sheet${i}.xml`] =
      `<worksheet>${before}<sheetData>${cells}</sheetData>${behind}</worksheet>`;
  return zip({ ...files, ...more });
}

/** A row of a workbook, its cells as text in place, or as XML where they begin with `<`. */
export const row = (number: number, cells: readonly string[], attributes = ''): string =>
  `<row r="${number}" ${attributes}>${cells
    .map((cell, i) => {
      const place = `${String.fromCharCode(65 + i)}${number}`;
      if (cell.startsWith('<')) return cell.replace('<c', `<c r="${place}"`);
      return cell === '' ? '' : `<c r="${place}" t="inlineStr"><is><t>${cell}</t></is></c>`;
    })
    .join('')}</row>`;

/** A number in a cell, shown by the format of a style. */
export const number = (value: number | string, style = 0): string =>
  `<c s="${style}"><v>${value}</v></c>`;

const MIME = 'application/vnd.oasis.opendocument.';

/** Writes a file of LibreOffice around what stands in its body. */
export const openDocument = (
  kind: 'text' | 'spreadsheet',
  body: string,
  styles = '',
  more: Files = {},
): Uint8Array =>
  zip({
    mimetype: `${MIME}${kind}`,
    'content.xml': `<?xml version="1.0"?><office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'meta.xml':
      '<office:meta><dc:title>A note on asylum</dc:title><meta:creation-date>2024-03-05T10:00:00</meta:creation-date><dc:date>2024-04-06T10:00:00</dc:date><dc:language>en-GB</dc:language></office:meta>',
    ...more,
  });
