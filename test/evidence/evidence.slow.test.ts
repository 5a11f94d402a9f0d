import { appendFileSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { night } from '../store/samples.js';
import { emptyFolder, filesOf } from './evidence-folder.js';
import { forge } from './forging.js';
import { answerOf, captureOf, openSample, recordsOf } from './samples.js';

it('gives back exactly what the fetcher brought, whatever it was', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  const header = fc.tuple(
    fc.stringMatching(/^[a-z][a-z-]{0,12}$/),
    fc.stringMatching(/^[\x21-\xff]{0,30}$/),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 3000 }),
      fc.array(header, { maxLength: 6 }),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.boolean(),
      text,
      async (bytes, headers, finalUrl, truncated, subject) => {
        const evidence = openSample(emptyFolder());
        const plain = answerOf(bytes, { headers: Object.fromEntries(headers), finalUrl });
        const outcome = { ...plain, body: plain.body && { ...plain.body, truncated } };
        const record = await evidence.keep({ ...captureOf('', 1, ''), subject, outcome });
        expect(await evidence.read(1)).toEqual({
          record,
          holder: record,
          outcome,
          userAgent: 'citewatch/1',
          wire: null,
        });
        expect(await evidence.outcomeOf(subject)).toEqual(outcome);
        expect((await evidence.verify()).problems).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

it('keeps nothing of an answer without a body', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  const { outcome, ...rest } = captureOf('tip', 1, '');
  expect(
    await evidence.keep({ ...rest, outcome: { ...outcome, http: 304, body: null } }),
  ).toBeNull();
  expect((await evidence.verify()).captures).toBe(0);
});

it('keeps the same bytes of an address once, and finds them for every later visit', async () => {
  const folder = emptyFolder();
  const text = 'The hukou system remains in place. '.repeat(3000);
  const first = await openSample(folder).keep(captureOf('tip', 1, text));
  const evidence = openSample(folder);
  const again = await evidence.keep(captureOf('tip', 2, text));
  const other = await evidence.keep(captureOf('tip', 3, `${text}!`));
  const elsewhere = await evidence.keep(captureOf('copy', 3, text));
  expect([first, again, other, elsewhere].map((record) => record?.revisit)).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect((await evidence.read(2))?.outcome).toEqual(captureOf('tip', 2, text).outcome);
  expect((await evidence.list('tip')).map(({ n, run }) => [n, run])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

it('keeps bytes anew when those that it kept before were tampered with', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await evidence.keep(captureOf('tip', 1, 'the passage'));
  writeFileSync(join(folder, 'run-000001.warc.gz'), '');
  expect(await evidence.keep(captureOf('tip', 2, 'the passage'))).toMatchObject({ revisit: false });
  await evidence.keep(captureOf('tip', 3, 'the passage'));
  expect((await evidence.read(3))?.outcome.body?.bytes.toString()).toBe('the passage');
});

it('hands out a subject’s records together with those that hold its bytes', async () => {
  const evidence = openSample(emptyFolder());
  const seen = captureOf('tip', 1, 'the passage');
  for (const subject of ['other', 'https://example.org/tip'])
    await evidence.keep({ ...seen, subject });
  await evidence.keep({ ...seen, run: 2 });
  const handed: number[] = [];
  for await (const { record } of evidence.warcs({ subject: 'tip' })) handed.push(record.n);
  expect(handed).toEqual([1, 3]);
  expect((await evidence.read(3))?.outcome).toEqual(seen.outcome);
});

it('gives the latest answer of a subject for judging again', async () => {
  const evidence = openSample(emptyFolder());
  await evidence.keep(captureOf('tip', 1, 'a'));
  await evidence.keep(captureOf('tip', 2, 'wall', { accepted: false }));
  expect(await evidence.outcomeOf('tip')).toEqual(captureOf('tip', 2, 'wall').outcome);
  expect(await evidence.outcomeOf('nobody')).toBeNull();
  expect(await evidence.read(9)).toBeNull();
});

it('takes captures that come all at once, one file a run', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  const subjects = Array.from({ length: 20 }, (_, i) => `s${i}`);
  await Promise.all(subjects.map((subject) => evidence.keep(captureOf(subject, 7, subject))));
  expect(filesOf(folder).map(([name]) => name)).toEqual([
    'head',
    'log.jsonl',
    'run-000007.warc.gz',
  ]);
  expect(await evidence.verify()).toMatchObject({
    captures: 20,
    problems: [],
    notes: [],
    tip: { n: 20 },
  });
  expect(await evidence.tip()).toEqual({ n: 20, sha256: (await evidence.verify()).tip.sha256 });
});

it('closed, ends what it is at and takes nothing more: what is copied then is whole', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  const coming = Array.from({ length: 20 }, (_, i) =>
    evidence.keep(captureOf(`s${i}`, 7, `s${i}`)),
  );
  const ended = Promise.allSettled(coming);
  await coming[0];
  await evidence.close();
  const before = filesOf(folder);
  const kept = (await ended).filter(({ status }) => status === 'fulfilled').length;
  expect(filesOf(folder)).toEqual(before);
  expect([kept > 0, kept < 20]).toEqual([true, true]);
  expect(await evidence.verify()).toMatchObject({ captures: kept, problems: [], notes: [] });
  await expect(evidence.keep(captureOf('late', 7, 'late'))).rejects.toThrow(
    'the evidence is closed',
  );
});

it('only ever adds to its log and to its files', async () => {
  const folder = emptyFolder();
  let before = filesOf(folder);
  for (const run of [1, 1, 2, 3]) {
    await openSample(folder).keep(captureOf(`s${run}`, run, `text ${run}`));
    const after = new Map(filesOf(folder));
    for (const [name, bytes] of before.filter(([file]) => file !== 'head'))
      expect(after.get(name)?.subarray(0, bytes.length).equals(bytes)).toBe(true);
    before = [...after];
  }
});

it('begins another file behind bytes that a killed process left, and leaves those alone', async () => {
  const folder = emptyFolder();
  await openSample(folder).keep(captureOf('a', 1, 'a'));
  appendFileSync(join(folder, 'run-000001.warc.gz'), (await recordsOf(1)).subarray(0, 300));
  const evidence = openSample(folder);
  expect((await evidence.keep(captureOf('b', 1, 'b')))?.file).toBe('run-000001-2.warc.gz');
  const { problems, notes, captures } = await evidence.verify();
  expect(problems).toEqual([]);
  expect(captures).toBe(2);
  expect(notes).toMatchObject([
    {
      file: 'run-000001.warc.gz',
      message:
        '300 bytes that the log does not list: a record that was half written, left by a process that was killed',
    },
  ]);
});

it('goes on behind a line that was half written', async () => {
  const folder = emptyFolder();
  const log = join(folder, 'log.jsonl');
  await openSample(folder).keep(captureOf('a', 1, 'a'));
  appendFileSync(log, '{"n":2,"kind":"cap');
  expect(await openSample(folder).verify()).toMatchObject({
    problems: [],
    notes: [{}],
    tip: { n: 1 },
  });
  await openSample(folder).keep(captureOf('b', 1, 'b'));
  expect(await openSample(folder).verify()).toMatchObject({
    problems: [],
    notes: [{}],
    foreign: [],
    tip: { n: 3 },
  });
});

it('goes on after a failure from what is on the disk', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await evidence.keep(captureOf('a', 1, 'a'));
  mkdirSync(join(folder, 'head.new'));
  await expect(evidence.keep(captureOf('b', 2, 'b'))).rejects.toThrow('EISDIR');
  rmdirSync(join(folder, 'head.new'));
  expect(await evidence.keep(captureOf('c', 2, 'c'))).toMatchObject({
    n: 3,
    file: 'run-000002.warc.gz',
  });
  expect(await evidence.verify()).toMatchObject({ captures: 3, problems: [], notes: [] });
});

it('refuses to hand out a capture that was altered', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await evidence.keep(captureOf('a', 1, 'a'));
  const path = join(folder, 'run-000001.warc.gz');
  const bytes = readFileSync(path);
  bytes[40] = (bytes[40] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  await expect(evidence.read(1)).rejects.toThrow(
    'record 1 in run-000001.warc.gz at 0 is not as it was written',
  );
  await expect(evidence.outcomeOf('a')).rejects.toThrow('not as it was written');
});

it('says when it was asked, not when it was kept', async () => {
  const record = await openSample(emptyFolder()).keep(captureOf('a', 4, 'a'));
  expect(record?.at).toBe(night(4));
});

it.each([
  ['removed', (log: string) => rmSync(log)],
  ['cut', (log: string) => writeFileSync(log, readFileSync(log).subarray(0, -9))],
])(
  'misses a log that is %s while it is written to, and goes on where it can be seen',
  async (_, strike) => {
    const folder = emptyFolder();
    const evidence = openSample(folder);
    await evidence.keep(captureOf('tip', 1, 'one'));
    strike(join(folder, 'log.jsonl'));
    await expect(evidence.keep(captureOf('tip', 1, 'two'))).rejects.toThrow(
      'log.jsonl was removed or cut while it was written to',
    );
    expect(await evidence.keep(captureOf('tip', 1, 'three'))).toMatchObject({ n: 2 });
    expect((await evidence.verify()).problems).not.toEqual([]);
  },
);

it('goes on with a log to which something was added', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await evidence.keep(captureOf('tip', 1, 'one'));
  appendFileSync(join(folder, 'log.jsonl'), 'not a line of ours\n');
  expect(await evidence.keep(captureOf('tip', 1, 'two'))).toMatchObject({ n: 2 });
});

it('keeps other bytes in which the same was read once a week, and in between the word that it was', async () => {
  const folder = emptyFolder();
  const reading = 'ab'.repeat(32);
  const kept = [];
  for (const run of [1, 2, 7, 8, 9])
    kept.push(
      await openSample(folder).keep(
        captureOf('tip', run, `token ${run}, and the text`, { reading }),
      ),
    );
  expect(kept.map((record) => record?.sameAs)).toEqual([undefined, 1, 1, undefined, 4]);
  expect(kept.map((record) => record?.revisit)).toEqual([false, true, true, false, true]);
  const shown = await openSample(folder).read(5);
  expect(shown).toMatchObject({
    holder: { n: 4 },
    record: { payloadSha256: kept[4]?.payloadSha256 },
  });
  expect(shown?.outcome.body?.bytes.toString()).toBe('token 8, and the text');
  expect(await openSample(folder).verify()).toMatchObject({
    captures: 5,
    problems: [],
    foreign: [],
  });
  // The twins: what reads otherwise, comes with another status, or was no document, is kept in full.
  const other = { reading: 'cd'.repeat(32) };
  expect((await openSample(folder).keep(captureOf('tip', 9, 'b', other)))?.sameAs).toBeUndefined();
  expect(
    (await openSample(folder).keep(captureOf('tip', 9, 'c', { reading, accepted: false })))?.sameAs,
  ).toBeUndefined();
  // A line that claims it of a capture in which something else was read is found.
  forge(folder, (all) => all.map((entry) => ('sameAs' in entry ? { ...entry, sameAs: 6 } : entry)));
  expect(
    (await openSample(folder).verify()).problems.map(({ n, message }) => [n, message]),
  ).toContainEqual([
    5,
    'refers to what was read in another capture, in which no line says that it was',
  ]);
});
