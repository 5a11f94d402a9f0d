import { describe, expect, test } from 'vitest';
import { passagesOf } from '../../../src/manuscript/import/passages.js';
import type { ReportParagraph } from '../../../src/manuscript/manuscript.js';

/** Paragraphs as a reader of the report sees them; `- ` begins an item of a list, `> ` one that is set in. */
const paragraphs = (...texts: readonly string[]): readonly ReportParagraph[] =>
  texts.map((text, i) => ({
    kind: text.startsWith('- ') ? 'item' : 'text',
    level: 0,
    indented: text.startsWith('> '),
    listed: false,
    cell: null,
    runs: [{ text: text.replace(/^[->] /u, ''), href: null, notes: [], items: [] }],
    place: { page: null, paragraph: i + 1 },
  }));
const read = (...texts: readonly string[]) => passagesOf(paragraphs(...texts)).passages;
const textsOf = (...texts: readonly string[]) => read(...texts).map(({ passage }) => passage.text);

describe('a passage', () => {
  test('runs from its opening mark to the paragraph that closes it', () => {
    expect(textsOf('- “One sentence. [...]', 'Another one.”')).toEqual([
      'One sentence. [...]\n\nAnother one.',
    ]);
  });

  test('goes on behind a mark that closed it too early', () => {
    expect(textsOf('- “One sentence. [...]”', 'Another one.', 'A third one.”')).toEqual([
      'One sentence. [...]\n\nAnother one.\n\nA third one.',
    ]);
  });

  test('ends where it is closed when prose follows', () => {
    const { passages, rest } = passagesOf(
      paragraphs('- “One sentence.”', 'The report then calls this ‘unusual’'),
    );
    expect(passages.map(({ passage }) => passage.text)).toEqual(['One sentence.']);
    expect(rest).toBe('The report then calls this ‘unusual’');
  });

  test('is one again where a page broke it', () => {
    expect(textsOf('- “It was leaked in December', '2016, to their distress.”')).toEqual([
      'It was leaked in December 2016, to their distress.',
    ]);
  });

  test.each([
    ['हिंदी', '“पुलिस ने उन्हें पकड़ा।', 'वे लौट आए।”', '\n\n'],
    ['አማርኛ', '“ፖሊስ አሰራቸው።', 'ተመለሱ።”', '\n\n'],
    ['اردو', '“پولیس نے پکڑا۔', 'وہ لوٹ آئے۔”', '\n\n'],
    ['हिंदी', '“पुलिस ने उन्हें', 'पकड़ा।”', ' '],
    ['مقطوع', '“اعتقلتهم الشرطة،', 'ثم أفرجت عنهم؟”', ' '],
  ])('is one again where no sentence ends, in every script: %s', (_, first, second, between) => {
    expect(textsOf(`- ${first}`, second)).toEqual([
      `${first}${between}${second}`.replace(/[“”]/gu, ''),
    ]);
  });

  test('keeps the quotations inside it, and loses a mark too many', () => {
    expect(textsOf('- "The so-called "private lending" grew."')).toEqual([
      'The so-called "private lending" grew.',
    ]);
    expect(textsOf('- “He said ‘never’.””')).toEqual(['He said ‘never’.']);
    expect(textsOf('- “She spoke of “trap loans.””')).toEqual(['She spoke of “trap loans.”']);
  });

  test('that opens each paragraph anew is one passage', () => {
    expect(textsOf('“The first.', '“The second.', '“The third.”')).toEqual([
      'The first.\n\nThe second.\n\nThe third.',
    ]);
  });

  test.each([
    ['„', '“'],
    ['»', '«'],
    ['“', '”'],
  ])('of several paragraphs in %s%s ends with the last of them', (open, close) => {
    const found = read(
      `${open}Der erste.`,
      'Der zweite.',
      `Ein ${open}dritter${close} kam.${close}`,
      'Prosa.',
    );
    expect(found.map(({ passage }) => passage)).toMatchObject([
      { text: `Der erste.\n\nDer zweite.\n\nEin ${open}dritter${close} kam.`, unbalanced: false },
    ]);
  });

  test.each([
    ['„', '“'],
    ['»', '«'],
  ])(
    'in %s%s of which the last mark is missing ends with its first paragraph, and says so',
    (open, close) => {
      const found = read(`${open}Der erste.`, `Der ${open}zweite${close} kam.`);
      expect(found.map(({ passage }) => passage)).toMatchObject([
        { text: 'Der erste.', unbalanced: true },
      ]);
    },
  );

  test('that is set in needs no marks', () => {
    expect(
      textsOf('The report states:', '> A long passage.', '> And more.', 'The author adds:'),
    ).toEqual(['A long passage.\n\nAnd more.']);
  });

  test('is introduced by what stands before it', () => {
    expect(read('According to UNHCR,', '- “Nobody returned.”')[0]?.introduction).toBe(
      'According to UNHCR,',
    );
  });

  test('of which nothing closes the first is two with the next', () => {
    expect(textsOf('- “The first.”', '- “The second.”')).toEqual(['The first.', 'The second.']);
  });
});

describe('a translation', () => {
  test('has its original behind it, and says whose it is', () => {
    const [found] = read(
      '- “Nobody came back.” (Own translation. The translator is a native speaker.)',
      'ORIGINAL SOURCE:',
      '“没有人回来。”',
    );
    expect(found?.passage).toMatchObject({
      text: 'Nobody came back.',
      original: { lang: 'zh-Hans', text: '没有人回来。' },
      translated: true,
    });
  });

  test('is the words of the source where the source prints it', () => {
    const [found] = read(
      '- "Nobody came back"',
      '(China Law Translate provided English translation)',
      'ORIGINAL SOURCE:',
      '没有人回来。',
    );
    expect(found?.passage).toMatchObject({
      text: 'Nobody came back',
      translated: false,
      original: { text: '没有人回来。' },
    });
  });

  test('may be opened and never closed', () => {
    const [found] = read(
      '- “Nobody came back. (Own translation.)',
      'ORIGINAL SOURCE: “沒有人回來。”',
    );
    expect(found?.passage).toMatchObject({
      text: 'Nobody came back.',
      original: { lang: 'zh-Hant', text: '沒有人回來。' },
      unbalanced: true,
    });
  });

  const english = 'Police searched the homes of four bloggers in one night.';
  const french = 'La police a perquisitionné les domiciles de quatre blogueurs en une nuit.';
  const chinese = '警方在一夜之間搜查了四名博客作者的住所。';

  test.each([
    ['behind the original', [`「${chinese}」 [Our translation: “${english}”]`], 'zh-Hant', chinese],
    ['without marks', [`「${chinese}」 [Our translation: ${english}]`], 'zh-Hant', chinese],
    ['of nobody', [`« ${french} » (Translation: “${english}”)`], 'fr', french],
    [
      'in the next paragraph',
      [`« ${french} »`, `[Unofficial translation: ${english}]`],
      'fr',
      french,
    ],
    [
      'before a remark',
      [`« ${french} » [Translation: “${english}”] (emphasis added)`],
      'fr',
      french,
    ],
    ['before the original', [`“${english}” (original: « ${french} »)`], 'fr', french],
    [
      'before it, in the next paragraph',
      [`“${english}”`, `[Texte original : ${french}]`],
      'fr',
      french,
    ],
  ])(
    'in a bracket is one half of the quotation, and the original the other: %s',
    (_, texts, lang, text) => {
      const { passages, rest } = passagesOf(paragraphs(...texts));
      expect(passages.map(({ passage }) => passage)).toMatchObject([
        { text: english, original: { lang, text }, translated: true, unbalanced: false },
      ]);
      expect(rest).toBe('');
    },
  );

  test.each([
    [
      'a translator',
      `“${english}” (Own translation: Refugee Documentation Centre of Ireland)`,
      english,
      true,
    ],
    [
      'how it was made',
      `“${english}” (Own translation: it was checked by the author.)`,
      english,
      true,
    ],
    ['a word', `“${english}” (our translation: “perquisition”)`, english, true],
    ['no words', `“${english}” [our translation:]`, english, true],
    [
      'where it stands',
      `« ${french} » (Traduction : HCR, « La lettre du mois », 3 mai 2024)`,
      french,
      false,
    ],
  ])('is the text itself where a bracket gives %s', (_, line, text, translated) => {
    expect(read(line).map(({ passage }) => passage)).toMatchObject([
      { text, original: null, translated },
    ]);
  });
});
