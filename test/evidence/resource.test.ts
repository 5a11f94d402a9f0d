import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import type { Resource } from '../../src/evidence/capture.js';
import { openEvidence } from '../../src/evidence/evidence.js';
import type { Entry } from '../../src/evidence/log.js';
import { renderEvidenceProblem } from '../../src/surfaces/exhibit/exhibit.js';
import { night } from '../store/samples.js';
import { emptyFolder, filesOf } from './evidence-folder.js';
import { forge, linesIn } from './forging.js';
import { captureOf, openSample } from './samples.js';

const resourceOf = (run: number, text: string, part: Partial<Resource> = {}): Resource => ({
  subject: 'tip',
  run,
  url: 'https://example.org/tip#part',
  at: night(run),
  contentType: 'text/html; charset=utf-8',
  role: 'handed-in',
  bytes: Buffer.from(text),
  by: 'A. Researcher',
  how: 'saved in Firefox',
  userAgent: 'citewatch/1',
  ...part,
});

async function kept() {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await evidence.keep(captureOf('tip', 1, 'a wall'));
  const line = await evidence.keepResource(resourceOf(1, 'the passage'));
  return { folder, evidence, line };
}

it('a resource is kept, listed and read as it came, and is no capture', async () => {
  const { evidence, line } = await kept();
  expect(await evidence.beside('tip')).toEqual([line]);
  expect(await evidence.beside('hrr')).toEqual([]);
  expect((await evidence.list('tip')).map(({ n }) => n)).toEqual([1]);
  const read = await evidence.readBeside(line.n);
  expect(read?.resource).toEqual(resourceOf(1, 'the passage'));
  expect(line).toMatchObject({
    n: 2,
    kind: 'resource',
    role: 'handed-in',
    by: 'A. Researcher',
    run: 1,
  });
  expect(await evidence.read(line.n)).toBeNull();
  expect(await evidence.readBeside(1)).toBeNull();
  expect((await evidence.outcomeOf('tip'))?.body?.bytes.toString()).toBe('a wall');
  expect(await evidence.verify()).toMatchObject({ captures: 2, problems: [], notes: [] });
});

it('is read by warcio, under a name that is not the address', async () => {
  const { folder, line } = await kept();
  const parser = new WARCParser([readFileSync(join(folder, line.file))], { parseHttp: false });
  const records = [];
  for await (const record of parser) {
    const block = Buffer.from(await record.readFully(false)).toString();
    records.push([record.warcType, record.warcTargetURI, record.warcHeader('Content-Type'), block]);
  }
  const [whole, metadata] = records.slice(-2);
  const name = 'urn:handed-in:https://example.org/tip';
  expect(whole).toEqual(['resource', name, 'text/html; charset=utf-8', 'the passage']);
  expect(metadata?.slice(0, 2)).toEqual(['metadata', name]);
  expect(JSON.parse(metadata?.[3] ?? '')).toMatchObject({
    by: 'A. Researcher',
    how: 'saved in Firefox',
  });
});

it('a resource alone opens a file that says who wrote it', async () => {
  const evidence = openSample(emptyFolder());
  const line = await evidence.keepResource(
    resourceOf(4, 'x', { by: undefined, contentType: 'a/b\r\nX: y' }),
  );
  expect(line).toMatchObject({ file: 'run-000004.warc.gz', offset: 0 });
  expect(await evidence.verify()).toMatchObject({ captures: 1, problems: [] });
  expect(await evidence.lastRun()).toBe(4);
});

const changed =
  (change: object) =>
  (folder: string): unknown =>
    forge(folder, (all) =>
      all.map((entry): Entry => (entry.kind === 'resource' ? { ...entry, ...change } : entry)),
    );

it.each([
  ['another person in its line', changed({ by: 'B. Other' }), /another “by”/],
  ['nobody in its line', changed({ by: undefined }), /another “by”/],
  ['another way in its line', changed({ how: 'from a friend' }), /another “how”/],
  [
    'another day of saving, by whoever handed it in',
    changed({ said: '2026-01-01' }),
    /another “said”/,
  ],
  [
    'another day of saving, by the file itself',
    changed({ dated: '2026-01-01' }),
    /another “dated”/,
  ],
  ['another address', changed({ url: 'https://example.org/other' }), /another “url”/],
  ['another role', changed({ role: 'rendered' }), /another “role”/],
  ['another day', changed({ at: night(9) }), /another “at”/],
  ['another digest', changed({ payloadSha256: 'a'.repeat(64) }), /payload is not the one/],
  [
    'a bit of its bytes',
    (folder: string) => {
      const { file, offset } = linesIn(folder)[1] as { file: string; offset: number };
      const bytes = readFileSync(join(folder, file));
      bytes[offset + 30] = (bytes[offset + 30] ?? 0) ^ 1;
      writeFileSync(join(folder, file), bytes);
    },
    /bytes are not those/,
  ],
])('verify finds %s', async (_, harm, message) => {
  const { folder, line } = await kept();
  harm(folder);
  const { problems } = await openSample(folder).verify();
  expect(problems.map(renderEvidenceProblem)).toEqual([expect.stringMatching(message)]);
  if (/bytes/.test(message.source))
    await expect(openSample(folder).readBeside(line.n)).rejects.toThrow();
});

it('retention lets go of all but the latest of each role, and verify believes it', async () => {
  const folder = emptyFolder();
  const limits = { maxBytes: Number.MAX_SAFE_INTEGER, keepRuns: 1 };
  for (const run of [1, 2, 3, 4, 5]) {
    const evidence = openEvidence(folder, limits);
    await evidence.keep(captureOf('hrr', run, `night ${run}`));
    if (run < 4) await evidence.keepResource(resourceOf(run, `night ${run}`));
    if (run === 2) await evidence.keepResource(resourceOf(run, 'png', { role: 'screenshot' }));
    await evidence.prune(night(run));
  }
  const evidence = openEvidence(folder, limits);
  expect(filesOf(folder).flatMap(([name]) => (name.endsWith('.gz') ? [name] : []))).toEqual([
    'run-000002.warc.gz',
    'run-000003.warc.gz',
    'run-000005.warc.gz',
  ]);
  expect((await evidence.beside('tip')).map(({ run, role }) => [run, role])).toEqual([
    [2, 'handed-in'],
    [2, 'screenshot'],
    [3, 'handed-in'],
  ]);
  expect(await evidence.verify()).toMatchObject({ problems: [], notes: [] });
});

it('what stands for a capture’s night goes out with it, and all of it where all is asked for', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  for (const run of [1, 2, 3]) {
    await evidence.keep(captureOf('tip', run, `night ${run}`));
    if (run !== 2) await evidence.keepResource(resourceOf(run, `night ${run}`));
  }
  const ordered = async (n?: number): Promise<readonly number[]> => {
    const numbers: number[] = [];
    for await (const { record } of evidence.warcs({ subject: 'tip', n })) numbers.push(record.n);
    return numbers;
  };
  expect(await ordered(3)).toEqual([2, 3]);
  expect(await ordered(4)).toEqual([4, 5]);
  expect(await ordered(2)).toEqual([2]);
  expect(await ordered()).toEqual([1, 2, 3, 4, 5]);
});
