import { type Answer, type Behaviour, behaviour, nameOf, send } from './behaviour.js';
import { prose, site, titleOf } from './pages.js';

const loginForm =
  '<form action="/login"><label>E-mail <input name="user"></label><label>Password <input type="password"></label><button>Log in</button></form>';

const articleWith =
  (before: string, after: string, sentences = 24): Answer =>
  (ask) => {
    const name = nameOf(ask.url);
    return send(
      site(
        `${titleOf(name)} | The Observer`,
        `${before}<article><h1>${titleOf(name)}</h1>${prose(name, sentences)}</article>${after}`,
      ),
    )(ask);
  };

/** Doors for people: a login, a payment, a law; and documents that only look like one. */
export const doors: readonly Behaviour[] = [
  behaviour(
    'password-form',
    'blocked:login',
    'a page that asks to log in',
    send(site('Log in to continue', `<h1>Log in to continue</h1>${loginForm}`)),
  ),
  behaviour(
    'members-only',
    'blocked:login',
    'a page for members',
    send(
      site(
        'Members only',
        `<h1>Members only</h1><p>Please sign in to read this report.</p>${loginForm}`,
      ),
    ),
  ),
  behaviour(
    'paywall-with-teaser',
    'blocked:paywall',
    'the first lines, then an offer',
    articleWith(
      '',
      '<section><h2>Subscribe to continue reading</h2><p>Already a subscriber? Sign in.</p></section>',
      3,
    ),
  ),
  behaviour(
    'paywall-402',
    'blocked:paywall',
    'an offer',
    send(site('Subscribe', '<p>This article is for subscribers only.</p>'), 402),
  ),
  behaviour(
    'whole-article-with-an-offer',
    'alive',
    'the whole document, and an offer to subscribe',
    articleWith(
      '',
      '<section><p>Already a subscriber? Sign in. Subscribe to unlock this article’s comments.</p></section>',
    ),
  ),
  behaviour(
    'whole-article-with-a-login-box',
    'alive',
    'the whole document, and a box to log in',
    articleWith(loginForm, ''),
  ),
  behaviour(
    'short-article-with-a-login-box',
    'alive',
    'the whole, short document, and a box to log in',
    articleWith(loginForm, '', 6),
  ),
  behaviour(
    'withheld-in-this-country',
    'blocked:legal',
    'a note that the page cannot be shown here',
    send(
      site(
        '451',
        '<h1>Unavailable For Legal Reasons</h1><p>This content is not available in your country because of a court order.</p>',
      ),
      451,
    ),
  ),
];
