import { parseAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { Answered } from '../../model/outcome.js';
import { type PageFeatures, pageFeatures, sizeOf } from '../page-features.js';
import type { Likeness } from '../page-similarity.js';
import { BELIEVED, type Sign, saying, weightOfSize } from '../weighed-signs.js';
import { NO_SITE, NOT_HERE, PARKED } from './not-found-signs.js';

/** What speaks against a page besides what it says. */
const WEIGHTS = {
  toErrorAddress: 4,
  toHomePage: 4,
  toSearch: 4,
  /** To a folder that the document was in: its section, or a list of all of them. */
  toSection: 2,
  /** Led to a page that is not like the document. */
  toAnother: 4,
  /** A page that is not like the document, in its place: by itself a matter of content, not of the link. */
  another: 2,
  /** A page that calls itself the home page of its site. */
  ownsUpAsHome: 2,
} as const;

const ERROR_ADDRESS = /\/(?:404|errors?|not-?found|page-?not-?found|oops|missing)(?:[./?_-]|$)/iu;
const SEARCH_ADDRESS = /\/(?:search|suche|recherche|buscar|sousuo)(?:[./?_-]|$)/iu;
const HOME_ADDRESS = /^\/?(?:index\.\w+|home|[a-z]{2}(?:-[a-z]{2,4})?\/?)?$/iu;

/** Characters of text below which a page shows nothing. */
const EMPTY = 20;

/**
 * The signs that an answer of 2xx is not the document, in one sentence, or null when they do not suffice. `like` says
 * whether the page is like the document that is cited.
 */
export function softNotFound(
  outcome: Answered,
  document: Document | null,
  like: Likeness = 'unsure',
): string | null {
  const { http, body } = outcome;
  if (http === 204 || http === 205) return `it answered ${http}, which means no content`;
  if (body !== null && body.bytes.length === 0) return `it answered ${http} with an empty page`;
  const { weight, tells } = weigh(outcome, document, like);
  return weight >= BELIEVED ? tells : null;
}

/** Weight from which on signs that are not believed are worth a second question. */
const DOUBTED = 2;

/** The signs that make an answer of 2xx doubtful without sufficing, or null. */
export function doubtOf(outcome: Answered, document: Document | null, like: Likeness): string | null {
  const { weight, tells } = weigh(outcome, document, like);
  return weight >= DOUBTED && weight < BELIEVED ? tells : null;
}

function weigh(
  outcome: Answered,
  document: Document | null,
  like: Likeness,
): { weight: number; tells: string } {
  if (like === 'same') return { weight: 0, tells: '' };
  const face = pageFeatures(document);
  const signs = [
    ofPlace(outcome),
    ofCanonical(outcome, document),
    ofPage(outcome.http, document, face),
    ofLikeness(outcome, face, like),
  ].filter((sign) => sign !== null);
  return {
    weight: signs.reduce((sum, sign) => sum + sign.weight, 0),
    tells: signs.map((sign) => `it ${sign.tell}`).join('; '),
  };
}

/** Where the redirects led. */
function ofPlace({ url, finalUrl, hops }: Answered): Sign | null {
  const from = parseAddress(url);
  const to = parseAddress(finalUrl);
  if (from === null || to === null || hops.length === 0) return null;
  const place = `${to.host}${to.pathname}`;
  if (ERROR_ADDRESS.test(to.pathname) && !ERROR_ADDRESS.test(from.pathname))
    return { weight: WEIGHTS.toErrorAddress, tell: `leads to an error page (${place})` };
  if (!isDeep(from)) return null;
  if (HOME_ADDRESS.test(to.pathname) && to.search === '')
    return {
      weight: WEIGHTS.toHomePage,
      tell: `leads to the home page of ${to.host} instead of the document`,
    };
  if (SEARCH_ADDRESS.test(to.pathname) && !SEARCH_ADDRESS.test(from.pathname))
    return { weight: WEIGHTS.toSearch, tell: `leads to a search (${place}) instead of the document` };
  const section = to.pathname.endsWith('/') ? to.pathname : `${to.pathname}/`;
  return from.host === to.host && from.pathname.startsWith(section) && from.pathname !== section
    ? { weight: WEIGHTS.toSection, tell: `leads to ${place}, which the document was a part of` }
    : null;
}

/** What the page gives as its own address (`<link rel=canonical>`). Some sites name their home page on every page. */
function ofCanonical({ url }: Answered, document: Document | null): Sign | null {
  const canonical = parseAddress(document?.links.find(({ rel }) => rel === 'canonical')?.url ?? '');
  const from = parseAddress(url);
  if (canonical === null || from === null || !isDeep(from) || isDeep(canonical)) return null;
  return { weight: WEIGHTS.ownsUpAsHome, tell: `calls itself the home page of ${canonical.host}` };
}

const isDeep = ({ pathname, search }: URL): boolean => !HOME_ADDRESS.test(pathname) || search !== '';

/** What the page says, or that it says nothing. */
function ofPage(http: number, document: Document | null, face: PageFeatures): Sign | null {
  if (document === null || (document.type !== 'html' && document.type !== 'text')) return null;
  const kinds = [
    [NOT_HERE, ''],
    [PARKED, 'the domain is parked or for sale: '],
    [NO_SITE, 'no site answers here: '],
  ] as const;
  const said = kinds.flatMap(([words, meaning]) => {
    const sign = saying(face, words);
    return sign === null ? [] : [{ ...sign, tell: `answered ${http}, but ${meaning}${sign.tell}` }];
  });
  const loudest = said.sort((a, b) => b.weight - a.weight)[0];
  if (loudest !== undefined && loudest.weight > 0) return loudest;
  return face.size < EMPTY && hidesNothing(document)
    ? { weight: BELIEVED, tell: `answered ${http}, but the text is ${sizeOf(face)}` }
    : null;
}

/** False for a page whose text needs a browser: a person sees it. */
const hidesNothing = ({ unread }: Document): boolean => unread === null || unread.includes('no visible text');

function ofLikeness({ hops }: Answered, face: PageFeatures, like: Likeness): Sign | null {
  if (like !== 'other') return null;
  return hops.length > 0
    ? {
        weight: WEIGHTS.toAnother,
        tell: 'leads to another document: nothing on it recalls the one that is cited',
      }
    : {
        weight: WEIGHTS.another + Math.max(0, weightOfSize(face)),
        tell: `shows ${sizeOf(face)} that have nothing of the document that is cited`,
      };
}
