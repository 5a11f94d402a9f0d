import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WARCParser, type WARCRecord } from 'warcio';
import { membersOf, readRecords, writeRecord } from '../../src/evidence/warc.js';
import { night } from '../store/samples.js';
import { emptyFolder } from './evidence-folder.js';
import { answerOf, captureOf, openSample } from './samples.js';

const digest = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

interface Parsed {
  readonly record: WARCRecord;
  /** Where it stands in the file, and how long it is there. */
  readonly offset: number;
  readonly block: Buffer;
}

/** A WARC file as warcio reads it: another program, by other people. */
async function parsed(path: string, parseHttp = false): Promise<readonly Parsed[]> {
  const parser = new WARCParser([readFileSync(path)], { parseHttp, keepHeadersCase: true });
  const records: Parsed[] = [];
  for await (const record of parser) {
    const { offset } = parser;
    records.push({ record, offset, block: Buffer.from(await record.readFully(false)) });
  }
  return records;
}

const TEXT = 'Stateless people have no hukou. '.repeat(200);

async function twoNights() {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  for (const run of [1, 2])
    await evidence.keep({
      ...captureOf('tip', run, ''),
      outcome: answerOf(TEXT, { at: night(run) }),
    });
  const path = (run: number) => join(folder, `run-00000${run}.warc.gz`);
  return { path, lines: await evidence.list('tip') };
}

it('is read by warcio: who asked, what came, what it says of itself', async () => {
  const { path } = await twoNights();
  const records = await parsed(path(1), true);
  expect(records.map(({ record }) => record.warcType)).toEqual([
    'warcinfo',
    'response',
    'request',
    'metadata',
  ]);
  const [info, response, request, metadata] = records as [Parsed, Parsed, Parsed, Parsed];
  expect(info.block.toString()).toContain('software: citewatch/1\r\n');
  expect(info.block.toString()).toContain('encodings undone');
  expect(info.record.warcHeader('WARC-Filename')).toBe('run-000001.warc.gz');
  expect(response.record.warcTargetURI).toBe('https://example.org/report/china?year=2024');
  expect(response.record.warcDate).toBe(night(1));
  expect(response.record.httpHeaders?.statusCode).toBe(200);
  expect(response.block.toString()).toBe(TEXT);
  expect(response.record.httpHeaders?.headers.get('content-length')).toBe(String(TEXT.length));
  expect(response.record.httpHeaders?.headers.get('x-orig-content-encoding')).toBe('gzip');
  expect(response.record.httpHeaders?.headers.get('content-encoding')).toBeUndefined();
  expect(request.record.httpHeaders?.statusline).toBe('GET /report/china?year=2024 HTTP/1.1');
  expect(request.record.httpHeaders?.headers.get('user-agent')).toBe('citewatch/1');
  expect(request.record.warcConcurrentTo).toEqual([response.record.warcHeader('WARC-Record-ID')]);
  expect(JSON.parse(metadata.block.toString())).toMatchObject({
    subject: 'tip',
    run: 1,
    outcome: {
      hops: [{ url: 'http://example.org/report', http: 301 }],
      headers: { 'content-encoding': 'gzip' },
    },
  });
});

it('keeps header bytes as they came', async () => {
  const { path } = await twoNights();
  const response = (await parsed(path(1)))[1];
  expect(response?.block.toString('latin1')).toContain('x-name: Universit\u00e9\r\n');
});

it('points from a revisit to the record that holds the bytes', async () => {
  const { path } = await twoNights();
  const original = (await parsed(path(1)))[1]?.record;
  const revisit = (await parsed(path(2)))[1]?.record;
  expect(revisit?.warcType).toBe('revisit');
  expect(revisit?.warcHeader('WARC-Profile')).toBe(
    'http://netpreserve.org/warc/1.1/revisit/identical-payload-digest',
  );
  expect(revisit?.warcHeader('WARC-Refers-To')).toBe(original?.warcHeader('WARC-Record-ID'));
  expect(revisit?.warcRefersToTargetURI).toBe(original?.warcTargetURI);
  expect(revisit?.warcRefersToDate).toBe(original?.warcDate);
  expect(revisit?.warcPayloadDigest).toBe(original?.warcPayloadDigest);
});

it('carries digests that others can compute, and stands where the log says', async () => {
  const { path, lines } = await twoNights();
  for (const run of [1, 2]) {
    const records = await parsed(path(run));
    for (const { record, block } of records) expect(record.warcBlockDigest).toBe(digest(block));
    const response = records[1]?.record;
    expect(response?.warcPayloadDigest).toBe(digest(Buffer.from(TEXT)));
    const line = lines[run - 1];
    expect(records[0]?.offset).toBe(line?.offset);
    expect(line?.length).toBe(readFileSync(path(run)).length);
  }
});

it('says of a document that was cut at the limit that it is cut', async () => {
  const folder = emptyFolder();
  const outcome = answerOf('half a docu');
  const body = outcome.body && { ...outcome.body, truncated: true };
  await openSample(folder).keep({ ...captureOf('a', 1, ''), outcome: { ...outcome, body } });
  const [, response] = await parsed(join(folder, 'run-000001.warc.gz'));
  expect(response?.record.warcHeader('WARC-Truncated')).toBe('length');
});

it('keeps addresses and headers on which other writers stumble', async () => {
  const folder = emptyFolder();
  const outcome = answerOf('x', {
    finalUrl: 'https://example.org/0,,,00.html',
    headers: { 'warc-type': 'a,,,b', 'x-a': 'one\r\ninjected: two' },
  });
  await openSample(folder).keep({ ...captureOf('a', 1, ''), outcome });
  const [, response] = await readRecords(readFileSync(join(folder, 'run-000001.warc.gz')));
  expect(response?.fields.get('warc-target-uri')).toBe('https://example.org/0,,,00.html');
  expect(response?.fields.get('warc-type')).toBe('response');
  expect(response?.block.toString()).toContain(
    '\r\nwarc-type: a,,,b\r\nx-a: one  injected: two\r\n',
  );
});

it('reads nothing that is not a whole record', async () => {
  const good = await writeRecord({
    fields: [['WARC-Type', 'metadata']],
    block: Buffer.from('a: b'),
  });
  expect(await readRecords(Buffer.concat([good, good]))).toHaveLength(2);
  await expect(readRecords(good.subarray(0, -9))).rejects.toThrow();
  await expect(writeRecord({ fields: [['X', 'a\nb']], block: Buffer.from('') })).rejects.toThrow(
    'line break',
  );
});

it.each([0, 1, 500, 65_535, 65_536, 200_000])(
  'gives back a block of %i bytes, from one gzip member of its own',
  async (length) => {
    const block = Buffer.from('Each night anew. '.repeat(Math.ceil(length / 17))).subarray(
      0,
      length,
    );
    const packed = await writeRecord({ fields: [['WARC-Type', 'response']], block });
    const [read] = await readRecords(packed);
    expect(read?.block.equals(block)).toBe(true);
    expect(membersOf(Buffer.concat([packed, packed]))).toEqual([
      { offset: 0, length: packed.length },
      { offset: packed.length, length: packed.length },
    ]);
  },
);

it('opens no record of which a bit of its body was turned', async () => {
  const block = Buffer.from('He was arrested in 2019. '.repeat(40));
  const packed = await writeRecord({ fields: [['WARC-Type', 'response']], block });
  const at = packed.length - 20;
  packed.writeUInt8(packed.readUInt8(at) ^ 1, at);
  await expect(readRecords(packed)).rejects.toThrow();
});
