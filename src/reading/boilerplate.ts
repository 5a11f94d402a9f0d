import type { Block, BlockRole } from '../model/document.js';
import { markupWords as words } from './markup-words.js';
import type { Element } from './tree.js';

/** A part of a page that speaks for or against furniture, with the letters in it. */
export interface Scope {
  readonly parent: Scope | null;
  readonly grip: Grip;
  /** The word of a class or an id that speaks; null for elements that speak by themselves. */
  readonly word: string | null;
  /** Letters of text in it, and of these in links. */
  letters: number;
  linked: number;
}

/** A run of text with what its place says about it. */
export interface Placed {
  readonly letters: number;
  readonly linked: number;
  /** Links that end in it. */
  readonly links: number;
  /** Level of a heading; 0 for other text. */
  readonly heading: number;
  readonly scope: Scope;
}

const READERS: ReadonlySet<string> = new Set(words.readers);
const BESIDE: ReadonlySet<string> = new Set(words.beside);

// A quotation in a wrongly labelled block is still looked for, but its change would pass for cosmetic:
// so these numbers lean to `main`. Chosen on the corpus of real pages (bench/extract.ts).

/** Share of a page's letters from which a part is the page, whatever its name says. */
const MOST_OF_PAGE = 0.5;
/** Letters from which a block in a doubtful part is prose. */
const LONG_PROSE = 160;
/** Share of letters in links from which a part is a list of links. */
const MOSTLY_LINKS = 0.6;
/** Share of a list's letters in links from which on it leads elsewhere, even in the middle of an article: “Read also”, “Most read”. */
const ALL_LINKS = 0.95;
/** Letters of such a list: one link alone may be what the article is about. */
const LINK_LIST = 40;
/** Letters below which a block of links, in no part that speaks, is furniture. */
const SHORT_LINK = 80;
/** Links from which on a block that is nothing else is a menu, however long it is: one long link may be what a page is about. */
const ROW_OF_LINKS = 4;
/** Letters of the longest name of a button; what is longer may be a question that opens its answer. */
const LABEL = 30;

/**
 * Tells boilerplate (`furniture`) from main text: the role and the place of each run of a page. `scopes` in document order, the page
 * first, each with the letters that stand in it and in none of its parts.
 */
export function boilerplateLabels(scopes: readonly Scope[]) {
  const common = wordsOfMost(scopes);
  for (const scope of scopes.toReversed()) {
    if (!scope.parent) continue;
    scope.parent.letters += scope.letters;
    scope.parent.linked += scope.linked;
  }
  const page = scopes[0];
  const most = (page?.letters ?? 0) * MOST_OF_PAGE;
  // On a page that is itself a list of links, links are its main text.
  const elsewhere = page && page.linked > page.letters * MOSTLY_LINKS ? 'content' : null;
  const grips = new Map<Scope, Grip | null>();
  const places = new Map<Scope, Block['place']>();
  for (const scope of scopes.slice(1)) {
    const above = (scope.parent && grips.get(scope.parent)) ?? elsewhere;
    const holdsMost = scope.letters > most || (scope.word !== null && common.has(scope.word));
    grips.set(scope, settle(scope, holdsMost, above));
    places.set(
      scope,
      scope.grip === 'content'
        ? undefined
        : ((holdsMost ? undefined : placeOf(scope)) ??
            (scope.parent ? places.get(scope.parent) : undefined)),
    );
  }
  return {
    roleOf: (placed: Placed) => roleOf(placed, grips.get(placed.scope) ?? elsewhere),
    placeOf: ({ scope }: Placed) => places.get(scope),
  };
}

const placeOf = ({ word }: Scope): Block['place'] =>
  word === null
    ? undefined
    : READERS.has(word)
      ? 'comment'
      : BESIDE.has(word)
        ? 'aside'
        : undefined;

/** Words that together mark most of a page's text: in a forum every post is a `comment`. */
function wordsOfMost(scopes: readonly Scope[]): Set<string> {
  const letters = new Map<string, number>();
  let page = 0;
  for (const scope of scopes) {
    page += scope.letters;
    for (let at: Scope | null = scope; at; at = at.parent) {
      if (at.word === null) continue;
      letters.set(at.word, (letters.get(at.word) ?? 0) + scope.letters);
      break;
    }
  }
  return new Set([...letters].filter(([, sum]) => sum > page * MOST_OF_PAGE).map(([word]) => word));
}

/** A scope's grip in its place, `above` being its parent's. What holds most of the page's text is not furniture. */
function settle(
  { grip, letters, linked }: Scope,
  holdsMost: boolean,
  above: Grip | null,
): Grip | null {
  if (grip === 'content') return grip;
  if (above === 'hard' || holdsMost || (grip === 'label' && above === 'soft')) return above;
  if (grip === 'list') {
    const leadsAway = letters > LINK_LIST && linked > letters * ALL_LINKS;
    return (above === 'content' && leadsAway) || (above === null && linked > letters * MOSTLY_LINKS)
      ? grip
      : above;
  }
  return grip;
}

function roleOf({ letters, linked, links, heading }: Placed, grip: Grip | null): BlockRole {
  const share = letters === 0 ? 0 : linked / letters;
  switch (grip) {
    case 'hard':
      return 'furniture';
    case 'soft':
      return heading === 1 || (letters > LONG_PROSE && share < MOSTLY_LINKS / 2)
        ? 'main'
        : 'furniture';
    case 'list':
      return share > 0 ? 'furniture' : 'main';
    case 'label':
      return heading === 0 && letters <= LABEL ? 'furniture' : 'main';
    case 'content':
      return 'main';
    case null:
      return (share > MOSTLY_LINKS && letters < SHORT_LINK) ||
        (share > ALL_LINKS && links >= ROW_OF_LINKS)
        ? 'furniture'
        : 'main';
  }
}

/**
 * How strongly a part of a page speaks for furniture. `hard`: all text in it is. `soft`: all but long prose is.
 * `list`: it is when it consists of links. `label`: it is when it is short and no heading. `content`: the page says that its
 * main text is here.
 */
type Grip = 'hard' | 'soft' | 'list' | 'label' | 'content';

const ROLES = new Map(Object.entries(words.roles)) as ReadonlyMap<string, Grip>;
const NAMES = new Map(Object.entries(words.elements)) as ReadonlyMap<string, Grip>;
const HARD_WORDS: ReadonlySet<string> = new Set(words.hard);
const SOFT_WORDS: ReadonlySet<string> = new Set(words.soft);
// `layout--with-sidebar` is the layout, not the sidebar, and General Comment No. 34 is a treaty body's.
const QUALIFIERS: ReadonlySet<string> = new Set(words.qualifiers);
/**
 * Letters from which on a word after a digit is one: `u_0_j_AD` is a machine's count and two letters drawn by lot, other ones every
 * night, and no advertisement.
 */
const SHORTEST_BY_ITSELF = 4;
const COUNT = /\d/;
const HEADING = /^h[1-6]$/;
const PAGE_WIDE: ReadonlySet<string> = new Set(['html', 'body', 'main', 'article']);

/** Words of a class or an id: `siteNav_main--wide` is site, nav, main, wide. Digits count, else `1ad2` had an `ad`. */
const wordsOf = (token: string): string[] =>
  token
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);

function signOfWords(names: string): BoilerplateSign | null {
  let soft: BoilerplateSign | null = null;
  for (const token of names.split(/\s+/)) {
    const parts = wordsOf(token);
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
type BoilerplateSign = Pick<Scope, 'grip' | 'word'>;

const isComment = ({ itemprop, itemtype }: Element['attribs']): boolean =>
  itemprop === 'comment' ||
  (itemtype !== undefined && /schema\.org\/(?:User)?Comments?$/.test(itemtype));

/** The word for a box that says by its name or role that it stands beside the document. */
const wordOf = ({ name, attribs }: Element): string | null =>
  name === 'aside' || attribs.role?.toLowerCase() === 'complementary' ? 'aside' : null;

/** What an element says by its name, role, class and id; null for nothing. `inContent` is true inside an article or the main part, `seen` remembers classes. */
export function signOf(
  element: Element,
  inContent: boolean,
  seen: Map<string, BoilerplateSign | null>,
): BoilerplateSign | null {
  const { name, attribs } = element;
  const grip = gripOfElement(element, inContent);
  if (grip === 'hard' || grip === 'content' || PAGE_WIDE.has(name))
    return grip && { grip, word: null };
  if (isComment(attribs)) return { grip: 'soft', word: 'comment' };
  // A heading's id is made of its own words: `why-no-cookie-banner`.
  const key = `${attribs.class ?? ''} ${HEADING.test(name) ? '' : (attribs.id ?? '')}`;
  const known = seen.get(key);
  const sign = known === undefined ? signOfWords(key) : known;
  seen.set(key, sign);
  return sign ?? (grip && { grip, word: grip === 'soft' ? wordOf(element) : null });
}

function gripOfElement({ name, attribs }: Element, inContent: boolean): Grip | null {
  const role = attribs.role === undefined ? undefined : ROLES.get(attribs.role.toLowerCase());
  if (role) return role;
  if (name === 'footer' || (name === 'header' && !inContent)) return 'hard';
  if (attribs.itemprop?.includes('articleBody')) return 'content';
  return NAMES.get(name) ?? null;
}
