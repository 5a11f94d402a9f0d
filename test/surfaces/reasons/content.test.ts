import { expect, it } from 'vitest';
import type { RenderState } from '../../../src/model/capture.js';
import type { ContentReason } from '../../../src/model/content.js';
import { browserRenderWords } from '../../../src/surfaces/exhibit/exhibit-page.js';
import { contentReason, readingReason } from '../../../src/surfaces/words/documents.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';

const WORDS: readonly [ContentReason, string][] = [
  [{ kind: 'edited', removed: 1, added: 12 }, 'main text edited: 1 word removed, 12 words added'],
  [{ kind: 'replaced', share: 0.051 }, 'another document: 5 % of the earlier text stands in it'],
  [{ kind: 'shrunken', share: 0.2 }, 'only 20 % of its text came'],
  [
    { kind: 'document', why: { kind: 'file', sort: 'image', type: 'image/gif' } },
    'the answer is an image (image/gif): its text is not read, its bytes are compared',
  ],
  [
    { kind: 'document', why: { kind: 'file', sort: 'binary', type: '' } },
    'the answer is a binary file: its text is not read, its bytes are compared',
  ],
  [
    { kind: 'document', why: { kind: 'pdf-scan', pages: 1 } },
    'the PDF has no text on its one page: it seems to be a scan',
  ],
  [
    { kind: 'document', why: { kind: 'beyond-budget', why: { kind: 'time', seconds: 30 } } },
    'the document could not be read: it took more than 30 s of processor time',
  ],
  [
    { kind: 'document', why: { kind: 'beyond-budget', why: { kind: 'stalled', seconds: 300 } } },
    'the document could not be read: it was not done after 300 s, most of which it spent waiting',
  ],
  [{ kind: 'link', why: { kind: 'gone', http: 410 } }, 'answered 410: gone for good'],
];

it.each(WORDS)('%j is said', (why, words) => {
  expect(contentReason(ENGLISH, why)).toBe(words);
});

it.each<[Omit<RenderState, 'settled' | 'wanted'>, string]>([
  [{}, ''],
  [{ refused: 1 }, '; 1 of its requests was refused'],
  [
    { refused: 30, unsandboxed: true },
    '; 30 of its requests were refused; the browser ran without its sandbox, as it does for root',
  ],
])('what was read in a browser says how it was shown there: %j', (state, words) => {
  const rendered = { settled: true, wanted: [], ...state };
  const read = {
    change: 'unchanged',
    previous: null,
    why: { kind: 'same-text' },
    rendered,
  } as const;
  expect(readingReason(ENGLISH, read as never)).toBe(
    `other markup, the same text; read in a browser${words}`,
  );
  expect(browserRenderWords(ENGLISH, rendered)).toBe(
    `shown from the bytes that the server had sent, without pictures, fonts and cookies; what its scripts asked for was fetched by this program${words}`,
  );
});

it('the evidence of a page that was not given all says for what it asked', () => {
  const state = { settled: true, wanted: ['preflight', 'foreign-budget'], refused: 2 } as const;
  expect(browserRenderWords(ENGLISH, state)).toContain(
    '; it was not given all: it asked for another site with headers of its own (only plain requests are sent there), for more of other sites than one page may; 2 of its requests were refused',
  );
});
