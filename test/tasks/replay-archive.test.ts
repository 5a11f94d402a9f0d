import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { readRecords, writeRecord } from '../../src/evidence/warc.js';
import { usesOf } from '../../src/model/watchlist.js';
import { thoughtIn } from '../../src/pool/thought.js';
import { openZip, zipDirectory } from '../../src/reading/zip.js';
import { type Replay, renderReplay, renderReplayed } from '../../src/surfaces/exhibit/replay.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { exportExhibit } from '../../src/tasks/exhibit.js';
import { replayArchive as replayIn } from '../../src/tasks/replay.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { night, PASSAGE, url } from '../night/nights.js';
import { onThisThread } from '../pool/on-this-thread.js';
import { citation, fakeWorld, type Page, page, source, watchlist } from '../world.js';

const thought = thoughtIn(onThisThread);
const replayArchive = (name: string, bytes: Uint8Array, passages: readonly string[]) =>
  replayIn(ENGLISH, thought, name, bytes, passages);

const watch = watchlist([source('a')], [citation(1, 'a', PASSAGE)]);
const OTHER = page(
  'A wholly different report about the harvest of 2026 stands here now.',
  'The harvest',
);
const ALTERED = page(PASSAGE.replace(/\d/u, '9'));

/** The archive of a source that answered so, night by night. */
async function exported(question: boolean, ...answers: readonly Page[]): Promise<Buffer> {
  const world = Object.assign(fakeWorld(), {
    evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS),
  });
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    await night(world, watch, i + 1);
  }
  const to = join(emptyFolder(), 'filed');
  const [cited] = watch.sources;
  if (cited === undefined) throw new Error('nothing is cited');
  await exportExhibit(ENGLISH, world, {
    source: 'a',
    all: true,
    by: null,
    to,
    program: 'citewatch 1',
    question: question ? { source: cited, series: null, uses: usesOf(cited, watch) } : null,
  });
  return readFileSync(join(to, 'a.wacz'));
}

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const verdicts = ({ captures }: Replay) =>
  captures.map(({ judged }) => judged?.quotes.map(({ verdict }) => verdict));
const partIn = (archive: Buffer, path: string): string =>
  Buffer.from(openZip(archive)(path) ?? []).toString();

/** An archive in which a part is another, all fingerprints made anew. */
function forged(archive: Buffer, path: string, change: (text: string) => string | Buffer): Buffer {
  const changed = change(partIn(archive, path));
  return withParts(archive, {
    [path]: typeof changed === 'string' ? Buffer.from(changed) : changed,
  });
}

function withParts(archive: Buffer, others: Readonly<Record<string, Buffer>>): Buffer {
  const unzip = openZip(archive);
  const parts = Object.fromEntries(
    unzip.names.map((name) => [name, others[name] ?? Buffer.from(unzip(name) ?? [])]),
  );
  const manifest = JSON.parse(`${parts['datapackage.json']}`);
  for (const one of manifest.resources) one.hash = `sha256:${sha256Of(parts[one.path] as Buffer)}`;
  parts['datapackage.json'] = Buffer.from(JSON.stringify(manifest));
  const digest = {
    path: 'datapackage.json',
    hash: `sha256:${sha256Of(parts['datapackage.json'])}`,
  };
  parts['datapackage-digest.json'] = Buffer.from(JSON.stringify(digest));
  return Buffer.from(zipSync(parts, { level: 0 }));
}

const WARC = 'archive/data.warc.gz';

/** The same in which the captures are a year older, with all digests mended behind it. */
async function setBack(archive: Buffer): Promise<Buffer> {
  const earlier = (text: string) => text.replaceAll('2025-10', '2024-10');
  const records = await readRecords(Buffer.from(openZip(archive)(WARC) ?? []));
  const warc = await Promise.all(
    records.map(({ fields, block }) => {
      const isOwn = ['metadata', 'request'].includes(fields.get('warc-type') ?? '');
      const named = [...fields].filter(
        ([name]) => name !== 'warc-block-digest' && name !== 'content-length',
      );
      return writeRecord({
        fields: named.map(
          ([name, value]) => [name, name.startsWith('warc-') ? earlier(value) : value] as const,
        ),
        block: isOwn ? Buffer.from(earlier(`${block}`)) : block,
      });
    }),
  );
  const texts = ['citewatch/replay.json', 'pages/pages.jsonl', 'datapackage.json'].map(
    (path) => [path, Buffer.from(earlier(partIn(archive, path)))] as const,
  );
  return withParts(archive, { [WARC]: Buffer.concat(warc), ...Object.fromEntries(texts) });
}

/** A page as a server sends it that says when. */
function dated(html: string, headers: Readonly<Record<string, string>>): Page {
  const bytes = Buffer.from(html);
  const body = { bytes, sha256: sha256Of(bytes), truncated: false };
  return { http: 200, headers: { 'content-type': 'text/html', ...headers }, body };
}

describe('the date of a capture', () => {
  const NIGHT = 'Wed, 01 Oct 2025 02:00:01 GMT';
  const changed = page(PASSAGE).replace(
    '<title>',
    '<meta property="article:modified_time" content="2025-08-30"><title>',
  );

  it.each([
    [
      'the server’s clock',
      dated(page(PASSAGE), { date: NIGHT }),
      'the server’s clock said 1 October 2025',
    ],
    [
      'the server’s day of the last change',
      dated(page(PASSAGE), { 'last-modified': 'Mon, 01 Sep 2025 10:00:00 GMT' }),
      'the server says that the page was changed on 1 September 2025',
    ],
    ['the page', dated(changed, {}), 'the page says that it was changed on 30 August 2025'],
  ])(
    'that was set back, with all digests mended behind it, is contradicted by %s',
    async (_, answer, words) => {
      const archive = await exported(true, answer);
      expect((await replayArchive('a.wacz', archive, [])).contradictions).toEqual([]);
      const replayed = await replayArchive('a.wacz', await setBack(archive), []);
      expect(replayed.differing).toEqual([]);
      expect(replayed.contradictions).toMatchObject([
        { run: 1, at: expect.stringMatching(/^2024-10-01/u) },
      ]);
      expect(renderReplayed(ENGLISH, replayed)).toMatch(
        new RegExp(`^run 1 says that it was made on 1 October 2024.+${words}`, 'mu'),
      );
    },
  );

  it('is contradicted by that of an earlier run, and by another one in its own records', async () => {
    const archive = await exported(true, page(PASSAGE), ALTERED);
    const records = await readRecords(Buffer.from(openZip(archive)(WARC) ?? []));
    const warc = await Promise.all(
      records.map(({ fields, block }) => {
        const named = [...fields].filter(
          ([name]) => name !== 'warc-block-digest' && name !== 'content-length',
        );
        const text = `${block}`;
        const isLast = fields.get('warc-type') === 'metadata' && text.includes('2025-10-02');
        return writeRecord({
          fields: named,
          block: isLast ? Buffer.from(text.replaceAll('2025-10-02', '2024-10-02')) : block,
        });
      }),
    );
    const { contradictions } = await replayArchive(
      'a.wacz',
      withParts(archive, { [WARC]: Buffer.concat(warc) }),
      [],
    );
    expect(contradictions.map(({ run, witness }) => [run, witness])).toEqual([
      [2, 'record'],
      [2, 'earlier'],
    ]);
  });

  it.each([
    ['a clock that shows local time', { date: 'Wed, 01 Oct 2025 16:00:00 GMT' }],
    [
      'a cache',
      { date: 'Mon, 01 Sep 2025 00:00:00 GMT', 'last-modified': 'Mon, 01 Sep 2025 00:00:00 GMT' },
    ],
    ['no date', { date: 'yesterday', 'last-modified': '' }],
  ])('is not contradicted by a server with %s', async (_, headers) => {
    const replayed = await replayArchive(
      'a.wacz',
      await exported(true, dated(changed, headers)),
      [],
    );
    expect(replayed.contradictions).toEqual([]);
    expect(renderReplayed(ENGLISH, replayed)).toContain('Nothing in the archive proves its dates');
  });
});

describe('an exported archive that is judged again', () => {
  it('says the same of every capture, byte for byte, and where the passage stands in the text', async () => {
    const archive = await exported(true, page(PASSAGE), page(PASSAGE), ALTERED, OTHER);
    const replayed = await replayArchive('a.wacz', archive, []);
    expect(replayed.differing).toEqual([]);
    expect(renderReplay(replayed.again)).toBe(partIn(archive, 'citewatch/replay.json'));
    expect(verdicts(replayed.again)).toEqual([['intact'], ['intact'], ['altered'], ['missing']]);
    const [start = 0, end = 0] = replayed.again.captures[0]?.judged?.quotes[0]?.offsets[0] ?? [];
    expect(replayed.texts[0]?.slice(start, end)).toBe(PASSAGE.slice(0, -1));
    expect(renderReplayed(ENGLISH, replayed)).toContain(
      '4 captures judged again: the same as the archive says, byte for byte.',
    );
  });

  it('says otherwise where the archive tells of another verdict than its bytes give', async () => {
    const archive = await exported(true, page(PASSAGE), ALTERED);
    const lying = forged(archive, 'citewatch/replay.json', (text) =>
      text.replace('"altered"', '"missing"'),
    );
    const replayed = await replayArchive('a.wacz', lying, []);
    expect(replayed.differing.map(({ run }) => run)).toEqual([2]);
    expect(renderReplayed(ENGLISH, replayed)).toContain('the archive says: ');
  });

  it('is of no other rules’ making, unless that is said', async () => {
    const archive = await exported(true, page(PASSAGE));
    const later = forged(archive, 'citewatch/replay.json', (text) =>
      text.replace(/"rules": "\w+"/u, '"rules": "abc"'),
    );
    const replayed = await replayArchive('a.wacz', later, []);
    expect(replayed.differing).toEqual([]);
    expect(renderReplayed(ENGLISH, replayed)).toContain('; the archive was made by abc.');
    expect(renderReplayed(ENGLISH, await replayArchive('a.wacz', archive, []))).not.toContain(
      'was made by',
    );
  });

  it('looks for another passage, also in an archive that names none', async () => {
    for (const archive of [
      await exported(true, page(PASSAGE)),
      await exported(false, page(PASSAGE)),
    ]) {
      const stands = await replayArchive('a.wacz', archive, [PASSAGE]);
      expect(verdicts(stands.again)).toEqual([['intact']]);
      const twin = await replayArchive('a.wacz', archive, [PASSAGE.replace(/\d/u, '9')]);
      expect(verdicts(twin.again)).toEqual([['altered']]);
    }
    await expect(replayArchive('a.wacz', await exported(false, page(PASSAGE)), [])).rejects.toThrow(
      'names no passages to look for',
    );
  });
});

describe('an archive that is not whole', () => {
  it('is refused wherever a bit of a part is turned', async () => {
    const archive = await exported(true, page(PASSAGE));
    const records = zipDirectory(archive).records;
    for (const { name, record, local } of records) {
      const start =
        local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const length = record.readUInt32LE(20);
      for (let at = start; at < start + length; at += Math.max(1, Math.floor(length / 20))) {
        const turned = Buffer.from(archive);
        turned.writeUInt8(turned.readUInt8(at) ^ 1, at);
        await expect(
          replayArchive('a.wacz', turned, []),
          `${name} at ${at - start}`,
        ).rejects.toThrow(/^a\.wacz/u);
      }
    }
    expect(records.length).toBe(6);
  });

  it('is refused in our words where its records are of another shape', async () => {
    const archive = await exported(true, page(PASSAGE));
    const packed = async (said: string) => {
      const record = (type: string, block: string) =>
        writeRecord({ fields: [['WARC-Type', type]], block: Buffer.from(block) });
      const all = [record('response', 'HTTP/1.1 200 \r\n\r\n'), record('request', 'GET /\r\n\r\n')];
      return Buffer.concat(await Promise.all([...all, record('metadata', said)]));
    };
    const refusedFor = async (said: Buffer) => {
      const other = forged(archive, 'archive/data.warc.gz', () => said);
      return replayArchive('a.wacz', other, []).then(String, (error: Error) => error.message);
    };
    const words = 'a.wacz: cannot be read as citewatch’s own records';
    expect(await refusedFor(await packed('{}'))).toBe(words);
    for (const said of ['null', '[1,'])
      expect(await refusedFor(await packed(said))).toBe(`${words}: its metadata record is no JSON`);
    expect(await refusedFor(Buffer.from('no gzip'))).toBe(
      `${words}: it is no gzip, or a broken one`,
    );
  });

  it('is refused where it is cut short, is no archive, or tells of more captures than it holds', async () => {
    const archive = await exported(true, page(PASSAGE), ALTERED);
    await expect(replayArchive('a.wacz', archive.subarray(0, -40), [])).rejects.toThrow(
      'is damaged',
    );
    await expect(replayArchive('a.wacz', Buffer.from('PK'), [])).rejects.toThrow('is damaged');
    await expect(replayArchive('a.json', Buffer.from('{}'), [])).rejects.toThrow(
      'is no archive: name a .wacz',
    );
    const more = forged(archive, 'citewatch/replay.json', (text) => {
      const said = JSON.parse(text);
      return JSON.stringify({ ...said, captures: [...said.captures, said.captures[0]] });
    });
    await expect(replayArchive('a.wacz', more, [])).rejects.toThrow(
      'tells of 3 captures and holds 2',
    );
  });
});
