import { deflateSync } from 'node:zlib';

/** A string at a place: points from the left and from the top of an A4 page. */
export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Points; 10 unless told. */
  readonly size?: number;
  /** Degrees, counter-clockwise; 0 unless told. */
  readonly turn?: number;
  /** Points by which its letters are set apart. */
  readonly spacing?: number;
  /** The letters that the file says it stands for (`/ActualText`). */
  readonly actual?: string;
  readonly bold?: true;
}

/** A link over one or several rectangles: left, top, right and bottom, in points from the left and from the top. */
export interface PlacedLink {
  readonly boxes: readonly (readonly [number, number, number, number])[];
  /** Null for one to a page of the file itself. */
  readonly url: string | null;
}

/** What a test wants in its PDF. */
export interface PdfPlan {
  readonly pages: readonly (readonly Placed[])[];
  /** The links of each page. */
  readonly links?: readonly (readonly PlacedLink[])[];
  /** Entries of the information dictionary, as PDF strings. */
  readonly info?: Readonly<Record<string, string>>;
  /** `/Rotate` of every page. */
  readonly rotate?: number;
  /** The strings are GBK bytes in a Chinese font that is not in the file. */
  readonly chinese?: boolean;
  /** What characters stand for (`/ToUnicode`); the others stand for nothing then. */
  readonly letters?: Readonly<Record<string, string>>;
  /** The content of pages is deflated. */
  readonly packed?: boolean;
  /** Adds an `/Encrypt` dictionary that no empty password opens. */
  readonly encrypted?: boolean;
  /** What stands where is told by a stream (ISO 32000, 7.5.8), and not by a table. */
  readonly streamed?: boolean;
}

const HEIGHT = 842;
const helvetica = (map: string, weight = ''): string =>
  `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica${weight} /Encoding /WinAnsiEncoding ${map} >>`;
const SONG =
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /GBK-EUC-H /DescendantFonts [<< /Type /Font ' +
  '/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> ' +
  '/FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 859 /Descent -141 >> >>] >>';

/** The first four numbers of a text matrix. */
function rotation(degrees: number): string {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle).toFixed(4), Math.sin(angle).toFixed(4)];
  return `${cos} ${sin} ${-sin} ${cos}`;
}

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');
const hex = (byte: number): string => byte.toString(16).padStart(2, '0').repeat(32);

const utf16 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
const stream = (content: string, entries = ''): string =>
  `<< /Length ${content.length} ${entries} >>\nstream\n${content}\nendstream`;
const deflated = (content: string): string =>
  deflateSync(Buffer.from(content, 'latin1')).toString('latin1');

/** A map from the codes of a font to letters. */
const toUnicode = (letters: Readonly<Record<string, string>>): string =>
  [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def',
    '1 begincodespacerange <00> <FF> endcodespacerange',
    `${Object.keys(letters).length} beginbfchar`,
    ...Object.entries(letters).map(
      ([code, text]) => `<${code.charCodeAt(0).toString(16).padStart(2, '0')}> <${utf16(text)}>`,
    ),
    'endbfchar endcmap end end',
  ].join('\n');

/** Draws a string. */
function drawn({ x, y, text, size = 10, turn = 0, spacing = 0, actual, bold }: Placed): string {
  const tc = spacing === 0 ? '' : `${spacing} Tc `;
  const draw = `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${tc}${rotation(turn)} ${x} ${HEIGHT - y} Tm (${escaped(text)}) Tj 0 Tc ET`;
  return actual === undefined
    ? draw
    : `/Span<</ActualText <FEFF${utf16(actual)}> >> BDC\n${draw}\nEMC`;
}

function annotation({ boxes, url }: PlacedLink): string {
  const sides = boxes.map(
    ([left, top, right, bottom]) => [left, HEIGHT - bottom, right, HEIGHT - top] as const,
  );
  const [xs, ys] = [sides.flatMap(([l, , r]) => [l, r]), sides.flatMap(([, b, , t]) => [b, t])];
  const rect = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].join(' ');
  const quads = sides.map(([l, b, r, t]) => `${l} ${t} ${r} ${t} ${l} ${b} ${r} ${b}`).join(' ');
  const target = url === null ? '/Dest [0 /Fit]' : `/A << /S /URI /URI (${escaped(url)}) >>`;
  return `<< /Type /Annot /Subtype /Link /Rect [${rect}] /QuadPoints [${quads}] ${target} >>`;
}

/** Writes a PDF with one Helvetica font (WinAnsi), whose content draws the strings in the order given. */
export function pdf({
  pages,
  links = [],
  info = {},
  rotate = 0,
  chinese = false,
  letters,
  packed = false,
  encrypted = false,
  streamed = false,
}: PdfPlan): Uint8Array {
  const objects: string[] = [];
  const add = (body: string): number => objects.push(body);
  const catalog = add('<< /Type /Catalog /Pages 2 0 R >>');
  add(''); // the page tree, once the pages are known
  const map = letters === undefined ? '' : `/ToUnicode ${add(stream(toUnicode(letters)))} 0 R`;
  const font = add(chinese ? SONG : helvetica(map));
  const boldFont = pages.flat().some(({ bold }) => bold) ? add(helvetica(map, '-Bold')) : font;
  const kids = pages.map((placed, i) => {
    const content = placed.map(drawn).join('\n');
    const contents = add(
      packed ? stream(deflated(content), '/Filter /FlateDecode') : stream(content),
    );
    return add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${HEIGHT}] /Rotate ${rotate} ` +
        `/Resources << /Font << /F1 ${font} 0 R /F2 ${boldFont} 0 R >> >> /Contents ${contents} 0 R ` +
        `/Annots [${(links[i] ?? []).map(annotation).join(' ')}] >>`,
    );
  });
  objects[1] = `<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`;
  const facts = add(
    `<< ${Object.entries(info)
      .map(([key, value]) => `/${key} (${escaped(value)})`)
      .join(' ')} >>`,
  );
  const lock = encrypted
    ? add(`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${hex(1)}> /U <${hex(2)}> >>`)
    : 0;

  let file = `%PDF-${streamed ? '1.5' : '1.4'}\n`;
  const starts = objects.map((body, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const offsets = starts.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`);
  const start = file.length;
  if (streamed) {
    const rows = [[0, 0, 255], ...[...starts, start].map((at) => [1, at, 0])];
    const table = rows
      .map(([kind = 0, at = 0, gen = 0]) => String.fromCharCode(kind, at >> 8, at & 255, gen))
      .join('');
    const facts = `/Type /XRef /Size ${rows.length} /W [1 2 1] /Root ${catalog} 0 R`;
    return Buffer.from(
      `${file}${rows.length - 1} 0 obj\n${stream(table, facts)}\nendobj\nstartxref\n${start}\n%%EOF\n`,
      'latin1',
    );
  }
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${facts} 0 R`;
  if (lock) file += ` /Encrypt ${lock} 0 R /ID [<${'ab'.repeat(16)}> <${'ab'.repeat(16)}>]`;
  return Buffer.from(`${file} >>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}

/** Lines of text below each other, from (`x`, `y`) down. */
export const column = (x: number, y: number, lines: readonly string[], pitch = 12): Placed[] =>
  lines.map((text, i) => ({ x, y: y + i * pitch, text }));

/** Breaks a text into lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
