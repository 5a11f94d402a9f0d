// In place of the thread that asks: does what the host says of whom it is to ask.
import { parentPort } from 'node:worker_threads';

parentPort.once('message', () => parentPort.on('message', (orders) => orders.forEach(heed)));

function heed({ kind, id, request }) {
  if (kind !== 'fetch') return;
  const { hostname } = new URL(request.url);
  if (hostname === 'throws.test') throw new Error('a bug');
  if (hostname === 'ends.test') process.exit(7);
  const told = { turns: [], outcomes: [{ id, outcome: { ...process.env } }], traffic: null };
  if (hostname === 'tells.test') parentPort.postMessage(told);
}
