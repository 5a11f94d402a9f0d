/** A small PDF: Helvetica, one or two columns, running heads. Enough of the format (ISO 32000-1) to lay out text as reports do. */
const [WIDTH, HEIGHT, MARGIN, LEADING] = [595, 842, 60, 13];
const GUTTER = 24;
/** Average width of a letter of Helvetica at 10 points is about 5: lines are cut by letters, and end ragged. */
const LETTER = 5.2;

/** Lines of a paragraph. A word that does not fit may be broken with a hyphen. */
function linesOf(text, room, hyphenate) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    const left = room - line.length - 1;
    if (line === '') lines[lines.length - 1] = word;
    else if (word.length <= left) lines[lines.length - 1] = `${line} ${word}`;
    else if (hyphenate && left >= 4 && word.length - left >= 3 && /^\p{L}+$/u.test(word)) {
      lines[lines.length - 1] = `${line} ${word.slice(0, left - 1)}-`;
      lines.push(word.slice(left - 1));
    } else lines.push(word);
  }
  return lines;
}

/** Where each line stands: page, column and row. */
export function laidOut(paragraphs, { columns, rows, hyphenate }) {
  const room = Math.floor((WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns / LETTER);
  const lines = paragraphs.flatMap((text, paragraph) =>
    linesOf(text, room, hyphenate).map((line) => ({ text: line, paragraph })),
  );
  return lines.map((line, at) => ({
    ...line,
    row: at % rows,
    column: Math.floor(at / rows) % columns,
    page: Math.floor(at / (rows * columns)),
  }));
}

const literal = (text) => {
  const bytes = [...text].map((letter) => WIN_ANSI.get(letter) ?? letter.codePointAt(0));
  return `(${bytes.map((byte) => (/[()\\]/.test(String.fromCharCode(byte)) ? '\\' : '') + String.fromCharCode(byte)).join('')})`;
};
/** Characters of WinAnsiEncoding that are not where Latin-1 has them. */
const WIN_ANSI = new Map(
  [...'€‚ƒ„…†‡ˆ‰Š‹Œ'].map((letter, i) => [
    letter,
    [128, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140][i],
  ]),
);
for (const [i, letter] of [...'‘’“”•–—˜™š›œ'].entries()) WIN_ANSI.set(letter, 145 + i);

/** `byRows`: the text is written straight across the columns, as some programs do. */
export function pdfOf(lines, { columns, head, byRows }) {
  const width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns;
  const put = (x, y, text) =>
    `BT /F1 10 Tf 1 0 0 1 ${x.toFixed(1)} ${y.toFixed(1)} Tm ${literal(text)} Tj ET`;
  const pages = Math.max(...lines.map(({ page }) => page)) + 1;
  const contents = Array.from({ length: pages }, (_, page) => {
    const own = lines.filter((line) => line.page === page);
    if (byRows) own.sort((a, b) => a.row - b.row || a.column - b.column);
    return [
      put(MARGIN, HEIGHT - 34, head),
      ...own.map(({ row, column, text }) =>
        put(MARGIN + column * (width + GUTTER), HEIGHT - MARGIN - row * LEADING, text),
      ),
      put(WIDTH / 2, 30, String(page + 1)),
    ].join('\n');
  });
  return assembled(contents.map((content) => ({ content })));
}

/** Pages that are pictures: what a scanner makes. The picture is eight grey squares. */
export const scannedPdf = (pages) =>
  assembled(
    Array.from({ length: pages }, () => ({ content: `q ${WIDTH} 0 0 ${HEIGHT} 0 0 cm /Im1 Do Q` })),
  );

function assembled(pages) {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', null];
  objects.push('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  objects.push(
    '<< /Type /XObject /Subtype /Image /Width 4 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 8 >>\nstream\nÿðàÐÀ°\u00a0\u0090\nendstream',
  );
  const kids = pages.map(({ content }) => {
    objects.push(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Contents ${objects.length} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R >> >> >>`,
    );
    return `${objects.length} 0 R`;
  });
  objects[1] = `<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`;
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(file + end, 'latin1');
}
