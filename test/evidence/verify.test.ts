import {
  appendFileSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { type Entry, type EvidenceRecord, type LogLine, seal } from '../../src/evidence/log.js';
import type { EvidenceProblem } from '../../src/model/capture.js';
import { renderEvidenceProblem } from '../../src/surfaces/exhibit/exhibit.js';
import { emptyFolder, filesOf } from './evidence-folder.js';
import { entryOf, forge, linesIn } from './forging.js';
import { captureOf, openSample, recordsOf } from './samples.js';

/** Of the bits that the slow tests flip, the quick ones flip one in nine. */
const STRIDE = process.env.TESTS === 'slow' ? 1 : 9;

let sound: string;
beforeAll(async () => {
  sound = join(import.meta.dirname, `../../node_modules/.cache/evidence-${process.pid}`);
  rmSync(sound, { recursive: true, force: true });
  const evidence = openSample(sound);
  for (const run of [1, 2, 3])
    for (const subject of ['tip', 'hrr'])
      await evidence.keep(
        captureOf(subject, run, `${subject} as it was on night ${Math.min(run, 2)}`),
      );
  return () => rmSync(sound, { recursive: true });
});

/** A copy of the sound folder, and what is said of it after `harm`. */
async function after(
  harm: (folder: string) => void | Promise<void>,
): Promise<readonly EvidenceProblem[]> {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  await harm(folder);
  return (await openSample(folder).verify()).problems;
}

const edit = (name: string, change: (bytes: Buffer) => Buffer) => (folder: string) =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name))));

const flip = (at: number, bit: number) => (bytes: Buffer) => {
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  return bytes;
};

const editLines = (change: (lines: string[]) => string[]) =>
  edit('log.jsonl', (bytes) => {
    const lines = bytes.toString().split('\n').slice(0, -1);
    return Buffer.from(
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
  });

it('finds nothing where nothing was touched, and nothing where there is nothing', async () => {
  expect(await openSample(sound).verify()).toMatchObject({
    captures: 6,
    pruned: 0,
    problems: [],
    notes: [],
  });
  expect(await openSample(join(sound, 'nowhere')).verify()).toMatchObject({
    captures: 0,
    problems: [],
    notes: [],
  });
});

it('names the capture whose bytes were altered, whichever bit it was', async () => {
  const lines = [
    ...(await openSample(sound).list('tip')),
    ...(await openSample(sound).list('hrr')),
  ];
  for (const [name, bytes] of filesOf(sound).filter(([file]) => file.endsWith('.warc.gz')))
    for (let at = 0; at < bytes.length; at += STRIDE * 23) {
      const hit = lines.find((l) => l.file === name && at >= l.offset && at < l.offset + l.length);
      const [problem, ...others] = await after(edit(name, flip(at, at % 8)));
      expect(others).toEqual([]);
      expect(problem).toMatchObject({
        n: hit?.n,
        subject: hit?.subject,
        url: hit?.url,
        at: hit?.at,
        file: name,
      });
      expect(problem?.message).toBe('its bytes are not those that were written');
    }
});

it('names the line of the log that was altered, whichever bit it was', async () => {
  const log = readFileSync(join(sound, 'log.jsonl'));
  for (let at = 0; at < log.length; at += STRIDE * 11) {
    const n = log.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
    const problems = await after(edit('log.jsonl', flip(at, at % 8)));
    expect(problems.length, `byte ${at}`).toBeGreaterThan(0);
    expect(problems[0]?.n).toBe(n);
  }
});

it('sees the end of a line altered as well', async () => {
  const log = readFileSync(join(sound, 'log.jsonl'));
  for (const [at, byte] of log.entries())
    if (byte === 0x0a) expect(await after(edit('log.jsonl', flip(at, 3)))).not.toEqual([]);
});

it('finds the last line altered even if the process was killed before the head could name it', async () => {
  const lines = readFileSync(join(sound, 'log.jsonl'), 'utf8').split('\n');
  const { n, sha256 } = JSON.parse(lines.at(-3) ?? '');
  const problems = await after((folder) => {
    writeFileSync(join(folder, 'head'), `${n} ${sha256}\n`);
    editLines((all) => all.map((line) => line.replace('"n":6', '"n":7')))(folder);
  });
  expect(problems).toMatchObject([{ n: 6, subject: 'hrr' }]);
});

it('finds every bit of the head', async () => {
  const head = readFileSync(join(sound, 'head'));
  for (let at = 0; at < head.length * 8; at += STRIDE)
    expect(await after(edit('head', flip(Math.floor(at / 8), at % 8)))).toHaveLength(1);
});

it.each([
  [
    'the first line',
    (lines: string[]) => lines.slice(1),
    { n: 1, message: 'was dropped from the log' },
  ],
  [
    'a line',
    (lines: string[]) => lines.toSpliced(2, 1),
    { n: 3, message: 'was dropped from the log' },
  ],
  [
    'two lines',
    (lines: string[]) => lines.toSpliced(1, 2),
    { n: 2, message: 'to 3 were dropped from the log' },
  ],
  [
    'the last line',
    (lines: string[]) => lines.slice(0, -1),
    { n: 6, message: 'was dropped from the log' },
  ],
  ['all lines', () => [], { n: 1, message: 'to 6 were dropped from the log' }],
])('misses %s that was dropped', async (_, change, problem) => {
  expect(await after(editLines(change))).toContainEqual(expect.objectContaining(problem));
});

it('finds lines that changed places, and a line that stands twice', async () => {
  const swapped = await after(editLines(([a, b, c, ...rest]) => [a, c, b, ...rest] as string[]));
  expect(swapped).toContainEqual(
    expect.objectContaining({ n: 2, message: expect.stringContaining('wrong place') }),
  );
  const twice = await after(editLines(([a, ...rest]) => [a, a, ...rest] as string[]));
  expect(twice).toMatchObject([
    { n: 1, subject: 'tip', message: expect.stringContaining('wrong place') },
  ]);
});

it('finds a line that was put in another’s place, sealed as it ought to be', async () => {
  const forged = emptyFolder();
  for (const subject of ['tip', 'forged'])
    await openSample(forged).keep(captureOf(subject, 1, subject));
  const line = readFileSync(join(forged, 'log.jsonl'), 'utf8').split('\n')[1] ?? '';
  const problems = await after(editLines((lines) => lines.toSpliced(1, 1, line)));
  expect(problems.map(({ n }) => n)).toEqual(expect.arrayContaining([2, 3]));
});

it('finds files that are cut short or missing, and names every capture in them', async () => {
  const cut = await after(edit('run-000002.warc.gz', (bytes) => bytes.subarray(0, -1)));
  expect(cut).toMatchObject([{ n: 4, subject: 'hrr', message: 'its file is cut short' }]);
  const missing = await after((folder) => rmSync(join(folder, 'run-000002.warc.gz')));
  expect(missing).toMatchObject([
    { n: 3, message: 'its file is missing' },
    { n: 4, message: 'its file is missing' },
  ]);
  expect(await after((folder) => rmSync(join(folder, 'log.jsonl')))).toMatchObject([
    { n: 1, message: 'to 6 were dropped from the log' },
  ]);
  expect(await after(edit('log.jsonl', (bytes) => bytes.subarray(0, -100)))).toMatchObject([
    { n: 6, subject: 'hrr' },
  ]);
});

it('does not forget a dropped line when the log goes on', async () => {
  const problems = await after(async (folder) => {
    editLines((lines) => lines.slice(0, -2))(folder);
    await openSample(folder).keep(captureOf('tip', 4, 'later'));
  });
  expect(problems).toMatchObject([{ n: 5, message: 'to 6 were dropped from the log' }]);
});

it('holds the log against a line that was noted down elsewhere', async () => {
  const noted = { tip: await openSample(sound).tip(), by: 'what was noted down' };
  const folder = emptyFolder();
  for (const run of [1, 2, 3])
    for (const subject of ['tip', 'hrr'])
      await openSample(folder).keep(captureOf(subject, run, 'made up afterwards'));
  expect((await openSample(folder).verify()).problems).toEqual([]);
  expect((await openSample(folder).verify([noted])).problems).toMatchObject([
    { n: 6, message: expect.stringContaining('noted down') },
  ]);
  expect((await openSample(sound).verify([noted])).problems).toEqual([]);
  expect(
    (await openSample(sound).verify([{ ...noted, tip: { ...noted.tip, n: 9 } }])).problems,
  ).toMatchObject([{ n: 7 }]);
});

const torn = async (folder: string, run: number, bytes = 300): Promise<void> =>
  appendFileSync(
    join(folder, `run-00000${run}.warc.gz`),
    (await recordsOf(run)).subarray(0, bytes),
  );

const log = (folder: string): string => join(folder, 'log.jsonl');

/** What would be the next line, as the program seals it. */
const nextLine = (folder: string, change: (entry: Entry) => Entry): string => {
  const last = linesIn(folder).at(-1) as LogLine;
  return `${seal(change(entryOf(last)), last)}\n`;
};

/** What a killed process can leave, and the same where none can have left it; `null` for what is not even told. */
const LEFT: readonly (readonly [string, (folder: string) => unknown, message: string | null])[] = [
  [
    'a record that is half written, in the file of the last write',
    (f) => torn(f, 3),
    'half written',
  ],
  [
    'a record that is whole, whose line was not yet written',
    async (f) => appendFileSync(join(f, 'run-000003.warc.gz'), await recordsOf(3)),
    '3 whole records without a line',
  ],
  [
    'the first record of the next night',
    async (f) => {
      const next = emptyFolder();
      await openSample(next).keep(captureOf('tip', 4, 'later'));
      copyFileSync(join(next, 'run-000004.warc.gz'), join(f, 'run-000004.warc.gz'));
    },
    '4 whole records without a line',
  ],
  [
    'room for bytes that never came, of a machine without power',
    async (f) => {
      await torn(f, 3);
      appendFileSync(join(f, 'run-000003.warc.gz'), Buffer.alloc(4096));
    },
    'half written',
  ],
  [
    'half a line of the log',
    (f) => appendFileSync(log(f), '{"n":7,"kind":"capture","at":"2025-'),
    'half written',
  ],
  ['half of what the head is to say', (f) => writeFileSync(join(f, 'head.new'), '7 0af'), null],
  ['the file that a lock is held on', (f) => writeFileSync(join(f, 'lock'), ''), null],
  [
    'a head that does not name the last line yet',
    (f) => {
      const { n, sha256 } = linesIn(f).at(-2) as LogLine;
      writeFileSync(join(f, 'head'), `${n} ${sha256}\n`);
    },
    null,
  ],
];

it.each(LEFT)('says what a killed process left: %s', async (_, leave, message) => {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  await leave(folder);
  const told = (notes: readonly EvidenceProblem[]) => notes.map((note) => note.message);
  const expected = message === null ? [] : [expect.stringContaining(message)];
  const { problems, notes, foreign } = await openSample(folder).verify();
  expect({ problems, foreign, notes: told(notes) }).toEqual({
    problems: [],
    foreign: [],
    notes: expected,
  });
  // And so it stays when nights follow, though they write elsewhere.
  for (const run of [4, 5]) await openSample(folder).keep(captureOf('tip', run, `night ${run}`));
  const later = await openSample(folder).verify();
  expect({ ...later, notes: told(later.notes) }).toMatchObject({
    problems: [],
    foreign: [],
    notes: expected,
  });
});

const FOREIGN: readonly (readonly [
  string,
  (folder: string) => unknown,
  Partial<EvidenceProblem>,
])[] = [
  [
    'half a record behind a file that was gone on from',
    (f) => torn(f, 1),
    { file: 'run-000001.warc.gz', message: '300 bytes that no killed process can have left here' },
  ],
  [
    'a whole record behind such a file',
    async (f) => appendFileSync(join(f, 'run-000002.warc.gz'), await recordsOf(2)),
    { file: 'run-000002.warc.gz', message: expect.stringContaining('no killed process') },
  ],
  [
    'a record of another night behind the last file',
    async (f) => appendFileSync(join(f, 'run-000003.warc.gz'), await recordsOf(2)),
    { file: 'run-000003.warc.gz', message: expect.stringContaining('did not write') },
  ],
  [
    'a copy of a listed record behind the last file',
    async (f) => {
      const bytes = readFileSync(join(f, 'run-000003.warc.gz'));
      const [, last] = linesIn(f).filter(
        (line) => 'file' in line && line.file === 'run-000003.warc.gz',
      );
      appendFileSync(
        join(f, 'run-000003.warc.gz'),
        bytes.subarray((last as EvidenceRecord).offset),
      );
    },
    { file: 'run-000003.warc.gz', message: expect.stringContaining('did not write') },
  ],
  [
    'bytes behind the last gzip member',
    (f) => appendFileSync(join(f, 'run-000003.warc.gz'), 'abc'),
    { file: 'run-000003.warc.gz', message: '3 bytes that citewatch did not write' },
  ],
  [
    'bytes behind what a killed process left',
    async (f) => {
      await torn(f, 3);
      await openSample(f).keep(captureOf('tip', 4, 'later'));
      appendFileSync(join(f, 'run-000003.warc.gz'), 'abc');
    },
    { file: 'run-000003.warc.gz', message: '3 bytes that citewatch did not write' },
  ],
  [
    'a copy of a file under the name of another night',
    (f) => copyFileSync(join(f, 'run-000001.warc.gz'), join(f, 'run-000009.warc.gz')),
    { file: 'run-000009.warc.gz', offset: 0, message: expect.stringContaining('did not write') },
  ],
  [
    'another program’s file',
    (f) =>
      writeFileSync(
        join(f, 'run-000004.warc.gz'),
        gzipSync('WARC/1.0\r\nWARC-Type: response\r\n\r\n'),
      ),
    { file: 'run-000004.warc.gz', offset: 0 },
  ],
  [
    'a file of another name',
    (f) => writeFileSync(join(f, 'log.jsonl.bak'), 'x'),
    { file: 'log.jsonl.bak' },
  ],
  [
    'a lock with something in it',
    (f) => writeFileSync(join(f, 'lock'), 'x'),
    { file: 'lock', offset: 0 },
  ],
  [
    'a folder',
    (f) => mkdirSync(join(f, 'notes')),
    { file: 'notes', message: expect.stringContaining('folder') },
  ],
  [
    'a link to a file',
    (f) => {
      renameSync(join(f, 'run-000002.warc.gz'), join(sound, '../elsewhere'));
      symlinkSync(join(sound, '../elsewhere'), join(f, 'run-000002.warc.gz'));
      onTestFinished(() => rmSync(join(sound, '../elsewhere')));
    },
    { file: 'run-000002.warc.gz', message: expect.stringContaining('link') },
  ],
  [
    'half a line in the middle of the log',
    editLines((lines) => lines.toSpliced(2, 0, '{"n":3,"kind":"capt')),
    { file: 'log.jsonl', message: 'a line that citewatch did not write' },
  ],
  ['a blank line in it', editLines((lines) => lines.toSpliced(2, 0, '')), { file: 'log.jsonl' }],
  [
    'words behind the last line, ended or not',
    (f) => appendFileSync(log(f), 'as I remember it'),
    { file: 'log.jsonl', message: 'a line that citewatch did not write' },
  ],
  [
    'half a line that would stand elsewhere',
    (f) => appendFileSync(log(f), '{"n":9,"kind":"capt'),
    { file: 'log.jsonl', message: 'a line that citewatch did not write' },
  ],
  [
    'a whole line with a wrong hash that lists nothing new',
    (f) => appendFileSync(log(f), nextLine(f, (entry) => entry).replace('"hrr"', '"tip"')),
    { file: 'log.jsonl' },
  ],
  [
    'a line as it ought to be that lists what another line lists',
    (f) =>
      appendFileSync(
        log(f),
        nextLine(f, (entry) => entry),
      ),
    { n: 7, file: 'run-000003.warc.gz', message: expect.stringContaining('an earlier line lists') },
  ],
];

it.each(FOREIGN)('tells what no killed process can have left: %s', async (_, plant, expected) => {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  await plant(folder);
  const { problems, foreign } = await openSample(folder).verify();
  expect(problems.map(renderEvidenceProblem)).toEqual([]);
  expect(foreign).toMatchObject([expected]);
  // No later night takes it for its own.
  await openSample(folder).keep(captureOf('tip', 8, 'later'));
  expect((await openSample(folder).verify()).foreign).toMatchObject([expected]);
});

it('tells a head’s beginning that is none', async () => {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  writeFileSync(join(folder, 'head.new'), '7 xyz');
  expect((await openSample(folder).verify()).foreign).toMatchObject([
    { file: 'head.new', offset: 0 },
  ]);
});

it('takes what stands in a log of before for what a killed process left, and what came since not', async () => {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  forge(folder, (all) => all.map((entry) => ({ ...entry, strict: undefined }) as Entry));
  await torn(folder, 1);
  editLines((lines) => lines.toSpliced(2, 0, '{"n":3,"kind":"capt'))(folder);
  expect(await openSample(folder).verify()).toMatchObject({
    problems: [],
    foreign: [],
    notes: [{}, {}],
  });
  await openSample(folder).keep(captureOf('tip', 4, 'by this version'));
  expect(await openSample(folder).verify()).toMatchObject({
    problems: [],
    foreign: [],
    notes: [{}, {}],
  });
  await torn(folder, 2);
  expect((await openSample(folder).verify()).foreign).toMatchObject([
    { file: 'run-000002.warc.gz' },
  ]);
});

it('tells a problem in one line', async () => {
  const [problem] = await after(edit('run-000002.warc.gz', flip(50, 0)));
  expect(renderEvidenceProblem(problem as EvidenceProblem)).toBe(
    'run-000002.warc.gz at 0: record 3 (tip, https://example.org/tip, 2025-09-02T12:00:00.000Z): its bytes are not those that were written',
  );
  expect(renderEvidenceProblem({ n: 2, message: 'was dropped from the log' })).toBe(
    'log.jsonl: record 2: was dropped from the log',
  );
});

const BY = 'what was noted down';
const AT = '2025-11-24T02:00:00.000Z';

/**
 * Nights of before, of which the first four lines are what a night began with again; behind them it noted that the third was lost. With
 * what was noted down of the third night, of the second, and of the night that came behind the loss.
 */
async function afterLoss(tip: { readonly n: number; readonly sha256: string }) {
  const folder = emptyFolder();
  for (const run of [1, 2])
    for (const subject of ['tip', 'hrr']) {
      const evidence = openSample(folder);
      await evidence.keep(captureOf(subject, run, `${subject} as it was on night ${run}`));
    }
  const kept = await openSample(folder).tip();
  await openSample(folder).noteLost({ kind: 'lost', at: AT, run: 3, known: 2, of: tip });
  await openSample(folder).keep(captureOf('tip', 4, 'behind the loss'));
  return { folder, kept, behind: await openSample(folder).tip() };
}

it('explains a line that was lost with its night, once the log says that it was, and calls it no damage', async () => {
  const tip = await openSample(sound).tip();
  const { folder, kept, behind } = await afterLoss(tip);
  const noted = (...tips: readonly (typeof tip)[]) =>
    openSample(folder).verify(tips.map((one) => ({ tip: one, by: BY })));
  expect(await noted()).toMatchObject({ problems: [], lost: [], notes: [{ n: 5 }] });
  expect(await noted(kept, behind)).toMatchObject({ problems: [], lost: [] });
  const explained = await noted(tip, kept, behind);
  expect(explained).toMatchObject({ problems: [], lost: [{ n: 6 }] });
  expect(explained.lost[0]?.message).toBe(
    `${BY} names a line that was lost with run 3: line 5, written on ${AT}, says so; a line that was noted down later vouches for that`,
  );
  // Noted down by nobody, the record may be anybody's.
  expect((await noted(tip, kept)).lost[0]?.message).toContain(
    'whoever holds the folder can have written it',
  );
  // A line of the lost night that its last line does not show is not there, and nobody can say what it was.
  const between = { n: 5, sha256: '5'.repeat(64) };
  expect((await noted(between)).lost).toMatchObject([
    {
      n: 5,
      message: expect.stringContaining(
        'those up to 6 were lost with run 3, and not what they were',
      ),
    },
  ]);
});

it('explains nothing but what a loss names: what was changed is found all the same', async () => {
  const tip = await openSample(sound).tip();
  const noted = (folder: string, one: typeof tip) =>
    openSample(folder).verify([{ tip: one, by: BY }]);
  const { folder } = await afterLoss(tip);
  // A line of before the loss, another one of the same number, and one behind what was lost.
  for (const other of [
    { n: 3, sha256: '3'.repeat(64) },
    { ...tip, sha256: '6'.repeat(64) },
    { n: 7, sha256: tip.sha256 },
  ])
    expect(await noted(folder, other), `${other.n}`).toMatchObject({ problems: [{}], lost: [] });
  // Written anew from the first line on, with a record behind it all that says that this was a loss.
  const forged = emptyFolder();
  for (const run of [1, 2, 3])
    for (const subject of ['tip', 'hrr'])
      await openSample(forged).keep(captureOf(subject, run, 'made up afterwards'));
  await openSample(forged).noteLost({ kind: 'lost', at: AT, run: 3, known: 0, of: tip });
  expect(await noted(forged, tip)).toMatchObject({ problems: [{ n: 6 }], lost: [] });
  // And a loss that is written into a log later breaks what was noted down since.
  const later = await afterLoss({ ...tip, n: 9 });
  expect(await noted(sound, later.behind)).toMatchObject({ problems: [{ n: 6 }] });
});
