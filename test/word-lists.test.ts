import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { pathsBelow } from './files-below.js';

const SRC = join(import.meta.dirname, '../src');
const lists = pathsBelow(SRC).filter(
  (file) => file.endsWith('.json') && !file.endsWith('.schema.json'),
);

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** What is wrong with a list of words by its schema; null when nothing is. */
function fault(list: Record<string, unknown>, folder: string): string | null {
  if (typeof list.$schema !== 'string') return 'it names no schema';
  if (typeof list.source !== 'string' || list.source.length < 20)
    return 'it does not say where its words are from';
  const { error } = z.fromJSONSchema(read(join(folder, list.$schema))).safeParse(list);
  return error === undefined ? null : z.prettifyError(error);
}

test.for(lists)('%s fits the schema beside it and says where its words are from', (file) => {
  expect(fault(read(join(SRC, file)), dirname(join(SRC, file)))).toBeNull();
});

test.for(lists)(
  '%s with an unknown key, without its source or without its schema is refused',
  (file) => {
    const folder = dirname(join(SRC, file));
    const list = read(join(SRC, file));
    expect(fault({ ...list, unheardOf: 1 }, folder)).toMatch(/unheardOf/);
    expect(fault({ ...list, source: '' }, folder)).toMatch(/from/);
    expect(fault({ ...list, $schema: undefined }, folder)).toMatch(/schema/);
  },
);

const catalogue: Readonly<Record<string, unknown>> = read(
  join(SRC, 'surfaces/words/messages.json'),
);
const groups = Object.entries(catalogue).flatMap(([name, group]) =>
  typeof group === 'object' ? [[name, group as Readonly<Record<string, string>>] as const] : [],
);

test.for(groups)('every message of %s is one that can be filled in', ([, group]) => {
  for (const message of Object.values(group))
    expect(
      () => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }),
      message,
    ).not.toThrow();
});
