import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsBelow } from './files-below.js';
import type { SourceFile } from './floors.js';

const SRC = join(import.meta.dirname, '../src');
const files: readonly SourceFile[] = pathsBelow(SRC)
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

/** A constant of a file whose value is a number, a list of numbers, or a record that begins with one. */
const NUMERIC = /^(?:export )?const (\w+)(?:: [^=\n]+)? = (?:-?\d|\[-?\d|\{\s*['\w]+: -?\d)/gm;

/** Numbers at the top of files that do not say what they count and where they come from. */
const unexplained = (sources: readonly SourceFile[]): readonly string[] =>
  sources.flatMap(({ path, text }) =>
    [...text.matchAll(NUMERIC)]
      .filter(({ index }) => !text.slice(0, index).endsWith('*/\n'))
      .map(([, name]) => `${path}: ${name} has no doc comment with its unit and its source`),
  );

/** Names of numbers that stand for different values in different files, so that a reader of one is misled by another. */
const ambiguous = (sources: readonly SourceFile[], names: readonly string[]): readonly string[] =>
  sources.flatMap(({ path, text }) =>
    names
      .filter((name) => new RegExp(`^(?:export )?const ${name}\\b`, 'm').test(text))
      .map((name) => `${path}: ${name}`),
  );

describe('numbers at the top of a file', () => {
  it('say what they count and where they come from', () => {
    const numbers = files.flatMap(({ text }) => [...text.matchAll(NUMERIC)]);
    expect(numbers.length).toBeGreaterThan(120);
    expect(unexplained(files)).toEqual([]);
  });

  it.each([
    ['a number', 'const GAP = 3;\n'],
    ['one of a typed record', 'const UNITS: Readonly<Record<string, number>> = { d: 1, m: 30 };\n'],
    ['a list', 'const SIZES = [1.6, 1.3];\n'],
    ['one under a line comment', '// Points.\nconst GAP = 3;\n'],
    ['the second of two under one comment', '/** Points. */\nconst GAP = 3;\nconst EDGE = 2;\n'],
    ['an exported one', 'export const REST = 6 * 3_600_000;\n'],
  ])('would be found out if they did not: %s', (_, text) => {
    expect(unexplained([{ path: 'a.ts', text }])).toEqual([
      expect.stringContaining('has no doc comment'),
    ]);
  });

  it.each([
    ['one that says so', '/** Points. Chosen by eye. */\nconst GAP = 3;\n'],
    ['a text with digits', "const NAME = '3 points';\n"],
    ['a function', 'const half = (n: number): number => n / 2;\n'],
    ['a number inside a function', 'function f() {\n  const n = 3;\n  return n;\n}\n'],
  ])('are let pass: %s', (_, text) => {
    expect(unexplained([{ path: 'a.ts', text }])).toEqual([]);
  });

  it('have a name that says which, where one word would do for many', () => {
    const vague = ['TELLING', 'PATIENCE', 'SHORT', 'TOP'];
    expect(ambiguous(files, vague)).toEqual([]);
    expect(ambiguous([{ path: 'a.ts', text: 'const TOP = 40;\n' }], vague)).toEqual(['a.ts: TOP']);
  });
});
