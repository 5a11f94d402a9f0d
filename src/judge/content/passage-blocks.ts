import type { Block, Document } from '../../model/document.js';
import { Haystack } from '../../quote/haystack.js';
import { LINE_END } from '../../text/whitespace.js';

/** Letters of a line of a passage by which its block is known. */
const TELLING_LINE = 25;

/** The blocks of a document's own text, without note marks, their lines ended by spaces. */
export const textBlocks = ({ blocks }: Document): readonly Block[] =>
  new Haystack(blocks.filter(({ role }) => role === 'main')).blocks.map((block) =>
    block.text.includes(LINE_END) ? { ...block, text: block.text.replaceAll(LINE_END, ' ') } : block,
  );

/** The lines of a passage, as it stands, by which a block that carries it is known. */
export function tellingLines(passage: string): readonly string[] {
  const lines = passage.split(/\n| \[\.\.\.\] /u);
  const telling = lines.filter(({ length }) => length >= TELLING_LINE);
  return telling.length > 0 ? telling : lines;
}
