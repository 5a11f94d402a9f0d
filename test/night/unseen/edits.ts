import type { Page } from '../../world.js';
import {
  AR,
  ARTICLES,
  type Article,
  DE,
  EN,
  ES,
  FA,
  FR,
  HANS,
  HANT,
  JA,
  KO,
  NL,
  PT,
  pageOf,
  RU,
  siteOf,
  TR,
  VI,
} from './articles.js';
import { answer, type Night, type Story } from './story.js';

const CORRECTED = 'medium source-corrected!, low content-edited';
const EDITED = 'low content-edited!';
const MAY_EDIT = 'low content-edited';

/** A first night, and what is new on the second. */
const then = (
  what: string,
  of: Article,
  page: Page,
  open: string,
  more: Partial<Night> = {},
): Story => ({
  what,
  of,
  nights: [{ page: pageOf(of) }, { page, open, ...more }],
});

const p = (text: string): string => `<p>${text}</p>`;

/** How papers take a detail back: above the text, and below it. The figure is one of the article's own. */
const CORRECTIONS: readonly (readonly [Article, top: string, bottom: string])[] = [
  [
    EN,
    'This article was amended on 2 October 2025. The vessels were boarded in May, not in June as we first reported.',
    'Due to an editing error, an earlier version of this story gave the number of vessels as six. There were four.',
  ],
  [
    FR,
    'Mise à jour du 2 octobre : contrairement à ce que nous avions écrit, l’inspection compte six agents et non seize.',
    'Une première version de cet article indiquait par erreur que l’inspection comptait seize agents. Nous présentons nos excuses à nos lecteurs.',
  ],
  [
    DE,
    'Anmerkung der Redaktion: In einer früheren Version hieß es, die Schichten dauerten sechzehn Stunden. Das haben wir korrigiert.',
    'In einer ersten Fassung dieses Textes war von sechzehn Stunden die Rede. Wir bitten, den Fehler zu entschuldigen.',
  ],
  [
    ES,
    'Fe de errores: las fincas visitadas fueron tres y no cinco, como se decía por error en una versión anterior.',
    'En una versión anterior de este artículo se afirmaba por error que la defensoría visitó cinco fincas. Fueron tres.',
  ],
  [
    PT,
    'Erramos: os fiscais visitaram quatro oficinas, e não seis, como informado anteriormente. O texto foi alterado.',
    'Uma versão anterior deste texto informava incorretamente que foram seis as oficinas visitadas.',
  ],
  [
    NL,
    'Herstel (2 oktober): in een eerdere versie van dit artikel stond dat er zes schepen waren bezocht. Dat moet vier zijn.',
    'In een eerdere versie van dit bericht werd ten onrechte gesproken van zes schepen. Het waren er vier.',
  ],
  [
    RU,
    'В первоначальной версии статьи по ошибке говорилось, что инспекция приезжала в июне. Мы исправили неточность.',
    'От редакции: в тексте была допущена ошибка — инспекция приезжала в мае, а не в июне. Приносим извинения читателям.',
  ],
  [
    TR,
    'Düzeltme notu: Bu haberin ilk halinde müfettişlerin haziran ayında geldiği yanlışlıkla belirtilmişti.',
    'Haberin önceki sürümünde müfettişlerin haziranda geldiği yazılmıştı. Hatayı düzeltir, okurlarımızdan özür dileriz.',
  ],
  [
    AR,
    'تنويه: ورد في نسخة سابقة من هذا التقرير أن المفتشين جاؤوا في يونيو، والصحيح أنهم جاؤوا في مايو.',
    'عُدّل هذا المقال لتصحيح خطأ ورد في نسخته الأولى بشأن شهر الزيارة.',
  ],
  [
    FA,
    'تصحیح و پوزش: در نسخه نخست این گزارش به اشتباه آمده بود که بازرسان در ژوئن آمدند.',
    'در نسخه پیشین این گزارش، زمان بازدید به اشتباه ژوئن نوشته شده بود که اصلاح شد.',
  ],
  [
    JA,
    '【訂正】当初の記事で監督官の訪問を六月としていましたが、正しくは五月でした。',
    '当初の記事に「六月」とあったのは「五月」の誤りでした。訂正しておわびします。',
  ],
  [
    KO,
    '[바로잡습니다] 앞서 나간 기사에서 근로감독관이 유월에 방문했다고 썼으나 오월이 맞습니다.',
    '본 기사는 최초 보도에서 방문 시기를 유월로 잘못 표기해 수정했습니다. 독자께 사과드립니다.',
  ],
  [
    HANS,
    '更正：本文早前版本误称监察员六月来访，实为五月。',
    '本报此前报道中将监察员来访的月份误写为六月，现予更正，并向读者致歉。',
  ],
  [
    HANT,
    '更正說明：本文先前版本誤植檢查員來訪月份為六月，應為五月。',
    '本文先前將檢查員來訪的月份誤植為六月，特此更正，並向讀者致歉。',
  ],
  [
    VI,
    'Đính chính: bản đăng đầu tiên ghi nhầm thanh tra đến vào tháng sáu, đúng ra là tháng năm.',
    'Bản trước của bài viết này đã ghi sai thời điểm thanh tra đến là tháng sáu. Tòa soạn xin lỗi bạn đọc và đã sửa lại.',
  ],
];

/** News in which the same words are about something else. */
const NEWS: readonly (readonly [Article, string])[] = [
  [
    EN,
    'The ministry amended the regulation on Friday, and an earlier version of the bill had been withdrawn in March.',
  ],
  [
    FR,
    'Le ministère a publié vendredi une version corrigée de son rapport, sans présenter d’excuses aux familles.',
  ],
  [
    DE,
    'Das Amt hat seine Zahlen am Freitag korrigiert; eine frühere Fassung des Gesetzes war im März gescheitert.',
  ],
  [
    ES,
    'El ministerio corrigió el viernes sus cifras, y una versión anterior de la ley se había retirado en marzo.',
  ],
  [
    PT,
    'O ministério corrigiu na sexta-feira os seus números, e o dono da oficina pediu desculpas às famílias.',
  ],
  [
    NL,
    'Het ministerie heeft zijn cijfers vrijdag gecorrigeerd en de reder bood de families zijn excuses aan.',
  ],
  [RU, 'Министерство в пятницу исправило свои данные, а владелец принёс извинения семьям.'],
  [TR, 'Bakanlık cuma günü verilerini düzeltti, arazi sahibi ise ailelerden özür diledi.'],
  [AR, 'وصححت الوزارة أرقامها يوم الجمعة، واعتذر صاحب المزرعة للعائلات.'],
  [FA, 'وزارتخانه روز جمعه آمار خود را تصحیح کرد و صاحب مزرعه از خانواده‌ها پوزش خواست.'],
  [JA, '省は金曜日に統計を訂正し、経営者は家族に謝罪した。'],
  [KO, '부처는 금요일에 통계를 정정했고 농장주는 가족들에게 사과했다.'],
  [HANS, '主管部门星期五更正了统计数字，农场主也向家属致歉。'],
  [HANT, '主管機關星期五更正了統計數字，農場主人也向家屬致歉。'],
  [VI, 'Bộ đã sửa lại số liệu hôm thứ sáu và chủ nông trại đã xin lỗi các gia đình.'],
];

const corrections: readonly Story[] = [
  ...CORRECTIONS.map(([of, top]) =>
    then(
      `a correction above the text, ${of.lang}`,
      of,
      pageOf(of, { top: p(top), turn: 1 }),
      CORRECTED,
      {
        passage: 'intact',
      },
    ),
  ),
  ...CORRECTIONS.map(([of, , bottom]) =>
    then(
      `a correction below the text, ${of.lang}`,
      of,
      pageOf(of, { bottom: `<p><em>${bottom}</em></p>`, turn: 1 }),
      CORRECTED,
      { passage: 'intact' },
    ),
  ),
  ...NEWS.map(([of, news]) =>
    then(
      `news of a correction of something else, ${of.lang}`,
      of,
      pageOf(of, { text: [...of.text, news] }),
      EDITED,
      {
        passage: 'intact',
      },
    ),
  ),
];

/** How papers and journals take all of it back. */
const RETRACTIONS: readonly (readonly [Article, string])[] = [
  [
    EN,
    'Editors’ note: The Observer has retracted this article after an inquiry found that two of the interviews did not take place.',
  ],
  [
    FR,
    'Cet article a été retiré par la rédaction le 2 octobre : deux des entretiens n’ont pas eu lieu.',
  ],
  [
    DE,
    'Diesen Artikel hat die Redaktion zurückgezogen, weil zwei der Gespräche nicht stattgefunden haben.',
  ],
  [
    ES,
    'Este artículo ha sido retirado por la redacción porque dos de las entrevistas no tuvieron lugar.',
  ],
  [PT, 'Esta reportagem foi retratada pela redação, porque duas das entrevistas não aconteceram.'],
  [RU, 'Редакция отзывает эту статью: два интервью, на которых она основана, не состоялись.'],
  [HANS, '撤稿声明：经调查，本文所依据的两次采访并不存在，编辑部决定撤回本文。'],
  [
    JA,
    'この記事は、取材の一部が行われていなかったことが判明したため、編集部の判断で取り消しました。',
  ],
];

const swap = (of: Article, from: string, to: string): readonly string[] => {
  const text = of.text.map((one) => one.replace(from, to));
  if (text.join() === of.text.join()) throw new Error(`not there: ${from}`);
  return text;
};

const moved = (list: readonly string[], from: number, to: number): readonly string[] =>
  list.toSpliced(from, 1).toSpliced(to, 0, list[from] ?? '');

const ROWS = ['Meles 41 17', 'Karvan 33 29', 'Tarim 28 12', 'Sunda 19 8', 'Ostrava 5 2'];
const table = (rows: readonly string[]): string =>
  `<table><tr><th>Port</th><th>Complaints</th><th>Settled</th></tr>${rows
    .map(
      (row) =>
        `<tr>${row
          .split(' ')
          .map((cell) => `<td>${cell}</td>`)
          .join('')}</tr>`,
    )
    .join('')}</table>`;

const teaser = (of: Article): string =>
  pageOf(of, {
    text: of.text.slice(0, 1),
    bottom:
      '<div class="gate"><h2>Keep reading for 1 dollar a week</h2><p>This article is for subscribers of the Observer. Subscribe to read the rest. Cancel at any time.</p><a href="/offer">See our offers</a></div>',
  });

const quietNights = (of: Article, n: number): readonly Night[] =>
  Array.from({ length: n }, (_, turn) => ({ page: pageOf(of, { turn }) }));

const MORE =
  'The union of seafarers has opened a telephone line for the families, which is staffed every evening.';

const edits: readonly Story[] = [
  ...RETRACTIONS.map(([of, note]) =>
    then(
      `a retraction, ${of.lang}`,
      of,
      pageOf(of, { top: `<div class="notice"><p>${note}</p></div>`, turn: 1 }),
      'high source-retracted!, low content-edited',
    ),
  ),
  ...[EN, FR, RU, AR, FA, JA].map((of) => {
    const [figure = ''] = /\d+|[۰-۹]+/u.exec(of.text[1] ?? '') ?? [];
    const other = figure.replace(/.$/u, (last) =>
      last >= '۰' ? (last === '۳' ? '۵' : '۳') : last === '3' ? '5' : '3',
    );
    return then(
      `one figure of the quoted passage, ${of.lang}`,
      of,
      pageOf(of, { text: swap(of, figure, other), turn: 1 }),
      `high passage-altered!, ${MAY_EDIT}`,
      { passage: 'altered' },
    );
  }),
  then(
    'one figure of another sentence',
    EN,
    pageOf(EN, { text: swap(EN, 'four vessels', 'five vessels'), turn: 1 }),
    EDITED,
    { passage: 'intact' },
  ),
  then(
    'one figure in digits of another sentence',
    FR,
    pageOf(FR, {
      text: [
        ...FR.text.slice(0, 4),
        'Le gouverneur a promis une enquête dont ni la date ni l’étendue ne sont connues à ce jour.',
      ],
      bottom: p('Le décret a été pris en 2019.'),
    }),
    EDITED,
  ),
  {
    what: 'a paragraph more, and a correction on night 4: both are told',
    nights: [
      { page: pageOf(EN) },
      { page: pageOf(EN, { text: [...EN.text, MORE], turn: 1 }), open: EDITED },
      { page: pageOf(EN, { text: [...EN.text, MORE], turn: 2 }), open: MAY_EDIT },
      {
        page: pageOf(EN, {
          text: [...EN.text, MORE],
          bottom: p('Correction: the line is staffed on weekdays only, not every evening.'),
          turn: 3,
        }),
        open: CORRECTED,
      },
    ],
  },
  {
    what: 'a paragraph more that is taken back on night 3',
    nights: [
      { page: pageOf(EN) },
      { page: pageOf(EN, { text: [...EN.text, MORE] }), open: EDITED },
      { page: pageOf(EN, { turn: 2 }) },
      { page: pageOf(EN, { turn: 3 }) },
    ],
  },
  {
    what: 'a figure of the passage that is put right again',
    nights: [
      { page: pageOf(EN) },
      {
        page: pageOf(EN, { text: swap(EN, '126', '128') }),
        open: `high passage-altered!, ${MAY_EDIT}`,
        passage: 'altered',
      },
      { page: pageOf(EN, { turn: 2 }), passage: 'intact' },
    ],
  },
  then(
    'the quoted paragraph moved to the end',
    EN,
    pageOf(EN, { text: moved(EN.text, 1, 5) }),
    MAY_EDIT,
    {
      passage: 'intact',
    },
  ),
  then(
    'the quoted paragraph taken out',
    EN,
    pageOf(EN, { text: EN.text.toSpliced(1, 1) }),
    `high passage-missing!, ${MAY_EDIT}`,
    { passage: 'missing' },
  ),
  then(
    'the quoted paragraph cut in two',
    EN,
    pageOf(EN, {
      text: EN.text.toSpliced(
        1,
        1,
        'Of 126 deckhands who came home between March and June, 83 had received',
        'less than a third of the wages that their contracts promised.',
      ),
    }),
    MAY_EDIT,
    { passage: 'intact' },
  ),
  then(
    'a “not” put into the passage',
    EN,
    pageOf(EN, { text: swap(EN, '83 had received', '83 had not received') }),
    `high passage-altered!, ${MAY_EDIT}`,
    { passage: 'altered' },
  ),
  {
    what: 'the article in pages, of which the passage stands on the second',
    nights: [
      { page: pageOf(EN) },
      {
        page: pageOf(EN, {
          text: EN.text.slice(0, 1).concat(EN.text.slice(2, 4)),
          bottom: '<nav class="pages">1 <a rel="next" href="?page=2">2</a></nav>',
          turn: 1,
        }),
        also: {
          'https://www.paper.example/world/2025/03/deckhands-wages?page=2': pageOf(EN, {
            text: [EN.text[1] ?? '', ...EN.text.slice(4)],
            turn: 1,
          }),
        },
        open: MAY_EDIT,
        passage: 'intact',
      },
    ],
  },
  {
    what: 'a teaser with an offer after a fortnight',
    nights: [
      ...quietNights(EN, 5),
      { page: teaser(EN), open: 'low *!', link: 'blocked:paywall', passage: 'unverifiable' },
      { page: teaser(EN), open: 'low *!', link: 'blocked:paywall', passage: 'unverifiable' },
      { page: teaser(EN), open: 'low *!', link: 'blocked:paywall', passage: 'unverifiable' },
      { page: teaser(EN), open: 'low *!', link: 'blocked:paywall', passage: 'unverifiable' },
      { page: pageOf(EN, { turn: 3 }), passage: 'intact' },
    ],
  },
  {
    what: 'a table that is sorted by another column',
    nights: [
      { page: pageOf(EN, { bottom: table(ROWS) }) },
      {
        page: pageOf(EN, { bottom: table(ROWS.toReversed()), turn: 1 }),
        open: MAY_EDIT,
        passage: 'intact',
      },
    ],
  },
  {
    what: 'a figure in a table',
    nights: [
      { page: pageOf(EN, { bottom: table(ROWS) }) },
      {
        page: pageOf(EN, { bottom: table(ROWS.with(1, 'Karvan 38 29')), turn: 1 }),
        open: EDITED,
        passage: 'intact',
      },
    ],
  },
  then(
    'a headline that says more',
    EN,
    pageOf(EN, { title: 'Deckhands of the southern fleet wait three years for wages' }),
    EDITED,
    { passage: 'intact' },
  ),
  then(
    'a sentence struck through',
    EN,
    pageOf(EN, {
      text: swap(
        EN,
        'The ministry has not acted on the recommendation.',
        '<del>The ministry has not acted on the recommendation.</del> The ministry suspended two licences on Monday.',
      ),
    }),
    EDITED,
  ),
  then(
    'another page of the site where the article was',
    EN,
    siteOf(
      EN,
      'Rain stops the chess final',
      '<h1>Rain stops the chess final</h1><p>The tent over the boards held for an hour, and then no longer.</p>',
    ),
    'low *!',
    { passage: 'unverifiable' },
  ),
  then('the text as a PDF of the same words', EN, answer(pageOf(EN, { turn: 4 })), '', {
    passage: 'intact',
  }),
];

/** Nights on which nothing but this turns. */
const noise = (what: string, of: Article, page: (night: number) => Page, nights = 3): Story => ({
  what,
  of,
  nights: Array.from({ length: nights }, (_, night) => ({ page: page(night), passage: 'intact' })),
});

const two = (n: number): string => String(n).padStart(2, '0');

const lookalikes: readonly Story[] = [
  noise('headlines between the paragraphs', EN, (n) =>
    pageOf(EN, {
      text: EN.text,
      top: '',
      bottom: `<section class="related"><h3>More from World</h3><ul>${[0, 1, 2].map((i) => `<li><a href="/n/${n}${i}">${EN.headlines[(n + i) % 4]}</a></li>`).join('')}</ul></section>`,
    }),
  ),
  noise('a card of another story in the middle of the text', FR, (n) =>
    pageOf(FR, {
      text: [
        ...FR.text.slice(0, 3),
        `</p><div class="card"><a href="/n/${n}"><img src="/${n}.jpg" alt="${FR.headlines[n % 3]}"><span>${FR.headlines[n % 3]}</span></a></div><p>`,
        ...FR.text.slice(3),
      ],
    }),
  ),
  noise('an advertisement in words', DE, (n) =>
    pageOf(DE, {
      bottom: `<div class="ad" aria-label="Anzeige"><a rel="sponsored" href="https://ads.example/${n}">${['Matratzen bis Freitag zum halben Preis', 'Jetzt Strom vergleichen und sparen', 'Neue Brille zum Nulltarif', 'Kreuzfahrt im Mai'][n]}</a></div>`,
    }),
  ),
  noise('shares and readings', ES, (n) =>
    pageOf(ES, {
      top: `<p class="meta"><span>${120 + n * 37} compartidos</span> · <span>${(9_431 + n * 811).toLocaleString('es')} lecturas</span></p>`,
    }),
  ),
  noise('“updated n minutes ago”', PT, (n) =>
    pageOf(PT, {
      top: `<p class="meta">Publicado em 3 mar. 2025 · atualizado há ${7 + n * 11} minutos</p>`,
    }),
  ),
  noise('“n hours ago” in Korean', KO, (n) =>
    pageOf(KO, { top: `<p class="meta">입력 2025.03.03. 09:10 · ${n + 2}시간 전 수정</p>` }),
  ),
  noise('“n hours ago” in Arabic', AR, (n) =>
    pageOf(AR, { top: `<p class="meta">آخر تحديث: منذ ${n + 3} ساعات</p>` }),
  ),
  noise('a date that comes in two formats', EN, (n) =>
    pageOf(EN, {
      top: `<p class="dateline">${n % 2 === 0 ? '3 March 2025' : 'March 3, 2025'}</p>`,
    }),
  ),
  noise('a date of a calendar with names of days', TR, (n) =>
    pageOf(TR, {
      aside: `<p>${two(n + 1)} Ekim 2025 ${['Çarşamba', 'Perşembe', 'Cuma', 'Cumartesi'][n]}</p>`,
    }),
  ),
  noise('a cookie text that is reworded', NL, (n) =>
    pageOf(NL, {
      aside: `<div id="cookie-banner" role="dialog"><p>${n < 2 ? 'Wij gebruiken cookies om de site te laten werken.' : 'Deze site gebruikt cookies voor statistiek en advertenties. Lees onze verklaring.'}</p><button>Akkoord</button></div>`,
    }),
  ),
  noise(
    'a caption that is loaded late',
    EN,
    (n) =>
      pageOf(EN, {
        top:
          n % 2 === 0
            ? '<figure><img data-src="/b.jpg" class="lazy" alt=""></figure>'
            : '<figure><img src="/b.jpg" alt=""><figcaption>The harbour of Meles in May. Photograph: A. Observer</figcaption></figure>',
      }),
    2,
  ),
  noise('the life of the author', RU, (n) =>
    pageOf(RU, {
      aside: `<div class="author-bio"><p>Анна Берегова ${n < 2 ? 'пишет о море и людях' : 'пишет о море, людях и судах; живёт в портовом городе'}.</p></div>`,
    }),
  ),
  noise('comments that grow', EN, (n) =>
    pageOf(EN, {
      aside: `<section id="comments"><h2>${n * 3 + 2} comments</h2>${Array.from({ length: n + 1 }, (_, i) => `<article class="comment"><b>Reader ${i}</b><p>${['Shameful, and nobody will be charged for it.', 'My uncle sailed with them and says the same.', 'Why does the ministry wait for a working group?', 'Good reporting, thank you.'][i]}</p></article>`).join('')}</section>`,
    }),
  ),
  noise('comments in the article', HANS, (n) =>
    pageOf(HANS, {
      bottom: `<div class="comments"><h3>评论（${n + 2}）</h3>${Array.from({ length: n + 1 }, (_, i) => `<div class="comment"><span>读者${i}</span><p>${['真让人难过。', '希望有关方面尽快处理。', '我叔叔也遇到过。', '谢谢记者。'][i]}</p></div>`).join('')}</div>`,
    }),
  ),
  noise('the weather and the rate of the dollar', FA, (n) =>
    pageOf(FA, {
      aside: `<p>تهران ${12 + n}° · دلار ${(58_000 + n * 350).toLocaleString('fa')}</p>`,
    }),
  ),
  noise('a count-down', JA, (n) => pageOf(JA, { aside: `<p>選挙まであと${30 - n}日</p>` })),
  noise('a live ticker above the page', HANT, (n) =>
    pageOf(HANT, {
      aside: `<div class="ticker"><span>快訊</span> <a href="/n/${n}">${HANT.headlines[n % 3]}</a></div>`,
    }),
  ),
  noise('a button that is called otherwise', VI, (n) =>
    pageOf(VI, {
      bottom: `<div class="share"><button>${n % 2 === 0 ? 'Chia sẻ' : 'Chia sẻ bài viết'}</button><button>Lưu</button></div>`,
    }),
  ),
  noise('the reading time', EN, (n) =>
    pageOf(EN, { top: `<p class="meta">${4 + (n % 2)} min read</p>` }),
  ),
  noise(
    'new markup around the same words',
    EN,
    (n) =>
      n === 0
        ? pageOf(EN)
        : pageOf(EN)
            .replaceAll('<p>', '<div class="para"><span>')
            .replaceAll('</p>', '</span></div>'),
    2,
  ),
  noise(
    'typographic marks',
    EN,
    (n) =>
      n === 0
        ? pageOf(EN)
        : pageOf(EN).replaceAll(', according', ',&nbsp;according').replaceAll('-', '\u2010'),
    2,
  ),
];

/** What the noise above must not hide. */
const twins: readonly Story[] = [
  {
    what: 'a caption with another word',
    nights: ['sailor', 'captain'].map((who, i) => ({
      page: pageOf(EN, {
        top: `<figure><img src="/b.jpg" alt=""><figcaption>The freezer, in which the body of a ${who} lay for weeks</figcaption></figure>`,
      }),
      open: i === 0 ? '' : EDITED,
    })),
  },
  {
    what: 'a link that gives way to a sentence',
    nights: [
      '<p><a href="/f/1.pdf">The inspectors’ report in full</a></p>',
      '<p>The inspectors’ report is kept from the public by order of the ministry.</p>',
    ].map((bottom, i) => ({ page: pageOf(EN, { bottom }), open: i === 0 ? '' : EDITED })),
  },
];

/** What editors do to a text, and what only looks like it. */
export const EDITS: readonly Story[] = [...corrections, ...edits, ...lookalikes, ...twins];

if (ARTICLES.length !== CORRECTIONS.length) throw new Error('a language is without its correction');
