import { changed, p, type Twins } from './twins.js';

const LABOUR =
  'The organisations centre on labour and the defence programme, and in their judgement nobody recognised the neighbourhood’s licence';
const HIZB =
  'Members of Hizb ut-Tahrir were held in Sao Paulo and nobody told their families where';
const TURKISH = 'İSTANBUL VALİLİĞİ GÖSTERİYE İZİN VERMEDİ VE YÜZ KİŞİ GÖZALTINA ALINDI';
const HELD = 'The guards took the men to the old prison of the town, and nobody saw them again';
const CELLS = (one: string, two: string): string =>
  `<table><tr><th>Year</th><th>Men held</th><th>Women held</th></tr><tr><td>Detained in Karsana in the spring</td><td>${one}</td><td>${two}</td></tr></table>`;
const turkish = (text: string, lang = 'tr'): string => `<div lang="${lang}">${p(text)}</div>`;
const SPEAKERS = [
  'We were taken to the mill on the day of the festival.',
  'And nobody told us for eleven days why we were there.',
] as const;
const between = (...lines: readonly string[]): string => p(SPEAKERS[0], ...lines, SPEAKERS[1]);

const PAID =
  'The commission said that 12 men and three women were held for 45 days and paid $2,500 each, 15 per cent of what they owned';
const NOTED =
  'The observers counted 1,200 incidents and 45 deaths up to 2019. Nobody was tried for any of them.';
const inTurkish = (name: string): string =>
  `Avukat ${name}, müvekkilinin gözaltında işkence gördüğünü ve şikâyetinin reddedildiğini söyledi`;
const IN_HINDI = 'पुलिस ने कहा कि वहां के मज़दूरों को काग़ज़ नहीं दिए गए और वे राज बताकर लौट गए।';
const IN_AMHARIC = 'የጸጥታ ኃይሎች በአዲስ አበባ ከተማ ቢያንስ 38 ሰዎችን ያለ ፍርድ ቤት ትእዛዝ አስረዋል';

/** What is written otherwise and says the same. */
export const FORM: readonly Twins[] = [
  changed(
    'British and American spelling',
    LABOUR,
    [
      ['organisations', 'organizations'],
      ['licence', 'license'],
      [
        LABOUR,
        'The organizations center on labor and the defense program, and in their judgment nobody recognized the neighborhood’s license',
      ],
    ],
    [
      ['organisations', 'organisers'],
      ['centre', 'central'],
      ['recognised', 'organised'],
      ['labour', 'lab'],
    ],
  ),
  changed(
    'a consonant that is doubled by some',
    'They travelled to the town, where four men were filing for a license and were kidnapped by rebels',
    [
      ['travelled', 'traveled'],
      ['kidnapped', 'kidnaped'],
      ['license', 'licence'],
    ],
    [
      ['filing', 'filling'],
      ['four', 'for'],
    ],
  ),
  changed(
    'points of an acronym',
    'Officials of the U.S. embassy told the UN mission that nobody had been held there',
    [
      ['U.S.', 'US'],
      ['U.S.', 'U. S.'],
      ['UN', 'U.N.'],
    ],
    [
      ['U.S.', 'us'],
      ['U.S.', 'U.K.'],
      ['U.S. ', ''],
    ],
  ),
  changed(
    'a sign for a word',
    'Under section 5 of the act men and women may be held for a year without a trial',
    [
      ['section 5', '§ 5'],
      ['section 5', '§5'],
      ['men and women', 'men & women'],
    ],
    [
      ['section 5', '§ 6'],
      ['section 5', 'chapter 5'],
      ['men and women', 'men or women'],
      ['men and women', 'men women'],
    ],
  ),
  {
    what: 'a quotation without the diacritics of the page',
    quote: HIZB,
    intact: [
      p(HIZB.replace('Hizb ut-Tahrir', 'Ḥizb ut-Taḥrīr')),
      p(HIZB.replace('Sao Paulo', 'São Paulo')),
      p(HIZB.replace('Hizb ut-Tahrir', 'Ḥizb ut-Taḥrīr').replace('Sao', 'São')),
    ],
    altered: [
      p(
        HIZB.replace('Sao Paulo', 'Säo Paulo'),
        'Two towns are called Sao and Säo by those who live there.',
      ),
      p(HIZB.replace('Sao Paulo', 'São Pedro')),
    ],
  },
  {
    what: 'diacritics that tell two words apart',
    quote: 'Die Lager wurden schon im Frühjahr geschlossen, und niemand wurde freigelassen',
    intact: [p('Die Lager wurden schon im Frühjahr geschlossen, und niemand wurde freigelassen')],
    altered: [p('Die Lager wurden schön im Frühjahr geschlossen, und niemand wurde freigelassen')],
  },
  {
    what: 'diacritics that the page does not have',
    quote: HIZB.replace('Sao', 'São'),
    intact: [p(HIZB.replace('Sao', 'São'))],
    altered: [p(HIZB)],
  },
  {
    what: 'Turkish capitals',
    quote: TURKISH,
    intact: [
      turkish('İstanbul Valiliği gösteriye izin vermedi ve yüz kişi gözaltına alındı'),
      p('İstanbul Valiliği gösteriye izin vermedi ve yüz kişi gözaltına alındı'),
    ],
    altered: [
      turkish('İstanbul Valiliği gösteriye izin verdi ve yüz kişi gözaltına alındı'),
      turkish('İstanbul Valiliği gösteriye izin vermedi ve yüz kişi gözaltında öldü'),
    ],
  },
  {
    what: 'Turkish capitals on the page',
    quote: 'İstanbul Valiliği gösteriye izin vermedi ve yüz kişi gözaltına alındı',
    intact: [turkish(TURKISH), p(TURKISH)],
    altered: [turkish(TURKISH.replace('VERMEDİ', 'VERDİ'))],
  },
  {
    what: 'a dot that tells two Turkish words apart',
    quote: 'Polis yüz kişinin evinde bulunan halıyı kırmak için izin aldı ve kimse alındı demedi',
    intact: [
      turkish(
        'Polis yüz kişinin evinde bulunan halıyı kırmak için izin aldı ve kimse alındı demedi',
      ),
    ],
    altered: [
      turkish(
        'Polis yüz kişinin evinde bulunan halıyı kirmak için izin aldı ve kimse alındı demedi',
      ),
    ],
  },
  {
    what: 'the page of a book behind a quotation',
    quote: `${HELD} (p. 14)`,
    intact: [p(HELD), p(`${HELD}.`), p(`${HELD} (p. 14)`)],
    altered: [p(HELD.replace('nobody', 'somebody')), p(`${HELD.replace('again', 'there')}`)],
  },
  {
    what: 'a figure in brackets behind a quotation',
    quote: `${HELD} (14 men)`,
    intact: [p(`${HELD} (14 men)`)],
    altered: [p(HELD), p(`${HELD} (15 men)`)],
  },
  {
    what: 'times and speakers between paragraphs',
    quote: SPEAKERS.join(' '),
    intact: [
      between(),
      between('[00:12:31]'),
      between('14:05'),
      between('Amina:'),
      between('AMINA YUSUF:'),
      between('00:12', 'Interviewer:'),
    ],
    altered: [
      between('Not true:'),
      between('Nobody was.'),
      between('That is false:'),
      between('Later he denied it:'),
    ],
  },
  {
    what: 'a typo that the editor mended in brackets',
    quote:
      'The guards rec[ei]ved an order that nobody be hel[d] in the gover[n]ment’s old prison of the town',
    intact: [
      p(
        'The guards received an order that nobody be held in the government’s old prison of the town',
      ),
      p(
        'The guards recieved an order that nobody be held in the goverment’s old prison of the town',
      ),
    ],
    altered: [
      p(
        'The guards relieved an order that nobody be held in the government’s old prison of the town',
      ),
      p(
        'The guards received an order that nobody be helped in the government’s old prison of the town',
      ),
    ],
  },
  {
    what: 'two cells of a table',
    quote: 'Detained in Karsana in the spring 118 412',
    intact: [CELLS('118', '412'), p('Detained in Karsana in the spring | 118 | 412')],
    altered: [CELLS('118', '413'), CELLS('412', '118'), CELLS('1184', '12')],
  },
  {
    what: 'one figure in a cell',
    quote: 'Detained in Karsana in the spring 118412',
    intact: [CELLS('118412', ''), CELLS('118,412', ''), CELLS('118 412', '')],
    altered: [CELLS('118', '412'), p('Detained in Karsana in the spring | 118 | 412')],
  },
  ...[
    '<span class="fn">12</span>',
    '<a name="_ftnref12">12</a>',
    '<a id="fnref12">12</a>',
    '<span class="footnote-ref">[12]</span>',
  ].map(
    (mark): Twins => ({
      what: `a note mark ${mark}`,
      quote:
        'In the spring of 2019 some 35% of the workers were dismissed, and few found other work',
      intact: [
        p(
          `In the spring of 2019${mark} some 35% of the workers were dismissed, and few found other work`,
        ),
        p(
          `In the spring of 2019 some 35% of the workers were dismissed${mark}, and few found other work`,
        ),
      ],
      altered: [
        p(
          'In the spring of 2019<b>12</b> some 35% of the workers were dismissed, and few found other work',
        ),
        p(
          `In the spring of 2018${mark} some 35% of the workers were dismissed, and few found other work`,
        ),
      ],
    }),
  ),
  changed(
    'numbers, shares and currencies in another notation',
    PAID,
    [
      ['12 men', 'twelve men'],
      ['three women', '3 women'],
      ['45 days', 'forty-five days'],
      ['$2,500', 'US$ 2500'],
      ['$2,500', 'USD 2,500'],
      ['$2,500', '2,500 dollars'],
      ['15 per cent', '15%'],
      ['15 per cent', '15 percent'],
    ],
    [
      ['12 men', 'twenty men'],
      ['three women', '4 women'],
      ['45 days', 'fifty-four days'],
      ['$2,500', 'CAD 2,500'],
      ['$2,500', '€2,500'],
      ['$2,500', 'USD 2,050'],
      ['$2,500', 'all 2,500'],
      ['15 per cent', '15 percentage points'],
      ['15 per cent', '15‰'],
      ['15 per cent', '15'],
    ],
  ),
  changed(
    'a number in words beside a word that its case or its mark tells from another',
    'The guards told us twelve times. Nobody had been held there, and we should ask the twelve men',
    [
      ['us twelve', 'us 12'],
      ['the twelve men', 'the 12 men'],
    ],
    [
      ['us twelve', 'US 12'],
      ['twelve times.', '12 times?'],
    ],
  ),
  changed(
    'the same in other languages',
    'Rund zwölf Prozent der Befragten zahlten 300 Euro für die Reise, andere warteten 20 Tage am 3. Mai',
    [
      ['zwölf Prozent', '12 %'],
      ['300 Euro', 'EUR 300'],
      ['300 Euro', '€ 300'],
      ['20 Tage', 'zwanzig Tage'],
    ],
    [
      ['zwölf Prozent', '12 Personen'],
      ['300 Euro', '300 Dollar'],
      ['300 Euro', '£ 300'],
      ['20 Tage', 'zwei Tage'],
    ],
  ),
  changed(
    'numbers in the words of a language that no list of ours has, a dollar by its name there, and a fraction by its sign',
    'Avukat ilk 24 saat içinde 12 kişiyle görüştü, 300 aileden 38,5 yüzde puan fazlası 20 dolar ödedi',
    [
      ['24 saat', 'yirmi dört saat'],
      ['12 kişiyle', 'on iki kişiyle'],
      ['300 aileden', 'üç yüz aileden'],
      ['38,5', '38.5'],
      ['20 dolar', '$20'],
    ],
    [
      ['24 saat', 'yirmi beş saat'],
      ['12 kişiyle', 'iki kişiyle'],
      ['300 aileden', 'üç aileden'],
      ['38,5', '3.85'],
      ['38,5', '385'],
      ['20 dolar', '€20'],
    ],
  ),
  changed(
    'a word that names a number in another language',
    'The officers spoke of sex workers and of 10 others who went to the border, where they were once on call',
    [],
    [
      ['sex workers', 'six workers'],
      ['sex workers', '6 workers'],
      ['to the border', '2 the border'],
      ['on call', 'ten call'],
      ['once on', '11 on'],
    ],
  ),
  changed(
    'numbers in Han numerals',
    '据报道，2020年当地警方逮捕了23名示威者和一万名工人，其中多数人后来获释，没有受到任何起诉',
    [
      ['2020年', '二〇二〇年'],
      ['23名', '二十三名'],
      ['一万名', '10,000名'],
      ['一万名', '1万名'],
    ],
    [
      ['2020年', '二〇一〇年'],
      ['23名', '三十二名'],
      ['一万名', '10万名'],
      ['一万名', '一千名'],
    ],
  ),
  {
    what: 'a name without its marks in a quotation that has others',
    quote: inTurkish('Gulizar Simsek'),
    intact: [p(inTurkish('Gülizar Şimşek')), p(inTurkish('Gulizar Simsek'))],
    altered: [
      p(inTurkish('Gülizar Şimşel')),
      p(inTurkish('Gülizar Şimşek'), 'Gulizar adlı bir başkası vardı.').replace(
        'Şimşek,',
        'Şahin,',
      ),
    ],
  },
  {
    what: 'a name in two letters for one',
    quote:
      'Der Zeuge Hans Mueller berichtete, dass die Männer im Gefängnis geschlagen worden seien',
    intact: [
      p('Der Zeuge Hans Müller berichtete, dass die Männer im Gefängnis geschlagen worden seien'),
    ],
    altered: [
      p('Der Zeuge Hans Möller berichtete, dass die Männer im Gefängnis geschlagen worden seien'),
      p('Der Zeuge Hans Muller berichtete, dass die Männer im Gefängnis geschlagen worden seien'),
    ],
  },
  {
    what: 'a mark that a quotation leaves out of one word alone',
    quote: 'Le pécheur n’a reconnu personne au marché, et les élèves de la ville étaient partis',
    intact: [
      p('Le pécheur n’a reconnu personne au marché, et les élèves de la ville étaient partis'),
    ],
    altered: [
      p('Le pêcheur n’a reconnu personne au marché, et les élèves de la ville étaient partis'),
    ],
  },
  {
    what: 'a capital without its accent',
    quote:
      'A Conakry, les témoins ont décrit des tirs à balles réelles et des arrestations arbitraires',
    intact: [
      p(
        'À Conakry, les témoins ont décrit des tirs à balles réelles et des arrestations arbitraires',
      ),
    ],
    altered: [
      p(
        'Ô Conakry, les témoins ont décrit des tirs à balles réelles et des arrestations arbitraires',
      ),
    ],
  },
  {
    what: 'the dots of Hindi, which a quotation leaves out',
    quote: IN_HINDI.replaceAll('\u093c', '').replace('वहां', 'वहाँ'),
    intact: [p(IN_HINDI)],
    altered: [p(IN_HINDI.replace('राज', 'राजा')), p(IN_HINDI.replace('नहीं', 'भी'))],
  },
  {
    what: 'Ethiopic letters of one sound',
    quote: IN_AMHARIC.replace('ጸ', 'ፀ').replace('ኃ', 'ሀ'),
    intact: [p(IN_AMHARIC)],
    altered: [p(IN_AMHARIC.replace('38', '83')), p(IN_AMHARIC.replace('አስረዋል', 'ገድለዋል'))],
  },
  {
    what: 'Arabic letters in a text of Urdu',
    quote: 'پوليس نے 12 افراد كو گرفتار کیا اور ان كے گھروں كى تلاشی لی لیکن مقدمہ درج نہیں كيا',
    intact: [
      p('پولیس نے ۱۲ افراد کو گرفتار کیا اور ان کے گھروں کی تلاشی لی لیکن مقدمہ درج نہیں کیا۔'),
    ],
    altered: [p('پولیس نے ۱۲ افراد کو گرفتار کیا اور ان کے گھروں کی تلاشی لی لیکن مقدمہ درج کیا۔')],
  },
  {
    what: 'Korean nouns that count, written together with their number',
    quote: '경찰은 시위에 참가한 20여명을 체포하였으나 아무도 기소하지 않았다고 밝혔다',
    intact: [p('경찰은 시위에 참가한 20여 명을 체포하였으나 아무도 기소하지 않았다고 밝혔다')],
    altered: [p('경찰은 시위에 참가한 20여 곳을 체포하였으나 아무도 기소하지 않았다고 밝혔다')],
  },
  ...[
    '(str. 14)',
    '(UN 2019, p. 14)',
    '(pp. 14-15).',
    '[s. 4]',
    '(emphasis added by the author)',
    '(курсив мой. — Ред.)',
    '(vurgu bana ait)',
  ].map(
    (behind): Twins => ({
      what: `what its editor says behind a quotation: ${behind}`,
      quote: `${HELD}. ${behind}`,
      intact: [p(HELD), p(`${HELD}.`), p(`${HELD}. ${behind}`)],
      altered: [p(HELD.replace('nobody', 'somebody'))],
    }),
  ),
  ...[
    '(14 killed)',
    '(aged 14)',
    '(none was charged)',
    '(hakuna aliyekufa)',
    '(курсив не мой)',
    '(disputed, p. fourteen)',
  ].map(
    (behind): Twins => ({
      what: `what adds to a quotation in brackets behind it: ${behind}`,
      quote: `${HELD}. ${behind}`,
      intact: [p(`${HELD}. ${behind}`)],
      altered: [p(`${HELD}.`)],
    }),
  ),
  {
    what: 'the part of a law behind a quotation, as the page calls it',
    quote: `${HELD}. (Article 9)`,
    intact: [p(`Article 9: ${HELD}.`)],
    altered: [p(`Article 8: ${HELD}.`), p(`${HELD}.`)],
  },
  {
    what: 'what happens in the hall, and who speaks next',
    quote: SPEAKERS.join(' '),
    intact: [
      between('(Applause.)'),
      between('[Laughter]'),
      between('(Шум в зале.)'),
      p(SPEAKERS[0], `MR OBURA (Lira East): ${SPEAKERS[1]}`),
      p(SPEAKERS[0], '14:05', `A: ${SPEAKERS[1]}`),
    ],
    altered: [
      between('(This was later denied.)'),
      between('(Nobody was.)'),
      between('(One man) left.'),
      p(SPEAKERS[0], `The army denied it: ${SPEAKERS[1]}`),
      p(`${SPEAKERS[0]} (Applause.) They left. ${SPEAKERS[1]}`),
    ],
  },
  {
    what: 'note marks behind figures',
    quote: NOTED,
    intact: [
      p(
        NOTED.replace('1,200', '1,200<sup>3</sup>')
          .replace('45', '45<sup>4</sup>')
          .replace('2019', '2019<sup>5</sup>'),
      ),
      p(
        `${NOTED.replace('2019', '2019<sup>5</sup>')} Most fled<sup>6</sup>, some stayed<sup>7</sup>.`,
      ),
      p(NOTED.replace('1,200', '1,2003').replace('2019.', '2019.4'), 'It went on after that.5'),
      p(NOTED.replace('1,200', '1,200<sup>a</sup>').replace('2019', '2019<sup>b</sup>')),
      p(NOTED.replace('incidents', 'incidents（注５）')),
      p(NOTED.replace('2019.', '2019.<sup>주3</sup>')),
      p(NOTED.replace('2019.', '2019.[7]:12–13'), 'It went on.[8]'),
    ],
    altered: [
      p(NOTED.replace('1,200', '1,2003')),
      p(NOTED.replace('2019.', '2019.4')),
      p(NOTED.replace('1,200', '12,003')),
      p(NOTED.replace('1,200', '1,200<sup>3</sup>')),
      p(NOTED.replace('incidents', 'incidents（約５）')),
      p(NOTED.replace('45', '10<sup>4</sup>'), 'It went on.<sup>5</sup> Most fled.<sup>6</sup>'),
    ],
  },
];
