import { expect, test } from 'vitest';
import * as z from 'zod';
import { compareMarks, marksIn } from '../../../src/passage/text/edition-name.js';
import table from './publishers.json' with { type: 'json' };
import schema from './publishers.schema.json' with { type: 'json' };

test('the table of publishers fits its schema, and has each once', () => {
  expect(
    z.fromJSONSchema(schema as z.core.JSONSchema.JSONSchema).safeParse(table).error,
  ).toBeUndefined();
  expect(new Set(table.names.map(({ publisher }) => publisher)).size).toBe(table.names.length);
});

test.for(table.names)(
  'the edition is read in “$title” of $publisher',
  ({ title, marks, later }) => {
    expect(marksIn(title).map(({ name }) => name)).toEqual(marks);
    if (later === undefined) return;
    expect(compareMarks(marksIn(later), marksIn(title)).order).toBe('later');
    expect(compareMarks(marksIn(title), marksIn(later)).order).toBe('earlier');
  },
);
