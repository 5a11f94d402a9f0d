import { promisify } from 'node:util';
import { constants, deflateRaw, deflateRawSync } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** Bytes up to which they are deflated where that is needed: the way to another thread and back takes longer. */
const SMALL = 65_536;
/** By how much deflating makes a page of text shorter, as a rule: so much room is taken for it, and as much again where it needs more. */
const PACKED = 3;
/** Bytes of room that are taken at least. */
const LEAST_ROOM = 1_024;

const OPEN = {
  /** Measured on 170 real pages: under half the time of zlib's default level (6), for a sixth more bytes. */
  level: 1,
  finishFlush: constants.Z_SYNC_FLUSH,
};

const known = new WeakMap<Uint8Array, Buffer>();

/**
 * Bytes that several keep, deflated once for all of them (RFC 1951). It ends with a whole byte and is not the end of its stream, so that
 * other blocks may stand before it and behind. The bytes must not be changed afterwards.
 */
export async function deflated(bytes: Uint8Array): Promise<Buffer> {
  const before = known.get(bytes);
  if (before !== undefined) return before;
  const blocks =
    bytes.length <= SMALL
      ? deflateRawSync(bytes, { ...OPEN, chunkSize: Math.max(LEAST_ROOM, Math.ceil(bytes.length / PACKED)) })
      : await deflate(bytes, OPEN);
  known.set(bytes, blocks);
  return blocks;
}
