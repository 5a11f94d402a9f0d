import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openZip } from '../../src/reading/zip.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { citewatch, emptyFolder, start } from '../command-line.js';
import { commentsOf, commentsOfOdt, highlightsOf } from '../manuscript/annotate/annotated.js';
import { odt } from '../manuscript/houses/odt-report.js';
import { pdfReport } from '../manuscript/houses/pdf-report.js';
import { heading, p } from '../manuscript/houses/plan.js';
import { docx } from '../manuscript/houses/word-report.js';
import { HOUR, night, runOf, verdictOf, visitOf } from '../store/samples.js';

const NOTE =
  'HRW, “[World Report](https://hrw.example/a)”, 4 February 2025, last accessed: 5 March 2025';
const BODY = [
  heading(1, 'A report'),
  p('HRW wrote: “Nobody came back to the villages of the north in 2024.”[^1]'),
];

const PLAN = { body: BODY, notes: [NOTE] };

/** A folder with a report that was imported and, where it is `checked`, a night of it. */
async function place(
  checked = true,
  [name, bytes]: readonly [string, Uint8Array] = ['report.docx', docx(PLAN)],
) {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), bytes);
  expect((await citewatch(['import', name], folder)).code).toBe(0);
  const { reports, sources } = parseWatchlist(
    readFileSync(join(folder, 'sources.json'), 'utf8'),
    'sources.json',
  );
  const [citation] = reports[0]?.citations ?? [];
  const id = sources[0]?.id ?? '';
  if (!checked || citation === undefined) return folder;
  const store = openStore(join(folder, 'citewatch.db'));
  const judged = { ...citation, report: 'report', currency: 'fresh' as const, quotes: [] };
  const verdict = { ...verdictOf(id), citations: [judged] };
  const { id: run } = await store.beginRun(night(1), HOUR);
  await store.keepVisit(visitOf(run, id, { verdict }), null as never);
  await store.finishRun({ ...runOf(run), sources: [verdict] }, []);
  await store.close();
  return folder;
}

/** The parts of an archive. */
function partsOf(archive: Uint8Array): Record<string, Uint8Array> {
  const open = openZip(archive);
  return Object.fromEntries(open.names.map((name) => [name, open(name) ?? new Uint8Array()]));
}

const annotate = (folder: string, ...more: readonly string[]) =>
  citewatch(
    ['annotate', 'report.docx', '--db', 'citewatch.db', '--now', '2025-09-02', ...more],
    folder,
  );
const read = (folder: string, name: string) => new Uint8Array(readFileSync(join(folder, name)));

describe('citewatch annotate', () => {
  it('writes a file beside the report, leaves the report, and writes it anew where it is handed in', async () => {
    const folder = await place();
    const before = read(folder, 'report.docx');
    expect(await annotate(folder)).toEqual({
      code: 0,
      err: '',
      out: 'report.checked.docx: 1 comment, no tracked change\n',
    });
    expect(read(folder, 'report.docx')).toEqual(before);
    const first = read(folder, 'report.checked.docx');
    expect(commentsOf(first).map(({ at, lines }) => [at, ...lines])).toEqual([
      ['A report', 'Checked on 1 September 2025, 1 citation: 1 stands.'],
    ]);
    expect((await annotate(folder, '--out', 'second.docx')).code).toBe(0);
    expect(read(folder, 'second.docx')).toEqual(first);
    const again = await citewatch(
      ['annotate', 'report.checked.docx', '--db', 'citewatch.db', '--all'],
      folder,
    );
    expect(again).toMatchObject({
      code: 0,
      out: 'report.checked.docx: 2 comments, no tracked change\n',
    });
    expect(existsSync(join(folder, 'report.checked.docx.new'))).toBe(false);
  });

  it.each([
    ['report.odt', odt(PLAN), async (file: Uint8Array) => commentsOfOdt(file)],
    ['report.pdf', pdfReport(PLAN, 'Asylos'), highlightsOf],
  ] as const)('takes %s by what it is', async (name, bytes, commentsIn) => {
    const folder = await place(true, [name, bytes]);
    const checked = name.replace('report', 'report.checked');
    const how = ['--db', 'citewatch.db', '--now', '2025-09-02'];
    const { out, err } = await citewatch(['annotate', name, '--all', ...how], folder);
    expect([out, err]).toEqual([`${checked}: 2 comments, no tracked change\n`, '']);
    expect(read(folder, name)).toEqual(new Uint8Array(bytes));
    const told = await commentsIn(read(folder, checked));
    expect(told.map(({ lines }) => lines[0])).toEqual([
      'Checked on 1 September 2025, 1 citation: 1 stands.',
      'Stands, as checked on 1 September 2025.',
    ]);
    expect((await citewatch(['annotate', checked, ...how], folder)).out).toContain('1 comment,');
    expect(await commentsIn(read(folder, checked))).toHaveLength(1);
    const { code, err: why } = await citewatch(
      ['annotate', name, '--quotations', '--out', 'other', ...how],
      folder,
    );
    expect([code, why.includes('which tracks no changes')]).toEqual(
      name.endsWith('pdf') ? [3, true] : [0, false],
    );
  });

  it('says that the disk is full, and leaves nothing half written', async () => {
    const folder = await place();
    const noise = { 'word/media/noise.png': randomBytes(300_000) };
    writeFileSync(
      join(folder, 'large.docx'),
      zipSync({ ...partsOf(read(folder, 'report.docx')), ...noise }),
    );
    const args = ['annotate', 'large.docx', '--db', 'citewatch.db'];
    const { code, err } = await start(args, { cwd: folder, fileBlocks: 200 }).ended;
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('the file may not grow any larger (EFBIG)'),
    ]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
    expect((await citewatch(args, folder)).code).toBe(0);
  });

  it('says so of sources.json, too, and leaves it as it was', async () => {
    const folder = await place();
    const before = read(folder, 'sources.json');
    const many = Array.from({ length: 40 }, (_, i) =>
      p(`He said: “Sentence number ${i} of this text.”[^1]`),
    );
    writeFileSync(
      join(folder, 'other.docx'),
      docx({ body: [heading(1, 'Other'), ...many], notes: [NOTE] }),
    );
    const { code, err } = await start(['import', 'other.docx'], { cwd: folder, fileBlocks: 2 })
      .ended;
    expect([code, err]).toEqual([1, expect.stringContaining('(EFBIG)')]);
    expect(read(folder, 'sources.json')).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('takes no work of anybody away', async () => {
    const folder = await place();
    writeFileSync(
      join(folder, 'report.checked.docx'),
      zipSync({ 'somebody.xml': new Uint8Array([1]) }),
    );
    const before = read(folder, 'report.checked.docx');
    const { code, err } = await annotate(folder);
    expect([code, err]).toEqual([3, expect.stringContaining('somebody may have worked on it')]);
    expect(read(folder, 'report.checked.docx')).toEqual(before);
    expect((await annotate(folder, '--out', 'other.docx')).code).toBe(0);
    expect((await annotate(folder, '--out', 'report.docx')).err).toContain('is the report itself');
    expect((await annotate(folder, '--out', 'sources.json')).err).toContain(
      'is what says what is cited',
    );
  });

  it('refuses what takes no comments, another report, and what was never checked', async () => {
    const folder = await place(false);
    expect(await annotate(folder)).toMatchObject({
      code: 3,
      err: expect.stringContaining('there is no store yet'),
    });
    expect((await annotate(folder, '--report', 'other')).err).toContain('unknown report "other"');
    writeFileSync(join(folder, 'report.docx'), '# A report\n');
    expect(await annotate(folder)).toMatchObject({
      code: 3,
      err: expect.stringContaining('is no file of Word'),
    });
  });
});
