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

/** A thread that does what the bytes say. */
export default async function work({ input: { unread } }) {
  const order = new TextDecoder().decode(unread.bytes);
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
