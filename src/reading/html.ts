import { decodePart, parseAddress, parseWebAddress } from '../model/address.js';
import {
  type Block,
  type Document,
  type Link,
  NORMALISER,
  type UnreadReason,
} from '../model/document.js';
import { isoDate } from '../passage/text/dates.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { type Anchor, type BlockReading, type BlockRules, readBlocks } from './blocks.js';
import { markupWords as words } from './markup-words.js';
import { type Facts, readFacts } from './metadata.js';
import { extractScriptProse } from './script-text.js';
import { type Element, parse, type Tree } from './tree.js';
import { cssRules, sheetHider, strikeReader } from './visibility.js';

/** Characters of visible text below which a page has shown its reader no more than a heading or "Loading…". Chosen by eye. */
const NEARLY_EMPTY = 200;
/** Characters of inline script from which a page may make its text by script: counters and consent snippets stay below. Chosen by eye. */
const MUCH_SCRIPT = 2000;
/** Script files that every page loads (statistics, consent): one more may make its text. Chosen by eye. */
const USUAL_SCRIPTS = 2;

export function readHtml(html: string, url: string): Document {
  const tree = parse(html);
  const facts = readFacts(tree);
  const rules = cssRules(facts.sheets);
  const isStruck = strikeReader(rules);
  const isHiddenBySheet = sheetHider(rules, runsScript(facts));
  const part = partNamed(url);
  const { blocks, anchors, withheld, struck } = fullest(tree, facts, {
    isStruck,
    isHiddenBySheet,
    part,
  });
  const hidden = readHidden(withheld, facts, blocks);
  const base = parseWebAddress(facts.base?.trim() ?? '', url)?.href ?? url;
  return {
    type: 'html',
    title: facts.title,
    site: stated(facts, SITE, /./u),
    doi: stated(facts, DOI, /10\.\d{4,9}\//u),
    lang: facts.lang?.replaceAll('_', '-') ?? null,
    blocks,
    ...(hidden.length === 0 ? {} : { hidden }),
    ...(struck.length === 0 ? {} : { struck: readStruck(struck) }),
    links: links(anchors, facts, base),
    refresh: refresh(facts.meta.get('refresh'), base, url),
    passwordForm: facts.passwordForm,
    ...(facts.asks === undefined ? {} : { asks: facts.asks }),
    partFound:
      part === null
        ? undefined
        : facts.parts.has(part) || facts.parts.has(encodeURIComponent(part)),
    dates: dates(facts),
    unread: unread(blocks, facts),
    normaliser: NORMALISER,
  };
}

/** Where pages name their site and their DOI, the plainest first. */
const SITE = ['og:site_name', 'application-name'];
const DOI = [
  'citation_doi',
  'prism.doi',
  'dc.identifier',
  'dc.identifier.doi',
  'dcterms.identifier',
];
/** Characters of what a page states: what is longer is none. */
const LONGEST_STATED = 200;

/** What a page states under the first of some names that has what is sought. */
export const stated = (
  { meta }: Facts,
  names: readonly string[],
  sought: RegExp,
): string | undefined =>
  names
    .map((name) => meta.get(name)?.trim() ?? '')
    .find((text) => text.length <= LONGEST_STATED && sought.test(text));

const JAVASCRIPT = /^(?:$|module$|(?:text|application)\/(?:x-)?(?:java|ecma)script)/;
const runsScript = ({ script, scripts }: Facts): boolean =>
  script.loaded > 0 || scripts.some(({ type }) => JAVASCRIPT.test(type));

const lengthOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, block) => sum + block.text.length, 0);

/**
 * The visible text; where a page shows next to none, the text that it keeps for those who run no script
 * or for search engines, or hides until its script has run.
 */
function fullest(tree: Tree, { noscript, statement }: Facts, rules: BlockRules): BlockReading {
  const seen = readBlocks(tree, rules);
  if (lengthOf(seen.blocks) >= NEARLY_EMPTY) return seen;
  const spares = [
    () => readBlocks(parse(noscript)).blocks,
    () => readBlocks(parse((statement.body ?? '').replace(/\n+/g, '<p>'))).blocks,
    () => readBlocks(tree, { ...rules, withHidden: true }).blocks,
  ];
  for (const spare of spares) {
    const blocks = spare();
    if (lengthOf(blocks) >= NEARLY_EMPTY) return { ...seen, blocks };
  }
  return seen;
}

/** A fragment that is a plain name; others steer scripts (`#/route`), PDF readers or text highlighting. */
const PLAIN_NAME = /^(?!:~:|page=)[^/!=&?]+$/;

function partNamed(url: string): string | null {
  const fragment = parseAddress(url)?.hash.slice(1) ?? '';
  return PLAIN_NAME.test(fragment) && fragment.toLowerCase() !== 'top'
    ? decodePart(fragment)
    : null;
}

/** Characters of "Loading…" and the like: a page that shows more has something to say. Chosen by eye. */
const BARE_SHELL = 20;
/** Characters of menus, header and footer around a shell; with more the page may be one whose text was taken for them. Chosen by eye. */
const FRAME = 2_000;

function unread(blocks: readonly Block[], { script, noscript, shell }: Facts): UnreadReason | null {
  const length = lengthOf(blocks);
  // A menu stands around a shell as it does around a document.
  const own = length < FRAME ? lengthOf(blocks.filter(({ role }) => role === 'main')) : length;
  // "You need to enable JavaScript to run this app", in whatever language.
  const isAsked = script.loaded + script.inline > 0 && /javascript|\bJS\b/i.test(noscript);
  const isShell = script.loaded > 0 && (shell.busy || (shell.root && own === 0));
  if (own < BARE_SHELL && (isAsked || isShell)) return { kind: 'script' };
  if (script.loaded > 0 && saysSo(blocks, own, shell)) return { kind: 'script' };
  if (length < NEARLY_EMPTY && (script.inline > MUCH_SCRIPT || script.loaded > USUAL_SCRIPTS))
    return { kind: 'script' };
  return length === 0 ? { kind: 'no-visible-text' } : null;
}

/** True where a shell is empty, or all that it shows is that it is at work, or that it wants JavaScript: in that name it asks for it in every language. */
function saysSo(
  blocks: readonly Block[],
  own: number,
  { root, empty, busy, waiting }: Facts['shell'],
): boolean {
  if (own >= NEARLY_EMPTY) return false;
  if (waiting > 0 && own - waiting < BARE_SHELL) return true;
  return empty || ((root || busy) && blocks.some(({ text }) => /javascript/i.test(text)));
}

function links(anchors: readonly Anchor[], { related }: Facts, base: string): Link[] {
  const found: Link[] = [];
  for (const { href, rel, text } of [
    ...related.map((link) => ({ ...link, text: '' })),
    ...anchors,
  ]) {
    const url = parseWebAddress(href.trim(), base)?.href;
    if (url) found.push({ url, text: collapseWhitespace(text), rel });
  }
  return found;
}

/** Seconds up to which a page that renews itself leads on: one that does so after minutes is a ticker. Chosen by eye. */
const SOON = 10;

function refresh(content: string | undefined, base: string, url: string): string | null {
  const match = /^\s*(\d+(?:\.\d*)?)\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content ?? '');
  if (!match?.[2] || Number(match[1]) > SOON) return null;
  const target = parseWebAddress(match[2].trim(), base)?.href ?? null;
  return target === url ? null : target;
}

function dates({ meta, statement, time }: Facts): Document['dates'] {
  const firstOf = (...stated: (string | null | undefined)[]): string | null =>
    stated.map(isoDate).find((date) => date) ?? null;
  return {
    published: firstOf(statement.published, ...words.published.map((name) => meta.get(name)), time),
    modified: firstOf(statement.modified, ...words.modified.map((name) => meta.get(name))),
  };
}

/** Characters of hidden text that are kept: some novels' worth of data says no more about one page. */
const MOST_HIDDEN = 400_000;
/** Characters below which a hidden part is a label, such as "opens in a new window". */
const LEAST_HIDDEN = 25;
const TAG = /<\/?[a-z][^<>]*>/i;
const ENTITY = /&(?:#\d+|#x[\da-f]+|[a-z]+);/i;

/**
 * The text that a page carries and does not show: its hidden parts and templates, what it keeps for those who run no script,
 * and the prose in its scripts' data. What it shows besides is left out.
 */
function readHidden(
  withheld: readonly Element[],
  { noscript, scripts }: Pick<Facts, 'noscript' | 'scripts'>,
  shown: readonly Block[],
): readonly Block[] {
  let known: Set<string> | null = null;
  const blocks: Block[] = [];
  let room = MOST_HIDDEN;
  for (const part of parts(withheld, noscript, scripts)) {
    if (part.reduce((sum, { text }) => sum + text.length, 0) < LEAST_HIDDEN) continue;
    known ??= new Set(shown.map(({ text }) => text));
    for (const { text, heading } of part) {
      if (known.has(text)) continue;
      known.add(text);
      room -= text.length;
      if (room < 0) return blocks;
      blocks.push({ text, role: 'main', ...(heading === undefined ? {} : { heading }) });
    }
  }
  return blocks;
}

/** Characters of struck-out text that are kept. */
const MOST_STRUCK = 200_000;

function readStruck(elements: readonly Element[]): readonly Block[] {
  const blocks: Block[] = [];
  let room = MOST_STRUCK;
  for (const element of elements)
    for (const { text } of readBlocks(element, { withHidden: true, isStruck: () => false })
      .blocks) {
      room -= text.length;
      if (room < 0) return blocks;
      blocks.push({ text, role: 'main' });
    }
  return blocks;
}

function* parts(
  withheld: readonly Element[],
  noscript: string,
  scripts: Facts['scripts'],
): Generator<readonly Block[]> {
  for (const element of withheld) yield readBlocks(contentOf(element), { withHidden: true }).blocks;
  if (noscript.length >= LEAST_HIDDEN) yield readBlocks(parse(noscript)).blocks;
  for (const text of extractScriptProse(scripts)) yield blocksOf(text);
}

/** A template's content is a tree of its own; one in MathML or SVG is an element like any other. */
function contentOf(element: Element): Element | Tree {
  const content: unknown = element.name === 'template' ? element.children[0] : undefined;
  return (content as Tree | undefined)?.type === 'root' ? (content as Tree) : element;
}

const blocksOf = (text: string): readonly Block[] =>
  TAG.test(text) || ENTITY.test(text)
    ? readBlocks(parse(text)).blocks
    : text.split(/\n\s*\n|\r/).flatMap((paragraph): Block[] => {
        const line = collapseWhitespace(paragraph);
        return line === '' ? [] : [{ text: line, role: 'main' }];
      });
