import { describe, expect, it } from 'vitest';
import { clip, shorten } from '../../../src/passage/text/sentences.js';

describe('a text that is shortened', () => {
  it.each([
    ['The law provided criminal penalties', 12, 'The law …'],
    ['The law provided', 7, 'The law …'],
    ['short', 12, 'short'],
    ['被高利貸逼還債', 3, '被高利 …'],
    // A word of any length is left out whole, an address of any length is not: nothing would be left of it.
    ['The Donaudampfschifffahrtsgesellschaft sank', 30, 'The …'],
    ['See https://example.org/a/very/long/address', 30, 'See https://example.org/a/very …'],
    // Nothing can be left out of a single word.
    ['Donaudampfschifffahrtsgesellschaft', 12, 'Donaudampfsc …'],
    // A letter with its mark, two halves of a surrogate pair, and a family are one character each.
    ['การค้ามนุษย์ที่เกิดขึ้น', 8, 'การค้าม …'],
    ['😀😀😀', 2, '😀😀 …'],
    ['👨‍👩‍👧👨‍👩‍👧', 7, '👨‍👩‍👧 …'],
    // A word of another script behind what has no spaces is a word all the same.
    ['香港 Loansharking', 6, '香港 …'],
    ['香港Loansharking', 6, '香港 …'],
  ])('%s, to %i', (text, length, short) => {
    expect(shorten(text, length)).toBe(short);
  });

  it.each([
    ['The law provided criminal penalties', 12, 'penalties'],
    ['被高利貸逼還債', 3, '逼還債'],
    ['a 👨‍👩‍👧', 2, ''],
  ])('%s, to its last %i', (text, length, short) => {
    expect(clip(text, length, 'end')).toBe(short);
  });

  it('ends between two words, wherever it is cut', () => {
    const text =
      'Authorities didn’t investigate 1,204 well-founded complaints; see “Annex B” (2024).';
    const words = text.split(' ');
    for (let length = 12; length < text.length; length++) {
      const kept = shorten(text, length).replace(/ …$/u, '').split(' ');
      expect(kept).toEqual(words.slice(0, kept.length));
      expect(kept.join(' ').length).toBeLessThanOrEqual(length);
    }
  });
});
