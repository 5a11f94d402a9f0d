import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const SAID = 'nobody came back to the villages of the north in 2024, and no one is expected';
const FULL = [
  'Human Rights Watch, “Empty Villages: How the Offensive Displaced a Generation,” May 3, 2024, 12, https://hrw.example/1.',
  'Freedom House, “Freedom in the World 2024,” May 4, 2024, https://fh.example/2.',
  '联合国难民署：《北方的村庄》，2024年5月5日，第4页，载https://unhcr.example/3。',
];
const [HRW, FH, UNHCR] = [
  'https://hrw.example/1',
  'https://fh.example/2',
  'https://unhcr.example/3',
];

/** The address of what a quotation with this note is of, behind the three full notes; null where it is asked. */
async function meant(note: string) {
  const notes = [...FULL, note];
  const text = [
    ...notes.map((_, i) => `It is said that “${SAID} (${i})”.[^${i + 1}]`),
    ...notes.map((one, i) => `[^${i + 1}]: ${one}`),
  ];
  const { citations, draft } = await cited(Buffer.from(text.join('\n\n')), 'a.md');
  expect(draft.sources.length).toBe(3);
  expect(citations.length).toBe(4);
  return citations.at(-1)?.url;
}

describe('a note whose words but its locator stand in one before', () => {
  test.each([
    ['Human Rights Watch, “Empty Villages,” 14.', HRW],
    ['Human Rights Watch, pp. 14–15.', HRW],
    ['Human Rights Watch, “Empty Villages,” paras 30 to 32', HRW],
    ['Human Rights Watch 14', HRW],
    ['HRW, Empty Villages, p. 14', HRW],
    ['Ibid [5.36].', UNHCR],
    ['Ibid s 16(1).', UNHCR],
    ['Freedom House, “Freedom in the World 2024,” S. 5 f.', FH],
    ['联合国难民署：《北方的村庄》，第9页。', UNHCR],
    ['ebd., S. 5', UNHCR],
    ['同上注，第5页。', UNHCR],
    ['المرجع نفسه، ص 5', UNHCR],
    ['Там же. С. 15.', UNHCR],
  ])('means that: %s', async (note, url) => {
    expect(await meant(note)).toBe(url);
  });

  test.each([
    'Human Rights Watch, “Full Villages,” 14.',
    'Freedom House, “Freedom in the World 2023,” S. 5 f.',
    'Watch House, 14.',
    'Crisis Group, 14.',
    'HWR, Empty Villages, p. 14',
    '联合国难民署：《南方的城市》，第9页。',
  ])('means nothing, and makes no document, where a word is another: %s', async (note) => {
    expect(await meant(note)).toBe(null);
  });

  test('means that behind words that a file’s notes end with again and again, in whatever language', async () => {
    const notes = [
      ...FULL,
      'Freedom House, Freedom in the World 2024, dz. cyt.',
      'Human Rights Watch, dz. cyt., s. 14',
    ];
    const read = async (all: readonly string[]) => {
      const text = all.map((_, i) => `It is said that “${SAID} (${i})”.[^${i + 1}]`);
      const { citations } = await cited(
        Buffer.from([...text, ...all.map((one, i) => `[^${i + 1}]: ${one}`)].join('\n\n')),
        'a.md',
      );
      return citations.slice(FULL.length).map(({ url }) => url);
    };
    expect(await read(notes)).toEqual([FH, HRW]);
    expect(
      await read([
        ...FULL,
        'Freedom House, Freedom in the World 2024, summary',
        'Human Rights Watch, dz. cyt., s. 14',
      ]),
    ).toEqual([null, null]);
  });

  test('is asked where two documents have its words', async () => {
    const both = FULL[0]?.replace('Empty', 'Burned').replace('/1.', '/9.') ?? '';
    const text = `“${SAID}”.[^1] “${SAID}, they say”.[^2] “${SAID}, it adds”.[^3]\n\n[^1]: ${FULL[0]}\n[^2]: ${both}\n[^3]: Human Rights Watch, 20.`;
    const { draft } = await cited(Buffer.from(text), 'a.md');
    expect(draft.citations.at(-1)).toMatchObject({
      source: null,
      doubts: [{ kind: 'several-fit' }],
    });
  });
});
