import { describe, expect, test } from 'vitest';
import { cited } from './cited.js';

const HRW = 'HRW, “Closure case”, 18 March 2023, https://hrw.example/closure';
const DFAT = 'DFAT, “Country report”, 2 May 2024, para 4.12, https://dfat.example/report';
const UNREAD = 'The Guardian, “Copied”, quoted in EUAA, https://euaa.example/turkey, p. 50';

/** What the third note of a report cites, which the text quotes, the first two of which are of HRW and of DFAT. */
async function meant(note: string) {
  const notes = `[^1]: ${HRW}\n\n[^2]: ${DFAT}\n\n[^3]: ${note}`;
  const report = Buffer.from(
    `So it is.[^1] And so.[^2]\n\nIt says “the indictments are copied from one another”.[^3]\n\n${notes}`,
  );
  const { citations } = await cited(report, 'a.md');
  return citations.slice(2).map(({ url, pinpoint, passages }) => [url, pinpoint, passages.length]);
}

describe('a note that cites, and refers back beside it', () => {
  test.each(['See also note 1.', 'See HRW, supra note 1.', 'Cf. HRW (n 1).'])(
    'is quoted for what it cites first, whatever stands in “%s”',
    async (behind) => {
      expect(await meant(`${UNREAD}. ${behind}`)).toEqual([
        ['https://euaa.example/turkey', null, 1],
        ['https://hrw.example/closure', null, 0],
      ]);
      expect(
        await meant(`AI, “Trials”, 3 May 2024, https://ai.example/trials, p. 7. ${behind}`),
      ).toEqual([
        ['https://ai.example/trials', '7', 1],
        ['https://hrw.example/closure', null, 0],
      ]);
    },
  );

  test.each([
    'See DFAT, supra note 2, para 4.15; HRW, supra note 1.',
    'DFAT, above n 2, para 4.15; HRW, above n 1',
    'Ibid., para 4.15; HRW, op. cit.',
  ])('has a citation for each, with its own place: %s', async (note) => {
    expect(await meant(note)).toEqual([
      ['https://dfat.example/report', 'para 4.15', 1],
      ['https://hrw.example/closure', null, 0],
    ]);
  });

  test('is no other note’s document where it names its own in one sentence with it', async () => {
    const [[url, , quoted] = []] = await meant('AI, “Trials”, 3 May 2024, see also note 1');
    expect([url, quoted]).toEqual([null, 1]);
  });

  test('is a citation with a sentence behind its address, and none where that stands in the sentence', async () => {
    const line = 'AI, “Trials”, 3 May 2024, https://ai.example/trials';
    const { citations } = await cited(
      Buffer.from(
        `It says “the indictments are copied”.[^1]\n\n[^1]: ${line}. The wording is on the same page.`,
      ),
      'a.md',
    );
    expect(citations.map(({ title, published }) => [title, published])).toEqual([
      ['Trials', '2024-05-03'],
    ]);
    expect(await meant('It was on https://ai.example/trials. Nobody has it now.')).toEqual([
      ['https://ai.example/trials', null, 1],
    ]);
  });

  test('is quoted for the note that it refers to where it says nothing else', async () => {
    expect(await meant('So the visitors were told. See note 1, p. 4.')).toEqual([
      ['https://hrw.example/closure', 'p. 4', 1],
    ]);
  });
});

describe('a note of several sentences', () => {
  const AI = 'AI, “Trials”, 3 May 2024, https://ai.example/trials, p. 7.';

  test.each([
    [
      'a sentence that sends the reader elsewhere',
      `${AI} See also UNHCR, “Camps”, 4 May 2024, https://unhcr.example/1, p. 9.`,
    ],
    [
      'words that join',
      `${AI.slice(0, -1)}; ebenso UNHCR, “Camps”, 4 May 2024, https://unhcr.example/1, p. 9.`,
    ],
  ])('cites each document, the first for what is quoted: %s', async (_, note) => {
    expect(await meant(note)).toEqual([
      ['https://ai.example/trials', '7', 1],
      ['https://unhcr.example/1', '9', 0],
    ]);
  });

  test('keeps a small word of a name', async () => {
    const { draft } = await cited(
      Buffer.from(
        `It says “the indictments are copied from one another”.[^1]\n\n[^1]: ${HRW}; de Waal, A., “Famine”, 3 May 2024, https://w.example/1`,
      ),
      'a.md',
    );
    expect(draft.sources.map(({ publisher }) => publisher)).toEqual(['HRW', 'de Waal, A.']);
  });

  test('has no title that is quoted behind its page', async () => {
    const { draft, citations } = await cited(
      Buffer.from(
        `So it is.[^1]\n\n[^1]: UNHCR, Camps in the South, 4 May 2024, https://unhcr.example/1, p. 9. “Abductions rose by 65 per cent in that year.” Ibid., p. 2.`,
      ),
      'a.md',
    );
    expect(draft.sources.map(({ title }) => title)).toEqual(['Camps in the South']);
    expect(citations[0]?.passages).toEqual(['Abductions rose by 65 per cent in that year.']);
  });

  test('is cited for a first part that only repeats the note before, by a section', async () => {
    expect(await meant('Id. § 1.A; accord HRW, supra note 1, at 219.')).toEqual([
      ['https://dfat.example/report', '§ 1.A', 1],
      ['https://hrw.example/closure', '219', 0],
    ]);
  });
});
