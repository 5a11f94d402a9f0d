import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Imported } from '../../src/model/manuscript.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { zip } from '../reading/zip-writer.js';

const REPORT = `# Country report

## 1. Return

HRW wrote: “Nobody came back to the villages of the north in 2024.”[^1]

[^1]: HRW, [World Report](https://hrw.example/karvan), 4 February 2025, last accessed: 5 March 2025
`;

/** An empty folder with a report in it. */
function place(content: string | Uint8Array = REPORT, name = 'R1.md'): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), content);
  return folder;
}
const read = (folder: string, name = 'sources.json') => readFileSync(join(folder, name), 'utf8');

describe('citewatch import', () => {
  it('writes what a report cites into an empty folder, and nothing the second time', async () => {
    const folder = place();
    const { code, err } = await citewatch(['import', 'R1.md'], folder);
    expect(code, err).toBe(0);
    const written = read(folder);
    const { sources, reports } = parseWatchlist(written, 'sources.json');
    expect(sources.map(({ url }) => url)).toEqual(['https://hrw.example/karvan']);
    expect(
      reports.map(({ id, citations }) => [id, ...citations.map(({ accessed }) => accessed)]),
    ).toEqual([['R1', '2025-03-05']]);
    expect((await citewatch(['import', 'R1.md'], folder)).code).toBe(0);
    expect(read(folder)).toBe(written);
  });

  it('--dry-run writes nothing, and --json says what would change', async () => {
    const folder = place();
    const { code, out } = await citewatch(['import', 'R1.md', '--dry-run', '--json'], folder);
    expect(code).toBe(0);
    const { changes, ...counts } = JSON.parse(out) as Imported;
    expect(counts).toMatchObject({ report: 'R1', sources: 1, citations: 1, quotes: 1 });
    expect(changes.map(({ kind }) => kind)).toEqual([
      'report-added',
      'source-added',
      'citation-added',
    ]);
    expect(readdirSync(folder)).toEqual(['R1.md']);
  });

  it('refuses a library under the name of a report, which would lose its quotations', async () => {
    const folder = place();
    await citewatch(['import', 'R1.md'], folder);
    const written = read(folder);
    writeFileSync(
      join(folder, 'R1.bib'),
      '@online{a, title={World Report}, url={https://hrw.example/karvan}}',
    );
    const { code, err } = await citewatch(['import', 'R1.bib'], folder);
    expect({ code, err }).toEqual({
      code: 3,
      err: expect.stringContaining('R1 has 1 citation with a quotation'),
    });
    expect(read(folder)).toBe(written);
    for (const id of ['L', 'L'])
      expect((await citewatch(['import', 'R1.bib', '--id', id], folder)).code).toBe(0);
  });

  it('tells what a list of sources names and nothing cites', async () => {
    const list = '\n## Sources\n\n- Amnesty, [Karvan today](https://ai.example/1), 3 June 2024\n';
    const { out } = await citewatch(['import', 'R1.md'], place(REPORT + list));
    expect(out).toContain(
      'left out: listed, and nothing cites it: “Amnesty, Karvan today, 3 June 2024”',
    );
  });

  it('--sources names the file to write', async () => {
    const folder = place();
    expect((await citewatch(['import', 'R1.md', '--sources', 'cited.json'], folder)).code).toBe(0);
    expect(read(folder, 'cited.json')).toContain('https://hrw.example/karvan');
    expect(existsSync(join(folder, 'sources.json'))).toBe(false);
  });

  it.each([
    [
      'bomb.docx',
      zip({ 'word/document.xml': Buffer.alloc(65 * 2 ** 20, 32) }),
      'unpacks to more than 64 MB',
    ],
    ['line.md', Buffer.alloc(20 * 2 ** 20, 'a'), 'has a line of more than 2 million characters'],
    ['empty.docx', new Uint8Array(), 'has no text in it'],
    ['prose.md', 'Nothing is cited here.', 'no citation could be read in it'],
  ])('refuses %s in one sentence, and writes nothing', async (name, content, words) => {
    const folder = place(content, name);
    const { code, out, err } = await citewatch(['import', name], folder);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err.trim().split('\n')).toEqual([expect.stringContaining(words)]);
    expect(readdirSync(folder)).toEqual([name]);
  });
});
