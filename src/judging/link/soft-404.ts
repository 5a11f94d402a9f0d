import { hostOf, isHomePath, parseAddress } from '../../model/address.js';
import { type Document, visibleText } from '../../model/document.js';
import type { LinkReason, LinkSign } from '../../model/link.js';
import type { Answered } from '../../model/outcome.js';
import {
  type Likeness,
  ownLines,
  type PageFeatures,
  pageFeatures,
  pageSimilarity,
  weightOfSize,
} from '../page-similarity.js';
import { detectNotice } from './notice.js';
import { SIGN_THRESHOLD, saying } from './page-words.js';

/** What speaks against a page besides what it says. */
const WEIGHTS = {
  toErrorAddress: 4,
  toHomePage: 4,
  toSearch: 4,
  /** To a folder that the document was in: its section, or a list of all of them. */
  toSection: 2,
  /** Led to another year's page, by its title or by its address alone. */
  toYear: { byTitle: 4, byAddress: 2 },
  /** Led to a page that is not like the document. */
  toAnother: 4,
  /** A page that is not like the document, in its place: by itself a matter of content, not of the link. */
  another: 2,
  /** A page that calls itself the home page of its site. */
  ownsUpAsHome: 2,
} as const;

const ERROR_ADDRESS = /\/(?:404|errors?|not-?found|page-?not-?found|oops|missing)(?:[./?_-]|$)/iu;
const SEARCH_ADDRESS = /\/(?:search|suche|recherche|buscar|sousuo)(?:[./?_-]|$)/iu;

/** Characters of text below which a page shows nothing. */
const EMPTY = 20;

/** A sign with its weight. */
interface Sign {
  readonly weight: number;
  readonly sign: LinkSign;
}

/** Why a 2xx answer is not the document (soft 404), or null when the signs do not suffice. `like`: how like the cited document it is. */
export function detectSoft404(...of: WeighedPage): LinkReason | null {
  const [{ http, body }] = of;
  if (http === 204 || http === 205) return { kind: 'no-content', http };
  if (body !== null && body.bytes.length === 0) return { kind: 'empty-body', http };
  const { weight, signs } = weigh(...of);
  return weight >= SIGN_THRESHOLD ? { kind: 'not-the-document', signs } : null;
}

/** Weight from which on signs that are not believed are worth a second question. */
const DOUBTED = 2;

/** The signs that make an answer of 2xx doubtful without sufficing, or null. */
export function doubtOf(...of: WeighedPage): readonly LinkSign[] | null {
  const { weight, signs } = weigh(...of);
  return weight >= DOUBTED && weight < SIGN_THRESHOLD ? signs : null;
}

type WeighedPage = readonly [
  outcome: Answered,
  document: Document | null,
  like?: Likeness,
  title?: string | null,
];

function weigh(...[outcome, document, like = 'unsure', title = null]: WeighedPage) {
  const face = pageFeatures(document);
  const year = detectOtherYear(outcome, face, like, title);
  if (like === 'same')
    return { weight: year?.weight ?? 0, signs: year === null ? [] : [year.sign] };
  const found = [
    year,
    ofPlace(outcome),
    ofCanonical(outcome, document),
    ofPage(outcome.http, document, face),
    ofLikeness(outcome, document, face, like),
  ].filter((sign) => sign !== null);
  return {
    weight: found.reduce((sum, { weight }) => sum + weight, 0),
    signs: found.map(({ sign }) => sign),
  };
}

/** Where the redirects led. */
function ofPlace({ url, finalUrl, hops }: Answered): Sign | null {
  const from = parseAddress(url);
  const to = parseAddress(finalUrl);
  if (from === null || to === null || hops.length === 0) return null;
  const place = `${to.host}${to.pathname}`;
  if (ERROR_ADDRESS.test(to.pathname) && !ERROR_ADDRESS.test(from.pathname))
    return { weight: WEIGHTS.toErrorAddress, sign: { kind: 'error-address', place } };
  if (!isDeep(from)) return null;
  if (isHomePath(to.pathname) && to.search === '')
    return { weight: WEIGHTS.toHomePage, sign: { kind: 'home-page', host: to.host } };
  if (SEARCH_ADDRESS.test(to.pathname) && !SEARCH_ADDRESS.test(from.pathname))
    return { weight: WEIGHTS.toSearch, sign: { kind: 'search-page', place } };
  return from.host === to.host && isFolder(from, to)
    ? { weight: WEIGHTS.toSection, sign: { kind: 'section', place } }
    : null;
}

const steps = ({ pathname }: URL): readonly string[] =>
  pathname.split('/').filter((step) => step !== '');

/** True for a folder that the document was in, and for a short address such as `/news/` that a long one leads to. */
function isFolder(from: URL, to: URL): boolean {
  const [before, after] = [steps(from), steps(to)];
  if (after.length >= before.length) return false;
  return (
    after.every((step, i) => step === before[i]) ||
    (after.length === 1 && before.length > 2 && after[0] !== before.at(-1))
  );
}

/** The sign that a permanent redirect led to another year's edition, or null: nothing else about it need differ. */
export function detectOtherYear(
  { url, finalUrl, hops }: Answered,
  face: PageFeatures,
  like: Likeness,
  title: string | null,
): Sign | null {
  if (hops.length === 0) return null;
  const stated = yearsIn(`${face.title} ${face.heading}`);
  const byTitle = differing(yearsIn(title ?? ''), stated);
  if (byTitle !== null) return { weight: WEIGHTS.toYear.byTitle, sign: byTitle };
  const path = (address: string): string => parseAddress(address)?.pathname ?? '';
  const byAddress = like === 'same' ? null : differing(yearsIn(path(url)), yearsIn(path(finalUrl)));
  if (byAddress === null) return null;
  // What the address says of the page, the page says of itself.
  const isStated = byAddress.kind === 'other-year' && stated.includes(byAddress.found);
  return { weight: isStated ? WEIGHTS.toYear.byTitle : WEIGHTS.toYear.byAddress, sign: byAddress };
}

const yearsIn = (text: string): readonly string[] =>
  text.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/gu) ?? [];

const differing = (cited: readonly string[], found: readonly string[]): LinkSign | null =>
  cited[0] === undefined || found[0] === undefined || cited.some((year) => found.includes(year))
    ? null
    : { kind: 'other-year', cited: cited[0], found: found[0] };

/** What the page gives as its own address (`<link rel=canonical>`). Some sites name their home page on every page. */
function ofCanonical({ url }: Answered, document: Document | null): Sign | null {
  const canonical = parseAddress(document?.links.find(({ rel }) => rel === 'canonical')?.url ?? '');
  const from = parseAddress(url);
  if (canonical === null || from === null || !isDeep(from) || isDeep(canonical)) return null;
  return { weight: WEIGHTS.ownsUpAsHome, sign: { kind: 'called-home', host: canonical.host } };
}

const isDeep = ({ pathname, search }: URL): boolean => !isHomePath(pathname) || search !== '';

/** What the page says, or that it says nothing. */
function ofPage(http: number, document: Document | null, face: PageFeatures): Sign | null {
  if (document === null || (document.type !== 'html' && document.type !== 'text')) return null;
  const sayings = (['not-here', 'parked'] as const).flatMap((what): Sign[] => {
    const found = saying(face, what);
    return found === null
      ? []
      : [{ weight: found.weight, sign: { kind: 'says', http, what, said: found.said } }];
  });
  const noticed = ofNotice(http, document, face);
  if (noticed !== null) sayings.push(noticed);
  const loudest = sayings.sort((a, b) => b.weight - a.weight)[0];
  if (loudest !== undefined && loudest.weight > 0) return loudest;
  return face.total < EMPTY && hidesNothing(document)
    ? { weight: SIGN_THRESHOLD, sign: { kind: 'bare', http, size: face.total } }
    : null;
}

/** What the page says of itself, in whatever words. */
function ofNotice(http: number, document: Document, face: PageFeatures): Sign | null {
  const notice = detectNotice(document, face);
  if (notice === null) return null;
  const { topic, weight, said } = notice;
  if (topic === 'ended')
    return { weight, sign: { kind: 'retired', http, said, successor: successorOn(document) } };
  return topic === 'not-here' ? { weight, sign: { kind: 'says', http, what: topic, said } } : null;
}

/** A host in running text, with the path after it. */
const NAMED_HOST =
  /(?<![\w@.-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}(?:\/(?:[\w./-]{0,79}\w)?)?(?![\w@])/iu;

/** Where a goodbye sends its readers: a link to another host, or an address in its text. */
function successorOn(document: Document): string | null {
  const own = hostOf(document.links.find(({ rel }) => rel === 'canonical')?.url ?? '');
  const lines = ownLines(document);
  const link = document.links.find(
    ({ url, text }) =>
      text !== '' && hostOf(url) !== own && lines.some((line) => line.includes(text)),
  );
  return link?.url ?? NAMED_HOST.exec(lines.join('\n'))?.[0] ?? null;
}

/** False for a page whose text needs a browser: a person sees it. */
const hidesNothing = ({ unread }: Document): boolean =>
  unread === null || unread.kind === 'no-visible-text';

function ofLikeness(
  { hops }: Answered,
  document: Document | null,
  face: PageFeatures,
  like: Likeness,
): Sign | null {
  if (like !== 'other') return null;
  if (hops.length > 0) return { weight: WEIGHTS.toAnother, sign: { kind: 'led-elsewhere' } };
  const weight = WEIGHTS.another + Math.max(0, weightOfSize(face));
  const asks = document !== null && isQuestion(document) ? { asks: true as const } : {};
  return { weight, sign: { kind: 'unlike', size: face.size, ...asks } };
}

/** Characters of main text from which on a page says too much to be a wall or an outage: a long goodbye is a death. Our choice. */
const LONG = 1_000;
/** Links in the main text from which on a page leads on to what its site has. */
const LEADS = 3;

/** How many links are lines of a page's main text. */
const linesThatLead = ({ links, blocks }: Document): number => {
  const linked = new Set(links.map(({ text }) => text));
  return blocks.filter(({ role, text }) => role === 'main' && linked.has(text)).length;
};

/** How many links stand in a page's menus, which may be one line. */
export const linksInMenus = ({ links, blocks }: Document): number =>
  links.filter(
    (link) =>
      link.text !== '' && blocks.some((b) => b.role === 'furniture' && b.text.includes(link.text)),
  ).length;

/** An ideograph says as much as four letters and spaces of English, by the lengths of translations. */
const HAN = /\p{Script=Han}/gu;

/** True for a page that may be a wall or an outage: it is short, and leads to little. */
export function isNotice(page: Document): boolean {
  const { size, opening } = pageFeatures(page);
  return size + 3 * (opening.match(HAN)?.length ?? 0) < LONG && linesThatLead(page) < LEADS;
}

/** True for a notice that asks something of its reader by its markup. */
const isQuestion = (page: Document): boolean =>
  (page.asks !== undefined || page.passwordForm) && isNotice(page);

/** What is said of a page that is only known not to be the document, and asks what another one (the document of before, or a page that its site shows) does not: nothing says that the document is dead. Null for any other. */
export function questionIn(missing: LinkReason, other: Document | null) {
  const why = missing.kind === 'flapping' ? missing.why : missing;
  if (
    why.kind !== 'not-the-document' ||
    !restsOnLikeness(why) ||
    other === null ||
    other.asks !== undefined
  )
    return null;
  const asked = why.signs.find((sign) => sign.kind === 'unlike' && sign.asks);
  if (asked?.kind !== 'unlike') return null;
  const reason: LinkReason = { kind: 'blocked', why: { kind: 'asks', size: asked.size } };
  return { status: 'blocked', by: null, why: reason } as const;
}

/** Signs by which a page is only known not to be the document: they say nothing of whether the document is dead. */
const OF_LIKENESS: ReadonlySet<LinkSign['kind']> = new Set([
  'unlike',
  'bare',
  'led-elsewhere',
  'site-unheard',
] as const);

/** True for a death of which nothing speaks but likeness and size. */
export function restsOnLikeness(why: LinkReason): boolean {
  if (why.kind === 'flapping') return restsOnLikeness(why.why);
  if (why.kind === 'not-the-document') return why.signs.every(({ kind }) => OF_LIKENESS.has(kind));
  return why.kind === 'empty-body';
}

/** True when a site shows the same page at an address that was made up as at the cited one: then it shows it for anything. */
export const isSamePage = (cited: Document, madeUp: Document): boolean =>
  visibleText(cited) === visibleText(madeUp) ||
  pageSimilarity(madeUp, { title: '', baseline: cited }) === 'same';
