import { expect, test } from 'vitest';
import { isActive } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import { fakeWorld, page } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

const OTHER = page(
  'Fishermen of the southern islands met to agree on quotas for the season.',
  'Fishing quotas',
)
  .replaceAll(
    'The authorities published figures for the year',
    'Boats of every size filled the small harbour',
  )
  .replaceAll(
    'observers in several provinces described how the measures were applied',
    'children sold lemonade beside the quay',
  );

const active = ({ findings }: Run): readonly string[] =>
  findings
    .filter(isActive)
    .map(({ severity, kind, consequences = [] }) =>
      [`${severity} ${kind}`, ...consequences.map((c) => c.kind)].join(' < '),
    );

async function after(...answers: readonly string[]): Promise<readonly (readonly string[])[]> {
  const world = fakeWorld();
  const told: (readonly string[])[] = [];
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    told.push(active(await night(world, one, i + 1)));
  }
  return told;
}

test('a replaced document is one finding, with its missing passage below it, for as long as it is open', async () => {
  const told = await after(page(PASSAGE), OTHER, OTHER, OTHER, OTHER, page(PASSAGE));
  expect(told.slice(3)).toEqual([
    ['high content-replaced < passage-missing'],
    ['high content-replaced < passage-missing'],
    [],
  ]);
});

test('when the document is back without the passage, the passage is told by itself', async () => {
  const told = await after(
    page(PASSAGE),
    OTHER,
    OTHER,
    OTHER,
    page('Nothing was added to the figures of before.'),
  );
  expect(told[3]).toEqual(['high content-replaced < passage-missing']);
  expect(told[4]).toEqual(['high passage-missing']);
});
