import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pieces of bytes outside of the memory, in a file that nobody else sees and that ends with the process. */
export interface Spill {
  /** Puts a piece there and gives its place. */
  put(piece: Uint8Array): SpiltPiece;
  get({ offset, length }: SpiltPiece): Buffer;
  close(): void;
}

/** Where a piece lies. */
export interface SpiltPiece {
  readonly offset: number;
  readonly length: number;
}

/** Opens one. */
export function openSpill(): Spill {
  const folder = mkdtempSync(join(tmpdir(), 'citewatch-'));
  const file = openSync(join(folder, 'rows'), 'wx+', 0o600);
  const forget = () => rmSync(folder, { recursive: true, force: true });
  // An open file outlives its name, but for Windows.
  if (process.platform !== 'win32') forget();
  let end = 0;
  return {
    put(piece) {
      writeSync(file, piece, 0, piece.length, end);
      end += piece.length;
      return { offset: end - piece.length, length: piece.length };
    },
    get({ offset, length }) {
      const bytes = Buffer.allocUnsafe(length);
      readSync(file, bytes, 0, length, offset);
      return bytes;
    },
    close() {
      closeSync(file);
      forget();
    },
  };
}
