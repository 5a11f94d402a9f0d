import { describe, expect, it } from 'vitest';
import { cited } from '../houses/cited.js';

const [ONE, TWO] = ['HRW, “Law One”, 4 May 2024', 'AI, “Law Two”, 5 May 2024'];
const [LEAVE, ENTER, STAY] = [
  'Nobody may leave the country without a stamp.',
  'Nobody may enter the country without a stamp.',
  'Nobody may stay in the country without a stamp.',
];
const PROSE = 'The law is strict, and the police follow it.';

/** The titles that these paragraphs cite, each with what is quoted from it, and what was left out. */
async function read(...paragraphs: readonly string[]) {
  const { draft, citations } = await cited(
    Buffer.from(['# Law', ...paragraphs].join('\n\n')),
    'a.md',
  );
  return {
    quoted: citations.map(({ title, passages }) => [title, ...passages]),
    left: draft.leftOut.map(({ words }) => words),
  };
}

describe('citation lines that stand above their passages', () => {
  it('are those of the passages below them, up to the next prose', async () => {
    const { quoted, left } = await read(ONE, `“${LEAVE}”`, `“${ENTER}”`, TWO, `“${STAY}”`, PROSE);
    expect(quoted).toEqual([
      ['Law One', LEAVE, ENTER],
      ['Law Two', STAY],
    ]);
    expect(left).toEqual([]);
  });

  it('are so where each section has one, and not where a report has one such line', async () => {
    expect((await read(ONE, `“${LEAVE}”`, '# More', TWO, `“${STAY}”`)).quoted).toEqual([
      ['Law One', LEAVE],
      ['Law Two', STAY],
    ]);
    expect(await read(ONE, `“${LEAVE}”`)).toEqual({ quoted: [['Law One']], left: [LEAVE] });
  });
});

describe('citation lines below their passages', () => {
  it('stay theirs, be there a line without a passage above them', async () => {
    expect((await read(`“${LEAVE}”`, ONE, `“${STAY}”`, TWO)).quoted).toEqual([
      ['Law One', LEAVE],
      ['Law Two', STAY],
    ]);
    expect((await read(PROSE, ONE, `“${STAY}”`, TWO)).quoted).toEqual([
      ['Law One'],
      ['Law Two', STAY],
    ]);
  });
});

describe('an order that could be either', () => {
  it('is asked, and no passage given to a line', async () => {
    const { draft, citations } = await cited(
      Buffer.from([PROSE, ONE, `“${LEAVE}”`, TWO, `“${STAY}”`].join('\n\n')),
      'a.md',
    );
    expect(citations.map(({ title, url, passages }) => [title, url, ...passages])).toEqual([
      ['Law One', null],
      [null, null, LEAVE],
      ['Law Two', null],
    ]);
    expect(draft.citations[1]?.doubts).toEqual([
      { kind: 'several-fit', titles: ['Law One', 'Law Two'] },
    ]);
    expect(draft.leftOut.map(({ words }) => words)).toEqual([STAY]);
  });
});
