import { describe, expect, it } from 'vitest';
import { cited } from './cited.js';

const VISITS = 'HRW, “Prison visits”, 8 June 2024, https://hrw.example/visits';
const FOOD = 'Human Rights Watch, “Prison food”, 9 June 2023, https://hrw.example/food';
const AP = 'AP, “Prison fees”, 7 June 2024, https://ap.example/fees';
const WORDS = 'nobody came back to the villages of the north';
const [visits, food, ap] = [
  'https://hrw.example/visits',
  'https://hrw.example/food',
  'https://ap.example/fees',
];

/** What is quoted last in a report, and which document it is from. */
async function last(text: string) {
  const { draft, citations } = await cited(Buffer.from(text), 'a.md');
  const at = citations.findLastIndex(({ passages }) => passages.includes(WORDS));
  const { url, pinpoint } = citations[at] as (typeof citations)[number];
  return [url, pinpoint, ...(draft.citations[at]?.doubts ?? [])];
}
const several = (...titles: string[]) => ({ kind: 'several-fit', titles });

/** A report that cites these in its notes, and then in short: in a note, in brackets, and in a line. */
const forms = (short: string, ...notes: readonly string[]) => {
  const marks = notes.map((_, i) => `So it is.[^${i + 1}]`).join(' ');
  const all = notes.map((note, i) => `[^${i + 1}]: ${note}`).join('\n\n');
  return [
    `${marks}\n\nIt says “${WORDS}”.[^9]\n\n${all}\n\n[^9]: ${short}`,
    `${marks} It says “${WORDS}” (${short}).\n\n${all}`,
    `${marks}\n\n> “${WORDS}”\n\n${short}\n\n${all}`,
  ];
};

describe('a short form with the name of its author alone', () => {
  it.each([
    ['HRW, op. cit., p. 4', [VISITS, AP], visits, 'p. 4'],
    ['Human Rights Watch, op. cit., p. 4', [VISITS, AP, VISITS], visits, 'p. 4'],
    ['HRW, Prison food, op. cit., p. 4', [VISITS, FOOD], food, 'p. 4'],
    ['HRW, “Prison food”, op. cit., p. 4', [VISITS, FOOD], food, 'p. 4'],
    ['HRW (2023), op. cit., p. 4', [VISITS, FOOD], food, 'p. 4'],
    ['HRW 2024, op. cit.', [VISITS, FOOD], visits, null],
    ['HRW, 9 June 2023, op. cit.', [VISITS, FOOD], food, null],
    ['HRW, art. cité, p. 4', [VISITS, AP], visits, 'p. 4'],
    ['Prison fees, op. cit., p. 4', [VISITS, AP], ap, 'p. 4'],
  ] as const)('means the one document that fits: %s', async (short, notes, url, pinpoint) => {
    for (const text of forms(short, ...notes)) expect(await last(text)).toEqual([url, pinpoint]);
  });

  it('is asked about where several fit', async () => {
    for (const text of forms('HRW, op. cit., p. 4', VISITS, AP, FOOD))
      expect(await last(text)).toEqual([null, null, several('Prison visits', 'Prison food')]);
    const [note = ''] = forms('HRW, op. cit., p. 4', VISITS, FOOD);
    expect(await last(`${note}\n\n> “${WORDS}”\n\nHRW, op. cit.`)).toEqual([
      null,
      null,
      several('Prison visits', 'Prison food'),
    ]);
  });

  it('means none where its year or its title are those of another', async () => {
    for (const short of [
      'HRW (2020), op. cit., p. 4',
      'HRW, Prison guards, op. cit., p. 4',
      'HRW, 8 June 2023, op. cit.',
    ])
      for (const text of forms(short, VISITS, FOOD).slice(0, 2)) {
        const [url, , ...doubts] = await last(text);
        expect([url, doubts.length > 0]).toEqual([null, true]);
      }
  });
});

it('a short form means a document of a note of the same paragraph', async () => {
  const text = `So it is.[^1] It says “${WORDS}”.[^2]\n\n[^1]: ${VISITS}\n\n[^2]: HRW, op. cit., p. 4`;
  expect(await last(text)).toEqual([visits, 'p. 4']);
});

describe('“ibid.” in running text', () => {
  const FIRST = 'It was “cold in the cells of the prison all year”';
  it.each([
    [`${FIRST}.[^1] It says “${WORDS}” (ibid.).\n\n[^1]: ${AP}`, ap, null],
    [`${FIRST}.[^1] It says “${WORDS}” (Ibid., p. 5).\n\n[^1]: ${AP}`, ap, 'p. 5'],
    [`${FIRST}.[^1] It says “${WORDS}” [ibid., p. 5].\n\n[^1]: ${AP}`, ap, 'p. 5'],
    [`> ${FIRST}\n\n${AP}\n\nIt says “${WORDS}” (ibid., p. 5).`, ap, 'p. 5'],
    [
      `${FIRST} (${VISITS}). It says “${WORDS}” (ibid.). Others too.[^1]\n\n[^1]: ${AP}`,
      visits,
      null,
    ],
    [`${FIRST} (${VISITS}).[^1] It says “${WORDS}” (ibid.).\n\n[^1]: ${AP}`, ap, null],
  ])('means what was cited before it: %s', async (text, url, pinpoint) => {
    expect(await last(text)).toEqual([url, pinpoint]);
  });

  it('is asked about behind several documents, and unread behind none', async () => {
    expect(
      await last(`${FIRST}.[^1] It says “${WORDS}” (ibid.).\n\n[^1]: ${AP}; ${VISITS}`),
    ).toEqual([null, null, several('Prison fees', 'Prison visits')]);
    const [url, , ...doubts] = await last(`It says “${WORDS}” (ibid.).\n\n${AP}`);
    expect([url, doubts.length > 0]).toEqual([null, true]);
  });

  it('is not a bracket of other words', async () => {
    const text = `${FIRST}.[^1] It says “${WORDS}” (see above).[^2]\n\n[^1]: ${AP}\n\n[^2]: ${VISITS}`;
    expect(await last(text)).toEqual([visits, null]);
  });
});
