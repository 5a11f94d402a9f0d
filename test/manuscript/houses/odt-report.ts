import { zipSync } from 'fflate';
import { type Block, type Plan, piecesOf } from './plan.js';
import { escaped } from './word-report.js';

const SPACES = ['office', 'text', 'style', 'table']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat(
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"',
    'xmlns:xlink="http://www.w3.org/1999/xlink"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  )
  .join(' ');
const MIMETYPE = 'application/vnd.oasis.opendocument.text';
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const xml = (text: string): Uint8Array => bytes(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);

/** A file of LibreOffice with this text, with a picture that is stored and a part that nobody knows; `spaces`: what its root names. */
export const odtOf = (text: string, spaces = SPACES): Uint8Array =>
  zipSync({
    mimetype: [bytes(MIMETYPE), { level: 0 }],
    'Pictures/one.png': [new Uint8Array([0, 1, 2, 255, 254]), { level: 0 }],
    'content.xml': xml(
      `<office:document-content ${spaces} office:version="1.3"><office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style></office:automatic-styles><office:body><office:text>${text}</office:text></office:body></office:document-content>`,
    ),
    'unknown.xml': xml('<who knows="what"/>'),
    'META-INF/manifest.xml': xml(
      `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${MIMETYPE}"/>${['content.xml', 'unknown.xml', 'Pictures/one.png'].map((name) => `<manifest:file-entry manifest:full-path="${name}" manifest:media-type="text/xml"/>`).join('')}</manifest:manifest>`,
    ),
  });

export const note = (id: number, text: string): string =>
  `<text:note text:id="ftn${id}" text:note-class="footnote"><text:note-citation>${id}</text:note-citation><text:note-body><text:p>${text}</text:p></text:note-body></text:note>`;

/** The same report as a file of LibreOffice; its styles are not written. */
export function odt({ body, notes }: Plan): Uint8Array {
  const inline = (text: string): string =>
    piecesOf(text)
      .map(({ text: words, href, note: mark }) => {
        if (mark !== null) return note(mark, inline(notes[mark - 1] ?? ''));
        return href === null
          ? escaped(words)
          : `<text:a xlink:type="simple" xlink:href="${escaped(href)}">${escaped(words)}</text:a>`;
      })
      .join('');
  const written = ({ kind, level, text }: Block): string =>
    kind === 'heading'
      ? `<text:h text:outline-level="${level}">${inline(text)}</text:h>`
      : `<text:p>${inline(text)}</text:p>`;
  return odtOf(body.map(written).join(''));
}
