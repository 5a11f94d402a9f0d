import { at, type Behaviour, behaviour, nameOf, routes, send, theArticle } from './behaviour.js';
import { article, homePage } from './pages.js';

const refresh = (seconds: number, to: string): ReturnType<typeof send> =>
  send(
    `<meta http-equiv="refresh" content="${seconds}; url=${to}"><p>You are being redirected.</p>`,
  );

/** Redirects that a page asks for in its markup. */
export const refreshes: readonly Behaviour[] = [
  behaviour('refresh-to-the-document', 'alive', 'a line of text, then the document', routes({ '/article': refresh(0, '/2025/here'), '/2025/here': theArticle }), { endsAt: at('refresh-to-the-document', '/2025/here') }),
  behaviour('refresh-to-404', 'gone', 'a line of text, then a page not found', routes({ '/article': refresh(0, '/nothing') })),
  behaviour('refresh-to-the-home-page', 'soft-404', 'a line of text, then the home page', routes({ '/article': refresh(2, '/'), '/': send(homePage) })),
  behaviour('refresh-loop', 'unreachable', 'two pages that send the reader back and forth', routes({ '/article': refresh(0, '/b'), '/b': refresh(0, '/article') })),
  behaviour('refresh-every-minute', 'alive', 'the document, which reloads itself', (ask) =>
    send(article(nameOf(ask.url), undefined, '<meta http-equiv="refresh" content="60">'))(ask),
  ),
]; // biome-ignore format: a table
