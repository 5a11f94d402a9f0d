import { createHash } from 'node:crypto';
import type { Body } from '../model/outcome.js';
import { decodeContent } from './content-coding.js';

/** Bytes that are kept of a body that was cut: enough to tell an error page from a document, and no load on the memory. */
const BEGINNING = 256 * 1024;

function beginningOf(pieces: readonly Uint8Array[]): Uint8Array {
  const first: Uint8Array[] = [];
  for (let length = 0, i = 0; length < BEGINNING && i < pieces.length; i++) {
    const piece = pieces[i] as Uint8Array;
    first.push(piece.subarray(0, BEGINNING - length));
    length += piece.length;
  }
  return Buffer.concat(first);
}

/** What came in one piece is not copied. */
const joined = (pieces: readonly Uint8Array[]): Uint8Array =>
  pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);

/**
 * Reads and unpacks a body up to `maxBytes`, counted as sent, unpacked, and after each coding between, and says at every piece how many
 * unpacked bytes came. Throws what the connection or zlib throws.
 */
export async function readBody(
  sent: AsyncIterable<Uint8Array>,
  contentEncoding: string | undefined,
  maxBytes: number,
  received: (bytes: number) => void,
): Promise<Body> {
  const pieces: Uint8Array[] = [];
  const hash = createHash('sha256');
  let room = maxBytes;
  let truncated = false;

  async function* limited(pieces: AsyncIterable<Uint8Array>) {
    let length = 0;
    for await (const piece of pieces) {
      yield piece;
      length += piece.length;
      if (length <= maxBytes) continue;
      truncated = true;
      return;
    }
  }

  try {
    for await (const piece of decodeContent(sent, contentEncoding, limited)) {
      const kept = piece.subarray(0, room);
      room -= kept.length;
      received(kept.length);
      hash.update(kept);
      pieces.push(kept);
      truncated ||= kept.length < piece.length;
      if (truncated) break;
    }
  } catch (error) {
    // A packed body that was cut off here does not unpack to its end.
    if (!truncated) throw error;
  }
  return {
    bytes: truncated ? beginningOf(pieces) : joined(pieces),
    sha256: hash.digest('hex'),
    truncated,
  };
}
