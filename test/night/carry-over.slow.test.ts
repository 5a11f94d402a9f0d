import { expect, it } from 'vitest';
import { carryOverLikeAfresh, NIGHTS } from './carrying.js';

const HISTORIES = 10;

it('carrying over says what judging afresh says, night after night, and remembers the same', async () => {
  const saved = await carryOverLikeAfresh(HISTORIES);
  // Otherwise nothing was compared.
  expect(saved).toBeGreaterThan(HISTORIES * NIGHTS * 0.2);
}, 60_000);
