import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const LONG =
  'there has never been a secret prison in this country, and there will be none as long as I am here';
const OTHER = 'nobody came back to the villages of the north in 2024';
const NOTES = `[^1]: AI, “Night raids”, 14 May 2025, https://ai.example/1\n\n[^2]: HRW, “Day raids”, 15 May 2025, https://hrw.example/2`;
const LINE = 'UNHCR, “Situation in Karvan”, 3 May 2024, https://unhcr.example/k';

/** What a report says in these paragraphs, each with the address that it is quoted from, or null for none. */
async function quoted(...paragraphs: readonly string[]) {
  const { draft, citations } = await cited(
    Buffer.from([...paragraphs, LINE, NOTES].join('\n\n')),
    'a.md',
  );
  return citations.flatMap(({ url, passages }, i) =>
    passages.map((text) => [
      text,
      url,
      ...(draft.citations[i]?.doubts.map(({ kind }) => kind) ?? []),
    ]),
  );
}
const PROSE = 'So it has been for two years.';

describe('a quotation within a sentence that no mark follows', () => {
  test.each([
    `Amnesty reported[^1] that “${OTHER}”.`,
    `The police[^1] deny that “${OTHER}”. They came again.`,
    `It was so.[^2] Amnesty reported[^1] that “${OTHER}”.`,
  ])('is that of the one mark of its sentence: %s', async (text) => {
    expect(await quoted(text, PROSE)).toEqual([[OTHER, 'https://ai.example/1']]);
  });

  test('is not where two marks stand there, or one in another sentence', async () => {
    const uncited = [[LONG, null, 'no-citation']];
    expect(await quoted(`Amnesty[^1] and HRW[^2] reported that “${LONG}”.`, PROSE)).toEqual(
      uncited,
    );
    expect(await quoted(`It was so.[^1] The ministry says that “${LONG}”.`, PROSE)).toEqual(
      uncited,
    );
    expect(
      await quoted(
        `The ministry says: “${LONG}.” It was so in 2024, says Amnesty[^1] as well.`,
        PROSE,
      ),
    ).toEqual([[`${LONG}.`, 'https://ai.example/1']]);
  });

  test('is that of the link of its sentence, with doubts', async () => {
    const doubts = ['no-title', 'no-publisher', 'left-over'];
    const link = '[called on the state](https://un.example/a)';
    expect(await quoted(`The UN ${link} to act: “${OTHER},” it said.`, PROSE)).toEqual([
      [`${OTHER},`, 'https://un.example/a', ...doubts],
    ]);
    expect(await quoted(`It was so.[^1] The UN ${link}: “${OTHER}”.`, PROSE)).toEqual([
      [OTHER, 'https://un.example/a', ...doubts],
    ]);
    expect(await quoted(`The UN ${link}. The ministry: “${LONG}”.`, PROSE)).toEqual([
      [LONG, null, 'no-citation'],
    ]);
    expect(
      await quoted(`The UN ${link}: “${OTHER}” (AI, “Night raids”, 14 May 2025).`, PROSE),
    ).toEqual([[OTHER, 'https://ai.example/1']]);
  });

  test('is that of the citation line behind its paragraph, whatever it links to', async () => {
    expect(await quoted(`The UN [says](https://un.example/a): “${OTHER}”.`)).toEqual([
      [OTHER, 'https://unhcr.example/k'],
    ]);
  });

  test('has no citation else, where it is no title', async () => {
    const uncited = [[LONG, null, 'no-citation']];
    expect(await quoted(`The ministry denies it: “${LONG}”.`, PROSE)).toEqual(uncited);
    const said = `${LONG[0]?.toUpperCase()}${LONG.slice(1)}`;
    for (const text of [
      `He said: “${said}” to us.`,
      `He said, “${said}”.`,
      `“${said}”, he said.`,
      `He was “${said}.”`,
    ])
      expect(await quoted(text, PROSE)).toMatchObject([
        [expect.stringContaining(said), null, 'no-citation'],
      ]);
    const title = said.replace('There', 'The report of why there');
    for (const text of [`Its report “${title}” is out.`, `In its report, “${title}”, it says so.`])
      expect(await quoted(text, PROSE)).toEqual([]);
  });

  test('is left where it may be a motto or a word that somebody used, or leads on to what is cited', async () => {
    expect(await quoted(`The ministry says that “${OTHER}”.`, PROSE)).toEqual([]);
    expect(await quoted('The “so-called people’s courts of the north” are closed.', PROSE)).toEqual(
      [],
    );
    expect(await quoted(`Asked why “${LONG}”, it said:`, `> “${OTHER}”`)).toEqual([
      [OTHER, 'https://unhcr.example/k'],
    ]);
  });
});
