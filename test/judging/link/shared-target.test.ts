import { describe, expect, test } from 'vitest';
import { type SeenTarget, sharedTargets } from '../../../src/judging/link/offline.js';
import { judgeNight, redirected, useOf } from '../nights.js';
import { pageOf } from '../pages.js';

const QUOTE = 'The government did not release 41 suspects, officials said on Monday in Chongqing.';
const TARGET = 'https://a.example/archive';
const document = pageOf(
  'Our archive has moved to another place, where you may look for what you need.',
);

/** A source of `a.example` that was led to a page. */
function led(
  id: string,
  to = TARGET,
  page = document,
  from = `https://a.example/${id}`,
): SeenTarget {
  const outcome = redirected(to, 302, from);
  const verdict = judgeNight(1, { outcome, document: page, uses: [useOf(QUOTE)] });
  const { body: _, ...facts } = outcome;
  return { verdict: { ...verdict, id, url: from }, outcome: facts };
}
const told = (...seen: readonly SeenTarget[]) => [...sharedTargets(seen).keys()];

describe('a page to which a site leads what it lost', () => {
  test('is told when three addresses lead there', () => {
    expect(told(led('1'), led('2'), led('3'))).toEqual(['1', '2', '3']);
  });
  test('is told with how many others of its host lead there', () => {
    const [why] = sharedTargets([led('1'), led('2'), led('3'), led('4')]).values();
    expect(why).toMatchObject({ host: 'a.example', others: 3 });
  });
  test('is not told of two: a document may have two addresses', () => {
    expect(told(led('1'), led('2'))).toEqual([]);
  });
  test('is not told of one address that is cited three times', () => {
    const from = 'https://a.example/1';
    expect(
      told(led('1', TARGET, document, from), led('2', TARGET, document, from), led('3')),
    ).toEqual([]);
  });
  test('is the same page whatever the trifles of its address', () => {
    expect(told(led('1'), led('2', `${TARGET}/`), led('3', `${TARGET}#top`))).toEqual([
      '1',
      '2',
      '3',
    ]);
  });
  test('is not told of pages that answered in their own place', () => {
    const own = (id: string): SeenTarget => ({
      ...led(id),
      outcome: { ...led(id).outcome, hops: [] } as never,
    });
    expect(told(own('1'), own('2'), own('3'))).toEqual([]);
  });
  test('is not told of a source whose passage stands there', () => {
    expect(told(led('1', TARGET, pageOf(QUOTE)), led('2'), led('3'))).toEqual(['2', '3']);
  });
  test('is not told of what failed anyway', () => {
    const gone = led('3');
    const dead = {
      ...gone,
      verdict: { ...gone.verdict, link: { ...gone.verdict.link, status: 'gone' as const } },
    };
    expect(told(led('1'), led('2'), dead)).toEqual([]);
  });
});
