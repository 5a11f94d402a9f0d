import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/manuscript/import/draft.js';
import type { Manuscript, ReportParagraph, TextRun } from '../../../src/manuscript/manuscript.js';
import { foldedLetters } from '../../../src/passage/text/fold.js';
import { type Dice, dice, sentence } from '../../replica/prose.js';

const plain = (text: string, more: Partial<TextRun> = {}): TextRun => ({
  text,
  href: null,
  notes: [],
  items: [],
  ...more,
});

const EMPTY_PARAGRAPH: ReportParagraph = {
  kind: 'heading',
  level: 1,
  indented: false,
  listed: false,
  cell: null,
  runs: [plain('A report')],
  place: { page: null, paragraph: 1 },
};

interface Made {
  readonly manuscript: Manuscript;
  readonly quotations: readonly string[];
  readonly addresses: readonly string[];
}

/** A report of random paragraphs, notes, marks and links, in whatever order, most of which no report has. */
function madeUp(seed: number): Made {
  const throws: Dice = dice(`ledger ${seed}`);
  const [quotations, addresses]: [string[], string[]] = [[], []];
  const notes: Record<string, { label: string; paragraphs: ReportParagraph[] }> = {};
  let count = 0;
  const address = (): string => {
    addresses.push(`https://a${addresses.length}.example/${seed}`);
    return addresses.at(-1) as string;
  };
  const quoted = (): string => {
    const text = sentence(throws, 'en').slice(0, -1);
    quotations.push(text);
    return text;
  };
  const pieces: readonly (() => TextRun[])[] = [
    () => [plain(`${sentence(throws, 'en')} `)],
    () => [plain(`It says “${quoted()}”. `)],
    () => [plain(`HRC: ‘${quoted()}’`, { notes: [String(throws.roll(1, 9))] }), plain(' ')],
    () => [plain('see '), plain('this page', { href: address() }), plain(' for it. ')],
    () => [plain(`(HRW, “Title ${throws.roll(1, 99)}”, 3 May 2024, ${address()}) `)],
    () => [plain(' and so on.', { notes: [String(throws.roll(1, 9))] })],
    () => [plain('m'), plain('', { raised: { numbers: '2', text: '2' } }), plain(' of land ')],
  ];
  const paragraph = (most: number): ReportParagraph => ({
    kind: throws.pick(['text', 'text', 'text', 'item', 'heading'] as const),
    level: 2,
    indented: throws.roll(0, 4) === 0,
    listed: false,
    cell: null,
    runs: Array.from({ length: throws.roll(1, most) }, () => throws.pick(pieces)()).flat(),
    place: { page: null, paragraph: ++count },
  });
  const title: ReportParagraph = { ...EMPTY_PARAGRAPH, place: { page: null, paragraph: ++count } };
  const paragraphs = [title, ...Array.from({ length: 14 }, () => paragraph(3))];
  if (throws.roll(0, 1) === 1)
    paragraphs.push(
      { ...title, runs: [plain('Sources')], place: { page: null, paragraph: ++count } },
      paragraph(2),
      paragraph(2),
    );
  for (let n = 1; n <= 6; n++) notes[n] = { label: String(n), paragraphs: [paragraph(2)] };
  return {
    manuscript: { title: null, paragraphs, notes, around: [address()] },
    quotations,
    addresses,
  };
}

describe('what goes into an import', () => {
  it.each(Array.from({ length: 150 }, (_, i) => i))(
    'is in a citation or in a list: made-up report %i',
    (seed) => {
      const { manuscript, quotations, addresses } = madeUp(seed);
      const { citations, sources, leftOut, ledger, uncited } = draftOf(manuscript);
      const said = foldedLetters(
        JSON.stringify([
          citations.map(({ passages, cited }) => [passages, cited]),
          leftOut,
          ledger,
          uncited,
        ]),
      );
      expect(quotations.filter((text) => !said.includes(foldedLetters(text)))).toEqual([]);
      const known = JSON.stringify([
        sources.map(({ url }) => url),
        citations.map(({ cited }) => cited),
        ledger,
      ]);
      expect(addresses.filter((url) => !known.includes(url))).toEqual([]);
      expect(ledger.addresses).toBe(addresses.length);
      const marked = new Set(
        manuscript.paragraphs.flatMap(({ runs }) => runs.flatMap((run) => run.notes)),
      );
      const dangling = [...marked].filter((id) => manuscript.notes[id] === undefined);
      expect(ledger.lost.filter(({ kind }) => kind === 'mark').length).toBeGreaterThanOrEqual(
        dangling.length,
      );
      // No document is made that has neither an address nor a title in a known form.
      for (const { url, title, publisher } of sources)
        expect([url, publisher, title]).not.toEqual([null, null, expect.anything()]);
    },
  );
});
