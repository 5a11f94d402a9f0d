import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { read } from './read.js';

const seed = fileURLToPath(new URL('../../../shared/seed/', import.meta.url));
const absent = !existsSync(`${seed}ASI2025-01.pdf`);
if (absent) console.warn('Skipped: ../shared/seed is not here, so the real report cannot be read.');

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

describe.skipIf(absent)('the real report', () => {
  // A paragraph's list number is counted by the reader's program in DOCX, so it is no text there.
  it.each(['pdf', 'docx'])('is read whole as %s', async (format) => {
    const { blocks } = await read(readFileSync(`${seed}ASI2025-01.${format}`));
    const text = letters(blocks.map((b) => b.text).join('\n'));
    const paragraphs = readFileSync(`${seed}ASI2025-01.md`, 'utf8')
      .split('\n')
      .map((line) => letters(line.replace(/^\s*\d+\.\s|\]\([^)]*\)|[*_#>|]/g, '')))
      .filter((paragraph) => paragraph.length > 60);
    expect(paragraphs.length).toBeGreaterThan(200);
    expect(paragraphs.filter((paragraph) => !text.includes(paragraph))).toEqual([]);
  });
});
