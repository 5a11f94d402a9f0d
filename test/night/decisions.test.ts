import { expect, it } from 'vitest';
import type { Decision } from '../../src/model/watchlist.js';
import { check } from '../check.js';
import { citation, fakeWorld, page, settings, source, watchlist } from '../world.js';

const PASSAGE = 'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const ALTERED = PASSAGE.replace('16,349', '16,439');
const url = 'https://a.example/article';

const decided = (until: string | null): Decision => ({
  source: 'a',
  about: 'passage-altered',
  edition: null,
  keep: true,
  reason: 'the report explains the other number',
  on: '2025-10-02',
  until,
});

/** Plays nights, each with the page's passage and the decisions of that day, and gives what was found. */
async function nights(...given: readonly (readonly [text: string, decisions: readonly Decision[]])[]) {
  const world = fakeWorld();
  const found: string[][] = [];
  for (const [i, [text, decisions]] of given.entries()) {
    world.date = `2025-10-0${i + 1}T02:00:00.000Z`;
    world.pages.set(url, page(text));
    const watch = watchlist([source('a')], [citation(1, 'a', PASSAGE)], { decisions });
    const run = await check(world, watch, settings({}), () => {});
    found.push(run.findings.map(({ kind, state }) => `${kind} ${state}`));
  }
  await world.close();
  return found;
}

it('a decision holds until its last day, and is told when that has passed', async () => {
  const decision = decided('2025-10-03');
  expect(await nights([PASSAGE, []], [ALTERED, [decision]], [ALTERED, [decision]], [ALTERED, [decision]])).toEqual([
    [],
    ['passage-altered acknowledged'],
    ['passage-altered acknowledged'],
    ['passage-altered new', 'lint-decision-expired new'],
  ]);
});

it('a decision whose finding is over is told on the night after, once, until it is taken out', async () => {
  const decision = decided(null);
  expect(
    await nights(
      [PASSAGE, []],
      [ALTERED, [decision]],
      [PASSAGE, [decision]],
      [PASSAGE, [decision]],
      [PASSAGE, [decision]],
      [PASSAGE, []],
    ),
  ).toEqual([
    [],
    ['passage-altered acknowledged'],
    ['passage-altered resolved'],
    ['lint-decision-pointless new'],
    ['lint-decision-pointless open'],
    ['lint-decision-pointless resolved'],
  ]);
});
