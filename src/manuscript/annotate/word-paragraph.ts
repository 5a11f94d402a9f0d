import { sameAddress } from '../../model/address.js';
import { groupBy } from '../import/same-source.js';
import { type Tag, tagsIn, tagsNamed } from '../read/tags.js';
import { inside } from '../read/word-styles.js';
import {
  charactersIn,
  endOf,
  innerEnd,
  innerStart,
  type Splice,
  spliceOf,
  startOf,
  xmlText,
} from './splice.js';
import {
  type EntryChange,
  entryEdits,
  fieldOfTag,
  isOpen,
  isUnlocked,
  linkRuns,
  openBehind,
  type WordField,
} from './word-field.js';
import { Letters, type Step, stepsBetween, type WordStretch } from './wording.js';

/** What stands in a paragraph as one: a run, a link, a field from its first run to its last. Comments begin and end beside it, unless it is a plain run. */
interface Unit {
  readonly start: number;
  end: number;
  readonly isRun: boolean;
}

/** A character of a paragraph, or something in a run that is none (`text` is empty then). */
interface Atom {
  readonly run: Tag;
  /** The tag in the run, such as `w:t`. */
  readonly tag: Tag;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly unit: Unit;
  /** True where a change may be tracked: outside of instructions, of locked controls and of what people changed. */
  readonly free: boolean;
  /** The fields that it stands in, the outermost first. */
  readonly fields: readonly WordField[];
}

/** Where runs stand that are no text of the paragraph: text boxes, properties, what was deleted or moved away. */
const PASSED_OVER = /^(?:w:(?:pPr|rPr|sdtPr|del|moveFrom|txbxContent)|mc:Fallback)$/u;
const CHARACTERS: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:ptab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '\u2011',
};
/** What is no text and may go with the text around it. */
const FURNITURE = /^w:(?:t|lastRenderedPageBreak|softHyphen)$/u;

/** The signs and the instruction of a field. */
const SIGN = /^w:(?:fldChar|instrText)$/u;
/** The names that tags of a run have in a deletion. */
const GONE: Readonly<Record<string, string>> = {
  'w:t': 'w:delText',
  'w:instrText': 'w:delInstrText',
};

/** Runs that come or go, within a tag of ours with an id of its own. */
export type Mark = (name: 'ins' | 'del', runs: string) => string;

/** A paragraph of a part, and all that is put into it. */
export class WordParagraph {
  readonly #atoms: Atom[] = [];
  readonly #before: string[] = [];
  readonly #after: string[] = [];
  readonly #deleted = new Set<number>();
  readonly #splices: Splice[] = [];
  readonly #changed: WordStretch[] = [];
  /** Fields that were changed as a whole, and tags that are atoms no more: their letters are. */
  readonly #done = new Set<WordField>();
  readonly #cut = new Set<number>();
  readonly letters: Letters;
  readonly all: WordStretch | null;
  /** True where it holds a field that is more than a link, or a control. */
  readonly hasFields: boolean;

  /** `open`: the fields that an earlier paragraph opens; `addressOf`: the target of a relationship. */
  constructor(
    private readonly xml: string,
    paragraph: Tag,
    private open: readonly WordField[],
    private readonly addressOf: (id: string) => string | undefined,
    private readonly mark: Mark,
  ) {
    this.#read(paragraph);
    this.hasFields =
      holds(paragraph, 'w:sdt') || this.#atoms.some((atom) => atom.fields.some(isNoLink));
    this.letters = new Letters(this.#atoms.map(({ text }) => text));
    this.all = this.#atoms.length === 0 ? null : { first: 0, last: this.#atoms.length - 1 };
  }

  #at(i: number | undefined): Atom {
    return this.#atoms[i ?? 0] as Atom;
  }

  /** Where the mark of a note stands. */
  markOf(mark: Tag): WordStretch | null {
    const at = this.#atoms.findIndex(({ tag }) => tag === mark);
    return at < 0 ? null : { first: at, last: at };
  }

  /** Puts marks around a stretch: beside the link or the field that it begins or ends in. */
  surround({ first, last }: WordStretch, before: string, after: string): void {
    const [from, to] = [this.#at(first).unit, this.#at(last).unit];
    if (from.isRun) this.#before[first] = before + (this.#before[first] ?? '');
    else this.#put(from.start, before);
    if (to.isRun) this.#after[last] = (this.#after[last] ?? '') + after;
    else this.#put(to.end, after);
  }

  #put(at: number, text: string): void {
    this.#splices.push({ start: at, end: at, text });
  }

  /**
   * Tracks how a stretch becomes `after`, word by word, once that is called; it gives true where a program would undo that. Null where it
   * cannot be tracked.
   */
  plan(stretch: WordStretch, after: string, entry: EntryChange | null): (() => boolean) | null {
    const { first, last } = stretch;
    const atoms = this.#atoms.slice(first, last + 1);
    const steps = stepsBetween(atoms, after).map((step) => ({ ...step, at: first + step.at }));
    const fields = [...new Set(atoms.flatMap((atom) => atom.fields))];
    const managed = fields.filter(({ isManaged }) => isManaged);
    const isElsewhere = this.#changed.every((other) => other.last < first || last < other.first);
    const isKnown = managed.every((field) => !this.#done.has(field));
    if (!isElsewhere || !isKnown || !steps.every((step) => this.#isFree(step))) return null;
    // Words that stay, in no link to the address, say nothing of it.
    const links = fields.filter((field) => !field.isManaged && this.#isTo(field, entry));
    if (steps.length + links.length + managed.length === 0) return null;
    return () => {
      this.#changed.push(stretch);
      for (const field of managed) if (entry !== null) this.#editEntry(field, entry, steps);
      this.#track(steps, links, entry?.to.URL ?? '');
      return managed.length > 0;
    };
  }

  #isFree({ at, removed, added }: Step): boolean {
    const going = this.#atoms.slice(at, at + removed);
    const beside = added === '' ? [] : [this.#atoms[at + removed - 1]];
    return [...going, ...beside].every((atom) => atom?.free === true) && going.every(isText);
  }

  /** True for a link to the address that is mended, all of it words that may be changed. */
  #isTo(field: WordField, entry: EntryChange | null): boolean {
    const words = this.#wordsOf(field).map((i) => this.#at(i));
    return (
      entry?.to.URL != null &&
      sameAddress(field.target ?? '', entry.url ?? '') &&
      !this.#done.has(field) &&
      words.length > 0 &&
      words.every((atom) => atom.free && isText(atom))
    );
  }

  /** The atoms of a field, but for its signs. */
  #wordsOf = ({ first, last }: WordField): readonly number[] =>
    this.#atoms.flatMap(({ tag }, i) => (i < first || i > last || SIGN.test(tag.name) ? [] : i));

  #track(steps: readonly Step[], links: readonly WordField[], address: string): void {
    const inLinks = links.flatMap((link) => {
      const words = this.#wordsOf(link);
      const own = steps.filter(({ at, removed }) => removed > 0 || at <= (words.at(-1) ?? 0));
      const runs = groupBy(words, (i) => this.#at(i).run);
      const fresh = [...runs].map(([run, atoms]) => this.#runOf(run, this.#textOf(atoms, own)));
      for (let i = link.first; i <= link.last; i++) this.#deleted.add(i);
      this.#put(link.end, this.mark('ins', linkRuns(address, fresh.join(''))));
      this.#done.add(link);
      return own.filter(({ at, removed }) => words.includes(at + removed - 1));
    });
    for (const step of steps) {
      const { at, removed, added } = step;
      for (let i = 0; i < removed; i++) this.#deleted.add(at + i);
      if (added !== '' && !inLinks.includes(step)) this.#insert(at + removed - 1, added);
    }
  }

  /** Puts words behind an atom: beside the link that it ends, and within one that goes on. */
  #insert(at: number, words: string): void {
    const { run, fields } = this.#at(at);
    const link = fields.findLast(({ target, last }) => target !== null && last >= 0);
    const isBeside = link !== undefined && this.#atoms[at + 1]?.fields.includes(link) !== true;
    const next = isBeside ? this.#atoms[link.last + 1] : undefined;
    const text = this.mark(
      'ins',
      this.#runOf(isBeside ? (next?.unit.isRun ? next.run : null) : run, words),
    );
    if (isBeside) this.#put(link.end, text);
    else this.#after[at] = text + (this.#after[at] ?? '');
  }

  /** The text of atoms, as steps make it. */
  #textOf(atoms: readonly number[], steps: readonly Step[]): string {
    const parts = atoms.flatMap((i) => [
      steps.some(({ at, removed }) => at <= i && i < at + removed) ? '' : this.#at(i).text,
      ...steps.filter(({ at, removed }) => at + removed - 1 === i).map(({ added }) => added),
    ]);
    return parts.join('');
  }

  /** Tracks what changes in the instruction of a field: its letters become atoms behind all others. */
  #editEntry(field: WordField, entry: EntryChange, steps: readonly Step[]): void {
    this.#done.add(field);
    const words = this.#wordsOf(field);
    const wholes = field.code.map((tag) => this.#atoms.findIndex((atom) => atom.tag === tag));
    const isAlone = (i: number): boolean =>
      this.#lettersOf(this.#at(i)) !== null &&
      [i - 1, i + 1].every((at) => this.#atoms[at]?.run !== this.#at(i).run);
    const letters = wholes.flatMap((whole) => this.#lettersOf(this.#at(whole)) ?? []);
    const edits = entryEdits(letters.map(({ text }) => text).join(''), entry, [
      this.#textOf(words, []),
      this.#textOf(words, steps),
    ]);
    if (edits.length === 0 || !wholes.every(isAlone)) return;
    const places = letters.flatMap(({ text }, i) =>
      Array<number>(text.length).fill(this.#atoms.length + i),
    );
    for (const letter of letters) this.#atoms.push(letter);
    for (const whole of wholes) this.#cut.add(whole);
    for (const { from, to, added } of edits) {
      for (const i of places.slice(from, to)) this.#deleted.add(i);
      const at = places[to - 1] as number;
      if (added !== '')
        this.#after[at] = this.mark('ins', this.#runOf(this.#at(at).run, added, 'w:instrText'));
    }
  }

  /** All that was put in, as edits of the part's text. */
  get splices(): readonly Splice[] {
    const pieces = [...this.#atoms.keys()].filter((i) => !this.#cut.has(i));
    const runs = groupBy(pieces, (i) => this.#atoms[i]?.run ?? null);
    const touched = [...runs].filter(([, own]) =>
      own.some(
        (i) =>
          this.#deleted.has(i) || this.#before[i] !== undefined || this.#after[i] !== undefined,
      ),
    );
    const rewritten = touched.map(([run, own]) => spliceOf(run, this.#rewritten(run, own)));
    return [...this.#splices, ...rewritten];
  }

  #propertiesOf(run: Tag): string {
    const rPr = inside(run, 'w:rPr');
    return rPr === undefined ? '' : this.xml.slice(startOf(rPr), endOf(rPr));
  }

  /** A new run, formatted as another; null for plain. */
  #runOf(run: Tag | null, words: string, name = 'w:t'): string {
    const properties =
      run === null ? '' : this.#propertiesOf(run).replace(/<w:rPrChange\b.*?<\/w:rPrChange>/su, '');
    return `<w:r>${properties}<${name} xml:space="preserve">${xmlText(words)}</${name}></w:r>`;
  }

  /** A run, cut where something is put into it and where its words go. */
  #rewritten(run: Tag, own: readonly number[]): string {
    const open = this.xml.slice(startOf(run), innerStart(run)) + this.#propertiesOf(run);
    let written = '';
    let piece: number[] = [];
    const close = (): void => {
      const [head] = piece;
      if (head === undefined) return;
      const isGone = this.#deleted.has(head);
      const text = `${open}${this.#contentOf(piece, isGone)}</w:r>`;
      written += isGone ? this.mark('del', text) : text;
      piece = [];
    };
    for (const i of own) {
      const [head] = piece;
      if (
        this.#before[i] !== undefined ||
        (head !== undefined && this.#deleted.has(head) !== this.#deleted.has(i))
      )
        close();
      written += this.#before[i] ?? '';
      piece.push(i);
      if (this.#after[i] === undefined) continue;
      close();
      written += this.#after[i];
    }
    close();
    return written;
  }

  #contentOf(piece: readonly number[], isGone: boolean): string {
    const tags = groupBy(piece, (i) => this.#atoms[i]?.tag ?? null);
    return [...tags]
      .map(([tag, own]) => {
        const start = Math.max(this.#at(own[0]).start, innerStart(tag));
        const end = Math.min(this.#at(own.at(-1)).end, innerEnd(tag));
        const isWhole = start === innerStart(tag) && end === innerEnd(tag);
        const gone = GONE[tag.name];
        if (gone === undefined || (isWhole && !isGone))
          return this.xml.slice(startOf(tag), endOf(tag));
        const name = isGone ? gone : tag.name;
        return `<${name} xml:space="preserve">${this.xml.slice(start, end)}</${name}>`;
      })
      .join('');
  }

  #read(paragraph: Tag): void {
    const isFree = isUnlocked(paragraph);
    let unit: Unit | null = null;
    for (const child of tagsIn(paragraph)) {
      if (PASSED_OVER.test(child.name)) continue;
      const isIn = this.open.length > 0;
      const isRun =
        child.name === 'w:r' &&
        !isIn &&
        !holds(child, 'w:fldChar') &&
        !holds(child, 'w:txbxContent');
      if (unit === null || !isIn) unit = { start: startOf(child), end: endOf(child), isRun };
      unit.end = endOf(child);
      this.#readIn(child, unit, isFree);
    }
  }

  #readIn(tag: Tag, unit: Unit, free: boolean): void {
    if (PASSED_OVER.test(tag.name)) return;
    if (tag.name === 'w:r') {
      // What stands in a box is changed by itself.
      const isFree = free && !holds(tag, 'w:txbxContent');
      for (const child of tagsIn(tag))
        if (child.name !== 'w:rPr') this.#readInRun(tag, child, unit, isFree);
      return;
    }
    const field = fieldOfTag(tag, this.#atoms.length, this.addressOf);
    if (field !== null) this.open = [...this.open, field];
    for (const child of tagsIn(tag)) this.#readIn(child, unit, free && isOpen(tag));
    if (field === null) return;
    field.last = this.#atoms.length - 1;
    this.open = this.open.filter((one) => one !== field);
  }

  #readInRun(run: Tag, tag: Tag, unit: Unit, free: boolean): void {
    const before = this.open;
    if (tag.name === 'w:fldChar') this.open = openBehind(before, tag, this.#atoms.length);
    if (tag.name === 'w:instrText') before.at(-1)?.code.push(tag);
    // The signs at both ends of a field stand around it.
    const fields = before.length < this.open.length ? before : this.open;
    const [isFree, text] = [
      free && before.every(({ isClosed }) => !isClosed),
      CHARACTERS[tag.name] ?? '',
    ];
    const whole = {
      run,
      tag,
      unit,
      free: isFree,
      fields,
      start: startOf(tag),
      end: endOf(tag),
      text,
    };
    for (const atom of (tag.name === 'w:t' ? this.#lettersOf(whole) : null) ?? [whole])
      this.#atoms.push(atom);
  }

  /** An atom for each character of a tag; null where it contains more than text. */
  #lettersOf(whole: Atom): readonly Atom[] | null {
    const [only, more] = whole.tag.children;
    if (only?.type !== 'text' || more !== undefined) return null;
    return charactersIn(this.xml, only).map((one) => ({ ...whole, ...one }));
  }
}

const holds = (tag: Tag, name: string): boolean => tagsNamed(tag, name).length > 0;
const isNoLink = ({ target }: WordField): boolean => target === null;
const isText = ({ text, tag }: Atom): boolean => text !== '' || FURNITURE.test(tag.name);
