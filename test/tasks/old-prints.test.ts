import { describe, expect, it } from 'vitest';
import type { OldPrint } from '../../src/model/old-print.js';
import type { SourceEdit } from '../../src/model/remedy.js';
import { readDraft } from '../../src/pool/read-draft.js';
import { editSources } from '../../src/settings/edit-source.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { EMPTY_WATCHLIST, takeIn } from '../../src/tasks/intake.js';
import {
  printsBack,
  printsChanged,
  printsInForce,
  printsStill,
} from '../../src/tasks/old-prints.js';

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
  return { text: taken.text, watch: taken.watch };
}

/** A list that was imported and edited, with what the report prints otherwise since. */
async function edited(
  edits: (id: string) => readonly SourceEdit[],
  of = report(),
  prepare = (text: string): string => text,
) {
  let text = prepare((await imported(of)).text);
  let watch = parseWatchlist(text, 'sources.json');
  let prints: readonly OldPrint[] = [];
  for (const edit of edits(watch.sources[0]?.id ?? '')) {
    const after = editSources(text, edit);
    const now = parseWatchlist(after, 'sources.json');
    prints = printsInForce([...prints, ...printsChanged(watch, now, prints)], now);
    [text, watch] = [after, now];
  }
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
    expect(printsInForce(prints, byHand)).toEqual([]);
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
  it.each([
    ['quoted words', requoted],
    ['a day of access', reread],
    ['a deleted citation', dropped],
  ])('of the same file takes %s back', async (_, edit) => {
    const { prints, text } = await edited(edit);
    expect(printsBack(prints, (await imported(report(), text)).watch)).toEqual(prints);
  });

  it.each([
    ['of the mended file', requoted, report(OLD, { words: OTHERS })],
    [
      'of one with other words again',
      requoted,
      report(OLD, { words: 'Nobody came back to the north at all in those years.' }),
    ],
    ['of the same file where an address stays as it was mended', moved(), report()],
  ])('%s takes nothing back', async (_, edit, file) => {
    const { prints, text } = await edited(edit);
    expect(prints).toHaveLength(1);
    expect(printsBack(prints, (await imported(file, text)).watch)).toEqual([]);
  });
});
