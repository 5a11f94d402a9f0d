import type { Letter, Line } from '../mail/letter.js';

/** A heading of a message in a chat, and what stands below it, a line each with where it leads. */
export interface ChatPart {
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** A letter in as few lines as a chat has room for: an entry is one, without its words. */
export const chatParts = ({ parts }: Letter): readonly ChatPart[] =>
  parts.map(({ heading, entries, lines }) => ({
    heading,
    lines: [
      ...entries.map(({ label, title, says, row, page, copy }) => ({
        text: `${label}: ${title}${says === '' ? '' : `. ${says}`}`,
        url: row ?? copy ?? page?.url ?? null,
      })),
      ...lines,
    ],
  }));
