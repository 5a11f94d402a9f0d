import type { Element } from './tree.js';

/**
 * How strongly a part of a page speaks for furniture. `hard`: all text in it is. `soft`: all but long prose is.
 * `list`: it is when it consists of links. `label`: it is when it is short and no heading. `content`: the page says that its
 * main text is here.
 */
export type Grip = 'hard' | 'soft' | 'list' | 'label' | 'content';

// biome-ignore format: a table
const ROLES: ReadonlyMap<string, Grip> = new Map(Object.entries<Grip>({
  navigation: 'hard', banner: 'hard', contentinfo: 'hard', search: 'hard', dialog: 'hard', alertdialog: 'hard',
  menu: 'hard', menubar: 'hard', complementary: 'soft', main: 'content', list: 'list',
  button: 'label',
}));
// biome-ignore format: a table
const NAMES: ReadonlyMap<string, Grip> = new Map(Object.entries<Grip>({
  nav: 'hard', menu: 'hard', search: 'hard', button: 'hard', select: 'hard', dialog: 'hard',
  form: 'soft', aside: 'soft', main: 'content', ul: 'list', ol: 'list', table: 'list',
}));
// biome-ignore format: a table
const HARD_WORDS: ReadonlySet<string> = new Set([
  'ad', 'ads', 'advert', 'advertisement', 'adsbygoogle', 'breadcrumb', 'breadcrumbs', 'consent', 'cookie',
  'cookies', 'footer', 'gdpr', 'masthead', 'megamenu', 'menu', 'nav', 'navbar', 'navigation', 'pager',
  'pagination', 'share', 'sharing', 'sitemap', 'skip', 'skiplink', 'social', 'submenu', 'toolbar', 'topbar',
]);
// biome-ignore format: a table
const SOFT_WORDS: ReadonlySet<string> = new Set([
  'banner', 'bio', 'comment', 'comments', 'disqus', 'login', 'modal', 'newsletter', 'overlay', 'popular', 'popup',
  'promo', 'promotion', 'qrcode', 'recirc', 'recommend', 'recommendations', 'recommended', 'related', 'sidebar',
  'signup', 'sponsor', 'sponsored', 'subscribe', 'subscription', 'tags', 'trending',
]);
// `layout--with-sidebar` is the layout, not the sidebar, and General Comment No. 34 is a treaty body's.
const QUALIFIERS: ReadonlySet<string> = new Set([
  'has',
  'with',
  'no',
  'without',
  'not',
  'hide',
  'is',
  'layout',
  'general',
]);
/**
 * Letters from which on a word after a digit is one: `u_0_j_AD` is a machine's count and two letters drawn by lot, other ones every
 * night, and no advertisement.
 */
const SHORTEST_BY_ITSELF = 4;
const COUNT = /\d/;
const HEADING = /^h[1-6]$/;
const PAGE_WIDE: ReadonlySet<string> = new Set(['html', 'body', 'main', 'article']);

/** Words of a class or an id: `siteNav_main--wide` is site, nav, main, wide. Digits count, else `1ad2` had an `ad`. */
const words = (token: string): string[] =>
  token
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

function signOfWords(names: string): BoilerplateSign | null {
  let soft: BoilerplateSign | null = null;
  for (const token of names.split(/\s+/)) {
    const parts = words(token);
    let counted = false;
    for (const [i, word] of parts.entries()) {
      const isLot = counted && word.length < SHORTEST_BY_ITSELF;
      counted ||= COUNT.test(word);
      if (isLot || QUALIFIERS.has(parts[i - 1] ?? '')) continue;
      if (HARD_WORDS.has(word)) return { grip: 'hard', word };
      if (SOFT_WORDS.has(word)) soft ??= { grip: 'soft', word };
    }
  }
  return soft;
}

/** What an element says of its contents, and by which word of its class or id. */
export interface BoilerplateSign {
  readonly grip: Grip;
  readonly word: string | null;
}

/** Reads elements' names, roles, classes and ids; remembers classes that it has seen. */
export class SignReader {
  readonly #seen = new Map<string, BoilerplateSign | null>();

  /** What an element says; `inContent` is true inside an article or the main part. Null when it says nothing. */
  read(element: Element, inContent: boolean): BoilerplateSign | null {
    const { name } = element;
    const grip = gripOfElement(element, inContent);
    if (grip === 'hard' || grip === 'content' || PAGE_WIDE.has(name)) return grip && { grip, word: null };
    if (isComment(element.attribs)) return { grip: 'soft', word: 'comment' };
    return this.#ofWords(element) ?? (grip && { grip, word: grip === 'soft' ? wordOf(element) : null });
  }

  #ofWords({ name, attribs }: Element): BoilerplateSign | null {
    const { class: classes } = attribs;
    // A heading's id is made of its own words: `why-no-cookie-banner`.
    const id = HEADING.test(name) ? undefined : attribs.id;
    if (classes === undefined && id === undefined) return null;
    const key = `${classes ?? ''} ${id ?? ''}`;
    let sign = this.#seen.get(key);
    if (sign === undefined) {
      sign = signOfWords(key);
      this.#seen.set(key, sign);
    }
    return sign;
  }
}

/** True for what the page's data say is a reader's comment. */
const isComment = ({ itemprop, itemtype }: Element['attribs']): boolean =>
  itemprop === 'comment' || (itemtype !== undefined && /schema\.org\/(?:User)?Comments?$/.test(itemtype));

/** The word for a box that says by its name or role that it stands beside the document. */
const wordOf = ({ name, attribs }: Element): string | null =>
  name === 'aside' || attribs.role?.toLowerCase() === 'complementary' ? 'aside' : null;

function gripOfElement({ name, attribs }: Element, inContent: boolean): Grip | null {
  const role = attribs.role === undefined ? undefined : ROLES.get(attribs.role.toLowerCase());
  if (role) return role;
  if (name === 'footer' || (name === 'header' && !inContent)) return 'hard';
  if (attribs.itemprop?.includes('articleBody')) return 'content';
  return NAMES.get(name) ?? null;
}
