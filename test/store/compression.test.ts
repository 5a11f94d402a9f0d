import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pack, packJson, packShared, unpack, unpackJson } from '../../src/store/compression.js';
import { DamagedStore } from '../../src/store/locks.js';

const TEXT = 'The court of the first district heard 90 cases of usury. '.repeat(30);

describe('what is packed', () => {
  it.each([0, 1, 60_000, 200_000])('comes out as it was, %d bytes long', async (length) => {
    const bytes = Buffer.from(TEXT.repeat(200).slice(0, length));
    expect(Buffer.from(await unpack(await pack(bytes))).equals(bytes)).toBe(true);
    expect(Buffer.from(await unpack(await packShared(bytes))).equals(bytes)).toBe(true);
  });

  it('with any bit turned comes out as it was or is told: never as another text', async () => {
    const packed = await packJson({ text: TEXT });
    let told = 0;
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const turned = Buffer.from(packed);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      try {
        expect(await unpackJson(turned)).toEqual({ text: TEXT });
      } catch (error) {
        expect(error).toBeInstanceOf(DamagedStore);
        told++;
      }
    }
    expect(told).toBeGreaterThan((packed.length - 8) * 8 - 1);
  });

  it('for others too, with any bit turned, comes out as it was or is told', async () => {
    const packed = await packShared(Buffer.from(TEXT));
    for (let bit = 0; bit < packed.length * 8; bit++) {
      const turned = Buffer.from(packed);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(unpack(turned)).rejects.toBeInstanceOf(DamagedStore);
    }
    await expect(unpack(packed.subarray(0, -1))).rejects.toBeInstanceOf(DamagedStore);
  });

  it('as JSON comes out as it was, of whatever length and script, and whatever is packed next', async () => {
    const texts = [0, 1, 2_000, 3_000, 8_000, 11_000, 40_000].flatMap((n) => [
      'x'.repeat(n),
      '受'.repeat(n),
    ]);
    for (const plain of [undefined, 8_192]) {
      const packed = await Promise.all(texts.map((text) => packJson(text, plain)));
      expect(packed.map((one) => unpackJson(one))).toEqual(texts);
    }
  });

  it('with the sum of an earlier version is held against that', async () => {
    const value = Buffer.from(JSON.stringify(TEXT));
    const sum = createHash('sha256').update(value).digest().subarray(0, 4);
    expect(unpackJson(Buffer.concat([value, Buffer.from('citp'), sum]))).toBe(TEXT);
    value[9] = (value[9] ?? 0) ^ 1;
    expect(() => unpackJson(Buffer.concat([value, Buffer.from('citp'), sum]))).toThrow(
      DamagedStore,
    );
  });

  it('by a version that knew no sums is read as it was', async () => {
    expect(await unpackJson(brotliCompressSync(JSON.stringify({ text: TEXT })))).toEqual({
      text: TEXT,
    });
  });
});
