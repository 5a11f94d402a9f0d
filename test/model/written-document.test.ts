import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Block, Document } from '../../src/model/document.js';
import { readWritten, writtenText } from '../../src/model/manuscript.js';

const documentOf = (blocks: readonly Block[]): Document => ({
  type: 'html',
  title: 'A title\nof two lines',
  lang: 'zh-Hant',
  blocks,
  hidden: [{ text: 'half a pair \ud800', role: 'main' }],
  links: [{ url: 'https://example.org/', text: 'a\nlink', rel: '' }],
  refresh: null,
  passwordForm: false,
  dates: { published: '2025-01-01', modified: null },
  unread: null,
  normaliser: 8,
});
const block: fc.Arbitrary<Block> = fc.record(
  {
    text: fc.string({ unit: 'binary', minLength: 1 }),
    role: fc.constantFrom('main', 'furniture'),
    heading: fc.integer({ min: 1, max: 6 }),
    notes: fc.array(fc.record({ at: fc.nat(), mark: fc.string() })),
  },
  { requiredKeys: ['text', 'role'] },
);
/** Also halves of surrogate pairs, which may meet at the seam of two blocks. */
const broken = fc.constantFrom<Block>(
  { text: 'a\ud83d', role: 'main' },
  { text: '\ude00b', role: 'main' },
  { text: '\n', role: 'main' },
);

it('a document comes back as it was written, as UTF-8 too', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(block, broken)), (blocks) => {
      const document = documentOf(blocks);
      const text = Buffer.from(writtenText(document)).toString();
      expect(readWritten(text)).toEqual(document);
      expect(writtenText(readWritten(text))).toBe(text);
    }),
  );
});

it('a document that was written as JSON alone is read', () => {
  const document = documentOf([{ text: 'a passage', role: 'main' }]);
  expect(readWritten(JSON.stringify(document))).toEqual(document);
});

it('what is longer or shorter than it says is none', () => {
  const text = writtenText(documentOf([{ text: 'a passage', role: 'main' }]));
  for (const other of [`${text}s`, text.slice(0, -1), text.slice(0, 40), ''])
    expect(() => readWritten(other)).toThrow();
});
