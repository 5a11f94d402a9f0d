import pLimit from 'p-limit';
import type { InLanes } from '../model/outcome.js';

/** Things done at once where none waits for the web, our choice: more than there are threads to think them over. */
const AT_ONCE = 32;

/** Does things in their order, `most` at once, where no host has to be waited for. After the first error none is begun. */
export const limitConcurrency =
  (most = AT_ONCE): InLanes =>
  async (things, _urlOf, work) => {
    const limit = pLimit(most);
    try {
      await limit.map(things, work);
    } finally {
      limit.clearQueue();
    }
  };
