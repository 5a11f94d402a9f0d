import { describe, expect, it } from 'vitest';
import type { Block, UnreadReason } from '../../src/model/document.js';
import { xfa } from './pdf-objects.js';
import { column, type Placed, pdf, wrap } from './pdf-writer.js';
import { read } from './read.js';

const LEFT =
  'The authorities did not release the detainees until several months had passed, according to the lawyers who ' +
  'were allowed to see them. Relatives of well-known activists were questioned in the same week, and their homes ' +
  'were searched without a warrant by officers who gave no names.';
const RIGHT =
  'Registration of households remained a barrier to schooling for the children of migrants in most of the cities ' +
  'that were surveyed during the year. Local rules differed, and officials applied them at their own discretion.';
const THIRD =
  'Courts heard few complaints against the police, and none of those that were heard ended with a conviction of ' +
  'an officer. Lawyers who brought them lost their licences, some of them within weeks of the hearing.';

/** Columns drawn row by row, as some programs do. */
const abreast = (
  top: number,
  xs: readonly number[],
  columns: readonly (readonly string[])[],
): Placed[] =>
  columns.flatMap((lines, i) => column(xs[i] ?? 0, top, lines)).toSorted((a, b) => a.y - b.y);

const blocksOf = async (pages: readonly (readonly Placed[])[]): Promise<readonly Block[]> =>
  (await read(pdf({ pages }))).blocks;
const textsOf = async (pages: readonly (readonly Placed[])[]): Promise<string[]> =>
  (await blocksOf(pages)).map((b) => b.text);

describe('the text of a PDF', () => {
  it('joins lines into paragraphs, and says on which page they stand', async () => {
    const blocks = await blocksOf([
      column(72, 200, wrap(LEFT, 80)),
      column(72, 200, wrap(RIGHT, 80)),
    ]);
    expect(blocks).toEqual([
      { text: LEFT, role: 'main', page: 1 },
      { text: RIGHT, role: 'main', page: 2 },
    ]);
  });

  it('reads two columns one after the other, though they are drawn row by row', async () => {
    expect(await textsOf([abreast(200, [60, 310], [wrap(LEFT, 44), wrap(RIGHT, 44)])])).toEqual([
      LEFT,
      RIGHT,
    ]);
  });

  it('reads two columns whose lines do not stand level', async () => {
    const placed = [
      ...column(60, 200, wrap(LEFT, 44), 12),
      ...column(310, 205, wrap(RIGHT, 44), 13),
    ];
    expect(await textsOf([placed])).toEqual([LEFT, RIGHT]);
  });

  it('reads three columns', async () => {
    const lines = [LEFT, RIGHT, THIRD].map((text) => wrap(text, 28));
    expect(await textsOf([abreast(200, [50, 220, 390], lines)])).toEqual([LEFT, RIGHT, THIRD]);
  });

  it('reads what runs across both columns in its place', async () => {
    const across = wrap(THIRD, 90);
    const placed = [
      ...column(60, 160, across),
      ...abreast(220, [60, 310], [wrap(LEFT, 44), wrap(RIGHT, 44)]),
      ...column(60, 340, across),
    ];
    expect(await textsOf([placed])).toEqual([THIRD, LEFT, RIGHT, THIRD]);
  });

  it('reads a box after the text that runs on below it', async () => {
    const text = wrap(`${LEFT} ${THIRD}`, 50);
    const [beside, below] = [text.slice(0, 6), wrap(text.slice(6).join(' '), 90)];
    const placed = [
      ...column(60, 200, beside),
      ...column(340, 206, wrap(RIGHT, 42)),
      ...column(60, 272, below),
    ];
    expect(await textsOf([placed.toSorted((a, b) => a.y - b.y)])).toEqual([
      `${LEFT} ${THIRD}`,
      RIGHT,
    ]);
  });

  it('reads a caption of two lines in smaller letters apart from the text beside it', async () => {
    const caption = ['Photo: a street near', 'the harbour, 2023.'];
    const placed = [
      ...column(60, 236, caption).map((line) => ({ ...line, size: 8 })),
      ...column(200, 200, wrap(LEFT, 60)),
    ];
    expect(await textsOf([placed])).toEqual([caption.join(' '), LEFT]);
  });

  it('reads the cells of a table one by one where their text wraps, however close they come', async () => {
    const cells = [wrap(LEFT, 44), wrap(RIGHT, 44)];
    // Helvetica is about half as wide as high: the first cell's longest line ends six points before the second cell.
    const placed = abreast(200, [60, 60 + 44 * 4.72], cells);
    expect(await textsOf([placed])).toEqual([LEFT, RIGHT]);
  });

  it('leaves open whether a space stood where a Korean line ends', async () => {
    const letters = { a: '방', b: '문', c: '하', d: '지', ' ': ' ', '.': '.' };
    const { blocks } = await read(
      pdf({ pages: [column(72, 200, ['ab abc', 'dab cd.'])], letters }),
    );
    expect(blocks.map((b) => b.text)).toEqual(['방문 방문하\u2028지방문 하지.']);
  });

  it('keeps the rows of a table of names and figures together', async () => {
    const rows = [
      'China 2,000 3,000',
      'India 1,500 1,700',
      'Nepal 20 25',
      'Laos 13 15',
      'Peru 11 12',
    ];
    const placed = rows.flatMap((row, i) =>
      row.split(' ').map((text, j): Placed => ({ x: 72 + 150 * j, y: 200 + 14 * i, text })),
    );
    expect((await textsOf([placed])).join(' ')).toBe(rows.join(' '));
  });

  it('keeps paragraph numbers with their paragraphs', async () => {
    const placed = [LEFT, RIGHT, THIRD, LEFT].flatMap((text, i) => [
      { x: 60, y: 150 + i * 80, text: `2.${i + 1}.1` },
      ...column(110, 150 + i * 80, wrap(text, 80)),
    ]);
    expect(await textsOf([placed])).toEqual([
      `2.1.1 ${LEFT}`,
      `2.2.1 ${RIGHT}`,
      `2.3.1 ${THIRD}`,
      `2.4.1 ${LEFT}`,
    ]);
  });

  const numbered = (
    text: string,
    numberOf: (line: number) => string,
    cells: readonly string[] = [],
  ) =>
    wrap(text, 60).flatMap((line, i) => [
      { x: 40, y: 200 + i * 14, text: numberOf(i + 1) },
      { x: 80, y: 200 + i * 14, text: line },
      ...cells.map((cell, j) => ({ x: 400 + 60 * j, y: 200 + i * 14, text: `${cell}${i}` })),
    ]);
  it.each([
    ['each', (line: number) => String(line + 3)],
    ['every second', (line: number) => (line % 2 === 0 ? String(line) : ' ')],
  ])('drops the numbers of lines in a margin: %s', async (_, numberOf) => {
    const text = `${LEFT} ${RIGHT} ${THIRD} ${LEFT} ${RIGHT}`;
    expect((await textsOf([numbered(text, numberOf)])).join(' ')).toBe(text);
  });
  it.each([
    ['that count otherwise than lines do', (line: number) => String(line * line), []],
    ['of the rows of a table', String, ['held ', 'freed ']],
  ])('keeps numbers %s', async (_, numberOf, cells) => {
    const texts = await textsOf([numbered(`${LEFT} ${RIGHT} ${THIRD}`, numberOf, cells)]);
    expect(texts.join(' ')).toMatch(/(?:^|\s)4 /u);
  });

  it('parts paragraphs by space, by a short last line and by an indent', async () => {
    const lines = [
      'Some of them stayed where they were for the rest of that year.',
      'Others left.',
    ];
    const spaced = [...column(72, 200, lines), ...column(72, 240, lines)];
    expect(await textsOf([spaced])).toEqual([lines.join(' '), lines.join(' ')]);
    const short = [lines[0], lines[1], lines[0], lines[1]].map((text = '') => text);
    expect(await textsOf([column(72, 200, short)])).toEqual([lines.join(' '), lines.join(' ')]);
    const [a = '', b = ''] = wrap(`${lines[0]} And so on it went.`, 60);
    const indented: Placed[] = [
      { x: 72, y: 200, text: lines[0] ?? '' },
      { x: 92, y: 212, text: a },
      { x: 72, y: 224, text: b },
    ];
    expect(await textsOf([indented])).toEqual([lines[0], `${a} ${b}`]);
  });

  it('joins words broken at the end of a line, and keeps the hyphens of compounds', async () => {
    const lines = [
      'The authorities gave no infor-',
      'mation about the well-',
      'known lawyer, nor about the re-',
      'education of others. Re-education of',
      'this kind is called vocational train-',
      'ing by the Beijing-',
      'Shanghai authorities.',
    ];
    expect((await textsOf([column(72, 200, lines)])).join(' ')).toBe(
      'The authorities gave no information about the well-known lawyer, nor about the re-education of others. ' +
        'Re-education of this kind is called vocational training by the Beijing-Shanghai authorities.',
    );
  });

  it('drops running heads, feet and page numbers, and nothing else', async () => {
    const bodies = [LEFT, RIGHT, THIRD].map((text) => column(72, 110, wrap(text, 80)));
    const pages = bodies.map((body, i) => [
      { x: 72, y: 40, text: 'Country report' },
      { x: 450, y: 40, text: `Chapter ${i + 1}` },
      ...body,
      { x: 72, y: 790, text: 'For official use' },
      { x: 290, y: 815, text: `Page ${i + 1} of 3` },
    ]);
    expect(await textsOf(pages)).toEqual([LEFT, RIGHT, THIRD]);
  });

  it('drops a page number on a single page, but no year', async () => {
    expect(
      await textsOf([[...column(72, 200, ['Text.']), { x: 290, y: 815, text: '- 12 -' }]]),
    ).toEqual(['Text.']);
    expect(
      await textsOf([[...column(72, 200, ['Text.']), { x: 290, y: 815, text: '2024' }]]),
    ).toEqual(['Text.', '2024']);
  });

  it('drops the raised marks of footnotes, but no exponents', async () => {
    const placed: Placed[] = [
      { x: 72, y: 200, text: 'They were released' },
      { x: 156.5, y: 196, text: '12', size: 6 },
      { x: 164, y: 200, text: 'in May, 10 km' },
      { x: 224, y: 196, text: '2', size: 6 },
      { x: 230, y: 200, text: 'from here.' },
    ];
    expect(await textsOf([placed])).toEqual(['They were released in May, 10 km2 from here.']);
  });

  it('puts footnotes before a paragraph that runs on over the page', async () => {
    const [first, second] = [wrap(LEFT, 80).slice(0, 2), wrap(LEFT, 80).slice(2)];
    const note: Placed = { x: 72, y: 700, text: '1 Interview with a lawyer, 3 May 2024.', size: 8 };
    const blocks = await blocksOf([[...column(72, 200, first), note], column(72, 110, second)]);
    expect(blocks.map((b) => [b.page, b.text])).toEqual([
      [1, note.text],
      [1, first.join(' ')],
      [2, second.join(' ')],
    ]);
  });

  it('tells headings by their size', async () => {
    const placed = [
      { x: 72, y: 150, text: 'Country policy', size: 20 },
      { x: 72, y: 190, text: 'Scope', size: 14 },
    ];
    const blocks = await blocksOf([[...placed, ...column(72, 220, wrap(LEFT, 80))]]);
    expect(blocks.map((b) => b.heading)).toEqual([1, 2, undefined]);
  });

  it('reads Chinese text in a font that is not in the file, and joins its lines without spaces', async () => {
    const lines = ['d6d0b9fab5c4', 'c8cbc8a8'].map((gbk) =>
      Buffer.from(gbk, 'hex').toString('latin1'),
    );
    const { blocks } = await read(pdf({ pages: [column(72, 200, lines)], chinese: true }));
    expect(blocks.map((b) => b.text)).toEqual(['中国的人权']);
  });

  it('reads sideways text and watermarks after the rest of their page', async () => {
    const sideways = wrap(RIGHT, 60).map(
      (text, i): Placed => ({ x: 450 + 12 * i, y: 700, text, turn: 90 }),
    );
    const placed = [
      { x: 150, y: 400, text: 'DRAFT', turn: 45 },
      ...sideways,
      ...column(72, 200, wrap(LEFT, 60)),
    ];
    expect(await textsOf([placed, column(72, 200, ['Next.'])])).toEqual([
      LEFT,
      RIGHT,
      'DRAFT',
      'Next.',
    ]);
  });

  it.each([90, 180, 270])('reads a page turned by %i degrees', async (rotate) => {
    const { blocks } = await read(pdf({ pages: [column(72, 200, wrap(LEFT, 80))], rotate }));
    expect(blocks.map((b) => b.text)).toEqual([LEFT]);
  });
});

describe('what a PDF states of itself', () => {
  it('gives title and dates', async () => {
    const info = {
      Title: 'A report',
      CreationDate: "D:20240305101500+01'00'",
      ModDate: 'D:20240306',
    };
    const document = await read(pdf({ pages: [[{ x: 72, y: 200, text: 'Text.' }]], info }));
    expect(document).toMatchObject({
      type: 'pdf',
      title: 'A report',
      dates: { published: '2024-03-05T10:15:00+01:00', modified: '2024-03-06' },
      unread: null,
    });
  });

  it('takes no file name for a title', async () => {
    const file = pdf({
      pages: [[{ x: 72, y: 200, text: 'Text.' }]],
      info: { Title: 'Microsoft Word - final_v3.docx' },
    });
    expect((await read(file)).title).toBeNull();
  });
});

it('reads a form that has pages of its own', async () => {
  const lines = Array.from(
    { length: 40 },
    (_, i) => `Question ${i} of the form, and what is to be written there.`,
  );
  const { unread, blocks } = await read(xfa(3, lines));
  expect(unread).toBeNull();
  expect(blocks.map(({ text }) => text).join(' ')).toContain('Question 39 of the form');
});

describe('a PDF that cannot be read says why', () => {
  const some: Placed[] = [{ x: 72, y: 200, text: 'Text.' }];
  const bad: readonly [sentence: string, bytes: Uint8Array, why: UnreadReason][] = [
    ['encrypted', pdf({ pages: [some], encrypted: true }), { kind: 'pdf-encrypted' }],
    ['scanned', pdf({ pages: [[], []] }), { kind: 'pdf-scan', pages: 2 }],
    ['a form that only one program shows', xfa(3), { kind: 'pdf-form' }],
    ['without pages', pdf({ pages: [] }), { kind: 'pdf-without-pages' }],
    [
      'with too many pages',
      pdf({ pages: Array.from({ length: 2001 }, () => []) }),
      { kind: 'pdf-too-long', pages: 2001, most: 2000 },
    ],
    ['broken', Buffer.from('%PDF-1.7\nnonsense'), { kind: 'pdf-broken' }],
    ['empty, by the header only', Buffer.from('nothing'), { kind: 'pdf-broken' }],
  ];
  it.each(bad)('%s', async (_, bytes, unread) => {
    const document = await read(bytes, 'application/pdf');
    expect(document).toMatchObject({ type: 'pdf', blocks: [], unread });
  });

  it('one broken page among others costs that page only', async () => {
    const whole = Buffer.from(pdf({ pages: [some, some, some] })).toString('latin1');
    const second = whole.split('/Type /Page /Parent', 3).join('/Type /Page /Parent').length;
    const broken = `${whole.slice(0, second)}${whole.slice(second).replace('/Type /Page /Parent', '/Type /Pago /Parent')}`;
    const { blocks, unread } = await read(Buffer.from(broken, 'latin1'));
    expect(unread).toBeNull();
    expect(blocks.length).toBeGreaterThanOrEqual(2);
  });
});
