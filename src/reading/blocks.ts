import type { Block, BlockRole } from '../model/document.js';
import { collapseWhitespace } from '../passage/text/sentences.js';
import { boilerplateLabels, type Placed, type Scope, signOf } from './boilerplate.js';
import { footnoteMark, powerOf } from './footnote.js';
import { type Element, type Tree, type Visitor, walk } from './tree.js';
import { isBlock, isHidden, isUnshown, strikeReader } from './visibility.js';

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

/** Level of a heading by its name or its role, 2 where that has none (WAI-ARIA 1.2); 0 for any other element. */
const headingLevel = ({ name, attribs: { role, 'aria-level': level = '2' } }: Element): number =>
  /^h[1-6]$/.test(name)
    ? Number(name[1])
    : role === 'heading' && /^[1-6]$/.test(level)
      ? Number(level)
      : 0;
/** Characters of a link's text that are kept: its first sentences tell where it leads. */
const LINK_TEXT = 300;
/** Marks of one block whose places are kept. */
const MOST_NOTES = 100;
const INDENT = /^\s*[\u3000\u00a0]{2}/;
const BLANK_LINE = /\n[ \t\r]*\n/;

const SPACES = /[\0- ]/g;

const isLandmark = (name: string): boolean => name === 'article' || name === 'main';

/** Share of a page's main text from which on a landmark is the article. */
const MOST_OF_TEXT = 0.5;
/** Share of letters in links from which on a run leads elsewhere. */
const LINKED = 0.6;
/** Share of letters in links from which on a run is nothing but a link: a full stop may stand outside. */
const ALL_LINK = 0.95;
/** Links that make a list of links: below a heading, or beside another. One may be what a section is about. */
const SOME_LINKS = 2;

const leadsElsewhere = ({ letters, linked }: Placed): boolean => linked > letters * LINKED;

class BlockReader implements Visitor {
  readonly #signs: Parameters<typeof signOf>[2] = new Map();
  readonly #runs: PlacedText[] = [];
  readonly #anchors: Anchor[] = [];
  readonly #withheld: Element[] = [];
  readonly #struck: Element[] = [];
  readonly #scopes: Scope[] = [
    { parent: null, grip: 'content', word: null, letters: 0, linked: 0 },
  ];
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
  /** Open elements of each name. */
  readonly #open = new Map<string, number>();
  readonly #tables = new TableCells();
  /** Landmarks, and the first runs of those that are open. */
  readonly #landmarks: Landmark[] = [];
  readonly #openLandmarks: number[] = [];
  #link: Anchor | null = null;

  constructor(rules: Required<BlockRules>) {
    this.#rules = rules;
    this.#scope = this.#scopes[0] as Scope;
  }

  enter(element: Element): boolean {
    const { name, attribs } = element;
    if (name === 'br') this.#breaks++;
    if (isUnshown(element)) {
      if (name === 'template' || name === 'textarea' || name === 'svg')
        this.#withheld.push(element);
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
    this.#open.set(name, this.#depth(name) + 1);
    this.#tables.enter(element);
    if (isLandmark(name)) this.#openLandmarks.push(this.#runs.length);
    if (name === 'a') this.#openLink(attribs);
    if (name === 'q') this.text('“');
    this.#heading = headingLevel(element) || this.#heading;
    this.#openScope(element);
    return true;
  }

  leave(element: Element): void {
    const scope = this.#scopeOf.get(element);
    if (scope || isBlock(element)) this.#flush();
    this.#open.set(element.name, this.#depth(element.name) - 1);
    this.#tables.leave(element.name);
    if (isLandmark(element.name))
      this.#landmarks.push({ start: this.#openLandmarks.pop() ?? 0, end: this.#runs.length });
    if (element.name === 'a') {
      this.#links++;
      this.#link = null;
    }
    if (element.name === 'q') this.text('”');
    if (headingLevel(element) > 0) this.#heading = 0;
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
    const { roleOf, placeOf } = boilerplateLabels(this.#scopes);
    const roles = rolesAround(this.#runs, this.#runs.map(roleOf), this.#landmarks);
    const blocks = this.#runs.map((run, i) => blockOf(run, roles[i] as BlockRole, placeOf(run)));
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
    const { name, attribs } = element;
    const { id } = attribs;
    const isCited = id !== undefined && id === this.#rules.part;
    const sign = isCited
      ? { grip: 'content' as const, word: null }
      : signOf(element, this.#depth('article') > 0 || this.#depth('main') > 0, this.#signs);
    // A quotation's foot says who said it, and a button in a heading or a term opens what stands under it.
    const isAttribution =
      this.#depth('blockquote') > 0 && (name === 'footer' || sign?.word === 'footer');
    const isQuestion = name === 'button' && (this.#heading > 0 || this.#depth('dt') > 0);
    if (!sign || isAttribution || isQuestion) return;
    this.#flush();
    this.#scope = { parent: this.#scope, ...sign, letters: 0, linked: 0 };
    this.#scopes.push(this.#scope);
    this.#scopeOf.set(element, this.#scope);
  }

  #depth(name: string): number {
    return this.#open.get(name) ?? 0;
  }

  /** Ends the block at hand. */
  #flush(): void {
    const raw = this.#text;
    this.#breaks = 0;
    const links = this.#links;
    this.#links = 0;
    if (raw === '') return;
    const parts = this.#depth('pre') > 0 ? raw.split(BLANK_LINE) : [raw];
    const places = parts.length > 1 ? [] : this.#notes;
    const notes = places.map(({ at, mark }) => ({
      at: collapseWhitespace(raw.slice(0, at)).length,
      mark,
    }));
    const linked = this.#linked / parts.length;
    for (const part of parts) this.#push(collapseWhitespace(part), linked, links, notes);
    this.#text = '';
    this.#notes = [];
    this.#linked = 0;
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
      depth: this.#depth('li'),
      cell: this.#tables.cell,
      quoted: this.#depth('blockquote') > 0,
      caption: this.#depth('figcaption') > 0,
    });
  }
}

/** A run of text of a page, with what its place says of it. */
interface PlacedText extends Placed {
  /** White space collapsed, never empty. */
  readonly text: string;
  readonly notes: NonNullable<Block['notes']>;
  /** Items of lists that it stands in. */
  readonly depth: number;
  readonly cell: TableCells['cell'];
  readonly quoted: boolean;
  readonly caption: boolean;
}

/** A block has only the properties that say something, always in this order. */
const blockOf = (run: PlacedText, role: BlockRole, place: Block['place']): Block => ({
  text: run.text,
  role,
  ...(place !== undefined && { place }),
  ...(run.depth > 0 && { item: true as const }),
  ...(run.depth > 1 && { depth: run.depth }),
  ...run.cell,
  ...(run.quoted && { quoted: true as const }),
  ...(run.caption && { caption: true as const }),
  ...(run.notes.length > 0 && { notes: run.notes }),
  ...(run.heading > 0 && { heading: run.heading }),
});

/** Counts the characters of a text that are no white space. */
const lettersIn = (text: string): number => text.replace(SPACES, '').length;

/** The runs in an `article` or `main` element: from `start` up to but not including `end`. */
interface Landmark {
  readonly start: number;
  readonly end: number;
}

/**
 * The roles of a page's runs by their neighbours too, `alone` being those by their own places: links that stand after the end of
 * the article are furniture (“Need more help? Ask the community”), so is a long link in a list of links that are, and so is a
 * heading of nothing but links (“Table of contents”, “Most read”), but for the page's title.
 */
function rolesAround(
  runs: readonly Placed[],
  alone: readonly BlockRole[],
  landmarks: readonly Landmark[],
): readonly BlockRole[] {
  if (runs.every(({ linked }) => linked === 0)) return alone; // Only links lead elsewhere.
  const end = endOfArticle(runs, alone, landmarks);
  const outside = alone.map((role, i) =>
    i >= end && leadsElsewhere(runs[i] as Placed) ? 'furniture' : role,
  );
  return headingsOfLinks(runs, longLinks(runs, outside));
}

/** A link that is long enough for prose is none beside links that are furniture. */
function longLinks(runs: readonly Placed[], roles: readonly BlockRole[]): readonly BlockRole[] {
  const isLink = runs.map(
    ({ letters, linked, heading }) => heading === 0 && linked > letters * ALL_LINK,
  );
  const isListed = isLink.map((link, i) => link && roles[i] === 'furniture');
  const before = inARow(isListed);
  const after = inARow(isListed.toReversed()).toReversed();
  return roles.map((role, i) =>
    isLink[i] && (before[i] ?? 0) + (after[i] ?? 0) >= SOME_LINKS ? 'furniture' : role,
  );
}

/** How many there are in a row up to each. */
function inARow(marks: readonly boolean[]): readonly number[] {
  let row = 0;
  return marks.map((mark) => {
    const before = row;
    row = mark ? row + 1 : 0;
    return before;
  });
}

function headingsOfLinks(
  runs: readonly Placed[],
  before: readonly BlockRole[],
): readonly BlockRole[] {
  const roles = [...before];
  const isHeading = (least: number) => (run: Placed, i: number) =>
    run.heading > 0 && run.heading <= least && roles[i] === 'main';
  const first = runs.findIndex(isHeading(1));
  const title = first >= 0 ? first : runs.findIndex(isHeading(6));
  let text = false;
  let links = 0;
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i] as Placed;
    if (roles[i] === 'furniture') {
      if (!leadsElsewhere(run)) continue;
      links++;
      // What follows a heading that is a link belongs to that one.
      if (run.heading > 0) text = false;
    } else if (run.heading === 0) text = true;
    else if (!text && links >= SOME_LINKS && i !== title) roles[i] = 'furniture';
    else [text, links] = [false, 0];
  }
  return roles;
}

/** Where the smallest landmark ends that holds most of the main text; the end of the page where none does. */
function endOfArticle(
  runs: readonly Placed[],
  roles: readonly BlockRole[],
  landmarks: readonly Landmark[],
): number {
  const before = [0];
  for (const [i, { letters }] of runs.entries())
    before.push((before.at(-1) ?? 0) + (roles[i] === 'main' ? letters : 0));
  const within = ({ start, end }: Landmark): number => (before[end] ?? 0) - (before[start] ?? 0);
  const least = (before.at(-1) ?? 0) * MOST_OF_TEXT;
  let article: Landmark = { start: 0, end: runs.length };
  for (const landmark of landmarks)
    if (within(landmark) > least && within(landmark) <= within(article)) article = landmark;
  return article.end;
}

/** Rows or columns that a cell spans, a hundred at most: browsers allow more, and nobody reads such a table. */
const spanOf = (stated = ''): number => Math.min(100, Math.max(1, Number(stated) || 1));

/** Follows the tables of a page during a walk, and knows in which cell the text at hand stands. */
export class TableCells {
  cell: Pick<Block, 'cell' | 'head' | 'fills'> = {};
  #tables = 0;
  /** Those that are open; `filled`: rows that a cell from above still fills, by column. */
  readonly #open: { id: number; row: number; next: number; filled: number[] }[] = [];

  enter({ name, attribs }: Pick<Element, 'name' | 'attribs'>): void {
    if (name === 'table') this.#open.push({ id: this.#tables++, row: -1, next: 0, filled: [] });
    const table = this.#open.at(-1);
    if (table !== undefined && name === 'tr') {
      [table.row, table.next] = [table.row + 1, 0];
      table.filled = table.filled.map((rows) => Math.max(0, rows - 1));
    } else if (table !== undefined && (name === 'td' || name === 'th')) {
      while ((table.filled[table.next] ?? 0) > 0) table.next++;
      const fills = [spanOf(attribs.rowspan), spanOf(attribs.colspan)] as const;
      this.cell = {
        cell: [table.id, table.row, table.next],
        ...(name === 'th' && { head: true }),
        ...(Math.max(...fills) > 1 && { fills }),
      };
      for (let n = fills[1]; n > 0; n--) table.filled[table.next++] = fills[0];
    }
  }

  leave(name: string): void {
    if (name === 'table') this.#open.pop();
    if (name === 'table' || name === 'td' || name === 'th') this.cell = {};
  }
}
