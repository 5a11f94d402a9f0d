import { HttpResponse } from 'msw';
import { describe, expect, it } from 'vitest';
import { openZotero } from '../../src/delivery/zotero.js';
import { answersTo, standIn, standInDoor } from '../web/stand-in.js';

standIn();

const API = 'https://api.zotero.org';
const KEY = 'P9niFoiC3YgW5DMLaMbD2hTk';
const GROUP = 'groups/1';
const ITEMS = `${API}/${GROUP}/items`;
const HEADERS = { 'zotero-api-version': '3', 'last-modified-version': '104', 'total-results': '1' };

/** Zotero as it is reached through the door, and the waits for it; time passes only while one waits. */
function hand() {
  const slept: number[] = [];
  let time = 0;
  const sleep = async (ms: number) => {
    slept.push(ms);
    time += ms;
  };
  return {
    zotero: openZotero(
      standInDoor({ retries: 3 }),
      { api: API, key: KEY },
      undefined,
      sleep,
      () => time,
    ),
    slept,
  };
}

type Extra = Readonly<Record<string, string>>;
const json = (body: object, headers: Extra = {}) =>
  HttpResponse.json(body, { headers: { ...HEADERS, ...headers } });
/** What is wrong Zotero says in plain text. */
const refusal = (status: number, words: string, headers: Extra = {}) =>
  HttpResponse.text(words, { status, headers: { ...HEADERS, ...headers } });
const written = (failed: object = {}) => ({
  successful: {},
  success: { 0: 'AAAA2345' },
  unchanged: {},
  failed,
});

const CHANGE = { key: 'AAAA2345', version: 3, tags: [{ tag: 'China' }] };

describe('a library', () => {
  it('gives the items that are named, those of its trash too', async () => {
    const item = (key: string, data: object) => ({
      key,
      version: 3,
      library: {},
      links: {},
      meta: {},
      data,
    });
    const asked = answersTo(
      'get',
      ITEMS,
      json([
        item('AAAA2345', {
          key: 'AAAA2345',
          itemType: 'report',
          tags: [{ tag: 'China' }, { tag: 'auto', type: 1 }],
        }),
        item('BBBB2345', {
          key: 'BBBB2345',
          itemType: 'note',
          note: '<p>n</p>',
          tags: [],
          deleted: 1,
        }),
      ]),
    );
    const read = await hand().zotero.read(GROUP, ['AAAA2345', 'BBBB2345', 'CCCC2345']);
    expect([...read.values()]).toEqual([
      {
        key: 'AAAA2345',
        version: 3,
        note: '',
        tags: [{ tag: 'China' }, { tag: 'auto', type: 1 }],
        isTrashed: false,
      },
      { key: 'BBBB2345', version: 3, note: '<p>n</p>', tags: [], isTrashed: true },
    ]);
    const query = {
      itemKey: 'AAAA2345,BBBB2345,CCCC2345',
      includeTrashed: '1',
      format: 'json',
      limit: '50',
    };
    expect(asked[0]?.query).toEqual(query);
    expect(Object.fromEntries(asked[0]?.headers ?? [])).toMatchObject({
      'zotero-api-version': '3',
      'zotero-api-key': KEY,
    });
  });

  it('of its own is that of who owns the key', async () => {
    answersTo(
      'get',
      `${API}/keys/current`,
      json({ key: KEY, userID: 7, username: 'ana', displayName: '', access: {} }),
    );
    expect(await hand().zotero.ownLibrary()).toBe('users/7');
  });

  it('says of each change that it did not take why, and which it was', async () => {
    const asked = answersTo(
      'post',
      ITEMS,
      json(
        written({
          1: {
            key: 'BBBB2345',
            code: 412,
            message: 'Item has been modified since specified version',
          },
          2: { code: 413, message: `Note is too long, says ${KEY}` },
          9: { code: 400, message: 'of nothing that was sent' },
        }),
      ),
    );
    const changes = ['AAAA2345', 'BBBB2345', 'CCCC2345'].map((key) => ({ ...CHANGE, key }));
    expect(await hand().zotero.write(GROUP, changes)).toEqual(
      new Map([
        ['BBBB2345', { code: 412, why: '412 Item has been modified since specified version' }],
        ['CCCC2345', { code: 413, why: '413 Note is too long, says …' }],
      ]),
    );
    expect(JSON.parse(asked[0]?.sent ?? '')).toEqual(changes);
  });

  it.each([
    [
      'the request is wrong',
      refusal(400, "'itemKey' is not valid"),
      "400 to GET groups/1/items: 'itemKey' is not valid",
    ],
    ['the key is none', refusal(403, 'Invalid key'), '403 to GET groups/1/items: Invalid key'],
    ['the key may not', refusal(403, 'Forbidden'), '403 to GET groups/1/items: Forbidden'],
    ['it repeats the key', refusal(403, `No key ${KEY}`), '403 to GET groups/1/items: No key …'],
    ['there is none', refusal(404, 'Not found'), '404 to GET groups/1/items: Not found'],
    ['it errs', refusal(500, 'An error occurred'), '500 to GET groups/1/items: An error occurred'],
    [
      'a gateway answers',
      HttpResponse.html('Bad', { status: 502 }),
      '502 to GET groups/1/items: Bad',
    ],
  ])('that cannot be read as %s is told at once, in its words', async (_, answer, words) => {
    const asked = answersTo('get', ITEMS, answer);
    const { zotero, slept } = hand();
    await expect(zotero.read(GROUP, ['AAAA2345'])).rejects.toThrow(`Zotero answered ${words}`);
    expect([asked.length, slept]).toEqual([1, []]);
  });

  it.each([
    ['half of its JSON', new HttpResponse('[{"key":"AAAA2345",')],
    ['a page', HttpResponse.html('<h1>Zotero</h1>')],
    ['nothing', new HttpResponse('')],
    ['an object', json({ items: [] })],
    ['items without a version', json([{ key: 'AAAA2345', data: {} }])],
  ])('that answers with %s is not taken for one', async (_, answer) => {
    answersTo('get', ITEMS, answer);
    await expect(hand().zotero.read(GROUP, ['AAAA2345'])).rejects.toThrow(
      'another shape than was expected',
    );
  });

  it('that breaks off may have taken what was written: that is not sent again', async () => {
    const asked = answersTo('post', ITEMS, HttpResponse.error());
    await expect(hand().zotero.write(GROUP, [CHANGE])).rejects.toThrow(
      'Zotero could not be asked: ',
    );
    expect(asked).toHaveLength(1);
  });
});

describe('what Zotero asks for', () => {
  it.each([
    ['Retry-After with 429', 429, { 'retry-after': '7' }, 7_000],
    ['Retry-After with 503', 503, { 'retry-after': '30' }, 30_000],
    ['429 without a time', 429, {}, 10_000],
    ['a library that is locked', 409, {}, 10_000],
    ['the longer of two', 429, { 'retry-after': '7', backoff: '20' }, 20_000],
  ])('is waited for: %s', async (_, status, headers, pause) => {
    const asked = answersTo(
      'post',
      ITEMS,
      refusal(status, 'Not now', headers as Extra),
      json(written()),
    );
    const { zotero, slept } = hand();
    expect(await zotero.write(GROUP, [CHANGE])).toEqual(new Map());
    expect([asked.length, slept]).toEqual([2, [pause]]);
  });

  it('with a good answer (Backoff) is waited for before the next request, and not after the last', async () => {
    answersTo('get', ITEMS, json([], { backoff: '5' }));
    const { zotero, slept } = hand();
    await zotero.read(GROUP, ['AAAA2345']);
    expect(slept).toEqual([]);
    await zotero.read(GROUP, ['AAAA2345']);
    expect(slept).toEqual([5_000]);
  });

  it('altogether is waited for up to a limit', async () => {
    const asked = answersTo('post', ITEMS, refusal(429, 'Not now', { 'retry-after': '50' }));
    const { zotero, slept } = hand();
    await expect(zotero.write(GROUP, [CHANGE])).rejects.toThrow(
      'Zotero answered 429 to POST groups/1/items: Not now',
    );
    expect([asked.length, slept]).toEqual([4, [50_000, 50_000, 50_000]]);
  });
});
