import { type Cheerio, load } from 'cheerio/slim';
import { type Document, EMBEDDED, type Link, LONGEST_NAME } from '../model/document.js';
import { jsonIn } from '../model/problem.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { type Element, type Tree, textOf, walk } from './tree.js';
import { isHidden, isUnshown } from './visibility.js';

/** What a page states beside its text. Strings as they stand in the page. */
export type Facts = ReturnType<typeof readFacts>;

/** Another page that a page leads to, as it stands there. */
type Related = Pick<Link, 'rel'> & { readonly href: string };

export interface Script {
  /** In lower case; empty for the usual kind. */
  readonly type: string;
  readonly code: string;
}

const RELATED =
  /\b(?:canonical|next|prev|alternate|amphtml|shortlink|latest-version|successor-version)\b/;
/** Characters from which on an attribute's JSON may hold a page's data: settings of a gallery are shorter. Chosen by eye. */
const DATA_ATTRIBUTE = 200;

/** The element that an application fills, as the usual frameworks name it; Angular's is an element of its own. */
const ROOT = /^(?:root|app|__next|__nuxt|___gatsby|q-app)$/;
const APP_ELEMENT = /^(?:\w+-)?app(?:-root)?$/;
/** Characters in which a part says that it is at work; what is longer says something else too. Chosen by eye. */
const LONGEST_WAIT = 200;
const BUSY = /(?:^|[\s_-])(?:load(?:er|ing)|spinner)(?:$|[\s_-])/i;

const ARTICLE = /article|posting|report|webpage|creativework|legislation|dataset/i;
/** Levels of lists and graphs that are looked into; pages have two, and no page may make us recurse. */
const DEEPEST = 6;

/** What a document states as its title, cut where it is longer than a name; null when that says nothing. */
export const titleIn = (stated: string | null | undefined): string | null =>
  collapseWhitespace(stated ?? '')
    .slice(0, LONGEST_NAME)
    .toWellFormed() || null;

/** Media of style sheets that hold for a reader at a screen. */
const SCREEN = /^(?:|all|screen)$/i;

/** Reads what a page states beside its text. Hidden elements state nothing. */
export function readFacts(tree: Tree) {
  const open = openElements(tree);
  const stating = load(tree)(open.filter(({ name }) => STATING.has(name)));
  const meta = readMeta(stating.filter('meta').get());
  const scripts = open.flatMap(scriptsOf);
  const jsonLd = scripts.filter(({ type }) => type.startsWith('application/ld+json'));
  const html = stating.filter('html');
  return {
    title: titleIn(allText(stating.filter('title').first())) ?? titleIn(meta.get('og:title')),
    lang:
      (html.attr('lang') ?? html.attr('xml:lang'))?.trim() || meta.get('content-language') || null,
    base: stating.filter('base[href]').attr('href') ?? null,
    /** Contents of `<meta>` by name, property or http-equiv, in lower case; the first of each. */
    meta,
    /** `<link>` elements that lead to other pages, and what frames and plug-ins show. */
    related: stating.filter('link,iframe,embed,object').get().flatMap(relatedOf),
    time: stating.filter('time[datetime]').attr('datetime') ?? null,
    statement: readJsonLd(jsonLd.map(({ code }) => code)),
    passwordForm: stating
      .filter('input[type=password i]')
      .get()
      .some((input) => !isHidden(input)),
    asks: open.some(isChallenge) ? 'proof' : asksOf(stating),
    /** Characters of script in the page, and how many scripts it loads. */
    script: {
      inline: allText(stating.filter('script')).length,
      loaded: stating.filter('script[src]').length,
    },
    /** Scripts that stand in the page, data for scripts among them, and attributes that hold such data. */
    scripts,
    /** Names of parts that a fragment can lead to. */
    parts: new Set(open.flatMap(partNames)),
    sheets: stating
      .filter('style')
      .get()
      .filter(({ attribs }) => SCREEN.test(attribs.media?.trim() ?? ''))
      .map(textIn),
    noscript: allText(stating.filter('noscript')),
    shell: readShell(open),
  };
}

/** All text in an element. Not `text()` of cheerio, which recurs. */
const textIn = (element: Element): string => textOf(element, Number.POSITIVE_INFINITY);

const allText = (elements: Cheerio<Element>): string => elements.get().map(textIn).join('');

/** Elements that state something by what they are: what cheerio's selectors read. */
// biome-ignore format: a table
const STATING: ReadonlySet<string> = new Set([
  'html', 'title', 'base', 'meta', 'link', 'script', 'style', 'noscript', 'iframe', 'embed', 'object', 'time', 'input', 'button', 'select',
]);

/** Elements whose contents state nothing of the page. */
// biome-ignore format: a table
const CLOSED: ReadonlySet<string> = new Set([
  'base', 'title', 'meta', 'link', 'script', 'style', 'noscript', 'iframe', 'embed', 'object', 'input',
]);
/** Elements that are never hidden for what stands in them. */
const OPEN: ReadonlySet<string> = new Set(['html', 'head', 'time']);

const isClosed = (element: Element): boolean =>
  CLOSED.has(element.name) ||
  (!OPEN.has(element.name) && (isUnshown(element) || isHidden(element)));

/**
 * The elements that stand in no hidden one, in document order. They are walked and not selected: a selector over a whole page takes
 * the square of its depth.
 */
function openElements(tree: Tree): readonly Element[] {
  const open: Element[] = [];
  walk(tree, {
    enter(element) {
      open.push(element);
      return !isClosed(element);
    },
  });
  return open;
}

/** Scripts that an element is, and data for scripts that its attributes hold. */
function scriptsOf(element: Element): readonly Script[] {
  const { name, attribs } = element;
  const scripts: Script[] = [];
  for (const key in attribs) {
    const code = attribs[key] as string;
    if (code.length >= DATA_ATTRIBUTE && key !== 'style' && /^\s*[{[]/.test(code))
      scripts.push({ type: 'application/json', code });
  }
  if (name === 'script') {
    const code = textIn(element);
    if (code !== '') scripts.push({ type: attribs.type?.trim().toLowerCase() ?? '', code });
  }
  if (name === 'iframe' && attribs.srcdoc)
    scripts.push({ type: 'text/html', code: attribs.srcdoc });
  return scripts;
}

function relatedOf({ name, attribs }: Element): readonly Related[] {
  if (name !== 'link') {
    const href = attribs.src ?? attribs.data;
    return href ? [{ href, rel: EMBEDDED }] : [];
  }
  const { href, rel = '' } = attribs;
  const words = rel.toLowerCase();
  return href && RELATED.test(words) && !words.includes('stylesheet') ? [{ href, rel: words }] : [];
}

const partNames = ({ name, attribs }: Element): readonly string[] =>
  [attribs.id, name === 'a' ? attribs.name : undefined].filter(
    (part) => part !== undefined && part !== '',
  ) as string[];

/** What shows that a script will make the page: the element that it fills, or one that says that it is at work. */
function readShell(open: readonly Element[]) {
  const lengthIn = (element: Element): number =>
    collapseWhitespace(textOf(element, LONGEST_WAIT)).length;
  const roots = open.filter(isRoot);
  const busy = open.filter(isBusy);
  // A whole page may be called busy until its pictures have come.
  const parts = busy.filter(({ name }) => name !== 'html' && name !== 'body');
  return {
    root: roots.length > 0,
    /** True where that element has no text yet. */
    empty: roots.some((root) => lengthIn(root) === 0),
    busy: busy.length > 0,
    /** Characters of text in the largest part that says that it is at work: all that a page shows before its script has run. */
    waiting: parts.reduce((most, part) => Math.max(most, lengthIn(part)), 0),
  };
}

const isRoot = ({ name, attribs: { id } }: Element): boolean =>
  (id !== undefined && ROOT.test(id)) || (name.includes('-') && APP_ELEMENT.test(name));

const isBusy = ({ attribs }: Element): boolean =>
  attribs['aria-busy'] === 'true' || BUSY.test(attribs.class ?? '');

function readMeta(elements: readonly Element[]): ReadonlyMap<string, string> {
  const meta = new Map<string, string>();
  for (const { attribs } of elements) {
    const name = attribs.property ?? attribs.name ?? attribs.itemprop ?? attribs['http-equiv'];
    const key = name?.trim().toLowerCase();
    const content = attribs.content?.trim();
    if (key && content && !meta.has(key)) meta.set(key, content);
  }
  return meta;
}

/** Reads what a page says of an article to search engines (schema.org in JSON-LD), its text where it repeats that. Broken scripts say nothing. */
function readJsonLd(scripts: readonly string[]) {
  const items = scripts.flatMap((script) => objects(jsonIn(script), 0));
  const articles = items.filter((item) => ARTICLE.test(String(item['@type'] ?? '')));
  const first = (key: string): string | null =>
    articles.map((item) => item[key]).find(isText) ?? null;
  return {
    published: first('datePublished'),
    modified: first('dateModified'),
    body: first('articleBody'),
  };
}

type Item = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

function objects(value: unknown, depth: number): Item[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => objects(item, depth + 1));
  const item = value as Item;
  return [item, ...objects(item['@graph'], depth + 1), ...objects(item.mainEntity, depth + 1)];
}

/** What a challenge is called in addresses, classes and ids, whatever the language of its text. */
const CHALLENGE =
  /captcha|challenge|turnstile|(?:^|[/_.-])(?:verif(?:y|ication)|incapsula|bot-?(?:check|detect\w*))/i;
const CONTROLS = ':is(input, button, select):not([type=hidden i], [type=reset i])';
const RELOADS = /\b(?:reload|history|location)\b/i;
/** Where a reader says what he looks for, or where news may be sent: no question to him who wants to read. */
const BESIDE =
  'input:is([type=search i], [type=email i], [name=q i], [name=s i], [name=query i], [name=search i])';
const PRESSED = 'button, [type=submit i], [type=button i], [type=image i]';
/** Controls that are looked at: a page that shows nothing but a question has few. */
const MOST = 50;

/** What a page asks of its reader by its controls; undefined where it asks nothing. */
function asksOf(stating: Cheerio<Element>): Document['asks'] {
  const controls = stating
    .filter(CONTROLS)
    .filter((_, control) => !RELOADS.test(control.attribs.onclick ?? '') && !isHidden(control))
    .slice(0, MOST);
  const beside = controls.filter(BESIDE).closest(isForm);
  const pressed = controls.filter(PRESSED);
  const sending = pressed.filter((at) => beside.is(pressed.eq(at).closest(isForm)));
  return controls.not(BESIDE).not(sending).length > 0 ? 'answer' : undefined;
}

const isChallenge = ({ name, attribs }: Element): boolean =>
  (/^(?:script|iframe)$/.test(name) && CHALLENGE.test(attribs.src ?? '')) ||
  (/^(?:div|form|span|input|iframe)$/.test(name) &&
    [attribs.class, attribs.id, attribs.action, attribs.name].some((said) =>
      CHALLENGE.test(said ?? ''),
    ));

/** Not the selector `form`, which `closest()` compiles again for each element around a control. */
const isForm = (_: number, { name }: { readonly name: string }): boolean => name === 'form';
