import { expect, it } from 'vitest';
import { createSharedLock } from '../../src/fleet/lane-walk.js';

it('lets work go side by side, but for what is to go alone', async () => {
  const lock = createSharedLock();
  const [underWay, seen] = [new Set<string>(), [] as string[]];
  const work =
    (name: string, fails = false) =>
    async () => {
      underWay.add(name);
      seen.push([...underWay].join(''));
      await new Promise((later) => setTimeout(later, 5));
      underWay.delete(name);
      if (fails) throw new Error(name);
      return name;
    };
  const first = [lock('shared', work('a')), lock('shared', work('b'))];
  await new Promise((later) => setTimeout(later, 1));
  const alone = [lock('alone', work('C', true)), lock('alone', work('D'))];
  const all = [
    ...first,
    ...alone,
    lock('shared', work('e')),
    lock('shared', work('f', true)),
    lock('alone', work('G')),
  ];
  const ended = await Promise.allSettled(all);
  // What is to go alone goes first.
  expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')).join(' ')).toBe(
    'a b failed D e failed G',
  );
  expect(seen).toEqual(['a', 'ab', 'C', 'D', 'G', 'e', 'ef']);
});
