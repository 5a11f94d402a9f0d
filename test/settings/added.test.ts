import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Citation, Watchlist } from '../../src/model/watchlist.js';
import { addedSince } from '../../src/settings/addition.js';
import { linesIn } from '../../src/settings/select.js';
import { citation, source, watchlist } from '../world.js';

const A = source('a');
const B = source('b');
const ONE = citation(1, 'a', 'The first words.');
const TWO = citation(2, 'b', 'The second words.');
const BEFORE = watchlist([A, B], [ONE, TWO]);
const NOTHING = { sources: [], citations: [], quotes: [] };

const added = (before: Watchlist | null, now: Watchlist) => {
  const { sources, citations, quotes } = addedSince(before, now);
  return { sources, citations: [...citations], quotes: [...quotes] };
};
const changed = (more: Partial<Citation>): Watchlist =>
  watchlist([A, B], [{ ...ONE, ...more }, TWO]);

describe('what a file cites that an earlier one did not', () => {
  it('is all of it where there was none', () => {
    expect(added(null, BEFORE)).toEqual({
      sources: ['a', 'b'],
      citations: ['R/1', 'R/2'],
      quotes: ['R/1#1', 'R/2#1'],
    });
  });

  it.each<[string, Watchlist]>([
    ['the same file', BEFORE],
    ['another order', watchlist([B, A], [TWO, ONE])],
    ['a later day of access', changed({ accessed: '2026-01-01' })],
    ['another section, page and line', changed({ section: '9', page: '4', cited: 'As printed' })],
    [
      'other ids',
      watchlist([source('x', { url: A.url }), B], [{ ...ONE, id: 'R/7', source: 'x' }, TWO]),
    ],
    [
      'a tracking parameter',
      watchlist([source('a', { url: `${A.url}?utm_source=x` }), B], [ONE, TWO]),
    ],
    ['a citation fewer', watchlist([A, B], [TWO])],
    ['a quotation fewer', changed({ quotes: [] })],
    ['a source that nobody cites', watchlist([A, B, source('c')], [ONE, TWO])],
  ])('is nothing in %s', (_, now) => {
    expect(added(BEFORE, now)).toEqual(NOTHING);
  });

  it('is a quotation whose words, original or language differ, and not its citation', () => {
    for (const quote of [
      { text: 'The first word.' },
      { text: 'The first words.', translated: true },
      { text: 'The first words.', original: { lang: 'fr', text: 'Les premiers mots.' } },
    ])
      expect(added(BEFORE, changed({ quotes: [quote] }))).toEqual({
        sources: ['a'],
        citations: [],
        quotes: ['R/1#1'],
      });
  });

  it('is everything that is cited at an address that differs', () => {
    const moved = watchlist([source('a', { url: 'https://a.example/other' }), B], [ONE, TWO]);
    expect(added(BEFORE, moved)).toEqual({ sources: ['a'], citations: ['R/1'], quotes: ['R/1#1'] });
  });

  it('is the one of two that are alike whose id is new', () => {
    const again = { ...ONE, id: 'R/0' };
    expect(added(BEFORE, watchlist([A, B], [again, ONE, TWO]))).toEqual({
      sources: ['a'],
      citations: ['R/0'],
      quotes: ['R/0#1'],
    });
  });

  it('knows a source without an address by its publisher and title', () => {
    const bare = (title: string) => watchlist([source('a', { url: null, title })], [ONE]);
    expect(added(bare('T'), bare('T'))).toEqual(NOTHING);
    expect(added(bare('T'), bare('U')).quotes).toEqual(['R/1#1']);
  });

  it('is exactly what was put in, wherever it was put', () => {
    const words = fc.integer({ min: 0, max: 5 });
    const cited = fc.array(fc.tuple(fc.constantFrom('a', 'b'), words), { maxLength: 8 });
    fc.assert(
      fc.property(cited, fc.nat(8), (all, at) => {
        const citations = all.map(([of, n], i) => citation(i, of, `Words ${n}.`));
        const put = citation(99, 'a', 'Words 1.');
        const now = watchlist([A, B], citations.toSpliced(at, 0, put));
        expect(added(watchlist([A, B], citations), now)).toEqual({
          sources: ['a'],
          citations: ['R/99'],
          quotes: ['R/99#1'],
        });
      }),
    );
  });
});

describe('the line of a quotation', () => {
  it('is that of its words', () => {
    const text = `{ "reports": [{ "id": "R", "citations": [
      { "id": "R/1", "quotes": [
        { "original": { "lang": "fr", "text": "Un." },
          "text": "One." }, { "text": "Two." },
        { "text": "Three." }] }] }] }`;
    const lineOf = linesIn(text).quotation;
    expect(['R/1#1', 'R/1#2', 'R/1#3', 'R/1#4', 'R/1'].map(lineOf)).toEqual([
      4,
      4,
      5,
      undefined,
      undefined,
    ]);
  });
});
