import { describe, expect, it } from 'vitest';
import { cited } from '../houses/cited.js';

const NOTES = `[^1]: AI, “Night raids”, 14 May 2025, https://ai.example/1\n\n[^2]: HRW, “Day raids”, 15 May 2025, https://hrw.example/2`;
const LINE = 'UNHCR, “Situation in Karvan”, 3 May 2024, https://unhcr.example/k';

/** What these paragraphs quote, each with its address, and what was left out of them. */
async function read(...paragraphs: readonly string[]) {
  const { draft, citations } = await cited(
    Buffer.from([...paragraphs, '# Else', LINE, NOTES].join('\n\n')),
    'a.md',
  );
  return {
    quoted: citations.flatMap(({ url, passages }) => passages.map((text) => [text, url])),
    left: draft.leftOut.map(({ words, cited: isCited, shown }) => [words, isCited, shown]),
  };
}
const [AI, HRW, UNHCR] = [
  'https://ai.example/1',
  'https://hrw.example/2',
  'https://unhcr.example/k',
];

describe('a short quotation', () => {
  it.each([
    ['The north is “no longer safe”[^1].', 'no longer safe', AI],
    ['The north is “no longer safe.”[^1]', 'no longer safe.', AI],
    ['It was so.[^2] The north is “no longer safe”.[^1]', 'no longer safe', AI],
    ['“No longer safe” (AI, “Night raids”, 14 May 2025).', 'No longer safe', AI],
    ['联合国说“囚犯遭到殴打”[^2]。', '囚犯遭到殴打', HRW],
  ])('is taken where a citation of its own stands behind it: %s', async (text, words, url) => {
    expect(await read(text)).toEqual({ quoted: [[words, url]], left: [] });
  });

  it.each([
    ['it says too little to be found', 'The north is “unsafe”[^1].', 'unsafe', true, true],
    ['its words are small', 'It was “as it is”[^1] then.', 'as it is', true, true],
    ['nothing cites it', 'The north is “no longer safe”.', 'no longer safe', false, true],
    [
      'the citation is of the sentence',
      'The north is “no longer safe”, says Amnesty.[^1]',
      'no longer safe',
      false,
      true,
    ],
    [
      'it is a word that somebody used',
      'The “people’s courts” are shut.[^1]',
      'people’s courts',
      false,
      false,
    ],
  ])('is told where %s', async (_, text, words, isCited, shown) => {
    expect(await read(text)).toEqual({ quoted: [], left: [[words, isCited, shown]] });
  });

  it('is taken at the end of the paragraph that a citation line follows, and told within it', async () => {
    const { draft, citations } = await cited(
      Buffer.from(`They were “not let go” for days, and the north is “no longer safe”.\n\n${LINE}`),
      'a.md',
    );
    expect(citations.map(({ url, passages }) => [url, passages])).toEqual([
      [UNHCR, ['no longer safe']],
    ]);
    expect(draft.leftOut).toMatchObject([
      { words: 'not let go', place: { paragraph: 1 }, shown: true },
    ]);
  });
});

describe('what is left out', () => {
  const SAID = 'nobody has been beaten in the prisons';

  it('is told of a longer quotation without a citation, and of one that is set in', async () => {
    expect((await read(`The ministry says that “${SAID}”.`)).left).toEqual([[SAID, false, true]]);
    expect((await read('The ministry says:', `> “${SAID}”`)).left).toEqual([[SAID, false, true]]);
    expect((await read('The ministry says:', `> ${SAID} by us`)).left).toEqual([
      [`${SAID} by us`, false, true],
    ]);
    expect(
      (
        await read(
          'The ministry says:',
          '<blockquote>1. Go home at once 2. Stay there</blockquote>',
        )
      ).left,
    ).toEqual([]);
  });

  it('is nothing of what is quoted within a passage, behind it as its original, or remarked on it', async () => {
    const long = `“${SAID}, and ‘no one’ will be.`;
    const more = 'Those who “lie” of it are known.”';
    expect((await read('It says:', long, more, LINE)).left).toEqual([]);
    expect((await read('It says:', `“${SAID}.” (Own translation.)`, LINE)).left).toEqual([]);
    expect(
      (
        await read(
          'It says:',
          `“${SAID}.”`,
          '[Original: « personne n’a été battu dans les prisons du pays »]',
          LINE,
        )
      ).left,
    ).toEqual([]);
  });

  it('is nothing of titles in citation lines, brackets and lists', async () => {
    expect((await read('It is so (AI, “Night raids”, 14 May 2025).', LINE)).left).toEqual([]);
    expect(
      (await read(LINE, '# Bibliography', 'AI, “Night raids of the police”, 14 May 2025')).left,
    ).toEqual([]);
  });

  it('is told of the same words once more, in another paragraph', async () => {
    const { left } = await read(
      'The north is “no longer safe”[^1].',
      'Is it “no longer safe” at all?',
    );
    expect(left).toEqual([['no longer safe', false, true]]);
  });
});

it('is told of a quotation in a heading, but not of the report’s title', async () => {
  const said = 'They told us that nobody would come back';
  const left = async (...headings: readonly string[]) => {
    const text = [...headings.map((one) => `# “${one}”`), 'It is so.', LINE].join('\n\n');
    return (await cited(Buffer.from(text), 'a.md')).draft.leftOut.map(({ words }) => words);
  };
  expect(await left(said)).toEqual([]);
  expect(await left('Title', said, 'Short one')).toEqual([said]);
});

describe('a quotation whose note says nothing', () => {
  const [ONE, OTHER] = [
    'no complaint was looked into that whole year',
    'women were turned away at the station door',
  ];

  it.each([
    [
      'is missing, behind another',
      `It heard that “${ONE}”[^1] and that “${OTHER}”[^9].`,
      ONE,
      OTHER,
    ],
    [
      'is missing, before another',
      `It heard that “${OTHER}”[^9] and that “${ONE}”.[^1]`,
      ONE,
      OTHER,
    ],
    ['is empty', `It heard that “${ONE}”[^1] and that “${OTHER}”[^3].\n\n[^3]:\n`, ONE, OTHER],
  ])(
    'is told, and not given to what else its sentence cites: the note %s',
    async (_, text, words, left) => {
      const { quoted, left: told } = await read(text);
      expect(quoted).toEqual([[words, AI]]);
      expect(told).toMatchObject([[left, expect.anything(), true]]);
    },
  );

  it('is that of another note which stands there too, and one without any note that of its sentence', async () => {
    const { quoted, left } = await read(
      `It heard that “${ONE}”[^1][^9] in May.`,
      `“${OTHER}”, it says.[^2]`,
    );
    expect(quoted).toEqual([
      [ONE, AI],
      [OTHER, HRW],
    ]);
    expect(left).toEqual([]);
  });
});
