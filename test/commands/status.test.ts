import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addStatus } from '../../src/commands/nightly.js';
import { type Run, unkept } from '../../src/model/run.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { emptyFolder } from '../command-line.js';
import { RUN } from '../surfaces/fixture-night.js';
import { run } from './run.js';

/** A folder with the report of a night that began on 24 November 2025 at 02:00. */
function reported(online = true, made: (run: Run) => Run = (run) => run): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'reports'));
  writeFileSync(
    join(folder, 'reports/latest.json'),
    renderJson(made({ ...RUN, run: { ...RUN.run, online } })),
  );
  return folder;
}

const status = (folder: string, ...more: readonly string[]) =>
  run(addStatus, [
    'status',
    '--db',
    join(folder, '.citewatch/citewatch.db'),
    '--reports',
    join(folder, 'reports'),
    ...more,
  ]);

describe('citewatch status', () => {
  it.each([
    ['2025-11-24T02:30:00Z', '36h', 0, 'less than an hour ago'],
    ['2025-11-25T13:00:00Z', '36h', 0, 'was 34 hours ago, on 24 November 2025, 02:00 UTC.'],
    ['2025-11-25T15:00:00Z', '36h', 1, 'The limit is 36 hours. Nightly checks have stopped.'],
    ['2025-11-26T01:00:00Z', '2d', 0, 'was 46 hours ago'],
    ['2025-11-27T03:00:00Z', '2d', 1, 'was 3 days ago'],
    ['2025-11-24T01:30:00Z', '36h', 0, 'less than an hour ago'],
    ['2025-11-23T20:00:00Z', '36h', 0, 'is dated 6 hours from now'],
    ['1975-11-24T02:00:00Z', '36h', 1, 'A clock was wrong, then or now'],
  ])('at %s with --max-age %s ends with %d', async (now, maxAge, code, words) => {
    const said = await status(reported(), '--now', now, '--max-age', maxAge);
    expect(said.out).toContain(words);
    expect(said.code).toBe(code);
  });

  it('is red where there was no run, or the last one saw nothing of the web, and makes nothing', async () => {
    const folder = emptyFolder();
    expect(await status(folder)).toMatchObject({
      code: 1,
      out: expect.stringContaining('No good run is known.'),
    });
    expect(readdirSync(folder)).toEqual([]);
    const blind = await status(reported(false), '--now', '2025-11-24T03:00:00Z');
    expect(blind).toMatchObject({
      code: 1,
      out: expect.stringContaining('saw nothing of the web'),
    });
    const lost = await status(reported(true, unkept), '--now', '2025-11-24T03:00:00Z');
    expect(lost).toMatchObject({ code: 1, out: expect.stringContaining('could not be kept') });
  });

  it('takes a moment without an offset for one of the time zone that is named', async () => {
    const at = (...zone: readonly string[]) =>
      status(reported(), '--now', '2025-11-25T14:30', '--max-age', '36h', ...zone);
    expect((await at()).code).toBe(1);
    expect((await at('--timezone', 'Europe/Brussels')).code).toBe(0);
    await expect(at('--timezone', 'Mars/Phobos')).rejects.toThrow(
      '--timezone: must be the name of a time zone',
    );
  });

  it('asks the store where there is one, which knows of the nights before', async () => {
    const folder = reported(false);
    const store = openStore(join(folder, '.citewatch/citewatch.db'));
    for (const [day, online] of [
      ['24', true],
      ['25', false],
    ] as const) {
      const { id, startedAt } = await store.beginRun(`2025-11-${day}T02:00:00.000Z`, 0);
      await store.finishRun(
        { ...RUN, run: { ...RUN.run, id, startedAt, online }, sources: [], findings: [] },
        [],
      );
    }
    await store.close();
    const { code, out } = await status(folder, '--now', '2025-11-25T03:00:00Z', '--json');
    expect(JSON.parse(out)).toEqual({
      schema: 'citewatch.status/1',
      ok: true,
      lastGoodRun: { id: 1, startedAt: '2025-11-24T02:00:00.000Z' },
      lastRun: { id: 2, startedAt: '2025-11-25T02:00:00.000Z', online: false },
      ageSeconds: 90_000,
      maxAgeSeconds: 129_600,
    });
    expect(code).toBe(0);
  });

  it('knows from the report alone when the last good run was, and that later nights saw nothing', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'reports'));
    const offlineSince = {
      run: 8,
      startedAt: '2025-11-25T02:00:00.000Z',
      nights: 2,
      lastRun: 9,
      lastStartedAt: '2025-11-26T02:00:00.000Z',
      why: { kind: 'offline' } as const,
    };
    const { schema, ...rest } = RUN;
    writeFileSync(
      join(folder, 'reports/latest.json'),
      renderJson({ schema, offlineSince, ...rest }),
    );
    const at = (now: string) => status(folder, '--now', now, '--json');
    const early = await at('2025-11-25T03:00:00Z');
    expect(early.code).toBe(0);
    expect(JSON.parse(early.out)).toMatchObject({
      lastGoodRun: { id: RUN.run.id, startedAt: RUN.run.startedAt },
      lastRun: { id: 9, startedAt: '2025-11-26T02:00:00.000Z', online: false },
    });
    expect((await at('2025-11-26T03:00:00Z')).code).toBe(1);
    const words = await status(folder, '--now', '2025-11-26T03:00:00Z');
    expect(words.out).toMatch(/was 49|was 2 days ago/u);
    expect(words.out).toContain('Run 9 since then saw nothing of the web.');
  });

  it('counts no look at some of the sources, in the store or in the report, however many there were since the last night', async () => {
    const folder = emptyFolder();
    const store = openStore(join(folder, '.citewatch/citewatch.db'));
    const add = async (day: number, part: object) => {
      const { id, startedAt } = await store.beginRun(
        new Date(Date.UTC(2025, 10, day)).toISOString(),
        0,
      );
      await store.finishRun(
        { ...RUN, run: { ...RUN.run, id, startedAt, ...part }, sources: [], findings: [] },
        [],
      );
    };
    await add(1, { partOf: 34 });
    const said = (day: number) => status(folder, '--now', `2025-11-${day}T03:00:00Z`);
    expect(await said(10)).toMatchObject({
      code: 1,
      out: expect.stringContaining('No good run is known.'),
    });
    await add(10, {});
    expect(await said(10)).toMatchObject({ code: 0 });
    for (let n = 0; n < 120; n++) await add(20, { partOf: 34 });
    const { code, out } = await said(20);
    expect(out).toMatch(
      /^The last good run, 2, was 10 days ago.* looked at some of the sources only\./u,
    );
    expect(code).toBe(1);
    await add(21, {});
    expect(await said(21)).toMatchObject({ code: 0 });
    await store.close();

    const first = reported();
    const part = { ...RUN, run: { ...RUN.run, partOf: 34 } };
    writeFileSync(join(first, 'reports/latest.json'), renderJson(part));
    expect(await status(first, '--now', '2025-11-24T03:00:00Z')).toMatchObject({ code: 1 });
  });

  it.each(['soon', '0h', '36', '-1d'])('refuses --max-age %s', async (maxAge) => {
    // The demo may have been played here.
    const before = existsSync('.citewatch');
    await expect(status(emptyFolder(), `--max-age=${maxAge}`)).rejects.toThrow('--max-age');
    expect(existsSync('.citewatch')).toBe(before);
  });
});
