import { isUtf8 } from 'node:buffer';
import type { Problem } from '../model/problem.js';

const UTF_16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/** What is wrong with the bytes of a text that is not UTF-8, at its first place; null for one that is. `file` names it. */
export function notUtf8(bytes: Buffer, file: string): Problem | null {
  if (isUtf8(bytes)) return null;
  if (UTF_16.some(([first, second]) => bytes[0] === first && bytes[1] === second))
    return { file, line: 0, column: 0, message: 'is UTF-16: save it as UTF-8' };
  let line = 1;
  let start = 0;
  for (let end = endOfLine(bytes, start); isUtf8(bytes.subarray(start, end)); end = endOfLine(bytes, start)) {
    line++;
    start = end + 1;
  }
  const column = bytes.toString('utf8', start, endOfLine(bytes, start)).indexOf('\ufffd') + 1;
  return { file, line, column, message: 'this character is not UTF-8: save the file as UTF-8' };
}

function endOfLine(bytes: Buffer, start: number): number {
  const end = bytes.indexOf('\n', start);
  return end < 0 ? bytes.length : end;
}
