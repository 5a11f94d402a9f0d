import { parseAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { BlockReason } from '../../model/link-reason.js';
import type { Answered } from '../../model/outcome.js';
import type { BlockedBy } from '../../model/verdict.js';
import { type PageFeatures, pageFeatures } from '../page-features.js';
import type { Likeness } from '../page-similarity.js';
import { BELIEVED, saying } from '../weighed-signs.js';
import { BOT_WALL, CHALLENGE_HEADERS, GUARD_HEADERS, LOGIN, OFFER } from './block-page-signs.js';

/** A reason to believe that somebody stands at the door, and the sign that gave it away. */
export interface BlockPage {
  readonly by: BlockedBy;
  readonly why: BlockReason;
}

/** Characters of main text below which an offer stands where the rest of the document would. */
const TEASER = 2_500;
/** Characters of main text below which a guard's header speaks: a challenge that is made by script has next to none. */
const BARE = 100;
/** What a field for a password adds to the signs of a login page; many articles have one in a corner. */
const PASSWORD_FORM = 1;
/** Characters of main text below which a password form is all that a page has. */
const FORM_ONLY = 300;

/** Statuses by which a server says itself that it keeps us out. */
const BY_STATUS: Readonly<Record<number, BlockedBy>> = {
  401: 'login',
  402: 'paywall',
  403: 'bot-wall',
  407: 'login',
  429: 'rate-limit',
  451: 'legal',
  999: 'bot-wall',
};

const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|sign-?in|sso|oauth2?|saml2?|idp|auth(?:enticate|orize)?|wayf|shibboleth)(?:[/._-]|$)/iu;

/**
 * Who keeps us from the document, or null when nobody does. A page that is like the document may still show no more
 * of it than a login or an offer leaves.
 */
export function blockOf(
  outcome: Answered,
  document: Document | null,
  like: Likeness = 'unsure',
): BlockPage | null {
  const face = pageFeatures(document);
  return (
    challenge(outcome) ??
    (like === 'same' && outcome.http < 400 ? null : botWall(outcome, document, face)) ??
    refusal(outcome) ??
    loginWall(outcome, document, face) ??
    paywall(document, face)
  );
}

function refusal({ http }: Answered): BlockPage | null {
  const by = BY_STATUS[http];
  return by === undefined ? null : { by, why: { kind: 'refused', http } };
}

function challenge({ http, headers }: Answered): BlockPage | null {
  const sign = CHALLENGE_HEADERS.find(([header, value]) => value.test(headers[header] ?? ''));
  if (sign === undefined) return null;
  const [header, , who] = sign;
  return { by: 'bot-wall', why: { kind: 'challenge', who, http, header } };
}

function botWall(
  { http, headers }: Answered,
  document: Document | null,
  face: PageFeatures,
): BlockPage | null {
  const sign = saying(face, BOT_WALL);
  if (sign !== null && sign.weight >= BELIEVED)
    return { by: 'bot-wall', why: { kind: 'challenge-page', http, said: sign.said } };
  const guard = GUARD_HEADERS.find(([header, value]) => value.test(headers[header] ?? ''));
  if (guard === undefined || document?.type !== 'html' || face.size >= BARE || http >= 400) return null;
  const [header, , who] = guard;
  return { by: 'bot-wall', why: { kind: 'guard', who, header, size: face.size } };
}

function loginWall(
  { url, finalUrl }: Answered,
  document: Document | null,
  face: PageFeatures,
): BlockPage | null {
  const from = parseAddress(url);
  const to = parseAddress(finalUrl);
  const led = to !== null && from !== null && LOGIN_PATH.test(`${to.host}${to.pathname}`);
  if (led && !LOGIN_PATH.test(`${from.host}${from.pathname}`))
    return { by: 'login', why: { kind: 'login-address', place: `${to.host}${to.pathname}` } };
  const form = document?.passwordForm === true;
  if (form && face.size < FORM_ONLY) return { by: 'login', why: { kind: 'login-form' } };
  const sign = saying(face, LOGIN);
  return sign !== null && sign.weight + (form ? PASSWORD_FORM : 0) >= BELIEVED
    ? { by: 'login', why: { kind: 'login-page', said: sign.said } }
    : null;
}

function paywall(document: Document | null, face: PageFeatures): BlockPage | null {
  if (document === null || face.size >= TEASER) return null;
  const sign = OFFER.exec(document.blocks.map((block) => block.text).join('\n'));
  return sign === null ? null : { by: 'paywall', why: { kind: 'offer', size: face.size, words: sign[0] } };
}
