import { describe, expect, test } from 'vitest';
import { type EditionStory, judgeStory } from './case.js';
import { HANDBOOK_AGAIN } from './handbook-again-stories.js';
import { HANDBOOK_FOURTH } from './handbook-fourth-stories.js';
import { HANDBOOK } from './handbook-stories.js';
import { HANDBOOK_THIRD } from './handbook-third-stories.js';
import { KINDRED } from './kindred-stories.js';
import { LATER } from './later-stories.js';
import { HELD_OUT, STORIES } from './stories.js';
import { STRANGER_AGAIN } from './stranger-again-stories.js';
import { STRANGER } from './stranger-stories.js';
import { STRANGER_THIRD } from './stranger-third-stories.js';
import { UNSEEN } from './unseen-stories.js';

describe.each([
  ['nights of series', STORIES],
  ['nights of series that nothing was fitted to', HELD_OUT],
  ['nights of the publishers whom reports cite most', UNSEEN],
  ['nights of offices that describe countries and count', LATER],
  ['nights of a stranger, by all ways to an edition', STRANGER],
  ['nights of a stranger’s second sitting', STRANGER_AGAIN],
  ['nights of a stranger’s third sitting', STRANGER_THIRD],
  ['nights of a handbook’s editor', HANDBOOK],
  ['nights of the editor’s second sitting', HANDBOOK_AGAIN],
  ['nights of the editor’s third sitting', HANDBOOK_THIRD],
  ['nights of the editor’s fourth sitting', HANDBOOK_FOURTH],
  ['nights of the same kinds as the editor’s', KINDRED],
])('%s', (_, stories) => {
  test.each(stories.map((story) => [story.what, story] as const))('%s', (_what, story: EditionStory) => {
    const verdict = judgeStory(story);
    expect({ status: verdict.status, newer: verdict.newer.map(({ edition }) => edition) }).toEqual({
      status: story.status,
      newer: story.newer ?? [],
    });
  });
});

/** What is wanted of the whole table: 38 of 40 at least, and no word that was not earned. */
describe('the share of all nights', () => {
  const all = [
    ...STORIES,
    ...HELD_OUT,
    ...UNSEEN,
    ...LATER,
    ...STRANGER,
    ...STRANGER_AGAIN,
    ...STRANGER_THIRD,
    ...HANDBOOK,
    ...HANDBOOK_AGAIN,
    ...HANDBOOK_THIRD,
    ...HANDBOOK_FOURTH,
    ...KINDRED,
  ];
  const judged = all.map((story) => ({ story, verdict: judgeStory(story) }));
  const wanted = ({ newer = [] }: EditionStory): readonly string[] => newer;

  test('there are forty and more, and two in five at least are traps or cannot be compared', () => {
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(all.filter((story) => wanted(story).length === 0).length).toBeGreaterThanOrEqual(all.length * 0.4);
  });

  test('none calls a page newer that is not', () => {
    const invented = judged.flatMap(({ story, verdict }) =>
      verdict.newer.filter(({ edition }) => !wanted(story).includes(edition)).map(() => story.what),
    );
    expect(invented).toEqual([]);
  });

  test('none is current that was not held against another, or against its own place on a list', () => {
    const unearned = judged.filter(
      ({ story, verdict }) => verdict.status === 'current' && (story.index ?? []).length === 0,
    );
    expect(unearned.map(({ story }) => story.what)).toEqual([]);
  });
});
