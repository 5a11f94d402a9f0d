import { parseAddress } from '../../model/address.js';
import type { Document } from '../../model/document.js';
import type { BlockReason } from '../../model/link-reason.js';
import type { BlockedBy } from '../../model/link-verdict.js';
import type { Answered } from '../../model/outcome.js';
import { ownLines, type PageFeatures, pageFeatures } from '../page-features.js';
import type { Likeness } from '../page-similarity.js';
import { BELIEVED, saying } from '../weighed-signs.js';
import { BOT_WALL, CHALLENGE_HEADERS, GUARD_HEADERS, LOGIN } from './block-page-signs.js';
import { NO_SITE, PARKED } from './not-found-signs.js';
import { noticeOn } from './notice.js';
import { saysOf, sentencesOf, type Topic } from './notice-grammar.js';
import { paywallOn } from './paywall.js';
import { requestNumberOn } from './request-number.js';

/** A reason to believe that somebody stands at the door, and the sign that gave it away. */
export interface BlockPage {
  readonly by: BlockedBy;
  readonly why: BlockReason;
}

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
  const isLike = like === 'same' && outcome.http < 400;
  return (
    challenge(outcome) ??
    (isLike ? null : (narrow(outcome, document, face, like) ?? botWall(outcome, document, face))) ??
    (outcome.http === UNSAID ? null : refusal(outcome)) ??
    loginWall(outcome, document, face, like) ??
    (isLike ? null : wall(outcome, document, face, like)) ??
    refusal(outcome) ??
    paywall(document) ??
    (like === 'other' ? numbered(outcome, document, face) : null)
  );
}

/** A refusal for the reader's place or age, which words such as `access restricted` do not tell from a bot wall. */
function narrow(
  outcome: Answered,
  document: Document | null,
  face: PageFeatures,
  like: Likeness,
): BlockPage | null {
  const found = wall(outcome, document, face, like);
  return found?.by === 'region' || found?.by === 'age' ? found : null;
}

/** A status that says that we are kept out, and not by what: the page may. */
const UNSAID = 403;

/** Who stands at the door that a notice speaks of. */
const BY_TOPIC: Partial<Readonly<Record<Topic, NoticeBy>>> = {
  consent: 'consent',
  region: 'region',
  age: 'age',
  ordered: 'legal',
  robot: 'bot-wall',
  rate: 'rate-limit',
  login: 'login',
  locked: 'paywall',
  offer: 'paywall',
};
type NoticeBy = Extract<BlockReason, { kind: 'notice' }>['by'];

/** What a page that is known not to be the document needs less of. */
const NOT_THE_DOCUMENT = 1;

function wall(
  { http }: Answered,
  document: Document | null,
  face: PageFeatures,
  like: Likeness,
): BlockPage | null {
  if (http >= 400 && http !== UNSAID) return null;
  const notice = noticeOn(document, face);
  const by = notice === null ? undefined : BY_TOPIC[notice.topic];
  if (notice === null || by === undefined || saysNoSite(face)) return null;
  // A price may be an advertisement, or what the document is about.
  if (notice.topic === 'offer' && like !== 'other') return null;
  return notice.weight + (like === 'other' ? NOT_THE_DOCUMENT : 0) >= BELIEVED
    ? { by, why: { kind: 'notice', http, by, said: notice.said } }
    : null;
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

/** A page that is known not to be the document, and gives the number of this request in its place. */
function numbered({ http }: Answered, document: Document | null, face: PageFeatures): BlockPage | null {
  if (document === null || http >= 400 || saysNoSite(face)) return null;
  const said = requestNumberOn(document, face);
  return said === null ? null : { by: 'bot-wall', why: { kind: 'request-number', http, said } };
}

function loginWall(
  { url, finalUrl }: Answered,
  document: Document | null,
  face: PageFeatures,
  like: Likeness,
): BlockPage | null {
  const from = parseAddress(url);
  const to = parseAddress(finalUrl);
  const led = to !== null && from !== null && LOGIN_PATH.test(`${to.host}${to.pathname}`);
  if (led && !LOGIN_PATH.test(`${from.host}${from.pathname}`))
    return { by: 'login', why: { kind: 'login-address', place: `${to.host}${to.pathname}` } };
  const form = document?.passwordForm === true;
  if (form && face.size < FORM_ONLY && !(like !== 'other' && saysMore(document, face)))
    return { by: 'login', why: { kind: 'login-form' } };
  const sign = saying(face, LOGIN);
  return sign !== null && sign.weight + (form ? PASSWORD_FORM : 0) >= BELIEVED
    ? { by: 'login', why: { kind: 'login-page', said: sign.said } }
    : null;
}

/** A host's own words about an account or a domain are not a wall. */
const saysNoSite = (face: PageFeatures): boolean =>
  [PARKED, NO_SITE].some((words) => (saying(face, words)?.weight ?? 0) >= BELIEVED);

/** A short item beside a log-in box: more than its title, and nothing about logging in. */
const saysMore = (document: Document, face: PageFeatures): boolean =>
  face.size > face.heading.length &&
  saying(face, LOGIN) === null &&
  saysOf('credentials', sentencesOf([face.title, ...ownLines(document)])).length === 0;

function paywall(document: Document | null): BlockPage | null {
  const found = document === null ? null : paywallOn(document);
  return found === null
    ? null
    : { by: 'paywall', why: { kind: 'offer', size: found.above, words: found.words } };
}
