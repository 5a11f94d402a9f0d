import { join } from 'node:path';
import { slice } from './disk.js';
import type { ListedRecord } from './log-line.js';

/** Where a record's bytes stand. */
type Place = Pick<ListedRecord, 'file' | 'offset' | 'length'>;

interface Asked {
  readonly place: Place;
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: unknown) => void;
}

/** Records that stand one behind another in a file, in their order. */
interface Stretch {
  readonly file: string;
  readonly offset: number;
  length: number;
  readonly asked: Asked[];
}

/**
 * Reads records of a folder; fewer bytes than a record's where its file ends before. What is asked for at the same moment is read from
 * the disk at once, as it was written there: to open a file takes longer than to read it.
 */
export function readTogether(folder: string): (place: Place) => Promise<Buffer> {
  let waiting: Asked[] = [];
  const readAll = (): void => {
    const all = waiting;
    waiting = [];
    for (const stretch of stretchesOf(all)) void readStretch(folder, stretch);
  };
  return (place) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ place, resolve, reject }) === 1) setImmediate(readAll);
    });
}

function stretchesOf(all: readonly Asked[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const one of all.toSorted(({ place: a }, { place: b }) => a.offset - b.offset)) {
    const { file, offset, length } = one.place;
    const before = stretches.find((s) => s.file === file && s.offset + s.length === offset);
    if (before === undefined) stretches.push({ file, offset, length, asked: [one] });
    else {
      before.length += length;
      before.asked.push(one);
    }
  }
  return stretches;
}

async function readStretch(folder: string, { file, offset, length, asked }: Stretch): Promise<void> {
  try {
    const bytes = await slice(join(folder, file), offset, length);
    for (const { place, resolve } of asked)
      resolve(bytes.subarray(place.offset - offset, place.offset - offset + place.length));
  } catch (error) {
    for (const { reject } of asked) reject(error);
  }
}
