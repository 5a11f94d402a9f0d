import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Manuscript, paragraphText } from '../../../src/manuscript/manuscript.js';
import { manuscriptOfPdf } from '../../../src/manuscript/read/pdf.js';
import { readPdfReport } from '../../../src/reading/pdf/read-pdf.js';

const seed = fileURLToPath(new URL('../../../../shared/seed/', import.meta.url));
const absent = !existsSync(`${seed}ASI2025-01.pdf`);
if (absent) console.warn('Skipped: ../shared/seed is not here, so the real report cannot be read.');

/** A text without white space and hyphens: the report's own lines break words at them. */
const squeezed = (text: string): string => text.replace(/[\s\u00ad-]/gu, '');

/** Markdown without its signs. */
const plain = (markdown: string): string =>
  markdown
    .replace(/(?<!\()\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\s*(?:#+|-) |[*_<>]|\\(?=[$()[\]])/gm, '');

describe.skipIf(absent)('the real report, as PDF', async () => {
  const read = async (): Promise<Manuscript> => {
    const reading = await readPdfReport(readFileSync(`${seed}ASI2025-01.pdf`));
    if (reading.kind === 'unread') throw new Error(reading.why.kind);
    return manuscriptOfPdf(reading.text);
  };
  const manuscript = absent ? { title: null, paragraphs: [], notes: {} } : await read();

  it('has every paragraph of its findings, as the Markdown has them', () => {
    const start = manuscript.paragraphs.findIndex(
      (p) => p.kind === 'heading' && paragraphText(p) === 'Findings',
    );
    const mine = manuscript.paragraphs.slice(start + 1).map(paragraphText);
    const all = new Set(mine.map(squeezed));
    const [, findings = ''] = readFileSync(`${seed}ASI2025-01.md`, 'utf8').split('\n# Findings\n');
    const paragraphs = findings
      .split(/\n\s*\n/)
      .map(plain)
      .filter((text) => squeezed(text) !== '');
    expect(paragraphs.length).toBeGreaterThan(200);
    const isThere = (text: string): boolean => all.has(squeezed(text));
    // A line that its author ended may be a paragraph of the PDF.
    const missing = paragraphs.filter((text) => !isThere(text) && !text.split('\n').every(isThere));
    // The Markdown has one as two, where a page of the first edition ended, one as one that has two, and one with a link that is not closed.
    expect(missing.map((paragraph) => paragraph.slice(0, 30))).toEqual([
      '“An analysis of 616 judicial c',
      'dominate with 71.7% and 91.5% ',
      '"The UK Home Office\'s National',
      'Contact us if you have any spe',
    ]);
    expect(all).toContain(squeezed(missing.slice(0, 2).join('')));
  });

  it('has every link with its words', () => {
    const linked = manuscript.paragraphs.flatMap(({ runs }) =>
      runs.filter(({ href }) => href !== null),
    );
    // 42 annotations, twelve of which go on from the line before.
    expect(linked.length).toBe(30);
    const markdown = readFileSync(`${seed}ASI2025-01.md`, 'utf8');
    const words = new Set(
      [...markdown.matchAll(/\[([^\]\n]+)\]\(|<(http[^>]+)>/g)].map(([, text = '', url]) =>
        squeezed(plain(url ?? text)),
      ),
    );
    expect(linked.filter(({ text }) => !words.has(squeezed(text)))).toEqual([]);
  });

  it('has the headings of its Markdown', () => {
    const headings = manuscript.paragraphs.filter((p) => p.kind === 'heading').map(paragraphText);
    const numbered = headings.filter(
      (text) => /^\d\. /.test(text) && !/sources|NGOS|Media|Organi|Other/i.test(text),
    );
    expect(numbered.map((text) => text.slice(0, 12))).toEqual([
      '1. Prevalenc',
      '2. Extent to',
      '3. Attitude ',
      '4. Level of ',
      '5. The preva',
      '6. Support a',
      '7. Barriers ',
    ]);
  });
});
