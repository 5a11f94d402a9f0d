import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { nodesIn } from './expressions.js';
import { pathsBelow } from './files-below.js';
import ratchet from './ratchet.json' with { type: 'json' };

// How densely the house is written. Rooms whose code is to be written anew may keep what was there on the day of the ratchet, and no more.

const ROOT = join(import.meta.dirname, '..');
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
const RULES = ['complexity/noExcessiveCognitiveComplexity', 'style/noNestedTernary'] as const;

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** How often each file of `src/` breaks a rule of density, by rule and file. */
function densityOf(): Record<string, Record<string, number>> {
  const only = RULES.map((rule) => `--only=${rule}`);
  const { stdout } = spawnSync(
    process.execPath,
    [BIOME, 'lint', ...only, '--reporter=json', '--max-diagnostics=none', 'src'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 },
  );
  const counts: Record<string, Record<string, number>> = {};
  for (const { category, location } of (JSON.parse(stdout) as { diagnostics: Diagnostic[] })
    .diagnostics) {
    const rule = category.split('/').at(-1) as string;
    const file = location.path.replaceAll('\\', '/');
    counts[rule] ??= {};
    counts[rule][file] = (counts[rule][file] ?? 0) + 1;
  }
  return counts;
}

type Node = Readonly<Record<string, unknown>>;
const typeOf = (node: unknown): unknown => (node as Node | null)?.type;

/** Literals spread into literals: `{ ...{ a } }` is `{ a }`. */
const spreadLiterals = (text: string): number =>
  [...nodesIn(parseSync('a.ts', text).program)].filter(
    ({ type, argument }) =>
      type === 'SpreadElement' &&
      ['ObjectExpression', 'ArrayExpression'].includes(typeOf(argument) as string),
  ).length;

/** Constants at the top of a file that share one declaration: none of them has a comment of its own. */
const tupleConstants = (text: string): number =>
  parseSync('a.ts', text)
    .program.body.map((node) => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
    .flatMap((node) => (node?.type === 'VariableDeclaration' ? node.declarations : []))
    .filter(({ id }) => id.type === 'ArrayPattern').length;

const sources = pathsBelow(join(ROOT, 'src'))
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(ROOT, 'src', path), 'utf8') }));

const filesWith = (count: (text: string) => number): readonly string[] =>
  sources.filter(({ text }) => count(text) > 0).map(({ path }) => path);

describe('the house', () => {
  it('is no denser than the ratchet says, which is shortened as the code is', () => {
    expect(densityOf()).toEqual(ratchet);
  });

  it.each(Object.entries(ratchet))(
    'keeps to %s but in the four rooms that are written anew',
    (_, files) => {
      const rooms = Object.keys(files).map((file) => file.split('/')[1]);
      expect([...new Set(rooms)].sort()).toEqual(['judging', 'manuscript', 'passage', 'reading']);
    },
  );

  it('spreads no literal into a literal', () => {
    expect(filesWith(spreadLiterals)).toEqual([]);
    expect(spreadLiterals('const a = { ...{ b, c }, d: [...[1]] };')).toBe(2);
    expect(spreadLiterals('const a = { ...b, d: [...c], ...(e ? {} : { f }) };')).toBe(0);
  });

  it('gives each constant a declaration of its own', () => {
    expect(filesWith(tupleConstants)).toEqual([]);
    expect(tupleConstants('export const [A, B] = [1, 2];')).toBe(1);
    expect(tupleConstants('const a = 1;\nfunction f() { const [b, c] = d; }')).toBe(0);
  });
});
