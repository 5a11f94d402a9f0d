import type { InLanes } from '../model/outcome.js';

/** Does things in their order, so many at once, where no host has to be waited for. */
export const fewAtOnce =
  (most: number): InLanes =>
  async (things, _urlOf, work) => {
    // A worker that throws ends the generator, and with it the others.
    const rest = (function* () {
      yield* things;
    })();
    const worker = async (): Promise<void> => {
      for (const thing of rest) await work(thing);
    };
    await Promise.all(Array.from({ length: Math.min(most, things.length) }, worker));
  };
