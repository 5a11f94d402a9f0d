/** Parameters that only say where a reader came from, whatever the site. */
const CAMPAIGN = /^(?:utm_\w+|fbclid|gclid|mc_[ce]id|igshid|yclid|msclkid)$/iu;
/** The same, and those that a site may use for something else. */
const TRACKING = new RegExp(`${CAMPAIGN.source}|^(?:cmpid|ref|ref_src)$`, 'iu');

/** The address as `URL` reads it, or null. Not `URL.canParse`: once compiled, that of Node 20 refuses every address with a letter such as `é` (seen with 20.20.2). */
export function parseAddress(url: string, base?: string): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}

/** The same, or null for one that is not of the web: http or https. */
export function parseWebAddress(url: string, base?: string): URL | null {
  const address = parseAddress(url, base);
  return address !== null && /^https?:$/u.test(address.protocol) ? address : null;
}

/** Stands for the address of a file that has none: a name that nobody can own (RFC 2606, 2). */
export const FILE_ADDRESS = 'https://document.invalid/';

/** The key for URL dedup: two URLs with the same key name the same document. It leaves out scheme, `www.`, fragment, tracking parameters, trailing slash. */
export function addressKey(url: string): string {
  const parsed = parseAddress(url);
  if (parsed === null) return url;
  const query = [...parsed.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .map(([n, v]) => `${n}=${v}`);
  const path = parsed.pathname.replace(/\/(?:index\.html?)?$/u, '');
  return `${parsed.host.replace(/^www\./u, '')}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Pages that do nothing but lead on: Outlook, Google's documents and Facebook put them before links. */
const LEADS_ON =
  /^(?:[\w-]{1,63}\.safelinks\.protection\.outlook\.com\/|(?:www\.)?google\.[a-z.]{2,6}\/url|lm?\.facebook\.com\/l\.php)$/u;

/** The address that stands in another one which only leads on to it, else the address itself. */
export function redirectTarget(url: string): string {
  const parsed = parseAddress(url);
  if (parsed === null || !LEADS_ON.test(`${parsed.hostname}${parsed.pathname}`)) return url;
  const { searchParams } = parsed;
  const inner = ['url', 'q', 'u'].map((name) => searchParams.get(name)).find(Boolean) ?? '';
  return /^https?:\/\//iu.test(inner) && parseAddress(inner) !== null ? inner : url;
}

/** An address as somebody pasted it, without what led there: signs around it, words to scroll to, parameters of campaigns. */
export function cleanPastedUrl(pasted: string): string {
  const address = redirectTarget(pasted.trim().replace(/^<(.*)>$/u, '$1'));
  const [page = '', ...place] = address.split('#');
  const [path = '', ...query] = page.split('?');
  const kept = query
    .join('?')
    .split('&')
    .filter((one) => !CAMPAIGN.test(one.split('=', 1)[0] ?? ''));
  const fragment = place.join('#').split(':~:', 1)[0] ?? '';
  return [path, kept.join('&') && `?${kept.join('&')}`, fragment && `#${fragment}`].join('');
}

/** A part of an address without percent signs; as it is when they mean nothing. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** True when two addresses name the same document but for {@link addressKey}'s trifles. */
export const sameAddress = (a: string, b: string): boolean => addressKey(a) === addressKey(b);

/** The host that an address is asked at, without `www.`; the address itself when it is none. */
export const hostOf = (url: string): string =>
  parseAddress(url)?.hostname.replace(/^www\./u, '') ?? url;

/** The words of an address: its path, without folders that only date an upload. */
export const wordsOfPath = (url: string): string =>
  decodePart(parseAddress(url)?.pathname ?? '')
    .replace(/\/\d{4}\/\d{1,2}(?=\/)/gu, '')
    .replace(/\.\w{2,5}$/u, '');

/** The publication of an address on GOV.UK, as its content API tells it. */
export const govUkContent = (url: string): readonly string[] =>
  /^https:\/\/www\.gov\.uk(\/government\/[^/]+\/[^/?#]+)/u
    .exec(url)
    ?.slice(1)
    .map((path) => `https://www.gov.uk/api/content${path}`) ?? [];

/** archive.today under all of its names. Its operator altered captures: it is no witness (docs/decisions/0005-no-archive-today.md). */
const ARCHIVE_TODAY = /^archive\.(?:today|ph|is|li|md|vn|fo)$/;

/** True for archive.today and its other names, none of which may be used or trusted. */
export const isArchiveToday = (url: string): boolean => ARCHIVE_TODAY.test(hostOf(url));

const PRINTED = /https?:\/\/[^\s<>"“”«»]+|(?<![\p{L}\p{N}./])10\.\d{4,9}\/[^\s<>"“”«»]+/giu;

/** The first address of a page, or DOI as one, that stands in a text; null where none does. One that is no page of its own is passed over. */
export function printedAddress(text: string): string | null {
  for (const [found] of text.matchAll(PRINTED)) {
    const bare = withoutSentenceSigns(found);
    const address = parseWebAddress(bare.startsWith('10.') ? `https://doi.org/${bare}` : bare);
    if (address !== null && !isHomePath(address.pathname)) return address.href;
  }
  return null;
}

/** Without the signs of the sentence around it; brackets of its own stay. */
function withoutSentenceSigns(printed: string): string {
  const bare = printed.replace(/(?<![.,;:!?'’\]])[.,;:!?'’\]]+$/u, '');
  const isOpen = bare.endsWith(')') && bare.split('(').length < bare.split(')').length;
  return isOpen ? withoutSentenceSigns(bare.slice(0, -1)) : bare;
}

const HOME = /^\/?(?:index\.\w+|home|[a-z]{2}(?:-[a-z]{2,4})?\/?)?$/iu;

/** True for the path of a site's home page, or of the one in a language. */
export const isHomePath = (path: string): boolean => HOME.test(path);

/** An item of a Zotero library: whose it is, where that is known, and its key (the letters and figures of Zotero's own). */
export const ZOTERO_ITEM = /^(?:((?:users|groups)\/\d+)\/)?items\/([2-9A-NP-Z]{8})$/u;
