import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const NOTES = {
  hrw: 'HRW, “World Report”, 4 May 2024, https://hrw.example/a',
  ai: 'Amnesty International, “Held”, 5 May 2024, https://ai.example/a',
  law: 'Constitution of the Republic of Osteria, 1997, art. 34.',
  cat: 'UN Committee against Torture, Concluding observations, 5 March 2025, https://cat.example/3',
  said: 'The ministry denied this in a statement, see https://min.example/a.',
  name: 'The name is a pseudonym.',
  told: 'She was released on 3 May 2024.',
  own: 'Translation by Ana Ruiz, Karvan.',
  below: 'See section 3.',
  talk: 'Interview with a lawyer.',
  ibid: 'Ibid., para. 11',
} as const;
const A = 'nobody came back to the villages of the north in 2024';
const B = 'the wells are dry and the schools are closed for good';

/** What a report cites, in which `[^hrw]` is the mark of that note: `cited`, and what is quoted from there. */
async function quoted(...paragraphs: readonly string[]) {
  const used = Object.entries(NOTES).filter(([id]) =>
    paragraphs.some((text) => text.includes(`[^${id}]`)),
  );
  const notes = used.map(([id, text]) => `[^${id}]: ${text}`);
  const { draft } = await cited(Buffer.from([...paragraphs, ...notes].join('\n\n')), 'a.md');
  return draft.citations.map(({ cited, source, passages, doubts }) => ({
    cited,
    url: source === null ? null : draft.sources[source]?.url,
    source,
    passages: passages.map(({ text }) => text),
    doubts: doubts.map(({ kind }) => kind),
  }));
}

/** The same without all but the notes, by their ids, and the quotations. */
const pairs = async (...paragraphs: readonly string[]) =>
  (await quoted(...paragraphs)).map(({ cited, passages }) => [
    Object.entries(NOTES).find(([, text]) => text === cited)?.[0] ?? cited,
    ...passages,
  ]);

describe('a note that cannot be read', () => {
  test('is cited as it is printed, with doubts, and leaves the next its own quotation', async () => {
    expect(await quoted(`It says “${A}”.[^law] Amnesty found that “${B}”.[^ai]`)).toEqual([
      {
        cited: NOTES.law,
        url: null,
        source: null,
        passages: [A],
        doubts: ['no-title', 'no-publisher'],
      },
      { cited: NOTES.ai, url: 'https://ai.example/a', source: 0, passages: [B], doubts: [] },
    ]);
  });

  test('has the address that it prints, also where nothing is quoted', async () => {
    const doubts = ['no-title', 'no-publisher', 'left-over'];
    expect(await quoted(`It says “${A}”.[^cat] It was denied.[^said]`)).toMatchObject([
      { cited: NOTES.cat, url: 'https://cat.example/3', passages: [A], doubts },
      { cited: NOTES.said, url: 'https://min.example/a', passages: [], doubts },
    ]);
    expect(await pairs('So it stayed.[^law]', `“${A}”.[^hrw]`)).toEqual([['hrw', A]]);
  });

  test.each(['cat', 'law', 'talk'] as const)('is what “ibid.” behind it means: %s', async (id) => {
    const [, unread, again] = await quoted(
      `HRW: “${A}”.[^hrw]`,
      `It says “${A}”.[^${id}]`,
      `And: “${B}”.[^ibid]`,
    );
    if (id === 'talk') expect(again).toMatchObject({ url: 'https://hrw.example/a' });
    else expect(again).toMatchObject({ cited: NOTES.ibid, source: unread?.source, passages: [B] });
  });

  test('is “ibid.” itself where nothing stands before it', async () => {
    expect(await quoted(`It says “${A}”.[^ibid]`)).toMatchObject([
      { cited: NOTES.ibid, passages: [A], doubts: ['no-title', 'no-publisher'] },
    ]);
  });

  test('is that of the quotation set in behind its paragraph where that ends with a colon', async () => {
    const before = `HRW: “${B}”.[^hrw]`;
    const set = `> “${A} and all the year before that”`;
    expect((await pairs(before, 'The constitution[^law] says:', set)).slice(1)).toEqual([
      ['law', `${A} and all the year before that`],
    ]);
    expect((await pairs(before, 'The constitution[^law] says so.', set)).slice(1)).toEqual([
      [null, `${A} and all the year before that`],
    ]);
  });

  test('cites a quotation that is set in, be there a mark within it or another behind it', async () => {
    expect(await pairs(`> ${A}.[^law]`)).toEqual([['law', `${A}.`]]);
    expect(await pairs(`> ${A}.[^hrw][^law]`)).toEqual([['hrw', `${A}.`]]);
    expect(await pairs(`> The law[^law] says: ${A}.[^hrw]`)).toEqual([
      ['hrw', `The law says: ${A}.`],
    ]);
    expect(await pairs(`It said “the law of 1997[^law] still holds, and ${A}”.[^hrw]`)).toEqual([
      ['hrw', `the law of 1997 still holds, and ${A}`],
    ]);
    expect(await pairs(`> “${A}”[^law] “${B}”[^hrw]`)).toEqual([
      ['law', A],
      ['hrw', B],
    ]);
  });
});

describe.each(['name', 'told', 'own', 'below', 'talk'] as const)(
  'a remark in a note (%s)',
  (id) => {
    test('is no citation where nothing is quoted', async () => {
      expect(await pairs(`Ana[^${id}] was there. She said “${A}”.[^hrw]`)).toEqual([['hrw', A]]);
      expect(await pairs(`She was there.[^${id}]`, `It was so.[^hrw]`)).toEqual([['hrw']]);
    });

    test.each([
      `She said “${A}”.[^hrw][^${id}]`,
      `She said “${A}”.[^${id}][^hrw]`,
      `“${A}”, said Ana,[^${id}] who was held there.[^hrw]`,
      `HRW reported:[^hrw] “${A}”.[^${id}]`,
      `She said “${A}”[^${id}] (${NOTES.hrw}).`,
    ])('leaves the quotation to the citation of its sentence: %s', async (text) => {
      expect(await pairs(text)).toEqual([['hrw', A]]);
    });

    test.each([
      [`She said “${A}”.[^${id}]`],
      [`> “${A}” [^${id}]`],
      [`> ${A} [^${id}]`],
      [`> “Ana[^${id}] said that ${A}”`],
    ])('leaves it to the citation line behind the paragraph: %s', async (text) => {
      const [line, ...others] = await pairs(text, NOTES.hrw);
      expect([line?.[0], line?.length, others]).toEqual(['hrw', 2, []]);
    });

    test('cites a quotation that nothing else does', async () => {
      expect(await pairs(`She said “${A}”.[^${id}]`)).toEqual([[id, A]]);
      expect(await pairs(`> ${A} [^${id}]`)).toEqual([[id, A]]);
      expect(await pairs(`She said “${A}”.[^${id}] HRW writes that “${B}”.[^hrw]`)).toEqual([
        [id, A],
        ['hrw', B],
      ]);
      expect(await pairs(`She said “${A}”.[^${id}] HRW has written of this.[^hrw]`)).toEqual([
        [id, A],
        ['hrw'],
      ]);
    });

    test('is not what “ibid.” means', async () => {
      const [, again] = await quoted(
        `HRW: “${A}”.[^hrw] Ana[^${id}] fled.`,
        `It adds “${B}”.[^ibid]`,
      );
      expect(again).toMatchObject({ cited: NOTES.ibid, source: 0, passages: [B] });
    });
  },
);

test('a note in prose with one link is cited as it is printed', async () => {
  const note = 'The figures are those of the ministry, see [its page](https://min.example/a).';
  const { draft } = await cited(Buffer.from(`It says “${A}”.[^1]\n\n[^1]: ${note}`), 'a.md');
  expect(draft.citations.map(({ cited }) => cited)).toEqual([
    'The figures are those of the ministry, see its page.',
  ]);
});
