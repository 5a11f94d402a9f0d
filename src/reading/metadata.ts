import { type Document, EMBEDDED, type Link } from '../model/document.js';
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

const RELATED = /\b(?:canonical|next|prev|alternate|amphtml|shortlink|latest-version|successor-version)\b/;
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

/** Characters of a title that are kept: what is longer is no title, and all that looks at titles stays quick. */
const LONGEST_TITLE = 1_000;

/** What a document states as its title; null when that says nothing. */
export const titleIn = (stated: string | null | undefined): string | null =>
  collapseWhitespace(stated ?? '')
    .slice(0, LONGEST_TITLE)
    .toWellFormed() || null;

/** Media of style sheets that hold for a reader at a screen. */
const SCREEN = /^(?:|all|screen)$/i;

/** Reads what a page states beside its text. Hidden elements state nothing. */
export function readFacts(tree: Tree) {
  const open = openElements(tree);
  const called = (...names: readonly string[]): readonly Element[] => open.filter(({ name }) => names.includes(name));
  const meta = readMeta(called('meta'));
  const scripts = open.flatMap(scriptsOf);
  const jsonLd = scripts.filter(({ type }) => type.startsWith('application/ld+json'));
  const html = called('html')[0]?.attribs;
  const title = called('title').slice(0, 1).map(allText).join('');
  return {
    title: titleIn(title) ?? titleIn(meta.get('og:title')),
    lang: (html?.lang ?? html?.['xml:lang'])?.trim() || meta.get('content-language') || null,
    base: attributeOf(called('base'), 'href'),
    /** Contents of `<meta>` by name, property or http-equiv, in lower case; the first of each. */
    meta,
    /** `<link>` elements that lead to other pages, and what frames and plug-ins show. */
    related: called('link', ...FRAMES).flatMap(relatedOf),
    time: attributeOf(called('time'), 'datetime'),
    statement: readJsonLd(jsonLd.map(({ code }) => code)),
    passwordForm: called('input').some((one) => one.attribs.type?.toLowerCase() === 'password' && !isHidden(one)),
    asks: asksOf(open),
    /** Characters of script in the page, and how many scripts it loads. */
    script: {
      inline: called('script').reduce((sum, one) => sum + allText(one).length, 0),
      loaded: called('script').filter(({ attribs }) => attribs.src !== undefined).length,
    },
    /** Scripts that stand in the page, data for scripts among them, and attributes that hold such data. */
    scripts,
    /** Names of parts that a fragment can lead to. */
    parts: new Set(open.flatMap(partNames)),
    sheets: called('style')
      .filter(({ attribs }) => SCREEN.test(attribs.media?.trim() ?? ''))
      .map(allText),
    noscript: called('noscript').map(allText).join(''),
    shell: readShell(open),
  };
}

const allText = (element: Element): string => textOf(element, Number.POSITIVE_INFINITY);

/** An attribute of the first element that has it; null for none. */
const attributeOf = (elements: readonly Element[], name: string): string | null =>
  elements.find(({ attribs }) => attribs[name] !== undefined)?.attribs[name] ?? null;

/** Elements whose contents state nothing of the page. */
// biome-ignore format: a table
const CLOSED: ReadonlySet<string> = new Set([
  'base', 'title', 'meta', 'link', 'script', 'style', 'noscript', 'iframe', 'embed', 'object', 'input',
]);
/** Elements that are never hidden for what stands in them. */
const OPEN: ReadonlySet<string> = new Set(['html', 'head', 'time']);

const isClosed = (element: Element): boolean =>
  CLOSED.has(element.name) || (!OPEN.has(element.name) && (isUnshown(element) || isHidden(element)));

/** The elements that stand in no hidden one, in document order. */
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
    const code = allText(element);
    if (code !== '') scripts.push({ type: attribs.type?.trim().toLowerCase() ?? '', code });
  }
  if (FRAMES.has(name) && attribs.srcdoc) scripts.push({ type: 'text/html', code: attribs.srcdoc });
  return scripts;
}

const FRAMES: ReadonlySet<string> = new Set(['iframe', 'embed', 'object']);

function relatedOf({ name, attribs }: Element): readonly Related[] {
  if (FRAMES.has(name)) {
    const href = attribs.src ?? attribs.data;
    return href ? [{ href, rel: EMBEDDED }] : [];
  }
  const { href, rel = '' } = attribs;
  const words = rel.toLowerCase();
  return href && RELATED.test(words) && !words.includes('stylesheet') ? [{ href, rel: words }] : [];
}

const partNames = ({ name, attribs }: Element): readonly string[] =>
  [attribs.id, name === 'a' ? attribs.name : undefined].filter((part) => part !== undefined && part !== '') as string[];

/** What shows that a script will make the page: the element that it fills, or one that says that it is at work. */
function readShell(open: readonly Element[]) {
  const lengthIn = (element: Element): number => collapseWhitespace(textOf(element, LONGEST_WAIT)).length;
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

const isBusy = ({ attribs }: Element): boolean => attribs['aria-busy'] === 'true' || BUSY.test(attribs.class ?? '');

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
  const first = (key: string): string | null => articles.map((item) => item[key]).find(isText) ?? null;
  return { published: first('datePublished'), modified: first('dateModified'), body: first('articleBody') };
}

type Item = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function objects(value: unknown, depth: number): Item[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => objects(item, depth + 1));
  const item = value as Item;
  return [item, ...objects(item['@graph'], depth + 1), ...objects(item.mainEntity, depth + 1)];
}

/** What a challenge is called in addresses, classes and ids, whatever the language of its text. */
const CHALLENGE = /captcha|challenge|turnstile|(?:^|[/_.-])(?:verif(?:y|ication)|incapsula|bot-?(?:check|detect\w*))/i;
const RELOADS = /\b(?:reload|history|location)\b/i;
/** Where a reader says what he looks for, or where news may be sent: no question to him who wants to read. */
const BESIDE = /^(?:search|email)$/i;
const SEARCHED = /^(?:q|s|query|search)$/i;
const PRESSED = /^(?:submit|button|image)$/i;
/** Controls that are looked at: a page that shows nothing but a question has few. */
const MOST = 50;

/** What a page asks of its reader by its markup, `shown` being its elements; undefined where it asks nothing. */
function asksOf(shown: readonly Element[]): Document['asks'] {
  if (shown.some(isChallenge)) return 'proof';
  const controls = shown.filter(isControl).slice(0, MOST);
  const beside = new Set(controls.flatMap((one) => (isBeside(one) ? (formOf(one) ?? []) : [])));
  const asks = (one: Element): boolean => !isBeside(one) && !(isPressed(one) && beside.has(formOf(one) as Element));
  return controls.some(asks) ? 'answer' : undefined;
}

const isChallenge = ({ name, attribs }: Element): boolean =>
  (/^(?:script|iframe)$/.test(name) && CHALLENGE.test(attribs.src ?? '')) ||
  (/^(?:div|form|span|input|iframe)$/.test(name) &&
    [attribs.class, attribs.id, attribs.action, attribs.name].some((said) => CHALLENGE.test(said ?? '')));

const isControl = (element: Element): boolean =>
  /^(?:input|button|select)$/.test(element.name) &&
  !/^(?:hidden|reset)$/i.test(element.attribs.type ?? '') &&
  !RELOADS.test(element.attribs.onclick ?? '') &&
  !isHidden(element);

const isBeside = ({ name, attribs }: Element): boolean =>
  name === 'input' && (BESIDE.test(attribs.type ?? '') || SEARCHED.test(attribs.name ?? ''));

const isPressed = ({ name, attribs }: Element): boolean => name === 'button' || PRESSED.test(attribs.type ?? '');

function formOf(element: Element): Element | null {
  let form = element.parent as Element | null;
  while (form !== null && form.name !== 'form') form = form.parent as Element | null;
  return form;
}
