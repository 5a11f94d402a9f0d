import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import type { EvidenceRecord } from '../../src/evidence/log.js';
import {
  type EvidenceLimits,
  payloadKey,
  selectPrunableFiles,
} from '../../src/evidence/retention.js';
import { night } from '../store/samples.js';
import { emptyFolder, filesOf } from './evidence-folder.js';
import { captureOf } from './samples.js';

const ROOMY = Number.MAX_SAFE_INTEGER;
const warcsIn = (folder: string): readonly string[] =>
  filesOf(folder).flatMap(([name]) => (name.endsWith('.gz') ? [name] : []));

/** Each night's text of each source; a source that shows the same text twice makes a revisit. */
async function nights(
  limits: EvidenceLimits,
  ...texts: readonly Readonly<Record<string, string>>[]
) {
  const folder = emptyFolder();
  for (const [i, sources] of texts.entries()) {
    const evidence = openEvidence(folder, limits);
    for (const [subject, text] of Object.entries(sources))
      await evidence.keep(captureOf(subject, i + 1, text, { accepted: text !== 'wall' }));
    await evidence.prune(night(i + 1));
  }
  return { folder, evidence: openEvidence(folder, limits) };
}

it('removes runs that are older than the limit, and says in the log what it removed', async () => {
  const { folder, evidence } = await nights(
    { maxBytes: ROOMY, keepRuns: 2 },
    { a: '1' },
    { a: '2' },
    { a: '3' },
    { a: '4' },
  );
  expect(warcsIn(folder)).toEqual(['run-000003.warc.gz', 'run-000004.warc.gz']);
  expect(await evidence.verify()).toMatchObject({
    captures: 2,
    pruned: 2,
    problems: [],
    notes: [],
  });
  expect((await evidence.list('a')).map(({ run }) => run)).toEqual([3, 4]);
  expect(await evidence.read(1)).toBeNull();
});

it('tells a file that was pruned from one that somebody removed', async () => {
  const { folder, evidence } = await nights(
    { maxBytes: ROOMY, keepRuns: 1 },
    { a: '1', b: '1' },
    { a: '2', b: '2' },
  );
  const log =
    filesOf(folder)
      .find(([name]) => name === 'log.jsonl')?.[1]
      .toString() ?? '';
  const pruned = log.split('\n').find((line) => line.includes('"kind":"pruned"')) ?? '';
  expect(JSON.parse(pruned)).toMatchObject({
    at: night(2),
    file: 'run-000001.warc.gz',
    records: [1, 2],
  });
  expect(JSON.parse(pruned).fileSha256).toMatch(/^[0-9a-f]{64}$/);
  expect((await evidence.verify()).problems).toEqual([]);
});

it('never removes what a source last showed, however old: of a dead page it is all there is', async () => {
  const { evidence, folder } = await nights(
    { maxBytes: 0, keepRuns: 1 },
    { dead: 'the passage', living: '1' },
    { dead: 'wall', living: '2' },
    { dead: 'wall', living: '3' },
  );
  expect(warcsIn(folder)).toEqual(['run-000001.warc.gz', 'run-000003.warc.gz']);
  expect((await evidence.read(1))?.outcome.body?.bytes.toString()).toBe('the passage');
});

it('keeps a run that a later one refers to, and lets it go for want of space once the source shows something else', async () => {
  const texts = [{ a: 'same' }, { a: 'same' }, { a: 'new' }, { a: 'newer' }];
  const old = await nights({ maxBytes: ROOMY, keepRuns: 3 }, ...texts);
  expect(warcsIn(old.folder)).toHaveLength(4);
  expect((await old.evidence.read(2))?.outcome.body?.bytes.toString()).toBe('same');
  const full = await nights({ maxBytes: 1, keepRuns: 3 }, ...texts);
  expect(warcsIn(full.folder)).toEqual(['run-000004.warc.gz']);
  expect((await full.evidence.verify()).problems).toEqual([]);
});

it('keeps bytes anew after the run that held them was removed', async () => {
  const evidence = openEvidence(emptyFolder(), { maxBytes: ROOMY, keepRuns: 1 });
  for (const run of [1, 2]) await evidence.keep(captureOf('a', run, `${run}`));
  await evidence.prune(night(2));
  expect(await evidence.keep(captureOf('a', 3, '1'))).toMatchObject({ revisit: false });
  expect(await evidence.keep(captureOf('a', 3, '2'))).toMatchObject({ revisit: true });
});

it('does not remove what was tampered with, nor takes a missing file for a pruned one', async () => {
  const folder = emptyFolder();
  const evidence = openEvidence(folder, { maxBytes: ROOMY, keepRuns: 1 });
  for (const run of [1, 2, 3]) await evidence.keep(captureOf('a', run, `${run}`));
  writeFileSync(join(folder, 'run-000001.warc.gz'), Buffer.alloc(9000));
  rmSync(join(folder, 'run-000002.warc.gz'));
  expect((await evidence.prune(night(3))).removed).toEqual([]);
  expect((await evidence.verify()).problems.map(({ n, message }) => [n, message])).toEqual([
    [1, 'its bytes are not those that were written'],
    [2, 'its file is missing'],
  ]);
});

it('finishes what a killed process announced', async () => {
  const limits = { maxBytes: ROOMY, keepRuns: 1 };
  const folder = emptyFolder();
  const evidence = openEvidence(folder, limits);
  for (const run of [1, 2]) await evidence.keep(captureOf('a', run, `${run}`));
  const [first, spare] = [join(folder, 'run-000001.warc.gz'), join(folder, 'spare')];
  copyFileSync(first, spare);
  await evidence.prune(night(2));
  copyFileSync(spare, first);
  expect((await evidence.verify()).problems).toEqual([]);
  expect((await openEvidence(folder, limits).prune(night(3))).removed).toEqual([]);
  expect(warcsIn(folder)).toEqual(['run-000002.warc.gz']);
});

it.each([
  [2, null],
  [1, 'EISDIR'],
])('does not read the log where %d files may stay: %s', async (keepRuns, trouble) => {
  const { folder } = await nights({ maxBytes: ROOMY, keepRuns: 2 }, { a: '1' }, { a: '2' });
  rmSync(join(folder, 'log.jsonl'));
  mkdirSync(join(folder, 'log.jsonl'));
  const pruned = openEvidence(folder, { maxBytes: ROOMY, keepRuns }).prune(night(3));
  if (trouble === null) expect((await pruned).removed).toEqual([]);
  else await expect(pruned).rejects.toThrow(trouble);
});

it('says how much is left when nothing more may go', async () => {
  const evidence = openEvidence(emptyFolder(), { maxBytes: 1, keepRuns: 1 });
  const record = await evidence.keep(captureOf('a', 1, 'a'));
  expect(await evidence.prune(night(1))).toEqual({ removed: [], bytes: record?.length });
});

const visit = fc.record({
  subject: fc.constantFrom('a', 'b', 'c'),
  text: fc.constantFrom('x', 'y', 'z'),
  accepted: fc.boolean(),
});

it('whatever happens, the latest accepted bytes of every source stay, and only want of space parts a revisit from its bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(visit, { selector: (v) => v.subject, minLength: 1 }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.integer({ min: 1, max: 5 }),
      fc.option(fc.integer({ min: 0, max: 12 })),
      (runs, keepRuns, room) => {
        const held = new Set<string>();
        const records = runs.flatMap((visits, i) =>
          visits.map(({ subject, text, accepted }) => {
            const record = {
              file: `run-${i}`,
              subject,
              finalUrl: subject,
              payloadSha256: text,
              accepted,
            };
            const revisit = held.has(payloadKey(record));
            held.add(payloadKey(record));
            return { ...record, kind: 'capture', revisit } as EvidenceRecord;
          }),
        );
        const sizes = new Map(runs.map((_, i) => [`run-${i}`, 1]));
        const gone = new Set(
          selectPrunableFiles(records, sizes, { keepRuns, maxBytes: room ?? ROOMY }),
        );
        const left = records.filter((record) => !gone.has(record.file));
        const holds = new Set(left.filter((record) => !record.revisit).map(payloadKey));
        for (const subject of ['a', 'b', 'c']) {
          const latest = records.findLast(
            (record) => record.subject === subject && record.accepted,
          );
          if (latest !== undefined) expect(holds).toContain(payloadKey(latest));
        }
        expect(gone).not.toContain(`run-${runs.length - 1}`);
        if (room === null) for (const record of left) expect(holds).toContain(payloadKey(record));
        if (room === null)
          expect(gone.size).toBeLessThanOrEqual(Math.max(0, runs.length - keepRuns));
      },
    ),
  );
});
