import { type Behaviour, behaviour, send } from './behaviour.js';
import { article, prose, site } from './pages.js';

/** The document, under a title of its own; `extra` stands among its paragraphs. */
const about = (name: string, title: string, extra: string, sentences = 24): Behaviour =>
  behaviour(
    name,
    'alive',
    'the document, whose words are those of an error page',
    send(
      site(
        `${title} | The Observer`,
        `<article><h1>${title}</h1>${prose(name, sentences / 2)}<p>${extra}</p>${prose(`${name}-`, sentences / 2)}</article>`,
      ),
    ),
    { title },
  );

/** Documents that look like errors to a program, and never to a person. */
export const living: readonly Behaviour[] = [
  about(
    'about-404-pages',
    'Why “404: page not found” became the web’s favourite joke',
    'A reader who follows an old link is told “Page not found” or “Sorry, we can’t find that page”, and the page you are looking for no longer exists.',
  ),
  about(
    'about-captchas',
    'Are you a robot? How CAPTCHAs shut out blind readers',
    'The page says “Just a moment...” or “Please verify you are a human”, and then “Access to this page has been denied”.',
  ),
  about(
    'titled-not-found',
    'Not found: the women who never came back from the training centre',
    'Their names are not found in any register.',
  ),
  about(
    'short-and-titled-not-found',
    'Not found: the eleven villages of the northern plain',
    'The villages are not found on maps after 2019.',
    6,
  ),
  about(
    'titled-access-denied',
    'Access denied: reporting from behind the checkpoint',
    'At the second checkpoint access was denied to all three.',
  ),
  about(
    'short-and-titled-access-denied',
    'Access denied: reporters turned back at the county line',
    'Access was denied without a reason.',
    6,
  ),
  about(
    '404-people',
    '404 people detained after the market protest',
    'The list of 404 names was read out.',
  ),
  about(
    'about-domains',
    'This domain is for sale: the trade in expired news sites',
    'A visitor now reads “Buy this domain” where the archive was.',
  ),
  about(
    'about-paywalls',
    'Subscribe to continue reading: what paywalls did to local news',
    'Already a subscriber? the box asks; this article is for subscribers only, it says.',
  ),
  about(
    'about-passwords',
    'Sign in to see your rights: a day at the benefits office',
    'Log in to continue, said the screen, and asked for a password.',
  ),
  about(
    'page-removed-in-the-news',
    'Ministry removes page on boarding schools',
    'The page was removed on Friday; the page cannot be found in the ministry’s archive, which says “Not found”.',
  ),
  about(
    'zh-not-found',
    '找不到的人：失踪者家属的十年',
    '“找不到了”，她说。您访问的页面不存在，网站这样回答。',
  ),
  behaviour(
    'address-with-error',
    'alive',
    'the document; its address has the word “error” in it',
    send(article('address-with-error')),
    { url: 'http://address-with-error.hostile.example/error/trial-and-error/404' },
  ),
  behaviour(
    'address-with-login',
    'alive',
    'the document; its address has the word “login” in it',
    send(article('address-with-login')),
    { url: 'http://address-with-login.hostile.example/news/login-to-freedom' },
  ),
  behaviour(
    'without-a-title',
    'alive',
    'the document, without a title',
    send(
      `<p>${'Labour transfers in the cotton districts went on. '.repeat(3)}</p>${prose('without', 20)}`,
    ),
  ),
];
