import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Unreadable } from '../../../src/manuscript/manuscript.js';
import { type Manuscript, paragraphText } from '../../../src/manuscript/manuscript.js';
import { readMarkdown } from '../../../src/manuscript/read/markdown.js';
import { readWord } from '../../../src/manuscript/read/word.js';
import { openZip } from '../../../src/reading/zip.js';

/** A report that was published in three forms; it is not part of the repository. */
const REPORT = join(import.meta.dirname, '../../../../shared/seed/ASI2025-01');

/** A link that is damaged in the Word file: no address, and seen as Markdown by its readers. */
const DAMAGED = 'www.asylos.org](http://www.asylos.org)';

function sure(read: Manuscript | Unreadable): Manuscript {
  if ('kind' in read) throw new Error(read.why);
  return read;
}

describe.skipIf(!existsSync(`${REPORT}.docx`))('a real report', () => {
  const unzip = () => openZip(readFileSync(`${REPORT}.docx`));
  const readAsWord = () => sure(readWord(unzip()));

  it('has the same text in Word and in Markdown', () => {
    const word = readAsWord();
    const markdown = sure(readMarkdown(readFileSync(`${REPORT}.md`, 'utf8')));
    const plain = (paragraph: Manuscript['paragraphs'][number]) =>
      paragraphText(paragraph).replace(/\s+/g, ' ');
    const written = markdown.paragraphs.map(plain);
    expect(word.paragraphs.length).toBe(written.length);
    const others = word.paragraphs.map(plain).filter((text, i) => text !== written[i]);
    expect(others).toEqual([expect.stringContaining(DAMAGED)]);
  });

  it('has all its links in Word', () => {
    const xml = Buffer.from(unzip()('word/_rels/document.xml.rels') ?? []).toString('utf8');
    const told = [...xml.matchAll(/Target="(http[^"]*)"/g)].map(([, target]) =>
      target?.replaceAll('&amp;', '&'),
    );
    const read = new Set(
      readAsWord().paragraphs.flatMap(({ runs }) => runs.map(({ href }) => href)),
    );
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((target) => !read.has(target ?? ''))).toEqual([
      expect.stringContaining(DAMAGED),
    ]);
  });
});
