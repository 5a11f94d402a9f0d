/** A reader that does what the bytes say. */
export async function read({ bytes, hint }) {
  const order = new TextDecoder().decode(bytes);
  switch (order) {
    case 'loop':
      for (;;);
    case 'hang':
      return new Promise(() => {});
    case 'eat': {
      const eaten = [];
      for (;;) eaten.push(new Array(1000).fill(order.length));
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
      return { type: 'text', title: hint.url, blocks: [{ text: order, role: 'main' }], unread: null };
  }
}
