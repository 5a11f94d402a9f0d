/** Levels of nesting that are followed: a time stamp has some fifteen. */
const DEEPEST = 40;

/** Tags of kinds of which not every length may be (X.690, 8.2, 8.3 and 8.8). */
const TAG = { boolean: 1, integer: 2, null: 5 };
/** The bit of a tag whose value is made of values (X.690, 8.1.2.5). */
const CONSTRUCTED = 0x20;
/** A tag whose number does not fit into its byte: none that is read here has one. */
const LONG_TAG = 0x1f;
/** A length of more than 127 has its number of bytes in the lower bits; four name more than is ever read. */
const LONG_LENGTH = { mark: 0x80, bytes: 0x7f, most: 4 };

/**
 * True when bytes are one value in DER as far as lengths go: everything lies whole inside of what is around it, and fills it. The
 * library that reads them takes values that reach beyond their container, and others then read another thing.
 */
export function isWellFormed(bytes: Uint8Array): boolean {
  return endOf(bytes, 0, bytes.length, DEEPEST) === bytes.length;
}

/** Where the value that begins at `from` ends; -1 when it is none. */
function endOf(bytes: Uint8Array, from: number, limit: number, depth: number): number {
  const tag = bytes[from];
  const head = lengthAt(bytes, from + 1);
  if (tag === undefined || head === null || depth === 0 || (tag & LONG_TAG) === LONG_TAG) return -1;
  const end = head.content + head.length;
  if (end > limit) return -1;
  if (tag === TAG.integer && head.length === 0) return -1;
  if (tag === TAG.boolean && head.length !== 1) return -1;
  if (tag === TAG.null && head.length !== 0) return -1;
  if ((tag & CONSTRUCTED) === 0) return end;
  let at = head.content;
  while (at < end && at >= 0) at = endOf(bytes, at, end, depth - 1);
  return at === end ? end : -1;
}

function lengthAt(
  bytes: Uint8Array,
  at: number,
): { readonly content: number; readonly length: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < LONG_LENGTH.mark) return { content: at + 1, length: first };
  const count = first & LONG_LENGTH.bytes;
  if (count === 0 || count > LONG_LENGTH.most || at + count >= bytes.length) return null;
  const length = Buffer.from(bytes.subarray(at + 1, at + 1 + count)).readUIntBE(0, count);
  return { content: at + 1 + count, length };
}
