import { Transform } from 'node:stream';

/** Bytes of a message, our choice: the longest that a tool takes is a passage, and each is held whole. */
export const LONGEST_MESSAGE = 4 * 1024 * 1024;

/** The byte that ends a line (ASCII). */
const LINE_FEED = 0x0a;

/** Lines as they come, each ended where it is too long; `onLong` is called once for such a line, and its rest is dropped. */
export function limitLines(onLong: () => void, longest = LONGEST_MESSAGE): Transform {
  let length = 0;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      for (let at = 0; at < chunk.length; ) {
        const end = chunk.indexOf(LINE_FEED, at);
        const next = end < 0 ? chunk.length : end + 1;
        const isOver = length > longest;
        length += next - at;
        if (!isOver && length > longest) {
          onLong();
          this.push('\n');
        } else if (!isOver) this.push(chunk.subarray(at, next));
        if (end >= 0) length = 0;
        at = next;
      }
      done();
    },
  });
}
