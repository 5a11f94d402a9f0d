import { type Block, type Document, NORMALISER } from '../model/document.js';
import type { FileSort, UnreadReason } from '../model/unread-reason.js';
import { collapseWhitespace } from '../text/whitespace.js';

const BLANK_LINES = /\r?\n[ \t]*(?:\r?\n[ \t]*)+|\r[ \t]*\r|\f/;

/** A document of plain text, with its paragraphs as blocks. */
export function readText(text: string): Document {
  const blocks = text
    .split(BLANK_LINES)
    .map(collapseWhitespace)
    .filter((paragraph) => paragraph !== '')
    .map((paragraph): Block => ({ text: paragraph, role: 'main' }));
  return plainText('text', blocks, blocks.length === 0 ? { kind: 'empty-file' } : null);
}

/** A file whose text is not read; `type` is the server's name for it. */
export const unreadFile = (sort: FileSort, type: string): Document =>
  plainText('other', [], { kind: 'file', sort, type });

/** A document that states nothing of itself but its text. */
export const plainText = (
  type: Document['type'],
  blocks: readonly Block[],
  unread: UnreadReason | null,
): Document => ({
  type,
  title: null,
  lang: null,
  blocks,
  links: [],
  refresh: null,
  passwordForm: false,
  dates: { published: null, modified: null },
  unread,
  normaliser: NORMALISER,
});
