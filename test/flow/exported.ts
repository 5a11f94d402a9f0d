import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { WARCParser } from 'warcio';
import { openZip } from '../../src/extract/zip/unzip.js';

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** A file of a ZIP as its directory lists it. */
interface Listed {
  readonly name: string;
  readonly method: number;
  readonly bytes: number;
}

/** The directory of a ZIP, read from its end (APPNOTE 4.3.16 and 4.3.12). */
function listed(zip: Buffer): readonly Listed[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  let at = zip.readUInt32LE(end + 16);
  return Array.from({ length: zip.readUInt16LE(end + 10) }, () => {
    const length = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + length);
    const file = { name, method: zip.readUInt16LE(at + 10), bytes: zip.readUInt32LE(at + 24) };
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    return file;
  });
}

interface Answer {
  readonly url: string | null | undefined;
  readonly type: string | null | undefined;
  /** What follows the head of the answer, or the thing itself; empty in a revisit. */
  readonly body: Buffer;
}

/** The record that a line of the index leads to, cut out of the WARC file alone and read by warcio. */
async function answerAt(warc: Uint8Array, offset: number, length: number): Promise<Answer> {
  const cut = warc.subarray(offset, offset + length);
  // One gzip member, and nothing of the next.
  gunzipSync(cut);
  for await (const record of new WARCParser([cut], { parseHttp: false })) {
    const block = Buffer.from(await record.readFully(false));
    const body = record.warcType === 'resource' ? block : block.subarray(block.indexOf('\r\n\r\n') + 4);
    return { url: record.warcTargetURI, type: record.warcType, body };
  }
  throw new Error('there is no record');
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * What is wrong with a file by the WACZ specification 1.1.1 (its MUST and what replay needs: every file listed with its hash and
 * length, an index in order that leads to records of the addresses that it names, pages with address and time that are in it), and what the index leads to.
 */
export async function readWacz(path: string) {
  const zip = readFileSync(path);
  const unzip = openZip(zip);
  const problems: string[] = [];
  const must = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const bytesOf = (name: string): Uint8Array => {
    const bytes = unzip(name);
    must(bytes !== null, `${name} is missing`);
    return bytes ?? new Uint8Array();
  };
  const textOf = (name: string): string => Buffer.from(bytesOf(name)).toString();
  must(path.endsWith('.wacz'), 'is not called .wacz');
  const files = listed(zip);
  for (const { name, method } of files)
    must(!/\.gz$|^archive\//.test(name) || method === 0, `${name} is compressed twice`);
  const manifest = JSON.parse(textOf('datapackage.json'));
  must(manifest.profile === 'data-package', 'the profile is another');
  must(manifest.wacz_version === '1.1.1', 'the version is another');
  must(
    DATE_TIME.test(manifest.created) && typeof manifest.title === 'string',
    'says not when it was made, or what it is',
  );
  const digest = JSON.parse(textOf('datapackage-digest.json'));
  must(digest.path === 'datapackage.json', 'the digest is of another file');
  must(digest.hash === sha256(bytesOf('datapackage.json')), 'the digest of the manifest is wrong');
  const resources: { name: string; path: string; hash: string; bytes: number }[] = manifest.resources;
  for (const { name, path: at, hash, bytes } of resources) {
    must(/^[-a-z0-9._/]+$/.test(name) && at.endsWith(name), `${at} has no proper name`);
    must(
      hash === sha256(bytesOf(at)) && bytes === bytesOf(at).length,
      `${at} is not the file that is listed`,
    );
  }
  const unlisted = files
    .map(({ name }) => name)
    .filter((name) => !/^datapackage(-digest)?\.json$/.test(name));
  must(
    unlisted.sort().join() ===
      resources
        .map((one) => one.path)
        .sort()
        .join(),
    'lists not all of its files',
  );
  const lines = textOf('indexes/index.cdx').split('\n').slice(0, -1);
  must(lines.length > 0 && lines.join() === [...lines].sort().join(), 'the index is empty or not in order');
  const answers: (Answer & { readonly at: string })[] = [];
  for (const line of lines) {
    const [, key = '', at = '', json = ''] = /^(\S+\)\S*|urn:\S+) (\d{14}) (\{.*\})$/.exec(line) ?? [];
    must(key !== '', `the index has a line that is none: ${line}`);
    const { url, offset, length, filename, recordDigest } = JSON.parse(json);
    const warc = bytesOf(`archive/${filename}`);
    const answer = await answerAt(warc, Number(offset), Number(length));
    must(answer.url === url, `the index leads for ${url} to ${answer.url}`);
    const cut = warc.subarray(Number(offset), Number(offset) + Number(length));
    must(recordDigest === sha256(cut), `the record of ${url} is another`);
    answers.push({ ...answer, at });
  }
  const pages = textOf('pages/pages.jsonl')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const [head, ...entries] = pages;
  must(head?.format === 'json-pages-1.0', 'the pages have no head');
  for (const { url, ts } of entries) {
    must(DATE_TIME.test(ts), `the page ${url} has no time`);
    const known = answers.some((one) => one.url === url && one.at === ts.replace(/\D/g, '').slice(0, 14));
    must(known, `the page ${url} of ${ts} is not in the index`);
  }
  return { problems, answers, pages: entries, manifest };
}
