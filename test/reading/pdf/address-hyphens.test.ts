import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../../src/reading/pdf/paragraphs.js';

describe('a hyphen at a line’s end within an address', () => {
  const report = new Vocabulary(true);
  it.each([
    [
      'See https://ap.example/forced-',
      'labour, accessed',
      'See https://ap.example/forced-labour, accessed',
    ],
    ['See www.ap.example/under-', 'ground', 'See www.ap.example/under-ground'],
  ])('stays in a report: %s', (before, line, joined) => {
    expect(report.join(before, line)).toBe(joined);
  });

  it('goes within a word, also behind an address', () => {
    expect(report.join('See https://ap.example/a for under-', 'ground work')).toBe(
      'See https://ap.example/a for underground work',
    );
    expect(new Vocabulary().join('See under-', 'ground')).toBe('See underground');
  });
});
