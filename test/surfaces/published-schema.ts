import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** RFC 3986, 4.1. zod takes every reference for a whole address, which a path in a repository is not. */
const URI_REFERENCE = /^(?:%[\dA-Fa-f]{2}|[\w\-.~:/?#[\]@!$&'()*+,;=])*$/u.source;

/** What zod reads otherwise than JSON Schema means it: a reference, and properties that are required of what has no type. */
function asZodReads(_: string, part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  const { format, required, type } = part as {
    format?: unknown;
    required?: unknown;
    type?: unknown;
  };
  if (format === 'uri-reference') return { ...part, format: undefined, pattern: URI_REFERENCE };
  if (!Array.isArray(required) || type !== undefined) return part;
  return {
    type: 'object',
    properties: Object.fromEntries(required.map((name) => [name, {}])),
    ...part,
  };
}

/** A schema of `test/fixtures/schemas`, with definitions in place of its own. */
export function publishedSchema(
  file: string,
  changed: (definitions: Record<string, object>) => object = () => ({}),
): z.ZodType {
  const text = readFileSync(new URL(`../fixtures/schemas/${file}`, import.meta.url), 'utf8');
  const schema = JSON.parse(text);
  const whole = {
    ...schema,
    definitions: { ...schema.definitions, ...changed(schema.definitions ?? {}) },
  };
  return z.fromJSONSchema(JSON.parse(JSON.stringify(whole), asZodReads));
}
