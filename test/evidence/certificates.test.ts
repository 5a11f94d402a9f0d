import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import type { Capture } from '../../src/evidence/capture.js';
import { packCertificate } from '../../src/evidence/capture.js';
import type { CertificateRecord } from '../../src/evidence/log.js';
import type { Certificate } from '../../src/model/outcome.js';
import { renderEvidenceProblem } from '../../src/surfaces/exhibit/exhibit.js';
import { night } from '../store/samples.js';
import { emptyFolder } from './evidence-folder.js';
import { forge, linesIn } from './forging.js';
import { captureOf, certificate, openSample, overTls } from './samples.js';

const LEAF = certificate('leaf');
const OTHER = certificate('other leaf');
const BETWEEN = certificate('between');

const capture = (
  subject: string,
  run: number,
  chain: readonly Certificate[],
  text = `${subject} ${run}`,
): Capture => overTls(captureOf(subject, run, text), chain);

it('keeps each certificate once in a file, whatever the number of captures that name it', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  await Promise.all([
    evidence.keep(capture('a', 1, [LEAF, BETWEEN])),
    evidence.keep(capture('b', 1, [LEAF, BETWEEN])),
  ]);
  await evidence.keep(capture('c', 1, [OTHER, BETWEEN]));
  const later = openSample(folder);
  await later.keep(capture('d', 1, [OTHER, BETWEEN]));
  await later.keep(capture('e', 2, [LEAF, BETWEEN]));
  const kept = linesIn(folder).flatMap((line) =>
    line.kind === 'certificate' ? [[line.file.slice(0, 10), line.certificateSha256]] : [],
  );
  expect(kept.sort()).toEqual(
    [
      ...[LEAF, OTHER, BETWEEN].map(({ sha256 }) => ['run-000001', sha256]),
      ...[LEAF, BETWEEN].map(({ sha256 }) => ['run-000002', sha256]),
    ].sort(),
  );
  expect(await openSample(folder).verify()).toMatchObject({ captures: 5, problems: [], notes: [] });
});

it('gives back how a capture came, and its certificates', async () => {
  const evidence = openSample(emptyFolder());
  const given = capture('a', 1, [LEAF, BETWEEN]);
  await evidence.keep(given);
  const kept = await evidence.read(1);
  const { wire, ...outcome } = given.outcome;
  expect(kept?.outcome).toEqual(outcome);
  expect(kept?.wire).toEqual({
    ...wire,
    tls: {
      version: 'TLSv1.3',
      cipher: 'TLS_AES_256_GCM_SHA384',
      protocol: 'h2',
      certificates: [LEAF.sha256, BETWEEN.sha256],
    },
  });
  const chain = kept === null ? [] : await evidence.certificates(kept);
  expect(chain.map(({ der, sha256 }) => [sha256, Buffer.from(der)])).toEqual(
    [LEAF, BETWEEN].map(({ der, sha256 }) => [sha256, Buffer.from(der)]),
  );
});

it('writes the request as it was sent, the address of the server, and certificates that warcio reads', async () => {
  const folder = emptyFolder();
  await openSample(folder).keep(capture('a', 1, [LEAF]));
  const records = [];
  for await (const record of new WARCParser([readFileSync(join(folder, 'run-000001.warc.gz'))], {
    parseHttp: false,
  }))
    records.push({ record, block: Buffer.from(await record.readFully(false)) });
  expect(records.map(({ record }) => record.warcType)).toEqual([
    'warcinfo',
    'response',
    'request',
    'metadata',
    'resource',
  ]);
  expect(records[1]?.record.warcHeader('WARC-IP-Address')).toBe('192.0.2.1');
  expect(records[2]?.block.toString()).toBe(
    'GET /a HTTP/2\r\nhost: example.org\r\ncookie: a=1\r\n\r\n',
  );
  const last = records[4];
  expect(last?.block.equals(LEAF.der)).toBe(true);
  expect(last?.record.warcTargetURI).toBe(
    `ni:///sha-256;${Buffer.from(LEAF.sha256, 'hex').toString('base64url')}`,
  );
  expect(last?.record.warcContentType).toBe('application/pkix-cert');
  expect(last?.record.warcDate).toBe(night(1));
});

it('goes with its file, and is then missed by nobody', async () => {
  const folder = emptyFolder();
  const evidence = openSample(folder);
  const { openEvidence } = await import('../../src/evidence/evidence.js');
  const short = openEvidence(folder, { maxBytes: Number.MAX_SAFE_INTEGER, keepRuns: 2 });
  for (const run of [1, 2, 3, 4]) {
    await short.keep(capture('a', run, [LEAF]));
    await short.prune(night(run));
  }
  expect((await short.verify()).problems).toEqual([]);
  expect(await short.verify()).toMatchObject({ captures: 2, pruned: 2 });
  expect(linesIn(folder).flatMap((line) => (line.kind === 'pruned' ? [line.records] : []))).toEqual(
    [
      [1, 2],
      [3, 4],
    ],
  );
  rmSync(join(folder, 'run-000004.warc.gz'));
  expect((await evidence.verify()).problems.map(renderEvidenceProblem)).toContainEqual(
    expect.stringMatching(/^run-000004.*record 9 .*its file is missing$/),
  );
});

it('is missed where its line was taken out of the log, however well that was sealed again', async () => {
  const folder = emptyFolder();
  await openSample(folder).keep(capture('a', 1, [LEAF, BETWEEN]));
  forge(folder, (entries) =>
    entries.filter(
      (entry) => entry.kind !== 'certificate' || entry.certificateSha256 !== BETWEEN.sha256,
    ),
  );
  expect((await openSample(folder).verify()).problems.map(renderEvidenceProblem)).toEqual([
    expect.stringMatching(/record 1 .*names a certificate that its file does not have$/),
  ]);
  const kept = await openSample(folder).read(1);
  await expect(kept === null ? null : openSample(folder).certificates(kept)).rejects.toThrow(
    'not as it was written',
  );
});

it('that was exchanged for another, record and line sealed anew, is not the one that its capture names', async () => {
  const folder = emptyFolder();
  await openSample(folder).keep(capture('a', 1, [LEAF, BETWEEN]));
  const path = join(folder, 'run-000001.warc.gz');
  const [line] = linesIn(folder).filter(
    ({ kind }) => kind === 'certificate',
  ) as CertificateRecord[];
  const foreign = await packCertificate({ ...OTHER, sha256: LEAF.sha256 }, night(1));
  const whole = readFileSync(path);
  const { offset, length } = line as CertificateRecord;
  writeFileSync(
    path,
    Buffer.concat([whole.subarray(0, offset), foreign.bytes, whole.subarray(offset + length)]),
  );
  const behind = foreign.bytes.length - length;
  const recordSha256 = createHash('sha256').update(foreign.bytes).digest('hex');
  forge(folder, (entries) =>
    entries.map((entry) => {
      if (entry.kind !== 'certificate') return entry;
      return entry.offset === offset
        ? { ...entry, length: foreign.bytes.length, recordSha256 }
        : { ...entry, offset: entry.offset + behind };
    }),
  );
  expect((await openSample(folder).verify()).problems.map(renderEvidenceProblem)).toEqual([
    expect.stringMatching(/record 2 .*is not the certificate whose fingerprint the log names$/),
  ]);
});
