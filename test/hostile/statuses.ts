import { type Behaviour, behaviour, inTurn, type Says, send, theArticle } from './behaviour.js';
import { article, site } from './pages.js';

/** Status, what a careful person says of it, what they see. */
const BARE: readonly (readonly [status: number, says: Says, sees: string])[] = [
  [204, 'soft-404', 'nothing: the browser stays where it was'],
  [205, 'soft-404', 'nothing: the browser stays where it was'],
  [400, 'server-error', 'a server that calls an ordinary request malformed'],
  [401, 'blocked:login', 'a box that asks for a name and a password'],
  [402, 'blocked:paywall', 'a page that asks for money'],
  [403, 'blocked:bot-wall', 'a refusal without a reason'],
  [404, 'gone', 'the site’s page for addresses that lead nowhere'],
  [405, 'server-error', 'a server that does not answer to reading'],
  [406, 'server-error', 'a server that has no form of the page that it would send'],
  [407, 'blocked:login', 'a proxy on the way that asks for a password'],
  [408, 'server-error', 'a server that gave up waiting'],
  [410, 'gone', 'a note that the page was removed for good'],
  [418, 'server-error', 'a joke'],
  [425, 'server-error', 'a server that wants to be asked later'],
  [451, 'blocked:legal', 'a note that the page is withheld for legal reasons'],
  [500, 'server-error', 'a crash'],
  [501, 'server-error', 'a server that cannot do what it was asked'],
  [502, 'server-error', 'a gateway without an answer'],
  [503, 'server-error', 'a site under maintenance'],
  [504, 'server-error', 'a gateway that waited in vain'],
  [520, 'server-error', 'Cloudflare: the site’s server answers nonsense'],
  [521, 'server-error', 'Cloudflare: the site’s server is down'],
  [522, 'server-error', 'Cloudflare: the site’s server does not connect'],
  [523, 'server-error', 'Cloudflare: the site’s server cannot be reached'],
  [524, 'server-error', 'Cloudflare: the site’s server does not finish'],
  [525, 'server-error', 'Cloudflare: no secure connection to the site’s server'],
  [526, 'server-error', 'Cloudflare: the site’s server has a bad certificate'],
  [527, 'server-error', 'Cloudflare: the way to the site’s server is broken'],
  [530, 'server-error', 'Cloudflare: the site’s server has no address'],
  [999, 'blocked:bot-wall', 'nothing unusual; programs are refused'],
];

const said = (status: number) => send(site(`${status}`, `<h1>${status}</h1><p>Sorry.</p>`), status);

/** Every status that a site sends, and those that pass when asked again. */
export const statuses: readonly Behaviour[] = [
  behaviour('status-200', 'alive', 'the document', theArticle),
  behaviour('status-203', 'alive', 'the document, through a proxy that changed something', (ask) =>
    send(article('status-203'), 203)(ask),
  ),
  behaviour(
    'status-206',
    'alive',
    'the document, sent as if a part of it had been asked for',
    (ask) => send(article('status-206'), 206, { 'content-range': 'bytes 0-9999/10000' })(ask),
  ),
  ...BARE.map(([status, says, sees]) =>
    behaviour(`status-${status}`, says, sees, status < 300 ? send('', status) : said(status)),
  ),
  behaviour(
    'not-modified-unasked',
    'soft-404',
    'an empty page: the server says “as before” to a first visit',
    (ask) => {
      ask.response.writeHead(304, { etag: '"always"' }).end();
    },
  ),
  behaviour(
    'rate-limit-once',
    'alive',
    'the document, on the second try',
    inTurn(send('', 429, { 'retry-after': '0' }), theArticle),
  ),
  behaviour(
    'rate-limit-for-ever',
    'blocked:rate-limit',
    'a note that it was asked too often',
    send('Too many requests', 429),
  ),
  behaviour(
    'rate-limit-a-second',
    'blocked:rate-limit',
    'the same note, with a time to wait',
    send('Too many requests', 429, { 'retry-after': '1' }),
  ),
  behaviour(
    'rate-limit-a-day',
    'blocked:rate-limit',
    'the same note, with a time nobody waits',
    send('Too many requests', 429, { 'retry-after': '86400' }),
  ),
  behaviour(
    'overloaded-once',
    'alive',
    'the document, on the second try',
    inTurn(send('', 503), theArticle),
  ),
  behaviour(
    'overloaded-for-ever',
    'server-error',
    'a site that is too busy',
    send('Busy', 503, { 'retry-after': '1' }),
  ),
  behaviour('early-hints', 'alive', 'the document, announced by a 103', (ask) => {
    ask.response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => theArticle(ask));
  }),
];
