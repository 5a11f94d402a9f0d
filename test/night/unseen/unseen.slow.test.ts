import { describe, expect, test } from 'vitest';
import { EDITS } from './edits.js';
import { REDIRECTS } from './redirects.js';
import { SECOND } from './second-sitting.js';
import { complaints, type Story } from './story.js';
import { STRANGERS } from './strangers.js';

describe.each<[string, readonly Story[]]>([
  ['strangers', STRANGERS],
  ['edits', EDITS],
  ['redirects', REDIRECTS],
  ['a second sitting', SECOND],
])('%s', (_, stories) => {
  test.each(stories.map((story) => [story.what, story] as const))('%s', async (_what, story) => {
    expect(await complaints(story)).toEqual([]);
  });
});
