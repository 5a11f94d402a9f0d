import { zip } from '../../reading/zip-writer.js';
import { para, run } from '../read/word-file.js';
import { type Block, type Plan, piecesOf } from './plan.js';

const SPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

export const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** The runs of a text. */
const inline = (text: string): string =>
  piecesOf(text)
    .map(({ text: words, href, note }) => {
      if (note !== null) return `<w:r><w:footnoteReference w:id="${note}"/></w:r>`;
      const written = run(escaped(words));
      return href === null
        ? written
        : `<w:hyperlink r:id="${escaped(href)}">${written}</w:hyperlink>`;
    })
    .join('');

const PROPERTIES: Readonly<Record<Exclude<Block['kind'], 'heading'>, string>> = {
  text: '',
  'set-in': '<w:ind w:left="1440"/>',
  bullet: '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>',
};

const paragraph = ({ kind, level, text }: Block): string =>
  para(
    inline(text),
    kind === 'heading' ? `<w:outlineLvl w:val="${level - 1}"/>` : PROPERTIES[kind],
  );

const part = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${name} ${SPACES}>${content}</w:${name}>`;

/** Every address that a part names is the relationship of that name. */
function relations(content: string): string {
  const addresses = new Set(
    [...content.matchAll(/r:id="([^"]*)"/g)].map((match) => match[1] as string),
  );
  const all = [...addresses].map(
    (address) =>
      `<Relationship Id="${address}" Type="x/hyperlink" Target="${address}" TargetMode="External"/>`,
  );
  return `<Relationships>${all.join('')}</Relationships>`;
}

const noteXml = (kind: string, note: string, i: number): string =>
  `<w:${kind} w:id="${i + 1}">${para(`<w:r><w:${kind}Ref/></w:r>${run(' ')}${inline(note)}`)}</w:${kind}>`;

/** A Word file; a string in `body` is XML as it stands. */
export function docx({
  body,
  notes,
  endnotes = [],
}: Pick<Plan, 'notes'> & {
  readonly body: readonly (Block | string)[];
  readonly endnotes?: readonly string[];
}): Uint8Array {
  const text = body.map((one) => (typeof one === 'string' ? one : paragraph(one))).join('');
  const parts = {
    document: `<w:body>${text}<w:sectPr/></w:body>`,
    footnotes: notes.map((note, i) => noteXml('footnote', note, i)).join(''),
    endnotes: endnotes.map((note, i) => noteXml('endnote', note, i)).join(''),
  };
  return zip(
    Object.fromEntries(
      Object.entries(parts).flatMap(([name, content]) => [
        [`word/${name}.xml`, part(name, content)],
        [`word/_rels/${name}.xml.rels`, relations(content)],
      ]),
    ),
  );
}
