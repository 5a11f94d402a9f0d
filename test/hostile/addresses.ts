import {
  type Answer,
  at,
  type Behaviour,
  behaviour,
  routes,
  send,
  theArticle,
} from './behaviour.js';
import { article } from './pages.js';

/** Shows the document only when the address arrived as it should. */
const askedAs = (path: string): Answer => routes({ [path]: theArticle });

const written = (name: string, path: string, arrives: string, sees = 'the document'): Behaviour =>
  behaviour(name, 'alive', sees, askedAs(arrives), { url: at(name, path) });

const withAnchor = (name: string): Answer =>
  send(article(name).replace('<article>', '<article><h2 id="section-3">Section 3</h2>'));

/** Ways to write an address. */
export const addresses: readonly Behaviour[] = [
  written('encoded-slash', '/a%2Fb', '/a%2Fb'),
  written('encoded-percent', '/100%2525', '/100%2525'),
  written('encoded-lower-case', '/%e4%b8%ad', '/%e4%b8%ad'),
  written('encoded-plus', '/article?q=a+b%2Bc', '/article?q=a+b%2Bc'),
  written('a-space', '/an article', '/an%20article'),
  written('raw-utf-8', '/中国/報告', '/%E4%B8%AD%E5%9B%BD/%E5%A0%B1%E5%91%8A'),
  written('brackets-and-bars', '/a[1]|b', '/a[1]|b'),
  written('dots-and-slashes', '/a//b/../c/./article', '/a//c/article'),
  written('parameters-in-order', '/article?b=2&a=1&b=3', '/article?b=2&a=1&b=3'),
  written('default-port', '/article', '/article'),
  {
    ...written('fragment', '/article#section-3', '/article', 'the document, at the section'),
    answer: withAnchor('fragment'),
  },
  written('fragment-missing', '/article#section-9', '/article', 'the document, at its beginning'),
  written(
    'fragment-of-text',
    '/article#:~:text=Officials%20in%20the%20prefecture',
    '/article',
    'the document, at the passage',
  ),
  behaviour('idn', 'alive', 'the document', theArticle, {
    url: 'http://bücher.idn.hostile.example/article',
  }),
  behaviour(
    'user-and-password',
    'alive',
    'the document; the name and password in the address are not sent',
    (ask) => (ask.request.headers.authorization === undefined ? theArticle : send('', 400))(ask),
    { url: 'http://name:secret@user-and-password.hostile.example/article' },
  ),
  behaviour('upper-case-host', 'alive', 'the document', theArticle, {
    url: 'HTTP://UPPER-CASE-HOST.Hostile.Example/article',
  }),
  behaviour('scheme-ftp', 'unreachable', 'a browser that does not know the protocol', theArticle, {
    url: 'ftp://scheme-ftp.hostile.example/article',
  }),
];
