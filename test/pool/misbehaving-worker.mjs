import { readFileSync, readlinkSync } from 'node:fs';

/** Megabytes that are held outside of any heap in one go. */
const CHUNK = 8 * 1024 * 1024;

const documentOf = (text, url) => ({
  type: 'text',
  title: url,
  blocks: [{ text, role: 'main' }],
  unread: null,
});
const snapshotOf = (text, url) => ({ sha256: '', textSha256: '', document: documentOf(text, url) });

/** Holds memory that no limit of a heap sees, and touches it, so that the process grows. */
function fill() {
  const held = [];
  for (;;) held.push(Buffer.alloc(CHUNK, held.length + 1));
}

const isLinux = process.platform === 'linux';

/** Milliseconds that this thread has been at work. */
function worked() {
  if (!isLinux) return performance.now();
  const [user, system] = readFileSync('/proc/thread-self/stat', 'latin1')
    .split(') ')[1]
    .split(' ')
    .slice(11);
  return 10 * (Number(user) + Number(system));
}

/** Works until it has been at work for so long, whatever the clock says meanwhile. */
function workFor(milliseconds) {
  const end = worked() + milliseconds;
  while (worked() < end);
}

/** A thread that does what the bytes say. */
export default async function work({ input: { unread }, said, port }) {
  Atomics.store(
    said,
    0,
    isLinux ? Number(readlinkSync('/proc/thread-self').split('/').at(-1)) : -1,
  );
  const order = new TextDecoder().decode(unread.bytes);
  const [, milliseconds] = /^for (\d+) ms$/.exec(order) ?? [];
  if (milliseconds !== undefined) {
    workFor(Number(milliseconds));
    return snapshotOf(order, unread.url);
  }
  switch (order) {
    case 'loop':
      for (;;);
    case 'hang':
      return new Promise(() => {});
    case 'eat': {
      const eaten = [];
      for (;;) eaten.push(new Array(1000).fill(order.length));
    }
    case 'fill':
      return fill();
    case 'wait':
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return snapshotOf(order, unread.url);
    case 'work':
      workFor(400);
      return snapshotOf(order, unread.url);
    case 'read and work':
      workFor(400);
      port.postMessage(snapshotOf(order, unread.url));
      Atomics.store(said, 1, 1);
      workFor(400);
      return snapshotOf(order, unread.url);
    case 'hold': {
      const held = Array.from({ length: 15 }, (_, i) => Buffer.alloc(CHUNK, i + 1));
      await new Promise((resolve) => setTimeout(resolve, 500));
      return snapshotOf(`${order} ${held.length}`, unread.url);
    }
    case 'throw':
      throw new RangeError('Maximum call stack size exceeded');
    case 'exit':
      return process.exit(7);
    case 'crash':
      setImmediate(() => {
        throw new Error('out of turn');
      });
      return new Promise(() => {});
    default:
      return snapshotOf(order, unread.url);
  }
}
