import { deflateSync } from 'node:zlib';
import type { Article } from './article.js';
import { FOOTNOTE } from './passages.js';
import { longDate } from './typeset.js';

/** A4 in points. */
const PAGE = { width: 595, height: 842, margin: 64 } as const;
const SIZE = 10;
const LEADING = 14;
const GUTTER = 24;
/** The body page that is set in two columns, counted from 0 after the cover. */
const TWO_COLUMN_PAGE = 1;

/** Widths of Helvetica's characters 32 to 126 in thousandths of the size (Adobe's font metrics). */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
  556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
  611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
  667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
  222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
] as const;

/** Characters of WinAnsiEncoding that differ from Latin-1. */
const WIN_ANSI: Readonly<Record<string, number>> = {
  '€': 0x80,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '–': 0x96,
  '—': 0x97,
  // A soft hyphen marks where a word was broken at the end of a line: it is printed as a hyphen.
  '\u00AD': 0x2d,
};

const widthOf = (text: string): number =>
  [...text].reduce((sum, c) => sum + (WIDTHS[(c.codePointAt(0) ?? 0) - 32] ?? 556), 0) *
  (SIZE / 1000);

/** A PDF string literal in WinAnsi; characters outside it become question marks. */
function literal(text: string): string {
  const codes = [...text].map((c) => {
    const code = WIN_ANSI[c] ?? c.codePointAt(0) ?? 0;
    return code < 256 ? String.fromCharCode(code) : '?';
  });
  return `(${codes.join('').replace(/[\\()]/gu, '\\$&')})`;
}

/** Fills lines greedily; every third word that does not fit is broken with a hyphen. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let overhanging = 0;
  for (const word of text.split(/\s+/u)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    overhanging += 1;
    const syllable = /^[a-z]{3,}?(?=[b-df-hj-np-tv-z][aeiou][a-z]{2,})/u.exec(word)?.[0];
    const broken =
      overhanging % 3 === 0 && syllable !== undefined ? `${line} ${syllable}\u00AD` : null;
    const breaks = broken !== null && widthOf(broken) <= width;
    lines.push(breaks ? broken : line);
    line = breaks ? word.slice(syllable?.length) : word;
  }
  return [...lines, line];
}

/** Lines as the text that they were made from. */
const unwrap = (lines: readonly string[]): string => lines.join(' ').replaceAll('\u00AD ', '');

const show = (text: string, x: number, y: number, size = SIZE): string =>
  `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm ${literal(text)} Tj ET`;

const cover = (article: Article): string =>
  [
    show(article.publisher, PAGE.margin, 740, 12),
    ...wrap(article.title, 240).map((line, n) => show(line, PAGE.margin, 620 - n * 26, 20)),
    show(longDate(article.published), PAGE.margin, 420, 14),
  ].join('\n');

/** Takes lines of the given width off the front of `text` (its paragraphs) until `room` is full. */
function takeLines(text: string[], width: number, room: number): readonly string[] {
  const lines: string[] = [];
  while (lines.length < room) {
    const next = text.shift();
    if (next === undefined) break;
    const wrapped = wrap(next, width);
    const fitting = wrapped.slice(0, room - lines.length);
    lines.push(...fitting, '');
    // What does not fit goes on at the top of the next page, which may have other columns.
    if (fitting.length < wrapped.length) text.unshift(unwrap(wrapped.slice(fitting.length)));
  }
  return lines.slice(0, room);
}

/** Body pages, each with a running head and a page number. */
function body(article: Article): readonly string[] {
  const full = PAGE.width - 2 * PAGE.margin;
  const top = PAGE.height - PAGE.margin - LEADING;
  const perColumn = Math.floor((top - PAGE.margin) / LEADING);
  const text = article.sections.flatMap((section, s) => [
    `${s + 1}. ${section.heading}`,
    ...section.paragraphs.map((p) => p.text.replaceAll(FOOTNOTE, '')),
  ]);
  const pages: string[] = [];
  while (text.length > 0) {
    const columns = pages.length === TWO_COLUMN_PAGE ? 2 : 1;
    const width = (full - (columns - 1) * GUTTER) / columns;
    const lines = takeLines(text, width, perColumn * columns).map((line, n) => {
      const x = PAGE.margin + Math.floor(n / perColumn) * (width + GUTTER);
      return line === '' ? '' : show(line, x, top - (n % perColumn) * LEADING);
    });
    const head = show(article.title.slice(0, 80), PAGE.margin, PAGE.height - 40, 8);
    pages.push(
      [head, ...lines, show(`Page ${pages.length + 2}`, PAGE.width / 2 - 16, 36, 8)].join('\n'),
    );
  }
  return pages;
}

/** Objects in file order as one file: header, body, cross-reference table, trailer. */
function assemble(objects: readonly Buffer[], root: number, info: number): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n', 'latin1')];
  let offset = parts[0]?.length ?? 0;
  const offsets: number[] = [];
  objects.forEach((object, n) => {
    const whole = Buffer.concat([
      Buffer.from(`${n + 1} 0 obj\n`),
      object,
      Buffer.from('\nendobj\n'),
    ]);
    offsets.push(offset);
    offset += whole.length;
    parts.push(whole);
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${objects.length + 1} /Root ${root} 0 R /Info ${info} 0 R >>\n` +
        `startxref\n${offset}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A PDF date (`D:20241227000000Z`) from a partial one. */
const pdfDate = (date: string | null): string =>
  `D:${(date ?? '2025').replaceAll('-', '').padEnd(6, '01').padEnd(8, '01')}000000Z`;

/**
 * The article as a PDF with a text layer: a cover with title and date, then numbered sections over as many
 * pages as they need, one of them in two columns. Text in Helvetica; Chinese cannot be set.
 */
export function makePdf(article: Article): Buffer {
  const contents = [cover(article), ...body(article)];
  const FIRST_PAGE = 5;
  const kids = contents.map((_, n) => `${FIRST_PAGE + 2 * n} 0 R`).join(' ');
  const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
  const date = pdfDate(article.published);
  const objects = [
    latin('<< /Type /Catalog /Pages 2 0 R /Lang (en) >>'),
    latin(`<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`),
    latin('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    latin(`<< /Title ${literal(article.title)} /CreationDate (${date}) /ModDate (${date}) >>`),
    ...contents.flatMap((content, n) => {
      const packed = deflateSync(latin(content));
      return [
        latin(
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
            `/Resources << /Font << /F1 3 0 R >> >> /Contents ${FIRST_PAGE + 2 * n + 1} 0 R >>`,
        ),
        Buffer.concat([
          latin(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
          packed,
          latin('\nendstream'),
        ]),
      ];
    }),
  ];
  return assemble(objects, 1, 4);
}
