import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { WARCParser } from 'warcio';
import { openZip } from '../../src/reading/zip.js';

const sha256 = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

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
  /** Of an answer, its status; null of anything else. */
  readonly status: string | null;
  /** Of an answer, the content type that its head names; of anything else the record's own. */
  readonly contentType: string | null;
  /** The digest of what it carries, or refers to, as the record names it. */
  readonly payloadDigest: string | null | undefined;
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
    const isAnswer = record.warcType !== 'resource';
    const end = isAnswer ? block.indexOf('\r\n\r\n') : 0;
    const head = block.toString('latin1', 0, end);
    return {
      url: record.warcTargetURI,
      type: record.warcType,
      payloadDigest: record.warcPayloadDigest,
      status: /^HTTP\/1\.1 (\d{3}) /u.exec(head)?.[1] ?? null,
      contentType: isAnswer
        ? (/^content-type: (.*)$/mu.exec(head)?.[1] ?? null)
        : (record.warcHeaders.headers.get('Content-Type') ?? null),
      body: block.subarray(isAnswer ? end + 4 : 0),
    };
  }
  throw new Error('there is no record');
}

/** What is wrong with the records of a WARC file, each read by warcio: their kinds, and the digests that they name of themselves. */
async function recordProblems(warc: Uint8Array, indexed: number): Promise<readonly string[]> {
  const problems: string[] = [];
  const ids = new Set<string>();
  let shown = 0;
  for await (const record of new WARCParser([warc], { parseHttp: false })) {
    const header = (name: string) => record.warcHeaders.headers.get(name);
    const block = Buffer.from(await record.readFully(false));
    const id = header('WARC-Record-ID') ?? '';
    if (!/^<urn:uuid:[-0-9a-f]{36}>$/u.test(id) || ids.has(id))
      problems.push(`a record is called ${id}`);
    ids.add(id);
    if (header('WARC-Block-Digest') !== sha256(block))
      problems.push(`${id} has another block digest`);
    if (Number(header('Content-Length')) !== block.length)
      problems.push(`${id} has another length`);
    if (!DATE_TIME.test(header('WARC-Date') ?? '')) problems.push(`${id} has no date`);
    if (/^(?:response|revisit)$/u.test(record.warcType ?? '')) shown++;
  }
  if (shown < 1 || shown > indexed)
    problems.push(`${shown} answers, ${indexed} lines in the index`);
  return problems;
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
  const resources: { name: string; path: string; hash: string; bytes: number }[] =
    manifest.resources;
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
  must(
    lines.length > 0 && lines.join() === [...lines].sort().join(),
    'the index is empty or not in order',
  );
  const answers: (Answer & { readonly at: string })[] = [];
  for (const line of lines) {
    const [, key = '', at = '', json = ''] =
      /^(\S+\)\S*|urn:\S+) (\d{14}) (\{.*\})$/.exec(line) ?? [];
    must(key !== '', `the index has a line that is none: ${line}`);
    const {
      url,
      offset,
      length,
      filename,
      recordDigest,
      digest: payload,
      status,
    } = JSON.parse(json);
    const warc = bytesOf(`archive/${filename}`);
    const answer = await answerAt(warc, Number(offset), Number(length));
    must(answer.url === url, `the index leads for ${url} to ${answer.url}`);
    const cut = warc.subarray(Number(offset), Number(offset) + Number(length));
    must(recordDigest === sha256(cut), `the record of ${url} is another`);
    must((status ?? null) === answer.status, `the record of ${url} has another status`);
    must(payload === answer.payloadDigest, `the record of ${url} names another digest`);
    const isOwn = answer.type !== 'revisit';
    must(!isOwn || payload === sha256(answer.body), `the record of ${url} carries other bytes`);
    answers.push({ ...answer, at });
  }
  problems.push(...(await recordProblems(bytesOf('archive/data.warc.gz'), lines.length)));
  const pages = textOf('pages/pages.jsonl')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const [head, ...entries] = pages;
  must(head?.format === 'json-pages-1.0' && typeof head.id === 'string', 'the pages have no head');
  must(entries.length > 0, 'there are no pages');
  must(new Set(entries.map(({ id }) => id)).size === entries.length, 'two pages have one id');
  for (const { url, ts } of entries) {
    must(DATE_TIME.test(ts), `the page ${url} has no time`);
    const known = answers.some(
      (one) => one.url === url && one.at === ts.replace(/\D/g, '').slice(0, 14),
    );
    must(known, `the page ${url} of ${ts} is not in the index`);
  }
  return { problems, answers, pages: entries, manifest };
}
