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

/** Reads an archive's directory. Throws when there is none. */
export function openZip(bytes: Uint8Array): Unzip {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = readDirectory(view);
  const unzip = (name: string): Uint8Array | null => {
    const entry = entries.get(name);
    if (!entry) return null;
    const { method, packed, local } = entry;
    const start = local + LOCAL_SIZE + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const data = view.subarray(start, start + packed);
    return method === 0 ? data : inflateRawSync(data, { maxOutputLength: LARGEST });
  };
  return Object.assign(unzip, { names: [...entries.keys()] });
}

interface Entry {
  readonly method: number;
  readonly packed: number;
  /** Offset of the file's own header. */
  readonly local: number;
}

function readDirectory(view: Buffer): Map<string, Entry> {
  const end = endOf(view);
  const count = Math.min(view.readUInt16LE(end + 10), MOST_ENTRIES);
  const entries = new Map<string, Entry>();
  let at = view.readUInt32LE(end + 16);
  for (let i = 0; i < count && view.readUInt32LE(at) === ENTRY; i++) {
    const name = view.readUInt16LE(at + 28);
    entries.set(view.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + name), {
      method: view.readUInt16LE(at + 10),
      packed: view.readUInt32LE(at + 20),
      local: view.readUInt32LE(at + 42),
    });
    at += ENTRY_SIZE + name + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(view: Buffer): number {
  const first = Math.max(0, view.length - END_SIZE - LONGEST_COMMENT);
  for (let at = view.length - END_SIZE; at >= first; at--) if (view.readUInt32LE(at) === END) return at;
  throw new Error('no directory');
}
