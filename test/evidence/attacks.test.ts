import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import {
  type Entry,
  type EvidenceRecord,
  type LogLine,
  seal,
  type Tip,
  unseal,
} from '../../src/evidence/log.js';
import type { verifyEvidence } from '../../src/evidence/verify.js';
import { renderEvidenceProblem } from '../../src/surfaces/exhibit/exhibit.js';
import { night } from '../store/samples.js';
import { emptyFolder } from './evidence-folder.js';
import { entryOf, forge, linesIn, rewrite } from './forging.js';
import { captureOf, recordsOf } from './samples.js';

/** Four runs are kept; more are removed when a night ends. */
const LIMITS = { maxBytes: Number.MAX_SAFE_INTEGER, keepRuns: 4 };
const open = (folder: string) => openEvidence(folder, LIMITS);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Seven nights of two sources, the last under way. Retention has removed two; the sixth and seventh refer to bytes of the fifth. */
let sound: string;
let tip: Tip;
beforeAll(async () => {
  sound = join(import.meta.dirname, `../../node_modules/.cache/attacks-${process.pid}`);
  rmSync(sound, { recursive: true, force: true });
  for (const run of [1, 2, 3, 4, 5, 6, 7]) {
    const evidence = open(sound);
    for (const subject of ['tip', 'hrr'])
      await evidence.keep(
        captureOf(subject, run, `${subject} as it was on night ${Math.min(run, 5)}`),
      );
    if (run < 7) await evidence.prune(night(run));
  }
  tip = await open(sound).tip();
  return () => rmSync(sound, { recursive: true });
});

type Harm = (folder: string) => unknown;

type Verification = Awaited<ReturnType<typeof verifyEvidence>>;

async function verified(harm: Harm, noted: Tip | null = null): Promise<Verification> {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  await harm(folder);
  return open(folder).verify(noted === null ? [] : [{ tip: noted, by: 'what was noted down' }]);
}

const told = ({ problems }: Verification): readonly string[] => problems.map(renderEvidenceProblem);

const captures = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => (entry.kind === 'capture' ? [entry] : []));
const nextDay = (at: string): string => new Date(Date.parse(at) + 86_400_000).toISOString();
const redated = <E extends Entry>(entry: E): E => ({ ...entry, at: nextDay(entry.at) });

/** A line that says that retention removed a file, as only somebody else would write it; the file is removed. */
const prune =
  (file: string, part: object = { limits: LIMITS }): Harm =>
  (folder) => {
    const records = linesIn(folder).flatMap((line) =>
      line.kind === 'capture' && line.file === file ? [line.n] : [],
    );
    const bytes = readFileSync(join(folder, file));
    const said = {
      kind: 'pruned',
      at: night(5),
      file,
      bytes: bytes.length,
      fileSha256: sha256(bytes),
    } as const;
    rmSync(join(folder, file));
    forge(folder, (entries) => [...entries, { ...said, records, ...part }]);
  };

/** Writes the records of a capture anew and lists them so, as if they had always been these. */
const repack =
  (subject: string, change: (packed: Buffer) => Buffer): Harm =>
  (folder) => {
    const last = linesIn(folder).findLast(
      (line) => line.kind === 'capture' && !line.revisit,
    ) as EvidenceRecord;
    const path = join(folder, last.file);
    const own = linesIn(folder).find(
      (l) => l.kind === 'capture' && l.file === last.file && l.subject === subject,
    ) as EvidenceRecord;
    const whole = readFileSync(path);
    const packed = change(Buffer.from(whole.subarray(own.offset, own.offset + own.length)));
    const behind = packed.length - own.length;
    writeFileSync(
      path,
      Buffer.concat([
        whole.subarray(0, own.offset),
        packed,
        whole.subarray(own.offset + own.length),
      ]),
    );
    forge(folder, (entries) =>
      entries.map((entry) => {
        if (entry.kind !== 'capture' || entry.file !== own.file || entry.offset < own.offset)
          return entry;
        if (entry.offset > own.offset) return { ...entry, offset: entry.offset + behind };
        return { ...entry, length: packed.length, recordSha256: sha256(packed) };
      }),
    );
  };

/** The text of a capture's records changed, with the digests of their blocks left as they were, or made to fit. */
const retold = (from: string, to: string) => (packed: Buffer) => {
  const text = gunzipSync(packed).toString('latin1');
  if (!text.includes(from)) throw new Error(`no ${from} to change`);
  return gzipSync(Buffer.from(text.replaceAll(from, to), 'latin1'));
};

const WARC = 'run-000005.warc.gz';
const turnedBit =
  (name: string, at: number): Harm =>
  (folder) => {
    const bytes = readFileSync(join(folder, name));
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
  };
const editedLines =
  (change: (lines: string[]) => string[]): Harm =>
  (folder) => {
    const lines = readFileSync(join(folder, 'log.jsonl'), 'utf8').split('\n').slice(0, -1);
    writeFileSync(join(folder, 'log.jsonl'), `${change(lines).join('\n')}\n`);
  };
/** A digit of the hash in the head is made another: this one, or that one where it is this. */
const editedHead =
  (digit: string, other: string): Harm =>
  (folder) => {
    const head = readFileSync(join(folder, 'head'), 'utf8');
    writeFileSync(
      join(folder, 'head'),
      `${head.slice(0, 20)}${head[20] === digit ? other : digit}${head.slice(21)}`,
    );
  };
/** A line with another time, sealed as the program would have. */
function resealed(text: string): string {
  const line = unseal(text) as LogLine;
  return seal(redated(entryOf(line)), { n: line.n - 1, sha256: line.previous });
}
const LOG_ALONE: readonly (readonly [string, Harm, RegExp])[] = [
  [
    'a bit that was turned in a WARC file',
    turnedBit(WARC, 40),
    /its bytes are not those that were written$/,
  ],
  [
    'a bit that was turned in the log',
    turnedBit('log.jsonl', 900),
    /its line in the log was altered$/,
  ],
  [
    'a digit of the head in another’s place',
    editedHead('0', '1'),
    /^log\.jsonl: record 16: its line/,
  ],
  ['a digit of the head that is none', editedHead('g', 'g'), /^head: was altered$/],
  [
    'a line that was taken out',
    editedLines((l) => l.toSpliced(4, 1)),
    /record 5: was dropped from the log$/,
  ],
  [
    'lines that changed places',
    editedLines(([a, b, c, ...l]) => [a, c, b, ...l] as string[]),
    /wrong place/,
  ],
  [
    'a line that stands twice',
    editedLines(([a, ...l]) => [a, a, ...l] as string[]),
    /wrong place of the log$/,
  ],
  [
    'a line that was edited and sealed again, alone',
    editedLines((l) => l.map((line, i) => (i === 4 ? resealed(line) : line))),
    /was written behind another line/,
  ],
  [
    'a WARC file that was packed anew, its records the same',
    (f) => writeFileSync(join(f, WARC), gzipSync(gunzipSync(readFileSync(join(f, WARC))))),
    /not those that were written|cut short/,
  ],
  [
    'a subject that was renamed in the log',
    (f) =>
      void forge(f, (all) =>
        all.map((e) => (e.kind === 'capture' ? { ...e, subject: `${e.subject}s` } : e)),
      ),
    /another “subject”/,
  ],
  [
    'a head that was taken away',
    (f) => rmSync(join(f, 'head')),
    /^head: is missing beside a log of 16 lines$/,
  ],
  [
    'a tail that was cut off the log',
    (f) => truncateSync(join(f, 'log.jsonl'), 300),
    /dropped from the log$/,
  ],
  [
    'a tail that was cut with its head',
    (f) => {
      dropLast(2)(f);
      rmSync(join(f, 'head'));
    },
    /^head: is missing/,
  ],
  [
    'a line that says that the latest file was pruned',
    prune('run-000007.warc.gz'),
    /^run-000007\.warc\.gz: record 17 .*could not have chosen it/,
  ],
  [
    'a line that says that a younger file was pruned',
    prune('run-000004.warc.gz'),
    /^run-000004\.warc\.gz: record 17 .*could not have chosen it \(4 runs, \d+ bytes\)$/,
  ],
  [
    'a pruning by limits that the program does not have',
    prune('run-000004.warc.gz', { limits: { ...LIMITS, keepRuns: 1 } }),
    /tighter limits \(1 runs, \d+ bytes\) than retention has \(4 runs/,
  ],
  [
    'a pruning for want of space that there was',
    prune('run-000004.warc.gz', { limits: { maxBytes: 1, keepRuns: 4 } }),
    /tighter limits/,
  ],
  [
    'a pruning without limits, behind some with',
    prune('run-000004.warc.gz', {}),
    /without limits, which earlier lines name$/,
  ],
  [
    'a pruning that leaves out a capture',
    prune('run-000004.warc.gz', { limits: LIMITS, records: [7] }),
    /other captures than the log lists/,
  ],
  [
    'a pruning of what was removed before',
    (f) => void forge(f, (all) => [...all, all.find((e) => e.kind === 'pruned') as Entry]),
    /no capture in it was left to remove$/,
  ],
  ['a file that was removed without a line', (f) => rmSync(join(f, WARC)), /its file is missing$/],
  ['a file that was emptied', (f) => truncateSync(join(f, WARC), 0), /its file is cut short$/],
  [
    'another night’s file in its place',
    (f) => cpSync(join(f, 'run-000004.warc.gz'), join(f, WARC)),
    /not those that were written|cut short/,
  ],
  [
    'a log that was re-dated over its records',
    (f) => void forge(f, (all) => all.map(redated)),
    /its records say another “at” than its line in the log$/,
  ],
  [
    'a log that names another address',
    (f) =>
      void forge(f, (all) =>
        all.map((e) => (e.kind === 'capture' ? { ...e, url: 'https://example.org/other' } : e)),
      ),
    /another “url”/,
  ],
  [
    'a wall that is passed off for the document',
    (f) =>
      void forge(f, (all) =>
        all.map((e) => (e.kind === 'capture' ? { ...e, accepted: false } : e)),
      ),
    /another “accepted”/,
  ],
  [
    'a log that swaps two captures of one file',
    (f) => void forge(f, (all) => swapPlaces(all)),
    /another “url”/,
  ],
  [
    'a gzip that is broken',
    repack('tip', (p) => {
      p[p.length - 6] = (p[p.length - 6] ?? 0) ^ 1;
      return p;
    }),
    /would not open again: /,
  ],
  [
    'a record that is cut',
    repack('tip', (p) => gzipSync(gunzipSync(p).subarray(0, -40))),
    /would not open again: /,
  ],
  [
    'a payload that was changed',
    repack('tip', retold('tip as it was', 'tip as it is.')),
    /would not open again: .*digest/,
  ],
  [
    'a WARC-Date that was changed',
    repack('tip', retold(`WARC-Date: ${night(5)}`, `WARC-Date: ${night(4)}`)),
    /its WARC-Date is not the time in the log$/,
  ],
  [
    'a digest of the payload that was changed',
    repack('tip', retold('WARC-Payload-Digest: sha256:', 'WARC-Payload-Digest: sha256:0')),
    /its payload is not the one whose digest the log names$/,
  ],
  [
    'a revisit of what was never kept',
    (f) =>
      void forge(f, (all) =>
        all.map((e) =>
          e.kind === 'capture' && !e.revisit && e.run === 5
            ? { ...e, finalUrl: `${e.finalUrl}?` }
            : e,
        ),
      ),
    /refers to bytes that no earlier capture held$/,
  ],
];

const dropLast =
  (count: number): Harm =>
  (folder) =>
    void forge(folder, (entries) => entries.slice(0, -count));

function swapPlaces(entries: readonly Entry[]): readonly Entry[] {
  const [a, b] = captures(entries).filter(({ file }) => file === WARC);
  if (a === undefined || b === undefined) throw new Error('there is nothing to swap');
  const place = ({ offset, length, recordSha256 }: typeof a) => ({ offset, length, recordSha256 });
  return entries.map((e) =>
    e === a ? { ...a, ...place(b) } : e === b ? { ...b, ...place(a) } : e,
  );
}

describe('what the folder alone gives away', () => {
  it.each(LOG_ALONE)('%s', async (_, harm, sentence) => {
    expect(told(await verified(harm))).toContainEqual(expect.stringMatching(sentence));
  });
});

/** Whoever writes all of it anew, log, head and records, is given away by what was noted down elsewhere alone. */
const NEEDS_A_TIP: readonly (readonly [string, Harm])[] = [
  [
    'a tail cut off the log, its head and its files',
    (f) => {
      dropLast(2)(f);
      rmSync(join(f, 'run-000007.warc.gz'));
    },
  ],
  [
    'all of it removed',
    (f) => {
      for (const name of readdirSync(f)) rmSync(join(f, name));
    },
  ],
  ['all of it written anew, with other words', (f) => anew(f, (run) => `made up for night ${run}`)],
  [
    'all of it written anew and re-dated, records included',
    (f) => anew(f, (run) => `tip as it was on night ${Math.min(run, 5)}`, 7),
  ],
];

async function anew(folder: string, text: (run: number) => string, days = 0): Promise<void> {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  for (const run of [1, 2, 3, 4, 5])
    for (const subject of ['tip', 'hrr', 'dfat'])
      await open(folder).keep(
        captureOf(subject, run, text(run), {
          outcome: { ...captureOf(subject, run, text(run)).outcome, at: night(run + days) },
        }),
      );
}

describe('what a line that was noted down elsewhere gives away', () => {
  it.each(NEEDS_A_TIP)('%s', async (_, harm) => {
    expect(told(await verified(harm))).toEqual([]);
    expect(told(await verified(harm, tip))).not.toEqual([]);
  });

  it('any log that differs in what it says before that line, however well it is sealed', async () => {
    const before = linesIn(sound).map(entryOf);
    const change = fc.record({
      at: fc.nat({ max: before.length - 1 }),
      how: fc.constantFrom('drop', 'double', 'redate', 'swap'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 3 }),
        async (changes, more) => {
          const lines = changes.reduce<readonly Entry[]>(
            (all, { at, how }) => changed(all, at, how),
            before,
          );
          fc.pre(JSON.stringify(lines.slice(0, before.length)) !== JSON.stringify(before));
          const folder = emptyFolder();
          rewrite(folder, [...lines, ...before.slice(0, more)]);
          const { problems } = await open(folder).verify([{ tip, by: 'the digest' }]);
          expect(
            problems.some(({ message }) => /the digest|dropped from the log/.test(message)),
          ).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

function changed(lines: readonly Entry[], at: number, how: string): readonly Entry[] {
  const line = lines[at];
  const next = lines[at + 1];
  if (line === undefined) return lines;
  if (how === 'drop') return lines.toSpliced(at, 1);
  if (how === 'double') return lines.toSpliced(at, 0, line);
  if (how === 'swap' && next !== undefined) return lines.toSpliced(at, 2, next, line);
  return lines.toSpliced(at, 1, redated(line));
}

/** What resembles an attack and is none. */
const FINE: readonly (readonly [string, Harm])[] = [
  ['nothing at all', () => {}],
  [
    'an empty folder',
    (f) => {
      for (const name of readdirSync(f)) rmSync(join(f, name));
    },
  ],
  [
    'a line that a killed process left half written',
    (f) => appendFileSync(join(f, 'log.jsonl'), '{"n":17,"kind":"capt'),
  ],
  [
    'a head one line behind, of a process that was killed between the two',
    (f) => {
      const { n, sha256: hash } = linesIn(f).at(-2) as Tip;
      writeFileSync(join(f, 'head'), `${n} ${hash}\n`);
    },
  ],
  [
    'records of a process that was killed before it could list them',
    async (f) =>
      appendFileSync(join(f, 'run-000007.warc.gz'), (await recordsOf(7)).subarray(0, 200)),
  ],
  [
    'a file that was announced as removed by a process that was killed',
    async (f) => {
      const spare = join(emptyFolder(), 'spare');
      cpSync(join(f, 'run-000003.warc.gz'), spare);
      await open(f).keep(captureOf('tip', 8, 'later'));
      await open(f).prune(night(8));
      cpSync(spare, join(f, 'run-000003.warc.gz'));
    },
  ],
  [
    'a pruning that retention chose, after records that were never listed',
    async (f) => {
      appendFileSync(
        join(f, 'run-000007.warc.gz'),
        Buffer.concat([await recordsOf(7), Buffer.alloc(9000)]),
      );
      const evidence = openEvidence(f, { maxBytes: 12_000, keepRuns: 4 });
      await evidence.keep(captureOf('tip', 8, 'later'));
      expect((await evidence.prune(night(8))).removed).not.toEqual([]);
    },
  ],
  [
    'a log that goes on',
    async (f) => {
      await open(f).keep(captureOf('tip', 8, 'later'));
    },
  ],
];

it.each(FINE)('is content with %s', async (name, harm) => {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  await harm(folder);
  // The tighter limits under which one of them prunes are its own.
  const limits = name.includes('never listed') ? { maxBytes: 12_000, keepRuns: 4 } : LIMITS;
  const verification = await openEvidence(folder, limits).verify();
  expect(told(verification)).toEqual([]);
  expect(verification.foreign).toEqual([]);
});

it('a log of before, whose prunings name no limits, is sound; that retention chose them is said to be unproven', async () => {
  const bare = (entry: Entry): Entry => {
    const { limits: _, ...rest } = { limits: undefined, ...entry };
    return rest as Entry;
  };
  const { problems, notes } = await verified(
    (folder) => void forge(folder, (all) => all.map(bare)),
  );
  expect(problems).toEqual([]);
  expect(notes.map(renderEvidenceProblem)).toEqual([
    expect.stringMatching(
      /^run-000001\.warc\.gz: record \d+ .*that retention chose it cannot be shown$/,
    ),
    expect.stringMatching(/^run-000002\.warc\.gz: record \d+ /),
  ]);
  const forged: Harm = async (folder) => {
    forge(folder, (all) => all.map(bare));
    await prune('run-000007.warc.gz', {})(folder);
  };
  expect(told(await verified(forged))).toContainEqual(
    expect.stringContaining('could not have chosen it (any limits)'),
  );
});

it('a log without a head is told apart from a first night that was killed before it had written a line', async () => {
  const folder = emptyFolder();
  await expect(open(folder).keep(captureOf('tip', 1, 'x', { run: -1 }))).rejects.toThrow();
  expect(readFileSync(join(folder, 'head'), 'utf8')).toBe(`0 ${'0'.repeat(64)}\n`);
  expect(told(await open(folder).verify())).toEqual([]);
});
