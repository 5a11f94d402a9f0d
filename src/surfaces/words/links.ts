import type { BlockReason, Lacks, LinkReason, LinkSign, NotCheckedReason, Said } from '../../model/link.js';
import { reasonWords } from './reason-words.js';
import statuses from './status-words.json' with { type: 'json' };

/** Why a source was not requested, in words. */
export const unaskedReason = reasonWords<NotCheckedReason>({
  told: ({ sentence }) => sentence,
  robots: ({ file }) => `not asked for, because ${file} asks programs to keep away from it`,
  'no-capture': 'no capture of it was kept',
  offline: 'this machine was offline: no server answered',
  'too-long': 'its answer is longer than we read, and nothing in the part that was read is the document',
  'same-failure': ({ message }) => `everything failed in the same way, so the trouble is on this side (${message})`,
  'captive-portal': 'every site showed the same page, as the login page of a network does (a captive portal)',
  'same-refusal': ({ http }) =>
    `every host gave the same refusal (${http}): a filter stands between this machine and the web`,
});

/** What a link's verdict rests on, in words. */
export const linkReason: (why: LinkReason) => string = reasonWords<LinkReason>({
  told: ({ sentence }) => sentence,
  'no-address': 'nobody has recorded the address of this source',
  unasked: ({ why }) => unaskedReason(why),
  failed: ({ message }) => message,
  answered: (why) => `answered ${why.http}${why.at === null ? '' : ` at ${why.at}`}${lacking(why)}`,
  moved: (why) =>
    why.stands === true
      ? `moved for good to ${why.to}, and the document stands there${lacking(why)}`
      : `leads for good to ${why.to}; whether the document stands there is not known${lacking(why)}`,
  'not-modified': 'answered 304: not changed since the last visit',
  'empty-304': 'it answered 304 (not changed) without having been asked that: an empty page',
  gone: ({ http }) => `answered ${http}: ${http === 404 ? 'not found' : 'gone for good'}`,
  'server-trouble': ({ http }) => `answered ${http}: the site is in trouble`,
  'bad-request': ({ http }) => `answered ${http}: the site refused the request`,
  'error-shown': (why) => `answered ${why.http} with an error of its own program: ${said(why.said)}`,
  'whole-site': (why) => `${everywhere(why)}: the site is in trouble, and the document may be well`,
  'no-location': ({ http }) => `answered ${http} without saying where to go`,
  circle: ({ url }) => `its pages lead in a circle: ${url} comes up again`,
  'no-content': ({ http }) => `it answered ${http}, which means no content`,
  'empty-body': ({ http }) => `it answered ${http} with an empty page`,
  'not-the-document': ({ signs }) => signsOf(signs),
  'shown-for-anything': ({ signs }) =>
    `${signsOf(signs)}; and its site shows the same page at an address that was made up`,
  'shown-at-home': ({ signs, host }) => `${signsOf(signs)}; and ${host} shows the same as its home page`,
  'shared-target': ({ target, host, others }) =>
    `it leads to ${target}, where ${host} leads ${others} other sources too`,
  'one-text': ({ others, hosts }) =>
    `it shows the same text as ${others === 1 ? 'another cited address' : `${others} other cited addresses`} tonight${hosts > 1 ? `, on ${hosts} sites` : ''}: a notice, and no document`,
  blocked: ({ why }) => blockReason(why),
  flapping: ({ why, spells, nights }) =>
    `${linkReason(why)}; it comes and goes: ${spells} failing spells in ${nights} nights`,
});

const lacking = ({ cut, part }: Lacks): string =>
  (cut ? ', longer than the limit: only its beginning was read' : '') +
  (part === null ? '' : `, but the page has no part named ${part}`);

const REFUSALS: Readonly<Record<number, string>> = statuses.refusal;

const blockReason = reasonWords<BlockReason>({
  refused: ({ http }) => `${REFUSALS[http] ?? 'it refuses programs like this one'} (${http})`,
  challenge: ({ who, http, header }) => `${who} shows a challenge instead of the page (${http}, header ${header})`,
  'challenge-page': (why) => `it answered ${why.http} with a challenge: ${said(why.said)}`,
  'request-number': (why) =>
    `it answered ${why.http} with the number of our request in place of the document: ${said(why.said)}`,
  asks: ({ size }) => `it shows ${characters(size)} and asks something of its reader, which the document did not`,
  'status-shown': (why) => `it answered ${why.http} with a refusal: ${said(why.said)}`,
  guard: ({ who, header, size }) =>
    `${who} stands before the site (header ${header}), and the text is ${characters(size)}`,
  'login-address': ({ place }) => `it leads to a login page (${place})`,
  'login-form': 'it shows a login form and little else',
  'login-page': (why) => `it asks to log in: ${said(why.said)}`,
  notice: (why) => `${statuses.blockedNotice[why.by]} (${why.http}): ${said(why.said)}`,
  'whole-site': (why) => `${everywhere(why)}, and asks something of its readers there`,
  offer: ({ size, words }) => `it shows ${characters(size)} and an offer (“${words}”)`,
});

/** The signs that an answer is not the document, each after "it". */
export const signsOf = (signs: readonly LinkSign[]): string => signs.map((sign) => `it ${signWords(sign)}`).join('; ');

const characters = (size: number): string => `${size.toLocaleString('en')} characters`;

const everywhere = ({ host, size }: { readonly host: string; readonly size: number }): string =>
  `its site shows the same ${characters(size)} as the home page of ${host}`;

/** The words of a page that show that it is not the document. */
const said = ({ words, places, size }: Said): string =>
  `the page says “${words}” (${places.join(', ')}), and the text is ${characters(size)}`;

const signWords = reasonWords<LinkSign>({
  'error-address': ({ place }) => `leads to an error page (${place})`,
  'home-page': ({ host }) => `leads to the home page of ${host} instead of the document`,
  'search-page': ({ place }) => `leads to a search (${place}) instead of the document`,
  section: ({ place }) => `leads to ${place}, which the document was a part of`,
  'other-year': ({ found, cited }) => `leads to a page of ${found}, and the document is of ${cited}`,
  'called-home': ({ host }) => `calls itself the home page of ${host}`,
  says: (sign) => `answered ${sign.http}, but ${statuses.errorMeaning[sign.what]}${said(sign.said)}`,
  retired: ({ http, said: words, successor }) =>
    `answered ${http}, but its publisher says goodbye: ${said(words)}${successor === null ? '' : `; it sends its readers to ${successor}`}`,
  bare: ({ http, size }) => `answered ${http}, but the text is ${characters(size)}`,
  'led-elsewhere': 'leads to another document: nothing on it recalls the one that is cited',
  unlike: ({ size }) => `shows ${characters(size)} that have nothing of the document that is cited`,
  'site-unheard': ({ host }) => `is on ${host}, whose home page could not be had: the whole site may answer so`,
});
