import { describe, expect, it } from 'vitest';
import { cited } from './cited.js';

const WORDS = 'Nobody came back to the villages of the north.';
const LINE = 'HRW, Empty Villages, 4 May 2024, p. 3, https://hrw.example/empty';
const url = 'https://hrw.example/empty';

/** What a report cites in this paragraph and quotes from there, and what is left out. */
async function read(paragraph: string, notes = '') {
  const text = `It was so (AP, “Prison fees”, 7 June 2024).\n\n${paragraph}\n\n${notes}`;
  const { draft, citations } = await cited(Buffer.from(text), 'a.md');
  return {
    cited: citations
      .slice(1)
      .map(({ publisher, title, url: at, passages }) => [publisher, title, at, passages]),
    left: draft.leftOut.map(({ words }) => words),
  };
}

describe('a quotation and its citation in one line', () => {
  it.each([
    `“${WORDS}” — ${LINE}`,
    `“${WORDS}” – ${LINE}`,
    `“${WORDS}” - ${LINE}`,
    `${LINE}: “${WORDS}”`,
    `HRW, “Empty Villages”, 4 May 2024, p. 3, https://hrw.example/empty: “${WORDS}”`,
    `- “${WORDS}” — ${LINE}`,
    `> ${WORDS}\n>\n> — ${LINE}`,
  ])('are read as both: %s', async (paragraph) => {
    expect(await read(paragraph)).toEqual({
      cited: [['HRW', 'Empty Villages', url, [WORDS]]],
      left: [],
    });
  });

  it('are read in a note, beside what the text quotes', async () => {
    const note = `[^1]: ${LINE}: “${WORDS}”`;
    expect(await read('The villages are empty.[^1]', note)).toEqual({
      cited: [['HRW', 'Empty Villages', url, [WORDS]]],
      left: [],
    });
    const said = 'they sold the cattle of all the families there';
    expect(await read(`One said “${said}”.[^1]`, note)).toEqual({
      cited: [['HRW', 'Empty Villages', url, [said, WORDS]]],
      left: [],
    });
    expect(
      (await read(`> “${said}.”[^1]`, note)).cited.flatMap(([, , , passages]) => passages),
    ).toEqual([`${said}.`, WORDS]);
  });

  it.each([
    [
      '“Empty villages of the north” — Human Rights Watch, 4 May 2024, https://hrw.example/empty',
      'Empty villages of the north',
    ],
    [
      'Human Rights Watch: “Empty villages of the north”, 4 May 2024',
      'Empty villages of the north',
    ],
    [
      '“Empty villages of the north”, HRW, 4 May 2024, https://hrw.example/empty',
      'Empty villages of the north',
    ],
    ['HRW, 4 May 2024: “Empty villages of the north”', 'Empty villages of the north'],
  ])('are no line whose title is quoted: %s', async (line, title) => {
    const { cited: all, left } = await read(line);
    expect(all).toMatchObject([[expect.any(String), title, expect.toBeOneOf([null, url]), []]]);
    expect(left).toEqual([]);
  });

  it('is told where a note quotes in no form that is known', async () => {
    const { left } = await read('It is so.[^1]', `[^1]: “${WORDS}”, a woman, cited in: ${LINE}.`);
    expect(left).toEqual([WORDS]);
    expect(
      (await read('It is so.[^1]', '[^1]: HRW, “Empty Villages of the North”, 4 May 2024.')).left,
    ).toEqual([]);
  });
});

describe('a sentence with a citation in brackets that says when it was read', () => {
  const SAID = 'they sold the cattle of all the families there';
  it('quotes that document, and is no line of which the quotation is the title', async () => {
    const { cited: all } = await read(
      `It says “${SAID}” (see HRW, Empty Villages, 4 May 2024, accessed 5 June 2024).`,
    );
    expect(all).toEqual([['HRW', 'Empty Villages', null, [SAID]]]);
  });

  it('is a line where a name stands before its title', async () => {
    const { cited: all } = await read(
      'Human Rights Watch, “Empty villages of the north” (4 May 2024), accessed 5 June 2024.',
    );
    expect(all).toEqual([['Human Rights Watch', 'Empty villages of the north', null, []]]);
  });
});

describe('a bracket in no known form behind a quotation', () => {
  const SAID = 'they sold the cattle of all the families there';
  it.each(['BFA 3.5.2024, vgl. AA 12.4.2024', 'AA 12.4.2024'])(
    'keeps it from other sources: (%s)',
    async (bracket) => {
      const { cited: all } = await read(
        `Es heißt „${SAID}“ (${bracket}). So ist es (AI, “Raids”, 3 May 2024).`,
      );
      expect(all.map(([, title, , passages]) => [title, passages])).toEqual([
        [null, [SAID]],
        ['Raids', []],
      ]);
    },
  );

  it.each(['emphasis added', 'para. 14', 'in May 2024', 'translation by the authors, 3 May 2024'])(
    'cites nothing where it names nobody: (%s)',
    async (bracket) => {
      const { cited: all } = await read(
        `It says “${SAID}” (${bracket}) (AI, “Raids”, 3 May 2024).`,
      );
      expect(all).toEqual([['AI', 'Raids', null, [SAID]]]);
    },
  );
});

describe('a quotation of which only the name before it and the address behind it are said', () => {
  const URL = 'https://hrw.example/cells';
  const SAID = 'Guards beat detainees with cables during the night count.';
  it.each([
    `- Human Rights Watch: "${SAID}" (${URL}, accessed 12 March 2024)`,
    `- Human Rights Watch: “${SAID}” [${URL}]`,
    `Human Rights Watch (2023): “${SAID}” <${URL}>`,
    `Human Rights Watch: “${SAID}” (3 May 2024, p. 4, ${URL})`,
    `- Human Rights Watch: “${SAID.toLowerCase()}” ${URL}`,
  ])('is that of the address, whose title is asked for: %s', async (paragraph) => {
    const { cited: all, left } = await read(paragraph);
    expect(all).toEqual([
      ['Human Rights Watch', null, URL, [expect.stringMatching(/^guards beat/iu)]],
    ]);
    expect(left).toEqual([]);
  });

  it('is not given to the line behind it, nor is that of a speaker who is no name', async () => {
    const { cited: all } = await read(
      `- A former guard, Prison Watch: “${SAID}” [https://pw.example/guard]\n- AI, “Raids”, 3 May 2024, ${URL}`,
    );
    expect(all).toEqual([
      [null, null, 'https://pw.example/guard', [SAID]],
      ['AI', 'Raids', URL, []],
    ]);
  });

  it('is a title where the words are those of a name, or a day without a bracket follows', async () => {
    const title = 'World Report 2024: Events of 2023.';
    const { cited: all } = await read(`Human Rights Watch: “${title}” (3 May 2024, ${URL})`);
    expect(all).toEqual([['Human Rights Watch', title.slice(0, -1), URL, []]]);
    const other = await read(`Human Rights Watch: “${SAID}” 3 May 2024, ${URL}`);
    expect(other.cited).toEqual([['Human Rights Watch', SAID.slice(0, -1), URL, []]]);
  });

  it('leaves an address to write to, where nothing is quoted before it, alone', async () => {
    expect((await read('Write to the office (https://office.example/post).')).cited).toEqual([]);
  });
});

describe('a quotation whose line is said below or behind it, whatever stands before it', () => {
  it.each([
    `Extract 1: “${WORDS}”\nSource: ${LINE}`,
    `1. “${WORDS}” Source: ${LINE}`,
    `Extract 1: “${WORDS}” Quelle: ${LINE}`,
  ])('is no title: %s', async (paragraph) => {
    expect(await read(paragraph)).toEqual({
      cited: [['HRW', 'Empty Villages', url, [WORDS]]],
      left: [],
    });
  });

  it('is one where the label names no document', async () => {
    const { cited: all } = await read(`HRW, “${WORDS}” Source: 4 May 2024, ${url}`);
    expect(all.flatMap(([, , , passages]) => passages)).toEqual([]);
  });

  it('is none in writing without capitals, where each bracket names its document', async () => {
    const { cited: all } = await read(
      '官方媒体称“上访人员在集中学习后已全部返回原籍”（新华社，《信访工作通报》，2024年3月5日，https://xinhua.example/1）。律师表示：“他们被关在宾馆里整整二十天。”（自由之声，《宾馆里的二十天》，2024年3月9日，https://zysf.example/2）',
    );
    expect(all).toEqual([
      [
        '新华社',
        '信访工作通报',
        'https://xinhua.example/1',
        ['上访人员在集中学习后已全部返回原籍'],
      ],
      ['自由之声', '宾馆里的二十天', 'https://zysf.example/2', ['他们被关在宾馆里整整二十天。']],
    ]);
  });
});
