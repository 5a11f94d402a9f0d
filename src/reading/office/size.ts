import type { Document } from '../../model/document.js';
import { plainText } from '../sniff.js';

/**
 * Paragraphs and cells of one file that are read, our choice: a table of 5,000 rows and 20 columns has as many. A night that reads one takes 450
 * MB at its peak, and one of 150,000 cells 600.
 */
const MOST_BLOCKS = 100_000;
/** Characters of them, our choice: the Bible has as many. A night that reads them takes 550 MB at its peak, and half as many more do not fit into a thread. */
export const MOST_CHARACTERS = 4_000_000;
/** Sheets of one workbook. Our choice: a sheet that is empty takes time, too. */
const MOST_SHEETS = 1_000;
/** Bytes that the parts of one file may have, unpacked: far more than the XML of a long table. Our choice. */
const MOST_UNPACKED = 32 * 1024 * 1024;

/** A file is longer than what is read of one. */
export class TooLong extends Error {}

/** The document of a file that is longer than what is read. */
export const tooLongFile = (): Document =>
  plainText('text', [], {
    kind: 'office-too-long',
    blocks: MOST_BLOCKS,
    characters: MOST_CHARACTERS,
    megabytes: MOST_UNPACKED / 1024 / 1024,
  });

/** Counts what is read of one file, so that a cell that is repeated a million times takes no memory. Each method throws {@link TooLong}. */
export class SizeLimit {
  #blocks = 0;
  #characters = 0;
  #sheets = 0;
  #unpacked = 0;

  /** Counts a text that stands `times` times. */
  count(text: string, times = 1): void {
    this.#blocks += times;
    this.#characters += times * text.length;
    if (this.#blocks > MOST_BLOCKS || this.#characters > MOST_CHARACTERS) throw new TooLong();
  }

  countSheet(): void {
    this.#sheets++;
    if (this.#sheets > MOST_SHEETS) throw new TooLong();
  }

  /** Counts a part of `bytes` each time that it is unpacked: one part may be named as a thousand sheets. */
  countPart(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > MOST_UNPACKED) throw new TooLong();
  }
}
