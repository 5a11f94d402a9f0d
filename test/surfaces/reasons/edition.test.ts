import { expect, it } from 'vitest';
import type { EditionReason } from '../../../src/model/edition.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { editionReason } from '../../../src/surfaces/words/words.js';

const UNLISTED: EditionReason = { kind: 'unlisted', page: 'https://a.example/list', change: null };

const WORDS: readonly [EditionReason, string][] = [
  [{ kind: 'none-found', after: null }, 'no edition after the cited edition was found'],
  [
    { kind: 'none-by', after: '2024', due: '2025-10-22' },
    'no edition after 2024 was found, and one was due by 22 October 2025',
  ],
  [{ kind: 'out', latest: '2025', cited: '2024' }, 'the 2025 edition is out, 2024 is cited'],
  [{ kind: 'out', latest: '2025', cited: null }, 'the 2025 edition is out, an older one is cited'],
  [
    { kind: 'other-document', cited: null, made: { now: '2026-11-01', before: '2024-12-20' } },
    'another document stands at the address of the cited edition: the file says that it was made on 1 November 2026, the one before on 20 December 2024',
  ],
  [{ kind: 'withdrawn', on: null, explanation: '' }, 'the publisher withdrew it'],
  [
    { kind: 'both', why: { kind: 'none-found', after: '2024' }, also: UNLISTED },
    'no edition after 2024 was found; it is no longer listed at https://a.example/list',
  ],
  [
    { kind: 'not-compared', why: { kind: 'memory', megabytes: 384 } },
    'its editions could not be compared: it took more than 384 MB of memory',
  ],
];

it.each(WORDS)('%j is said', (why, words) => {
  expect(editionReason(ENGLISH, why)).toBe(words);
});
