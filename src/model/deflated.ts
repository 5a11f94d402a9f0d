import { promisify } from 'node:util';
import { constants, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/**
 * Bytes deflated (RFC 1951), as the store and the evidence both keep them: a whole number of bytes and not the end of the stream, so that
 * other blocks may stand before and behind. Level 1 takes under half the time of zlib's default (6), for a sixth more bytes (170 real pages).
 */
export const deflated = (bytes: Uint8Array): Promise<Buffer> =>
  deflate(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH });
