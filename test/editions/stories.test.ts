import { describe, expect, test } from 'vitest';
import { type EditionStory, judgeStory } from './case.js';
import { HELD_OUT, STORIES } from './stories.js';

describe.each([
  ['nights of series', STORIES],
  ['nights of series that nothing was fitted to', HELD_OUT],
])('%s', (_, stories) => {
  test.each(stories.map((story) => [story.what, story] as const))('%s', (_what, story: EditionStory) => {
    const verdict = judgeStory(story);
    expect({ status: verdict.status, newer: verdict.newer.map(({ edition }) => edition) }).toEqual({
      status: story.status,
      newer: story.newer ?? [],
    });
  });
});
