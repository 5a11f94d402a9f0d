import { parseAddress, sameAddress } from '../model/address.js';
import type { Document } from '../model/document.js';
import type { Answered } from '../model/outcome.js';

/** A title or first heading that says "not here", in the languages that our sources are written in. */
const ERROR_WORDS =
  /\b(?:page|file|document|article|content|site|resource) (?:(?:is|was|has been|could ?n[o']t be|can ?not be|can't be) )?(?:not (?:be )?found|no longer (?:available|exists?)|unavailable|does ?n[o']t exist|removed|missing)\b|\bnot found\b|\berror\b.{0,12}\b40[04]\b|\b404\b|we (?:can[’']?t|could ?n[o’']t) find|sorry, (?:this|that|the) page|页面(?:不存在|未找到|已删除)|頁面(?:不存在|未找到)|找不到(?:该|此|该页|网页|網頁|頁面|页面)|无法找到|無法找到|您访问的页面|文章不存在|已被删除|已被刪除|page (?:introuvable|non trouvée)|page n[’']existe (?:pas|plus)|seite (?:wurde )?nicht gefunden|página no (?:encontrada|existe)|no se (?:ha )?encontr|الصفحة غير موجودة|لم يتم العثور|страница не найдена|не найден[ао]/iu;

const PARKED =
  /\b(?:this|the) domain (?:name )?(?:is|may be) (?:for sale|parked|available)|buy this domain|domain (?:is )?parked|parked (?:free|domain)|sedoparking|hugedomains|this domain has (?:expired|recently been registered)|域名(?:出售|转让|停放)/iu;

const ERROR_ADDRESS = /\/(?:404|error|errors|not-?found|page-?not-?found|notfound|oops)(?:[./?_-]|$)/iu;

/** The home page, also of one language: `/`, `/index.php`, `/en/`. */
const HOME = /^\/(?:index\.\w+|home|[a-z]{2}(?:-[a-z]{2})?)?\/?$/iu;

/** Characters of text below which an error title is believed. An article about missing pages is longer. */
const SHORT = 1_500;
/** Characters of text below which a page shows nothing. */
const EMPTY = 20;

/** The sign that an answer of 2xx is not the document, or null when it may be. */
export function softNotFound(outcome: Answered, document: Document | null): string | null {
  if (outcome.http === 204 || outcome.http === 205)
    return `it answered ${outcome.http}, which means no content`;
  if (outcome.body !== null && outcome.body.bytes.length === 0)
    return `it answered ${outcome.http} with an empty page`;
  return redirectSign(outcome) ?? (document === null ? null : pageSign(outcome, document));
}

function redirectSign(outcome: Answered): string | null {
  const from = parseAddress(outcome.url);
  const to = parseAddress(outcome.finalUrl);
  if (from === null || to === null || sameAddress(outcome.url, outcome.finalUrl)) return null;
  if (ERROR_ADDRESS.test(to.pathname) && !ERROR_ADDRESS.test(from.pathname))
    return `it leads to an error page (${to.host}${to.pathname})`;
  return isHome(to) && !isHome(from)
    ? `it leads to the home page of ${to.host} instead of the document`
    : null;
}

const isHome = ({ pathname, search }: URL): boolean => HOME.test(pathname) && search === '';

function pageSign(outcome: Answered, document: Document): string | null {
  if (document.type !== 'html') return null;
  const text = document.blocks.map((b) => b.text).join('\n');
  const main = document.blocks.filter((b) => b.role === 'main').reduce((n, b) => n + b.text.length, 0);
  const size = `the text is ${main.toLocaleString('en')} characters`;
  if (main < SHORT && PARKED.test(`${document.title ?? ''}\n${text}`))
    return 'the domain is parked or for sale: what stands there now is a stranger’s';
  const heads = [document.title ?? '', document.blocks.find((b) => b.heading !== undefined)?.text ?? ''];
  const head = heads.find((h) => ERROR_WORDS.test(h));
  if (head !== undefined && main < SHORT)
    return `it answered ${outcome.http}, but the page says “${head.slice(0, 80)}” and ${size}`;
  return text.length < EMPTY && document.unread === null ? `it answered ${outcome.http}, but ${size}` : null;
}
