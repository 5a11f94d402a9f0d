import type { Page } from '../../world.js';
import { EN, FR, pageOf, siteOf } from './articles.js';
import { answer, HERE, ledTo, type Night, type Story } from './story.js';

const ORIGIN = 'https://www.paper.example';
const good: Night = { page: pageOf(EN), passage: 'intact' };
const back: Night = { page: pageOf(EN, { turn: 2 }), passage: 'intact' };

/** An address that leads to something else for two nights, and then to the document again. */
const astray = (what: string, page: Page, more: Partial<Night> = {}): Story => ({
  what,
  nights: [
    good,
    { page, open: 'low *!', passage: 'unverifiable', ...more },
    { page, open: 'low *!', passage: 'unverifiable', ...more },
    back,
  ],
});

/** An address that leads to the document from the second night on. */
const leads = (what: string, page: Page, open = '', link = 'alive'): Story => ({
  what,
  nights: [good, { page, open, link, passage: 'intact' }, { page, open, link, passage: 'intact' }],
});

const teasers = (title: string): string =>
  siteOf(
    EN,
    title,
    `<h1>${title}</h1>${EN.headlines.map((one, i) => `<article><h2><a href="/n/${i}">${one}</a></h2><p>${one} in a sentence that says a little more about it than the line above.</p></article>`).join('')}`,
  );
const search = siteOf(
  EN,
  'Search',
  '<h1>Search</h1><form><input name="q" value="deckhands wages"></form><p>124 results for deckhands wages</p><ol><li><a href="/a">Fleet returns to port</a></li><li><a href="/b">Wages in the city rise</a></li><li><a href="/c">Deckhands: a photo story</a></li></ol>',
);

/** The same text in a system of another make: no landmarks, other markup, other words around it. */
const newCms = `<!doctype html><html lang="en"><head><title>${EN.title}</title></head><body><div id="app"><div class="top"><span>Observer+</span><a href="/app">Get the app</a><a href="/me">Profile</a></div><div class="story"><div class="kicker">Seafaring</div><div class="h">${EN.title}</div>${EN.text.map((one) => `<div class="par">${one}</div>`).join('')}</div><div class="rail"><div>Trending now</div><div><a href="/x">What the tides will bring</a></div></div><div class="bottom">A company of Observer Media</div></div></body></html>`;

const report = (year: number, figure: number): string =>
  pageOf(EN, {
    title: `Fleet labour report ${year}`,
    text: EN.text.map((one) => one.replace('126', `${figure}`).replace('83', `${figure - 43}`)),
  });
const reportHere = `${ORIGIN}/reports/2024-fleet-labour-report/`;
const ofReport = {
  source: { url: reportHere, title: 'Fleet labour report 2024', series: 'flr', edition: '2024' },
  more: {
    series: [
      {
        id: 'flr',
        name: 'Fleet labour report',
        cadence: null,
        index: [],
        pattern: null,
        subject: [],
        editions: [],
      },
    ],
  },
};

/** What redirects do to an address. */
export const REDIRECTS: readonly Story[] = [
  astray('for good to the section', ledTo(`${ORIGIN}/world/`, teasers('World')), {
    link: 'soft-404 doubtful',
  }),
  astray('for good to the home page', ledTo(`${ORIGIN}/`, teasers(EN.publisher)), {
    link: 'soft-404 doubtful',
  }),
  astray('for now to the home page', ledTo(`${ORIGIN}/`, teasers(EN.publisher), 302), {
    link: 'soft-404 doubtful',
  }),
  astray(
    'to the home page of another owner',
    ledTo('https://observer-media.example/', teasers('Observer Media')),
    {
      link: 'soft-404 doubtful',
    },
  ),
  astray('to a search for its words', ledTo(`${ORIGIN}/search?q=deckhands+wages`, search), {
    link: 'soft-404 doubtful',
  }),
  astray(
    'to a page that is called 404, with 200',
    ledTo(
      `${ORIGIN}/404`,
      siteOf(EN, 'Oh dear', '<h1>Oh dear</h1><p>Somebody moved the furniture.</p>'),
      302,
    ),
    { link: 'soft-404 doubtful' },
  ),
  astray(
    'to another article of the site',
    ledTo(
      `${ORIGIN}/world/2025/09/chess-final`,
      siteOf(
        EN,
        'Rain stops the chess final',
        `<h1>Rain stops the chess final</h1>${['The tent over the boards held for an hour.', 'Then the organisers carried the clocks inside, one after the other, under a borrowed tarpaulin.'].map((one) => `<p>${one}</p>`).join('')}`,
      ),
    ),
    { link: 'soft-404 doubtful' },
  ),
  astray('to the French edition', ledTo(`${ORIGIN}/fr/monde/2025/03/matelots`, pageOf(FR)), {
    link: 'soft-404 doubtful moved alive',
  }),
  astray(
    'to a page to log in',
    ledTo(
      `${ORIGIN}/account/signin?return=/world`,
      siteOf(EN, 'Sign in', '<h1>Sign in</h1><form><input name="e"><input type="password"></form>'),
      302,
    ),
    { link: 'blocked:login' },
  ),
  astray(
    'to a consent page on another host',
    ledTo(
      'https://consent.paper.example/v2?back=x',
      siteOf(
        EN,
        'Your choices',
        '<h1>Your choices</h1><p>We and 812 partners would like to store and read information on your device to measure what is read. You decide.</p><button>Agree</button><button>Reject all</button>',
      ),
      302,
    ),
    { link: 'blocked:consent' },
  ),
  astray(
    'to a sale page of the domain',
    ledTo(
      'https://domains.example/lander?d=paper.example',
      '<!doctype html><title>paper.example</title><h1>paper.example is available</h1><p>Make an offer, or lease it from 9 dollars a month.</p>',
      302,
    ),
    { link: 'soft-404 doubtful' },
  ),
  leads(
    'the same article on a new domain in a new layout',
    ledTo('https://observer.example/stories/deckhands-wages-8812', newCms),
    'low source-moved!',
    'moved',
  ),
  leads(
    'the same article on a new domain in a new layout, with another word',
    ledTo(
      'https://observer.example/stories/deckhands-wages-8812',
      newCms.replace('untreated wounds', 'treated wounds'),
    ),
    'low source-moved!, low content-edited!',
    'moved',
  ),
  leads(
    'the same article under a new path',
    ledTo(`${ORIGIN}/archive/world/2025/03/deckhands-wages`, pageOf(EN, { turn: 1 })),
    'low source-moved!',
    'moved',
  ),
  leads(
    'from http to https',
    answer(pageOf(EN, { turn: 1 }), {
      url: HERE,
      finalUrl: HERE,
      hops: [{ url: HERE.replace('https', 'http'), http: 301 }],
    }),
  ),
  leads('to the address with a slash at its end', ledTo(`${HERE}/`, pageOf(EN, { turn: 1 }))),
  leads(
    'to the address without www',
    ledTo(HERE.replace('www.', ''), pageOf(EN, { turn: 1 })),
    'low source-moved',
    'moved alive',
  ),
  leads(
    'to the address with a mark of where the reader came from',
    ledTo(`${HERE}?utm_source=direct&fbclid=1`, pageOf(EN, { turn: 1 })),
    'low source-moved',
    'moved alive',
  ),
  leads(
    'through a consent page and back',
    ledTo(HERE, pageOf(EN, { turn: 1 }), 302, [
      'https://consent.paper.example/v2?back=x',
      `${HERE}?ok=1`,
    ]),
  ),
  leads(
    'for now to a mirror',
    ledTo('https://mirror.example/deckhands-wages', pageOf(EN, { turn: 1 }), 302),
  ),
  leads(
    'to the page as it is printed',
    ledTo(
      `${HERE}/print`,
      `<!doctype html><html lang="en"><title>${EN.title}</title><h1>${EN.title}</h1>${EN.text.map((one) => `<p>${one}</p>`).join('')}</html>`,
    ),
    'low source-moved!',
    'moved',
  ),
  leads(
    'to an archive’s copy',
    ledTo(`https://web.archive.org/web/20250401000000/${HERE}`, pageOf(EN, { turn: 1 })),
    'low source-moved!',
    'moved',
  ),
  {
    what: 'to the report of the next year',
    of: EN,
    ...ofReport,
    nights: [
      { page: report(2024, 126), passage: 'intact' },
      {
        page: answer(report(2025, 171), {
          finalUrl: `${ORIGIN}/reports/2025-fleet-labour-report/`,
          hops: [{ url: reportHere, http: 301 }],
        }),
        open: 'high edition-replaced-in-place!, medium edition-newer, high passage-altered, low *',
      },
    ],
  },
  {
    what: 'to the list of reports',
    of: EN,
    ...ofReport,
    nights: [
      { page: report(2024, 126), passage: 'intact' },
      {
        page: answer(
          siteOf(
            EN,
            'Reports',
            '<h1>Reports</h1><ul><li><a href="/r/2025">Fleet labour report 2025</a></li><li><a href="/r/2024">Fleet labour report 2024</a></li></ul>',
          ),
          { finalUrl: `${ORIGIN}/reports/`, hops: [{ url: reportHere, http: 301 }] },
        ),
        open: 'low *!',
        link: 'soft-404 doubtful',
        passage: 'unverifiable',
      },
      { page: report(2024, 126), passage: 'intact' },
    ],
  },
];
