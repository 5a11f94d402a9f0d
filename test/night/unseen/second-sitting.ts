import { column, pdf, wrap } from '../../reading/pdf-writer.js';
import type { Page } from '../../world.js';
import { type Article, DE, EN, FR, HANS, KO, pageOf, RU, siteOf, TR } from './articles.js';
import { answer, HERE, ledTo, type Night, type Story } from './story.js';

const LOW = 'low *';
const intact = (page: Page, open = ''): Night => ({ page, open, passage: 'intact' });
const gone = (page: Page): Night => ({ page, open: 'low *!', passage: 'unverifiable' });
const p = (text: string): string => `<p>${text}</p>`;

/** A night of something else in the document's place, and the document again. */
const oneNight = (
  what: string,
  of: Article,
  page: Page,
  night: (page: Page) => Night = gone,
): Story => ({
  what,
  of,
  nights: [intact(pageOf(of)), night(page), intact(pageOf(of, { turn: 3 }))],
});
const noise = (what: string, of: Article, ...pages: readonly Page[]): Story => ({
  what,
  of,
  nights: [pageOf(of), ...pages].map((page) => intact(page)),
});
const then = (what: string, of: Article, page: Page, open: string, passage = 'intact'): Story => ({
  what,
  of,
  nights: [intact(pageOf(of)), { page, open, passage }],
});

const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (c) => (c.charCodeAt(0) < 256 ? c.charCodeAt(0) : 63));
const koi = (text: string): Uint8Array =>
  Uint8Array.from(text, (c) => {
    const code = c.charCodeAt(0);
    return code < 128
      ? code
      : code >= 0x410 && code <= 0x44f
        ? code - 0x410 + 0xc0
        : code === 0x451
          ? 0xb8
          : code === 0x401
            ? 0xa8
            : 63;
  });

const NOTE =
  'Correction: the inspectors boarded four vessels, and not six as this page said until yesterday.';
const series = {
  source: { title: 'Harbour labour survey 2024', series: 'hls', edition: '2024' },
  more: {
    series: [
      {
        id: 'hls',
        name: 'Harbour labour survey',
        cadence: null,
        index: [],
        pattern: null,
        subject: [],
        editions: [],
      },
    ],
  },
};
const survey = (title: string, text = EN.text): string => pageOf({ ...EN, title }, { text });

/** A second sitting, written when the first had been mended, and run once before anything was changed for it. */
export const SECOND: readonly Story[] = [
  oneNight(
    'a notice under the article’s own title',
    EN,
    pageOf(EN, {
      text: [
        'We are polishing the brass in this room. The story hangs on its nail again from Thursday.',
      ],
    }),
  ),
  oneNight(
    'a notice under the article’s own title, in German',
    DE,
    pageOf(DE, {
      text: [
        'Dieser Raum wird gerade gestrichen. Ab Donnerstag hängt alles wieder an seinem Platz.',
      ],
    }),
  ),
  oneNight(
    'the first paragraph and a form to register',
    FR,
    pageOf(FR, {
      text: FR.text.slice(0, 1),
      bottom:
        '<div class="wall"><h2>Il vous reste tout à lire</h2><p>Créez votre compte gratuit en trente secondes pour lire la suite.</p><form><input name="mail"><button>Continuer</button></form></div>',
    }),
  ),
  oneNight(
    'a consent question over the article’s head',
    KO,
    pageOf(KO, {
      text: [],
      bottom:
        '<div class="cmp"><p>계속하시려면 개인정보 처리에 동의해 주세요.</p><button>동의</button><button>거부</button></div>',
    }),
  ),
  oneNight(
    'a page for those whose browser is old',
    EN,
    '<!doctype html><title>Time for an update</title><h1>Time for an update</h1><p>This browser is no longer supported by the Observer. Get one of these instead.</p><ul><li>Firefox</li><li>Chrome</li></ul>',
  ),
  oneNight(
    'a file of the whole site map',
    EN,
    answer(
      '<?xml version="1.0"?><urlset><url><loc>https://www.paper.example/a</loc></url><url><loc>https://www.paper.example/b</loc></url></urlset>',
      {},
      'application/xml',
    ),
  ),
  oneNight(
    'HTML of a notice that calls itself a PDF',
    EN,
    answer('<h1>Shelf under repair</h1><p>Back on Monday.</p>', {}, 'application/pdf'),
  ),
  oneNight(
    'the article in bytes that call themselves Western European',
    FR,
    answer(pageOf(FR).replace('<meta charset="utf-8">', ''), {}, 'text/html; charset=iso-8859-1'),
    (page) => ({ page, open: LOW, passage: 'intact unverifiable' }),
  ),
  oneNight(
    'the article without what its bytes are, in Russian',
    RU,
    answer(koi(pageOf(RU).replace('<meta charset="utf-8">', '')), {}, 'text/html'),
    (page) => ({ page, open: LOW, passage: 'intact unverifiable' }),
  ),
  oneNight(
    'the first half of the page, cut off by the machine',
    EN,
    pageOf(EN).slice(0, pageOf(EN).indexOf('Their passports')),
    (page) => ({ page, open: LOW, passage: 'intact' }),
  ),
  oneNight(
    'a cut before the passage',
    EN,
    pageOf(EN).slice(0, pageOf(EN).indexOf('Of 126')),
    (page) => ({
      page,
      open: LOW,
      passage: 'unverifiable',
    }),
  ),
  {
    what: 'a placeholder for the next issue of a series',
    ...series,
    nights: [
      intact(survey('Harbour labour survey 2024')),
      gone(
        survey('Harbour labour survey 2025', [
          'The survey for 2025 is with the printers. Until then this page keeps its place warm.',
        ]),
      ),
      intact(survey('Harbour labour survey 2024')),
    ],
  },
  {
    what: 'the next issue in the place of the cited one',
    ...series,
    nights: [
      intact(survey('Harbour labour survey 2024')),
      {
        page: survey(
          'Harbour labour survey 2025',
          EN.text.map((one) => one.replace('126', '171').replace('83', '99')),
        ),
        open: 'high edition-replaced-in-place!, medium edition-newer, high passage-altered, low *',
      },
    ],
  },
  // What only looks like an edit.
  noise('text in decomposed letters', TR, answer(pageOf(TR).normalize('NFD'))),
  noise(
    'a drop cap',
    EN,
    pageOf(EN, {
      text: EN.text.map((one, i) =>
        i === 0 ? `<span class="cap">${one.slice(0, 1)}</span>${one.slice(1)}` : one,
      ),
    }),
  ),
  noise(
    'soft hyphens',
    DE,
    pageOf(DE, {
      text: DE.text.map((one) =>
        one
          .replaceAll('Erntehelfer', 'Ernte\u00adhelfer')
          .replaceAll('Arbeitsaufsicht', 'Arbeits\u00adaufsicht'),
      ),
    }),
  ),
  noise('breaks instead of paragraphs', EN, pageOf(EN, { text: [EN.text.join('<br><br>')] })),
  noise(
    '“read more” with another headline',
    EN,
    ...EN.headlines
      .map((one) =>
        pageOf(EN, {
          bottom: `<p><strong>Read more:</strong> <a href="/n/${one.length}">${one}</a></p>`,
        }),
      )
      .slice(1),
  ),
  noise(
    'the author’s life below the text',
    FR,
    pageOf(FR, {
      bottom:
        '<div class="author-bio"><img src="/c.jpg" alt=""><p>Claire Rivière couvre le travail et les migrations pour la Gazette depuis 2014.</p></div>',
    }),
  ),
  noise(
    'a box to follow the paper',
    HANS,
    pageOf(HANS, { bottom: '<div class="qrcode"><p>扫描二维码关注海湾晚报</p></div>' }),
  ),
  noise(
    'the Latin page in bytes of Western Europe, and said so',
    FR,
    answer(
      latin1(pageOf(FR).replace('charset="utf-8"', 'charset="iso-8859-1"').replaceAll('’', "'")),
      {},
      'text/html',
    ),
  ),
  noise(
    'links set upon names in the text',
    EN,
    pageOf(EN, {
      text: EN.text.map((one) =>
        one
          .replace('Meles', '<a href="/places/meles">Meles</a>')
          .replace('The ministry', '<a href="/topics/ministry">The ministry</a>'),
      ),
    }),
  ),
  noise(
    'headings of sections in capitals',
    EN,
    pageOf(EN, { title: EN.title })
      .replace('</h1>', '</h1>')
      .replaceAll(EN.title, EN.title.toUpperCase()),
  ),
  // What is one.
  {
    what: 'the passage corrected with a note',
    nights: [
      intact(pageOf(EN)),
      {
        page: pageOf(EN, {
          text: EN.text.map((one) => one.replace('83 had', '63 had')),
          bottom: p(
            'Correction: 63 deckhands had received less than a third of their wages, not 83.',
          ),
        }),
        open: 'high passage-altered!, medium source-corrected, low content-edited, medium passage-place',
        passage: 'altered',
      },
    ],
  },
  then(
    'a correction in the foot of the article',
    EN,
    pageOf(EN, { bottom: `<footer class="article-footer"><p>${NOTE}</p></footer>` }),
    'medium source-corrected!, low *',
  ),
  then(
    'a correction in a box beside the text',
    EN,
    pageOf(EN, { top: `<aside class="correction"><p>${NOTE}</p></aside>` }),
    'medium source-corrected!, low *',
  ),
  then(
    'a correction under a heading of its own',
    EN,
    pageOf(EN, { bottom: '<h2>Correction</h2><p>The inspectors boarded four vessels.</p>' }),
    'medium source-corrected!, low *',
  ),
  then(
    'corrections as a list',
    FR,
    pageOf(FR, {
      bottom:
        '<h3>Rectificatifs</h3><ul><li>2 octobre : l’inspection compte six agents, et non seize.</li></ul>',
    }),
    'medium source-corrected!, low *',
  ),
  then(
    '“retracted” before the headline',
    EN,
    pageOf(EN, { title: `RETRACTED: ${EN.title}` }),
    'high source-retracted!, low *, medium passage-place',
  ),
  then(
    'a retraction in place of the text',
    EN,
    pageOf(EN, {
      title: `RETRACTED: ${EN.title}`,
      text: ['The Observer has retracted this article. Its text has been removed.'],
    }),
    'high source-retracted!, low *',
    'unverifiable missing',
  ),
  then(
    'a withdrawal above a text that stays',
    EN,
    pageOf(EN, {
      top: '<section class="govuk-notification-banner"><h2>This publication was withdrawn on 2 October 2025</h2><p>It is kept for reference only.</p></section>',
    }),
    'high edition-withdrawn!, high source-retracted, low *, medium passage-place',
  ),
  then(
    'a correction of another article in the list beside it',
    EN,
    pageOf(EN, {
      aside:
        '<h3>Corrections and clarifications</h3><ul><li><a href="/c/1">The lido opens at six, not at seven</a></li></ul>',
    }),
    '',
  ),
  {
    what: 'an offer after a month, with the passage above it',
    nights: [
      intact(pageOf(EN)),
      {
        page: pageOf(EN, {
          text: EN.text.slice(0, 2),
          bottom:
            '<div class="gate"><h2>Keep reading for 1 dollar a week</h2><p>Subscribe to read the rest. Cancel at any time.</p></div>',
        }),
        open: LOW,
        passage: 'intact',
      },
      intact(pageOf(EN, { turn: 2 })),
    ],
  },
  // Where an address leads.
  {
    what: 'for good to the same text as a PDF',
    nights: [
      intact(pageOf(EN)),
      {
        page: answer(
          pdf({
            pages: [
              [
                { x: 60, y: 80, text: EN.title, size: 18 },
                ...column(60, 120, wrap(EN.text.join(' '), 84)),
              ],
            ],
          }),
          {
            finalUrl: 'https://www.paper.example/files/8812.pdf',
            hops: [{ url: HERE, http: 301 }],
          },
          'application/pdf',
        ),
        open: 'low source-moved!',
        link: 'moved',
        passage: 'intact',
      },
    ],
  },
  {
    what: 'by the page itself to the same article',
    nights: [
      intact(pageOf(EN)),
      {
        page: '<!doctype html><title>Moving</title><meta http-equiv="refresh" content="0; url=https://observer.example/8812">',
        also: { 'https://observer.example/8812': pageOf(EN, { turn: 1 }) },
        open: 'low source-moved',
        passage: 'intact',
      },
    ],
  },
  {
    what: 'for good to the list of its year',
    nights: [
      intact(pageOf(EN)),
      {
        ...gone(
          ledTo(
            'https://www.paper.example/world/2025/',
            siteOf(
              EN,
              'World, 2025',
              `<h1>World, 2025</h1><ul>${[...EN.headlines, EN.title].map((one, i) => `<li><a href="/w/${i}">${one}</a></li>`).join('')}</ul>`,
            ),
          ),
        ),
        link: 'soft-404 doubtful',
      },
      intact(pageOf(EN, { turn: 2 })),
    ],
  },
];
