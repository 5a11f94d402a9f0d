import {
  type Answer,
  at,
  type Behaviour,
  behaviour,
  go,
  routes,
  send,
  theArticle,
} from './behaviour.js';
import { article, homePage, otherArticle, site } from './pages.js';

const ERROR = site('Page not found', '<h1>Page not found</h1><p>We could not find that page.</p>');
const NO_WORDS_OF_ERROR = site(
  'Observer',
  '<p>Please use the menu, or call us between nine and five.</p>',
);
const NOTHING_FOUND = site('Search', '<h1>Search results</h1><p>0 results for “article”.</p>');
const SIGN_IN = site(
  'Sign in',
  '<h1>Sign in</h1><form><input name=user><input type=password></form>',
);
const NOTICE = site(
  'We have a new website',
  '<h1>We have a new website</h1><p>Have a look around: everything is easier to find. Write to the web desk when you miss anything.</p>',
);

/** Redirects `steps` times, then shows the document. */
const chain =
  (steps: number): Answer =>
  (ask) => {
    const step = Number(ask.url.searchParams.get('step') ?? 0);
    (step < steps ? go(302, `/article?step=${step + 1}`) : theArticle)(ask);
  };

const under = (status: number, path: string): Answer =>
  routes({ '/article': go(status, path), [path]: theArticle });

/** From `/article` to a page. */
const to = (path: string, html: string, status = 302): Answer =>
  routes({ '/article': go(status, path), [path]: send(html) });

/** The document is at one host, or scheme, and every other of the behaviour's redirects there. */
const onHost =
  (host: string, scheme?: string): Answer =>
  (ask) =>
    (ask.url.origin === new URL(at(host, '/', scheme)).origin
      ? theArticle
      : go(301, at(host, ask.url.pathname, scheme)))(ask);

const ifCookie =
  (otherwise: Answer): Answer =>
  (ask) =>
    (ask.request.headers.cookie?.includes('seen=1') ? theArticle : otherwise)(ask);

const COOKIE = { 'set-cookie': 'seen=1; Path=/' };

const HARMLESS: readonly (readonly [name: string, answer: Answer, url?: string])[] = [
  ['redirect-302', under(302, '/2025/here')],
  ['redirect-303', under(303, '/2025/here')],
  ['redirect-307', under(307, '/2025/here')],
  [
    'moved-and-then-passing',
    routes({ '/article': go(301, '/b'), '/b': go(302, '/c'), '/c': theArticle }),
  ],
  ['http-to-https', onHost('http-to-https', 'https')],
  ['to-www', onHost('www.to-www')],
  ['from-www', onHost('from-www'), at('www.from-www', '/article')],
  ['to-trailing-slash', under(301, '/article/')],
  [
    'tracking-parameters-dropped',
    routes({ '/article?utm_source=mail': go(301, '/article'), '/article': theArticle }),
    at('tracking-parameters-dropped', '/article?utm_source=mail'),
  ],
  ['chain-of-19', chain(19)],
  ['cookie-then-itself', ifCookie(go(302, '/article', COOKIE))],
  [
    'cookie-by-detour',
    (ask) =>
      (ask.url.pathname === '/gate' ? go(302, '/article', COOKIE) : ifCookie(go(302, '/gate')))(
        ask,
      ),
  ],
  [
    'location-relative',
    routes({ '/a/b/article': go(302, '../c/article?x=1#y'), '/a/c/article?x=1': theArticle }),
    at('location-relative', '/a/b/article'),
  ],
  [
    'location-utf-8',
    routes({
      '/article': go(302, Buffer.from('/статья').toString('latin1')),
      '/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F': theArticle,
    }),
  ],
  ['location-latin-1', routes({ '/article': go(302, '/caf\u00e9'), '/caf%E9': theArticle })],
];

const BROKEN: readonly (readonly [name: string, sees: string, answer: Answer])[] = [
  ['chain-of-21', 'a browser that gives up', chain(21)],
  ['loop', 'too many redirects', routes({ '/article': go(302, '/b'), '/b': go(302, '/article') })],
  ['loop-to-itself', 'too many redirects', go(301, '/article')],
  [
    'to-ftp',
    'a browser that does not know the protocol',
    go(302, 'ftp://to-ftp.hostile.example/article'),
  ],
  ['to-file', 'a browser that refuses', go(302, 'file:///etc/passwd')],
  ['to-javascript', 'a browser that refuses', go(302, 'javascript:alert(1)')],
  ['to-this-machine', 'a redirect into the reader’s own network', go(302, 'http://127.0.0.1:9/')],
  [
    'to-cloud-metadata',
    'a redirect into the reader’s own network',
    go(302, 'http://169.254.169.254:81/'),
  ],
  ['location-nonsense', 'a redirect to something that is no address', go(302, 'http://:::/')],
  ['location-missing', 'an empty page: a redirect without an address', send('', 302)],
];

const HOME = 'the home page';

const elsewhere: readonly Behaviour[] = [
  behaviour('to-the-home-page', 'soft-404', HOME, to('/', homePage)),
  behaviour('to-the-home-page-for-good', 'soft-404', HOME, to('/', homePage, 301)),
  behaviour('to-the-home-page-in-english', 'soft-404', HOME, to('/en/', homePage)),
  behaviour('to-404', 'soft-404', 'a page at /404 that answers 200', to('/404', ERROR)),
  behaviour('to-error-page', 'soft-404', 'an error page without words of error', to('/error.aspx?path=/article', NO_WORDS_OF_ERROR)),
  behaviour('to-404-that-answers-404', 'gone', 'a page not found', routes({ '/article': go(302, '/nothing') })),
  behaviour('to-search', 'soft-404', 'a search that found nothing', to('/search?q=article', NOTHING_FOUND)),
  behaviour('to-the-section', 'soft-404', 'the list of all news', routes({ '/news/2019/article': go(302, '/news/'), '/news/': send(homePage) }), { url: at('to-the-section', '/news/2019/article') }),
  behaviour('to-another-document', 'soft-404', 'a document about something else', to('/gardens/rain', otherArticle, 301)),
  ...[1, 2, 3].map((n) =>
    behaviour(`shared-target-${n}`, 'soft-404', 'a notice that many old addresses lead to', (ask) =>
      (ask.url.pathname === '/welcome' ? send(NOTICE) : go(302, at('shared-target-1', '/welcome')))(ask),
    ),
  ),
  behaviour('to-login', 'blocked:login', 'a page that asks to log in', (ask) =>
    (ask.url.hostname.startsWith('sso.') ? send(SIGN_IN) : go(302, at('sso.to-login', '/signin?next=%2Farticle')))(ask),
  ),
]; // biome-ignore format: a table

const moved: readonly Behaviour[] = [
  ...[301, 308].map((status) =>
    behaviour(`redirect-${status}`, 'moved', 'the document under a new, permanent path', under(status, '/2025/here')),
  ),
  behaviour('moved-to-another-host', 'moved', 'the document on the publisher’s new site', onHost('archive.moved-to-another-host')),
  behaviour('to-its-own-site', 'moved', 'the document, on a site of its own', (ask) =>
    (ask.url.hostname.startsWith('own.')
      ? send(article('to-its-own-site'))
      : go(301, at('own.to-its-own-site', '/')))(ask),
  ),
  behaviour('home-page-to-language', 'alive', 'the home page, which is what is cited', routes({ '/': go(302, '/en/'), '/en/': send(homePage) }), { url: at('home-page-to-language', '/'), title: 'The Observer of Record' }),
]; // biome-ignore format: a table

/** Redirects: harmless, permanent, to nothing, to something else, without end. */
export const redirects: readonly Behaviour[] = [
  ...HARMLESS.map(([name, answer, url]) =>
    behaviour(name, 'alive', 'the document', answer, url === undefined ? {} : { url }),
  ),
  ...moved,
  ...elsewhere,
  ...BROKEN.map(([name, sees, answer]) => behaviour(name, 'unreachable', sees, answer)),
];
