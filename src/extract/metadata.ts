import { collapseWhitespace } from '../text/whitespace.js';
import { readJsonLd, type Statement } from './json-ld.js';
import { type Element, type Tree, textOf, walk } from './tree.js';
import { isHidden, isUnshown } from './visibility.js';

/** What a page states beside its text. Strings as they stand in the page. */
export interface Facts {
  readonly title: string | null;
  readonly lang: string | null;
  readonly base: string | null;
  /** Contents of `<meta>` by name, property or http-equiv, in lower case; the first of each. */
  readonly meta: ReadonlyMap<string, string>;
  /** `<link>` elements that lead to other pages. */
  readonly related: readonly { readonly href: string; readonly rel: string }[];
  /** The first `<time datetime>`. */
  readonly time: string | null;
  readonly statement: Statement;
  readonly passwordForm: boolean;
  /** Characters of script in the page, and how many scripts it loads. */
  readonly script: { readonly inline: number; readonly loaded: number };
  /** Names of parts that a fragment can lead to. */
  readonly parts: ReadonlySet<string>;
  /** Contents of `<noscript>` elements. */
  readonly noscript: string;
}

const RELATED = /\b(?:canonical|next|prev|alternate|amphtml|shortlink|latest-version|successor-version)\b/;
/** Characters of a title that are read: far more than anything shows, and a megabyte of it costs no time. */
const LONGEST_TITLE = 1000;
/** Characters of one script or `<noscript>` that are read: frameworks put a page's whole data into one. */
const ONE_SCRIPT = 5_000_000;

/** Gathers the facts in one walk. What is hidden states nothing. */
export function readFacts(tree: Tree): Facts {
  const meta = new Map<string, string>();
  const related: { href: string; rel: string }[] = [];
  const statements: string[] = [];
  const script = { inline: 0, loaded: 0 };
  const first: Partial<Record<'title' | 'lang' | 'base' | 'time', string | undefined>> = {};
  const parts = new Set<string>();
  let passwordForm = false;
  let noscript = '';

  const visitScript = (element: Element): void => {
    if (element.attribs.src !== undefined) script.loaded++;
    const code = textOf(element, ONE_SCRIPT);
    script.inline += code.length;
    if (/^application\/ld\+json/i.test(element.attribs.type?.trim() ?? '')) statements.push(code);
  };
  const enter = (element: Element): boolean => {
    const { name, attribs } = element;
    for (const part of [attribs.id, name === 'a' ? attribs.name : undefined]) if (part) parts.add(part);
    switch (name) {
      case 'html':
        first.lang ??= attribs.lang ?? attribs['xml:lang'];
        return true;
      case 'base':
        first.base ??= attribs.href;
        return false;
      case 'title':
        first.title ??= collapseWhitespace(textOf(element, LONGEST_TITLE));
        return false;
      case 'meta':
        addMeta(meta, attribs);
        return false;
      case 'link': {
        const rel = attribs.rel?.toLowerCase() ?? '';
        if (attribs.href && RELATED.test(rel) && !/stylesheet/.test(rel))
          related.push({ href: attribs.href, rel });
        return false;
      }
      case 'script':
        visitScript(element);
        return false;
      case 'noscript':
        noscript += textOf(element, ONE_SCRIPT);
        return false;
      case 'time':
        first.time ??= attribs.datetime;
        return true;
      case 'input':
        passwordForm ||= attribs.type?.toLowerCase() === 'password' && !isHidden(element);
        return false;
      default:
        return name === 'head' || !(isUnshown(element) || isHidden(element));
    }
  };
  walk(tree, { enter, leave: () => {}, text: () => {} });
  const { title, lang, base, time } = first;
  return {
    title: title || meta.get('og:title') || null,
    lang: lang?.trim() || meta.get('content-language') || null,
    base: base ?? null,
    meta,
    related,
    time: time ?? null,
    statement: readJsonLd(statements),
    passwordForm,
    script,
    parts,
    noscript,
  };
}

function addMeta(meta: Map<string, string>, attribs: Element['attribs']): void {
  const key = (attribs.property ?? attribs.name ?? attribs.itemprop ?? attribs['http-equiv'])
    ?.trim()
    .toLowerCase();
  const content = attribs.content?.trim();
  if (key && content && !meta.has(key)) meta.set(key, content);
}
