import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixedCases } from '../../benchmark/cases.js';
import { between, decodings, partsOf, shownLetters } from './independent.js';

const PAGES = join(import.meta.dirname, '../../benchmark/cases/pages');
const cases = fixedCases();

describe('the cases that are kept', () => {
  it('have their pages, and use them all', () => {
    expect(cases.map(({ page }) => page).filter((page) => !existsSync(page))).toEqual([]);
    const used = new Set(cases.map(({ page }) => basename(page)));
    expect(readdirSync(PAGES).filter((name) => !used.has(name))).toEqual([]);
  });

  it('are some hundreds, each with an id of its own, and with every truth', () => {
    expect(cases.length).toBeGreaterThan(300);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect([...new Set(cases.map(({ truth }) => truth))].sort()).toEqual([
      'cannot-say',
      'does-not-stand',
      'stands',
    ]);
  });
});

/** Kinds in which words stand one after the other, and what they leave out, or where they stand, is the case. */
const BY_SENSE = new Set(['omission of a “not”', 'two speakers joined', 'cut at a “not”', 'table']);
/** Kinds in which other letters stand for the same words, or beside the document. */
const BY_WRITING = new Set([
  'vowel signs',
  'ё',
  'letters of a keyboard',
  'traditional script',
  'footnote marks',
  'numbered paragraphs',
  'teaser',
]);

describe('the truth of the kept cases', () => {
  const judged = cases.filter(
    ({ page, kind }) => page.endsWith('.html') && !BY_SENSE.has(kind) && !BY_WRITING.has(kind),
  );

  it('is told by letters alone of most of them', () => {
    expect(judged.length).toBeGreaterThan(0.75 * cases.length);
  });

  it('is told by letters alone as by those who made them', () => {
    const wrong = judged.filter((one) => {
      const [html = ''] = decodings(readFileSync(one.page), one.contentType, []);
      return (
        (between(partsOf(one.passage), shownLetters(html)) !== null) !== (one.truth === 'stands')
      );
    });
    expect(wrong.map(({ id, passage }) => [id, passage])).toEqual([]);
  });
});

describe('the tables of its README', () => {
  const readme = readFileSync(join(PAGES, '../../README.md'), 'utf8');
  const tools: readonly { readonly name: string }[] = JSON.parse(
    readFileSync(join(PAGES, '../../tools.json'), 'utf8'),
  );
  const tables = (readme.match(/(?:^\|.*\n)+/gmu) ?? []).filter((table) =>
    table.startsWith('| tool |'),
  );

  it('have a row for each tool, with a cell for each column', () => {
    const [, ...results] = tables;
    expect(results).toHaveLength(2);
    for (const table of results) {
      const rows = table
        .trim()
        .split('\n')
        .map((row) =>
          row
            .split('|')
            .slice(1, -1)
            .map((cell) => cell.trim()),
        );
      expect(rows.slice(2).map(([name]) => name)).toEqual(tools.map(({ name }) => name));
      expect(new Set(rows.map(({ length }) => length)).size).toBe(1);
    }
  });
});
