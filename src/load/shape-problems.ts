import { findNodeAtLocation, getNodeValue, type Node, type NodeType } from 'jsonc-parser';
import { z } from 'zod';
import type { Problem } from '../model/problem.js';
import type { JsonText } from './json-text.js';
import { didYouMean } from './nearest.js';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** What a shape makes of a file: a value, or problems. */
export type Shaped<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Compares a file with a shape of strict objects; every difference is a problem at its place. */
export function shaped<T>(shape: z.ZodType<T>, json: JsonText, root: Node): Shaped<T> {
  const result = shape.safeParse(getNodeValue(root));
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, shape, json, root)) };
}

function problemsOf(issue: Issue, shape: z.ZodType, json: JsonText, root: Node): Problem[] {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  const nodeAt = (at: Path): Node => findNodeAtLocation(root, [...at]) ?? root;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(shape, path);
    return issue.keys.map((key) =>
      json.problemAt(
        keyOffset(nodeAt([...path, key])),
        `unknown key ${JSON.stringify(key)}${didYouMean(key, known)}`,
      ),
    );
  }
  const node = findNodeAtLocation(root, [...path]);
  if (!node) return [json.problemAt(nodeAt(path.slice(0, -1)).offset, `${named(path)} is missing`)];
  const complaint =
    issue.code === 'invalid_type' ? `must be ${noun(issue.expected)}, not ${noun(node.type)}` : issue.message;
  return [json.problemAt(node.offset, `${named(path)} ${complaint}`)];
}

const keyOffset = (value: Node): number => value.parent?.children?.[0]?.offset ?? value.offset;

function named(path: Path): string {
  const key = path.findLast((step) => typeof step === 'string');
  if (key === undefined) return 'the file';
  return typeof path.at(-1) === 'number' ? `an entry of ${JSON.stringify(key)}` : JSON.stringify(key);
}

const NOUNS: Readonly<Record<NodeType, string>> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list in [ ]',
  object: 'an object in { }',
  property: 'a key',
};
const noun = (type: string): string => NOUNS[type as NodeType] ?? type;

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
