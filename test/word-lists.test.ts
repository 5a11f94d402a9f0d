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

/** All texts of a list, with the lists and records that hold them. */
function* valuesIn(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) yield* valuesIn(one);
}

/** What no type says of a list of words: each entry says something, which as an alternative of an expression would else fit anything, and says it once. */
function fault(list: Record<string, unknown>): string | null {
  if (typeof list.source !== 'string' || list.source.length < 20)
    return 'it does not say where its words are from';
  for (const value of valuesIn(list)) {
    if (!Array.isArray(value)) continue;
    const texts = value.filter((one) => typeof one === 'string');
    if (texts.some((text) => text.trim() === '')) return 'one of its lists has an empty text';
    const twice = texts.find((one, i) => texts.indexOf(one) !== i);
    if (twice !== undefined) return `it has “${twice}” twice`;
  }
  return null;
}

/** What is wrong with a list by the schema that it names, for the editor of a translator. */
function schemaFault(list: Record<string, unknown>, folder: string): string | null {
  if (typeof list.$schema !== 'string') return 'it names no schema';
  const { error } = z.fromJSONSchema(read(join(folder, list.$schema))).safeParse(list);
  return error === undefined ? null : z.prettifyError(error);
}

test.for(lists)('%s says where its words are from, and each of them once', (file) => {
  const list = read(join(SRC, file));
  expect(fault(list)).toBeNull();
  expect(fault({ ...list, source: '' })).toMatch(/from/);
  expect(fault({ ...list, more: { words: ['a', ' '] } })).toMatch(/empty/);
  expect(fault({ ...list, more: { words: ['a', 'a'] } })).toMatch(/twice/);
});

test.for(lists.filter((file) => '$schema' in read(join(SRC, file))))(
  '%s fits the schema that it names, and would not with an unknown key',
  (file) => {
    const folder = dirname(join(SRC, file));
    const list = read(join(SRC, file));
    expect(schemaFault(list, folder)).toBeNull();
    expect(schemaFault({ ...list, unheardOf: 1 }, folder)).toMatch(/unheardOf/);
  },
);

/** Texts of some lists that have a form which no type can state. */
const FORMS: readonly (readonly [file: string, form: RegExp, texts: (list: never) => unknown])[] = [
  ['settings/series.json', /^[a-z-]+$/, (list: Known) => list.series.map(({ id }) => id)],
  ['settings/series.json', /^[^,]+, [^,]+$/, (list: Known) => list.series.map(({ name }) => name)],
  [
    'settings/series.json',
    /^\d+[ymd]$/,
    (list: Known) => list.series.flatMap(({ cadence }) => Object.values(cadence ?? {})),
  ],
  [
    'settings/series.json',
    /^https:\/\//,
    (list: Known) => list.series.flatMap(({ index, addresses }) => [...index, ...addresses]),
  ],
  [
    'commands/examples.json',
    /citewatch /,
    (list: { readonly commands: object }) => Object.values(list.commands).flat(),
  ],
  [
    'reading/markup-words.json',
    /^(?:hard|soft|list|label|content)$/,
    (list: Record<'roles' | 'elements', object>) =>
      [list.roles, list.elements].flatMap(Object.values),
  ],
];

interface Known {
  readonly series: readonly {
    readonly id: string;
    readonly name: string;
    readonly cadence: Readonly<Record<string, string>> | null;
    readonly index: readonly string[];
    readonly addresses: readonly string[];
  }[];
}

test.for(FORMS)('texts of %s have the form %s', ([file, form, textsOf]) => {
  const texts = textsOf(read(join(SRC, file)) as never) as readonly string[];
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter((text) => !form.test(text))).toEqual([]);
});

test('the months of each calendar are twelve', () => {
  const { gregorian, hijri } = read(join(SRC, 'passage/text/months.json'));
  expect([gregorian.length, hijri.length]).toEqual([12, 12]);
});

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
