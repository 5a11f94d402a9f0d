// In place of the thread that asks: does what the host says of whom it is to ask.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', (asks) => {
  for (const { id, ask } of asks) {
    const { hostname } = new URL(ask.url);
    if (hostname === 'throws.test') throw new Error('a bug');
    if (hostname === 'ends.test') process.exit(7);
    if (hostname === 'tells.test') parentPort.postMessage([{ id, reply: { ...process.env } }]);
  }
});
