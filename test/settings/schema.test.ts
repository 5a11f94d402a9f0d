import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { schemaText } from '../../src/settings/watchlist-schema.js';

it('the committed JSON Schema is the one that the validator gives', () => {
  const committed = readFileSync(
    new URL('../../src/settings/sources.schema.json', import.meta.url),
    'utf8',
  );
  expect(committed, 'src/settings/sources.schema.json is out of date: run `npm run schema`').toBe(
    schemaText(),
  );
});

it('tells editors what is required, what is allowed, and what each key means', () => {
  const { title, properties } = JSON.parse(schemaText());
  const source = properties.sources.items;
  expect(title).toBe('citewatch sources');
  expect(source.required).toEqual(['id', 'publisher', 'title']);
  expect(source.additionalProperties).toBe(false);
  expect(source.properties.url).toMatchObject({
    default: null,
    description: expect.stringContaining('never a guess'),
  });
  expect(properties.decisions.items.properties.about.enum).toContain('edition-newer');
});

it('accepts the shipped file and refuses a key that is not known', () => {
  const shipped = JSON.parse(readFileSync(new URL('../../sources.json', import.meta.url), 'utf8'));
  const schema = z.fromJSONSchema(JSON.parse(schemaText()));
  expect(schema.safeParse(shipped).error?.issues).toBeUndefined();
  expect(schema.safeParse({ ...shipped, sorces: [] }).success).toBe(false);
});
