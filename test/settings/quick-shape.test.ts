import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readQuickly, WATCHLIST_SHAPE } from '../../src/settings/shape.js';

const written = readFileSync('sources.json', 'utf8');

/** A file of one entry of each kind, whose parts are a way of keys each. */
const SMALL = {
  reports: [
    {
      id: 'R',
      title: 'A report',
      url: 'https://r.example/',
      cutOff: '2025-12',
      currency: '2y',
      citations: [
        {
          id: 'R/1',
          source: 's',
          accessed: '2025-02-28',
          quotes: [{ text: 'One two', original: { lang: 'zh-Hant', text: '一二' }, translated: true }],
        },
      ],
    },
  ],
  sources: [
    {
      id: 's',
      publisher: 'P',
      title: 'T',
      url: null,
      addressFrom: 'seen',
      copies: [{ url: 'http://c.example/', by: 'C' }],
    },
  ],
  series: [
    {
      id: 'y',
      name: 'Yearly',
      cadence: { every: '1y', grace: '3m' },
      pattern: 'https://y.example/{edition}',
      editions: [{ edition: '2025' }],
    },
  ],
  decisions: [
    { source: 's', about: 'passage-missing', keep: true, reason: 'Because.', by: 'A', on: '2026-01-01' },
  ],
};

type Path = readonly (string | number)[];

/** Where each value of a value stands, its own place too. */
const placesIn = (value: unknown, at: Path = []): readonly Path[] => [
  at,
  ...(typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => placesIn(one, [...at, key]))
    : []),
];

/** A copy with another value at a place, or with none there. */
function altered(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  const one = altered(copy[key], rest, put);
  if (one === undefined) delete copy[key];
  else copy[key] = one;
  return JSON.parse(JSON.stringify(copy));
}

const byZod = (value: unknown): unknown => {
  const { data } = WATCHLIST_SHAPE.safeParse(value);
  return data === undefined ? null : JSON.stringify(data);
};

const quickly = (value: unknown): unknown => {
  const read = readQuickly(WATCHLIST_SHAPE, value);
  return read === null ? null : JSON.stringify(read.value);
};

test('a file is read as zod reads it, in the same order of keys', () => {
  expect(quickly(JSON.parse(written))).toBe(byZod(JSON.parse(written)));
  expect(quickly(SMALL)).toBe(byZod(SMALL));
  expect(quickly(SMALL)).not.toBeNull();
});

const ODD: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    undefined,
    null,
    true,
    '',
    ' ',
    'a b',
    'x',
    '2025-02-30',
    '2025',
    '1y',
    'https://a:b@x/',
    {},
    [],
  ),
  fc.constantFrom<unknown>({ extra: 1 }, { toString: 'x' }, [null], 7, 'https://x.example/', 'dead-link'),
  fc.jsonValue(),
);

test('property: whatever stands anywhere in a file, it is read as zod reads it, and only where zod complains of nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...placesIn(SMALL)), ODD, (path, odd) => {
      const file = altered(SMALL, path, odd);
      expect(quickly(file)).toBe(byZod(file));
    }),
    { numRuns: 1000 },
  );
});

test.each(
  placesIn(SMALL)
    .filter((path) => path.length > 0)
    .map((path) => [path.join('.'), path] as const),
)('a key too many beside %s is left to zod', (_, path) => {
  const beside = [...path.slice(0, -1), 'constructor'];
  const file = altered(SMALL, beside, 1);
  expect(quickly(file)).toBe(byZod(file));
});

test('a shape of another kind is left to zod', () => {
  expect(readQuickly(z.number(), 1)).toBeNull();
  expect(readQuickly(z.email(), 'x')).toBeNull();
  expect(readQuickly(z.string().email(), 'x')).toBeNull();
  expect(readQuickly(z.coerce.string(), 'x')).toBeNull();
  expect(readQuickly(z.strictObject({ a: z.union([z.string(), z.boolean()]) }), { a: 'x' })).toBeNull();
  expect(readQuickly(z.object({ a: z.string() }), { a: 'x' })).toBeNull();
  const checked = z.strictObject({ a: z.string() }).refine(({ a }) => a !== 'x');
  expect(readQuickly(z.strictObject({ b: checked }), { b: { a: 'x' } })).toBeNull();
  expect(readQuickly(z.array(z.string()).min(2), ['x'])).toBeNull();
});

test('gives each value a default of its own', () => {
  const shape = z.array(z.strictObject({ list: z.array(z.string()).default([]) }));
  const [one, other] = readQuickly(shape, [{}, {}])?.value ?? [];
  expect(one).toEqual({ list: [] });
  expect(one?.list).not.toBe(other?.list);
});
