/** A file of an archive: its path in it, its length in bytes, and the CRC-32 of them. */
export interface ZipFile {
  readonly path: string;
  readonly bytes: number;
  readonly crc32: number;
}

/** Bytes that a ZIP without its 64-bit extension can name; the evidence's limit is below it. */
const LARGEST = 0xff_ff_ff_ff;
/** The first of January 1980 as ZIP writes it: equal contents give equal archives. */
const DATE = 0x0021;
/** Names are in UTF-8 (APPNOTE 4.4.4, bit 11). */
const UTF8 = 0x0800;
/** Version 2.0 of the format is enough. */
const VERSION = 20;

type Fields = readonly (readonly [value: number, bytes: 2 | 4])[];

/** Numbers as ZIP writes them: each with its length in bytes, the lowest first. */
function fields(...numbers: Fields): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of numbers) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** What a file's two heads have in common: stored as it is, so that a part of it can be read alone. */
const common = ({ path, bytes, crc32 }: ZipFile): Fields => [
  [VERSION, 2],
  [UTF8, 2],
  [0, 2],
  [0, 2],
  [DATE, 2],
  [crc32, 4],
  [bytes, 4],
  [bytes, 4],
  [Buffer.byteLength(path), 2],
  [0, 2],
];

/** What stands before a file's bytes in an archive. */
export const zipHead = (file: ZipFile): Buffer =>
  Buffer.concat([fields([0x04_03_4b_50, 4], ...common(file)), Buffer.from(file.path)]);

/**
 * What stands behind the files, each of which stands behind its head, in this order and with nothing between. Throws when they
 * are too long.
 */
export function zipEnd(files: readonly ZipFile[]): Buffer {
  const entries: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const place: Fields = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 4],
      [offset, 4],
    ];
    offset += zipHead(file).length + file.bytes;
    if (offset > LARGEST) throw new Error(`${file.path} does not fit into a ZIP`);
    const head = fields([0x02_01_4b_50, 4], [VERSION, 2], ...common(file), ...place);
    entries.push(head, Buffer.from(file.path));
  }
  const directory = Buffer.concat(entries);
  const { length } = files;
  const sizes: Fields = [
    [length, 2],
    [length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  ];
  return Buffer.concat([directory, fields([0x06_05_4b_50, 4], [0, 2], [0, 2], ...sizes)]);
}
