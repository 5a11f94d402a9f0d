import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runWitness, type WitnessOptions } from '../../src/commands/run/witness.js';
import { MAX_SAVED_BYTES } from '../../src/model/document.js';
import { UserError } from '../../src/model/problem.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { RunInProgress } from '../../src/store/locks.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { evidenceBeside, evidenceFolderOf } from '../../src/tasks/evidence-folder.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { mhtml } from '../reading/saved-files.js';
import { HOUR, night, runOf, verdictOf } from '../store/samples.js';
import { page } from '../world.js';
import { keptIo } from './run.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const URL = 'https://p.example/tip';
const LIST = {
  reports: [
    {
      id: 'R',
      title: 'A report',
      citations: [{ id: 'R/1', source: 'tip', quotes: [{ text: PASSAGE }] }],
    },
  ],
  sources: [{ id: 'tip', publisher: 'P', title: 'A report on gangs', url: URL }],
};
const date = new Date().toUTCString();

/** A folder with a list and a store of one run; hands in a page with this text. */
async function place() {
  const folder = emptyFolder();
  const [sources, db, file] = ['sources.json', 'citewatch.db', 'page.mhtml'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  writeFileSync(sources, JSON.stringify(LIST));
  const store = openStore(db);
  await store.beginRun(night(1), HOUR);
  await store.finishRun({ ...runOf(1), sources: [verdictOf('tip', 'blocked')] }, []);
  await store.close();
  const think = () => ({ thought: thoughtIn(onThisThread), close: async () => {} });
  const witness = async (
    text: string,
    options: Partial<WitnessOptions> = {},
    id = 'tip',
    named = file,
  ) => {
    writeFileSync(file, mhtml(URL, page(text, 'A report on gangs'), { date }));
    const { io, said } = keptIo();
    const code = await runWitness(
      id,
      named,
      { sources, db, remote: 'origin', ...options },
      io,
      think,
    );
    return { code, ...said() };
  };
  return { db, file, sources, witness, kept: () => evidenceBeside(db).beside('tip') };
}

describe('citewatch witness', () => {
  it('prints what every passage comes to, and keeps the file', async () => {
    const { witness, kept } = await place();
    const { code, out } = await witness(PASSAGE, { by: 'A. Researcher', how: 'in Firefox' });
    expect(code).toBe(0);
    expect(out).toContain('R/1: “Police busted 1,664');
    expect(out).toContain('Stands word for word.');
    expect(out).toContain('by A. Researcher, today');
    expect(await kept()).toHaveLength(1);
  });

  it('ends with 2 when a passage does not stand in it', async () => {
    const { witness } = await place();
    const { code, out } = await witness(PASSAGE.replace('1,664', '1,446'));
    expect(code).toBe(2);
    expect(out).toContain('Stands with other words');
  });

  it('ends with 2 when the page is too old to count', async () => {
    const { witness } = await place();
    const { code, out } = await witness(PASSAGE, { at: '2020-01-01' });
    expect(code).toBe(2);
    expect(out).toContain('too long ago to stand for the page');
  });

  it('tells every problem of what is said of a file, and keeps nothing', async () => {
    const { witness, kept } = await place();
    const asked = witness(PASSAGE, { by: 'a@b.example', at: '2999-01-01', how: 'x'.repeat(2_000) });
    await expect(asked).rejects.toThrow(UserError);
    await expect(asked).rejects.toThrow(
      /--by: must be a name or a role[\s\S]*--how: must not be longer[\s\S]*--at: is to come/u,
    );
    expect(await kept()).toEqual([]);
  });

  it.each([
    ['2026-02-30', 'must be a date'],
    ['2026-03', 'must name the day too'],
    ['yesterday', 'must be a date'],
  ])('takes no %s for a day', async (at, complaint) => {
    const { witness } = await place();
    await expect(witness(PASSAGE, { at })).rejects.toThrow(`--at: ${complaint}`);
  });

  it('does not read a file that is longer than any page', async () => {
    const { witness, file } = await place();
    writeFileSync(`${file}.big`, '');
    truncateSync(`${file}.big`, MAX_SAVED_BYTES + 1);
    await expect(witness(PASSAGE, {}, 'tip', `${file}.big`)).rejects.toThrow(
      'is longer than 64 MB',
    );
  });

  it('names the source that was meant', async () => {
    const { witness } = await place();
    await expect(witness(PASSAGE, {}, 'tipp')).rejects.toThrow('unknown source "tipp"');
  });

  it('writes nothing while a run is under way', async () => {
    const { db, witness, kept } = await place();
    const store = openStore(db, evidenceFolderOf(db));
    await store.beginRun(night(2), HOUR);
    await expect(witness(PASSAGE)).rejects.toThrow(RunInProgress);
    await store.close();
    expect(await kept()).toEqual([]);
  });
});
