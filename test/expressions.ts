import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { pathsBelow } from './files-below.js';

const SRC = join(import.meta.dirname, '../src');

/** A regular expression of `src/`. */
export interface Found {
  /** The file, from `src/`. */
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** What a file of `src/` says of regular expressions. */
export interface Said {
  readonly literals: readonly Found[];
  /** How many places make one from a string. */
  readonly made: number;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Every node of a syntax tree. */
export function* nodesIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (!isObject(value) || value instanceof RegExp) return;
  if (typeof value.type === 'string') yield value;
  for (const child of Object.values(value)) yield* nodesIn(child);
}

/** The expressions in a file's text: its literals, and the places that make one. */
export function expressionsIn(file: string, text: string): Said {
  const nodes = [...nodesIn(parseSync(file, text).program)];
  const literals = nodes.flatMap(({ type, regex }) =>
    type === 'Literal' && isObject(regex)
      ? [{ file, source: String(regex.pattern), flags: String(regex.flags) }]
      : [],
  );
  const made = nodes.filter(
    ({ type, callee }) =>
      (type === 'NewExpression' || type === 'CallExpression') &&
      isObject(callee) &&
      callee.name === 'RegExp',
  );
  return { literals, made: made.length };
}

/** Every file of `src/` with its expressions. */
export const expressionsBySource = (): ReadonlyMap<string, Said> =>
  new Map(
    pathsBelow(SRC)
      .filter((path) => path.endsWith('.ts'))
      .map((path) => [path, expressionsIn(path, readFileSync(join(SRC, path), 'utf8'))]),
  );

/** Notes every expression that a file of `src/` makes from a string, and where, for as long as `during` takes. */
export async function madeDuring(during: () => Promise<void>): Promise<ReadonlyMap<string, Found>> {
  const Native = globalThis.RegExp;
  const made = new Map<string, Found>();
  globalThis.RegExp = new Proxy(Native, {
    construct(target, args: [string, string?]) {
      const expression = new target(...args);
      const [place, file] =
        /\/src\/(\S+?\.ts)(?:\?\w+)?:\d+:\d+/u.exec(new Error().stack ?? '') ?? [];
      if (place !== undefined && file !== undefined)
        made.set(`${place} ${expression.source}`, {
          file,
          source: expression.source,
          flags: expression.flags,
        });
      return expression;
    },
  });
  try {
    await during();
  } finally {
    globalThis.RegExp = Native;
  }
  return made;
}
