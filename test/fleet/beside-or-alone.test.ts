import { expect, it } from 'vitest';
import { besideOrAlone } from '../../src/fleet/lane-walk.js';

it('lets work go side by side, but for what is to go alone', async () => {
  const beside = besideOrAlone();
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
  const first = [beside(false, work('a')), beside(false, work('b'))];
  await new Promise((later) => setTimeout(later, 1));
  const alone = [beside(true, work('C', true)), beside(true, work('D'))];
  const all = [
    ...first,
    ...alone,
    beside(false, work('e')),
    beside(false, work('f', true)),
    beside(true, work('G')),
  ];
  const ended = await Promise.allSettled(all);
  // What is to go alone goes first.
  expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : 'failed')).join(' ')).toBe(
    'a b failed D e failed G',
  );
  expect(seen).toEqual(['a', 'ab', 'C', 'D', 'G', 'e', 'ef']);
});
