import type { Block } from '../model/document.js';
import { collapseWhitespace } from '../text/whitespace.js';
import { Landmarks } from './around-article.js';
import type { Scope } from './boilerplate.js';
import { SignReader } from './boilerplate-signs.js';
import { footnoteMark, powerOf } from './footnote.js';
import { Nesting } from './nesting.js';
import { labelledBlocks, lettersIn, type PlacedText } from './placed-text.js';
import { strikeReader } from './style-sheet.js';
import { type Element, type Tree, type Visitor, walk } from './tree.js';
import { isBlock, isHidden, isUnshown } from './visibility.js';

/** A link as it stands in the page. */
export interface Anchor {
  readonly href: string;
  readonly rel: string;
  /** White space as in the page. */
  text: string;
}

/** The text of a page as its reader sees it. */
export interface BlockReading {
  readonly blocks: readonly Block[];
  readonly anchors: readonly Anchor[];
  /** What the page holds back: hidden parts and templates. */
  readonly withheld: readonly Element[];
  /** What the page strikes out: it is shown, and does not stand. */
  readonly struck: readonly Element[];
}

/** How a page is read. */
export interface BlockRules {
  /** Reads also what the page hides. */
  readonly withHidden?: boolean;
  /** True for what is struck out; by default what its name or its own style says so of. */
  readonly isStruck?: (element: Element) => boolean;
  /** True for what the page's style sheets hide; nothing by default. */
  readonly isHiddenBySheet?: (element: Element) => boolean;
  /** The part of the page that its address names: what stands there is what is cited, whoever wrote it. */
  readonly part?: string | null;
}

const isStruckByItself = strikeReader([]);

/** Reads the text of a page block by block. */
export function readBlocks(
  tree: Tree | Element,
  {
    withHidden = false,
    isStruck = isStruckByItself,
    isHiddenBySheet = () => false,
    part = null,
  }: BlockRules = {},
): BlockReading {
  const reader = new BlockReader({ withHidden, isStruck, isHiddenBySheet, part });
  walk(tree, reader);
  return reader.finish();
}

const HEADING = /^h[1-6]$/;
/** Characters of a link's text that are kept: its first sentences tell where it leads. */
const LINK_TEXT = 300;
/** Marks of one block whose places are kept. */
const MOST_NOTES = 100;
const INDENT = /^\s*[\u3000\u00a0]{2}/;
const BLANK_LINE = /\n[ \t\r]*\n/;
const NO_NOTES: PlacedText['notes'] = [];

class BlockReader implements Visitor {
  readonly #signs = new SignReader();
  readonly #runs: PlacedText[] = [];
  readonly #anchors: Anchor[] = [];
  readonly #withheld: Element[] = [];
  readonly #struck: Element[] = [];
  readonly #scopes: Scope[] = [{ parent: null, grip: 'content', word: null, letters: 0, linked: 0 }];
  readonly #scopeOf = new Map<Element, Scope>();
  readonly #rules: Required<BlockRules>;
  #scope: Scope;
  #text = '';
  /** Note marks of the block at hand, `at` being places of its raw text. */
  #notes: { at: number; mark: string }[] = [];
  #linked = 0;
  #links = 0;
  #breaks = 0;
  #heading = 0;
  readonly #nesting = new Nesting();
  readonly #landmarks = new Landmarks();
  #link: Anchor | null = null;

  constructor(rules: Required<BlockRules>) {
    this.#rules = rules;
    this.#scope = this.#scopes[0] as Scope;
  }

  enter(element: Element): boolean {
    const { name, attribs } = element;
    if (name === 'br') this.#breaks++;
    if (isUnshown(element)) {
      if (name === 'template' || name === 'textarea') this.#withheld.push(element);
      return false;
    }
    if (this.#rules.isStruck(element)) {
      this.#struck.push(element);
      return false;
    }
    if (!this.#rules.withHidden && (isHidden(element) || this.#rules.isHiddenBySheet(element))) {
      this.#withheld.push(element);
      return false;
    }
    if (this.#readRaised(element)) return false;
    if (isBlock(element)) this.#flush();
    this.#nesting.enter(name);
    this.#landmarks.enter(name, this.#runs.length);
    if (name === 'a') this.#openLink(attribs);
    if (name === 'q') this.text('“');
    if (HEADING.test(name)) this.#heading = Number(name[1]);
    this.#openScope(element);
    return true;
  }

  leave(element: Element): void {
    const scope = this.#scopeOf.get(element);
    if (scope || isBlock(element)) this.#flush();
    this.#nesting.leave(element.name);
    this.#landmarks.leave(element.name, this.#runs.length);
    if (element.name === 'a') {
      this.#links++;
      this.#link = null;
    }
    if (element.name === 'q') this.text('”');
    if (HEADING.test(element.name)) this.#heading = 0;
    if (scope?.parent) this.#scope = scope.parent;
  }

  text(data: string): void {
    if (this.#breaks > 0 && /\S/.test(data)) {
      // One break ends a line, two end a paragraph; so does one before an indented line.
      if (this.#breaks > 1 || INDENT.test(data)) this.#flush();
      else this.#text += ' ';
      this.#breaks = 0;
    }
    this.#text += data;
    if (!this.#link) return;
    this.#linked += lettersIn(data);
    if (this.#link.text.length < LINK_TEXT) this.#link.text += data;
  }

  /** The blocks, labelled; call once, after the walk. */
  finish(): BlockReading {
    this.#flush();
    const blocks = labelledBlocks(this.#runs, this.#scopes, this.#landmarks.found);
    return { blocks, anchors: this.#anchors, withheld: this.#withheld, struck: this.#struck };
  }

  /** Takes note of a footnote's mark, and of a power in raised characters; false for anything else. */
  #readRaised(element: Element): boolean {
    const mark = footnoteMark(element, this.#link !== null, this.#text);
    if (mark !== null) {
      if (this.#notes.length < MOST_NOTES) this.#notes.push({ at: this.#text.length, mark });
      return true;
    }
    const power = powerOf(element, this.#text);
    if (power === null) return false;
    this.text(power);
    return true;
  }

  #openLink({ href, rel }: Element['attribs']): void {
    if (href === undefined) return;
    this.#link = { href, rel: collapseWhitespace(rel ?? '').toLowerCase(), text: '' };
    this.#anchors.push(this.#link);
  }

  #openScope(element: Element): void {
    const { id } = element.attribs;
    const isCited = id !== undefined && id === this.#rules.part;
    const sign = isCited
      ? { grip: 'content' as const, word: null }
      : this.#signs.read(element, this.#nesting.isIn('article') || this.#nesting.isIn('main'));
    if (!sign) return;
    this.#flush();
    this.#scope = { parent: this.#scope, ...sign, letters: 0, linked: 0 };
    this.#scopes.push(this.#scope);
    this.#scopeOf.set(element, this.#scope);
  }

  /** Ends the block at hand. */
  #flush(): void {
    const raw = this.#text;
    this.#breaks = 0;
    const links = this.#links;
    this.#links = 0;
    if (raw === '') return;
    const parts = this.#nesting.isIn('pre') ? raw.split(BLANK_LINE) : [raw];
    const notes = parts.length > 1 || this.#notes.length === 0 ? NO_NOTES : this.#placedNotes();
    const linked = this.#linked / parts.length;
    for (const part of parts) this.#push(collapseWhitespace(part), linked, links, notes);
    this.#text = '';
    this.#notes = [];
    this.#linked = 0;
  }

  /** The note marks at their places in the text as it is kept. */
  #placedNotes(): PlacedText['notes'] {
    return this.#notes.map(({ at, mark }) => ({
      at: collapseWhitespace(this.#text.slice(0, at)).length,
      mark,
    }));
  }

  #push(text: string, linked: number, links: number, notes: PlacedText['notes']): void {
    if (text === '') return;
    const letters = lettersIn(text);
    this.#scope.letters += letters;
    this.#scope.linked += linked;
    this.#runs.push({
      text,
      letters,
      linked,
      links,
      heading: this.#heading,
      scope: this.#scope,
      notes,
      item: this.#nesting.isIn('li'),
      quoted: this.#nesting.isIn('blockquote'),
      caption: this.#nesting.isIn('figcaption'),
    });
  }
}
