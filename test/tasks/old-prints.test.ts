import { describe, expect, it } from 'vitest';
import type { SourceEdit } from '../../src/model/remedy.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { readDraft } from '../../src/pool/read-draft.js';
import { editSources } from '../../src/settings/edit-source.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { EMPTY_WATCHLIST, takeIn } from '../../src/tasks/intake.js';
import { printsOf, printsStill, withLoggedPrints } from '../../src/tasks/old-prints.js';

const OLD = 'https://hrw.example/karvan';
const NEW = 'https://hrw.example/new/karvan';
const WORDS = 'Nobody came back to the villages of the north in 2024.';
const OTHERS = 'Nobody came back to the villages of the north in 2023.';
const FACTS = { id: 'R', title: null, publisher: null, published: null, url: null };

const line = (url: string, accessed: string) =>
  `HRW, [World Report](${url}), 4 February 2025, last accessed: ${accessed}`;
const COURT = 'The court of the first district heard 90 cases of usury in that year.';
const report = (url = OLD, { words = WORDS, accessed = '5 March 2025' } = {}) =>
  `# A report\n\n## 1. Return\n\nHRW wrote: “${words}”[^1]\n\nReuters wrote: “${COURT}”[^2]\n\n[^1]: ${line(url, accessed)}\n\n[^2]: Reuters, [Courts](https://reuters.example/courts), 1 May 2020, last accessed: 5 March 2025\n`;

async function drafted(text: string) {
  const read = await readDraft({ bytes: Buffer.from(text), name: 'R.md' });
  return read.kind === 'draft' ? read.draft : expect.fail(read.kind);
}

async function imported(text: string, into = EMPTY_WATCHLIST) {
  const taken = takeIn(
    { text: into, file: 'sources.json' },
    { draft: await drafted(text), facts: FACTS, lint: () => [] },
  );
  return { text: taken.text, watch: taken.watch, filed: taken.imported.filed };
}

/** A list that was imported and edited, with what the report prints otherwise since. */
async function edited(
  edits: (id: string) => readonly SourceEdit[],
  of = report(),
  prepare = (text: string): string => text,
) {
  let text = prepare((await imported(of)).text);
  for (const edit of edits(parseWatchlist(text, 'sources.json').sources[0]?.id ?? ''))
    text = editSources(text, edit);
  const watch = parseWatchlist(text, 'sources.json');
  const prints = printsOf(watch);
  const still = async (file: string) => {
    const [own] = watch.reports;
    return own === undefined
      ? []
      : printsStill(prints, { text, watch, report: own, draft: await drafted(file) });
  };
  return { text, watch, prints, still };
}

const moved =
  (url = NEW, before = OLD) =>
  (source: string): readonly SourceEdit[] => [{ kind: 'address', source, url, before }];
const requoted = (): readonly SourceEdit[] => [
  { kind: 'quote', citation: 'R/1', index: 0, before: WORDS, text: OTHERS },
];
const reread = (): readonly SourceEdit[] => [
  { kind: 'accessed', citation: 'R/1', accessed: '2025-10-01' },
];
const dropped = (): readonly SourceEdit[] => [{ kind: 'drop', citation: 'R/2' }];

describe('what a filed report still prints of what a remedy changed', () => {
  it.each([
    [
      'an address',
      moved(),
      { what: 'address', before: OLD, after: NEW, citations: ['R/1'] },
      report(NEW),
    ],
    [
      'quoted words',
      requoted,
      { what: 'quote', before: WORDS, after: OTHERS },
      report(OLD, { words: OTHERS }),
    ],
    [
      'a day of access',
      reread,
      { what: 'accessed', before: '2025-03-05', after: '2025-10-01' },
      report(OLD, { accessed: '1 October 2025' }),
    ],
    [
      'a citation',
      dropped,
      { what: 'citation', after: null },
      report().replace(/Reuters wrote.*\[\^2\]\n|\[\^2\]: .*\n/gu, ''),
    ],
  ])('is %s, until its file is mended', async (_, edit, print, mended) => {
    const { prints, still } = await edited(edit);
    expect(prints).toMatchObject([print]);
    expect(await still(report())).toMatchObject([print]);
    expect(await still(mended)).toEqual([]);
  });

  it('is the title and the address of an edition in whose place another one is cited', async () => {
    const to = { title: 'World Report 2026', url: NEW, edition: '2026', published: '2026' };
    const { prints } = await edited((source) => [
      { kind: 'edition', source, to, before: { edition: null, url: OLD } } as SourceEdit,
    ]);
    expect(prints.map(({ what, before }) => [what, before])).toEqual([
      ['address', OLD],
      ['title', 'World Report'],
    ]);
  });

  it('is what stood there at first, when a source was mended twice', async () => {
    const last = 'https://archive.example/karvan';
    const { prints } = await edited((source) => [...moved()(source), ...moved(last, NEW)(source)]);
    expect(prints).toMatchObject([{ what: 'address', before: OLD, after: last }]);
  });

  it('is nothing once it was changed again, by a second remedy that leads back or by hand', async () => {
    expect(
      (await edited((source) => [...moved()(source), ...moved(OLD, NEW)(source)])).prints,
    ).toEqual([]);
    const { prints, text } = await edited(moved());
    const byHand = parseWatchlist(
      text.replace(`"${NEW}"`, '"https://hrw.example/third"'),
      'sources.json',
    );
    expect(prints).toHaveLength(1);
    expect(printsOf(byHand)).toEqual([]);
  });

  const capture = `https://web.archive.org/web/20240101000000/${OLD}`;

  it.each([
    ['that nobody printed', (text: string) => text.replace(`"${OLD}"`, 'null'), null, NEW],
    [
      'that was found for the report',
      (text: string) => text.replace('"seen"', '"found"'),
      OLD,
      NEW,
    ],
    ['that leads to the same', (text: string) => text, OLD, OLD.replace('https', 'http')],
    [
      'of a capture whose original is watched instead',
      (text: string) => text.replace(OLD, capture),
      capture,
      OLD,
    ],
  ])('is no address %s', async (_, prepare, before, url) => {
    const { prints, watch } = await edited(
      (source) => [{ kind: 'address', source, url, before }],
      report(),
      prepare,
    );
    expect(watch.sources[0]?.url).toBe(url);
    expect(prints).toEqual([]);
  });

  it('is no address that the file prints beside the archived copy which was taken', async () => {
    const { still } = await edited(moved(capture));
    expect(await still(report())).toMatchObject([{ what: 'address', before: OLD }]);
    expect(await still(report(capture))).toEqual([]);
  });

  it('is no other citation of the same words as one that was deleted', async () => {
    const twice = `${report()}\nReuters wrote again: “${COURT}”[^3]\n\n[^3]: Reuters, [Courts](https://reuters.example/courts), 1 May 2020, last accessed: 5 March 2025\n`;
    const { still } = await edited(dropped, twice);
    expect(await still(twice)).toMatchObject([{ what: 'citation' }]);
    expect(await still(report())).toEqual([]);
  });
});

describe('an import', () => {
  /** What is judged of each citation. */
  const saidIn = ({ reports }: Watchlist) =>
    reports.flatMap(({ citations }) =>
      citations.map(({ id, accessed, quotes }) => [id, accessed, quotes.map(({ text }) => text)]),
    );
  const mended = {
    'quoted words': report(OLD, { words: OTHERS }),
    'a day of access': report(OLD, { accessed: '1 October 2025' }),
    'a deleted citation': report().replace(/Reuters wrote.*\[\^2\]\n|\[\^2\]: .*\n/gu, ''),
    'an address': report(NEW),
  } as const;
  const EDITS = [
    ['quoted words', requoted],
    ['a day of access', reread],
    ['a deleted citation', dropped],
    ['an address', moved()],
  ] as const;

  it.each(EDITS)(
    'of the same file leaves %s as decided, and not in the report yet',
    async (_, edit) => {
      const { text, prints } = await edited(edit);
      const again = await imported(report(), text);
      expect(again.text).toBe(text);
      expect(again.filed).toMatchObject({
        pending: prints,
        closed: [],
        reopened: [],
        overtaken: [],
      });
    },
  );

  it.each(EDITS)(
    'of the mended file closes %s, and one of the old file opens it again',
    async (what, edit) => {
      const { text, watch, prints } = await edited(edit);
      const closed = await imported(mended[what], text);
      expect(closed.filed).toMatchObject({ closed: prints, pending: [], overtaken: [] });
      expect(closed.watch.changes?.map(({ state }) => state)).toEqual(['in-report']);
      expect(saidIn(closed.watch)).toEqual(saidIn(watch));
      const back = await imported(report(), closed.text);
      expect(back.filed.reopened.map(({ what: of, before, after }) => [of, before, after])).toEqual(
        prints.map(({ what: of, before, after }) => [of, before, after]),
      );
      expect(saidIn(back.watch)).toEqual(saidIn(watch));
    },
  );

  it('of a file with other words again asks, and follows it once that is meant', async () => {
    const { text, prints } = await edited(requoted);
    const third = 'Nobody came back to the villages of the north in 2022.';
    const taken = await imported(report(OLD, { words: third }), text);
    expect(taken.filed).toMatchObject({ overtaken: prints, closed: [], pending: [] });
    expect(taken.watch.reports[0]?.citations[0]?.quotes[0]?.text).toBe(third);
    expect(taken.watch.changes?.map(({ state }) => state)).toEqual(['rejected']);
  });

  it('of a file in which other quotations came before it follows the one that was changed', async () => {
    const more = (file: string) =>
      file.replace(/HRW wrote: /u, `HRW wrote: “${COURT.replace('usury', 'theft')}” And: `);
    const { text } = await edited(requoted);
    const moved = await imported(more(report()), text);
    expect(moved.watch.changes).toMatchObject([{ field: 'quotes/1/text', state: 'taken' }]);
    expect(moved.watch.reports[0]?.citations[0]?.quotes[1]?.text).toBe(OTHERS);
  });

  it('of the file as it was takes no remedy back that was taken before there were changes: the log of edits knows it', async () => {
    const { text } = await imported(report());
    const mended = text
      .replace(WORDS, OTHERS)
      .replace('"2025-03-05"', '"2025-10-01"')
      .replace(`"${OLD}"`, `"${NEW}"`);
    const of = { report: 'R', citations: ['R/1'], source: 'hrw-2025-world' };
    const logged = [
      { ...of, what: 'quote', before: WORDS, after: OTHERS },
      { ...of, what: 'accessed', before: '2025-03-05', after: '2025-10-01' },
      { ...of, what: 'address', before: OLD, after: NEW },
    ] as const;
    const asKnown = withLoggedPrints(mended, 'sources.json', logged);
    const again = await imported(report(), asKnown);
    expect(again.filed).toMatchObject({ pending: [{}, {}, {}], overtaken: [] });
    expect(saidIn(again.watch)[0]).toEqual(['R/1', '2025-10-01', [OTHERS]]);
    expect(again.watch.printed?.[0]?.citations[0]).toMatchObject({
      accessed: '2025-03-05',
      quotes: [{ text: WORDS }],
    });
    // What somebody changed again since is no remedy any more.
    const third = mended.replace(OTHERS, 'Other words.');
    expect(withLoggedPrints(third, 'sources.json', logged.slice(0, 1))).toBe(third);
  });
});
