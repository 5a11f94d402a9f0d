import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** Prints a stack of the packed program with the places of its sources: `npm run build && node tools/crash.mjs < stack.txt`, at the tag of its version. */
const PLACE = /[^\s()]*\/(dist\/[\w/.-]+\.js):(\d+):(\d+)/gu;

const stack = readFileSync(0, 'utf8').replace(PLACE, (there, file, line, column) => {
  const path = new URL(`../${file}.map`, import.meta.url);
  if (!existsSync(path)) return there;
  const map = new SourceMap(JSON.parse(readFileSync(path, 'utf8')));
  const { fileName, lineNumber, columnNumber } = map.findOrigin(Number(line), Number(column));
  return fileName === undefined
    ? there
    : `${fileName.replace(/^(?:\.\.\/)+/u, '')}:${lineNumber}:${columnNumber}`;
});
process.stdout.write(stack);
