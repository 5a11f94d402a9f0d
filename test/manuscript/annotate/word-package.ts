import { zipSync } from 'fflate';
import type { Remark } from '../../../src/manuscript/annotate/annotate-word.js';
import { edited, readPart, replaceParts } from '../../../src/manuscript/annotate/package.js';
import { openZip } from '../../../src/reading/zip.js';
import { para } from '../read/word-file.js';
import { annotateWord, commentsOf, partOf } from './annotated.js';

export const SPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`;
export const RELATIONS = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`;

export const BY = { name: 'citewatch', date: '2025-10-01T02:00:00Z' };
export const LATER = { name: 'citewatch', date: '2025-10-02T02:00:00Z' };

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/** A Word file with parts that nobody knows, one of them stored as it is. */
export const fileOf = (body: string, parts: Readonly<Record<string, string>> = {}): Uint8Array =>
  zipSync({
    '[Content_Types].xml': bytes(TYPES),
    'word/document.xml': bytes(
      `${HEAD}<w:document ${SPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ),
    'word/_rels/document.xml.rels': bytes(RELATIONS),
    'word/vbaProject.bin': [new Uint8Array([0, 1, 2, 255, 254]), { level: 0 }],
    'customXml/unknown.xml': bytes('<who knows="what"/>'),
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, bytes(text)])),
  });

export const notes = (...all: readonly string[]) =>
  `${HEAD}<w:footnotes ${SPACES}>${all.map((one, i) => `<w:footnote w:id="${i + 1}">${para(one)}</w:footnote>`).join('')}</w:footnotes>`;
export const mark = (id: number) =>
  `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="${id}"/></w:r>`;

export const remark = (
  cited: string | null,
  after: string | null = null,
  from = 'document:0',
): Remark => ({
  place: { page: null, paragraph: 1, from },
  cited,
  comment: ['It moved.', 'See https://a.test/?x=1&y=2'],
  change: after === null || cited === null ? null : { before: cited, after },
});

export const LINE = 'UN, “A report”, 1 May 2020, last accessed: 2 June 2024';
export const NEW = 'UN, “A report”, 1 May 2020, last accessed: 1 October 2025';

export function annotated(
  body: string,
  remarks: readonly Remark[],
  parts: Readonly<Record<string, string>> = {},
) {
  const before = fileOf(body, parts);
  const after = annotateWord(before, remarks, BY);
  return { before, after, xml: partOf(after), comments: commentsOf(after) };
}

/** A file once all that we propose is taken, or refused. */
export function settled(file: Uint8Array, how: 'accept' | 'reject'): Uint8Array {
  const [gone, kept] = how === 'accept' ? ['del', 'ins'] : ['ins', 'del'];
  const of = (name: string) =>
    new RegExp(`<w:${name} [^>]*w:author="citewatch"[^>]*>(.*?)</w:${name}>`, 'gsu');
  const parts = openZip(file)
    .names.filter((name) => /^word\/(?:document|footnotes|endnotes)\.xml$/u.test(name))
    .flatMap((name) => readPart(name, openZip(file)(name)) ?? []);
  return replaceParts(
    file,
    parts.map((part) => {
      const xml = part.xml
        .replace(of(gone), '')
        .replace(of(kept), (_, runs: string) =>
          runs.replace(
            /w:del(Text|InstrText)\b/gu,
            (_all, name: string) => `w:${name === 'Text' ? 't' : 'instrText'}`,
          ),
        );
      return edited(part, [{ start: 0, end: part.xml.length, text: xml }]);
    }),
  );
}

/** The instructions of the fields of a part, one after the other. */
export const instructionsOf = (file: Uint8Array): string =>
  [...partOf(file).matchAll(/<w:instrText[^>]*>([^<]*)</gu)]
    .map(([, text = '']) => text)
    .join('')
    .replace(/&#(\d+);/gu, (_, sign: string) => String.fromCharCode(Number(sign)))
    .replace(/&quot;/gu, '"')
    .replace(/&lt;/gu, '<')
    .replace(/&amp;/gu, '&');

/** A Word file in which somebody accepted or rejected changes of ours one by one: `answer` is asked for the words of each, and which of these it is (from 0). */
export function settledWhere(
  file: Uint8Array,
  answer: (words: string, n: number) => 'accept' | 'reject' | null,
): Uint8Array {
  const parts = openZip(file)
    .names.filter((name) => /^word\/(?:document|footnotes|endnotes)\.xml$/u.test(name))
    .flatMap((name) => readPart(name, openZip(file)(name)) ?? []);
  let n = 0;
  const changes = /<w:(ins|del) [^>]*w:author="citewatch"[^>]*>(.*?)<\/w:\1>/gsu;
  const settle = (whole: string, kind: string, runs: string): string => {
    const words = [...runs.matchAll(/<w:(?:t|delText)\b[^>]*>([^<]*)</gu)].map(([, one]) => one);
    const said = answer(words.join('').trim(), n++);
    if (said === null) return whole;
    if ((said === 'accept') !== (kind === 'ins')) return '';
    return runs.replace(
      /w:del(Text|InstrText)\b/gu,
      (_, name) => `w:${name === 'Text' ? 't' : 'instrText'}`,
    );
  };
  return replaceParts(
    file,
    parts.map((part) =>
      edited(part, [{ start: 0, end: part.xml.length, text: part.xml.replace(changes, settle) }]),
    ),
  );
}
