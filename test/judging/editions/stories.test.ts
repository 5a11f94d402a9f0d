import { describe, expect, test } from 'vitest';
import { type EditionStory, judgeStory, TABLES } from './stories.js';

describe.each(TABLES)('%s', (_, stories) => {
  test.each(stories.map((story) => [story.what, story] as const))(
    '%s',
    (_what, story: EditionStory) => {
      const verdict = judgeStory(story);
      expect({
        status: verdict.status,
        newer: verdict.newer.map(({ edition }) => edition),
      }).toEqual({
        status: story.status,
        newer: story.newer ?? [],
      });
    },
  );
});

/** What is wanted of all tables together: no word that was not earned. */
describe('the share of all nights', () => {
  const all = TABLES.flatMap(([, stories]) => stories);
  const judged = all.map((story) => ({ story, verdict: judgeStory(story) }));
  const wanted = ({ newer = [] }: EditionStory): readonly string[] => newer;

  test('there are 548 and more, and two in five at least are traps or cannot be compared', () => {
    expect(all.length).toBeGreaterThanOrEqual(548);
    expect(all.filter((story) => wanted(story).length === 0).length).toBeGreaterThanOrEqual(
      all.length * 0.4,
    );
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
