import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ranking } from '../../src/web/lane-order.js';

describe('a ranking', () => {
  it('names the thing of the greatest rank, whatever was set anew or taken out', () => {
    const steps = fc.array(fc.tuple(fc.nat(12), fc.option(fc.integer({ min: -5, max: 5 }))), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const ranking = new Ranking<number>();
        // Maps keep the order in which keys were set.
        const plain = new Map<number, number>();
        for (const [thing, rank] of all) {
          plain.delete(thing);
          ranking.set(thing, rank);
          if (rank !== null) plain.set(thing, rank);
          const [first] = [...plain].sort(([, a], [, b]) => b - a);
          expect([ranking.first, ranking.greatest]).toEqual(first ?? [undefined, Number.NEGATIVE_INFINITY]);
          expect(ranking.things().toSorted()).toEqual([...plain.keys()].toSorted());
        }
      }),
    );
  });
});
