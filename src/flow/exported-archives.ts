import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { KeptCapture, KeptResource, KeptWarc } from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import { type ZipFile, zipEnd, zipHead } from '../evidence/zip.js';
import {
  type Exhibit,
  type ExhibitFile,
  type ExhibitRecord,
  type ExhibitResource,
  fileStem,
} from '../report/exhibit/exhibit.js';
import {
  renderCdx,
  renderDatapackage,
  renderDatapackageDigest,
  renderPages,
  WACZ,
  type WaczPart,
} from '../report/exhibit/wacz.js';

/** Writes the WARC records of a capture, or of all of its source, one capture after another in memory. */
export async function writeWarc(
  folder: string,
  { source, all }: { readonly source: string; readonly all: boolean },
  evidence: Evidence,
  n: number,
) {
  const name = `${fileStem(source)}.warc.gz`;
  const hash = createHash('sha256');
  const records: ExhibitRecord[] = [];
  const resources: Omit<ExhibitResource, 'file'>[] = [];
  let sum = 0;
  let offset = 0;
  const file = await open(join(folder, name), 'w');
  try {
    for await (const kept of evidence.warcs({ subject: source, n: all ? undefined : n })) {
      await file.appendFile(kept.bytes);
      hash.update(kept.bytes);
      sum = crc32(kept.bytes, sum);
      const { record } = kept;
      if (record.kind === 'capture') records.push(recordAt(record, placeOf(kept, offset)));
      else resources.push(resourceAt(record, placeOf(kept, offset)));
      offset += kept.bytes.length;
    }
  } finally {
    await file.close();
  }
  const what = all ? 'all stored records of this source' : 'the stored records of this capture';
  return { file: { name, bytes: offset, sha256: hash.digest('hex'), what }, crc32: sum, records, resources };
}

/** Where the records of a line of the log stand in the exported file. */
const placeOf = ({ record, bytes, shown }: KeptWarc, offset: number) => ({
  ...{ offset, length: bytes.length, recordSha256: record.recordSha256 },
  shown: { ...shown, offset: offset + shown.offset },
  ...{ lineSha256: record.sha256, previousSha256: record.previous },
});

function recordAt(record: KeptCapture['record'], place: ReturnType<typeof placeOf>): ExhibitRecord {
  const { n, run, at, url, finalUrl, http, revisit, payloadSha256, sameAs } = record;
  const same = sameAs === undefined ? {} : { sameAs };
  return { n, run, at, url, finalUrl, http, revisit, payloadSha256, ...same, ...place };
}

function resourceAt(
  record: KeptResource['record'],
  place: ReturnType<typeof placeOf>,
): Omit<ExhibitResource, 'file'> {
  const { n, run, at, url, role, contentType, by = null, how = null, payloadSha256, payloadBytes } = record;
  return { n, run, at, url, role, contentType, by, how, payloadSha256, bytes: payloadBytes, ...place };
}

/** Packs a WARC file of the folder into a WACZ beside it. */
export async function packWacz(
  folder: string,
  said: Omit<Exhibit, 'files'>,
  { file, crc32: sum }: { readonly file: ExhibitFile; readonly crc32: number },
): Promise<ExhibitFile> {
  const name = `${fileStem(said.source.id)}.wacz`;
  const warc = { path: join(folder, file.name), bytes: file.bytes, sha256: file.sha256, crc32: sum };
  const packed = await writeWacz(join(folder, name), said, warc);
  return { name, ...packed, what: 'the same records as a web archive that can be opened (WACZ)' };
}

/** A WARC file on the disk: its path, its length, and its hashes. */
interface WrittenWarc {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly crc32: number;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Text extends WaczPart, ZipFile {
  readonly content: Buffer;
}

function textOf(path: string, text: string): Text {
  const content = Buffer.from(text);
  return { path, content, bytes: content.length, sha256: sha256Of(content), crc32: crc32(content) };
}

/** Writes a WACZ around a WARC file, which is read piece by piece; gives its length and SHA-256. */
async function writeWacz(path: string, exhibit: Omit<Exhibit, 'files'>, warc: WrittenWarc) {
  const archive = { ...warc, path: WACZ.warc };
  const index = textOf(WACZ.index, renderCdx(exhibit));
  const pages = textOf(WACZ.pages, renderPages(exhibit));
  const manifest = textOf(WACZ.manifest, renderDatapackage(exhibit, [archive, index, pages]));
  const digest = textOf(WACZ.digest, renderDatapackageDigest(manifest.sha256));
  const texts = [manifest, digest, pages, index];
  const file = await open(path, 'w');
  const hash = createHash('sha256');
  let bytes = 0;
  const add = async (piece: Buffer): Promise<void> => {
    await file.appendFile(piece);
    hash.update(piece);
    bytes += piece.length;
  };
  try {
    for (const text of texts) await add(Buffer.concat([zipHead(text), text.content]));
    await add(zipHead(archive));
    await copy(warc.path, add);
    await add(zipEnd([...texts, archive]));
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function copy(path: string, add: (piece: Buffer) => Promise<void>): Promise<void> {
  const file: FileHandle = await open(path, 'r');
  // The stream closes what it reads.
  for await (const piece of file.createReadStream()) await add(piece as Buffer);
}
