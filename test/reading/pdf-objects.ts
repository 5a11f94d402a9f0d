import { deflateRawSync } from 'node:zlib';

/** Objects behind each other as a PDF, the first its catalogue. */
export function pdfOf(objects: readonly string[]): Buffer {
  let text = '%PDF-1.5\n';
  const at = objects.map((object, i) => {
    const start = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const start = text.length;
  const rows = at.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${at.length + 1}\n0000000000 65535 f \n${rows}`;
  return Buffer.from(
    `${text}trailer\n<< /Size ${at.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}

export const stream = (dictionary: string, content: string): string =>
  `<< ${dictionary} /Length ${content.length} >>\nstream\n${content}\nendstream`;

export const FONT = '/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>';

/** What Adobe's program writes in place of a form. */
const WAIT = [
  'Please wait...',
  'If this message is not eventually replaced, your viewer may not be able to display this type of document.',
];

/** A form of Adobe's own (XFA): its pages are in XML, and what stands for them says that another program is needed. */
export function xfa(fields: number, text = WAIT): Buffer {
  const template = `<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template xmlns="http://www.xfa.org/schema/xfa-template/3.0/"><subform name="a">${'<field name="f"><ui><textEdit/></ui></field>'.repeat(fields)}</subform></template></xdp:xdp>`;
  const packed = deflateRawSync(template, { level: 9 });
  const zlib = Buffer.concat([Buffer.from([0x78, 0xda]), packed, Buffer.alloc(4)]);
  return pdfOf([
    '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 5 0 R >> /NeedsRendering true >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << ${FONT} >> >>`,
    stream('', `BT /F1 9 Tf 12 TL 72 700 Td ${text.map((line) => `(${line}) Tj T*`).join(' ')} ET`),
    stream('/Filter /FlateDecode', zlib.toString('latin1')),
  ]);
}
