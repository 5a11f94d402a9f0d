import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import type { Entry, StampLine } from '../../src/evidence/log.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { AskAuthority } from '../../src/evidence/stamp-review.js';
import { coverLines, renderEvidenceProblem } from '../../src/surfaces/exhibit/exhibit.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { said } from '../world.js';
import { emptyFolder } from './evidence-folder.js';
import { forge, linesIn } from './forging.js';
import { captureOf } from './samples.js';
import { noOpenssl, openTsa, type Tsa } from './tsa.js';

const ADDRESS = 'https://tsa.example/';
const HOUR = 3_600_000;
const open = (folder: string) => openEvidence(folder, EVIDENCE_LIMITS);
/** Stamps are of now: openssl takes no other time. */
const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();

let tsa: Tsa;
let other: Tsa;
/** Two nights of two captures each, stamped at the end of each; a third is not stamped yet. */
let sound: string;

const answering =
  (by: Tsa): AskAuthority =>
  async (query) =>
    by.answer(query);

async function stamp(folder: string, by: Tsa, roots: string | null = null) {
  const evidence = open(folder);
  const of = await evidence.tip();
  return evidence.stamp({ at: at(0), tsa: ADDRESS, of, roots }, answering(by));
}

const keep = (folder: string, subject: string, run: number, hours: number) => {
  const capture = captureOf(subject, run, `${subject} ${run}`);
  return open(folder).keep({ ...capture, outcome: { ...capture.outcome, at: at(hours) } });
};

beforeAll(async () => {
  if (noOpenssl !== null) return console.warn(noOpenssl);
  tsa = openTsa();
  other = openTsa('Other');
  sound = join(import.meta.dirname, `../../node_modules/.cache/stamps-${process.pid}`);
  rmSync(sound, { recursive: true, force: true });
  for (const run of [1, 2]) {
    for (const subject of ['tip', 'hrr']) await keep(sound, subject, run, run === 1 ? -2 : 0);
    await stamp(sound, tsa, tsa.root);
  }
  await keep(sound, 'tip', 3, 0.1);
  return () => {
    tsa.remove();
    other.remove();
    rmSync(sound, { recursive: true });
  };
});

async function verified(harm: (folder: string) => unknown, roots: string | null = tsa.root) {
  const folder = emptyFolder();
  cpSync(sound, folder, { recursive: true });
  await harm(folder);
  const { problems, stamps } = await open(folder).verify([], roots);
  return { told: problems.map(renderEvidenceProblem), stamps };
}

const isStamp = (entry: Entry): entry is Extract<Entry, { kind: 'stamp' }> =>
  entry.kind === 'stamp';
const stampsIn = (folder: string): readonly StampLine[] =>
  linesIn(folder).filter((line): line is StampLine => line.kind === 'stamp');

const changeStamps =
  (change: (stamp: Extract<Entry, { kind: 'stamp' }>) => Entry) => (folder: string) =>
    void forge(folder, (all) => all.map((entry) => (isStamp(entry) ? change(entry) : entry)));

describe.skipIf(noOpenssl !== null)('time stamps of a log', () => {
  it('cover what stood in it, and say until when', async () => {
    const { told, stamps } = await verified(() => {});
    expect(told).toEqual([]);
    expect(stamps).toMatchObject({ count: 2, upTo: 5, pinned: true });
    expect(coverLines(ENGLISH, stamps, 7)[0]).toMatch(
      /^2 good time stamps \(.+ to .+\) over lines 1 to 5; 2 later lines have none yet\. Each leads to one of the roots/,
    );
    const unpinned = await verified(() => {}, null);
    expect(unpinned.told).toEqual([]);
    expect(coverLines(ENGLISH, unpinned.stamps, 7)[0]).toContain(
      'Nobody vouches here for who signed them',
    );
    expect(coverLines(ENGLISH, { ...stamps, count: 0, first: null, last: null }, 7)).toEqual([]);
  });

  it('are of what the file “head” said, which anybody can write down', async () => {
    const [first] = stampsIn(sound);
    const { n, sha256 } = linesIn(sound)[1] ?? { n: 0, sha256: '' };
    expect(first?.of).toEqual({ n, sha256 });
    expect(readFileSync(join(sound, 'head'), 'utf8')).toMatch(/^\d+ [0-9a-f]{64}\n$/);
  });

  it.each<readonly [string, (folder: string) => unknown, RegExp]>([
    [
      'a log that was written anew around its stamps',
      (f) =>
        void forge(f, (all) =>
          all.map((e) =>
            e.kind === 'capture' && e.run === 1 ? { ...e, subject: `${e.subject}!` } : e,
          ),
        ),
      /is of another line 2 than the log has$/,
    ],
    [
      'a stamp that was taken out in front of another',
      (f) => void forge(f, (all) => all.filter((e, i) => !(isStamp(e) && i === 2))),
      /is of another line 5 than the log has$/,
    ],
    [
      'a stamp of another line',
      changeStamps((stamp) => ({ ...stamp, of: { ...stamp.of, n: 1 } })),
      /is a stamp of something else$/,
    ],
    [
      'a token that was altered',
      changeStamps((stamp) => ({ ...stamp, response: turned(stamp.response, 700) })),
      /the time stamp of https:\/\/tsa\.example\/ (is|has|does) /,
    ],
    [
      'a token that is none',
      changeStamps((stamp) => ({ ...stamp, response: Buffer.from('stamp').toString('base64') })),
      /is no time stamp$/,
    ],
    [
      'stamps that change places',
      (f) => {
        const [a, b] = stampsIn(f);
        let turn = 0;
        const response = () => (turn++ === 0 ? b : a)?.response ?? '';
        changeStamps((stamp) => ({ ...stamp, response: response() }))(f);
      },
      /is a stamp of something else$/,
    ],
    [
      'a stamp from another log',
      async (f) => {
        const elsewhere = emptyFolder();
        await keep(elsewhere, 'tip', 1, -2);
        await stamp(elsewhere, tsa);
        const [foreign] = stampsIn(elsewhere);
        changeStamps((stamp) => ({
          ...stamp,
          of: foreign?.of ?? stamp.of,
          response: foreign?.response ?? '',
        }))(f);
      },
      /is of another line 1 than the log has$/,
    ],
    ['a stamp by another authority', (f) => stamp(f, other), /leads to none of the roots$/],
    [
      'a capture that is dated after the stamp that covers it',
      (f) => rewritten(f, { hours: 2 }),
      /record 1 .* is dated after the time stamp that covers it \(/,
    ],
    [
      'a capture behind a stamp that is dated before it',
      (f) => keep(f, 'late', 4, -2),
      /\(late, .* is dated before the time stamp in front of it \(/,
    ],
  ])('give away %s', async (_, harm, sentence) => {
    expect((await verified(harm)).told).toContainEqual(expect.stringMatching(sentence));
  });

  it('let a machine’s clock be wrong by less than an hour', async () => {
    for (const hours of [0.9, 1.1]) {
      const ahead = (await verified((f) => rewritten(f, { hours }))).told;
      expect(ahead.some((line) => line.includes('is dated after'))).toBe(hours > 1);
      const behind = (await verified((f) => keep(f, 'late', 4, -hours))).told;
      expect(behind.length > 0).toBe(hours > 1);
    }
  });

  it('tell one line that is dated before a stamp, and not each', async () => {
    const { told } = await verified(async (f) => {
      for (const subject of ['a', 'b', 'c']) await keep(f, subject, 4, -2);
    });
    expect(told).toEqual([expect.stringContaining('(a, ')]);
  });

  it('are missed by nobody where the last was taken off a log that was sealed again, but by a noted line', async () => {
    const harm = (f: string) => void forge(f, (all) => all.slice(0, 5));
    const tip = await open(sound).tip();
    expect((await verified(harm)).told).toEqual([]);
    const folder = emptyFolder();
    cpSync(sound, folder, { recursive: true });
    harm(folder);
    const { problems } = await open(folder).verify([{ tip, by: 'the digest' }], tsa.root);
    expect(problems.map(renderEvidenceProblem)).not.toEqual([]);
  });

  it.each<readonly [string, AskAuthority | ((by: Tsa) => AskAuthority), RegExp]>([
    ['nothing', async () => said('it answered nothing'), /^it answered nothing$/],
    ['garbage', async () => Buffer.from('<html>'), /^its answer is no time stamp$/],
    ['more than a stamp', async () => Buffer.alloc(100_000), /longer than a time stamp may be$/],
    [
      'a refusal',
      async () => Buffer.from('30053003020102', 'hex'),
      /^its answer was refused by the authority \(status 2\)$/,
    ],
  ])('are not kept where %s came', async (_, ask, words) => {
    const folder = emptyFolder();
    await keep(folder, 'tip', 1, 0);
    const evidence = open(folder);
    const order = { at: at(0), tsa: ADDRESS, of: await evidence.tip(), roots: null };
    expect(await evidence.stamp(order, ask as AskAuthority)).toMatch(words);
    expect(linesIn(folder)).toHaveLength(1);
  });

  it('are not kept where the answer is to another question, of another line, or by somebody else', async () => {
    const folder = emptyFolder();
    await keep(folder, 'tip', 1, 0);
    const evidence = open(folder);
    const of = await evidence.tip();
    const order = { at: at(0), tsa: ADDRESS, of, roots: null };
    let earlier: Uint8Array = Buffer.alloc(0);
    await evidence.stamp(order, async (query) => {
      earlier = tsa.answer(query);
      return said('later');
    });
    expect(await evidence.stamp(order, async () => earlier)).toBe(
      'its answer is one to another question',
    );
    const elsewhere = { ...order, of: { ...of, n: 2 } };
    expect(await evidence.stamp(elsewhere, async () => earlier)).toBe(
      'its answer is a stamp of something else',
    );
    const pinned = { ...order, roots: tsa.root };
    expect(await evidence.stamp(pinned, answering(other))).toBe(
      'its answer is signed by a certificate that leads to none of the roots',
    );
    expect(await evidence.stamp(pinned, answering(tsa))).toMatchObject({ n: 2 });
  });
});

function turned(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64');
}

/** The first night kept anew with other times, and stamped: as somebody would whose clock is wrong, or who re-dates. */
async function rewritten(folder: string, { hours }: { readonly hours: number }): Promise<void> {
  for (const name of [
    'log.jsonl',
    'head',
    'run-000001.warc.gz',
    'run-000002.warc.gz',
    'run-000003.warc.gz',
  ])
    rmSync(join(folder, name), { force: true });
  writeFileSync(join(folder, 'note'), 'made anew');
  await keep(folder, 'tip', 1, hours);
  await stamp(folder, tsa);
}
