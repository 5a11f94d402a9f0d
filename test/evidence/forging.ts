import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Entry,
  type LogLine,
  NOTHING,
  seal,
  type Tip,
  unseal,
} from '../../src/evidence/log.js';

/** The lines of a folder's log. */
export const linesIn = (folder: string): readonly LogLine[] =>
  readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((text) => unseal(text) as LogLine);

/** An entry as it was before it had its place. */
export function entryOf({ n: _, previous: __, sha256: ___, ...entry }: LogLine): Entry {
  return entry as Entry;
}

/** Writes a log and its head anew, each line sealed behind the one before, as the program itself would have. */
export function rewrite(folder: string, entries: readonly Entry[]): Tip {
  let tip: Tip = NOTHING;
  const texts = entries.map((entry) => {
    const text = seal(entry, tip);
    tip = unseal(text) as LogLine;
    return `${text}\n`;
  });
  writeFileSync(join(folder, 'log.jsonl'), texts.join(''));
  writeFileSync(join(folder, 'head'), `${tip.n} ${tip.sha256}\n`);
  return tip;
}

/** The same, with every entry of a folder's log changed by `change`. */
export const forge = (
  folder: string,
  change: (entries: readonly Entry[]) => readonly Entry[],
): Tip => rewrite(folder, change(linesIn(folder).map(entryOf)));
