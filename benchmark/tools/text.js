import { parseHTML } from 'linkedom';
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of a page, as the tools that compare texts are given it: decoded, without scripts and styles, a line a block. */

/** By BOM, header, `<meta>`, then UTF-8 where it is valid, else windows-1252: what browsers do without guessing a language. */
export function decode(bytes, contentType) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const declared = /charset=["']?([\w-]+)/i;
  const beginning = bytes.subarray(0, 1024).toString('latin1');
  const [, label] = declared.exec(contentType) ?? declared.exec(beginning) ?? [];
  try {
    return new TextDecoder(label ?? 'utf-8', { fatal: label === undefined }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

export const isPdf = (contentType) => contentType.startsWith('application/pdf');

export const documentOf = ({ bytes, contentType }) =>
  parseHTML(decode(bytes, contentType)).document;

/** The pages of a PDF, line by line as they are written in the file. */
export async function pdfPages(bytes) {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await loading.promise;
  const pages = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    pages.push(items.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join(''));
  }
  await loading.destroy();
  return pages;
}

const BLOCK =
  /^(?:ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|BR|DD|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TD|TH|TR|UL)$/;
const SILENT = /^(?:SCRIPT|STYLE|TEMPLATE|NOSCRIPT|HEAD)$/;

const textIn = (node) => {
  if (node.nodeType === 3) return node.data;
  if (node.nodeType !== 1 || SILENT.test(node.tagName)) return '';
  const text = [...node.childNodes].map(textIn).join('');
  return BLOCK.test(node.tagName) ? `\n${text}\n` : text;
};

export async function textOf(page) {
  if (isPdf(page.contentType)) return (await pdfPages(page.bytes)).join('\n');
  return textIn(documentOf(page).documentElement);
}

export const collapsed = (text) => text.replace(/\s+/gu, ' ').trim();
export const letters = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
