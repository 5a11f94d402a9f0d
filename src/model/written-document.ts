import type { Block, Document } from './document.js';

/** A document of which each block has the length of its text in the place of that, in UTF-16 units. */
type Frame = Omit<Document, 'blocks'> & {
  readonly blocks: readonly (Omit<Block, 'text'> & { readonly text: number })[];
};

const KNOWN = new WeakMap<Document, string>();

/**
 * A document in one string, for threads and the store: all but its text as a line of JSON, and its text behind. JSON of the text too takes
 * three times as long, and so does a structured clone with its way back.
 */
export function written(document: Document): string {
  const known = KNOWN.get(document);
  if (known !== undefined) return known;
  const text = document.blocks.map((block) => block.text).join('');
  // UTF-8 has no half of a surrogate pair, and JSON has.
  if (!text.isWellFormed()) return JSON.stringify(document);
  const frame: Frame = {
    ...document,
    blocks: document.blocks.map((block) => ({ ...block, text: block.text.length })),
  };
  return `${JSON.stringify(frame)}\n${text}`;
}

/** What {@link written} made of a document, or JSON did by itself. Throws when neither did. */
export function readWritten(text: string): Document {
  const end = text.indexOf('\n');
  if (end < 0) return JSON.parse(text);
  const frame: Frame = JSON.parse(text.slice(0, end));
  let at = end + 1;
  const blocks = frame.blocks.map((block) => {
    const from = at;
    at += block.text;
    return { ...block, text: text.slice(from, at) };
  });
  if (at !== text.length) throw new Error('the text is not as long as its frame says');
  const document = { ...frame, blocks };
  KNOWN.set(document, text);
  return document;
}
