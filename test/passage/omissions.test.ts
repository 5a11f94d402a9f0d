import { describe, expect, test } from 'vitest';
import { differences, furniture, heading, judged } from '../judging/pages.js';

const [FIRST, LAST] = [
  'the ministry provided shelter to all of the victims',
  'and paid for their journey home in the spring',
];
const QUOTE = `${FIRST} [...] ${LAST}`;

describe('what a quotation leaves out is told', () => {
  test('between its parts', () => {
    const verdict = judged(QUOTE, `${FIRST} whom it had found ${LAST}`);
    expect(verdict.omitted).toEqual([
      { where: 'between', text: 'whom it had found', weighty: false },
    ]);
  });
  test.each(['but did not feed them', 'it is said', 'allegedly'])(
    'and weighs with a word such as “%s”',
    (words) => {
      const verdict = judged(QUOTE, `${FIRST} ${words} ${LAST}`);
      expect(verdict).toMatchObject({
        verdict: 'intact',
        omitted: [{ where: 'between', weighty: true }],
      });
    },
  );
  const hiddenIn = (quote: string, ...page: string[]) =>
    judged(quote, ...page).omitted?.some(({ weighty }) => weighty) === true;
  describe('in a language of which no list is complete any word weighs', () => {
    test.each([
      ['Nepali', 'गाउँका परिवारले पाएको सहायता', 'भनिएको', 'भनी उनीहरूले भने', '(पृ. १४)'],
      [
        'Turkish',
        'Polis bütün köylülere',
        'sözde',
        'yardım etti ve onları eve götürdü',
        'Mart 2021’de',
      ],
      [
        'Somali',
        'Booliisku waxay siiyeen dadka tuulada',
        'been ah',
        'cunto iyo biyo badan',
        '(HRW 2021)',
      ],
      [
        'Swahili',
        'Polisi waliwapa wanakijiji wote',
        'kwa maneno tu',
        'chakula na maji safi',
        'Machi 2021',
      ],
      ['Albanian', 'Policia u dha të gjithë banorëve', 'gjoja', 'ushqim dhe ujë të pastër', '[12]'],
      [
        'Georgian',
        'პოლიციამ სოფლის მცხოვრებლებს',
        'ვითომ',
        'საკვები და სუფთა წყალი მისცა',
        '2021 წელს',
      ],
      ['Tigrinya', 'ፖሊስ ንኹሎም ነበርቲ እታ ዓዲ', 'ሓሶት', 'ምግብን ጽሩይ ማይን ሂቡ', '2021'],
    ])('%s, but a date or a reference', (_, first, word, last, nothing) => {
      expect(hiddenIn(`${first} [...] ${last}`, `${first} ${word} ${last}`)).toBe(true);
      expect(hiddenIn(`${first} ${last}`, `${word} ${first} ${last}`)).toBe(true);
      expect(hiddenIn(`${first} ${last}`, `${first} ${last} ${word}`)).toBe(true);
      expect(hiddenIn(`${first} [...] ${last}`, `${first} ${nothing} ${last}`)).toBe(false);
      expect(hiddenIn(`${first} [...] ${last}`, first, last)).toBe(false);
      expect(hiddenIn(`${first} [...] ${last}`, `${first}. ${last}`)).toBe(false);
    });
    test('in Thai as well, but where a blank may end the sentence', () => {
      const [first, last] = ['ครอบครัวในหมู่บ้านสองร้อยครัวเรือน', 'ได้รับความช่วยเหลือจากรัฐบาล'];
      expect(hiddenIn(`${first} [...] ${last}`, `${first}ว่ากันว่า${last}`)).toBe(true);
      expect(hiddenIn(`${first}${last}`, `เขาแต่งเรื่องว่า${first}${last}`)).toBe(true);
      expect(hiddenIn(`${first}${last}`, `ฝนตกทั้งวัน ${first}${last} เช้าวันต่อมาหิมะตก`)).toBe(false);
    });
    test('and a whole sentence hides nothing', () => {
      const [first, last] = ['Polis bütün köylülere yardım etti', 'Onları sabah eve götürdüler'];
      expect(hiddenIn(`${first}. [...] ${last}`, `${first}. Akşam yağmur yağdı. ${last}.`)).toBe(
        false,
      );
      expect(
        hiddenIn(`${first} [...] ${last}`, `${first} dediler. Akşam yağmur yağdı. ${last}.`),
      ).toBe(true);
    });
  });
  describe('in English', () => {
    const [lead, rest] = [
      'The widows of the town have',
      'the same rights to the land as their brothers',
    ];
    test.each([
      'It is far from true that',
      'The authorities pretend that',
      'Few would deny that',
      'The ministry:',
    ])('“%s” before it weighs', (words) =>
      expect(hiddenIn(`${lead} ${rest}`, `${words} ${lead.toLowerCase()} ${rest}.`)).toBe(true),
    );
    test.each(['on paper', 'in theory', 'once'])('“%s” within its clause weighs', (words) =>
      expect(hiddenIn(`${lead} [...] ${rest}`, `${lead} ${words} ${rest}.`)).toBe(true),
    );
    test.each([
      ', as do those of the villages nearby,',
      'in 2019',
      '(HRW, p. 14)',
      'in Karsana',
      'and the orphans have',
      '[12]',
    ])('but not “%s”', (words) =>
      expect(hiddenIn(`${lead} [...] ${rest}`, `${lead} ${words} ${rest}.`)).toBe(false),
    );
    test.each(['In 2019', '12.', '(a)', 'In the town', 'On the whole,'])(
      'nor “%s” before it',
      (words) =>
        expect(hiddenIn(`${lead} ${rest}`, `${words} ${lead.toLowerCase()} ${rest}.`)).toBe(false),
    );
  });
  test('and weighs when it is longer than two paragraphs', () => {
    const weight = (...between: string[]) =>
      judged(QUOTE, FIRST, ...between, LAST).omitted?.[0]?.weighty;
    expect(weight('One here.', 'Two here.')).toBe(false);
    expect(weight('One here.', 'Two here.', 'Three here.')).toBe(true);
  });
  describe('and the page denies what a quotation says as a sentence', () => {
    const denies = (quote: string, page: string) =>
      judged(quote, `It rained. ${page}`).omitted?.some((one) => one.denies) === true;
    const [said, more] = [
      'the prisons of the province had a physician on their staff',
      'and a nurse',
    ];
    test.each([
      ['The prisons', `Not ${said}.`],
      ['The prisons', `I do not believe that ${said}, ${more}.`],
      ['The prisons', `It is false that ${said}.`],
    ])('that begins “%s” in “%s”', (_, page) => {
      expect(denies(said.replace('t', 'T'), page)).toBe(true);
      expect(denies(said, page)).toBe(false);
    });
    test.each([
      `Nobody was asked, and ${said}.`,
      `It is clear that ${said}.`,
      `It is likely that ${said}.`,
      `The minister, who was not there, says that ${said}.`,
      `He did not come, for he knew ${said}.`,
      `The prisons, ${said}.`,
    ])('but not in “%s”', (page) => expect(denies(said.replace('t', 'T'), page)).toBe(false));
    test.each([
      [
        'The registry said that it was being maintained. It was.',
        'The registry said that it was being maintained. It was not closed.',
      ],
      [
        'Das Komitee der Provinz billigte die Entscheidung',
        'Das Komitee der Provinz billigte die Entscheidung nicht.',
      ],
    ])('that ends too early: “%s”', (quote, page) => {
      expect(denies(quote, page)).toBe(true);
      expect(denies(quote, page.replace(/ (?:not|nicht)/u, ''))).toBe(false);
    });
    test('but not where it breaks off', () =>
      expect(denies(said, `It is known that ${said} not more than once a year.`)).toBe(false));
  });
  test('under the mark of Chinese, which has no brackets, whatever stands there', () => {
    const quote = '东岸片区共有房屋2316户……尚未签订协议的329户';
    const page = (signed: string, left: string) =>
      `东岸片区共有房屋2316户，其中${signed}，尚未签订协议的${left}户。`;
    const omitted = [{ where: 'between', text: '，其中已签订协议的1987户，' }];
    expect(judged(quote, page('已签订协议的1987户', '329'))).toMatchObject({
      verdict: 'intact',
      omitted,
    });
    expect(judged(quote, page('已签订协议的1987户', '328'))).toMatchObject({ verdict: 'altered' });
    expect(judged(quote, quote)).toMatchObject({ verdict: 'intact', omitted: [] });
  });
  describe('and weighs where it leads from one speaker to another', () => {
    const [said, answered] = [FIRST.replace('t', 'T'), LAST.replace('and', 'They')];
    const weight = (quote: string, ...page: string[]) =>
      judged(quote, ...page).omitted?.find(({ where }) => where === 'between')?.weighty === true;
    test.each([
      ['Osei:', 'Alder:'],
      ['DANIEL OSEI:', 'RUTH ALDER:'],
      ['', 'A:'],
      ['记者：', '省长：'],
    ])('“%s” to “%s”', (one, other) => {
      expect(weight(`${said}. [...] ${answered}`, `${one} ${said}.`, `${other} ${answered}.`)).toBe(
        true,
      );
    });
    test.each([
      ['who spoke before', [`Osei: ${said}.`, 'Alder: It rained.', `Osei: ${answered}.`]],
      ['whom nobody names', [`Osei: ${said}.`, 'It rained.', `${answered}.`]],
      [
        'who speaks of one thing in the midst of a sentence',
        [`${said}.`, `It rained on all: ${answered}.`],
      ],
    ])('but not to one %s', (_, page) =>
      expect(weight(`${said}. [...] ${answered}`, ...page)).toBe(false),
    );
    test('nor where the quotation says whose words they are', () =>
      expect(
        weight(
          `${said}. [...] Alder: ${answered}`,
          `Osei: ${said}. It rained.`,
          `Alder: ${answered}.`,
        ),
      ).toBe(false));
  });
  test('before and after it, within its sentence', () => {
    const verdict = judged(
      FIRST,
      `It rained. It is not true that ${FIRST}, unless they paid. It snowed.`,
    );
    expect(verdict.omitted).toEqual([
      { where: 'before', text: 'It is not true that', weighty: true },
      { where: 'after', text: ', unless they paid', weighty: true },
    ]);
  });
  test.each([
    ['that he replaced', 'he', 'he', false],
    ['of which his insertion has some', 'the old colonel', 'the old colonel', false],
    ['of which his insertion has none', 'it', 'it', false],
    ['which name somebody else', 'the deserter', 'the deserter', true],
    [
      'which name others of the same name',
      'the deserting colonels',
      'the deserting colonels',
      false,
    ],
  ])('under the words of an editor: those %s', (_, words, text, weighty) => {
    const verdict = judged(
      'According to the report [the colonel] ordered the arrest of the villagers on the day of the festival.',
      `According to the report ${words} ordered the arrest of the villagers on the day of the festival.`,
    );
    expect(verdict).toMatchObject({
      verdict: 'intact',
      omitted: [{ where: 'between', text, weighty }],
    });
  });
  test.each([
    ['les rebelles', true],
    ['ils', false],
    ['les soldats', false],
  ])('under “[les soldats du gouvernement]”: %s', (words, weighty) => {
    const shelled = (who: string): string =>
      `En octobre ${who} ont bombardé le marché de la ville pendant deux jours.`;
    const { omitted = [] } = judged(shelled('[les soldats du gouvernement]'), shelled(words));
    expect(omitted.some((one) => one.weighty)).toBe(weighty);
  });
  test.each([
    ['He was', 'Sie wurden', 'intact'],
    ['Kidane was', 'Die Händler wurden', 'altered'],
    ['Nobody was', 'Alle wurden', 'altered'],
  ])(
    'and a pronoun at the beginning of a sentence is none of his own: %s, %s',
    (english, german, verdict) => {
      const [first, second] = ['Haile came back on Monday.', 'Die Männer kamen am Montag zurück.'];
      const [rest, weiter] = [
        'let go without a charge two days later.',
        'ohne Anklage zwei Tage später freigelassen.',
      ];
      expect(judged(`${first} [Haile] was ${rest}`, `${first} ${english} ${rest}`).verdict).toBe(
        verdict,
      );
      expect(
        judged(`${second} [Die Kinder] wurden ${weiter}`, `${second} ${german} ${weiter}`).verdict,
      ).toBe(verdict);
    },
  );
  test.each([
    [
      'stands between two sentences',
      'Die Lage ist ernst. (Beifall bei der Mehrheit) Nichts hat sich geändert.',
      false,
    ],
    [
      'stands there and denies',
      'Die Lage ist ernst. (Das ist nicht wahr) Nichts hat sich geändert.',
      true,
    ],
    [
      'stands within one',
      'Die Lage ist ernst (wie behauptet wird). Nichts hat sich geändert.',
      true,
    ],
  ])(
    'in brackets, and weighs in any language where it stands within a sentence: %s',
    (_, page, weighty) => {
      const around = (text: string) =>
        `${text} Das sagen die Helfer vor Ort in einem Brief an den Minister.`;
      const { omitted } = judged(
        around('Die Lage ist ernst […] Nichts hat sich geändert.'),
        around(page),
      );
      expect(omitted).toMatchObject([{ where: 'between', weighty }]);
    },
  );
  test.each([
    ['an item', '(a) Repeal all of its laws;', 'intact'],
    ['half of one', '(a) Repeal all of its laws', 'altered'],
  ])('as a bare … leaves out %s of a list', (_, item, verdict) => {
    const quote = 'The State party should … (b) Provide a home to the victims of the raid.';
    expect(
      judged(
        quote,
        'The State party should:',
        item,
        '(b) Provide a home to the victims of the raid.',
      ).verdict,
    ).toBe(verdict);
  });
  test.each([
    ['are the page’s', 'the colonel ordered'],
    ['stand where it has nothing', 'ordered'],
  ])('and nothing under an editor’s words that %s', (_, words) => {
    const [first, last] = ['According to the report', 'the arrest of the villagers.'];
    const quote = `${first} [the colonel] ordered ${last}`;
    expect(judged(quote, `${first} ${words} ${last}`)).toMatchObject({
      verdict: 'intact',
      omitted: [],
    });
  });
  test('under an editor’s words where the passage stands with a heading between its sentences', () => {
    const [first, last] = ['The court heard', 'in the presence of a lawyer.'];
    const next = 'They were let go after eleven days in the summer of that year.';
    const verdict = judged(
      `${first} [the women] ${last} ${next}`,
      `${first} them ${last}`,
      heading('Later', 2),
      next,
    );
    expect(verdict).toMatchObject({ why: { kind: 'blocks-between' }, omitted: [{ text: 'them' }] });
  });
  test('and makes another number of the one before it, unless the editor says so too', () => {
    const drove = (insertion: string) =>
      judged(
        `In the spring the army drove 3 [${insertion}] out of their houses and burned the fields.`,
        'In the spring the army drove 3 million out of their houses and burned the fields.',
      );
    expect(drove('people')).toMatchObject({ verdict: 'altered', weighty: true });
    expect(drove('million people')).toMatchObject({
      verdict: 'intact',
      omitted: [{ weighty: false }],
    });
  });
  test('and nothing is left out of whole sentences', () => {
    expect(judged(FIRST, `It rained. ${FIRST}. It snowed.`).omitted).toEqual([]);
  });
});

describe('a short part counts only near the part beside it', () => {
  const filler = Array.from(
    { length: 80 },
    (_, i) => `A paragraph of no interest at all that somebody wrote as number ${i}.`,
  );
  const quote = `${FIRST} [...] and Vietnam`;
  test('near it stands', () => {
    expect(judged(quote, FIRST, ...filler.slice(0, 3), 'In Laos and Vietnam.').verdict).toBe(
      'intact',
    );
  });
  test('far from it proves nothing', () => {
    expect(
      judged(quote, FIRST, ...filler, ...filler.toReversed(), 'In Laos and Vietnam.').verdict,
    ).toBe('altered');
  });
  test('far from it is not found: the difference says so', () => {
    const verdict = judged(quote, FIRST, ...filler, ...filler.toReversed(), 'In Laos and Vietnam.');
    expect(differences(verdict)).toBe('-and Vietnam');
  });
  test('in furniture alone proves nothing, wherever that stands', () => {
    const menu = furniture('Laos and Vietnam');
    for (const page of [
      [menu, FIRST],
      [FIRST, menu],
      [FIRST, menu, ...filler],
    ])
      expect(judged(quote, ...page)).toMatchObject({ verdict: 'altered', tier: null });
    expect(judged(quote, FIRST, menu, 'In Laos and Vietnam.').verdict).toBe('intact');
    expect(judged(`and Vietnam [...] ${FIRST}`, menu, 'In Laos and Vietnam.', FIRST).verdict).toBe(
      'intact',
    );
    expect(judged(`and Vietnam [...] ${FIRST}`, menu, FIRST).verdict).toBe('altered');
  });
  test('stands in furniture beside a part that stands there too', () => {
    expect(judged(quote, furniture(FIRST), furniture('Laos and Vietnam')).verdict).toBe('intact');
  });
  test('a first part that stands early and late is taken near the next', () => {
    const page = [
      'Laos and Vietnam.',
      ...filler,
      ...filler.toReversed(),
      'Laos and Vietnam.',
      FIRST,
    ];
    expect(judged(`and Vietnam [...] ${FIRST}`, ...page).verdict).toBe('intact');
  });
});
