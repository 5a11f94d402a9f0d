import { describe, expect, it, test } from 'vitest';
import { withListedMarks } from '../../../src/manuscript/import/short-citations.js';
import { paragraphText } from '../../../src/manuscript/manuscript.js';
import { manuscriptOfPdf } from '../../../src/manuscript/read/pdf.js';
import { readPdfReport } from '../../../src/reading/pdf/read-pdf.js';
import { column, type Placed, pdf, wrap } from '../../reading/pdf-writer.js';

const TEXT =
  'Registration of households remained a barrier to schooling for the children of migrants in most of the cities ' +
  'that were surveyed during the year. Local rules differed, and officials applied them at their own discretion.';

/** Two sentences with marks of this size, in text of 12 points. */
const marked = (size: number): readonly Placed[] => [
  { x: 72, y: 200, text: 'They were released', size: 12 },
  { x: 172, y: 196, text: '1', size },
  { x: 180, y: 200, text: ' and left', size: 12 },
  { x: 230, y: 196, text: '2', size },
  { x: 238, y: 200, text: '.', size: 12 },
];
const sized = (size: number, lines: readonly Placed[]): readonly Placed[] =>
  lines.map((line) => ({ ...line, size }));
const filler = sized(12, column(72, 240, wrap(TEXT, 80)));
const NOTES = ['1 BBC, A title, 2024.', '2 Reuters, Another title, 2023.'];

/** The notes that stand in these pages' text, by the words before their marks, and the text. */
async function read(...pages: readonly (readonly Placed[])[]) {
  const reading = await readPdfReport(pdf({ pages }));
  if (reading.kind === 'unread') throw new Error(reading.why.kind);
  const { paragraphs, notes } = withListedMarks(manuscriptOfPdf(reading.text));
  const cited = paragraphs.flatMap(({ runs }) =>
    runs.flatMap(({ text, notes: ids }) =>
      ids.map((id) => [text, (notes[id]?.paragraphs ?? []).map(paragraphText).join(' ')]),
    ),
  );
  return { cited, text: paragraphs.map(paragraphText) };
}
const CITED = [
  ['They were released', 'BBC, A title, 2024.'],
  [' and left', 'Reuters, Another title, 2023.'],
];

describe('marks as a browser prints them', () => {
  it('name their notes', async () => {
    expect(
      (await read([...marked(10), ...filler, ...sized(9, column(72, 760, NOTES))])).cited,
    ).toEqual(CITED);
  });

  it('are none at nearly the size of the text', async () => {
    expect(
      (await read([...marked(11), ...filler, ...sized(9, column(72, 760, NOTES))])).cited,
    ).toEqual([]);
  });
});

describe('notes behind raised numbers', () => {
  /** As LibreOffice sets them: a raised number, and the note with the space before it. */
  const raised = (label: string, y: number, size: number, text: string): readonly Placed[] => [
    { x: 72, y: y - 4, text: label, size: size * 0.58 },
    { x: 77, y, text: ` ${text}`, size },
  ];
  const foot = (labels: readonly [string, string], size: number): readonly Placed[] =>
    NOTES.flatMap((note, i) => raised(labels[i] as string, 740 + 20 * i, size, note.slice(2)));

  it.each([9, 12])('are those of the marks, at a height of %i points', async (size) => {
    // Letters that are set apart have a page read by its glyphs, among which are spaces.
    const apart = { x: 72, y: 100, text: 'S p a c e d', size: 12 };
    for (const page of [marked(7), [apart, ...marked(7)]])
      expect((await read([...page, ...filler, ...foot(['1', '2'], size)])).cited).toEqual(CITED);
  });

  it('may stand at the foot of the next page', async () => {
    const next = [...filler, ...foot(['1', '2'], 9)];
    expect((await read([...marked(7), ...filler], next)).cited).toEqual(CITED);
    // Two pages on they are those of other marks.
    expect(
      (
        await read([...marked(7), ...filler], filler, [
          ...sized(12, column(72, 240, wrap(TEXT, 80))),
          ...foot(['3', '4'], 12),
        ])
      ).cited,
    ).toEqual([]);
  });

  it('are text where no mark has their number', async () => {
    const { cited, text } = await read([...marked(7), ...filler, ...foot(['3', '4'], 12)]);
    expect(cited).toEqual([]);
    expect(text.join(' ')).toContain('BBC, A title, 2024.');
  });
});

test('a paragraph whose number hangs out of it is not set in, and one is whose whole is', async () => {
  const lines = wrap(TEXT, 60);
  const set = (number: string, y: number): readonly Placed[] => [
    ...(number === '' ? [] : [{ x: 72, y, text: number, size: 12 }]),
    ...lines.map((text, i) => ({ x: 108, y: y + 15 * i, text, size: 12 })),
  ];
  const reading = await readPdfReport(
    pdf({ pages: [[...filler, ...set('7.1.2', 400), ...set('', 560)]] }),
  );
  if (reading.kind === 'unread') throw new Error(reading.why.kind);
  const { paragraphs } = manuscriptOfPdf(reading.text);
  expect(paragraphs.map(({ indented }) => indented)).toEqual([false, false, true]);
});

describe('notes at the end of a text', () => {
  const end = (lines: readonly string[], size: number): readonly Placed[] =>
    lines.flatMap((line, i) => sized(size, column(72, 80 + 40 * i, [line])));

  it.each([9, 12])('are named from earlier pages, at a height of %i points', async (size) => {
    const { cited, text } = await read(
      [...marked(8), ...filler],
      filler,
      filler,
      filler,
      end(NOTES, size),
    );
    expect(cited).toEqual(CITED);
    expect(text).not.toContain('BBC, A title, 2024.');
  });

  it('may begin at the foot of a page and go on, in further paragraphs too', async () => {
    const foot = sized(9, column(72, 780, [NOTES[0] as string]));
    const next = end([NOTES[1] as string, 'It was read in May.'], 9);
    const [first, second] = (await read([...marked(8), ...filler, ...foot], next)).cited;
    expect([first, second]).toEqual([
      CITED[0],
      [' and left', 'Reuters, Another title, 2023. It was read in May.'],
    ]);
  });

  it('are found where they are longer than the text', async () => {
    const long = NOTES.map((note) => `${note} ${TEXT}`).flatMap((note) => wrap(note, 110));
    const { cited } = await read([...marked(8), ...sized(9, column(72, 600, long))]);
    expect(cited.map(([words]) => words)).toEqual(['They were released', ' and left']);
  });

  it.each([
    ['a number more', [...NOTES, '3 AP, A third title, 2022.']],
    ['a number less', NOTES.slice(0, 1)],
    ['other numbers', ['1 BBC, A title, 2024.', '3 Reuters, Another title, 2023.']],
  ])('are none in a list with %s than are raised in the text', async (_, lines) => {
    const { cited, text } = await read(
      [...marked(8), ...filler],
      filler,
      filler,
      filler,
      end(lines, 9),
    );
    expect(cited).toEqual([]);
    expect(text.join()).toContain('BBC, A title, 2024.');
  });
});
