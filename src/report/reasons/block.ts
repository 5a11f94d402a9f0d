import type { BlockReason } from '../../model/link-reason.js';
import { characters, said } from './signs.js';

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
export function blockReason(why: BlockReason): string {
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
