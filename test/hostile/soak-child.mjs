// Checks one list again and again in one process, as `watch` does, and says after each round what the process holds.
// node --expose-gc soak-child.mjs <rounds> <options of check as JSON>
import { readdirSync } from 'node:fs';
import { runCheck } from '../../dist/commands/run/check.js';

const [rounds = '1', options = '{}'] = process.argv.slice(2);
const stop = new AbortController().signal;
const io = {
  out: () => {},
  err: () => {},
  command: () => {},
  env: {},
  live: false,
  colour: false,
  width: 100,
  stop,
};

/** Open files and sockets; -1 where the system does not tell. */
function descriptors() {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return -1;
  }
}

for (let round = 1; round <= Number(rounds); round++) {
  const code = await runCheck(JSON.parse(options), io);
  // Sockets say that they are closed on a later turn.
  await new Promise((resolve) => setTimeout(resolve, 500));
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const held = {
    heap: heapUsed,
    external,
    rss,
    descriptors: descriptors(),
    resources: process.getActiveResourcesInfo().length,
  };
  process.stdout.write(`${JSON.stringify({ round, code, ...held })}\n`);
}
