import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openZip } from '../../../src/reading/zip.js';

/** The text of a part of an archive; empty where it is not there. */
export const partOf = (file: Uint8Array, name = 'word/document.xml'): string =>
  Buffer.from(openZip(file)(name) ?? []).toString();

/** What a part says once all changes of one author are taken, or refused. */
export const accepted = (xml: string, by = 'citewatch'): string => textIn(xml, 'del', by);
export const rejected = (xml: string, by = 'citewatch'): string => textIn(xml, 'ins', by);

const textIn = (xml: string, dropped: 'ins' | 'del', by: string): string =>
  paragraphsOf(xml.replace(new RegExp(`<w:${dropped} [^>]*w:author="${by}".*?</w:${dropped}>`, 'gsu'), ''));

const paragraphsOf = (xml: string): string =>
  xml
    .split('</w:p>')
    .map((one) => [...one.matchAll(/<w:(?:t|delText)(?: [^>]*)?>([^<]*)</gu)].map(([, text]) => text).join(''))
    .join('\n')
    .trim();

/** The comments of a file by their ids: the author, the paragraphs, and the words that each stands at. */
export function commentsOf(file: Uint8Array) {
  const text = partOf(file);
  return [
    ...partOf(file, 'word/comments.xml').matchAll(/<w:comment w:id="(\d+)" w:author="([^"]*)".*?<\/w:comment>/gsu),
  ].map(([xml, id, author]) => {
    const [, around = ''] =
      new RegExp(`<w:commentRangeStart w:id="${id}"/>(.*?)<w:commentRangeEnd w:id="${id}"/>`, 'su').exec(text) ?? [];
    return { id, author, lines: paragraphsOf(xml).split('\n'), at: rejected(around) };
  });
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
