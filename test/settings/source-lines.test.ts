import { describe, expect, it } from 'vitest';
import { findingLines } from '../../src/settings/select.js';

const TEXT = `{
  "reports": [{
    "id": "R",
    "citations": [{
      "id": "R/1",
      "source": "a",
      "quotes": [
        { "text": "one" },
        {
          "original": { "lang": "zh", "text": "二" },
          "text": "two"
        }
      ]
    }]
  }],
  "sources": [
    { "id": "a" },
  ]
}
`;

describe('the line that a finding is about', () => {
  const lineOf = findingLines(TEXT);

  it.each([
    ['the first quotation', 'R/1#1', 'R/1', 8],
    ['the words of the second', 'R/1#2', 'R/1', 11],
    ['the citation, of a quotation that is gone', 'R/1#3', 'R/1', 4],
    ['the citation', null, 'R/1', 4],
    ['the source', null, null, 17],
  ])('is that of %s', (_, quote, citation, line) => {
    expect(lineOf({ quote, citation, source: 'a' })).toBe(line);
  });

  it('is unknown where the file names none of it, and where it is no JSON', () => {
    expect(lineOf({ quote: null, citation: null, source: 'b' })).toBeUndefined();
    expect(findingLines('')({ quote: 'R/1#1', citation: 'R/1', source: 'a' })).toBeUndefined();
  });
});
