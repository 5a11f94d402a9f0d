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
  SIGN_THRESHOLD,
  saying,
  type Words,
  weightOfSize,
} from '../page-similarity.js';
import { detectNotice } from './notice.js';

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

/**
 * What shows that an answer of 2xx is not the document, or null when it does not suffice. `like` says whether the page is
 * like the document that is cited.
 */
export function detectSoft404(
  outcome: Answered,
  document: Document | null,
  like: Likeness = 'unsure',
  title: string | null = null,
): LinkReason | null {
  const { http, body } = outcome;
  if (http === 204 || http === 205) return { kind: 'no-content', http };
  if (body !== null && body.bytes.length === 0) return { kind: 'empty-body', http };
  const { weight, signs } = weigh(outcome, document, like, title);
  return weight >= SIGN_THRESHOLD ? { kind: 'not-the-document', signs } : null;
}

/** Weight from which on signs that are not believed are worth a second question. */
const DOUBTED = 2;

/** The signs that make an answer of 2xx doubtful without sufficing, or null. */
export function doubtOf(
  outcome: Answered,
  document: Document | null,
  like: Likeness,
  title: string | null = null,
): readonly LinkSign[] | null {
  const { weight, signs } = weigh(outcome, document, like, title);
  return weight >= DOUBTED && weight < SIGN_THRESHOLD ? signs : null;
}

function weigh(
  outcome: Answered,
  document: Document | null,
  like: Likeness,
  title: string | null,
): { weight: number; signs: readonly LinkSign[] } {
  const face = pageFeatures(document);
  const year = detectOtherYear(outcome, face, like, title);
  if (like === 'same') return { weight: year?.weight ?? 0, signs: year === null ? [] : [year.sign] };
  const found = [
    year,
    ofPlace(outcome),
    ofCanonical(outcome, document),
    ofPage(outcome.http, document, face),
    ofLikeness(outcome, face, like),
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

const steps = ({ pathname }: URL): readonly string[] => pathname.split('/').filter((step) => step !== '');

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

const yearsIn = (text: string): readonly string[] => text.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/gu) ?? [];

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
  const kinds = [
    [NOT_HERE, 'not-here'],
    [PARKED, 'parked'],
    [NO_SITE, 'no-site'],
  ] as const;
  const sayings = kinds.flatMap(([words, what]): Sign[] => {
    const found = saying(face, words);
    if (found === null) return [];
    return [{ weight: found.weight, sign: { kind: 'says', http, what, said: found.said } }];
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
  return topic === 'not-here' || topic === 'no-site'
    ? { weight, sign: { kind: 'says', http, what: topic, said } }
    : null;
}

/** A host in running text, with the path after it. */
const NAMED_HOST = /(?<![\w@.-])(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,10}(?:\/(?:[\w./-]{0,79}\w)?)?(?![\w@])/iu;

/** Where a goodbye sends its readers: a link to another host, or an address in its text. */
function successorOn(document: Document): string | null {
  const own = hostOf(document.links.find(({ rel }) => rel === 'canonical')?.url ?? '');
  const lines = ownLines(document);
  const link = document.links.find(
    ({ url, text }) => text !== '' && hostOf(url) !== own && lines.some((line) => line.includes(text)),
  );
  return link?.url ?? NAMED_HOST.exec(lines.join('\n'))?.[0] ?? null;
}

/** False for a page whose text needs a browser: a person sees it. */
const hidesNothing = ({ unread }: Document): boolean => unread === null || unread.kind === 'no-visible-text';

function ofLikeness({ hops }: Answered, face: PageFeatures, like: Likeness): Sign | null {
  if (like !== 'other') return null;
  return hops.length > 0
    ? { weight: WEIGHTS.toAnother, sign: { kind: 'led-elsewhere' } }
    : {
        weight: WEIGHTS.another + Math.max(0, weightOfSize(face)),
        sign: { kind: 'unlike', size: face.size },
      };
}

/** Joins alternatives into one global expression. */
const anyOf = (...alternatives: readonly string[]): RegExp => new RegExp(alternatives.join('|'), 'giu');

// A domain's name has at most 253 characters, and a part of it 63 (RFC 1035).
const THING = '(?:page|file|document|article|story|content|site|resource|link|url|address|post)';
const WHICH = '(?:th(?:e|is|at)|your|requested)';
const GONE =
  "(?:(?:was|is|were|are|has been|have been|could not be|couldn[’']?t be|can ?not be|can[’']?t be) )?(?:not (?:be )?found|no longer (?:available|exists?|here|online)|unavailable|not available|does ?n[o’']t exist|does not exist|removed|deleted|missing|expired)";

/** “There is no such page”, in the languages in which our sources are written. */
export const NOT_HERE: Words = {
  heads: anyOf(
    `${THING} ${GONE}`,
    `${THING} (?:can[’']?t|cannot|could not) be found`,
    '\\bnot[ _-]?found\\b',
    '\\b(?:http |error |status ){0,3}404\\b(?: error)?',
    '\\boops\\b!?',
    '\\bnothing (?:here|was found)\\b',
    `(?:sorry,? )?we (?:can(?:[’']?t|not)|could(?: not|n[’']?t)) find (?:${WHICH} )?${THING}`,
    `\\b(?:sorry,? )?${WHICH} ${THING} (?:you (?:requested|are looking for|were looking for) )?${GONE}`,
    '(?:抱歉[，,]?)?(?:您?(?:访问|查看|请求|浏览)的)?(?:页面|网页|文章|内容|链接)(?:不存在|未找到|已删除|找不到了?|已失效|无法访问)',
    '(?:抱歉[，,]?)?(?:找不到|无法找到|没有找到)(?:您?(?:要|访问|请求)的?|该|此)?(?:页面|网页|文章|内容)',
    '(?:很?抱歉[，,]?)?(?:找不到|無法找到)(?:您?(?:要|尋找|請求)的?|該|此)?(?:頁面|網頁|文章|內容)',
    '(?:您?(?:訪問|尋找|瀏覽)的)?(?:頁面|網頁|文章|內容)(?:不存在|未找到|已刪除|找不到了?|已失效)',
    '(?:该|此)(?:内容|文章|页面|账号|公众号)(?:已被|已|因)[^，。]{0,12}(?:删除|无法查看|注销|迁移|屏蔽)',
    '(?:該|此)(?:內容|文章|頁面)(?:已被|已|因)[^，。]{0,12}(?:刪除|無法查看|註銷)',
    '(?:page|document) (?:introuvable|non trouvée?)',
    "page n[’']existe (?:pas|plus)|page n[’']a pas été trouvée",
    '(?:diese |die )?seite (?:wurde |konnte )?nicht gefunden(?: werden)?|seite existiert nicht(?: mehr)?',
    'página no (?:encontrada|existe|disponible)|no (?:se ha|hemos) encontrado (?:la|esta) página|no se encontró la página',
    'الصفحة (?:التي تبحث عنها )?غير موجودة|لم يتم العثور على (?:هذه )?الصفحة|الصفحة غير متوفرة',
    '(?:такой )?страниц[аы] не (?:найден[аы]?|существует)|страница (?:была )?удалена',
  ),
  sentences: anyOf(
    `${WHICH} ${THING} (?:(?:that )?you(?:[’']re| are| were|[’']ve| have)? (?:looking for|requested|trying to (?:reach|view|access)) )?(?:may have |might have |has |have |is |was |could not |can ?not |can[’']?t |no longer |does not |doesn[’']?t ){0,6}(?:been |be ){0,2}(?:moved|deleted|removed|expired|exists?|found|unavailable|available)\\b`,
    '\\brequested url (?:was )?not found|nothing was found at this location|\\b(?:nosuchkey|blobnotfound|specified (?:key|blob|resource) does not exist)\\b',
    '您?(?:访问|查找|请求)的(?:页面|网页|内容|文章)(?:可能)?(?:已被|不存在|已)|该页面可能已|(?:该|此)(?:内容|文章|公众号)(?:已被|已|因)[^，。]{0,12}(?:删除|无法查看|注销|迁移)',
    '您所?(?:訪問|尋找|瀏覽)的(?:頁面|網頁|內容)(?:可能)?已?',
    'page que vous (?:recherchez|cherchez|demandez)',
    'gewünschte seite|angeforderte seite',
    'página que (?:busca|buscas|está buscando|ha solicitado)',
    'الصفحة (?:التي|المطلوبة)|ربما تم حذف الصفحة',
    'страниц[аыу],? (?:которую|к которой)|она была удалена',
  ),
};

/** An offer to sell the domain, or a registrar's note. */
export const PARKED: Words = {
  heads: anyOf(
    '(?:the |this )?domain (?:name )?(?:\\S+ )?(?:is|may be) (?:for sale|parked|available)',
    '(?<!\\S)\\S{1,253}\\.\\w{1,63} is for sale|buy this domain|domain (?:is )?(?:parked|expired|for sale)|parked domain',
    '(?:您访问的)?域名(?:正在)?(?:出售|转让|停放)中?',
  ),
  sentences: anyOf(
    '(?:this|the) domain (?:name )?(?:\\S+ )?(?:is|may be) (?:for sale|parked|available)|buy this domain|parked free',
    'this domain has (?:expired|recently been registered)|sedoparking|hugedomains|dan\\.com|afternic',
    'owner of \\S+ is offering it for sale|域名(?:正在)?(?:出售|转让|停放)',
  ),
};

/** What stands in place of a whole site: a server without one, a host's note, a site that is down and answers 200. */
export const NO_SITE: Words = {
  heads: anyOf(
    'welcome to nginx!?|apache2? (?:\\w+ )?default page|iis windows server|index of /|test page for the \\w+',
    'account (?:has been )?suspended|website (?:is )?(?:suspended|disabled)|site (?:is )?(?:suspended|not published)',
    '(?:database error|error establishing a database connection)',
    "(?:(?:scheduled |under |site ){0,3}maintenance(?: mode)?|(?:we[’']?(?:ll| will) )?be (?:right )?back soon|coming soon|under construction)",
    '网站(?:维护中|正在维护|已关闭)|網站(?:維護中|正在維護)|site en maintenance|wartungsarbeiten|en mantenimiento|ведутся (?:технические )?работы',
  ),
  sentences: anyOf(
    'web server is successfully installed|account has been suspended|establishing a database connection',
    '(?:undergoing|down for) (?:scheduled |routine )?maintenance',
  ),
};

/** True when a site shows the same page at an address that was made up as at the cited one: then it shows it for anything. */
export const isSamePage = (cited: Document, madeUp: Document): boolean =>
  visibleText(cited) === visibleText(madeUp) ||
  pageSimilarity(madeUp, { title: '', baseline: cited }) === 'same';
