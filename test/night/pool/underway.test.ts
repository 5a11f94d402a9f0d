import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUDGET } from '../../../src/night/pool/budget.js';
import { Watchdog } from '../../../src/night/pool/pool.js';

const memory = { bytes: 0 };

describe('what a task is held against', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  /** Goes through a task that takes so many milliseconds, at the end of which the process holds so many bytes. */
  function through(underway: Watchdog, milliseconds: number, bytes: number): void {
    const trial = underway.begin(BUDGET.reading);
    vi.advanceTimersByTime(milliseconds);
    memory.bytes = bytes;
    underway.end(trial);
  }

  it('is the memory of its beginning where the task before may have taken much and given it back', () => {
    memory.bytes = 100;
    const underway = new Watchdog(BUDGET, () => memory.bytes);
    through(underway, 25, 900);
    // A short one after it, whose end says nothing of the long one's.
    const between = underway.begin(BUDGET.reading);
    expect(between.before).toBe(900);
    memory.bytes = 200;
    underway.end(between);
    through(underway, 25, 300);
    expect(underway.begin(BUDGET.reading).before).toBe(300);
  });

  it('is the memory of its beginning after fifty milliseconds of short ones, and the latest look until then', () => {
    memory.bytes = 100;
    const underway = new Watchdog(BUDGET, () => memory.bytes);
    for (let n = 0; n < 8; n++) through(underway, 6, 150);
    const next = underway.begin(BUDGET.reading);
    expect(next.before).toBe(100);
    underway.end(next);
    through(underway, 6, 200);
    expect(underway.begin(BUDGET.reading).before).toBe(200);
  });

  it('is the latest look after short ones, and never one of before a pause', () => {
    memory.bytes = 100;
    const underway = new Watchdog(BUDGET, () => memory.bytes);
    through(underway, 2, 150);
    const next = underway.begin(BUDGET.reading);
    expect(next.before).toBe(100);
    underway.end(next);
    vi.advanceTimersByTime(1_000);
    expect(underway.begin(BUDGET.reading).before).toBe(150);
  });
});
