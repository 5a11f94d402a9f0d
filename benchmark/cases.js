import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from './generator/generate.js';

/** Cases with the paths of their pages: those that are kept, and those that a seed makes. */
const FIXED = join(import.meta.dirname, 'cases');

export const fixedCases = () =>
  readFileSync(join(FIXED, 'cases.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map((one) => ({ ...one, page: join(FIXED, 'pages', one.page) }));

/** Makes the cases of a seed, and writes their pages and their list into a folder. */
export function heldOutCases(seed, folder) {
  mkdirSync(join(folder, 'pages'), { recursive: true });
  const cases = generate(seed).map(({ bytes, ending, ...one }) => {
    const page = join('pages', `${one.id}${ending}`);
    writeFileSync(join(folder, page), bytes);
    return { ...one, page };
  });
  writeFileSync(
    join(folder, 'cases.jsonl'),
    cases.map((one) => `${JSON.stringify(one)}\n`).join(''),
  );
  return cases.map((one) => ({ ...one, page: join(folder, one.page) }));
}
