import { describe, expect, it } from 'vitest';
import { refusedBytes } from '../../../src/cite/read/unreadable.js';

const compound = (stream: string) =>
  Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), Buffer.from(stream, 'utf16le')]);

describe('the bytes of a file', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a protected document', compound('EncryptedPackage'), 'encrypted'],
    ['a document of before 2007', compound('WordDocument'), 'old-word'],
    ['an archive', Buffer.from('PK\x03\x04EncryptedPackage'), undefined],
  ])('say that it is %s', (_, bytes, why) => {
    expect(refusedBytes(bytes)?.why).toBe(why);
  });
});
