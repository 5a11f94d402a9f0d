import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addReportError } from '../../src/commands/review.js';
import { UserError } from '../../src/model/problem.js';
import { digestOfRules } from '../../src/night/rules.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { evidenceBeside } from '../../src/tasks/evidence-folder.js';
import { check } from '../check.js';
import { emptyFolder } from '../command-line.js';
import { citation, fakeWorld, page, settings, source, watchlist } from '../world.js';
import { run } from './run.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const ALTERED = page(PASSAGE.replace('16,349', '16,439'));
const URL = 'https://a.example/article';

/** A folder with a night before and a night on which the passage is found altered, both kept as evidence. */
async function place() {
  const folder = emptyFolder();
  const [db, sources, file] = ['citewatch.db', 'sources.json', 'error.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const watch = watchlist([source('a'), source('b')], [citation(1, 'a', PASSAGE)]);
  writeFileSync(sources, JSON.stringify(watch));
  const world = {
    ...fakeWorld(),
    store: openStore(db),
    rules: digestOfRules,
    evidence: evidenceBeside(db),
  };
  for (const [day, html] of ['2025-10-01', '2025-10-02'].map(
    (on, i) => [on, i === 0 ? page(PASSAGE) : ALTERED] as const,
  )) {
    world.date = `${day}T02:00:00.000Z`;
    world.now = () => new Date(`${day}T02:00:00.000Z`);
    world.pages.set(URL, html);
    await check(
      world,
      watch,
      settings({ only: 'a', userAgent: 'secret-agent/1.0 (+mailto:me@ngo.example)' }),
      () => {},
    );
  }
  await world.store.close();
  const report = (...args: readonly string[]) =>
    run(addReportError, ['report-error', ...args, '--sources', sources, '--db', db, '--to', file]);
  return { folder, file, report, packed: () => JSON.parse(readFileSync(file, 'utf8')) };
}

const bytesIn = ({ page: { base64 } }: { readonly page: { readonly base64: string } }): string =>
  Buffer.from(base64, 'base64').toString();

describe('citewatch report-error', () => {
  it('packs the page as it was received, with what was found of it, and nothing of this machine', async () => {
    const { folder, file, report, packed } = await place();
    const { code, out } = await report('a', '--about', 'passage-altered');
    expect(code).toBe(0);
    expect(out).toContain(`${file} was written`);
    expect(out).toMatch(/\d+ kB.*its quotation.*one finding.*the page as it was received/u);
    expect(packed()).toMatchObject({
      rules: digestOfRules(),
      node: process.version,
      findings: [{ id: 'passage-altered:report/1#1' }],
      page: { url: URL, finalUrl: URL, http: 200, contentType: 'text/html; charset=utf-8' },
    });
    expect(bytesIn(packed())).toBe(ALTERED);
    const text = readFileSync(file, 'utf8');
    for (const secret of [
      folder,
      'secret-agent',
      'me@ngo.example',
      'China: a report',
      'Citation 1',
      'R/1',
      '2025-09-20',
    ])
      expect(text).not.toContain(secret);
  });

  it('packs what was read where the evidence is gone', async () => {
    const { folder, report, packed } = await place();
    rmSync(join(folder, 'evidence'), { recursive: true });
    await report('a');
    expect(bytesIn(packed())).toBe(ALTERED);
    expect(packed().page).toMatchObject({ url: URL, http: null, at: null });
  });

  it.each([
    [['b'], 'no run has looked at it yet'],
    [['c'], 'unknown source'],
    [['a', '--about', 'source-gone'], 'the last run found no source-gone on a'],
  ])('refuses %j', async (args, words) => {
    const { report, file } = await place();
    await expect(report(...args)).rejects.toThrow(words);
    await expect(report(...args)).rejects.toThrow(UserError);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });
});
