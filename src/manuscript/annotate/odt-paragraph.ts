import { isUnread } from '../read/open-document.js';
import type { Tag } from '../read/tags.js';
import { isParagraph } from './odt-proposals.js';
import { decoded, endOf, innerStart, type Splice, startOf, xmlText } from './splice.js';
import { Letters, type Step, stepsBetween, type WordStretch } from './wording.js';

/** A character of a paragraph, or a note, which is none (`text` is empty then). */
interface Atom {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** The tags around it within the paragraph, the outermost first. */
  readonly path: readonly Tag[];
  readonly note: Tag | null;
}

/** Stretches of a part's text, each from its start up to its end. */
export type Held = readonly (readonly [number, number])[];

/** A change that is listed before the text: words that came, or what went, as XML. Gives its id. */
export type Track = (kind: 'insertion' | 'deletion', gone: string) => string;

const CHARACTERS: Readonly<Record<string, string>> = { 'text:s': ' ', 'text:tab': ' ', 'text:line-break': '\n' };
/** What only formats words or links them: all else around words is a field, which a program writes anew. */
const FORMAT = /^text:(?:span|a)$/u;

/** A paragraph of a `content.xml`, and all that is put into it. */
export class OdtParagraph {
  readonly splices: Splice[] = [];
  readonly #atoms: Atom[] = [];
  readonly #changed: WordStretch[] = [];
  readonly #letters: Letters;

  /** `held`: where no change may be tracked. */
  constructor(
    private readonly xml: string,
    paragraph: Tag,
    private readonly held: Held,
    private readonly track: Track,
  ) {
    this.#read(paragraph, []);
    this.#letters = new Letters(this.#atoms.map(({ text }) => text));
  }

  get hasText(): boolean {
    return !this.#letters.isEmpty;
  }

  /** Where words stand for the first time that was not asked for yet; null where they do not. */
  find(words: string): WordStretch | null {
    return this.#letters.find(words);
  }

  get all(): WordStretch | null {
    return this.#atoms.length === 0 ? null : { first: 0, last: this.#atoms.length - 1 };
  }

  stretchOf(note: Tag | null): WordStretch | null {
    const at = this.#atoms.findIndex((atom) => atom.note !== null && atom.note === note);
    return at < 0 ? null : { first: at, last: at };
  }

  /** Puts marks around a stretch: beside the link or the field that it begins or ends in. */
  surround({ first, last }: WordStretch, before: string, after: string): void {
    const [from, to] = [this.#at(first), this.#at(last)];
    const [outer, behind] = [from, to].map(({ path }) => path.find(({ name }) => name !== 'text:span'));
    this.#put(outer ? startOf(outer) : from.start, before);
    this.#put(behind ? endOf(behind) : to.end, after);
  }

  /** Tracks the change of a stretch into `after`, word by word; nothing is changed where that cannot be. */
  change({ first, last }: WordStretch, after: string): void {
    const steps = stepsBetween(this.#atoms.slice(first, last + 1), after).map((step) => ({
      ...step,
      at: first + step.at,
    }));
    const isElsewhere = this.#changed.every((other) => other.last < first || last < other.first);
    if (!isElsewhere || !steps.every((step) => this.#isFree(step))) return;
    this.#changed.push({ first, last });
    for (const { at, removed, added } of steps) {
      this.#remove(this.#atoms.slice(at, at + removed));
      if (added !== '') this.#insert(at + removed - 1, added);
    }
  }

  #at(i: number): Atom {
    return this.#atoms[i] as Atom;
  }

  #put(at: number, text: string): void {
    this.splices.push({ start: at, end: at, text });
  }

  #isFree({ at, removed, added }: Step): boolean {
    const touched = this.#atoms.slice(added === '' ? at : Math.min(at, at + removed - 1), at + removed);
    const isHeld = ({ start }: Atom): boolean => this.held.some(([from, to]) => from <= start && start < to);
    return touched.every(
      (atom, i) =>
        atom.path.every(({ name }) => FORMAT.test(name)) && !isHeld(atom) && (atom.text !== '' || removed <= i),
    );
  }

  /** Takes words away, what stands in one text each for itself: tags between them stay. */
  #remove(atoms: readonly Atom[]): void {
    const texts: Atom[][] = [];
    for (const atom of atoms) {
      const open = texts.at(-1);
      if (open?.at(-1)?.end === atom.start) open.push(atom);
      else texts.push([atom]);
    }
    for (const text of texts) {
      const { start, path } = text[0] as Atom;
      const { end } = text.at(-1) as Atom;
      const open = path.map((tag) => this.xml.slice(startOf(tag), innerStart(tag)));
      const close = path.map(({ name }) => `</${name}>`).reverse();
      const id = this.track('deletion', [...open, this.xml.slice(start, end), ...close].join(''));
      this.splices.push({ start, end, text: `<text:change text:change-id="${id}"/>` });
    }
  }

  /** Puts words behind an atom: beside the link that it ends, and within one that goes on. */
  #insert(at: number, words: string): void {
    const { end, path } = this.#at(at);
    const link = path.find(({ name }) => name === 'text:a');
    const isBeside = link !== undefined && this.#atoms[at + 1]?.path.includes(link) !== true;
    const id = this.track('insertion', '');
    const [before, after] = ['start', 'end'].map((name) => `<text:change-${name} text:change-id="${id}"/>`);
    this.#put(isBeside ? endOf(link) : end, `${before}${xmlText(words)}${after}`);
  }

  #read(tag: Tag, path: readonly Tag[]): void {
    for (const child of tag.children) {
      if (child.type === 'text') this.#readText(startOf(child), endOf(child), path);
      if (!('attribs' in child) || isUnread(child) || isParagraph(child)) continue;
      const own = { start: startOf(child), end: endOf(child), path };
      const text = CHARACTERS[child.name];
      if (child.name === 'text:note') this.#atoms.push({ ...own, text: '', note: child });
      else if (text !== undefined) this.#atoms.push({ ...own, text, note: null });
      else this.#read(child, [...path, child]);
    }
  }

  #readText(start: number, end: number, path: readonly Tag[]): void {
    let at = start;
    for (const [raw] of this.xml.slice(start, end).matchAll(/&#?\w{1,9};|./gsu)) {
      const text = raw.length > 2 ? decoded(raw) : raw;
      this.#atoms.push({ text, start: at, end: at + raw.length, path, note: null });
      at += raw.length;
    }
  }
}
