import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCheck } from '../../src/commands/check.js';
import { readNamed, readOptional } from '../../src/commands/io.js';
import { addDigest } from '../../src/commands/nightly.js';
import {
  addAck,
  addArchive,
  addDiff,
  addEvidence,
  addExplain,
  addHistory,
  addReport,
  addWitness,
} from '../../src/commands/review.js';
import { addImport, addLint } from '../../src/commands/set-up.js';
import { UserError } from '../../src/model/problem.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { HOUR, night, readingOf, runOf, verdictOf, visitOf } from '../store/samples.js';
import { run } from './run.js';

const ROOT = join(import.meta.dirname, '../..');
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
    await store.finishRun({ ...runOf(id), sources: [verdictOf(TIP)] }, []);
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
    const list = ['history', 'explain', 'diff', 'evidence'].includes(name)
      ? []
      : ['--sources', sources];
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
    ['report', addReport, ['--format', 'json'], '"schema": "citewatch.run/1"'],
  ] as const)(
    '%s reads without mail settings that could be used',
    async (name, add, args, said) => {
      const { db } = await remembered();
      const { code, out } = await run(add, [name, ...args, '--db', db], NO_MAIL);
      expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining(said) });
    },
  );

  it.each([
    ['history', addHistory, ['history']],
    ['explain', addExplain, ['explain']],
    ['diff', addDiff, ['diff']],
    ['evidence export', addEvidence, ['evidence', 'export']],
  ] as const)(
    '%s takes the beginning of an id, and says which was meant by another',
    async (name, add, words) => {
      const { db } = await remembered();
      const called = (id: string) => run(add, [...words, id, '--db', db], NO_MAIL);
      await expect(called('usdos-tip-2042-china')).rejects.toThrow(
        `${name}: no check has looked at a source "usdos-tip-2042-china"; did you mean "${TIP}"?`,
      );
      await expect(called('nothing')).rejects.toThrow(/looked at a source "nothing"$/u);
      if (name === 'evidence export')
        await expect(called('usdos')).rejects.toThrow(`${TIP}: no evidence of it is kept`);
      // The threads that compare start from what is built: here there are none, and nothing is said of the texts.
      else if (name === 'diff')
        await expect(called('usdos')).rejects.toThrow(`${TIP}: could not be compared`);
      else expect((await called('usdos')).code).toBe(0);
    },
  );

  it.each(['x', '-1', '1e0', '', '9'])(
    'report refuses a run that is no number or is not there: %j',
    async (number) => {
      const { db, sources } = await remembered();
      const asked = run(addReport, ['report', '--run', number, '--db', db, '--sources', sources]);
      await expect(asked).rejects.toThrow(`there is no finished run ${number}`);
      expect(
        (await run(addReport, ['report', '--run', '1', '--db', db, '--sources', sources])).code,
      ).toBe(0);
    },
  );

  it('digest sends nothing where it is to print what it would send', async () => {
    const { sources, db } = await remembered();
    const asked = run(
      addDigest,
      ['digest', '--send', '--preview', '--db', db, '--sources', sources],
      NO_MAIL,
    );
    await expect(asked).rejects.toThrow(
      "option '--preview [address]' cannot be used with option '--send'",
    );
  });

  it('digest needs mail settings only to send', async () => {
    const { sources, db } = await remembered();
    const places = ['--db', db, '--sources', sources];
    const printed = await run(addDigest, ['digest', ...places], NO_MAIL);
    expect(printed).toEqual({ code: 0, out: '', err: 'nothing to say since the last digest\n' });
    await expect(run(addDigest, ['digest', '--send', ...places], NO_MAIL)).rejects.toThrow(
      'MAIL_TO',
    );
    await expect(run(addDigest, ['digest', '--send', ...places])).rejects.toThrow(
      'SMTP_URL: is not set',
    );
  });
});

describe('what is no file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-reading-'));
  const [pipe, socket, list] = ['pipe', 'socket', 'sources.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  const listening = createServer();
  beforeAll(async () => {
    execFileSync('bash', ['-c', 'mkfifo "$0"', pipe]);
    copyFileSync(join(import.meta.dirname, '../../sources.json'), list);
    listening.listen(socket);
    await once(listening, 'listening');
  });
  afterAll(() => {
    listening.close();
    rmSync(folder, { recursive: true });
  });

  // Whoever opened the pipe would never come back: nobody writes to it.
  it.each([
    ['a pipe', () => pipe],
    ['a socket', () => socket],
    ['a device', () => '/dev/zero'],
  ])('%s is refused by whatever reads a file, and nobody waits for it', async (kind, path) => {
    const refusal = `is ${kind}, and not a file`;
    const reads: readonly (() => Promise<unknown>)[] = [
      () =>
        run(addWitness, ['witness', TIP, path(), '--sources', list, '--db', join(folder, 'db')]),
      () => run(addImport, ['import', path(), '--sources', list]),
      () => run(addLint, ['lint', '--sources', path()]),
      () => run(addLint, ['lint', '--sources', list, '--report-file', path()]),
      async () => readOptional(path()),
    ];
    for (const read of reads) {
      const error = await read().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).problems.map(({ message }) => message)).toContainEqual(
        expect.stringContaining(refusal),
      );
    }
  });

  it('a folder and what is not there are told as that', () => {
    expect(() => readNamed(folder)).toThrow('is a folder: name a file');
    expect(() => readNamed(join(folder, 'nowhere'))).toThrow('there is no such file');
    expect(readOptional(join(folder, 'nowhere'))).toBeNull();
  });

  it('but what a shell hands over is read to its end, up to what a file may have', () => {
    const script = `import { readNamed, readNamedBytes } from './dist/commands/io.js';
      const [path, most] = process.argv.slice(1);
      try { console.log(most === undefined ? readNamed(path).length : readNamedBytes(path, Number(most)).length); }
      catch (error) { console.log(error.problems[0].message); }`;
    const bash = (command: string) =>
      execFileSync('bash', ['-c', command, 'bash', script], { cwd: ROOT, encoding: 'utf8' }).trim();
    const node = 'node --input-type=module -e "$1"';
    expect(bash(`${node} <(printf 12345)`)).toBe('5');
    expect(bash(`printf 12345 | ${node} /dev/stdin`)).toBe('5');
    expect(bash(`printf 12345 | ${node} /dev/stdin 4`)).toMatch(/^is longer than/u);
    expect(bash(`${node} /dev/stdin 1048576 < /dev/zero`)).toBe('is longer than 1 MB');
  });
});
