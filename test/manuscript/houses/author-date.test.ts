import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const A = 'only seven in a hundred women were employed there';
const B = 'the businesses of women went underground in that year';
const C = 'parks were closed to women and to children in July';

const LIST = [
  'BBC (2023a) *Salons close*. Available at: https://bbc.example/salons (Accessed: 5 October 2024).',
  'BBC (2023b) *Parks close*. Available at: https://bbc.example/parks (Accessed: 6 October 2024).',
  'HRW. (2022, March 15). *Night raids*. Retrieved May 3, 2024, from https://hrw.example/raids',
  "Rahimi, A. and Watson, K. (2023) 'Behind closed doors', *Central Asian Survey*, 42(1), pp. 25–44. https://cas.example/doors",
  'Soto, J. (2023) *One*. https://soto.example/one',
  'Soto, M. (2023) *Two*. https://soto.example/two',
];
const NUMBERED = [
  'Human Rights Watch, “Night raids”, 3 May 2024, https://hrw.example/raids',
  'BBC, “Salons close”, 4 May 2024, https://bbc.example/salons',
];

/** What a text cites whose report ends with these sources: of each its address and place, and what is quoted. */
async function read(text: string, list: readonly string[] = LIST, heading = 'References') {
  const report = `# Women\n\n## 1. Work\n\n${text}\n\n## ${heading}\n\n${list.join('\n\n')}\n`;
  const { citations, draft } = await cited(Buffer.from(report), 'a.md');
  return citations.map(({ url, pinpoint, passages }, i) => [
    url?.replace(/^https:\/\//, '') ?? draft.citations[i]?.cited ?? null,
    pinpoint,
    passages,
  ]);
}

describe('a report that cites by author and year', () => {
  test.each([
    // Whom a bracket in the middle of a sentence names says what follows in it.
    [
      `The Watch (HRW, 2022) found that “${A}”. Nobody else saw it (Soto, J., 2023).`,
      'hrw.example/raids',
    ],
    [
      `The Watch (HRW, 2022) found it, while others said that “${A}” (BBC, 2023a).`,
      'bbc.example/salons',
    ],
    [`It says “${A}” [translation] (HRW, 2022).`, 'hrw.example/raids'],
    [`It says “${A}” (Amal n.d.).`, 'amal.example/line'],
    [`It says “${A}” [translation] (Nobody n.d.). It adds more (HRW, 2022).`, 'Nobody n.d.'],
  ])('is read as a reader does: %s', async (text, url) => {
    const found = await read(text, [...LIST, 'Amal (n.d.) *A line*. https://amal.example/line']);
    expect(found.filter(([, , quoted]) => quoted?.length).map(([where]) => where)).toEqual([url]);
  });

  test.each([
    ['HRW (2022), p. 44.', 'hrw.example/raids', 'p. 44'],
    [
      'BBC (2023a), p. 44. It is the same in both; see also HRW (2022), p. 3.',
      'bbc.example/salons',
      'p. 44',
    ],
    ['HRW (2021), p. 44.', 'HRW (2021), p. 44.', null],
  ])('has a note that does so: %s', async (note, url, pinpoint) => {
    expect((await read(`It says “${A}”.[^1]\n\n[^1]: ${note}`))[0]).toEqual([url, pinpoint, [A]]);
  });

  test.each([
    [`It says “${A}” (Rahimi and Watson, 2023, p. 33).`, [['cas.example/doors', '33', [A]]]],
    [`It says “${A}” (Rahimi et al. 2023: 33).`, [['cas.example/doors', '33', [A]]]],
    [`It says “${A}” (Human Rights Watch, 2022).`, [['hrw.example/raids', null, [A]]]],
    [`Rahimi and Watson (2023, pp. 33-34) say that “${A}”.`, [['cas.example/doors', '33-34', [A]]]],
    [
      `“${A}” (BBC, 2023a). “${B}” (BBC, 2023b; see also HRW, 2022).`,
      [
        ['bbc.example/salons', null, [A]],
        ['bbc.example/parks', null, [B]],
        ['hrw.example/raids', null, []],
      ],
    ],
    // What was cited between the two is not known.
    [
      `“${A}” (HRW, 2022). Nobody (2019, p. 7) says that “${B}” (ibid., p. 4).`,
      [
        ['hrw.example/raids', null, [A]],
        ['ibid., p. 4', null, [B]],
      ],
    ],
    [
      `“${A}” (HRW, 2022). And “${B}” (ibid., p. 4).`,
      [
        ['hrw.example/raids', null, [A]],
        ['hrw.example/raids', 'p. 4', [B]],
      ],
    ],
  ])('has what its list says of each: %s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  test('has what a sentence quotes of whom it names, and not of whom the next one does', async () => {
    expect(
      await read(
        `HRW (2022) says that “${A}”. Later it was said: “${B}” (Rahimi and Watson, 2023).`,
      ),
    ).toEqual([
      ['hrw.example/raids', null, [A]],
      ['cas.example/doors', null, [B]],
    ]);
  });

  test.each([
    ['two are of that name and year', 'Soto, 2023'],
    ['two are of that year', 'BBC, 2023'],
    ['none is of that year', 'HRW, 2021'],
    ['none has both names', 'Rahimi and Soto, 2023'],
    ['a name is a part of another', 'Rah, 2023'],
    ['nothing stands before it', 'ibid., p. 4'],
  ])('tells what is quoted where %s', async (_, short) => {
    expect(await read(`“${C}” (BBC, 2023b; HRW, 2022). It says “${A}” (${short}).`)).toContainEqual(
      [short, expect.toSatisfy(() => true), [A]],
    );
  });

  test.each([
    'So it was (August 2023).',
    'So it was (Kabul, 2023).',
    `A source says “${A} (HRW, 2022) so far”.`,
  ])('cites nothing that is no citation of its own: %s', async (text) => {
    const all = await read(`“${B}” (BBC, 2023a). ${text}`);
    expect(all.map(([url]) => url)).not.toContain('hrw.example/raids');
    expect(all.filter(([url]) => url !== null)).toEqual([['bbc.example/salons', null, [B]]]);
  });
});

describe('a report that cites by number', () => {
  const list = [NUMBERED.map((line, i) => `${i + 1}. ${line}`).join('\n')];
  test('has what its list says of each', async () => {
    expect(await read(`It says “${A}” [2, p. 6]. “${B}” [1]. So it is [1, 2].`, list)).toEqual([
      ['bbc.example/salons', '6', [A]],
      ['hrw.example/raids', null, [B]],
      ['hrw.example/raids', null, []],
      ['bbc.example/salons', null, []],
    ]);
  });

  test('has none of a number that its list has not, or within a quotation', async () => {
    expect(
      await read(
        `It says “${A}” [2]. Some say that “they [1] ${B}, and ${C}” in these days [7].`,
        list,
      ),
    ).toEqual([
      ['bbc.example/salons', null, [A]],
      [null, null, [`they [1] ${B}, and ${C}`]],
    ]);
  });
});

describe('a year in brackets behind a quotation whose sentence names the author', () => {
  test.each([
    [`Rahimi writes that “${A}” (2023, p. 33).`, [['cas.example/doors', '33', [A]]]],
    [
      `It was so (HRW, 2022). In Rahimi’s words, “${A}” (2023: 33). So it is (BBC, 2023a).`,
      [
        ['hrw.example/raids', null, []],
        ['cas.example/doors', '33', [A]],
        ['bbc.example/salons', null, []],
      ],
    ],
  ])('is of that author: %s', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  test.each([
    ['no list has it', `Rahimi writes that “${A}” (2021, 5).`, '2021, 5'],
    ['two by the author are of that year', `Soto writes that “${A}” (2023).`, '2023'],
    ['the sentence names two authors', `Unlike HRW, Rahimi writes that “${A}” (2023).`, '2023'],
    ['another sentence does', `Rahimi was there. It was said that “${A}” (2023).`, '2023'],
  ])('is asked where %s, and not given to the next citation', async (_, text, words) => {
    expect(await read(`${text} So it is (HRW, 2022).`)).toEqual([
      [words, null, [A]],
      ['hrw.example/raids', null, []],
    ]);
  });
});

describe('an author or a title and a page in brackets', () => {
  const PAGED = [
    'Hossain, Adnan. “The Paradox of Recognition.” *Culture and Health*, 2017. https://ch.example/paradox',
    'Human Rights Watch. “Attacks on Textbooks.” *Human Rights Watch*, 9 Mar. 2021, https://hrw.example/textbooks.',
    'Human Rights Watch. “I Want to Live.” *Human Rights Watch*, 23 Dec. 2021, https://hrw.example/live.',
  ];

  test.each([
    ['by the author', `It rests “${A}” (Hossain 1422).`, 'ch.example/paradox', '1422'],
    ['by the beginning of the title', `It says “${A}” (“I Want” 31).`, 'hrw.example/live', '31'],
    [
      'by the page, where the sentence names the author',
      `Hossain says that it rests “${A}” (1422).`,
      'ch.example/paradox',
      '1422',
    ],
  ])('is of the one entry that fits, %s', async (_, text, url, page) => {
    expect(await read(text, PAGED, 'Works Cited')).toEqual([[url, page, [A]]]);
  });

  test.each([
    ['two are by that author', `It says “${A}” (Human Rights Watch 31).`],
    ['the sentence names nobody', `It is said that it rests “${A}” (1422).`],
    ['the list has none', `It says “${A}” (Karim 31).`],
    ['the title is another', `It says “${A}” (“You Want” 31).`],
  ])('is none where %s', async (_, text) => {
    const found = await read(
      `${text} Another says so.\n\nIt is told “${B}” (Hossain 3).`,
      PAGED,
      'Works Cited',
    );
    expect(
      found.flatMap(([url, , passages]) => (`${url}`.includes('.example') ? passages : [])),
    ).toEqual([B]);
  });
});

describe('an author and a day in brackets', () => {
  const DATED = [
    'USDOS – US Department of State: Religious Freedom, 26 June 2024, https://usdos.example/irf',
    'Kurier: Felder voller Minen, 14 March 2024, https://kurier.example/minen',
    'Kurier: Häuser ohne Dach, 15 March 2024, https://kurier.example/dach',
  ];
  test.each([
    [`“${A}” (USDOS, 26 June 2024, section II)`, ['usdos.example/irf', 'section II', [A]]],
    [`So it is: “${A}” (Kurier, 15 March 2024).`, ['kurier.example/dach', null, [A]]],
  ])('are what the list has of that day: %s', async (text, expected) => {
    expect(await read(text, DATED, 'Sources')).toEqual([expected]);
  });

  test.each(['USDOS, 27 June 2024', 'Kurier, March 2024', 'Reuters, 14 March 2024'])(
    'are asked where it has nothing: %s',
    async (words) => {
      expect(await read(`“${A}” (${words})`, DATED, 'Sources')).toEqual([[words, null, [A]]]);
    },
  );
});

test.each(['———', '—', '---'])(
  '%s in a list stands for the authors of the entry above',
  async (dashes) => {
    const list = [
      'HRW (Human Rights Watch) (2022) *Night raids*. https://hrw.example/raids',
      `${dashes} (2023) *Day raids*. https://hrw.example/days`,
      'Soto, J. (2023) *One*. https://soto.example/one',
    ];
    expect(await read(`It says “${A}” (HRW, 2023). He says “${B}” (Soto, 2023).`, list)).toEqual([
      ['hrw.example/days', null, [A]],
      ['soto.example/one', null, [B]],
    ]);
  },
);

test('a single dash that leads a line stands for nobody', async () => {
  const list = [
    '– HRW (2022) *Night raids*. https://hrw.example/raids',
    '– BBC (2023) *Parks*. https://bbc.example/parks',
  ];
  expect(await read(`It says “${A}” (HRW, 2022), and “${B}” (BBC, 2023).`, list)).toEqual([
    ['hrw.example/raids', null, [A]],
    ['bbc.example/parks', null, [B]],
  ]);
});

test('a bracket with a year ends its sentence: what it closes is of no later citation', async () => {
  const talk = `A teacher said “${A}” (interview, Kabul, 12 June 2021). The office adds “${B}” (HRW, 2022).`;
  expect((await read(talk)).filter(([url]) => url === 'hrw.example/raids')).toEqual([
    ['hrw.example/raids', null, [B]],
  ]);
  const aside = `It says “${A}” (as in other years). The office adds “${B}” (HRW, 2022).`;
  expect(await read(aside)).toEqual([['hrw.example/raids', null, [A, B]]]);
});

test('dashes that stand for nobody are no author: the others of that year are still told apart', async () => {
  const list = [
    '——— (2023) *Days*. https://nobody.example/days',
    'Soto, J. (2023) *One*. https://soto.example/one',
  ];
  expect(await read(`He says “${A}” (Soto, 2023).`, list)).toEqual([
    ['soto.example/one', null, [A]],
  ]);
});
