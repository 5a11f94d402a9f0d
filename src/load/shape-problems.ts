import * as z from 'zod';
import type { Problem } from '../model/problem.js';
import type { JsonText, Path } from './json-text.js';
import { didYouMean } from './nearest.js';
import { readQuickly } from './quick-shape.js';

type Issue = z.core.$ZodIssue;

/** What a shape makes of a file: a value, or problems. */
export type Shaped<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Compares a file with a shape of strict objects; every difference is a problem at its place. */
export function shaped<T>(shape: z.ZodType<T>, json: JsonText): Shaped<T> {
  const quick = readQuickly(shape, json.value);
  if (quick !== null) return quick;
  // To compile a checker for each shape takes longer than to check a file of some thousand sources.
  const result = shape.safeParse(json.value, { jitless: true });
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, shape, json)) };
}

function problemsOf(issue: Issue, shape: z.ZodType, json: JsonText): Problem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(shape, path);
    return issue.keys.map((key) =>
      json.problemAtKey([...path, key], `unknown key ${JSON.stringify(key)}${didYouMean(key, known)}`),
    );
  }
  const found = valueAt(json.value, path);
  if (found === undefined) return [json.problemAt(path, `${named(path)} is missing`)];
  const complaint =
    issue.code === 'invalid_type'
      ? `must be ${noun(issue.expected)}, not ${noun(kindOf(found))}`
      : issue.message;
  return [json.problemAt(path, `${named(path)} ${complaint}`)];
}

/** Undefined when there is nothing. */
const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step)
        ? (at as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    value,
  );

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

function named(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return 'the file';
  return typeof path.at(-1) === 'number' ? `an entry of ${JSON.stringify(key)}` : JSON.stringify(key);
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list in [ ]',
  object: 'an object in { }',
};
const noun = (type: string): string => NOUNS[type] ?? type;

/** The keys that an object at `path` may have. */
function keysAt(shape: z.ZodType, path: Path): string[] {
  const inner = (s: unknown): unknown =>
    s instanceof z.ZodDefault || s instanceof z.ZodNullable || s instanceof z.ZodOptional
      ? inner(s.unwrap())
      : s;
  const step = (s: unknown, key: string | number): unknown =>
    inner(s instanceof z.ZodArray ? s.element : s instanceof z.ZodObject ? s.shape[key] : undefined);
  const object = path.reduce<unknown>(step, inner(shape));
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}
