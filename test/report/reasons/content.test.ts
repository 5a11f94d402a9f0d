import { expect, it } from 'vitest';
import type { ContentReason } from '../../../src/model/content-reason.js';
import { contentReason } from '../../../src/report/reasons/content.js';

const WORDS: readonly [ContentReason, string][] = [
  [{ kind: 'edited', removed: 1, added: 12 }, 'main text edited: 1 word removed, 12 words added'],
  [{ kind: 'replaced', share: 0.051 }, 'another document: 5 % of the earlier text stands in it'],
  [{ kind: 'shrunken', share: 0.2 }, 'only 20 % of its text came'],
  [
    { kind: 'document', why: { kind: 'file', sort: 'image', type: 'image/gif' } },
    'The answer is an image (image/gif): its text is not read, its bytes are compared.',
  ],
  [
    { kind: 'document', why: { kind: 'file', sort: 'binary', type: '' } },
    'The answer is a binary file: its text is not read, its bytes are compared.',
  ],
  [
    { kind: 'document', why: { kind: 'pdf-scan', pages: 1 } },
    'The PDF has no text on its one page: it seems to be a scan.',
  ],
  [{ kind: 'link', why: { kind: 'gone', http: 410 } }, 'answered 410: gone for good'],
];

it.each(WORDS)('%j is said', (why, words) => {
  expect(contentReason(why)).toBe(words);
});
