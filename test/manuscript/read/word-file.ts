/** The parts of a Word document, by their names, with its text in `word/document.xml`. */
export function wordFile(body: string, parts: Readonly<Record<string, string>> = {}) {
  const files: Readonly<Record<string, string>> = {
    'word/document.xml': documentXml(body),
    ...parts,
  };
  return (name: string): Uint8Array | null =>
    Object.hasOwn(files, name) ? Buffer.from(files[name] as string) : null;
}

const SPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

const documentXml = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ${SPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`;

/** A run of text. */
export const run = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
/** A paragraph. */
export const para = (content: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
/** A complex field. */
export const field = (code: string, text: string, data = '') =>
  `<w:r><w:fldChar w:fldCharType="begin">${data && `<w:fldData>${data}</w:fldData>`}</w:fldChar></w:r>${code}` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${text}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
/** A piece of a field's code. */
export const code = (text: string) =>
  `<w:r><w:instrText xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:instrText></w:r>`;
/** The relationships of a part: addresses by ids. */
export const links = (addresses: Readonly<Record<string, string>>) =>
  `<Relationships>${Object.entries(addresses)
    .map(
      ([id, target]) =>
        `<Relationship Id="${id}" Type="x/hyperlink" Target="${target}" TargetMode="External"/>`,
    )
    .join('')}</Relationships>`;
/** The styles of a document: what stands in each, by ids. */
export const styles = (all: Readonly<Record<string, string>>) =>
  `<w:styles>${Object.entries(all)
    .map(([id, content]) => `<w:style w:styleId="${id}">${content}</w:style>`)
    .join('')}</w:styles>`;
/** A numbering of two levels, `1.` and `1a`, and a list of bullets. */
export const NUMBERING =
  '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>' +
  '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1%2"/></w:lvl></w:abstractNum>' +
  '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>' +
  '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>';
