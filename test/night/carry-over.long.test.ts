import { expect, it } from 'vitest';
import { carryOverLikeAfresh, NIGHTS } from './carrying.js';

const HISTORIES = 100;

it('on a thousand random nights carrying over says what judging afresh says, and remembers the same', async () => {
  const saved = await carryOverLikeAfresh(HISTORIES);
  expect(saved).toBeGreaterThan(HISTORIES * NIGHTS * 0.2);
}, 600_000);
