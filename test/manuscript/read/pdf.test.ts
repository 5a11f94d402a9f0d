import { describe, expect, it } from 'vitest';
import {
  type Manuscript,
  paragraphText,
  type TextRun,
} from '../../../src/manuscript/manuscript.js';
import { manuscriptOfPdf } from '../../../src/manuscript/read/pdf.js';
import { readPdfReport } from '../../../src/reading/pdf/read-pdf.js';
import { packedNothing, pdfAround } from '../../reading/pdf-bomb.js';
import { xfa } from '../../reading/pdf-objects.js';
import { column, type PdfPlan, type Placed, pdf, wrap } from '../../reading/pdf-writer.js';

const QUOTE =
  'The authorities did not release the detainees until several months had passed, according to the lawyers who ' +
  'were allowed to see them. Relatives of well-known activists were questioned in the same week, and their homes ' +
  'were searched without a warrant by officers who gave no names to anyone present.';
const TEXT =
  'Registration of households remained a barrier to schooling for the children of migrants in most of the cities ' +
  'that were surveyed during the year. Local rules differed, and officials applied them at their own discretion.';

async function manuscriptOf(plan: PdfPlan): Promise<Manuscript> {
  const reading = await readPdfReport(pdf(plan));
  if (reading.kind === 'unread') throw new Error(reading.why.kind);
  return manuscriptOfPdf(reading.text);
}
const linked = ({ paragraphs }: Manuscript): readonly TextRun[] =>
  paragraphs.flatMap(({ runs }) => runs.filter(({ href }) => href !== null));
const small = (lines: readonly Placed[]): readonly Placed[] =>
  lines.map((line) => ({ ...line, size: 8 }));
const body = column(72, 200, wrap(TEXT, 90));

describe('the paragraphs of a report in a PDF', () => {
  it('say on which page they begin, and are counted', async () => {
    const { paragraphs } = await manuscriptOf({
      pages: [body, [...body, ...column(72, 300, ['Another one.'])]],
    });
    expect(paragraphs.map((p) => [paragraphText(p), p.place])).toEqual([
      [TEXT, { page: 1, paragraph: 1 }],
      [TEXT, { page: 2, paragraph: 2 }],
      ['Another one.', { page: 2, paragraph: 3 }],
    ]);
  });

  const lines = wrap(QUOTE, 80);
  const cut = (at: number, x = 108): readonly (readonly Placed[])[] => [
    [...body, ...column(72, 600, ['Afterwards:']), ...column(108, 700, lines.slice(0, at))],
    [
      ...column(x, 80, lines.slice(at)),
      ...column(72, 200, ['Source, 2024.']),
      ...column(72, 240, wrap(TEXT, 90)),
    ],
  ];
  it.each([1, 2, 3])('are joined where they run on to the next page after line %i', async (at) => {
    const { paragraphs } = await manuscriptOf({ pages: cut(at) });
    expect(paragraphs.map((p) => [paragraphText(p), p.indented])).toEqual([
      [TEXT, false],
      ['Afterwards:', false],
      [QUOTE, true],
      ['Source, 2024.', false],
      [TEXT, false],
    ]);
  });
  it('stay two where the first has ended before the end of its line', async () => {
    const pages = [
      [...body, ...column(72, 700, [TEXT.slice(0, 80), 'They left.'])],
      column(72, 80, lines),
    ];
    const { paragraphs } = await manuscriptOf({ pages });
    expect(paragraphs.map(paragraphText).slice(-1)).toEqual([QUOTE]);
  });
  it('are joined around footnotes and running lines', async () => {
    const pages = cut(2).map((page, i) => [
      { x: 72, y: 30, text: 'Country report' },
      ...page,
      { x: 300, y: 820, text: String(i + 1) },
    ]);
    pages[0]?.push(
      { x: 128, y: 596, text: '1', size: 6 },
      ...small(column(72, 780, ['1 A note.'])),
    );
    const { paragraphs } = await manuscriptOf({ pages });
    expect(paragraphs.map(paragraphText)).toContain(QUOTE);
    expect(paragraphs.map(paragraphText).join()).not.toMatch(/Country report|note/);
  });

  it('are parted behind a name that an item of a list says alone, and not within its sentence', async () => {
    const lines = (first: string) => [first, ...wrap(TEXT, 80)];
    const textsOf = async (first: string) =>
      (await manuscriptOf({ pages: [[...body, ...column(72, 300, lines(first))]] })).paragraphs
        .slice(1)
        .map((p) => [p.kind, paragraphText(p)]);
    expect(await textsOf('\x95 Zenda Times')).toEqual([
      ['item', 'Zenda Times'],
      ['text', TEXT],
    ]);
    const whole =
      '\x95 The Zenda Times is a daily that is printed in the capital and sold in most of the';
    expect(await textsOf(whole)).toEqual([['item', `${whole.slice(2)} ${TEXT}`]]);
  });
  it('are items where they have a bullet, which is no part of their text', async () => {
    const { paragraphs } = await manuscriptOf({
      pages: [
        [
          ...body,
          ...column(
            90,
            260,
            ['\u2022 The first.', '\u2022 The second.'].map((t) => t.replace('\u2022', '\x95')),
          ),
          ...column(72, 320, ['They wrote the following:', '- the third', '- the fourth']),
        ],
      ],
    });
    expect(paragraphs.slice(1).map((p) => [p.kind, paragraphText(p)])).toEqual([
      ['item', 'The first.'],
      ['item', 'The second.'],
      ['text', 'They wrote the following:'],
      ['item', 'the third'],
      ['item', 'the fourth'],
    ]);
  });

  it('are headings by size and weight, and by the number that follows', async () => {
    const heading = (y: number, text: string, extra: Partial<Placed> = {}): Placed => ({
      x: 72,
      y,
      text,
      ...extra,
    });
    const under = (y: number): Placed[] => column(72, y, wrap(TEXT, 90));
    const { paragraphs } = await manuscriptOf({
      pages: [
        [
          heading(60, 'Findings', { size: 20 }),
          heading(100, '1. Debts', { size: 14 }),
          ...under(130),
          heading(180, 'a. Lenders', { bold: true }),
          ...under(200),
          heading(250, '2. Police', {}),
          ...under(270),
          ...column(72, 330, ['1. Go to the address.', '3. Return.']),
        ],
      ],
    });
    expect(
      paragraphs.filter((p) => p.kind === 'heading').map((p) => [p.level, paragraphText(p)]),
    ).toEqual([
      [1, 'Findings'],
      [2, '1. Debts'],
      [3, 'a. Lenders'],
      [2, '2. Police'],
    ]);
  });
});

describe('the links of a report in a PDF', () => {
  const line = 'Reuters: Top court lowers the rate, 20 August 2020';
  // Helvetica's widths (Adobe's metrics): "Reuters: " is 40.6 points wide at 10, "Top court lowers the rate" 110.6.
  const [from, to] = [112.6, 223.2];

  it('are joined with the words that they cover, though the line is one string', async () => {
    const links = [[{ url: 'https://reuters.com/a', boxes: [[from, 91, to, 103] as const] }]];
    const { paragraphs } = await manuscriptOf({ pages: [column(72, 100, [line])], links });
    expect(paragraphs[0]?.runs.map(({ text, href }) => [text, href])).toEqual([
      ['Reuters: ', null],
      ['Top court lowers the rate', 'https://reuters.com/a'],
      [', 20 August 2020', null],
    ]);
  });
  it('cover other words where they are drawn elsewhere', async () => {
    const links = [[{ url: 'https://reuters.com/a', boxes: [[72, 91, from - 2.5, 103] as const] }]];
    const manuscript = await manuscriptOf({ pages: [column(72, 100, [line])], links });
    expect(linked(manuscript).map(({ text }) => text)).toEqual(['Reuters:']);
  });

  const twoLines = column(72, 100, [
    'Reuters says at length: top court lowers',
    'the maximum rate, 2020',
  ]);
  const boxes = [
    [177, 91, 248, 103],
    [72, 103.5, 152.5, 115],
  ] as const;
  it.each([
    ['one link', [{ url: 'https://reuters.com/a', boxes }]],
    [
      'two links to the same address',
      boxes.map((box) => ({ url: 'https://reuters.com/a', boxes: [box] })),
    ],
  ])('over two lines are one: %s', async (_, links) => {
    expect(linked(await manuscriptOf({ pages: [twoLines], links: [links] }))).toEqual([
      {
        text: 'top court lowers the maximum rate',
        href: 'https://reuters.com/a',
        notes: [],
        items: [],
      },
    ]);
  });
  it('stay two where they lead to two addresses', async () => {
    const links = boxes.map((box, i) => ({ url: `https://reuters.com/${i}`, boxes: [box] }));
    const manuscript = await manuscriptOf({ pages: [twoLines], links: [links] });
    expect(linked(manuscript).map(({ text }) => text)).toEqual([
      'top court lowers',
      'the maximum rate',
    ]);
  });
  it('within the file are none', async () => {
    const links = [[{ url: null, boxes }]];
    expect(linked(await manuscriptOf({ pages: [twoLines], links }))).toEqual([]);
  });
});

describe('the footnotes of a report in a PDF', () => {
  const page = (first: number): Placed[] => [
    { x: 72, y: 200, text: 'They were released' },
    { x: 160, y: 196, text: String(first), size: 6 },
    { x: 164, y: 200, text: ' and left' },
    { x: 200, y: 196, text: String(first + 1), size: 6 },
    { x: 204, y: 200, text: '.' },
    ...column(72, 220, wrap(TEXT, 90)),
  ];
  const notes = (first: number): readonly Placed[] =>
    small(
      column(72, 760, [
        `${first} BBC, A title, 2024.`,
        `${first + 1} Reuters, see above`,
        '12 March 2024.',
      ]),
    );
  it('are taken out of the text, and named where their marks stood', async () => {
    const { paragraphs, notes: found } = await manuscriptOf({ pages: [[...page(1), ...notes(1)]] });
    expect(paragraphs[0]?.runs.map((run) => [run.text, run.notes])).toEqual([
      ['They were released', ['1-1']],
      [' and left', ['1-2']],
      ['.', []],
    ]);
    expect(paragraphs.map(paragraphText)).toEqual(['They were released and left.', TEXT]);
    expect(
      Object.entries(found).map(([id, note]) => [
        id,
        note.label,
        note.paragraphs.map(paragraphText),
      ]),
    ).toEqual([
      ['1-1', '1', ['BBC, A title, 2024.']],
      ['1-2', '2', ['Reuters, see above 12 March 2024.']],
    ]);
  });
  it('may begin again at one on each page, and say the same at the same place', async () => {
    const { notes: found } = await manuscriptOf({
      pages: [1, 1, 1].map((n) => [...page(n), ...notes(n).slice(0, 2)]),
    });
    expect(Object.keys(found)).toEqual(['1-1', '1-2', '2-1', '2-2', '3-1', '3-2']);
  });
  it.each([
    ['1213', ['1-12', '1-13']],
    ['1214', []],
  ])('are two where one mark names them both: %s', async (mark, ids) => {
    const text = [
      { x: 72, y: 200, text: 'They were released.' },
      { x: 163, y: 196, text: mark, size: 6 },
    ];
    const { paragraphs } = await manuscriptOf({
      pages: [[...text, ...column(72, 220, wrap(TEXT, 90)), ...notes(12)]],
    });
    expect(paragraphs[0]?.runs[0]?.notes).toEqual(ids);
  });
  it('are each their own where the one before ends short', async () => {
    const lines = [
      '1 BBC, A title, 2024.',
      '2 Ibid.',
      '3 Reuters, see above',
      '12 March 2024.',
      '4 Ibid.',
    ];
    const text = [
      { x: 72, y: 200, text: 'They were released.' },
      { x: 163, y: 196, text: '1, 2, 3, 4', size: 6 },
    ];
    const { notes: found } = await manuscriptOf({
      pages: [[...text, ...column(72, 220, wrap(TEXT, 90)), ...small(column(72, 740, lines))]],
    });
    expect(Object.values(found).map((note) => note.paragraphs.map(paragraphText).join())).toEqual([
      'BBC, A title, 2024.',
      'Ibid.',
      'Reuters, see above 12 March 2024.',
      'Ibid.',
    ]);
  });
  it('stay in the text where no mark names them', async () => {
    const { paragraphs, notes: found } = await manuscriptOf({ pages: [[...page(5), ...notes(1)]] });
    expect(found).toEqual({});
    expect(paragraphs.map(paragraphText).join(' ')).toContain('BBC, A title, 2024.');
  });
});

describe('a PDF that cannot be read', () => {
  it.each([
    ['none at all', Buffer.from('%PDF-1.4 and nothing else'), 'pdf-broken'],
    ['a locked one', pdf({ pages: [body], encrypted: true }), 'pdf-encrypted'],
    ['a form that only one program shows', xfa(3), 'pdf-form'],
    ['too long', pdf({ pages: Array.from({ length: 2001 }, () => []) }), 'pdf-too-long'],
    ['without text', pdf({ pages: [[]] }), 'pdf-scan'],
    ['a bomb', pdfAround(packedNothing(80 * 2 ** 20)), 'pdf-bomb'],
  ])('says why: %s', async (_, bytes, kind) => {
    expect(await readPdfReport(bytes)).toMatchObject({ kind: 'unread', why: { kind } });
  });
});
