import { inflateRawSync } from 'node:zlib';

/** Bytes that one file of an archive may have, unpacked: far more than the XML of a long report; what unpacks to more is a trap. */
const LARGEST = 64 * 1024 * 1024;
/** Files of an archive that are listed; a Word document has some dozens. */
const MOST_ENTRIES = 10_000;

/** Signature of the record at an archive's end (PKWARE APPNOTE 4.3.16). */
const END = 0x06054b50;
/** Bytes of that record, without its comment. */
const END_SIZE = 22;
/** Bytes of the longest comment behind it: its length is a 16-bit number. */
const LONGEST_COMMENT = 0xffff;
/** Signature of a file's record in the directory (PKWARE APPNOTE 4.3.12). */
const ENTRY = 0x02014b50;
/** Bytes of that record, without its names. */
const ENTRY_SIZE = 46;
/** Bytes of the header before a file's data, without its names (PKWARE APPNOTE 4.3.7). */
const LOCAL_SIZE = 30;

/** Unpacks one file of an archive by its name; null when it is not there. Throws for a broken archive. */
export type Unzip = ((name: string) => Uint8Array | null) & {
  /** Of all files, as the archive has them: what they say is no path of ours. */
  readonly names: readonly string[];
};

/**
 * Reads an archive's directory. Throws when there is none.
 *
 * Why not `unzipSync` of fflate, which writes our archives: it believes the size that an archive states, allocates that much, and cuts
 * off silently what is longer. A document whose end is cut off would lose its passages.
 */
export function openZip(bytes: Uint8Array): Unzip {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = new Map(zipDirectory(view).records.map((one) => [one.name, one]));
  const unzip = (name: string): Uint8Array | null => {
    const entry = entries.get(name);
    if (!entry) return null;
    const { record, local } = entry;
    const start =
      local + LOCAL_SIZE + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const data = view.subarray(start, start + record.readUInt32LE(20));
    return record.readUInt16LE(10) === 0
      ? data
      : inflateRawSync(data, { maxOutputLength: LARGEST });
  };
  return Object.assign(unzip, { names: [...entries.keys()] });
}

/** The records of an archive's directory in their order, each with the offset of its file's own header, and where the directory and the record behind it begin. */
export function zipDirectory(view: Buffer) {
  const end = endOf(view);
  const start = view.readUInt32LE(end + 16);
  const count = Math.min(view.readUInt16LE(end + 10), MOST_ENTRIES);
  const records: { readonly name: string; readonly record: Buffer; readonly local: number }[] = [];
  for (let at = start; records.length < count && view.readUInt32LE(at) === ENTRY; ) {
    const name = at + ENTRY_SIZE + view.readUInt16LE(at + 28);
    const next = name + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
    const record = view.subarray(at, next);
    records.push({
      name: view.toString('utf8', at + ENTRY_SIZE, name),
      record,
      local: view.readUInt32LE(at + 42),
    });
    at = next;
  }
  return { records, start, end };
}

function endOf(view: Buffer): number {
  const first = Math.max(0, view.length - END_SIZE - LONGEST_COMMENT);
  for (let at = view.length - END_SIZE; at >= first; at--)
    if (view.readUInt32LE(at) === END) return at;
  throw new Error('no directory');
}

/** Where the relationships of a part stand (ECMA-376 part 2, 9.3.4). */
export const relationsOf = (part: string): string => part.replace(/([^/]*)$/u, '_rels/$1.rels');

/** The part to which another leads by a kind of relationship, or the `usual` one: Word on the web writes `document2.xml` and `footnotes2.xml`. */
export function partRelated(
  relations: readonly Readonly<Record<string, string>>[],
  of: string,
  kind: string,
  usual: string,
): string {
  return partAt(relations.find(({ Type }) => Type?.endsWith(`/${kind}`))?.Target ?? usual, of);
}

/** The part that another names by where it lies from there. */
export const partAt = (target: string, from: string): string =>
  new URL(target, `file:///${from}`).pathname.slice(1);
