import { dice } from '../../test/replica/prose.js';
import { also } from './claim.js';
import { dateOf, NIGHTS } from './clock.js';
import { type Happening, happening } from './happening.js';
import type { Work } from './work.js';

/** What a page shows now in one way and now in the other: a block that is being tested, a date that flips by a time zone. */
export type Alternation = 'variants' | 'timeZone';

/** Of a hundred publishers, how many alternate in either way. */
const SHARE = 6;
/** Nights for which the first turn may be told: it cannot be known yet that it is one of two. */
const NEWS = 5;

/** In which way a work's page alternates; null for most. */
export function alternationOf({ id }: Work, seed: number): Alternation | null {
  const n = dice(`${seed} ${id} alternation`).roll(1, 100);
  return n <= SHARE ? 'variants' : n <= 2 * SHARE ? 'timeZone' : null;
}

/** Which of its two faces a page shows on a night. */
export const faceOn = ({ id }: Work, night: Date, seed: number): 0 | 1 =>
  dice(`${seed} ${id} face ${night.toISOString()}`).roll(0, 1) as 0 | 1;

/** The first turn of each page that alternates may be told as an edit, once; no later turn may. */
export const alternations = (works: readonly Work[], seed: number): readonly Happening[] =>
  works.flatMap((work) => {
    const first = faceOn(work, dateOf(1), seed);
    const turns = Array.from({ length: NIGHTS }, (_, i) => i + 1).find(
      (night) => faceOn(work, dateOf(night), seed) !== first,
    );
    return alternationOf(work, seed) === null || turns === undefined
      ? []
      : [
          happening(
            'alternation',
            [work],
            [turns, turns + NEWS],
            [also('content-edited', 'low')],
            {},
          ),
        ];
  });
