import type { BlockReason, Lacks, LinkReason, LinkSign, NotCheckedReason, Said } from '../../model/link.js';

/** What a link's verdict rests on, in words. */
export function linkReason(why: LinkReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'no-address':
      return 'nobody has recorded the address of this source';
    case 'unasked':
      return unaskedReason(why.why);
    case 'failed':
      return why.message;
    case 'answered':
      return `answered ${why.http}${why.at === null ? '' : ` at ${why.at}`}${lacking(why)}`;
    case 'moved':
      return why.stands === true
        ? `moved for good to ${why.to}, and the document stands there${lacking(why)}`
        : `leads for good to ${why.to}; whether the document stands there is not known${lacking(why)}`;
    case 'not-modified':
      return 'answered 304: not changed since the last visit';
    case 'empty-304':
      return 'it answered 304 (not changed) without having been asked that: an empty page';
    case 'gone':
      return `answered ${why.http}: ${why.http === 404 ? 'not found' : 'gone for good'}`;
    case 'server-trouble':
      return `answered ${why.http}: the site is in trouble`;
    case 'bad-request':
      return `answered ${why.http}: the site refused the request`;
    case 'no-location':
      return `answered ${why.http} without saying where to go`;
    case 'circle':
      return `its pages lead in a circle: ${why.url} comes up again`;
    case 'no-content':
      return `it answered ${why.http}, which means no content`;
    case 'empty-body':
      return `it answered ${why.http} with an empty page`;
    case 'not-the-document':
      return signsOf(why.signs);
    case 'shown-for-anything':
      return `${signsOf(why.signs)}; and its site shows the same page at an address that was made up`;
    case 'shown-at-home':
      return `${signsOf(why.signs)}; and ${why.host} shows the same as its home page`;
    case 'shared-target':
      return `it leads to ${why.target}, where ${why.host} leads ${why.others} other sources too`;
    case 'one-text':
      return `it shows the same text as ${why.others === 1 ? 'another cited address' : `${why.others} other cited addresses`} tonight${why.hosts > 1 ? `, on ${why.hosts} sites` : ''}: a notice, and no document`;
    case 'blocked':
      return blockReason(why.why);
    case 'flapping':
      return `${linkReason(why.why)}; it comes and goes: ${why.spells} failing spells in ${why.nights} nights`;
  }
}

const lacking = ({ cut, part }: Lacks): string =>
  (cut ? ', longer than the limit: only its beginning was read' : '') +
  (part === null ? '' : `, but the page has no part named ${part}`);

/** Why a source was not asked for, in words. */
export function unaskedReason(why: NotCheckedReason): string {
  switch (why.kind) {
    case 'told':
      return why.sentence;
    case 'robots':
      return `not asked for, because ${why.file} asks programs to keep away from it`;
    case 'no-capture':
      return 'no capture of it was kept';
    case 'offline':
      return 'this machine was offline: no server answered';
    case 'same-failure':
      return `everything failed in the same way, so the trouble is on this side (${why.message})`;
    case 'captive-portal':
      return 'every site showed the same page, as the login page of a network does (a captive portal)';
    case 'same-refusal':
      return `every host gave the same refusal (${why.http}): a filter stands between this machine and the web`;
  }
}

const REFUSALS: Readonly<Record<number, string>> = {
  401: 'it asks for a login',
  402: 'it asks for a payment',
  407: 'a proxy asks for a login',
  429: 'it says that we asked too often',
  451: 'it is withheld for legal reasons',
};

const NOTICES = {
  'bot-wall': 'it asks for a person',
  login: 'it asks to log in',
  paywall: 'it asks for a subscription',
  'rate-limit': 'it asks for fewer visits',
  legal: 'it is withheld by order',
  region: 'it is not shown in this country',
  consent: 'it asks for consent first',
  age: 'it asks for the reader’s age',
} as const;

/** Who keeps us from a document, by what sign, in words. */
function blockReason(why: BlockReason): string {
  switch (why.kind) {
    case 'refused':
      return `${REFUSALS[why.http] ?? 'it refuses programs like this one'} (${why.http})`;
    case 'challenge':
      return `${why.who} shows a challenge instead of the page (${why.http}, header ${why.header})`;
    case 'challenge-page':
      return `it answered ${why.http} with a challenge: ${said(why.said)}`;
    case 'request-number':
      return `it answered ${why.http} with the number of our request in place of the document: ${said(why.said)}`;
    case 'guard':
      return `${why.who} stands before the site (header ${why.header}), and the text is ${characters(why.size)}`;
    case 'login-address':
      return `it leads to a login page (${why.place})`;
    case 'login-form':
      return 'it shows a login form and little else';
    case 'login-page':
      return `it asks to log in: ${said(why.said)}`;
    case 'notice':
      return `${NOTICES[why.by]} (${why.http}): ${said(why.said)}`;
    case 'offer':
      return `it shows ${characters(why.size)} and an offer (“${why.words}”)`;
  }
}

/** The signs that an answer is not the document, each after "it". */
export const signsOf = (signs: readonly LinkSign[]): string =>
  signs.map((sign) => `it ${signWords(sign)}`).join('; ');

/** `61 characters`. */
const characters = (size: number): string => `${size.toLocaleString('en')} characters`;

/** The words by which a page gave itself away. */
const said = ({ words, places, size }: Said): string =>
  `the page says “${words}” (${places.join(', ')}), and the text is ${characters(size)}`;

const MEANINGS = {
  'not-here': '',
  parked: 'the domain is parked or for sale: ',
  'no-site': 'no site answers here: ',
} as const;

function signWords(sign: LinkSign): string {
  switch (sign.kind) {
    case 'error-address':
      return `leads to an error page (${sign.place})`;
    case 'home-page':
      return `leads to the home page of ${sign.host} instead of the document`;
    case 'search-page':
      return `leads to a search (${sign.place}) instead of the document`;
    case 'section':
      return `leads to ${sign.place}, which the document was a part of`;
    case 'other-year':
      return `leads to a page of ${sign.found}, and the document is of ${sign.cited}`;
    case 'called-home':
      return `calls itself the home page of ${sign.host}`;
    case 'says':
      return `answered ${sign.http}, but ${MEANINGS[sign.what]}${said(sign.said)}`;
    case 'retired':
      return `answered ${sign.http}, but its publisher says goodbye: ${said(sign.said)}${sign.successor === null ? '' : `; it sends its readers to ${sign.successor}`}`;
    case 'bare':
      return `answered ${sign.http}, but the text is ${characters(sign.size)}`;
    case 'led-elsewhere':
      return 'leads to another document: nothing on it recalls the one that is cited';
    case 'unlike':
      return `shows ${characters(sign.size)} that have nothing of the document that is cited`;
  }
}
