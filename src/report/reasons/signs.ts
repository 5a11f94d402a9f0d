import type { LinkSign, Said } from '../../model/link-reason.js';

/** The signs that an answer is not the document, each after "it". */
export const signsOf = (signs: readonly LinkSign[]): string =>
  signs.map((sign) => `it ${signWords(sign)}`).join('; ');

/** `61 characters`. */
export const characters = (size: number): string => `${size.toLocaleString('en')} characters`;

/** The words by which a page gave itself away. */
export const said = ({ words, places, size }: Said): string =>
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
