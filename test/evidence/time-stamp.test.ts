import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { leadsToRoot } from '../../src/evidence/stamp-review.js';
import {
  isWellFormed,
  readTimeStamp,
  stampedText,
  stampQuery,
} from '../../src/evidence/time-stamp.js';
import { certificatesInPem } from '../../src/settings/signing.js';
import { noOpenssl, openTsa, type Tsa } from './tsa.js';

/** Of the bytes of a stamp that the slow tests alter, the quick ones alter one in so many: each asks openssl. */
const STRIDE = process.env.TESTS === 'slow' ? 1 : 37;

/** More bytes than those of a stamp that nothing depends on: five of 1328 were counted. */
const UNSIGNED = 15;

/** The bit of a tag, counted from the lowest, that says whether its value is made of values (X.690, 8.1.2.5). */
const CONSTRUCTED = 5;

const TIP = { n: 3, sha256: 'a'.repeat(64) };
const TEXT = stampedText(TIP);

let tsa: Tsa;
let other: Tsa;
let good: Buffer;
beforeAll(async () => {
  if (noOpenssl !== null) return console.warn(noOpenssl);
  tsa = openTsa();
  other = openTsa('Other');
  good = tsa.answer((await stampQuery(TIP)).bytes);
  for (const [name, purpose] of Object.entries({
    web: 'web',
    several: 'several',
    uncritical: 'uncritical',
    plain: 'plain',
  }))
    tsa.certificate(name, purpose);
  tsa.certificate('old', 'stamps', '20210101000000Z');
  return () => {
    tsa.remove();
    other.remove();
  };
});

/** What this program says of a response: good, or why not. */
async function ours(response: Uint8Array, text = TEXT, roots = tsa.root): Promise<string> {
  try {
    const stamp = await readTimeStamp(response, text);
    return leadsToRoot(stamp, certificatesInPem(roots)) ? 'good' : 'leads to none of the roots';
  } catch (error) {
    return (error as Error).message;
  }
}

/** What `openssl ts -verify` says of it. */
function theirs(response: Uint8Array, text = TEXT, roots = tsa.root): 'good' | 'bad' {
  const files = { 'data.txt': text, 'in.tsr': response, 'roots.pem': roots };
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(tsa.folder, name), content);
  const command = ['ts', '-verify', '-data', 'data.txt', '-in', 'in.tsr', '-CAfile', 'roots.pem'];
  return spawnSync('openssl', command, { cwd: tsa.folder }).status === 0 ? 'good' : 'bad';
}

const flipped = (at: number): Buffer => {
  const bytes = Buffer.from(good);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
  return bytes;
};

describe.skipIf(noOpenssl !== null)('a time stamp', () => {
  it('is read: when, by whom, and in answer to which question', async () => {
    const query = await stampQuery(TIP);
    const stamp = await readTimeStamp(tsa.answer(query.bytes), TEXT);
    expect(stamp.nonce).toBe(query.nonce);
    expect(stamp.signer.subject).toBe('CN=Test signer');
    expect(Math.abs(Date.parse(stamp.time) - Date.now())).toBeLessThan(600_000);
    expect((await stampQuery(TIP)).nonce).not.toBe(query.nonce);
  });

  it.each<readonly [string, () => Promise<string>, () => 'good' | 'bad', string]>([
    ['as it came', () => ours(good), () => theirs(good), 'good'],
    [
      'of another text',
      () => ours(good, `${TEXT}.`),
      () => theirs(good, `${TEXT}.`),
      'is a stamp of something else',
    ],
    [
      'by another root',
      () => ours(good, TEXT, other.root),
      () => theirs(good, TEXT, other.root),
      'leads to none of the roots',
    ],
    [
      'where one of several roots is the right one',
      () => ours(good, TEXT, other.root + tsa.root),
      () => theirs(good, TEXT, other.root + tsa.root),
      'good',
    ],
    [
      'held against its signer, who is no root',
      () => ours(good, TEXT, tsa.signer),
      () => theirs(good, TEXT, tsa.signer),
      'leads to none of the roots',
    ],
    [
      'cut short',
      () => ours(good.subarray(0, -1)),
      () => theirs(good.subarray(0, -1)),
      'is no time stamp',
    ],
  ])('%s: openssl ts -verify says the same', async (_, mine, openssl, words) => {
    expect(await mine()).toBe(words);
    expect(openssl()).toBe(words === 'good' ? 'good' : 'bad');
  });

  it.each([
    ['signer', 'good'],
    ['web', 'is signed by a certificate that is not for time stamps alone'],
    ['several', 'is signed by a certificate that is not for time stamps alone'],
    ['uncritical', 'is signed by a certificate that is not for time stamps alone'],
    ['plain', 'is signed by a certificate that is not for time stamps alone'],
    ['old', 'is signed by a certificate that was not valid at its time'],
  ])('signed anew by “%s”: openssl ts -verify says the same', async (signer, words) => {
    const response = tsa.resign(good, signer);
    expect(await ours(response)).toBe(words);
    expect(theirs(response)).toBe(words === 'good' ? 'good' : 'bad');
  });

  it('is read where the hash of its certificate looks like a value of its own', async () => {
    const { signer } = await readTimeStamp(good, TEXT);
    const at = good.indexOf(createHash('sha256').update(signer.raw).digest());
    const response = Buffer.from(good);
    // An integer of thirty bytes.
    response.set([0x02, 0x1e, 0x01], at);
    expect(at).toBeGreaterThan(0);
    expect(await ours(response)).toBe('does not bring the certificate that it is signed with');
  });

  it('with keys of RSA is as good', async () => {
    const rsa = openTsa('Rsa', ['-newkey', 'rsa:2048']);
    const response = rsa.answer((await stampQuery(TIP)).bytes);
    expect(await ours(response, TEXT, rsa.root)).toBe('good');
    expect(theirs(response, TEXT, rsa.root)).toBe('good');
    rsa.remove();
  });

  it('of which a bit was turned is found, whichever it was, wherever openssl ts -verify finds it', async () => {
    const said: string[] = [];
    let unfound = 0;
    for (let at = 0; at < good.length; at += STRIDE) {
      const response = flipped(at);
      const [mine, openssl] = [await ours(response), theirs(response)];
      // A value that its tag says is made of values, and is not, or the other way round: openssl takes it for what it was.
      const isTagTaken = mine === 'is no time stamp' && at % 8 === CONSTRUCTED;
      if ((mine === 'good') !== (openssl === 'good') && !isTagTaken)
        said.push(`${at}: ${mine}, openssl: ${openssl}`);
      if (mine === 'good') unfound += 1;
    }
    expect(said).toEqual([]);
    // Nobody signs the status, the versions and what the signature calls itself.
    expect(unfound).toBeLessThan(UNSIGNED);
  }, 600_000);

  it('that is refused says so in the authority’s words, in one line', async () => {
    const refusal = tsa.answer(Buffer.from('3003020101', 'hex'));
    expect(await ours(refusal)).toMatch(/^was refused by the authority \(status 2: .+\)$/);
    expect(theirs(refusal)).toBe('bad');
  });
});

it.skipIf(noOpenssl !== null)(
  'is not led round in circles by authorities that vouch for each other',
  async () => {
    const stamp = await readTimeStamp(good, TEXT);
    const circle = Array.from({ length: 20 }, () => stamp.certificates).flat();
    expect(leadsToRoot({ ...stamp, certificates: circle }, certificatesInPem(other.root))).toBe(
      false,
    );
    const roots = Array.from({ length: 20 }, () => certificatesInPem(tsa.root)).flat();
    expect(
      leadsToRoot({ ...stamp, certificates: [...circle, ...roots] }, certificatesInPem(other.root)),
    ).toBe(false);
    expect(
      leadsToRoot({ ...stamp, certificates: [...circle, ...roots] }, certificatesInPem(tsa.root)),
    ).toBe(true);
  },
);

it('is never made of other bytes, which are refused in a moment', async () => {
  const refused = expect.stringMatching(/^(is|was|has|does) /);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(await readTimeStamp(bytes, TEXT).catch((error: Error) => error.message)).toEqual(
        refused,
      );
    }),
  );
  const nested = Buffer.alloc(60_000, Buffer.from('3080', 'hex'));
  const huge = Buffer.alloc(70_000);
  for (const bytes of [nested, huge])
    expect(await readTimeStamp(bytes, TEXT).catch((error: Error) => error.message)).toEqual(
      refused,
    );
});

it.each([
  ['3003020100', true],
  ['30030201', false],
  ['3004020100', false],
  ['300302010000', false],
  ['30020200', false],
  ['30800201000000', false],
  ['300402020100', true],
  ['3081030201ff', true],
  ['3f03020100', false],
  ['', false],
])('of the values in DER, %s is one: %s', (hex, is) => {
  expect(isWellFormed(Buffer.from(hex, 'hex'))).toBe(is);
});
