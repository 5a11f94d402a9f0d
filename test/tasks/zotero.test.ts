import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openZotero } from '../../src/delivery/zotero.js';
import type { Finding, FindingKind } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Source, Watchlist } from '../../src/model/watchlist.js';
import type { Publication } from '../../src/surfaces/publication.js';
import { noteKey, tellLibraries } from '../../src/tasks/zotero.js';
import { type LoopbackZotero, startLoopbackZotero } from '../replica/zotero.js';
import { citation, finding, source } from '../surfaces/fixture-run.js';
import { loopbackDoor } from '../web/archives/door.js';

const KEY = 'P9niFoiC3YgW5DMLaMbD2hTk';
const GROUP = 'groups/1';
const [A, B] = ['AAAA2345', 'BBBB2345'];

let zotero: LoopbackZotero;
let slept: number[];
let time: number;
beforeEach(async () => {
  zotero = await startLoopbackZotero(KEY, [GROUP, 'groups/2', 'users/7']);
  for (const [library, items] of zotero.libraries)
    for (const key of [A, B])
      items.set(key, {
        version: library === GROUP ? 3 : 4,
        data: { itemType: 'report', tags: [{ tag: 'China' }] },
      });
  slept = [];
  time = 0;
});
afterEach(() => zotero.close());

/** The libraries through the door; time passes only while one waits. */
const libraries = (key = KEY) =>
  openZotero(
    loopbackDoor(),
    { api: `http://127.0.0.1:${zotero.port}/`, key },
    undefined,
    async (ms) => {
      slept.push(ms);
      time += ms;
    },
    () => time,
  );

/** A source of `sources.json` that is an item. */
const listed = (id: string, item?: string): Source =>
  ({ id, ...(item === undefined ? {} : { zotero: item }) }) as Partial<Source> as Source;
const watchOf = (sources: readonly Source[], reports: readonly string[] = ['ASI2025-01']) =>
  ({ sources, reports: reports.map((id) => ({ id })) }) as unknown as Watchlist;

const verdict = (id: string, over: Partial<SourceVerdict> = {}): SourceVerdict =>
  source(id, 'UN', `The report ${id}`, `https://un.example/${id}`, {
    citations: [citation(1, '4', [])],
    ...over,
  });
const runOf = (sources: readonly SourceVerdict[], findings: readonly Finding[]): Run =>
  ({ schema: 'citewatch.run/1', run: { online: true }, sources, findings }) as unknown as Run;
const gone = (
  id: string,
  over: Partial<Finding> = {},
  kind: FindingKind = 'source-gone',
): Finding =>
  finding(
    kind,
    'high',
    id,
    `The page of ${id} is gone: 404 on three nights.`,
    'Cite the copy.',
    over,
  );

const COPY = {
  url: 'https://web.archive.org/web/2024/https://un.example/a',
  capturedAt: '2024-06-01T00:00:00.000Z',
  carriesPassage: true,
} as const;

interface Night {
  readonly sources?: readonly Source[];
  readonly verdicts?: readonly SourceVerdict[];
  readonly findings?: readonly Finding[];
  readonly reports?: readonly string[];
  readonly publication?: Publication;
  readonly rehearsed?: boolean;
  readonly key?: string;
}

/** Tells the libraries of a night; two items are in the group, of which the first is gone. */
async function tell({
  sources = [listed('a', `${GROUP}/items/${A}`), listed('b', `${GROUP}/items/${B}`)],
  verdicts = [verdict('a', { archive: COPY }), verdict('b')],
  findings = [gone('a')],
  reports,
  publication = {},
  rehearsed = false,
  key = KEY,
}: Night = {}): Promise<readonly (readonly string[])[]> {
  const telling = {
    watch: watchOf(sources, reports),
    run: runOf(verdicts, findings),
    publication,
    rehearsed,
  };
  const fates = await tellLibraries(libraries(key), telling);
  return fates.map(({ item, kind, why }) => [
    item.replace(`${GROUP}/items/`, ''),
    kind,
    ...(why === '' ? [] : [why]),
  ]);
}

const itemAt = (key: string, library = GROUP) => zotero.libraries.get(library)?.get(key);
const tagsOf = (key: string, library = GROUP) =>
  itemAt(key, library)?.data.tags.map(({ tag }) => tag);
const notesOf = (key: string, library = GROUP) =>
  [...(zotero.libraries.get(library)?.values() ?? [])].filter(
    ({ data }) => data.parentItem === key && !data.deleted,
  );
const noteOf = (key: string, library = GROUP): string => notesOf(key, library)[0]?.data.note ?? '';
const writes = () => zotero.requests.filter((one) => one.startsWith('POST'));
const OURS = ['citewatch: archived-copy', 'citewatch: source-gone'];

describe('an item of which something was found', () => {
  it('has one note with what is the case, since when, and the addresses; and tags, beside those of people', async () => {
    expect(await tell({ publication: { page: 'https://asylos.example/page' } })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(notesOf(A)).toHaveLength(1);
    expect(noteOf(A)).toMatch(
      /^<h1>citewatch: ASI2025-01<\/h1><ul><li><strong>Page gone, since 23 November 2025\.<\/strong> The page of a is gone/u,
    );
    for (const url of ['https://un.example/a', COPY.url, 'https://asylos.example/page#a'])
      expect(noteOf(A)).toContain(`<a href="${url}">${url}</a>`);
    expect(itemAt(A)?.data.tags).toEqual([
      { tag: 'China' },
      ...OURS.map((tag) => ({ tag, type: 1 })),
    ]);
    expect(notesOf(B)).toEqual([]);
    expect(tagsOf(B)).toEqual(['China']);
    expect(writes()).toHaveLength(1);
  });

  it('is not written again on the next night, and its note is replaced when something else is the case', async () => {
    await tell();
    expect(await tell()).toEqual([
      [A, 'same'],
      [B, 'same'],
    ]);
    expect(writes()).toHaveLength(1);
    const now = [
      gone('a', {}, 'content-replaced'),
      gone('b', { severity: 'medium' }, 'edition-newer'),
    ];
    expect(await tell({ findings: now })).toEqual([
      [A, 'written'],
      [B, 'written'],
    ]);
    expect(notesOf(A)).toHaveLength(1);
    expect(tagsOf(A)).toEqual(['China', 'citewatch: archived-copy', 'citewatch: content-replaced']);
    expect(tagsOf(B)).toEqual(['China', 'citewatch: edition-newer']);
  });

  it('keeps its note while only the days are more, and has another where the answer is', async () => {
    const failing = (days: number, http: number) =>
      gone('a', {
        why: {
          kind: 'failing',
          status: 'gone',
          link: { kind: 'gone', http },
          confirmed: true,
          days,
        },
      });
    await tell({ findings: [failing(3, 404)] });
    expect(noteOf(A)).toContain('on 3 days in a row');
    expect((await tell({ findings: [failing(4, 404)] }))[0]).toEqual([A, 'same']);
    expect((await tell({ findings: [failing(4, 410)] }))[0]).toEqual([A, 'written']);
    expect(noteOf(A)).toContain('on 4 days in a row');
  });

  it.each([
    ['stands again', { state: 'resolved' }],
    ['is answered by a decision', { state: 'acknowledged' }],
    ['is wrong in something low', { severity: 'low' }],
  ] as const)('has nothing of ours where it %s: the note lies in the trash', async (_, over) => {
    await tell();
    expect(await tell({ findings: [gone('a', over)] })).toEqual([
      [A, 'cleared'],
      [B, 'same'],
    ]);
    expect([tagsOf(A), notesOf(A)]).toEqual([['China'], []]);
    expect(itemAt(noteKey(GROUP, A))?.data).toMatchObject({
      deleted: true,
      note: expect.stringContaining('is gone'),
    });
    await tell({ findings: [gone('a', { since: '2025-12-02T00:00:00.000Z' })] });
    expect(noteOf(A)).toContain('since 2 December 2025');
    expect(notesOf(A)).toHaveLength(1);
  });

  it('stays as it is where its source was not looked at', async () => {
    await tell();
    expect(await tell({ verdicts: [verdict('b')], findings: [] })).toEqual([[B, 'same']]);
    expect(tagsOf(A)).toEqual(['China', ...OURS]);
  });

  it('has what was found of a whole host, and of all sources that it stands for', async () => {
    const both = [listed('a', `${GROUP}/items/${A}`), listed('b', `${GROUP}/items/${A}`)];
    const host = gone('a', { sources: ['a', 'b'] });
    const changed = gone('b', {}, 'content-replaced');
    expect(await tell({ sources: both, findings: [host, changed] })).toEqual([[A, 'written']]);
    expect(tagsOf(A)).toEqual([
      'China',
      'citewatch: archived-copy',
      'citewatch: content-replaced',
      'citewatch: source-gone',
    ]);
  });

  it('is told in the language of the reports that cite it', async () => {
    await tell({ publication: { languages: new Map([['ASI2025-01', 'fr' as const]]) } });
    expect(noteOf(A)).toContain('depuis le 23 novembre 2025');
  });

  it('carries no markup of a page', async () => {
    const message = '<img src=x onerror=alert(1)> & "gone"';
    await tell({ findings: [gone('a', { why: { kind: 'told', message, action: '' } })] });
    expect(noteOf(A)).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;gone&quot;');
  });

  it('is left as it is in a rehearsal, which says what would be written', async () => {
    expect(await tell({ rehearsed: true })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect([tagsOf(A), notesOf(A), writes()]).toEqual([['China'], [], []]);
  });
});

describe('what people wrote', () => {
  it('stays: their notes beside ours, and their tags, one with our prefix too', async () => {
    zotero.change(GROUP, 'PERS2345', {
      itemType: 'note',
      parentItem: A,
      note: '<h1>citewatch: our own thoughts</h1>',
    });
    zotero.change(GROUP, A, {
      tags: [{ tag: 'citewatch: read this' }, { tag: 'citewatch: edition-newer', type: 1 }],
    });
    await tell();
    expect(notesOf(A)).toHaveLength(2);
    expect(itemAt('PERS2345')?.data.note).toBe('<h1>citewatch: our own thoughts</h1>');
    expect(tagsOf(A)).toEqual(['citewatch: read this', ...OURS]);
    await tell({ findings: [] });
    expect(notesOf(A)).toHaveLength(1);
    expect(tagsOf(A)).toEqual(['citewatch: read this']);
  });

  const EDITS: readonly (readonly [string, (note: string) => string])[] = [
    ['a line below it', (note) => `${note}<p>I asked the publisher.</p>`],
    ['a word within it', (note) => note.replace('is gone', 'is really gone')],
    ['another figure', (note) => note.replace('404', '410')],
    ['all of it', () => '<p>Mine now.</p>'],
  ];
  it.each(EDITS)('in our note stays too: %s', async (_, edit) => {
    await tell();
    const mine = edit(noteOf(A));
    zotero.change(GROUP, noteKey(GROUP, A), { note: mine });
    expect(await tell({ findings: [gone('a', {}, 'content-replaced')] })).toEqual([
      [A, 'edited'],
      [B, 'same'],
    ]);
    expect(noteOf(A)).toBe(mine);
    expect(tagsOf(A)).toContain('citewatch: content-replaced');
    for (const kind of ['cleared', 'same'])
      expect((await tell({ findings: [] }))[0]).toEqual([A, kind]);
    expect([noteOf(A), tagsOf(A)]).toEqual([mine, ['China']]);
  });

  it('is told from what Zotero’s editor makes of our note when it is opened', async () => {
    await tell();
    const opened = noteOf(A)
      .replace(/&quot;/gu, '"')
      .replace(/(<\/(?:h1|li|p|ul)>)/gu, '$1\n')
      .replace('<ul>', '<ul>\n');
    zotero.change(GROUP, noteKey(GROUP, A), {
      note: `<div data-schema-version="9">${opened}</div>`,
    });
    expect(await tell()).toEqual([
      [A, 'same'],
      [B, 'same'],
    ]);
    expect(await tell({ findings: [gone('a', {}, 'content-replaced')] })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
  });

  it('is heard: our note that a person put into the trash stays there until it has something else to say', async () => {
    await tell();
    zotero.change(GROUP, noteKey(GROUP, A), { deleted: true });
    expect(await tell()).toEqual([
      [A, 'same'],
      [B, 'same'],
    ]);
    expect(notesOf(A)).toEqual([]);
    await tell({ findings: [gone('a', {}, 'content-replaced')] });
    expect(notesOf(A)).toHaveLength(1);
  });
});

describe('two reports of one library', () => {
  it('in one sources.json are one note, whatever signs their ids have', async () => {
    const reports = ['R1', 'R&D"<b>', 'مصر/2'];
    await tell({ reports });
    expect(await tell({ reports, findings: [gone('a', {}, 'content-replaced')] })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(await tell({ reports: ['R2'] })).toEqual([
      [A, 'others', 'R1, RDb, مصر/2'],
      [B, 'same'],
    ]);
  });

  it('of which one was taken out of the file go on with their note', async () => {
    await tell({ reports: ['R1', 'R2'] });
    expect(await tell({ reports: ['R2'], findings: [] })).toEqual([
      [A, 'cleared'],
      [B, 'same'],
    ]);
    expect([notesOf(A), tagsOf(A)]).toEqual([[], ['China']]);
  });

  it('in one sources.json are one note', async () => {
    expect(await tell({ reports: ['R1', 'R2'] })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(noteOf(A)).toContain('citewatch: R1, R2');
  });

  it('in two leave each other’s notes: the second is told, and where the document stands for it, is silent', async () => {
    await tell({ reports: ['R1'] });
    const before = noteOf(A);
    expect(await tell({ reports: ['R2'] })).toEqual([
      [A, 'others', 'R1'],
      [B, 'same'],
    ]);
    expect(await tell({ reports: ['R2'], findings: [] })).toEqual([
      [A, 'same'],
      [B, 'same'],
    ]);
    expect([noteOf(A), tagsOf(A)]).toEqual([before, ['China', ...OURS]]);
    await tell({ reports: ['R1'], findings: [] });
    expect(await tell({ reports: ['R2'] })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(noteOf(A)).toContain('citewatch: R2<');
  });

  it('of which one came into the file later go on with its note', async () => {
    await tell({ reports: ['R1'] });
    expect(await tell({ reports: ['R1', 'R2'] })).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(notesOf(A)).toHaveLength(1);
  });
});

describe('an item that somebody changes meanwhile', () => {
  it('is read again, and written with what they changed', async () => {
    let people = 1;
    zotero.before = (request) => {
      if (request.startsWith('POST') && people-- > 0)
        zotero.change(GROUP, A, { tags: [{ tag: 'Laos' }] });
    };
    expect(await tell()).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(tagsOf(A)).toEqual(['Laos', ...OURS]);
    expect(notesOf(A)).toHaveLength(1);
    expect(writes()).toHaveLength(2);
  });

  it('again and again is told, and the next run writes it', async () => {
    zotero.before = (request) => {
      if (request.startsWith('POST')) zotero.change(GROUP, A, { tags: [{ tag: 'Laos' }] });
    };
    expect(await tell()).toEqual([
      [A, 'refused', expect.stringContaining('412 Item has been modified')],
      [B, 'same'],
    ]);
    expect(writes()).toHaveLength(3);
    expect(tagsOf(A)).toEqual(['Laos']);
    zotero.before = () => {};
    expect(await tell()).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(notesOf(A)).toHaveLength(1);
  });
});

describe('a run that was killed', () => {
  it('after Zotero wrote and before it heard so is taken up without a second note', async () => {
    zotero.cutOff = (request) => request.startsWith('POST');
    expect(await tell()).toEqual([
      [A, 'refused', expect.stringMatching(/^Zotero could not be asked/u)],
      [B, 'refused', expect.stringMatching(/^Zotero could not be asked/u)],
    ]);
    expect(notesOf(A)).toHaveLength(1);
    zotero.cutOff = () => false;
    expect(await tell()).toEqual([
      [A, 'same'],
      [B, 'same'],
    ]);
    expect([notesOf(A).length, writes().length]).toEqual([1, 1]);
  });

  it('beside another makes no second note either', async () => {
    const [one, other] = await Promise.all([tell(), tell()]);
    for (const fates of [one, other]) expect(fates[0]?.[1]).toMatch(/^(?:written|same)$/u);
    expect(notesOf(A)).toHaveLength(1);
  });
});

describe('what Zotero asks for', () => {
  it('is waited for, and what was to be written is written once', async () => {
    zotero.answers.push(null, [429, { 'retry-after': '7' }]);
    expect(await tell()).toEqual([
      [A, 'written'],
      [B, 'same'],
    ]);
    expect(slept).toEqual([7_000]);
    expect([notesOf(A).length, writes().length]).toEqual([1, 2]);
  });

  it.each([
    ['more at once', 'Retry-After', [429, { 'retry-after': '181' }]],
    ['more than there is', 'Backoff', [200, { backoff: '181' }]],
  ] as const)(
    'is not waited for where it is %s (%s): the next run goes on',
    async (_, name, [status, headers]) => {
      if (status === 200) zotero.headers = headers;
      else zotero.answers.push(null, [status, headers]);
      const why =
        name === 'Backoff'
          ? 'Zotero asks to be left alone for 181 seconds'
          : 'Zotero answered 429 to POST groups/1/items: Not now, …';
      expect(await tell()).toEqual([
        [A, 'refused', why],
        [B, 'refused', why],
      ]);
      expect(slept).toEqual([]);
    },
  );

  it('of fifty items a request is kept, and a run that ends between two requests is taken up behind the first', async () => {
    const keys = Array.from(
      { length: 60 },
      (_, n) => `CCCCC${'ABCDEFGH'[n % 8]}${'JKLMNPQR'[Math.floor(n / 8)]}2`,
    );
    for (const key of keys) zotero.change(GROUP, key, {});
    const night: Night = {
      sources: keys.map((key) => listed(key, `${GROUP}/items/${key}`)),
      verdicts: keys.map((key) => verdict(key)),
      findings: keys.map((key) => gone(key)),
    };
    zotero.cutOff = (request) => request.startsWith('POST') && writes().length === 2;
    const kinds = (fates: readonly (readonly string[])[]) =>
      ['written', 'same', 'refused'].map((kind) => fates.filter((one) => one[1] === kind).length);
    expect(kinds(await tell(night))).toEqual([25, 0, 35]);
    expect(kinds(await tell(night))).toEqual([10, 50, 0]);
    expect(keys.map((key) => notesOf(key).length)).toEqual(keys.map(() => 1));
  });
});

describe('what Zotero refuses', () => {
  it('in part is told with its item, and the rest is written', async () => {
    const long = gone('a', { why: { kind: 'told', message: 'x'.repeat(300_000), action: '' } });
    expect(await tell({ findings: [long, gone('b')] })).toEqual([
      [A, 'refused', '413 Note is too long'],
      [B, 'written'],
    ]);
    expect(notesOf(B)).toHaveLength(1);
  });

  it('in one library is told, and the others are written', async () => {
    zotero.readOnly.add('groups/2');
    const sources = [listed('a', `groups/2/items/${A}`), listed('b', `${GROUP}/items/${B}`)];
    expect(await tell({ sources, findings: [gone('a'), gone('b')] })).toEqual([
      [
        `groups/2/items/${A}`,
        'refused',
        'Zotero answered 403 to POST groups/2/items: Write access denied',
      ],
      [B, 'written'],
    ]);
  });

  it('of a library that is not there is told', async () => {
    expect(await tell({ sources: [listed('a', `groups/9/items/${A}`)] })).toEqual([
      [`groups/9/items/${A}`, 'refused', 'Zotero answered 404 to GET groups/9/items: Not found'],
    ]);
  });

  it.each([
    ['is not there', () => zotero.libraries.get(GROUP)?.delete(A)],
    ['is in the trash', () => zotero.change(GROUP, A, { deleted: true })],
  ])('an item that %s is told where there is something to say, and gets no note', async (_, go) => {
    go();
    expect(await tell()).toEqual([
      [A, 'missing'],
      [B, 'same'],
    ]);
    expect(await tell({ findings: [] })).toEqual([
      [A, 'same'],
      [B, 'same'],
    ]);
    expect(notesOf(A)).toEqual([]);
  });

  it('is told without the key, and so is what a server says that repeats it', async () => {
    const fates = await tell({ key: 'anotherSecret9' });
    expect(fates[0]).toEqual([
      A,
      'refused',
      'Zotero answered 403 to GET groups/1/items: Invalid key',
    ]);
    const own = await tell({ sources: [listed('a', `items/${A}`)], key: 'anotherSecret9' });
    expect(own).toEqual([
      [`items/${A}`, 'refused', 'Zotero answered 403 to GET keys/current: Invalid key'],
    ]);
    zotero.answers.push([400, {}]);
    expect((await tell())[0]).toEqual([
      A,
      'refused',
      'Zotero answered 400 to GET groups/1/items: Not now, …',
    ]);
  });
});

describe('an item without a library', () => {
  it('is one of the library of who owns the key, and the same as one that names it', async () => {
    const sources = [listed('a', `items/${A}`), listed('b', `users/7/items/${A}`)];
    expect(
      await tell({ sources, findings: [gone('a'), gone('b', {}, 'content-replaced')] }),
    ).toEqual([[`users/7/items/${A}`, 'written']]);
    expect(tagsOf(A, 'users/7')).toContain('citewatch: content-replaced');
    expect(zotero.requests[0]).toBe('GET keys/current');
  });

  it('is the only reason to ask whose key it is', async () => {
    await tell();
    expect(zotero.requests).not.toContain('GET keys/current');
  });
});
