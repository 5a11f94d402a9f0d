import { describe, expect, it } from 'vitest';
import { annotatePdf } from '../../../src/manuscript/annotate/annotate-pdf.js';
import type { Remark } from '../../../src/manuscript/annotate/annotate-word.js';
import { manuscriptOfPdf } from '../../../src/manuscript/read/pdf.js';
import { readPdfReport } from '../../../src/reading/pdf/read-pdf.js';
import { column, pdf, wrap } from '../../reading/pdf-writer.js';
import { pdfReport } from '../houses/pdf-report.js';
import { heading, p } from '../houses/plan.js';
import { highlightsOf } from './annotated.js';

const BY = { name: 'citewatch', date: '2025-10-01T02:00:00Z' };
const LINE = 'UN, “[A report](https://un.example/a)”, 1 May 2020, last accessed: 2 June 2024';
const PLAIN = LINE.replace(/\[([^\]]*)\]\([^)]*\)/u, '$1');
const LONG = `The United Nations, “${'A very long title of a report of many words '.repeat(3)}”, 1 May 2020`;

const report = pdfReport(
  {
    body: [
      heading(1, 'A report'),
      p(
        'The first paragraph says something that is well known to everybody here.[^1] And then the next.[^2]',
      ),
      p(LONG),
      p(
        'The last paragraph says one thing more, and is as long as the others of this page are.[^3]',
      ),
    ],
    notes: [LINE, 'Ibid.', 'Ibid.'],
  },
  'Running head',
);

/** The number of the paragraph that begins so. */
async function placeOf(file: Uint8Array, words: string): Promise<Remark['place']> {
  const read = await readPdfReport(file);
  if (read.kind !== 'read') throw new Error(read.why.kind);
  const found = manuscriptOfPdf(read.text).paragraphs.find(({ runs }) =>
    runs[0]?.text.startsWith(words),
  );
  if (found === undefined) throw new Error(words);
  return found.place;
}

const remark = async (
  words: string,
  cited: string | null,
  comment: readonly string[] | null = ['It moved.', 'See a.'],
) => ({ place: await placeOf(report, words), cited, comment, change: null }) satisfies Remark;

describe('an annotated PDF', () => {
  it('has the file as it was at its beginning, and is read the same', async () => {
    const after = await annotatePdf(
      report,
      [await remark('The first', PLAIN), await remark('A report', null)],
      BY,
    );
    expect(Buffer.compare(after.subarray(0, report.length), report)).toBe(0);
    expect(await readPdfReport(after)).toEqual(await readPdfReport(report));
  });

  it('is the same file where there is nothing to say', async () => {
    expect(await annotatePdf(report, [await remark('The first', PLAIN, null)], BY)).toBe(report);
  });

  it('highlights the words, in text and in notes, with what is said of them', async () => {
    const after = await annotatePdf(
      report,
      [await remark('The first', PLAIN), await remark('The United', LONG)],
      BY,
    );
    expect(await highlightsOf(after)).toEqual([
      { page: 1, author: 'citewatch', lines: ['It moved.', 'See a.'], at: PLAIN },
      { page: 1, author: 'citewatch', lines: ['It moved.', 'See a.'], at: LONG },
    ]);
  });

  it('gives each of equal words its own, also where the one before has no remark', async () => {
    const remarks = [
      await remark('The first', PLAIN, null),
      await remark('The first', 'Ibid.', null),
      await remark('The last', 'Ibid.'),
    ];
    const [only] = await quadsOf(await annotatePdf(report, remarks, BY));
    const [first] = await quadsOf(await annotatePdf(report, remarks.slice(2), BY));
    expect(only?.[1]).toBeLessThan(first?.[1] as number);
  });

  const filler = Array.from({ length: 24 }, (_, i) =>
    p(`Paragraph ${i} says nothing of all that. It ends here.`),
  );
  const twoPages = pdfReport(
    {
      body: [
        p('The first page has a note.[^1]'),
        ...filler,
        p(LONG.repeat(9)),
        p('The second has one.[^2]'),
      ],
      notes: ['Ibid.', 'Ibid.'],
    },
    'Running head',
  );

  it('looks for the words of a note on the page of its mark, and on later ones', async () => {
    const place = await placeOf(twoPages, 'The second');
    const after = await annotatePdf(
      twoPages,
      [{ place, cited: 'Ibid.', comment: ['No.'], change: null }],
      BY,
    );
    expect((await highlightsOf(after)).map(({ page }) => page)).toEqual([2]);
  });

  it('highlights words that go on over the end of a page up to there', async () => {
    const place = await placeOf(twoPages, 'The United');
    const after = await annotatePdf(
      twoPages,
      [{ place, cited: LONG.repeat(9), comment: ['No.'], change: null }],
      BY,
    );
    const [only, ...others] = await highlightsOf(after);
    expect([only?.page, others]).toEqual([1, []]);
    const [[, bottom = 0] = []] = await quadsOf(after);
    expect(bottom).toBeLessThan(200);
    expect(LONG.repeat(9).startsWith(only?.at ?? '?')).toBe(true);
  });

  it('highlights the whole paragraph where the words do not stand there', async () => {
    const after = await annotatePdf(report, [await remark('A report', 'Nowhere')], BY);
    expect((await highlightsOf(after)).map(({ at }) => at)).toEqual(['A report']);
  });

  it('has what a later run says in the place of what an earlier one said, and what people say beside it', async () => {
    const theirs = await annotatePdf(report, [await remark('A report', null, ['Mine.'])], {
      ...BY,
      name: 'Ann',
    });
    const first = await annotatePdf(theirs, [await remark('The first', PLAIN, ['Old.'])], BY);
    const second = await annotatePdf(first, [await remark('The United', LONG, ['New.'])], BY);
    const said = async (file: Uint8Array) =>
      (await highlightsOf(file)).map(({ author, lines }) => `${author}: ${lines.join()}`);
    expect(await said(first)).toEqual(['Ann: Mine.', 'citewatch: Old.']);
    expect(await said(second)).toEqual(['Ann: Mine.', 'citewatch: New.']);
    expect(await said(await annotatePdf(second, [], BY))).toEqual(['Ann: Mine.']);
  });

  it('says it in any script', async () => {
    const after = await annotatePdf(
      report,
      [await remark('A report', null, ['غير موجود', '不见了 (ü)'])],
      BY,
    );
    expect((await highlightsOf(after))[0]?.lines).toEqual(['غير موجود', '不见了 (ü)']);
    expect(Buffer.from(after).includes(Buffer.from('\ufeffغير', 'utf16le').swap16())).toBe(true);
  });
});

describe('a PDF of another kind', () => {
  const pages = [column(72, 100, wrap(PLAIN.replace(/[“”]/gu, ''), 40))];
  const cited = 'A report, 1 May 2020, last accessed: 2 June 2024';

  it.each([
    ['that tells by a stream what stands where', { streamed: true }],
    ['that is turned', { rotate: 90 }],
    ['whose content is packed', { packed: true }],
  ])('%s has its highlights where its words are', async (_, plan) => {
    const file = pdf({ pages, ...plan });
    const place = await placeOf(file, 'UN');
    const after = await annotatePdf(
      file,
      [{ place, cited, comment: ['It moved.'], change: null }],
      BY,
    );
    expect((await highlightsOf(after)).map(({ at }) => at)).toEqual([cited]);
    expect(Buffer.from(after.subarray(file.length)).includes('/Type /XRef')).toBe(
      'streamed' in plan,
    );
  });

  it('that is locked is not read', async () => {
    await expect(annotatePdf(pdf({ pages, encrypted: true }), [], BY)).rejects.toThrow(
      'pdf-encrypted',
    );
  });
});

/** The rectangle of each highlight. */
async function quadsOf(file: Uint8Array): Promise<readonly (readonly number[])[]> {
  return [
    ...Buffer.from(file)
      .toString('latin1')
      .matchAll(/\/Subtype \/Highlight.*?\/Rect \[([^\]]*)\]/gsu),
  ].map(([, rect]) => (rect as string).split(' ').map(Number));
}
