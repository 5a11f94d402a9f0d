import { expect, test } from 'vitest';
import { cited } from '../houses/cited.js';

/** The titles that a report in Markdown cites, null where a person has to say which, each with what is quoted of it. */
async function quoted(...paragraphs: readonly string[]) {
  const { citations } = await cited(Buffer.from(paragraphs.join('\n\n')), 'a.md');
  return citations.map(({ title, passages }) => [title, ...passages]);
}

test('a paragraph that is a quotation and its citation in brackets is no citation line', async () => {
  const line =
    '« Les déplacés vivent dans des écoles depuis deux ans. » (HCR : [Situation au Karvan](https://hcr.example/k), 3 mai 2024, consulté le 4 juin 2024)';
  expect(await quoted(line)).toEqual([
    ['Situation au Karvan', 'Les déplacés vivent dans des écoles depuis deux ans.'],
  ]);
});

test('a title in quotation marks with its publisher in brackets is a citation line', async () => {
  const line =
    '“Nobody came back to the villages of the north” (Reuters, 3 May 2024), https://reuters.example/a';
  expect(await quoted(line)).toEqual([['Nobody came back to the villages of the north']]);
});

const LINE = 'UNHCR, “Situation in Karvan”, 3 May 2024, last accessed: 4 June 2024';
const QUOTATION = 'Nobody came back to the villages of the north in 2024, and no one is expected.';
const SET = `> “${QUOTATION}”`;
const PROSE = 'So it has been for two years.';
const NEXT = 'Reuters, “Night at the gate”, 5 May 2024';

test('a citation line that ends with a colon is that of the quotation set in behind it', async () => {
  expect(await quoted(`${LINE}:`, SET, PROSE)).toEqual([['Situation in Karvan', QUOTATION]]);
  expect(await quoted(`${LINE}:`, SET, PROSE, NEXT)).toEqual([
    ['Situation in Karvan', QUOTATION],
    ['Night at the gate'],
  ]);
});

test('it is not without the colon, and is asked where a citation follows', async () => {
  expect(await quoted(LINE, SET)).toEqual([['Situation in Karvan'], [null, QUOTATION]]);
  expect(await quoted(`${LINE}:`, SET, NEXT)).toEqual([
    ['Situation in Karvan'],
    [null, QUOTATION],
    ['Night at the gate'],
  ]);
});

test('it is not that of the quotation above it, which another sentence introduced', async () => {
  const other = `${QUOTATION} The road to the south is open at noon only.`;
  expect(await quoted('The Tribunal found:', `> “${other}”`, `${LINE}:`, SET)).toEqual([
    [null, other],
    ['Situation in Karvan', QUOTATION],
  ]);
});

const SAID = `According to UNHCR, “Situation in Karvan” (3 May 2024), the villages are empty:`;

test('a source that is named in the sentence that introduces a quotation is its citation', async () => {
  expect(await quoted(`${SAID} “${QUOTATION}”`)).toEqual([['Situation in Karvan', QUOTATION]]);
  expect(await quoted(SAID, SET, PROSE)).toEqual([['Situation in Karvan', QUOTATION]]);
  expect(await quoted(`${SAID} “${QUOTATION}”`, PROSE, SET, NEXT)).toEqual([
    ['Situation in Karvan', QUOTATION],
    ['Night at the gate', QUOTATION],
  ]);
});

test('it has the address that its title leads to, and its date', async () => {
  const linked = SAID.replace(
    '“Situation in Karvan”',
    '[“Situation in Karvan”](https://unhcr.example/k)',
  );
  const { citations } = await cited(Buffer.from(`${linked} “${QUOTATION}”`), 'a.md');
  expect(citations).toMatchObject([
    { publisher: 'UNHCR', published: '2024-05-03', url: 'https://unhcr.example/k', accessed: null },
  ]);
});

test.each([
  ['a citation line follows', [`${SAID} “${QUOTATION}”`, NEXT], [['Night at the gate', QUOTATION]]],
  [
    'one follows the quotation that is set in',
    [SAID, SET, NEXT],
    [['Night at the gate', QUOTATION]],
  ],
  [
    'the quotation has its own',
    [`${SAID} “${QUOTATION}” (${NEXT})`],
    [['Night at the gate', QUOTATION]],
  ],
])('it is not where %s', async (_, paragraphs, expected) => {
  expect(await quoted(...paragraphs)).toEqual(expected);
});

test('a sentence that names a title and quotes nothing, or says no date, is no citation', async () => {
  expect(await quoted(`${SAID.slice(0, -1)}.`, PROSE, LINE)).toEqual([['Situation in Karvan']]);
  const undated = SAID.replace('3 May 2024', 'which it withdrew');
  expect(await quoted(`${undated} “${QUOTATION}”`, PROSE, LINE)).toEqual([
    [null, QUOTATION],
    ['Situation in Karvan'],
  ]);
});

const ENGLISH = 'Police searched the homes of nine lawyers in one night';
const FRENCH = 'La police a perquisitionné les domiciles de neuf avocats en une nuit';
const LE_MONDE =
  'Le Monde, “Perquisitions”, 9 avril 2025, https://lemonde.example/5, consulté le 5 mai 2025';

/** The quotations of a report in Markdown. */
async function passages(...paragraphs: readonly string[]) {
  const { draft } = await cited(Buffer.from(paragraphs.join('\n\n')), 'a.md');
  return draft.citations.flatMap((citation) => citation.passages);
}

test.each([
  ['original', `Le Monde said “${ENGLISH}” (original: « ${FRENCH} »).[^1]`],
  ['translation', `Le Monde said « ${FRENCH} » [our translation: “${ENGLISH}”].[^1]`],
])(
  'the %s in a bracket within a sentence belongs to the quotation before it',
  async (_, sentence) => {
    expect(await passages(sentence, `[^1]: ${LE_MONDE}`)).toMatchObject([
      { text: ENGLISH, original: { lang: 'fr', text: FRENCH }, translated: true },
    ]);
    expect(await passages(sentence.replace('[^1]', ''), LE_MONDE)).toMatchObject([
      { text: ENGLISH, original: { text: FRENCH } },
    ]);
  },
);

test('a bracket with another quotation, or in the same language, is no half', async () => {
  const two = `Le Monde said “${ENGLISH}” (and a minister: « ${FRENCH} »).[^1]`;
  expect((await passages(two, `[^1]: ${LE_MONDE}`)).map(({ text }) => text)).toEqual([
    ENGLISH,
    FRENCH,
  ]);
  const same = `It said “${ENGLISH}” (original: “The homes of nine lawyers in the city were searched”).[^1]`;
  expect((await passages(same, `[^1]: ${LE_MONDE}`)).length).toBe(2);
});

const OWN_WORDS =
  'The lawyers of the city were arrested in the night, and this was not said in the news of the state until May.';

test('a remark on a translation is of no words that are clearly not in the language of the report', async () => {
  const line = `« ${FRENCH} » (our translation)`;
  expect(await passages(OWN_WORDS, line, LE_MONDE)).toMatchObject([
    { text: FRENCH, translated: false },
  ]);
  expect(await passages(OWN_WORDS, `“${ENGLISH}” (our translation)`, LE_MONDE)).toMatchObject([
    { text: ENGLISH, translated: true },
  ]);
  const unsure = '“Police searched homes” (our translation)';
  expect(await passages(OWN_WORDS, unsure, LE_MONDE)).toMatchObject([{ translated: true }]);
});

test.each([
  'IFEX (https://ifex.example/1, accessed 3 May 2025)',
  '[IFEX](https://ifex.example/1) (accessed 3 May 2025)',
])('what %s says, with an address and no title, is its quotation and no title', async (named) => {
  const { citations } = await cited(
    Buffer.from(`According to ${named}, “${QUOTATION}”\n\n${PROSE}`),
    'a.md',
  );
  expect(citations).toMatchObject([
    {
      publisher: 'IFEX',
      title: null,
      url: 'https://ifex.example/1',
      accessed: '2025-05-03',
      passages: [QUOTATION],
    },
  ]);
});

test('what stands in brackets behind no name, or without an address, makes no source of it', async () => {
  const line = `According to its own website (https://ifex.example/1, accessed 3 May 2025), “${QUOTATION}”`;
  expect((await cited(Buffer.from(line), 'a.md')).citations).toMatchObject([{ publisher: null }]);
  const member = `According to IFEX (a network of many groups), “${QUOTATION}”`;
  expect(await quoted(member, NEXT)).toEqual([['Night at the gate', QUOTATION]]);
});

test('a passage whose paragraphs are each opened anew is whole, be there a note of its source’s own within it', async () => {
  const [ONE, TWO, THREE] = [
    'Nobody came back in 2024.',
    'The wells were dry[^2] all year.',
    'And nobody is expected.',
  ];
  const notes =
    '[^1]: HRW, “Empty”, 4 May 2024, https://hrw.example/1\n[^2]: ODI, “Wells”, 5 May 2024, https://odi.example/2';
  for (const [open, close] of ['“”', '‘’'])
    expect(
      await quoted(
        'It says:',
        `${open}${ONE}`,
        `${open}${TWO}`,
        `${open}${THREE}${close}[^1]`,
        notes,
      ),
    ).toEqual([['Wells'], ['Empty', `${ONE}\n\n${TWO.replace('[^2]', '')}\n\n${THREE}`]]);
  // Where each is closed, each has the note behind it.
  expect(
    await quoted('It says:', `“${QUOTATION}”[^2]`, `“${QUOTATION} Not now.”[^1]`, notes),
  ).toEqual([
    ['Wells', QUOTATION],
    ['Empty', `${QUOTATION} Not now.`],
  ]);
});

test('in Markdown a line right under a set-in quotation goes on with it, but for a citation', async () => {
  const line = 'HRW, Empty villages, 4 May 2024, https://hrw.example/1';
  const [start, end] = [
    'Nobody came back to the villages',
    'of the north in 2024, and no one is expected.',
  ];
  expect(await quoted(`> ${start}\n${end}`, line)).toEqual([['Empty villages', `${start} ${end}`]]);
  expect(await quoted(`> ${start} ${end}\n${line}`)).toEqual([
    ['Empty villages', `${start} ${end}`],
  ]);
});
