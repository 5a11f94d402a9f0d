import { type Answer, type Behaviour, behaviour, send } from './behaviour.js';
import { homePage, prose, site } from './pages.js';

/** Error pages that answer 200, as sites write them: language, title, heading, text. */
const IN_LANGUAGES: readonly (readonly [
  lang: string,
  title: string,
  heading: string,
  text: string,
])[] = [
  [
    'en',
    'Page not found | The Observer of Record',
    'Page not found',
    'The page you requested does not exist. It may have been moved or deleted.',
  ],
  [
    'zh-hans',
    '页面未找到 - 观察报',
    '抱歉，您访问的页面不存在',
    '该页面可能已被删除、更名或暂时不可用。请返回首页。',
  ],
  [
    'zh-hant',
    '找不到網頁｜觀察報',
    '很抱歉，找不到您要的頁面',
    '您所尋找的網頁可能已經移除或更改網址，請回到首頁。',
  ],
  [
    'fr',
    'Page introuvable – L’Observateur',
    'Cette page n’existe plus',
    'La page que vous recherchez a été supprimée ou déplacée. Retournez à l’accueil.',
  ],
  [
    'de',
    'Seite nicht gefunden – Der Beobachter',
    'Die Seite wurde nicht gefunden',
    'Die gewünschte Seite existiert nicht mehr oder wurde verschoben. Zurück zur Startseite.',
  ],
  [
    'es',
    'Página no encontrada | El Observador',
    'No hemos encontrado la página',
    'La página que busca no existe o ha sido eliminada. Vuelva al inicio.',
  ],
  [
    'ar',
    'الصفحة غير موجودة | المراقب',
    'عذراً، الصفحة التي تبحث عنها غير موجودة',
    'ربما تم حذف الصفحة أو نقلها إلى عنوان آخر. العودة إلى الصفحة الرئيسية.',
  ],
  [
    'ru',
    'Страница не найдена — Наблюдатель',
    'Такой страницы не существует',
    'Возможно, она была удалена или перенесена. Вернитесь на главную страницу.',
  ],
];

/** An answer of a site whose home page is well. */
const awayFromHome =
  (answer: Answer): Answer =>
  (ask) =>
    (ask.url.pathname === '/' ? send(homePage) : answer)(ask);

const says404 = (
  name: string,
  sees: string,
  title: string,
  main: string,
  lang = 'en',
  head = '',
): Behaviour => behaviour(name, 'soft-404', sees, send(site(title, main, head, lang)));

/** Pages that answer 200 and are not the document. */
export const notFound: readonly Behaviour[] = [
  ...IN_LANGUAGES.map(([lang, title, heading, text]) =>
    says404(
      `not-found-${lang}`,
      'a page that says that there is no such page',
      title,
      `<h1>${heading}</h1><p>${text}</p>`,
      lang,
    ),
  ),
  says404(
    'not-found-in-the-heading-only',
    'the same, under the title of the site',
    'The Observer of Record',
    '<h1>Sorry, we can’t find that page</h1><p>Try the search, or start from the home page.</p>',
  ),
  says404(
    'not-found-in-the-text-only',
    'the same, in a sentence',
    'The Observer of Record',
    '<p>The page you are looking for no longer exists.</p>',
  ),
  says404('not-found-by-number', 'a large 404', '404', '<h1>404</h1>'),
  says404(
    'oops',
    'a page that says oops',
    'Oops! | The Observer',
    '<h1>Oops! That page can’t be found.</h1><p>It looks like nothing was found at this location. Maybe try a search?</p>',
  ),
  says404(
    'not-found-among-the-latest-news',
    'a page not found, and below it a long list of the latest news',
    'Page not found | The Observer of Record',
    `<h1>Page not found</h1><p>The page you are looking for could not be found. Here is what others read today:</p>${'<h2><a href="/n">A new bridge opens in the north</a></h2><p>The bridge, which took six years to build, was opened on Tuesday by the governor, who praised the workers. Traffic is expected to double.</p>'.repeat(16)}`,
  ),
  says404(
    'story-no-longer-available',
    'a note that the story was taken down',
    'The Observer of Record',
    '<h1>This story is no longer available</h1><p>The content you requested has expired or has been removed by its publisher.</p>',
  ),
  says404(
    'deleted-by-author-zh',
    'a note that the author deleted the article',
    '公众平台',
    '<h2>该内容已被发布者删除</h2>',
    'zh',
  ),
  says404(
    'removed-by-censor-zh',
    'a note that the content breaks the rules',
    '公众平台',
    '<h2>此内容因违规无法查看</h2><p>由用户投诉并经平台审核，涉嫌违反相关法律法规和政策，查看对应规则</p>',
    'zh',
  ),
  says404(
    'account-deleted-zh',
    'a note that the account was cancelled',
    '公众平台',
    '<p>该公众号已迁移，或账号已自主注销，内容无法查看</p>',
    'zh',
  ),
  behaviour(
    'not-found-as-text',
    'soft-404',
    'two words',
    awayFromHome(send('Not Found', 200, { 'content-type': 'text/plain' })),
  ),
  behaviour(
    'not-found-as-json',
    'soft-404',
    'a line for programs',
    awayFromHome(
      send('{"error":"not_found","message":"Resource not found","status":404}', 200, {
        'content-type': 'application/json',
      }),
    ),
  ),
  behaviour('empty', 'soft-404', 'an empty page', awayFromHome(send(''))),
  behaviour('white-space', 'soft-404', 'an empty page', awayFromHome(send('  \n\n  '))),
  behaviour(
    'only-markup',
    'soft-404',
    'an empty page',
    awayFromHome(
      send(
        '<!doctype html><html><head><title></title></head><body><div id="root"></div></body></html>',
      ),
    ),
  ),
  says404(
    'only-a-menu',
    'the site’s menu and footer with nothing between them',
    'The Observer of Record',
    '',
  ),
  says404(
    'parked',
    'advertisements, and an offer to sell the name',
    'parked.hostile.example',
    '<p>Buy this domain. The owner of parked.hostile.example is offering it for sale for an asking price of 899 EUR!</p><p>Related searches: <a href="/1">Travel insurance</a> <a href="/2">Online degree</a> <a href="/3">Car hire</a></p>',
  ),
  says404(
    'for-sale',
    'an offer to sell the name',
    'for-sale.hostile.example is for sale',
    '<h1>The domain name for-sale.hostile.example is for sale</h1><p>Make an offer. Fast and secure transfer, trusted by buyers since 2001.</p>',
  ),
  says404(
    'parked-zh',
    'an offer to sell the name',
    '域名出售',
    '<h1>您访问的域名正在出售中</h1><p>联系经纪人咨询价格。</p>',
    'zh',
  ),
  says404(
    'domain-expired',
    'a note of the registrar',
    'Domain expired',
    '<p>This domain has expired. If you are the owner, renew it with your registrar to restore the website.</p>',
  ),
  says404(
    'fresh-server',
    'the page of a web server that nobody has set up yet',
    'Welcome to nginx!',
    '<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>',
  ),
  says404(
    'account-suspended',
    'a note of the hosting company',
    'Account Suspended',
    '<h1>Account Suspended</h1><p>This account has been suspended. Contact your hosting provider for more information.</p>',
  ),
  says404(
    'no-database',
    'one sentence of the site’s software',
    'Database Error',
    '<h1>Error establishing a database connection</h1>',
  ),
  says404(
    'maintenance',
    'a promise to be back soon',
    'Maintenance',
    '<h1>We’ll be back soon!</h1><p>Sorry for the inconvenience. The site is undergoing scheduled maintenance at the moment.</p>',
  ),
  behaviour('usurped', 'soft-404', 'a betting shop, where the publisher was', (ask) =>
    (ask.url.pathname === '/article'
      ? send('', 301, { location: '/slots/bonus' })
      : send(
          site(
            'Best slots bonus 2025',
            `<h1>Best slots bonus 2025</h1>${'<p>Spin the reels tonight, take the welcome bonus and win real money at once, without deposit and without waiting.</p>'.repeat(12)}`,
          ),
        ))(ask),
  ),
  behaviour(
    'script-only',
    'alive',
    'the document, shown by script: a browser is needed',
    send(
      '<!doctype html><title>The Observer of Record</title><div id="app"></div><script src="/1.js"></script><script src="/2.js"></script><script src="/3.js"></script>',
    ),
    { change: 'unread' },
  ),
  behaviour(
    'home-page-in-its-place',
    'soft-404',
    'the home page, without a redirect',
    send(homePage),
  ),
  behaviour(
    'a-short-notice',
    'alive',
    'the document, which has one paragraph',
    (ask) =>
      send(
        site('Notice 12: office hours', `<h1>Notice 12: office hours</h1>${prose('notice', 1)}`),
      )(ask),
    { title: 'Notice 12: office hours' },
  ),
];
