import { describe, expect, test } from 'vitest';
import { EDITS } from './edits.js';
import { REDIRECTS } from './redirects.js';
import { SECOND } from './second-sitting.js';
import { complaints, type Story } from './story.js';
import { STRANGERS } from './strangers.js';

/** Judged wrongly since a teaser and a change of context are told: the list may only shrink. */
const KNOWN: ReadonlySet<string> = new Set([
  'the article in pages, of which the passage stands on the second',
  'a headline that says more',
  'the same article on a new domain in a new layout',
  'the same article on a new domain in a new layout, with another word',
]);

describe.each<[string, readonly Story[]]>([
  ['strangers', STRANGERS],
  ['edits', EDITS],
  ['redirects', REDIRECTS],
  ['a second sitting', SECOND],
])('%s', (_, stories) => {
  test.each(stories.map((story) => [story.what, story] as const))('%s', async (_what, story) => {
    const found = await complaints(story);
    if (KNOWN.has(story.what)) expect(found).not.toEqual([]);
    else expect(found).toEqual([]);
  });
});
