import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { evidenceFolder } from '../../src/evidence/evidence.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import { citewatch, emptyFolder } from '../command-line.js';
import { captureOf, openSample } from '../evidence/samples.js';
import { noOpenssl, openTsa } from '../evidence/tsa.js';
import { HOUR, night, visitOf } from '../store/samples.js';

const PASSAGE = 'stateless people have no hukou';

/** A place where two runs were made, the second of which met a wall. */
async function place() {
  const folder = emptyFolder();
  const db = join(folder, 'citewatch.db');
  const evidence = openSample(evidenceFolder(db));
  const seen = captureOf('tip', 1, `<p>${PASSAGE}`);
  await evidence.keep(captureOf('other', 1, 'other'));
  await evidence.keep(seen);
  await evidence.keep(captureOf('tip', 2, 'are you human?', { accepted: false }));
  const store = openStore(db);
  const run = await store.beginRun(night(1), HOUR);
  const { body, ...facts } = seen.outcome;
  const visit = visitOf(run.id, 'tip', { outcome: { ...facts, sha256: body?.sha256 } });
  await store.keepVisit(visit, null);
  await store.close();
  return { folder, db, evidence, to: join(folder, 'filed') };
}

const run = (...args: readonly string[]) => citewatch(['evidence', ...args], emptyFolder());

/** A line that is not understood changes nothing, and says what is wrong. */
async function refused(complaint: string, ...args: readonly string[]): Promise<void> {
  const { code, err } = await run(...args);
  expect({ code, err }).toEqual({ code: 3, err: expect.stringContaining(complaint) });
}

it('verify says that all is as written, and what to note down', async () => {
  const { db, evidence } = await place();
  const { n, sha256 } = await evidence.tip();
  const { code, out, err } = await run('verify', '--db', db);
  expect({ code, out, err }).toEqual({
    code: 0,
    out: `3 captures read: all as written\nThe log ends at ${n}:${sha256}\n`,
    err: '',
  });
  expect((await run('verify', '--db', db, '--noted', `${n}:${sha256}`)).code).toBe(0);
  expect((await run('verify', '--db', db, '--noted', `1:${sha256}`)).code).toBe(1);
  await refused('yesterday', 'verify', '--db', db, '--noted', 'yesterday');
});

it('verify tells a noted line that was lost from one that was changed, by its sentence and its exit code', async () => {
  const { db, evidence } = await place();
  const { n } = await evidence.tip();
  const of = { n: n + 3, sha256: 'c'.repeat(64) };
  await evidence.noteLost({ kind: 'lost', at: night(3), run: 3, known: 2, of });
  const lost = await run('verify', '--db', db, '--noted', `${of.n}:${of.sha256}`);
  expect(lost.code).toBe(2);
  expect(lost.out).toContain(
    `lost: log.jsonl: record ${of.n}: what was noted down names a line that was lost with run 3`,
  );
  expect(lost.out).toContain('3 captures read: all as written, and 1 noted line lost\n');
  expect(lost.err).toContain(
    'run 3 was reported, and this night began with what was known up to run 2',
  );
  const other = await run('verify', '--db', db, '--noted', `${of.n}:${'d'.repeat(64)}`);
  expect(other.code).toBe(1);
  const both = await run('verify', '--db', db, '--noted', `${of.n}:${of.sha256}`, `1:${of.sha256}`);
  expect(both.code).toBe(1);
  expect(await evidence.lastRun()).toBe(3);
});

it('verify takes what was noted down in any of its forms, several at once, and names the one that the log has not', async () => {
  const { db, folder, evidence } = await place();
  const { n, sha256 } = await evidence.tip();
  const latest = (name: string, run: object): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ run }));
    return path;
  };
  const mine = latest('latest.json', { evidence: { n, sha256 } });
  const forms = [[`${n}:${sha256}`], [`${n} ${sha256}`], [`${n}`, sha256.toUpperCase()], [mine]];
  for (const noted of [...forms, forms.flat()])
    expect((await run('verify', '--db', db, '--noted', ...noted)).code).toBe(0);
  const other = latest('other.json', { evidence: { n: 2, sha256 } });
  const { code, out } = await run('verify', '--db', db, '--noted', mine, other);
  expect(code).toBe(1);
  expect(out).toContain(
    `log.jsonl: record 2: its line in the log is not the one that “${other}” names`,
  );
  const bare = latest('bare.json', {});
  for (const [noted, complaint] of [
    [bare, 'names no line of the log'],
    [join(folder, 'nowhere.json'), 'nor a file that can be read'],
    [`${n}`, 'nor a file that can be read'],
    [`0:${sha256}`, 'nor a file that can be read'],
  ] as const)
    await refused(complaint, 'verify', '--db', db, '--noted', noted);
});

it('verify does not call nothing sound', async () => {
  const { code, out, err } = await run('verify', '--db', join(emptyFolder(), 'citewatch.db'));
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toContain('no evidence is kept in ');
});

it('verify names what is not from citewatch and ends with 2, and with 1 where something is damaged besides', async () => {
  const { folder, db } = await place();
  writeFileSync(join(folder, 'evidence/run-000009.warc.gz'), 'planted');
  const { code, out } = await run('verify', '--db', db);
  expect(code).toBe(2);
  expect(out).toContain('run-000009.warc.gz at 0: 7 bytes that citewatch did not write\n');
  expect(out).toContain(
    '3 captures read: all as written, but 1 thing here is not from citewatch\n',
  );
  writeFileSync(join(folder, 'evidence/run-000001.warc.gz'), '');
  const damaged = await run('verify', '--db', db);
  expect(damaged.code).toBe(1);
  expect(damaged.out).toContain(
    '3 captures read: 2 problems, and 1 thing here is not from citewatch\n',
  );
});

it('verify lists every problem and ends with 1', async () => {
  const { db } = await place();
  for (const file of ['run-000001.warc.gz', 'run-000002.warc.gz'])
    writeFileSync(join(evidenceFolder(db), file), '');
  const { code, out } = await run('verify', '--db', db);
  expect(code).toBe(1);
  expect(out.match(/its file is cut short/g)).toHaveLength(3);
  expect(out).toContain('run-000002.warc.gz at 0: record 3 (tip, https://example.org/tip, ');
  expect(out).toContain('3 captures read: 3 problems\n');
});

it('export makes a folder whose sums are right, with the bytes as they came', async () => {
  const { db, to } = await place();
  const { code, out } = await run('export', 'tip', '--db', db, '--to', to);
  expect(code).toBe(0);
  expect(out).toContain(`${to}: https://example.org/tip as received at ${night(1)}`);
  expect(readdirSync(to).sort()).toEqual([
    'SHA256SUMS',
    'index.html',
    'manifest.json',
    'tip-2025-09-01.html',
    'tip.wacz',
    'tip.warc.gz',
  ]);
  expect(readFileSync(join(to, 'tip-2025-09-01.html'), 'utf8')).toBe(`<p>${PASSAGE}`);
  const sums = readFileSync(join(to, 'SHA256SUMS'), 'utf8').trim().split('\n');
  expect(sums).toHaveLength(5);
  for (const line of sums) {
    const [sum, name] = line.split('  ') as [string, string];
    expect(
      createHash('sha256')
        .update(readFileSync(join(to, name)))
        .digest('hex'),
    ).toBe(sum);
  }
});

it('export tells in its manifest which line of the log is which part of the WARC file, and what was judged of it', async () => {
  const { db, to } = await place();
  await run('export', 'tip', '--db', db, '--to', to, '--all');
  const manifest = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({
    schema: 'citewatch.exhibit/1',
    source: { id: 'tip', title: 'Trafficking in Persons Report: China' },
    capture: { n: 2, run: 1, accepted: true, userAgent: 'citewatch/1' },
    quotes: [],
    log: { lines: 3, captures: 3, problems: [] },
  });
  const warc = readFileSync(join(to, 'tip.warc.gz'));
  for (const { offset, length, recordSha256 } of manifest.records)
    expect(
      createHash('sha256')
        .update(warc.subarray(offset, offset + length))
        .digest('hex'),
    ).toBe(recordSha256);
  const bodies: string[] = [];
  for await (const record of new WARCParser([warc]))
    if (record.warcType === 'response') bodies.push(await record.contentText());
  expect(bodies).toEqual([`<p>${PASSAGE}`, 'are you human?']);
});

it.runIf(process.platform === 'linux')('export’s own instructions work by hand', async () => {
  const { db, to } = await place();
  await run('export', 'tip', '--db', db, '--to', to);
  const shell = (line: string): string => execSync(line, { cwd: to }).toString();
  expect(shell('sha256sum -c SHA256SUMS')).toContain('index.html: OK');
  const page = readFileSync(join(to, 'index.html'), 'utf8');
  const [, command, sum] = /<code>(tail [^<]*)<\/code> gives <code>([0-9a-f]{64})/.exec(page) ?? [];
  expect(shell(command ?? '')).toContain(sum);
});

it('export takes the run that it is told, and says that the answer was a wall', async () => {
  const { db, to } = await place();
  await run('export', 'tip', '--db', db, '--to', to, '--run', '2');
  expect(readFileSync(join(to, 'tip-2025-09-02.html'), 'utf8')).toBe('are you human?');
  expect(readFileSync(join(to, 'index.html'), 'utf8')).toContain(
    'not taken for the document itself',
  );
});

it('export takes a night, all captures and a name, and says what else is kept', async () => {
  const { db, to } = await place();
  const args = ['--night', night(2).slice(0, 10), '--all', '--by', 'A. Researcher'];
  const { out } = await run('export', 'tip', '--db', db, '--to', to, ...args);
  expect(out).toContain(
    'Its passages were not judged.\n  also kept: run 1, 1 September 2025: nothing is quoted from it\n',
  );
  const { capture, custody, records } = JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8'));
  expect({ run: capture.run, custody, records: records.length }).toEqual({
    run: 2,
    custody: { by: 'A. Researcher' },
    records: 2,
  });
});

it('export says on its page and with its code when other evidence was damaged', async () => {
  const { db, to } = await place();
  rmSync(join(evidenceFolder(db), 'run-000002.warc.gz'));
  const { code, err } = await run('export', 'tip', '--db', db, '--to', to);
  expect(code).toBe(1);
  expect(err).toContain('its file is missing');
  expect(readFileSync(join(to, 'index.html'), 'utf8')).toContain('its file is missing');
  expect(JSON.parse(readFileSync(join(to, 'manifest.json'), 'utf8')).records).toHaveLength(1);
});

it('export refuses what it does not have, and a folder that is not empty', async () => {
  const { folder, db, to } = await place();
  await refused(
    'no check has looked at a source "nobody"',
    'export',
    'nobody',
    '--db',
    db,
    '--to',
    to,
  );
  await refused('no bytes of tip', 'export', 'tip', '--db', db, '--to', to, '--run', '9');
  await refused(
    'the number of a run, not "x"',
    'export',
    'tip',
    '--db',
    db,
    '--to',
    to,
    '--run',
    'x',
  );
  await refused('is not empty', 'export', 'tip', '--db', db, '--to', folder);
  await refused('is a file: name a folder', 'export', 'tip', '--db', db, '--to', db);
});

it.skipIf(noOpenssl !== null)(
  'verify tells the period that time stamps cover, and holds them against roots',
  async () => {
    const { db, folder, evidence } = await place();
    const [tsa, other] = [openTsa(), openTsa('Other')];
    const of = await evidence.tip();
    const order = { at: new Date().toISOString(), tsa: 'https://tsa.example/', of, roots: null };
    await evidence.stamp(order, async (query) => tsa.answer(query));
    const [mine, foreign] = [join(folder, 'mine.pem'), join(folder, 'foreign.pem')];
    writeFileSync(mine, tsa.root);
    writeFileSync(foreign, other.root);
    const bare = await run('verify', '--db', db);
    expect(bare.code).toBe(0);
    expect(bare.out).toMatch(
      /^1 good time stamp \(.+\) over lines 1 to 3; 1 later line has none yet\. Nobody vouches/mu,
    );
    const pinned = await run('verify', '--db', db, '--tsa-roots', mine);
    expect(pinned.code).toBe(0);
    expect(pinned.out).toContain('Each leads to one of the roots that were named.');
    const { code, out } = await run('verify', '--db', db, '--tsa-roots', foreign);
    expect(code).toBe(1);
    expect(out).toContain('log.jsonl: record 4');
    expect(out).toContain('leads to none of the roots');
    for (const file of [join(folder, 'nowhere.pem'), db])
      await refused(file, 'verify', '--db', db, '--tsa-roots', file);
    for (const one of [tsa, other]) one.remove();
  },
);
