import { describe, expect, it } from 'vitest';
import { draftOfReferences } from '../../../src/manuscript/import/draft.js';
import { readLibrary } from '../../../src/manuscript/library/read-library.js';
import { citedItems } from '../../../src/manuscript/read/word-styles.js';
import { parseWatchlist } from '../../../src/settings/watchlist.js';

const URL = 'https://example.org/a';

/** The items of the documents that a library lists. */
async function itemsOf(
  text: string,
  kind: 'csl-json' | 'zotero-csv' | 'ris',
): Promise<readonly (string | undefined)[]> {
  const reading = await readLibrary(text, kind);
  if (reading.kind === 'problems') throw new Error(JSON.stringify(reading.problems));
  return draftOfReferences(reading.references).sources.map(({ zotero }) => zotero);
}
const itemsNamed = (...ids: readonly (string | number)[]) =>
  itemsOf(
    JSON.stringify(ids.map((id, n) => ({ id, title: `Report ${n}`, URL: `${URL}${n}` }))),
    'csl-json',
  );

describe('the item of a Zotero library is kept', () => {
  it.each([
    ['of a group', 'http://zotero.org/groups/123/items/ABCD2345', 'groups/123/items/ABCD2345'],
    ['of a user', 'https://www.zotero.org/users/7/items/ABCD2345', 'users/7/items/ABCD2345'],
    [
      'of a user who never logged in',
      'http://zotero.org/users/local/x9Yz/items/ABCD2345',
      'items/ABCD2345',
    ],
  ])('%s', async (_, id, item) => {
    expect(await itemsNamed(id)).toEqual([item]);
  });

  it.each([
    ['a citation key', 'smith2024'],
    ['a word of eight capitals', 'SMITHJAN'],
    ['a number', 12],
    ['another site', 'http://zotero.example/groups/123/items/ABCD2345'],
    ['a sign that no key has', 'http://zotero.org/groups/123/items/ABCD1234'],
    ['a collection', 'http://zotero.org/groups/123/collections/ABCD2345'],
    ['more behind it', 'http://zotero.org/groups/123/items/ABCD2345/children'],
  ])('and not made of %s', async (_, id) => {
    expect(await itemsNamed(id)).toEqual([undefined]);
  });

  it('from its table, which names no library', async () => {
    const rows = `"Key","Item Type","Title","Url"\n"ABCD2345","report","A","${URL}"\n"","report","B","${URL}b"\n`;
    expect(await itemsOf(rows, 'zotero-csv')).toEqual(['items/ABCD2345', undefined]);
  });

  it('of two entries for one document, the first that has one', async () => {
    const all = [
      'smith2024',
      'http://zotero.org/groups/1/items/ABCD2345',
      'http://zotero.org/groups/1/items/WXYZ6789',
    ];
    expect(
      await itemsOf(JSON.stringify(all.map((id) => ({ id, title: 'A', URL }))), 'csl-json'),
    ).toEqual(['groups/1/items/ABCD2345']);
  });

  it.each([
    [
      'its addresses',
      ['http://zotero.org/groups/1/items/ABCD2345'],
      'http://zotero.org/groups/1/items/ABCD2345',
    ],
    ['none', [], 5],
    ['what is no list', 'http://zotero.org/groups/1/items/ABCD2345', 5],
  ])('from a field of a document: %s', (_, uris, id) => {
    const json = JSON.stringify({
      citationItems: [{ id: 5, uris, itemData: { id: 5, title: 'A' } }],
    });
    expect(citedItems(` ADDIN ZOTERO_ITEM CSL_CITATION ${json}`, '')).toEqual([{ id, title: 'A' }]);
  });
});

describe('sources.json', () => {
  const read = (zotero: string) => () =>
    parseWatchlist(
      JSON.stringify({
        reports: [],
        sources: [{ id: 'a', publisher: 'P', title: 'T', url: URL, zotero }],
      }),
      'sources.json',
    );
  it('names an item', () => {
    expect(read('groups/1/items/ABCD2345')().sources[0]?.zotero).toBe('groups/1/items/ABCD2345');
  });
  it.each([
    'ABCD2345',
    'groups/x/items/ABCD2345',
    'items/abcd2345',
    '../keys/current',
    'items/ABCD2345?a',
  ])('is refused with %s for one', (zotero) => {
    expect(read(zotero)).toThrow(/must be an item of a Zotero library/u);
  });
});
