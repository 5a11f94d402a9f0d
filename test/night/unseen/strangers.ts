import { column, pdf, wrap } from '../../reading/pdf-writer.js';
import type { Page } from '../../world.js';
import {
  AR,
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

/** Nights that a death takes: an answer that stood for as many may be told as one. */
const DEATH = 3;

interface More {
  readonly link?: string;
  readonly source?: Story['source'];
  readonly series?: Story['more'];
  readonly good?: (turn: number) => Page;
}

/** The document, then what came in its place for some nights, then the document with another list beside it. */
const away = (what: string, of: Article, pages: readonly Page[], more: More = {}): Story => {
  const good = more.good ?? ((turn: number): Page => pageOf(of, { turn }));
  const absent = pages.map(
    (page, i): Night => ({
      page,
      open:
        i + 1 < DEATH
          ? 'low *!'
          : 'low *, high source-soft-404, high source-server-error, high source-gone',
      passage: 'unverifiable',
      ...(more.link === undefined ? {} : { link: more.link }),
    }),
  );
  return {
    what,
    of,
    ...(more.source === undefined ? {} : { source: more.source }),
    ...(more.series === undefined ? {} : { more: more.series }),
    nights: [{ page: good(0), passage: 'intact' }, ...absent, { page: good(3), passage: 'intact' }],
  };
};

const bare = (lang: string, title: string, body: string): string =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title>${body}</html>`;
const times = <T>(n: number, of: (i: number) => T): readonly T[] =>
  Array.from({ length: n }, (_, i) => of(i));

const LIBRARY = `<div style="text-align:center"><img src="/crane.png" alt=""><h1>Our shelves are being re-hung</h1><p>Between the second and the fifth of the month the reading pages sleep. Nothing is lost; the cranes are simply too loud to work beside. Kindly look in again on Monday.</p></div>`;
const ORDERS = `<h1>Ordre de service 14</h1><p>Les armoires de la salle C seront déplacées cette nuit. Les lecteurs sont invités à patienter dans le hall jusqu’à la reprise, prévue avant l’ouverture des guichets.</p>`;
const UMZUG = `<section class="hero"><h1>Hier wird geschraubt</h1><p>Unsere Kolleginnen bauen über das Wochenende neue Schränke ein. Ab Montag früh ist alles wieder so, wie Sie es kennen, nur schneller.</p></section>`;

const feast = (day: number): string =>
  bare(
    'en',
    'A day of remembrance',
    `<body style="background:#000;color:#fff"><h1>A day of remembrance</h1><p>Today the editors lay down their pens for those who did not come home. We shall speak again when the bells have rung${'.'.repeat(day)}</p></body>`,
  );

const captcha = (day: number): string =>
  bare(
    'en',
    'One small thing first',
    `<main><h1>One small thing first</h1><p>Unusual traffic has been seen from the network that you share with others. To go on to the page, please tick the picture in which a traffic light can be seen, and then press the button below it.</p><p>Why do we ask? Automated programs copy our pages thousands of times a minute, which makes them slow for readers. A person needs three seconds for what a program cannot do at all. Nothing about you is stored beyond this visit, and you will not be asked again for a day.</p><p>If you share your connection with an office, a library or a telephone company, somebody else may have caused this. Turning a private relay off often helps. So does a browser that was updated this year.</p><p>Still stuck? Write down the number below and tell our reader service when it happened. They will look into it on working days.</p><p>Request ${(day * 7919 + 104729).toString(16)}-${(day * 104729).toString(16)}</p></main>`,
  );

const ray = (day: number): string =>
  bare(
    'en',
    'paper.example | 520: Web server is returning an unknown error',
    `<div id="cf-wrapper"><h1>Web server is returning an unknown error <span>Error code 520</span></h1><p>Visit cloudflare.com for more information. 2025-10-0${day} 02:0${day}:1${day} UTC</p><div>You Browser Working</div><div>Frankfurt Cloudflare Working</div><div>www.paper.example Host Error</div><h2>What happened?</h2><p>There is an unknown connection issue between Cloudflare and the origin web server. As a result, the web page can not be displayed.</p><h2>What can I do?</h2><p>If you are a visitor of this website: please try again in a few minutes.</p><p>Cloudflare Ray ID: 8f${day}c1d${day * 7}ea9${day}b · Your IP: 203.0.113.${day} · Performance &amp; security by Cloudflare</p></div>`,
  );

const homeOf = (of: Article, turn: number): string =>
  siteOf(
    of,
    of.publisher,
    [0, 1, 2, 3]
      .map((i) => {
        const headline = of.headlines[(turn + i) % of.headlines.length] ?? '';
        return `<article><h2><a href="/n/${turn}${i}">${headline}</a></h2><p>${headline}. ${of.text[(turn + i + 2) % of.text.length]?.slice(0, 40) ?? ''}…</p></article>`;
      })
      .join(''),
  );

const growing = (n: number): string =>
  bare(
    'en',
    'Status of our services',
    `<h1>Status of our services</h1>${[
      'Monday, 8.10: some readers see an older version of the front page. We are on it.',
      'Monday, 11.45: the cause lies with a storage cabinet at our supplier, who has sent two engineers.',
      'Tuesday, 9.00: the cabinet was replaced during the night, and copying has begun. Two thirds are done.',
      'Wednesday, 7.30: copying took longer than hoped. The last third follows today, the pictures tomorrow.',
    ]
      .slice(0, n)
      .map((line) => `<p>${line}</p>`)
      .join('')}`,
  );

const parked = (day: number): string =>
  bare(
    'en',
    'paper.example',
    `<h1>paper.example</h1><p>Related links</p><ul>${[
      'Cruise deals',
      'Squid recipes',
      'Boat insurance',
      'Maritime law degrees',
      'Harbour hotels',
    ]
      .slice(day % 2)
      .map((one) => `<li><a href="/r?${day}">${one}</a></li>`)
      .join('')}</ul><p>The owner of this name may be willing to part with it. Inquire within.</p>`,
  );

const file = 'https://www.ministry.example/files/inspection-report.pdf';
const filler = EN.text.join(' ');
const report = (turn: number): Page =>
  answer(
    pdf({
      pages: [
        [{ x: 60, y: 100, text: 'Inspection report 2024', size: 22 }],
        [
          ...column(60, 80, wrap(`${filler} ${filler}`, 80)),
          { x: 60, y: 760, text: `Printed ${turn + 1} October 2025` },
        ],
      ],
    }),
    {},
    'application/pdf',
  );
const ofFile: More = {
  good: report,
  source: { url: file, title: 'Inspection report 2024' },
};
const ofSeries: More = {
  ...ofFile,
  source: { url: file, title: 'Inspection report 2024', series: 'ir', edition: '2024' },
  series: {
    series: [
      {
        id: 'ir',
        name: 'Inspection report',
        cadence: null,
        index: [],
        pattern: null,
        subject: [],
        editions: [],
      },
    ],
  },
};

const login = siteOf(
  EN,
  'Welcome back',
  '<h1>Welcome back</h1><form action="/in" method="post"><label>E-mail <input name="m"></label><label>Password <input type="password" name="p"></label><button>Continue</button></form><p>New here? It takes a minute.</p>',
);

/** What stands for some nights in the place of a document: none of it is the document, and none its death before the third night. */
export const STRANGERS: readonly Story[] = [
  away('a notice of one night in a drawing', EN, [
    bare('en', 'Our shelves are being re-hung', LIBRARY),
  ]),
  away(
    'a notice of two nights',
    EN,
    times(2, () => bare('en', 'Our shelves are being re-hung', LIBRARY)),
  ),
  away(
    'a notice of four nights',
    EN,
    times(4, () => bare('en', 'Our shelves are being re-hung', LIBRARY)),
  ),
  away(
    'a French one at a French article',
    FR,
    times(2, () => bare('fr', 'Ordre de service', ORDERS)),
  ),
  away(
    'a German one within the site’s own header and foot',
    DE,
    times(2, () => siteOf(DE, 'Hier wird geschraubt', UMZUG)),
  ),
  away(
    'an English one at a Chinese article',
    HANS,
    times(2, () => bare('en', 'Moving day', LIBRARY)),
  ),
  away(
    'one at a Spanish article',
    ES,
    times(2, () =>
      siteOf(
        ES,
        'Vuelva usted el lunes',
        '<h1>Vuelva usted el lunes</h1><p>La imprenta estrena rotativa y, mientras los técnicos la afinan, los textos descansan en el cajón. Gracias por la paciencia.</p>',
      ),
    ),
  ),
  away(
    'one at a Portuguese article',
    PT,
    times(3, () =>
      bare(
        'pt',
        'Já voltamos',
        '<h1>Já voltamos</h1><p>Estamos a trocar as gavetas do arquivo. O cheiro de tinta passa até quinta-feira.</p>',
      ),
    ),
  ),
  away(
    'one at a Dutch article',
    NL,
    times(2, () =>
      bare(
        'nl',
        'Even geduld',
        '<h1>Even geduld</h1><p>De zolder wordt opgeruimd. Zodra de dozen weer op hun plek staan, vindt u alles terug zoals het was.</p>',
      ),
    ),
  ),
  away(
    'one at a Russian article',
    RU,
    times(2, () =>
      siteOf(
        RU,
        'Переезжаем',
        '<h1>Переезжаем</h1><p>Шкафы с подшивками едут в новое здание. Грузчики обещают управиться к понедельнику, а мы обещаем пирог.</p>',
      ),
    ),
  ),
  away(
    'one at a Turkish article',
    TR,
    times(2, () =>
      bare(
        'tr',
        'Kısa bir mola',
        '<h1>Kısa bir mola</h1><p>Matbaanın dişlileri yağlanıyor. Pazartesi sabahı aynı yerde, aynı yazılarla buluşmak üzere.</p>',
      ),
    ),
  ),
  away(
    'one at an Arabic article',
    AR,
    times(2, () =>
      siteOf(
        AR,
        'استراحة قصيرة',
        '<h1>استراحة قصيرة</h1><p>ننقل خزائننا إلى الطابق الثاني، وسنلتقي بكم صباح الأحد بإذن الله.</p>',
      ),
    ),
  ),
  away(
    'one at a Persian article',
    FA,
    times(2, () =>
      bare(
        'fa',
        'کمی صبر',
        '<h1>کمی صبر</h1><p>قفسه‌ها را رنگ می‌زنیم. بوی رنگ تا شنبه می‌رود و همه چیز سر جای خود خواهد بود.</p>',
      ),
    ),
  ),
  away(
    'one at a Japanese article',
    JA,
    times(2, () =>
      siteOf(
        JA,
        'お休みをいただきます',
        '<h1>お休みをいただきます</h1><p>書庫の棚を入れ替えております。月曜の朝には元どおりお読みいただけます。</p>',
      ),
    ),
  ),
  away(
    'one at a Korean article',
    KO,
    times(2, () =>
      bare(
        'ko',
        '잠시 쉬어 갑니다',
        '<h1>잠시 쉬어 갑니다</h1><p>서고의 책장을 바꾸고 있습니다. 월요일 아침에는 예전처럼 읽으실 수 있습니다.</p>',
      ),
    ),
  ),
  away(
    'one at an article in traditional characters',
    HANT,
    times(2, () =>
      bare('zh-Hant', '稍候片刻', '<h1>稍候片刻</h1><p>書庫正在更換木架，週一早晨一切如常。</p>'),
    ),
  ),
  away(
    'one at a Vietnamese article',
    VI,
    times(2, () =>
      bare(
        'vi',
        'Nghỉ một chút',
        '<h1>Nghỉ một chút</h1><p>Chúng tôi đang sơn lại kho báo. Sáng thứ hai mọi thứ sẽ trở về chỗ cũ.</p>',
      ),
    ),
  ),
  away('a day of mourning on which the paper shows a black page', EN, times(1, feast)),
  away('two texts by turns', EN, [
    bare('en', 'A', LIBRARY),
    bare('de', 'B', UMZUG),
    bare('en', 'A', LIBRARY),
    bare('de', 'B', UMZUG),
  ]),
  away(
    'a status page that grows',
    EN,
    times(4, (i) => growing(i + 1)),
  ),
  away(
    'a status page that begins long and shrinks',
    EN,
    times(3, (i) => growing(4 - i)),
  ),
  away(
    'JSON instead of a page',
    EN,
    times(2, (i) =>
      answer(
        `{"ok":false,"reason":"window","until":"2025-10-0${i + 5}T06:00:00Z","trace":"${i * 7919}"}`,
        {},
        'application/json',
      ),
    ),
  ),
  away(
    'a line of plain text',
    EN,
    times(2, () => answer('backend pool empty\n', {}, 'text/plain')),
  ),
  away(
    'nothing at all with 200',
    EN,
    times(2, () => answer('')),
  ),
  away(
    'white space and a comment with 200',
    EN,
    times(2, () => answer('<!-- ok -->\n\n')),
  ),
  away(
    'an image instead of the page',
    EN,
    times(2, () =>
      answer(
        new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]),
        {},
        'image/png',
      ),
    ),
  ),
  away(
    'a feed instead of the page',
    EN,
    times(2, (i) =>
      answer(
        `<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Observer</title><item><title>${EN.headlines[i]}</title><description>${EN.headlines[i + 1]}</description></item></channel></rss>`,
        {},
        'application/rss+xml',
      ),
    ),
  ),
  away(
    'the home page, with other headlines every night',
    EN,
    times(3, (i) => homeOf(EN, i)),
  ),
  away(
    'the home page of a French paper',
    FR,
    times(2, (i) => homeOf(FR, i)),
  ),
  away(
    'a page to log in with',
    EN,
    times(2, () => login),
    { link: 'blocked:login' },
  ),
  away('a parked domain', EN, times(2, parked)),
  away('a captcha of much text', EN, times(4, captcha), {
    link: 'blocked:bot-wall blocked soft-404 doubtful',
  }),
  away(
    'a delivery network’s error with another number every night, with 200',
    EN,
    times(3, (i) => ray(i + 1)),
  ),
  away(
    'a delivery network’s error with its own status',
    EN,
    times(2, (i) => answer(ray(i + 1), { http: 520 })),
    { link: 'server-error' },
  ),
  away(
    'a notice where a PDF was',
    EN,
    times(2, () => bare('en', 'Our shelves are being re-hung', LIBRARY)),
    ofFile,
  ),
  away(
    'a page to log in with where a PDF was',
    EN,
    times(2, () => login),
    ofFile,
  ),
  away(
    'nothing where a PDF was',
    EN,
    times(2, () => answer('', {}, 'application/pdf')),
    ofFile,
  ),
  away(
    'another PDF of one page for a night',
    EN,
    [
      answer(
        pdf({
          pages: [
            [
              {
                x: 60,
                y: 90,
                text: 'This file is being replaced. Please ask the registry for it.',
              },
            ],
          ],
        }),
        {},
        'application/pdf',
      ),
    ],
    ofFile,
  ),
  away(
    'a notice with a later year where an issue of a series was',
    EN,
    times(2, () =>
      bare(
        'en',
        'Inspection report: notice of 3 October 2025',
        '<h1>Notice of 3 October 2025</h1><p>The library of inspection reports is closed for stocktaking until 6 October 2025.</p>',
      ),
    ),
    ofSeries,
  ),
  away(
    'a list of all issues where one of them was',
    EN,
    times(2, () =>
      bare(
        'en',
        'Inspection reports',
        '<h1>Inspection reports</h1><ul><li><a href="/f/2025.pdf">Inspection report 2025</a></li><li><a href="/f/2024.pdf">Inspection report 2024</a></li><li><a href="/f/2023.pdf">Inspection report 2023</a></li></ul>',
      ),
    ),
    ofSeries,
  ),
  away(
    'a machine’s directory listing',
    EN,
    times(2, (i) =>
      bare(
        'en',
        'Index of /world/2025/03',
        `<h1>Index of /world/2025/03</h1><pre><a href="../">../</a>\n<a href="a/">a/</a> 0${i + 1}-Oct-2025 02:00 -\n<a href="b/">b/</a> 0${i + 1}-Oct-2025 02:00 -</pre>`,
      ),
    ),
  ),
  away(
    'a setup page of the machine',
    EN,
    times(2, () =>
      bare(
        'en',
        'Welcome to nginx!',
        '<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p><p><em>Thank you for using nginx.</em></p>',
      ),
    ),
  ),
  away(
    'the installer of the editors’ system',
    EN,
    times(2, () =>
      bare(
        'en',
        'WordPress › Installation',
        '<h1>Welcome</h1><p>Welcome to the famous five-minute installation process! Just fill in the information below.</p><form><label>Site title <input></label><label>Username <input></label><label>Password <input type="password"></label></form>',
      ),
    ),
  ),
  away(
    'a survey of readers before the page',
    EN,
    times(2, () =>
      siteOf(
        EN,
        'Two minutes for us?',
        '<h1>Two minutes for us?</h1><p>How often do you read the Observer on paper? Once a week, on Sundays, never. What do you miss? Tell us, and win one of forty umbrellas.</p><button>Later</button>',
      ),
    ),
  ),
  away('another article of the site for one night', EN, [
    pageOf(
      { ...EN, title: 'Rain stops the chess final' },
      {
        text: [
          'The tent over the boards held for an hour.',
          'Then the organisers carried the clocks inside, one after the other, under a borrowed tarpaulin.',
          'Play is to go on tomorrow at ten, if the forecast of the harbour master can be trusted.',
        ],
      },
    ),
  ]),
];
