import { expect, it } from 'vitest';
import { growth, soak } from './soak.js';

/** Nights. */
const ROUNDS = 10;

it(`${ROUNDS} nights over the hostile web leave a process with no more memory and no more open files than the second`, async () => {
  const held = await soak(ROUNDS, () => {});
  expect(held).toHaveLength(ROUNDS);
  const { heap, descriptors, resources } = growth(held);
  expect(heap).toBeLessThan(1.1);
  expect(descriptors).toBeLessThanOrEqual(1.1);
  expect(resources).toBeLessThanOrEqual(1.1);
}, 1_200_000);
