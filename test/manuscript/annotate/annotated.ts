import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { annotateOdt as intoOdt } from '../../../src/manuscript/annotate/annotate-odt.js';
import { annotateWord as intoWord } from '../../../src/manuscript/annotate/annotate-word.js';
import { openPdf } from '../../../src/reading/pdf/open-pdf.js';
import { openZip } from '../../../src/reading/zip.js';

/** The text of a part of an archive; empty where it is not there. */
export const partOf = (file: Uint8Array, name = 'word/document.xml'): string =>
  Buffer.from(openZip(file)(name) ?? []).toString();

/** What a part says once all changes of one author are taken, or refused. */
export const accepted = (xml: string, by = 'citewatch'): string => textIn(xml, 'del', by);
export const rejected = (xml: string, by = 'citewatch'): string => textIn(xml, 'ins', by);

const textIn = (xml: string, dropped: 'ins' | 'del', by: string): string =>
  paragraphsOf(
    xml.replace(new RegExp(`<w:${dropped} [^>]*w:author="${by}".*?</w:${dropped}>`, 'gsu'), ''),
  );

const paragraphsOf = (xml: string): string =>
  xml
    .split('</w:p>')
    .map((one) =>
      [...one.matchAll(/<w:(?:t|delText)(?: [^>]*)?>([^<]*)</gu)].map(([, text]) => text).join(''),
    )
    .join('\n')
    .trim();

/** The comments of a file by their ids: the author, the paragraphs, and the words that each stands at. */
export function commentsOf(file: Uint8Array) {
  const text = partOf(file);
  return [
    ...partOf(file, 'word/comments.xml').matchAll(
      /<w:comment w:id="(\d+)" w:author="([^"]*)".*?<\/w:comment>/gsu,
    ),
  ].map(([xml, id, author]) => {
    const [, around = ''] =
      new RegExp(
        `<w:commentRangeStart w:id="${id}"/>(.*?)<w:commentRangeEnd w:id="${id}"/>`,
        'su',
      ).exec(text) ?? [];
    return { id, author, lines: paragraphsOf(xml).split('\n'), at: rejected(around) };
  });
}

/** What a `content.xml` says once all changes of one author are taken, or refused: a line each of its paragraphs, notes in theirs. */
export const acceptedOdt = (xml: string, by = 'citewatch'): string => odtText(xml, by, true);
export const rejectedOdt = (xml: string, by = 'citewatch'): string => odtText(xml, by, false);

function odtText(xml: string, by: string, isTaken: boolean): string {
  const regions = [
    ...xml.matchAll(/<text:changed-region xml:id="([^"]*)".*?<\/text:changed-region>/gsu),
  ]
    .filter(([region]) => new RegExp(`<dc:creator[^>]*>${by}<`, 'u').test(region))
    .map(([region, id]) => ({ id, gone: /<text:p[^>]*>(.*)<\/text:p>/su.exec(region)?.[1] ?? '' }));
  let text = xml
    .replace(/^.*<office:text[^>]*>/su, '')
    .replace(/<text:tracked-changes.*?<\/text:tracked-changes>/gsu, '');
  for (const { id, gone } of isTaken ? [] : regions)
    text = text
      .replace(`<text:change text:change-id="${id}"/>`, () => gone)
      .replace(
        new RegExp(
          `<text:change-start text:change-id="${id}"/>.*?<text:change-end text:change-id="${id}"/>`,
          'su',
        ),
        '',
      );
  return text
    .replace(
      /<office:annotation .*?<\/office:annotation>|<text:note-citation>.*?<\/text:note-citation>/gsu,
      '',
    )
    .split(/<\/text:[ph]>|<text:note /u)
    .map((one) =>
      one.replace(/^[^<>]*>|<[^>]*>/gu, (tag) =>
        tag.startsWith('<text:s') && tag.endsWith('/>') ? ' ' : '',
      ),
    )
    .join('\n')
    .trim();
}

/** The comments of a file of LibreOffice: the author, the paragraphs, and the words that each stands at. */
export function commentsOfOdt(file: Uint8Array) {
  const xml = partOf(file, 'content.xml');
  return [
    ...xml.matchAll(/<office:annotation [^>]*office:name="([^"]*)".*?<\/office:annotation>/gsu),
  ].map((found) => {
    const [own, name] = found;
    const [, around = ''] =
      new RegExp(`^(.*?)<office:annotation-end office:name="${name}"/>`, 'su').exec(
        xml.slice(found.index + own.length),
      ) ?? [];
    return {
      author: /<dc:creator[^>]*>(.*?)</u.exec(own)?.[1],
      lines: [...own.matchAll(/<text:p[^>]*>(.*?)<\/text:p>/gsu)].map(([, line]) => line),
      at: rejectedOdt(
        `${xml.replace(/<office:text.*/su, '')}<office:text>${tracked(xml)}${around}`,
      ),
    };
  });
}

const tracked = (xml: string): string =>
  /<text:tracked-changes.*<\/text:tracked-changes>/su.exec(xml)?.[0] ?? '';

/** The highlights of a PDF in the order of its pages: the author, what is said, and the words below them. */
export async function highlightsOf(file: Uint8Array) {
  const opened = await openPdf(file, async (pdf) => {
    const found: { page: number; author: string; lines: string[]; at: string }[] = [];
    for (let page = 1; page <= pdf.numPages; page++)
      for (const one of await (await pdf.getPage(page)).getAnnotations())
        if (one.subtype === 'Highlight') {
          const lines = one.contentsObj.str.split('\n');
          found.push({
            page,
            author: one.titleObj.str,
            lines,
            at: (one.overlaidText ?? '').replace(/\s+/gu, ' '),
          });
        }
    return found;
  });
  if (opened.kind !== 'read') throw new Error(opened.why.kind);
  return opened.value;
}

/** What is wrong with the tags of XML: one that closes none, or is not closed. */
export function unbalanced(xml: string): string | null {
  const open: string[] = [];
  for (const [, close, name = '', empty] of xml.matchAll(/<(\/)?([\w:]+)(?:\s[^<>]*?)?(\/)?>/gu))
    if (close !== undefined && open.pop() !== name) return name;
    else if (close === undefined && empty === undefined) open.push(name);
  return open[0] ?? null;
}

/** A published report, which is not part of the repository: beside it, or beside the folder of its worktrees. */
export const REAL_REPORT =
  ['../../../..', '../../../../..']
    .map((up) => join(import.meta.dirname, up, 'shared/seed/ASI2025-01.docx'))
    .find(existsSync) ?? null;

/** A Word file with remarks in it. */
export const annotateWord = (...order: Parameters<typeof intoWord>): Uint8Array =>
  intoWord(...order).file;
/** The same of an ODT. */
export const annotateOdt = (...order: Parameters<typeof intoOdt>): Uint8Array =>
  intoOdt(...order).file;
