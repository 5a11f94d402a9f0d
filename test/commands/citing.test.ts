import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, it } from 'vitest';
import { addCite, addSchedule } from '../../src/commands/review.js';
import { readDraft } from '../../src/pool/read-draft.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { emptyFolder } from '../command-line.js';
import { HOUR, night, readingOf, runOf, visitOf } from '../store/samples.js';
import { run } from './run.js';

const TIP = 'usdos-tip-2024-china';
const folder = emptyFolder();
const sources = join(folder, 'sources.json');
const db = join(folder, 'citewatch.db');
const files = ['--sources', sources, '--db', db];

/** The shipped list, and a store in which one source was read on the first night of September 2025. */
beforeAll(async () => {
  copyFileSync(join(import.meta.dirname, '../../sources.json'), sources);
  const store = openStore(db);
  const { id } = await store.beginRun(night(1), HOUR);
  await store.keepVisit(visitOf(id, TIP), readingOf('A text.'));
  await store.finishRun(runOf(id), []);
  await store.close();
});

describe('citewatch cite', () => {
  const LINE =
    'US Department of State, “2024 Trafficking in Persons Report: China”, 24 June 2024, last accessed: 1 September 2025\n';

  it('prints the line alone where the source was read today', async () => {
    const asked = await run(addCite, ['cite', TIP, '--now', '2025-09-01', ...files]);
    expect(asked).toEqual({ code: 0, out: LINE, err: '' });
  });

  it('keeps the day of the last look, and says so, on a later day', async () => {
    const { out, err } = await run(addCite, ['cite', TIP, '--now', '2025-09-05', ...files]);
    expect(out).toBe(LINE);
    expect(err).toContain('it was last read on 1 September 2025');
  });

  it('keeps the date of the report where nothing was looked at, and says so', async () => {
    const { out, err } = await run(addCite, ['cite', 'ti-2020-gcb-asia', ...files]);
    expect(out).toContain(', page 40, last accessed: 25 March 2025\n');
    expect(err).toContain(
      'the date of the report is kept (25 March 2025). citewatch has not looked at it yet',
    );
  });

  it('prints the line of one citation, in another style', async () => {
    const args = ['cite', TIP, '--citation', 'ASI2025-01/42', '--style', 'footnote', ...files];
    expect((await run(addCite, args)).out).toBe(
      'US Department of State, 2024 Trafficking in Persons Report: China, 24 June 2024\n',
    );
  });

  it('prints all sources as a library that reads back as the same documents', async () => {
    const watch = parseWatchlist(readFileSync(sources, 'utf8'), 'sources.json');
    const wanted = watch.sources.map(({ title, url, published }) => ({ title, url, published }));
    for (const [style, name] of [
      ['csl', 'a.json'],
      ['ris', 'a.ris'],
      ['bibtex', 'a.bib'],
    ] as const) {
      const { out } = await run(addCite, ['cite', '--all', '--style', style, ...files]);
      const read = await readDraft({ bytes: Buffer.from(out), name });
      const found = read.kind === 'draft' ? read.draft.sources : [];
      expect(found.map(({ title, url, published }) => ({ title, url, published }))).toEqual(wanted);
    }
  });

  it.each([
    [['cite'], 'name a source, or all of them'],
    [['cite', TIP, '--all'], 'name a source, or all of them'],
    [['cite', '--all', '--citation', 'ASI2025-01/42'], 'for one source'],
  ])('refuses %j', async (args, words) => {
    await expect(run(addCite, [...args, ...files])).rejects.toThrow(words);
  });

  it.each([
    ['usdos-tip-2024-chinas', [], `did you mean "${TIP}"?`],
    [TIP, ['--citation', 'ASI2025-01/43'], 'did you mean "ASI2025-01/42"?'],
    [TIP, ['--now', 'tomorrow'], '--now'],
  ])('refuses %s %j, and names the nearest', async (source, more, words) => {
    await expect(run(addCite, ['cite', source, ...more, ...files])).rejects.toThrow(words);
  });
});

describe('citewatch schedule', () => {
  it('prints every quotation of the report, and says how long it is and what to cut', async () => {
    const { code, out, err } = await run(addSchedule, ['schedule', ...files]);
    expect(code).toBe(0);
    expect(out.match(/^\*\*\d+\\?\.\*\*/gm)).toHaveLength(45);
    expect(out).toContain('## Section 7b\n');
    expect(err).toMatch(/^about \d+ pages of A4, \d+ more than 12: cut about/m);
  });

  it('names the sections that are under no issue', async () => {
    const args = ['schedule', '--issue', 'Protection=3,5', '--issue', 'Return=7', ...files];
    const { out, err } = await run(addSchedule, args);
    expect(out).toContain('## Protection\n');
    expect(out).not.toContain('## Section');
    expect(err).toContain('under no issue, and left out: 1, 2, 4, 6\n');
  });

  it('writes a Word file', async () => {
    const out = join(folder, 'schedule.docx');
    const asked = await run(addSchedule, ['schedule', '--format', 'docx', '--out', out, ...files]);
    expect(asked).toMatchObject({ code: 0, out: `${out}\n` });
    const { value } = await mammoth.extractRawText({ buffer: readFileSync(out) });
    expect(value).toContain('Section 7b');
    expect(value).toContain('Original (zh-Hant): ');
  });

  it.each([
    [['--report', 'ASI2025-02'], 'did you mean "ASI2025-01"?'],
    [['--format', 'docx'], 'name it with --out'],
    [['--by', 'issue'], 'name the issues'],
    [['--by', 'section', '--issue', 'Protection=3'], 'goes with --by issue'],
    [['--issue', 'Protection=3x'], 'the report has no section "3x"'],
    [['--max-pages', '0'], 'must be a whole number from 1'],
    [['--out', join(folder, 'nowhere', 'schedule.md')], 'cannot be written (ENOENT)'],
  ])('refuses %j', async (more, words) => {
    await expect(run(addSchedule, ['schedule', ...more, ...files])).rejects.toThrow(words);
  });

  it.each([
    [addCite, ['cite', TIP]],
    [addSchedule, ['schedule']],
  ] as const)('and cite make no store where there is none', async (add, args) => {
    const none = join(folder, 'none.db');
    await expect(run(add, [...args, '--sources', sources, '--db', none])).rejects.toThrow(
      'no store yet',
    );
    expect(existsSync(none)).toBe(false);
  });
});
