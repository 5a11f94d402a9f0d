import { constants, deflateRawSync } from 'node:zlib';

/** Bytes of text that are packed once and repeated. */
const UNIT = 16 * 1024 * 1024;

/** `bytes` of drawing nothing, as one Flate stream: a thousandth of that. */
export function packedNothing(bytes: number): Buffer {
  const unit = deflateRawSync(Buffer.alloc(UNIT, ' '), {
    level: 9,
    finishFlush: constants.Z_FULL_FLUSH,
  });
  const header = Buffer.from([0x78, 0xda]);
  const end = Buffer.from([0x03, 0x00, 0, 0, 0, 0]);
  return Buffer.concat([
    header,
    ...Array.from({ length: Math.ceil(bytes / UNIT) }, () => unit),
    end,
  ]);
}

/** A PDF of one page that says `text`, and whose content is `stream` besides. */
export function pdfAround(
  stream: Uint8Array,
  { dictionary = '/Filter /FlateDecode', text = 'A line.', drawn = true } = {},
): Uint8Array {
  const line = `BT /F1 10 Tf 72 700 Td (${text}) Tj ET`;
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (...body: (string | Uint8Array)[]) => {
    offsets.push(length);
    write(`${offsets.length} 0 obj\n`);
    body.forEach(write);
    write('\nendobj\n');
  };
  write('%PDF-1.5\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object('<< /Type /Pages /Count 1 /Kids [3 0 R] >>');
  object(
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [4 0 R${drawn ? ' 5 0 R' : ''}] `,
    '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>',
  );
  object(`<< /Length ${line.length} >>\nstream\n${line}\nendstream`);
  object(`<< ${dictionary} /Length ${stream.length} >>\nstream\n`, stream, '\nendstream');
  const start = length;
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}`);
  write(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}
