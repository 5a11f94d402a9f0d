import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExhibitFile } from '../report/exhibit/exhibit.js';

/** Writes a file of an exported folder; `what` is what it is, in a few words. */
export async function writeExhibitFile(
  folder: string,
  name: string,
  content: string | Uint8Array,
  what: string,
): Promise<ExhibitFile> {
  const bytes = Buffer.from(content);
  await writeFile(join(folder, name), bytes);
  return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), what };
}
