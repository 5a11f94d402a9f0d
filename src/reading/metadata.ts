import { EMBEDDED } from '../model/document.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { type Element, type Tree, textOf, type Visitor, walk } from './tree.js';
import { isHidden, isUnshown } from './visibility.js';

/** What a page states beside its text. Strings as they stand in the page. */
export interface Facts {
  readonly title: string | null;
  readonly lang: string | null;
  readonly base: string | null;
  /** Contents of `<meta>` by name, property or http-equiv, in lower case; the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  /** `<link>` elements that lead to other pages, and what frames and plug-ins show. */
  readonly related: readonly { readonly href: string; readonly rel: string }[];
  /** The first `<time datetime>`. */
  readonly time: string | null;
  readonly statement: Statement;
  readonly passwordForm: boolean;
  /** Characters of script in the page, and how many scripts it loads. */
  readonly script: { readonly inline: number; readonly loaded: number };
  /** Names of parts that a fragment can lead to. */
  readonly parts: ReadonlySet<string>;
  /** Scripts that stand in the page, data for scripts among them, and attributes that hold such data. */
  readonly scripts: readonly Script[];
  /** Style sheets that stand in the page, but for those of other media than the screen. */
  readonly sheets: readonly string[];
  /** Contents of `<noscript>` elements. */
  readonly noscript: string;
  /** What shows that a script will make the page: the element that it fills, or one that says that it is at work. */
  readonly shell: {
    readonly root: boolean;
    /** True where that element has no text yet. */
    readonly empty: boolean;
    readonly busy: boolean;
    /** Characters of text in the largest part that says that it is at work: all that a page shows before its script has run. */
    readonly waiting: number;
  };
}

/** A script that stands in the page. */
export interface Script {
  /** In lower case; empty for the usual kind. */
  readonly type: string;
  readonly code: string;
}

const RELATED = /\b(?:canonical|next|prev|alternate|amphtml|shortlink|latest-version|successor-version)\b/;
/** Characters of one script or `<noscript>` that are read: frameworks put a page's whole data into one. */
const ONE_SCRIPT = 5_000_000;

/** Characters from which on an attribute's JSON may hold a page's data: settings of a gallery are shorter. Chosen by eye. */
const DATA_ATTRIBUTE = 200;

/** The element that an application fills, as the usual frameworks name it; Angular's is an element of its own. */
const ROOT = /^(?:root|app|__next|__nuxt|___gatsby|q-app)$/;
const APP_ELEMENT = /^(?:\w+-)?app(?:-root)?$/;
/** Characters in which a part says that it is at work; what is longer says something else too. Chosen by eye. */
const LONGEST_WAIT = 200;
const BUSY = /(?:^|[\s_-])(?:load(?:er|ing)|spinner)(?:$|[\s_-])/i;

/** Gathers the facts in one walk. What is hidden states nothing. */
export function readFacts(tree: Tree): Facts {
  const reader = new FactReader();
  walk(tree, reader);
  return reader.facts();
}

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

class FactReader implements Visitor {
  readonly #meta = new Map<string, string>();
  readonly #related: { href: string; rel: string }[] = [];
  readonly #scripts: Script[] = [];
  readonly #script = { inline: 0, loaded: 0 };
  readonly #first: Partial<Record<'title' | 'lang' | 'base' | 'time', string | undefined>> = {};
  readonly #parts = new Set<string>();
  readonly #sheets: string[] = [];
  #passwordForm = false;
  #noscript = '';
  readonly #shell = { root: false, empty: false, busy: false, waiting: 0 };

  enter(element: Element): boolean {
    const { name, attribs } = element;
    this.#addSigns(element);
    switch (name) {
      case 'html':
        this.#first.lang ??= attribs.lang ?? attribs['xml:lang'];
        return true;
      case 'base':
        this.#first.base ??= attribs.href;
        return false;
      case 'title':
        this.#first.title ??= titleIn(textOf(element, LONGEST_TITLE)) ?? '';
        return false;
      case 'meta':
        addMeta(this.#meta, attribs);
        return false;
      case 'link':
        this.#addLink(attribs);
        return false;
      case 'script':
        this.#addScript(element);
        return false;
      case 'style':
        this.#addSheet(element);
        return false;
      case 'noscript':
        this.#noscript += textOf(element, ONE_SCRIPT);
        return false;
      case 'iframe':
      case 'embed':
      case 'object':
        this.#addFrame(attribs);
        return false;
      case 'time':
        this.#first.time ??= attribs.datetime;
        return true;
      case 'input':
        this.#passwordForm ||= attribs.type?.toLowerCase() === 'password' && !isHidden(element);
        return false;
      default:
        return name === 'head' || !(isUnshown(element) || isHidden(element));
    }
  }

  leave(): void {}

  text(): void {}

  /** What attributes say, whatever the element is. */
  #addSigns(element: Element): void {
    const { name, attribs } = element;
    const { id, class: classes } = attribs;
    const isRoot = (id !== undefined && ROOT.test(id)) || (name.includes('-') && APP_ELEMENT.test(name));
    this.#shell.root ||= isRoot;
    this.#shell.empty ||= isRoot && collapseWhitespace(textOf(element, LONGEST_WAIT)) === '';
    if (attribs['aria-busy'] === 'true' || (classes !== undefined && BUSY.test(classes)))
      this.#addBusy(element);
    if (id) this.#parts.add(id);
    if (name === 'a' && attribs.name) this.#parts.add(attribs.name);
    for (const key in attribs) {
      const value = attribs[key] as string;
      if (value.length >= DATA_ATTRIBUTE && key !== 'style' && /^\s*[{[]/.test(value))
        this.#scripts.push({ type: 'application/json', code: value });
    }
  }

  #addBusy(element: Element): void {
    this.#shell.busy = true;
    // A whole page may be called so until its pictures have come.
    if (element.name === 'html' || element.name === 'body') return;
    const { length } = collapseWhitespace(textOf(element, LONGEST_WAIT));
    this.#shell.waiting = Math.max(this.#shell.waiting, length);
  }

  #addSheet(element: Element): void {
    if (/^(?:|all|screen)$/i.test(element.attribs.media?.trim() ?? ''))
      this.#sheets.push(textOf(element, ONE_SCRIPT));
  }

  #addLink({ href, rel = '' }: Element['attribs']): void {
    const words = rel.toLowerCase();
    if (href && RELATED.test(words) && !/stylesheet/.test(words)) this.#related.push({ href, rel: words });
  }

  #addFrame({ src, data, srcdoc }: Element['attribs']): void {
    const href = src ?? data;
    if (href) this.#related.push({ href, rel: EMBEDDED });
    if (srcdoc) this.#scripts.push({ type: 'text/html', code: srcdoc });
  }

  #addScript(element: Element): void {
    if (element.attribs.src !== undefined) this.#script.loaded++;
    const code = textOf(element, ONE_SCRIPT);
    this.#script.inline += code.length;
    if (code !== '') this.#scripts.push({ type: element.attribs.type?.trim().toLowerCase() ?? '', code });
  }

  facts(): Facts {
    const { title, lang, base, time } = this.#first;
    return {
      title: title || titleIn(this.#meta.get('og:title')),
      lang: lang?.trim() || this.#meta.get('content-language') || null,
      base: base ?? null,
      meta: this.#meta,
      related: this.#related,
      time: time ?? null,
      statement: readJsonLd(
        this.#scripts.filter(({ type }) => type.startsWith('application/ld+json')).map(({ code }) => code),
      ),
      passwordForm: this.#passwordForm,
      script: this.#script,
      scripts: this.#scripts,
      parts: this.#parts,
      sheets: this.#sheets,
      noscript: this.#noscript,
      shell: this.#shell,
    };
  }
}

function addMeta(meta: Map<string, string>, attribs: Element['attribs']): void {
  const key = (attribs.property ?? attribs.name ?? attribs.itemprop ?? attribs['http-equiv'])
    ?.trim()
    .toLowerCase();
  const content = attribs.content?.trim();
  if (key && content && !meta.has(key)) meta.set(key, content);
}

/** What a page says of itself to search engines (schema.org in JSON-LD). */
interface Statement {
  readonly published: string | null;
  readonly modified: string | null;
  /** The article's text, where the page repeats it; null elsewhere. */
  readonly body: string | null;
}

/** Reads the first statement about an article in the JSON-LD scripts of a page. Broken scripts say nothing. */
function readJsonLd(scripts: readonly string[]): Statement {
  const items = scripts.flatMap((script) => objects(parseJson(script), 0));
  const articles = items.filter((item) => ARTICLE.test(String(item['@type'] ?? '')));
  const first = (key: string): string | null => {
    for (const item of articles) {
      const value = item[key];
      if (typeof value === 'string' && value.trim() !== '') return value;
    }
    return null;
  };
  return { published: first('datePublished'), modified: first('dateModified'), body: first('articleBody') };
}

type Item = Readonly<Record<string, unknown>>;

function parseJson(script: string): unknown {
  try {
    return JSON.parse(script);
  } catch {
    return null;
  }
}

function objects(value: unknown, depth: number): Item[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => objects(item, depth + 1));
  const item = value as Item;
  return [item, ...objects(item['@graph'], depth + 1), ...objects(item.mainEntity, depth + 1)];
}
