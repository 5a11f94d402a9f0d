import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The byte that ends a line of the log. */
const NEWLINE = 0x0a;

/** Adds bytes to the end of a file, which is made when it is absent. They are on the disk when it resolves. */
export async function append(path: string, bytes: Uint8Array): Promise<void> {
  await withFile(path, 'a', async (file) => {
    const { size } = await file.stat();
    await file.appendFile(bytes);
    await file.sync();
    if (size === 0) await syncFolder(dirname(path));
  });
}

/** Writes a file whole or not at all. */
export async function replace(path: string, text: string): Promise<void> {
  try {
    await withFile(`${path}.new`, 'w', async (file) => {
      await file.writeFile(text);
      await file.sync();
    });
    await rename(`${path}.new`, path);
  } catch (error) {
    // On a full disk half of it would stay.
    await rm(`${path}.new`, { force: true });
    throw error;
  }
}

/** Bytes of a file; null when it is absent. */
export const fileSize = (path: string): Promise<number | null> =>
  stat(path).then(({ size }) => size, nullIfAbsent(path));

/** The text of a file; null when it is absent. */
export const fileText = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch(nullIfAbsent(path));

const nullIfAbsent =
  (path: string) =>
  (error: NodeJS.ErrnoException): null => {
    if (error.code === 'ENOENT') return null;
    throw at(error, path);
  };

/** The bytes from `offset` on; fewer than `length` when the file ends before, none when it is absent. */
export async function slice(path: string, offset: number, length: number): Promise<Buffer> {
  if ((await fileSize(path)) === null) return Buffer.alloc(0);
  return withFile(path, 'r', async (file) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  });
}

/** Bytes that are read at once: a stream takes ten times as long to begin. */
const AT_ONCE = 1_000_000;

/** SHA-256 in hex of a part of a file, or of all of it, read piece by piece when it is long. */
export async function hashOf(
  path: string,
  offset = 0,
  length = Number.POSITIVE_INFINITY,
): Promise<string> {
  const hash = createHash('sha256');
  if (length <= AT_ONCE) return hash.update(await slice(path, offset, length)).digest('hex');
  for await (const piece of createReadStream(path, { start: offset, end: offset + length - 1 }))
    hash.update(piece);
  return hash.digest('hex');
}

/** Where something stands in a file, in bytes. */
export interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** A line of a file; `ended` is false for a last one without a line break. */
export interface DiskLine {
  readonly text: string;
  readonly ended: boolean;
  /** Without its line break. */
  readonly place: Extent;
}

/** The lines of a file, read piece by piece; none when it is absent. Only a line feed ends a line. */
export async function* linesOfFile(path: string): AsyncGenerator<DiskLine> {
  if ((await fileSize(path)) === null) return;
  let rest = Buffer.alloc(0);
  let offset = 0;
  for await (const piece of piecesOf(path)) {
    rest = Buffer.concat([rest, piece]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield { text: rest.toString('utf8', 0, end), ended: true, place: { offset, length: end } };
      rest = rest.subarray(end + 1);
      offset += end + 1;
    }
  }
  if (rest.length > 0)
    yield { text: rest.toString(), ended: false, place: { offset, length: rest.length } };
}

/** What the system says went wrong, with the file: a read or a write that fails does not say where. */
const at = (error: unknown, path: string): Error => Object.assign(error as Error, { path });

async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path);
  } catch (error) {
    throw at(error, path);
  }
}

async function withFile<T>(
  path: string,
  flags: string,
  job: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags);
  try {
    return await job(file);
  } catch (error) {
    throw at(error, path);
  } finally {
    await file.close();
  }
}

/** Makes a new file's name as lasting as its bytes. Systems that cannot open a folder do it by themselves. */
async function syncFolder(path: string): Promise<void> {
  try {
    await withFile(path, 'r', (folder) => folder.sync());
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  }
}
