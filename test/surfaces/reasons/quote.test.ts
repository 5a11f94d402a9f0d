import { expect, it } from 'vitest';
import type { QuoteReason } from '../../../src/model/quote.js';
import { quoteReason } from '../../../src/surfaces/words/documents.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';

const WORDS: readonly [QuoteReason, string][] = [
  [{ kind: 'stands', tier: 'exact' }, 'stands word for word'],
  [{ kind: 'stands', tier: 'letters' }, 'stands letter for letter, but for punctuation'],
  [
    { kind: 'stands', tier: 'letters', marks: ['comma', 'hyphen'] },
    'stands letter for letter, but for punctuation: a comma and a hyphen or dash',
  ],
  [{ kind: 'spelling' }, 'stands word for word, but for spelling'],
  [
    { kind: 'other-words', share: 0.999 },
    'stands with other words: 99 % of its letters are the same',
  ],
  [{ kind: 'other-words', share: 1 }, 'stands with other words among its own'],
  [{ kind: 'nothing-like-it', share: 0.355 }, 'nothing similar was found'],
  [
    { kind: 'pieces', pieces: 2, furthest: 12_345 },
    'stands in 2 pieces, up to 12,345 characters apart, and the quotation has no omission mark',
  ],
  [
    {
      kind: 'elsewhere',
      why: { kind: 'stands', tier: 'exact' },
      place: { kind: 'copy', by: 'ecoi.net' },
    },
    'stands word for word, in the copy at ecoi.net',
  ],
  [
    {
      kind: 'too-old',
      why: { kind: 'no-text', why: { kind: 'told', sentence: 'answered 403' } },
      place: { kind: 'archive', at: '2024-01-01T00:00:00Z' },
    },
    'answered 403; it does not stand in the archived copy of 1 January 2024 either, which is older than the citation',
  ],
];

it.each(WORDS)('%j is said', (why, words) => {
  expect(quoteReason(ENGLISH, why)).toBe(words);
});
