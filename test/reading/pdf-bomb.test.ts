import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isDecompressionBomb, LARGEST_STREAM } from '../../src/reading/pdf/text-items.js';
import { packedNothing, pdfAround } from './pdf-bomb.js';
import { read } from './read.js';

const textsOf = async (bytes: Uint8Array) => {
  const { blocks, unread } = await read(bytes, 'application/pdf');
  return unread ?? blocks.map((block) => block.text);
};

describe('a PDF with a stream that unpacks to gigabytes', () => {
  const bomb = pdfAround(packedNothing(3 * 2 ** 30));

  it('is not unpacked, and says so', async () => {
    expect(bomb.length).toBeLessThan(4 * 2 ** 20);
    expect(await textsOf(bomb)).toEqual({ kind: 'pdf-bomb', megabytes: 64 });
  });

  it('is known whatever line ends there, and whoever cut it off', () => {
    const text = Buffer.from(bomb).toString('latin1');
    const crlf = text.replace(/stream\n(?=x)/, 'stream\r\n');
    expect(crlf).not.toBe(text);
    expect(isDecompressionBomb(Buffer.from(crlf, 'latin1'))).toBe(true);
    expect(isDecompressionBomb(bomb.subarray(0, bomb.length - 2_000))).toBe(true);
  });

  it('may hold a large picture, which nobody unpacks for its text', async () => {
    const dictionary = '/Type /XObject /Subtype /Image /Filter /FlateDecode';
    const map = pdfAround(packedNothing(2 * LARGEST_STREAM), { dictionary, drawn: false });
    expect(await textsOf(map)).toEqual(['A line.']);
  });

  it('may hold a stream that is large, but not that large', async () => {
    const noise = Buffer.from(
      Array.from({ length: 300_000 }, (_, i) => `${(i * 7919) % 1_000_003} w `).join(''),
    );
    const packed = deflateSync(noise);
    expect(packed.length * 1_032).toBeGreaterThan(LARGEST_STREAM);
    expect(await textsOf(pdfAround(packed))).toEqual(['A line.']);
  });

  it('is judged by what is there, not by what is broken', () => {
    const packed = packedNothing(LARGEST_STREAM / 2);
    expect(isDecompressionBomb(pdfAround(packed))).toBe(false);
    expect(isDecompressionBomb(pdfAround(Buffer.alloc(100_000, 'x')))).toBe(false);
    expect(isDecompressionBomb(new Uint8Array())).toBe(false);
  });
});
