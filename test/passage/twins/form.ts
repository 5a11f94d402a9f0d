import { changed, p, type Twins } from './twins.js';

const LABOUR =
  'The organisations centre on labour and the defence programme, and in their judgement nobody recognised the neighbourhood’s licence';
const HIZB = 'Members of Hizb ut-Tahrir were held in Sao Paulo and nobody told their families where';
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
      p(HIZB.replace('Sao Paulo', 'Säo Paulo'), 'Two towns are called Sao and Säo by those who live there.'),
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
    intact: [turkish('Polis yüz kişinin evinde bulunan halıyı kırmak için izin aldı ve kimse alındı demedi')],
    altered: [turkish('Polis yüz kişinin evinde bulunan halıyı kirmak için izin aldı ve kimse alındı demedi')],
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
    altered: [between('Not true:'), between('Nobody was.'), between('That is false:'), between('Later he denied it:')],
  },
  {
    what: 'a typo that the editor mended in brackets',
    quote: 'The guards rec[ei]ved an order that nobody be hel[d] in the gover[n]ment’s old prison of the town',
    intact: [
      p('The guards received an order that nobody be held in the government’s old prison of the town'),
      p('The guards recieved an order that nobody be held in the goverment’s old prison of the town'),
    ],
    altered: [
      p('The guards relieved an order that nobody be held in the government’s old prison of the town'),
      p('The guards received an order that nobody be helped in the government’s old prison of the town'),
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
      quote: 'In the spring of 2019 some 35% of the workers were dismissed, and few found other work',
      intact: [
        p(`In the spring of 2019${mark} some 35% of the workers were dismissed, and few found other work`),
        p(`In the spring of 2019 some 35% of the workers were dismissed${mark}, and few found other work`),
      ],
      altered: [
        p('In the spring of 2019<b>12</b> some 35% of the workers were dismissed, and few found other work'),
        p(`In the spring of 2018${mark} some 35% of the workers were dismissed, and few found other work`),
      ],
    }),
  ),
];
