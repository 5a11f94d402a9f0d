import { describe, expect, it } from 'vitest';
import { lastObservedWords, unobservedReason } from '../../src/surfaces/evidence.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { link, NIGHT, source } from './fixture-run.js';

const of = source('tip', 'A publisher', 'A report', 'https://a.example/tip');
const BEFORE = '2025-11-20T02:00:00.000Z';
const seen = (at: string) =>
  ({ quote: null, seen: { run: 1, at, witness: 'live', edition: of.edition } }) as const;

describe('why a run did not see what a finding rests on', () => {
  it('is that it was offline, and not what a verdict says of which nothing was judged', () => {
    const blind = {
      ...of,
      link: link({ status: 'unjudged', why: { kind: 'unasked', why: { kind: 'offline' } } }),
    };
    expect(unobservedReason(ENGLISH, seen(BEFORE), blind)).toBe(
      'This machine was offline: no server answered. What is shown was seen on 20 November 2025.',
    );
  });

  it('is not said of what the look that is told of saw itself', () => {
    expect([
      unobservedReason(ENGLISH, seen(NIGHT), of),
      lastObservedWords(ENGLISH, seen(NIGHT), of),
    ]).toEqual([null, null]);
    expect(lastObservedWords(ENGLISH, seen(BEFORE), of)).toBe('as read on 20 November 2025');
  });
});
