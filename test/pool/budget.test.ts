import { expect, it } from 'vitest';
import { BUDGET, Watchdog } from '../../src/pool/budget.js';

const GIVEN = { reading: BUDGET.reading, judging: 0, spent: 0 };

it('a task is measured against the memory of its beginning, whatever those before took and gave back', () => {
  let bytes = 100;
  const watchdog = new Watchdog(BUDGET, () => bytes);
  const first = watchdog.begin(GIVEN);
  bytes = 900;
  watchdog.end(first);
  const second = watchdog.begin(GIVEN);
  bytes = 300;
  watchdog.end(second);
  const third = watchdog.begin(GIVEN);
  watchdog.end(third);
  expect([first, second, third].map(({ before }) => before)).toEqual([100, 900, 300]);
});
