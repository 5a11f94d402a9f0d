import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../../src/model/outcome.js';
import { createArchive, patienceOf } from '../../../src/web/archives/archive.js';
import { fakeClock } from './manual-clock.js';

const slow = { kind: 'silence', slow: true, unreachable: false, what: 'took too long' } as const;
const HOURS = 3_600_000;

describe('the patience of a night', () => {
  it('is spent by answers that never come, whoever was asked', async () => {
    const clock = fakeClock();
    const patience = patienceOf(30_000, clock.now);
    const silent = async () => {
      clock.advance(16_000);
      return slow;
    };
    await patience.waitFor(silent);
    expect(patience.over()).toBeNull();
    await patience.waitFor(silent);
    expect(patience.over()?.reason).toContain('30 s');
  });

  it('is not spent by answers that take their time', async () => {
    const clock = fakeClock();
    const patience = patienceOf(30_000, clock.now);
    await patience.waitFor(async () => {
      clock.advance(60_000);
      return { kind: 'unavailable', reason: 'It is excluded.' };
    });
    expect(patience.over()).toBeNull();
  });

  it('is there again on the next night', async () => {
    const clock = fakeClock();
    const patience = patienceOf(1_000, clock.now);
    await patience.waitFor(async () => {
      clock.advance(2_000);
      return slow;
    });
    expect(patience.over()).not.toBeNull();
    clock.advance(20 * HOURS);
    expect(patience.over()).toBeNull();
  });
});

describe('an archive that takes every request and never answers', () => {
  it('is given up for all sources at once, and says why', async () => {
    const asked: string[] = [];
    const fetch: Fetch = ({ url }) => {
      asked.push(url);
      return new Promise(() => {});
    };
    const archive = createArchive(fetch, { patience: 20, sleep: async () => {} });
    const answers = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        const url = `https://a.example/${i}`;
        const listed = await archive.captures(url);
        return listed.kind === 'answered' ? listed : archive.nearest(url, '2025-03-15');
      }),
    );
    expect(answers.every(({ kind }) => kind === 'unavailable')).toBe(true);
    expect(answers.at(-1)).toMatchObject({
      reason: expect.stringContaining('kept this night waiting'),
    });
    expect(asked).toHaveLength(1);
  });
});
