import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addAck } from '../../src/commands/ack.js';
import { addArchive } from '../../src/commands/archive.js';
import { addCheck } from '../../src/commands/check.js';
import { addDiff } from '../../src/commands/diff.js';
import { addDigest } from '../../src/commands/digest.js';
import { addEvidence } from '../../src/commands/evidence.js';
import { addExplain } from '../../src/commands/explain.js';
import { addHistory } from '../../src/commands/history.js';
import { addReport } from '../../src/commands/report.js';
import { UserError } from '../../src/model/problem.js';
import { openStore } from '../../src/record/sqlite.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { HOUR, night, readingOf, runOf, visitOf } from '../record/samples.js';
import { run } from './run.js';

const TIP = 'usdos-tip-2024-china';
/** Settings with which no mail could be sent. */
const NO_MAIL = { MAIL_TO: 'not an address', SMTP_URL: 'nonsense' };

/** A folder with the shipped list, and no store. */
function place() {
  const folder = emptyFolder();
  const sources = join(folder, 'sources.json');
  copyFileSync(join(import.meta.dirname, '../../sources.json'), sources);
  return { folder, sources, db: join(folder, 'kept', 'citewatch.db') };
}

/** A store in which a source was read on two nights, with another text on the second. */
async function remembered() {
  const { folder, sources } = place();
  const db = join(folder, 'citewatch.db');
  const store = openStore(db);
  for (const [n, text] of [
    [1, 'Observers counted four prisons.'],
    [2, 'Observers counted five prisons.'],
  ] as const) {
    const { id } = await store.beginRun(night(n), HOUR);
    const reading = readingOf(text);
    await store.keepVisit(visitOf(id, TIP, { snapshot: reading.snapshot.sha256 }), reading);
    await store.finishRun(runOf(id), []);
  }
  await store.close();
  return { sources, db };
}

describe('before the first check', () => {
  it.each([
    ['history', addHistory, [TIP]],
    ['explain', addExplain, [TIP]],
    ['diff', addDiff, [TIP]],
    ['report', addReport, []],
    ['digest', addDigest, []],
    ['archive', addArchive, [TIP]],
    ['ack', addAck, [TIP, '--reason', 'because']],
    ['evidence', addEvidence, ['export', TIP]],
  ] as const)('%s says that there is no store yet, and makes none', async (name, add, args) => {
    const { folder, sources, db } = place();
    const files = ['--db', db];
    const list = ['history', 'explain', 'diff', 'evidence'].includes(name) ? [] : ['--sources', sources];
    const asked = run(add, [name, ...args, ...files, ...list], NO_MAIL);
    await expect(asked).rejects.toThrow(UserError);
    await expect(asked).rejects.toThrow(`${db}: there is no store yet: citewatch check makes it`);
    expect(readdirSync(folder)).toEqual(['sources.json']);
  });

  it('a night cannot be judged again: a mistyped store is a job that was not done', async () => {
    const { folder, sources, db } = place();
    const files = ['--db', db, '--sources', sources, '--reports', join(folder, 'reports')];
    const asked = ['check', '--from-evidence', '--archive', 'none', ...files];
    const { code, out, err } = await run(addCheck, asked, NO_MAIL);
    expect({ code, out, err }).toEqual({
      code: 1,
      out: '',
      err: `${db} holds no night that could be judged again\n`,
    });
    expect(readdirSync(folder)).toEqual(['sources.json']);
  });

  it('evidence verify says that nothing is kept, and makes nothing', async () => {
    const { folder, db } = place();
    const { code, err } = await run(addEvidence, ['evidence', 'verify', '--db', db], NO_MAIL);
    expect({ code, err }).toEqual({ code: 1, err: `no evidence is kept in the folder of ${db}\n` });
    expect(readdirSync(folder)).toEqual(['sources.json']);
  });
});

describe('after two nights', () => {
  it.each([
    ['history', addHistory, [TIP], 'Trafficking in Persons Report'],
    ['explain', addExplain, [TIP], 'Trafficking in Persons Report'],
    ['diff', addDiff, [TIP], '[-four-] {+five+}'],
    ['report', addReport, ['--format', 'json'], '"schema": "citewatch.run/1"'],
  ] as const)('%s reads without mail settings that could be used', async (name, add, args, said) => {
    const { db } = await remembered();
    const { code, out } = await run(add, [name, ...args, '--db', db], NO_MAIL);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(said) });
  });

  it('digest needs mail settings only to send', async () => {
    const { sources, db } = await remembered();
    const places = ['--db', db, '--sources', sources];
    const printed = await run(addDigest, ['digest', ...places], NO_MAIL);
    expect(printed).toEqual({ code: 0, out: '', err: 'nothing to say since the last digest\n' });
    await expect(run(addDigest, ['digest', '--send', ...places], NO_MAIL)).rejects.toThrow('MAIL_TO');
    await expect(run(addDigest, ['digest', '--send', ...places])).rejects.toThrow('SMTP_URL: is not set');
  });
});
