import { parseAddress } from '../../model/address.js';
import type { Block, Document } from '../../model/document.js';
import type { BlockedBy, BlockReason, Said } from '../../model/link.js';
import type { Answered } from '../../model/outcome.js';
import { type Likeness, ownLines, type PageFeatures, pageFeatures } from '../page-similarity.js';
import { programErrorOn, said, statusOn } from './error-page.js';
import { detectNotice, saysOf, sentencesOf, type Topic } from './notice.js';
import {
  CHALLENGE_HEADERS,
  GUARD_HEADERS,
  headerIn,
  isKind,
  SIGN_THRESHOLD,
  saying,
} from './page-words.js';

/** Who keeps us from the document (block page, challenge page, login or paywall), and the sign of it. */
interface BlockPage {
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

/** Who keeps us from the document (block page), or null. A page that is like the document may show only what a login or paywall leaves. */
export function blockOf(
  outcome: Answered,
  document: Document | null,
  like: Likeness = 'unsure',
): BlockPage | null {
  const page = { ...outcome, document, face: pageFeatures(document), like };
  const isLike = like === 'same' && outcome.http < 400;
  const noticed = isLike ? null : wall(page);
  // Words such as `access restricted` do not tell a refusal for the reader's place or age from a bot wall.
  const narrow = noticed?.by === 'region' || noticed?.by === 'age' ? noticed : null;
  return (
    challenge(outcome) ??
    (isLike ? null : (narrow ?? botWall(page))) ??
    (outcome.http === UNSAID ? null : refusal(outcome)) ??
    loginWall(page) ??
    noticed ??
    refusal(outcome) ??
    (isLike ? null : refusalShown(page)) ??
    paywall(document) ??
    (like === 'other' ? numbered(page) : null)
  );
}

/** An answer with what was read in it, and how like the cited document that is. */
interface ShownPage extends Answered {
  readonly document: Document | null;
  readonly face: PageFeatures;
  readonly like: Likeness;
}

/** A status that says that we are kept out, and not by what: the page may. */
const UNSAID = 403;

/** Who keeps us out by a notice. */
const BY_TOPIC: Partial<Readonly<Record<Topic, Extract<BlockReason, { kind: 'notice' }>['by']>>> = {
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

/** What a page that is known not to be the document needs less of. */
const NOT_THE_DOCUMENT = 1;

function wall({ http, document, face, like }: ShownPage): BlockPage | null {
  if (http >= 400 && http !== UNSAID) return null;
  const notice = detectNotice(document, face);
  const by = notice === null ? undefined : BY_TOPIC[notice.topic];
  if (notice === null || by === undefined || saysNoSite(face)) return null;
  // A price may be an advertisement, or what the document is about.
  if (notice.topic === 'offer' && like !== 'other') return null;
  return notice.weight + (like === 'other' ? NOT_THE_DOCUMENT : 0) >= SIGN_THRESHOLD
    ? { by, why: { kind: 'notice', http, by, said: notice.said } }
    : null;
}

function refusal({ http }: Answered): BlockPage | null {
  const by = BY_STATUS[http];
  return by === undefined ? null : { by, why: { kind: 'refused', http } };
}

/** A page whose title is the status of a refusal, whatever status it was sent with. */
function refusalShown({ http, document, face }: ShownPage): BlockPage | null {
  const shown = statusOn(document, face);
  const by = shown === null ? undefined : BY_STATUS[shown.http];
  return shown === null || by === undefined
    ? null
    : { by, why: { kind: 'status-shown', http, said: shown.said } };
}

function challenge({ http, headers }: Answered): BlockPage | null {
  const sign = headerIn(headers, CHALLENGE_HEADERS);
  return sign === undefined
    ? null
    : { by: 'bot-wall', why: { kind: 'challenge', who: sign.by, http, header: sign.header } };
}

function botWall({ http, headers, document, face }: ShownPage): BlockPage | null {
  const sign = saying(face, 'bot-wall');
  if (sign !== null && sign.weight >= SIGN_THRESHOLD)
    return { by: 'bot-wall', why: { kind: 'challenge-page', http, said: sign.said } };
  const [first = ''] = document === null ? [] : ownLines(document);
  if (document?.asks === 'proof' && face.size < FORM_ONLY)
    return { by: 'bot-wall', why: { kind: 'challenge-page', http, said: said(first, face) } };
  const guard = headerIn(headers, GUARD_HEADERS);
  if (guard === undefined || document?.type !== 'html' || face.size >= BARE || http >= 400)
    return null;
  const { by: who, header } = guard;
  return { by: 'bot-wall', why: { kind: 'guard', who, header, size: face.size } };
}

/** A page that is known not to be the document, and gives the number of this request in its place. */
function numbered({ http, document, face }: ShownPage): BlockPage | null {
  if (document === null || http >= 400 || saysNoSite(face)) return null;
  const number = requestNumberOn(document, face);
  return number === null
    ? null
    : { by: 'bot-wall', why: { kind: 'request-number', http, said: number } };
}

function loginWall({ url, finalUrl, document, face, like }: ShownPage): BlockPage | null {
  const from = parseAddress(url);
  const to = parseAddress(finalUrl);
  const led = to !== null && from !== null && LOGIN_PATH.test(`${to.host}${to.pathname}`);
  if (led && !LOGIN_PATH.test(`${from.host}${from.pathname}`))
    return { by: 'login', why: { kind: 'login-address', place: `${to.host}${to.pathname}` } };
  const form = document?.passwordForm === true;
  if (form && face.size < FORM_ONLY && !(like !== 'other' && saysMore(document, face)))
    return { by: 'login', why: { kind: 'login-form' } };
  const sign = saying(face, 'login');
  return sign !== null && sign.weight + (form ? PASSWORD_FORM : 0) >= SIGN_THRESHOLD
    ? { by: 'login', why: { kind: 'login-page', said: sign.said } }
    : null;
}

/** A host's own words about an account or a domain are not a wall. */
const saysNoSite = (face: PageFeatures): boolean => isKind(face, 'parked');

/** A short item beside a log-in box: more than its title, and nothing about logging in. */
const saysMore = (document: Document, face: PageFeatures): boolean =>
  face.size > face.heading.length &&
  saying(face, 'login') === null &&
  saysOf('credentials', sentencesOf([face.title, ...ownLines(document)])).length === 0;

function paywall(document: Document | null): BlockPage | null {
  const found = document && detectPaywall(document);
  return found && { by: 'paywall', why: { kind: 'offer', size: found.above, words: found.words } };
}

/** Characters of main text below which an offer stands where the rest of the document would. */
const TEASER = 2_500;
/** Characters below an offer that may still be about it: terms, other offers, a line for those who have an account. */
const TERMS = 400;
/** Lines at the end of a page in which an offer is looked for. */
const LAST_LINES = 24;

/** A text that breaks off. */
const BREAKS_OFF = /(?:…|\.{3}|\[(?:…|\.{3})\])["”»」]?$/u;

/**
 * The offer (paywall) at which a text stops, or null. Words that keep the rest for subscribers suffice; a call to
 * subscribe must head the text, and a price stand below one that breaks off: fine pages carry advertisements.
 */
export function detectPaywall({
  blocks,
}: Document): { readonly words: string; readonly above: number } | null {
  const sizes = blocks.map(({ role, text }) => (role === 'main' ? text.length : 0));
  const sum = (from: number, to?: number): number =>
    sizes.slice(from, to).reduce((a, b) => a + b, 0);
  for (let i = Math.max(1, blocks.length - LAST_LINES); i < blocks.length; i++) {
    const above = sum(0, i);
    if (above === 0 || above >= TEASER || sum(i + 1) >= TERMS) continue;
    const words = offerIn(blocks[i] as Block, blocks[i + 1], breaksOff(blocks.slice(0, i)));
    if (words !== null) return { words, above };
  }
  return null;
}

function offerIn(
  { text, role, heading }: Block,
  next: Block | undefined,
  cut: boolean,
): string | null {
  const sentences = sentencesOf([text]);
  const offered = [
    ...saysOf('locked', sentences),
    ...(cut || (heading !== undefined && role === 'main') ? saysOf('call', sentences) : []),
    ...(cut ? saysOf('offer', sentencesOf([text, next?.text ?? ''])) : []),
  ][0];
  return offered !== undefined && text.includes(offered) ? offered.trim() : null;
}

const breaksOff = (above: readonly Block[]): boolean =>
  above.some(({ text, heading }) => heading === undefined && BREAKS_OFF.test(text));

/** Characters of main text above which a page has more to say than that it answers nothing. */
const LITTLE = 500;
/** Characters of a line that are shown. */
const SHOWN = 80;
/** A number made for one request, as the last word of a line: more digits (also hexadecimal) than a document, book or telephone has. */
const NUMBER =
  /(?:^|[\s:#[({«“])(?=[\da-f.-]{0,80}\d{2})[\da-f](?:[.-]?[\da-f]){13,79}[\])}»”.]?$/iu;
/** The reader's own address, which nobody tells him but a guard. */
const IP = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/;
/** What a page says of the document itself, whatever number its answer has. */
const OF_THE_DOCUMENT: ReadonlySet<Topic | undefined> = new Set(['not-here', 'ended'] as const);

/** The line with the number of this request, which a guard before the site shows: it says nothing of the document. */
function requestNumberOn(document: Document, face: PageFeatures): Said | null {
  if ((document.type !== 'html' && document.type !== 'text') || face.size > LITTLE) return null;
  const line = ownLines(document).find((text) => NUMBER.test(text) || IP.test(text));
  if (line === undefined || isKind(face, 'not-here') || programErrorOn(document, face) !== null)
    return null;
  if (OF_THE_DOCUMENT.has(detectNotice(document, face)?.topic)) return null;
  return said(line.slice(-SHOWN), face);
}
