import { describe, expect, it, test } from 'vitest';
import type {
  DraftCitation,
  DraftSource,
  ReportDraft,
} from '../../../src/manuscript/import/draft.js';
import {
  EMPTY,
  matchDraft,
  mergeDraft,
  sourceId,
} from '../../../src/manuscript/import/merge-draft.js';
import type { Passage } from '../../../src/manuscript/import/passages.js';
import { isSameSource } from '../../../src/manuscript/import/same-source.js';
import { EMPTY_LEDGER } from '../../../src/model/manuscript.js';
import type { Citation, Report, Source, Watchlist } from '../../../src/model/watchlist.js';
import { isSamePublisher } from '../../../src/passage/text/names.js';
import { parseWatchlist } from '../../../src/settings/watchlist.js';

interface Given {
  readonly publisher?: string | null;
  readonly title?: string | null;
  readonly url?: string | null;
  readonly published?: string | null;
  readonly cited?: string;
}

const TITLE = 'Country information report';
const reference = ({
  publisher = 'DFAT',
  title = TITLE,
  url = null,
  published = null,
  cited = '',
}: Given) => ({
  publisher,
  title,
  url,
  cited,
  published: published === null ? null : { printed: published, iso: published },
});

describe('two references', () => {
  const A = 'https://dfat.example/report';
  it.each<readonly [string, ReturnType<typeof isSameSource>, Given, Given]>([
    [
      'of one address, whatever else they say',
      'address',
      { url: A },
      { url: A, title: 'Karvan', publisher: 'HRW' },
    ],
    [
      'of one address but for what only leads to it',
      'address',
      { url: A },
      { url: `http://www.dfat.example/report/` },
    ],
    [
      'of one address and two dates',
      'address',
      { url: A, published: '2024' },
      { url: A, published: '2025' },
    ],
    ['of two addresses, although their titles are equal', null, { url: A }, { url: `${A}/2` }],
    ['of one title, one of them without an address', 'title', { url: A }, {}],
    [
      'of one title in other letters and signs',
      'title',
      {},
      { title: '“COUNTRY  information: Report”' },
    ],
    ['of one title, of which one was cut', 'cut-title', {}, { title: 'Country information r…' }],
    [
      'of one title, of which one was cut with three dots',
      'cut-title',
      {},
      { title: 'Country information ...' },
    ],
    ['of one title, cut after twelve letters', 'cut-title', {}, { title: 'Country info…' }],
    ['of one title, cut after eleven letters', null, {}, { title: 'Country inf…' }],
    [
      'of which one begins as the other and was not cut',
      null,
      {},
      { title: 'Country information' },
    ],
    ['of which one was cut and goes on as another', null, {}, { title: 'Country information m…' }],
    ['of two titles', null, {}, { title: 'Thematic report' }],
    ['of no title', null, { title: null }, { title: null }],
    ['of one title and two publishers', null, {}, { publisher: 'HRW' }],
    ['of one title and no second publisher', 'title', {}, { publisher: null }],
    [
      'of two publishers, of which the line prints both',
      'title',
      { cited: 'DFAT, HRW' },
      { publisher: 'HRW' },
    ],
    [
      'of one cut title and two publishers',
      null,
      {},
      { publisher: 'HRW', title: 'Country information r…' },
    ],
    ['of one title and one date', 'title', { published: '2024-06' }, { published: '2024-06' }],
    [
      'of one title, of which one tells the day',
      'title',
      { published: '2024' },
      { published: '2024-06-24' },
    ],
    ['of one title, of which one is undated', 'title', { published: '2024' }, {}],
    ['of one title and two years', null, { published: '2024' }, { published: '2025' }],
    ['of one title and two days', null, { published: '2024-06-24' }, { published: '2024-06-25' }],
    [
      'of one cut title and two years',
      null,
      { published: '2024' },
      { published: '2025', title: 'Country infor…' },
    ],
  ])('%s: %s', (_, because, a, b) => {
    const [one, other] = [reference(a), reference(b)];
    expect([isSameSource(one, other), isSameSource(other, one)]).toEqual([because, because]);
  });
});

test.each([
  ['DFAT', 'Department of Foreign Affairs and Trade', true],
  ['DFAT', 'Department Of Foreign Affairs And Trade', true],
  ['DFAT', 'Department of Foreign Affairs and Trade (Australia)', true],
  ['BAMF', 'Bundesamt für Asyl, Migration und Flüchtlinge', true],
  ['BAMF', 'Bundesamt für Migration und Flüchtlinge', false],
  ['BMF', 'Bundesamt für Migration und Flüchtlinge', true],
  ['HRW', 'Human Rights Watch', true],
  ['HRW', 'Human Rights Council', false],
  ['A', 'Amnesty', false],
  ['HRW (Human Rights Watch)', 'Human Rights Watch', true],
  ['USDOS', 'US Department of State', true],
  ['UNHCR', 'UN High Commissioner for Refugees', true],
  ['UK Parliament', 'UK Home Office', false],
  ['US Embassy', 'US Department of State', false],
])('%s and %s are one publisher: %s', (a, b, isOne) => {
  expect([isSamePublisher(a, b), isSamePublisher(b, a)]).toEqual([isOne, isOne]);
});

const PLACE = { page: null, paragraph: 1 };
const passage = (
  text: string,
  original: Passage['original'] = null,
  translated = false,
): Passage => ({
  text,
  original,
  translated,
  place: PLACE,
  marked: true,
  unbalanced: false,
});

const source = (id: string, given: Partial<Source> = {}): Source => ({
  id,
  publisher: 'DFAT',
  title: id,
  url: null,
  published: null,
  lang: null,
  series: null,
  edition: null,
  copies: [],
  ...given,
});
const drafted = (title: string | null, given: Partial<DraftSource> = {}): DraftSource => ({
  publisher: 'DFAT',
  title,
  url: null,
  addressFrom: null,
  published: null,
  lang: null,
  ...given,
});
const citation = (
  n: number,
  from: string,
  quote: string | null,
  given: Partial<Citation> = {},
): Citation => ({
  id: `R/${n}`,
  source: from,
  section: '1',
  accessed: null,
  page: null,
  cited: `Line ${n}`,
  quotes: quote === null ? [] : [{ text: quote }],
  ...given,
});
const citing = (
  from: number,
  line: string | null,
  quote: string | null,
  given: Partial<DraftCitation> = {},
) => ({
  source: from,
  section: '1',
  accessed: null,
  pinpoint: null,
  cited: line,
  passages: quote === null ? [] : [passage(quote)],
  introduction: '',
  place: PLACE,
  doubts: [],
  ...given,
});

const draftWith = (
  sources: readonly DraftSource[],
  citations: readonly DraftCitation[],
): ReportDraft => ({
  report: { title: 'A report', publisher: null, published: null },
  sources,
  citations,
  uncited: [],
  listed: [],
  prose: [],
  leftOut: [],
  ledger: EMPTY_LEDGER,
});
const watchWith = (
  sources: readonly Source[],
  citations: readonly Citation[],
): Watchlist & { reports: [Report] } => ({
  reports: [{ id: 'R', title: 'A report', publisher: null, published: null, url: null, citations }],
  sources,
  series: [],
  decisions: [],
});
const matched = (draft: ReportDraft, watch: ReturnType<typeof watchWith>) => {
  const { sources, citations } = matchDraft(draft, watch, watch.reports[0]);
  return [sources.map((one) => one?.id ?? null), citations.map((one) => one?.id ?? null)];
};
/** Ids of the sources that a draft's are, and which are new. */
const sourcesOf = (drafts: readonly DraftSource[], sources: readonly Source[]) =>
  matched(draftWith(drafts, []), watchWith(sources, []))[0];

describe('a source of a report is that of the file', () => {
  const A = 'https://dfat.example/a';
  it.each<readonly [string, readonly DraftSource[], readonly Source[], readonly (string | null)[]]>(
    [
      [
        'at its address',
        [drafted('New name', { url: A })],
        [source('b'), source('a', { url: A })],
        ['a'],
      ],
      [
        'at the address of a copy',
        [drafted('x', { url: 'https://copy.example/a' })],
        [source('a', { url: A, copies: [{ url: 'https://copy.example/a', by: 'ecoi.net' }] })],
        ['a'],
      ],
      [
        'by its title where its address was mended',
        [drafted('a', { url: `${A}/2` })],
        [source('a', { url: A })],
        ['a'],
      ],
      [
        'by its address rather than by its title',
        [drafted('b', { url: A })],
        [source('b'), source('a', { url: A })],
        ['a'],
      ],
      [
        'by its title, publisher and day',
        [drafted('a', { published: '2024' })],
        [source('a', { published: '2024-05' })],
        ['a'],
      ],
      [
        'not by its title in another year',
        [drafted('a', { published: '2023' })],
        [source('a', { published: '2024' })],
        [null],
      ],
      [
        'not by the title of another publisher',
        [drafted('a', { publisher: 'HRW' })],
        [source('a')],
        [null],
      ],
      ['not twice by one title', [drafted('a'), drafted('a')], [source('a')], ['a', null]],
      [
        'the first of two of one title, then the second',
        [drafted('Same'), drafted('Same')],
        [source('a', { title: 'Same' }), source('b', { title: 'Same' })],
        ['a', 'b'],
      ],
      [
        'not by a title where that one is another at its address',
        [drafted('a'), drafted('other', { url: A })],
        [source('a', { url: A })],
        [null, 'a'],
      ],
      ['not where nothing is stated', [drafted(null)], [source('a')], [null]],
    ],
  )('%s', (_, drafts, sources, ids) => {
    expect(sourcesOf(drafts, sources)).toEqual(ids);
  });

  const QUOTE = 'Nobody who was arrested in March has come back.';
  const byQuote = (given: Partial<DraftSource>, quote = QUOTE, more: readonly Source[] = []) =>
    matched(
      draftWith([drafted('Another title', given)], [citing(0, 'Another line', quote)]),
      watchWith(
        [source('a', { url: A, published: '2024-05-03' }), ...more],
        [citation(1, 'a', QUOTE)],
      ),
    );
  it.each<readonly [string, Partial<DraftSource>, boolean]>([
    ['that has no address', {}, true],
    ['of another address and the same day', { url: `${A}/2`, published: '2024-05-03' }, true],
    ['of another address in the same month', { url: `${A}/2`, published: '2024-05' }, true],
    ['of another day without an address', { published: '2025-01-01' }, true],
    ['of another address without a day', { url: `${A}/2` }, true],
    ['of another address and another day', { url: `${A}/2`, published: '2025-01-01' }, false],
  ])('from which the same is quoted, %s', (_, given, isSame) => {
    expect(byQuote(given)).toEqual([[isSame ? 'a' : null], ['R/1']]);
  });
  it('but not where another is quoted', () => {
    expect(byQuote({}, 'Returnees are let go after some hours.')).toEqual([[null], [null]]);
  });
  it('but not where the line alone is the same', () => {
    const draft = draftWith(
      [drafted('x')],
      [citing(0, 'Line 1', 'Returnees are let go after some hours.')],
    );
    expect(matched(draft, watchWith([source('a')], [citation(1, 'a', QUOTE)]))).toEqual([
      [null],
      ['R/1'],
    ]);
  });
  it('but not where nothing is quoted of either', () => {
    const draft = draftWith([drafted('x')], [citing(0, 'Line 1', null)]);
    expect(matched(draft, watchWith([source('a')], [citation(1, 'a', null)]))).toEqual([
      [null],
      ['R/1'],
    ]);
  });
  it('but not one that another of the report is already, nor for two of them', () => {
    const two = draftWith(
      [drafted('x'), drafted('a')],
      [citing(0, 'Line 1', QUOTE), citing(1, 'Line 2', 'Another passage of the same document.')],
    );
    expect(matched(two, watchWith([source('a')], [citation(1, 'a', QUOTE)]))[0]).toEqual([
      null,
      'a',
    ]);
    const other = 'Two of them were let go after a week.';
    const twice = draftWith(
      [drafted('x'), drafted('y')],
      [citing(0, 'L', QUOTE), citing(1, 'M', other)],
    );
    const known = watchWith([source('a')], [citation(1, 'a', QUOTE), citation(2, 'a', other)]);
    expect(matched(twice, known)[0]).toEqual(['a', null]);
  });
});

describe('a citation of a report is that of the file', () => {
  const SOURCES = [source('a'), source('b')];
  const DRAFTS = [drafted('a'), drafted('b')];
  const [P, Q] = [
    'Nobody has come back from the camps.',
    'The camps are open on every working day.',
  ];
  const ids = (citations: readonly DraftCitation[], known: readonly Citation[]) =>
    matched(draftWith(DRAFTS, citations), watchWith(SOURCES, known))[1];

  it.each<
    readonly [string, readonly DraftCitation[], readonly Citation[], readonly (string | null)[]]
  >([
    [
      'by its passage before its line',
      [citing(0, 'Line 1', Q), citing(0, 'Line 2', P)],
      [citation(1, 'a', P), citation(2, 'a', Q)],
      ['R/2', 'R/1'],
    ],
    [
      'by its passage, line and section where another quotes the same',
      [citing(0, 'Line 2', P), citing(0, 'Line 1', P)],
      [citation(1, 'a', P), citation(2, 'a', P)],
      ['R/2', 'R/1'],
    ],
    [
      'by its section where passage and line are another’s too',
      [citing(0, 'Line', P, { section: '2' }), citing(0, 'Line', P)],
      [
        citation(1, 'a', P, { cited: 'Line' }),
        citation(2, 'a', P, { cited: 'Line', section: '2' }),
      ],
      ['R/2', 'R/1'],
    ],
    [
      'by its line and section where its passage is new',
      [citing(0, 'Line', 'One.', { section: '2' }), citing(0, 'Line', 'Two.')],
      [
        citation(1, 'a', P, { cited: 'Line' }),
        citation(2, 'a', Q, { cited: 'Line', section: '2' }),
      ],
      ['R/2', 'R/1'],
    ],
    [
      'by its line where it moved to another section',
      [citing(1, 'Line 2', null, { section: '9' }), citing(1, 'Line 1', null, { section: '9' })],
      [citation(1, 'b', null), citation(2, 'b', null)],
      ['R/2', 'R/1'],
    ],
    [
      'by its source and section where all else is new',
      [citing(0, 'New', 'One.', { section: '2' }), citing(0, 'Newer', 'Two.')],
      [citation(1, 'a', P), citation(2, 'a', Q, { section: '2' })],
      ['R/2', 'R/1'],
    ],
    [
      'in order where nothing tells them apart',
      [citing(0, 'L', P), citing(0, 'L', P)],
      [citation(1, 'a', P, { cited: 'L' }), citation(2, 'a', P, { cited: 'L' })],
      ['R/1', 'R/2'],
    ],
    [
      'once',
      [citing(0, 'Line 1', P), citing(0, 'Line 1', P)],
      [citation(1, 'a', P)],
      ['R/1', null],
    ],
    [
      'as the last of its source',
      [citing(0, 'New', Q, { section: '7' })],
      [citation(1, 'a', P)],
      ['R/1'],
    ],
    [
      'not as the last of its source where two are left',
      [citing(0, 'New', Q, { section: '7' })],
      [citation(1, 'a', P), citation(2, 'a', 'A third passage.')],
      [null],
    ],
    [
      'not where two new ones of its source want it',
      [
        citing(0, 'New', Q, { section: '7' }),
        citing(0, 'Newer', 'A third passage.', { section: '8' }),
      ],
      [citation(1, 'a', P)],
      [null, null],
    ],
    [
      'not as the last of another source',
      [citing(1, 'New', Q, { section: '7' })],
      [citation(1, 'a', P)],
      [null],
    ],
    [
      'not one without a section by its source alone',
      [citing(0, 'New', 'One.', { section: null }), citing(0, 'Newer', 'Two.', { section: null })],
      [citation(1, 'a', P, { section: null }), citation(2, 'a', Q, { section: null })],
      [null, null],
    ],
    [
      'not by having no line, as another has none',
      [citing(0, null, 'One.', { section: '3' })],
      [citation(1, 'b', P, { cited: null }), citation(2, 'b', Q, { cited: null })],
      [null],
    ],
    [
      'added beside it, by its passage alone',
      [citing(0, 'New', P)],
      [citation(1, 'a', P, { added: true, cited: null })],
      ['R/1'],
    ],
    [
      'not one that was added beside it, by its line or as the last',
      [citing(0, 'Line 1', Q)],
      [citation(1, 'a', P, { added: true })],
      [null],
    ],
  ])('%s', (_, citations, known, expected) => {
    expect(ids(citations, known)).toEqual(expected);
  });
});

/** The file after a draft was put into it, and what was told of that. */
function merged(
  draft: ReportDraft,
  watch: Watchlist,
  facts: Partial<Parameters<typeof mergeDraft>[3]> = {},
) {
  const text = `${JSON.stringify(watch, null, 2)}\n`;
  const after = mergeDraft(text, parseWatchlist(text, 'sources.json'), draft, {
    id: 'R',
    title: null,
    publisher: null,
    published: null,
    url: null,
    ...facts,
  });
  return { ...after, watch: parseWatchlist(after.text, 'sources.json') };
}
const report = ({ watch }: ReturnType<typeof merged>) =>
  watch.reports.find(({ id }) => id === 'R') as Report;

describe('what the file says of a source stays, and what it leaves open is filled in', () => {
  const A = 'https://dfat.example/a';
  const KEY = 'items/ABCD2345';
  const ITEM = `groups/1/${KEY}`;
  const told = (given: Partial<DraftSource>, known: Partial<Source>) =>
    merged(draftWith([drafted('a', given)], []), watchWith([source('a', known)], [])).changes.map(
      (change) => ('field' in change ? [change.kind, change.field] : [change.kind]),
    );
  it.each<readonly [string, Partial<DraftSource>, Partial<Source>, readonly (readonly string[])[]]>(
    [
      ['an address that it has not', { url: A }, {}, [['source-filled', 'url']]],
      ['an address but for trifles', { url: `http://www.dfat.example/a/` }, { url: A }, []],
      ['another address', { url: `${A}/2` }, { url: A }, [['source-differs', 'url']]],
      [
        'the address of a copy',
        { url: `${A}/2` },
        { url: A, copies: [{ url: `${A}/2`, by: 'ecoi.net' }] },
        [],
      ],
      ['a date that it has not', { published: '2024' }, {}, [['source-filled', 'published']]],
      ['a date that is less precise', { published: '2024' }, { published: '2024-05' }, []],
      [
        'a date that is more precise',
        { published: '2024-05' },
        { published: '2024' },
        [['source-differs', 'published']],
      ],
      ['a language that it has not', { lang: 'fr' }, {}, [['source-filled', 'lang']]],
      ['another language', { lang: 'fr' }, { lang: 'en' }, []],
      ['an item of Zotero that it has not', { zotero: ITEM }, {}, [['source-filled', 'zotero']]],
      ['the same item, without its library', { zotero: KEY }, { zotero: ITEM }, []],
      [
        'the item of another library',
        { zotero: `groups/2/${KEY}` },
        { zotero: ITEM },
        [['source-differs', 'zotero']],
      ],
      [
        'another item without a library',
        { zotero: 'items/WXYZ6789' },
        { zotero: ITEM },
        [['source-differs', 'zotero']],
      ],
      ['nothing', {}, { url: A, published: '2024', lang: 'en' }, []],
    ],
  )('%s', (_, given, known, changes) => {
    expect(told(given, known)).toEqual(changes);
  });
});

describe('what the file says of a citation', () => {
  const LINE = 'DFAT, “a”, 2024';
  const filled = { accessed: '2025-05-02', page: '14', cited: LINE };
  const following = (line: string | null, given: Partial<DraftCitation> = {}) => {
    const known = watchWith([source('a')], [citation(1, 'a', 'Nobody has come back.', filled)]);
    return report(
      merged(draftWith([drafted('a')], [citing(0, line, 'Nobody has come back.', given)]), known),
    ).citations[0];
  };
  it.each([
    ['the same line', LINE, {}, { ...filled }],
    ['the same line without its blanks', 'DFAT,“a”,2024', {}, { ...filled }],
    ['no line of its own', null, {}, { ...filled }],
    [
      'another line',
      'DFAT, “a”, 2025',
      {},
      { accessed: null, page: null, cited: 'DFAT, “a”, 2025' },
    ],
    [
      'the same line and another day',
      LINE,
      { accessed: '2025-06-01' },
      { ...filled, accessed: '2025-06-01' },
    ],
    ['the same line and another page', LINE, { pinpoint: '15' }, { ...filled, page: '15' }],
  ])('stays, or follows the report, where that has %s', (_, line, given, expected) => {
    expect(following(line, given)).toMatchObject({ id: 'R/1', ...expected });
  });

  it('is gone with it, but for what was added beside it', () => {
    const known = [
      citation(1, 'a', 'One.', filled),
      citation(2, 'a', 'Two.', { cited: null, added: true }),
      citation(7, 'b', 'Three.', { section: '4' }),
    ];
    const draft = draftWith([drafted('a')], [citing(0, 'A new line', 'Four.', { section: '5' })]);
    const all = merged(draft, watchWith([source('a'), source('b')], known));
    expect(report(all).citations.map(({ id }) => id)).toEqual(['R/1', 'R/2']);
    expect(all.ids).toEqual(['R/1']);
    expect(all.changes.filter(({ kind }) => /gone|unused/u.test(kind))).toMatchObject([
      { kind: 'citation-gone', citation: { id: 'R/7' } },
      { kind: 'source-unused', id: 'b' },
    ]);
  });

  it('has a new number, higher than any', () => {
    const known = [citation(12, 'a', 'One.', { cited: LINE }), citation(3, 'a', 'Two.')];
    const draft = draftWith(
      [drafted('a'), drafted('b')],
      [
        citing(0, LINE, 'One.'),
        citing(0, 'Line 3', 'Two.'),
        citing(1, 'B', 'Three.'),
        citing(1, 'C', 'Four.'),
      ],
    );
    const { citations } = report(merged(draft, watchWith([source('a')], known)));
    expect(citations.map(({ id }) => id)).toEqual(['R/12', 'R/3', 'R/13', 'R/14']);
  });

  it('keeps each original beside its translation, in whatever order they are quoted now', () => {
    const original = (text: string) => ({ lang: 'ru', text });
    const [one, two] = [
      { text: 'Nobody has come back.', original: original('Никто не вернулся.'), translated: true },
      { text: 'All were let go.', original: original('Всех отпустили.'), translated: true },
    ];
    const known = watchWith([source('a')], [citation(1, 'a', null, { quotes: [one, two] })]);
    const quoted = (...passages: DraftCitation['passages']) =>
      report(merged(draftWith([drafted('a')], [citing(0, 'Line 1', null, { passages })]), known))
        .citations[0]?.quotes;
    expect(quoted(passage(two.text), passage(one.text))).toEqual([two, one]);
    expect(quoted(passage(one.text, one.original, true))).toEqual([one]);
    expect(quoted(passage(one.text, original('«Никто не вернулся»!'), true))).toEqual([one]);
    expect(quoted(passage(one.text, original('Все вернулись.'), true))).toEqual([
      { ...one, original: original('Все вернулись.') },
    ]);
    expect(quoted(passage('Some have come back.'))).toEqual([{ text: 'Some have come back.' }]);
    expect(quoted(passage(one.text), passage(one.text))).toEqual([one, { text: one.text }]);
  });
});

describe('what a report says of itself', () => {
  const own = {
    title: 'A report',
    publisher: 'Asylos',
    published: '2024',
    url: 'https://asylos.example/r',
  };
  const saying = (
    facts: Partial<Parameters<typeof mergeDraft>[3]>,
    known: Partial<Report> = {},
  ) => {
    const watch = watchWith([], []);
    const [before] = watch.reports;
    const draft = {
      ...draftWith([], []),
      report: { title: 'Its own title', publisher: 'Itself', published: '2023' },
    };
    return merged(draft, { ...watch, reports: [{ ...before, ...known }] }, facts);
  };
  it('is what the person says, then what the file says, then what it says itself', () => {
    expect(report(saying({ title: 'Said', url: 'https://said.example/' }, own))).toMatchObject({
      title: 'Said',
      publisher: 'Asylos',
      published: '2024',
      url: 'https://said.example/',
    });
    expect(report(saying({}, { publisher: null, published: null }))).toMatchObject({
      title: 'A report',
      publisher: 'Itself',
      published: '2023',
      url: null,
    });
    expect(report(saying({ publisher: 'Said', published: '2025' }, own))).toMatchObject({
      publisher: 'Said',
      published: '2025',
    });
  });
  it('is told field by field, where it is another', () => {
    expect(saying({ url: 'https://said.example/' }, own).changes).toMatchObject([
      { kind: 'report-filled', field: 'url' },
    ]);
    expect(saying({}, own).changes).toEqual([]);
  });
});

test('a source that another report still cites is not unused, nor one that none cited before', () => {
  const other: Report = {
    ...watchWith([], [citation(1, 'a', 'One.', { id: 'S/1' })]).reports[0],
    id: 'S',
  };
  const watch = watchWith(
    [source('a'), source('b'), source('c')],
    [citation(1, 'a', 'One.'), citation(2, 'b', 'Two.')],
  );
  const { changes } = merged(draftWith([], []), { ...watch, reports: [other, ...watch.reports] });
  expect(changes.filter(({ kind }) => kind === 'source-unused')).toEqual([
    { kind: 'source-unused', id: 'b' },
  ]);
});

test('a new source has an id of its own, and says where its address is from; of what nobody cited none is made', () => {
  const given = [
    drafted('Annual report', { published: '2024' }),
    drafted('Annual report', {
      published: '2024',
      url: 'https://b.example/',
      addressFrom: 'worked-out',
    }),
  ];
  const uncited = { ...citing(0, null, 'Nobody has come back.'), source: null };
  const citations = [citing(0, 'One', null), citing(1, 'Two', null), uncited];
  const { watch, ids } = merged(draftWith(given, citations), parseWatchlist(EMPTY, 'sources.json'));
  expect(
    watch.sources.map(({ id, title, publisher, addressFrom }) => [
      id,
      title,
      publisher,
      addressFrom,
    ]),
  ).toEqual([
    ['dfat-2024-annual', 'Annual report', 'DFAT', undefined],
    ['dfat-2024-annual-2', 'Annual report', 'DFAT', 'worked-out'],
  ]);
  expect(ids).toEqual([expect.any(String), expect.any(String), null]);
});

test.each([
  [
    'DFAT',
    'A guide to the courts and the prisons of the east',
    '2024-05-01',
    'dfat-2024-guide-courts-prisons-east',
  ],
  [
    'Ministry of Foreign Affairs and Trade of Karvan',
    'Statement',
    null,
    'ministry-foreign-affairs-trade-statement',
  ],
  ['DFAT', 'Statement of 2024: the camps', '2024', 'dfat-2024-statement-camps'],
  [
    'Médecins Sans Frontières',
    'L’accès aux soins',
    '2023',
    'medecins-sans-frontieres-2023-lacces-aux-soins',
  ],
  [null, 'Statement', null, 'statement'],
  [null, null, null, 'source'],
  ['DFAT', null, null, 'dfat'],
])('an id of %s, %s, %s is %s, or the first that is free', (publisher, title, published, id) => {
  const named = { publisher, title, published };
  expect(sourceId(named, new Set())).toBe(id);
  expect(sourceId(named, new Set([id, `${id}-2`, `${id}-3`]))).toBe(`${id}-4`);
});
