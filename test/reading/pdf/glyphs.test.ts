import type { PDFPageProxy } from 'pdfjs-dist';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it, test } from 'vitest';
import { glyphsOf } from '../../../src/reading/pdf/glyphs.js';
import { type PdfPlan, type Placed, pdf } from '../pdf-writer.js';
import { read } from '../read.js';

const textsOf = async (plan: PdfPlan): Promise<readonly string[]> =>
  (await read(pdf(plan))).blocks.map((block) => block.text);
const at = (y: number, text: string, rest: Partial<Placed> = {}): Placed => ({
  x: 72,
  y,
  text,
  ...rest,
});

describe('letters that are set apart', () => {
  it.each([0.12, 0.2, 0.35, 0.5])('by %f of their height make words still', async (apart) => {
    const pages = [
      [at(200, 'Human rights', { size: 20, spacing: 20 * apart }), at(240, 'were not discussed.')],
    ];
    expect(await textsOf({ pages })).toEqual(['Human rights', 'were not discussed.']);
  });
  it('are no words that are a letter long', async () => {
    expect(
      await textsOf({ pages: [[at(200, 'Groups A B C D and E a b c d were held.')]] }),
    ).toEqual(['Groups A B C D and E a b c d were held.']);
  });
});

describe('letters that a file names', () => {
  const letters = { k: 'क', m: 'म', i: '\0', ' ': ' ' };
  const words = [at(200, 'ki', { actual: 'की' }), { ...at(200, ' m'), x: 80 }];
  it.each([false, true])('are those that it says they stand for, packed: %s', async (packed) => {
    expect(await textsOf({ pages: [words], letters, packed })).toEqual(['की म']);
  });
  it('are not known where it says nothing, and stand as that', async () => {
    expect(await textsOf({ pages: [[at(200, 'ki m')]], letters })).toEqual(['क\ufffd म']);
  });
  it('are not taken from a claim that is longer than a syllable', async () => {
    const pages = [[at(200, 'ki', { actual: 'It is not true that nobody was held.' })]];
    expect(await textsOf({ pages, letters })).toEqual(['क\ufffd']);
  });
  it('are no bullets, which a font for signs has', async () => {
    const pages = [[at(200, 'i  k m k')]];
    expect(await textsOf({ pages, letters: { ...letters, i: '\uf0b7' } })).toEqual(['क म क']);
  });
});

/** A page that draws by these operators, in fonts of which pdf.js says so much. */
const pageOf = (
  drawn: readonly (readonly [number, unknown[]])[],
  fonts: Readonly<Record<string, unknown>> = {},
) =>
  ({
    getOperatorList: async () => ({
      fnArray: drawn.map(([operator]) => operator),
      argsArray: drawn.map(([, args]) => args),
    }),
    commonObjs: { has: (name: string) => name in fonts, get: (name: string) => fonts[name] },
  }) as unknown as PDFPageProxy;

test('a letter stands where its first glyph with a width does: a mark above it may be drawn first', async () => {
  const page = pageOf([
    [OPS.beginText, []],
    [OPS.setFont, ['F', 10]],
    [OPS.beginMarkedContentProps, ['Span', null]],
    [OPS.moveText, [100, 503]],
    [OPS.showText, [[{ unicode: '\0', width: 0, isSpace: false }]]],
    [OPS.moveText, [0, -3]],
    [OPS.showText, [[{ unicode: 'ف', width: 500, isSpace: false }]]],
    [OPS.endMarkedContent, []],
  ]);
  expect(await glyphsOf(page, ['فُ'])).toMatchObject([
    { str: 'فُ', width: 5, transform: [10, 0, 0, 10, 100, 500] },
  ]);
});

test.each([
  [
    'a font of its own drawings measures in its own units, as a bold made of a plain one does',
    true,
    5,
  ],
  ['any other in thousandths', false, 10.24],
])('%s', async (_, isType3Font, width) => {
  const letter = { width: 1024, isSpace: false };
  const page = pageOf(
    [
      [OPS.beginText, []],
      [OPS.setFont, ['F', 10]],
      [
        OPS.showText,
        [
          [
            { ...letter, unicode: 'ا' },
            { ...letter, unicode: 'ب' },
          ],
        ],
      ],
    ],
    { F: { isType3Font, fontMatrix: [1 / 2048, 0, 0, -1 / 2048, 0, 0] } },
  );
  expect(await glyphsOf(page, [])).toMatchObject([
    { str: 'ا', width, transform: [10, 0, 0, 10, 0, 0] },
    { str: 'ب', width, transform: [10, 0, 0, 10, width, 0] },
  ]);
});

describe('text that is read from right to left', () => {
  // Drawn from the left on, as most programs draw it: the last letter first.
  const letters = {
    a: 'ا',
    b: 'ب',
    d: 'د',
    l: 'لا',
    '1': '1',
    '2': '2',
    ' ': ' ',
    W: 'W',
    H: 'H',
    O: 'O',
  };
  test.each([
    ['letters', 'dab', 'باد'],
    ['two letters in one glyph', 'bld', 'دلاب'],
    ['numbers', 'ab 12 bd', 'دب 12 با'],
    ['two numbers', 'ab 12 21 bd', 'دب 21 12 با'],
    ['names in other letters', 'abab WHO HO bdbd', 'دبدب WHO HO بابا'],
  ])('has its %s in order', async (_, drawn, text) => {
    expect(await textsOf({ pages: [[at(200, drawn)]], letters })).toEqual([text]);
  });
});
