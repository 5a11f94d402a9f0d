import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const AP = 'AP, “Prison fees”, 7 June 2024, https://ap.example/fees';
const HRW = 'Human Rights Watch, “Prison visits”, 8 June 2024, https://hrw.example/visits';
const MORE = 'Human Rights Watch, “Prison food”, 9 June 2024, https://hrw.example/food';
const LAW = 'Constitution of the Republic of Osteria, 1997, art. 34.';
const QUOTED = 'nobody came back to the villages of the north in 2024';

/** What the second note of a report means, the first of which is `first`. */
async function meant(first: string, short: string) {
  const notes = `[^1]: ${first}\n\n[^2]: ${short}`;
  const report = Buffer.from(`So it is.[^1]\n\nIt says “${QUOTED}”.[^2]\n\n${notes}`);
  const { citations, draft } = await cited(report, 'a.md');
  const { url, title, pinpoint } = citations.at(-1) as (typeof citations)[number];
  return { url, title, pinpoint, doubts: draft.citations.at(-1)?.doubts.map(({ kind }) => kind) };
}
const found = (url: string, title: string, pinpoint: string | null) => ({
  url,
  title,
  pinpoint,
  doubts: [],
});

describe('a short form that names a note and its author', () => {
  test.each([
    ['Human Rights Watch (n 1) 14.', '14'],
    ['HRW, see note 1', null],
    ['HRW, op. cit. (n. 1), p. 4', 'p. 4'],
    ['Prison visits (n 1) 14', '14'],
    ['Human Rights Watch (Fn. 1), p. 14', 'p. 14'],
    ['Human Rights Watch, voir note 1', null],
    ['Human Rights Watch, above footnote 1, p. 14', 'p. 14'],
    ['Human Rights Watch, “Prison visits” (previously cited), p. 14', 'p. 14'],
  ])('means the document of that author: %s', async (short, pinpoint) => {
    expect(await meant(`${AP}; ${HRW}`, short)).toEqual(
      found('https://hrw.example/visits', 'Prison visits', pinpoint),
    );
  });

  test.each(['AP (n 1) 14', 'Associated Press (n 1) 14'])(
    'also where it is the first: %s',
    async (short) => {
      expect(await meant(`${AP}; ${HRW}`, short)).toEqual(
        found('https://ap.example/fees', 'Prison fees', '14'),
      );
    },
  );

  test.each([
    ['somebody else is named', `${AP}; ${HRW}`, 'Reuters (n 1) 14'],
    ['the one document is by somebody else', AP, 'Human Rights Watch (n 1) 14'],
    ['its letters are part of a word', HRW.replace('visits', 'CAPtives'), 'CAP (n 1) 14'],
    ['two are by the author', `${HRW}; ${MORE}`, 'Human Rights Watch (n 1) 14'],
    ['two are there and nobody is named', `${AP}; ${HRW}`, 'see note 1'],
    ['the note is a remark', 'The name is a pseudonym.', 'HRW (n 1) 14'],
  ])('means none that could be told where %s', async (_, first, short) => {
    const doubts = ['no-title', 'no-publisher'];
    expect(await meant(first, short)).toMatchObject({ url: null, pinpoint: null, doubts });
  });

  test.each([
    [HRW, 'see note 1'],
    [HRW, 'As the visitors wrote, see note 1'],
  ])('means the one document of a note where it names nobody: %s', async (first, short) => {
    expect(await meant(first, short)).toEqual(
      found('https://hrw.example/visits', 'Prison visits', null),
    );
  });

  test('means what could not be read there, where that names nobody else', async () => {
    expect(await meant(LAW, 'Constitution (n 1) art. 35')).toMatchObject({
      title: null,
      doubts: ['no-title', 'no-publisher'],
    });
  });
});

describe('“ibid.”', () => {
  test('means the one document of the note before', async () => {
    expect(await meant(HRW, 'Ibid., p. 4')).toEqual(
      found('https://hrw.example/visits', 'Prison visits', 'p. 4'),
    );
  });

  test('means none that could be told where that note has several', async () => {
    const doubts = ['no-title', 'no-publisher'];
    expect(await meant(`${AP}; ${HRW}`, 'Ibid., p. 4')).toMatchObject({ url: null, doubts });
  });
});
