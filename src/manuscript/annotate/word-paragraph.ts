import { groupBy } from '../import/same-source.js';
import { type Root, type Tag, tagsIn, tagsNamed, walkTags } from '../read/tags.js';
import { inside } from '../read/word-styles.js';
import { decoded, endOf, innerEnd, innerStart, type Splice, spliceOf, startOf, xmlText } from './splice.js';
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
  /** True where a change may be tracked: outside of fields, of controls and of what people changed. */
  readonly free: boolean;
}

/** Where runs stand that are no text of the paragraph: text boxes, properties, what was deleted or moved away. */
const PASSED_OVER = /^(?:w:(?:pPr|rPr|sdtPr|del|moveFrom|txbxContent)|mc:Fallback)$/u;
const CHARACTERS: Readonly<Record<string, string>> = {
  ...{ 'w:tab': ' ', 'w:ptab': ' ', 'w:br': '\n', 'w:cr': '\n', 'w:noBreakHyphen': '\u2011' },
};
/** What is no text and may go with the text around it. */
const FURNITURE = /^w:(?:t|lastRenderedPageBreak|softHyphen)$/u;

/** By how much each sign of a field opens it. */
const FIELD_SIGNS: Readonly<Record<string, number>> = { begin: 1, end: -1 };
const openedBy = (sign: Tag): number => FIELD_SIGNS[sign.attribs['w:fldCharType'] ?? ''] ?? 0;

/** How many fields are open where each paragraph of a part begins. */
export function fieldsAround(root: Root): ReadonlyMap<Tag, number> {
  const fields = new Map<Tag, number>();
  let open = 0;
  walkTags(root, {
    enter: (tag) => {
      if (tag.name === 'w:p') fields.set(tag, open);
      if (tag.name === 'w:fldChar') open = Math.max(0, open + openedBy(tag));
      return true;
    },
  });
  return fields;
}

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
  readonly #letters: Letters;

  constructor(
    private readonly xml: string,
    paragraph: Tag,
    fields: number,
    private readonly mark: Mark,
  ) {
    this.#read(paragraph, fields);
    this.#letters = new Letters(this.#atoms.map(({ text }) => text));
  }

  #at(i: number | undefined): Atom {
    return this.#atoms[i ?? 0] as Atom;
  }

  get hasText(): boolean {
    return !this.#letters.isEmpty;
  }

  get all(): WordStretch | null {
    return this.#atoms.length === 0 ? null : { first: 0, last: this.#atoms.length - 1 };
  }

  /** Where words stand for the first time that was not asked for yet; null where they do not. */
  find(words: string): WordStretch | null {
    return this.#letters.find(words);
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

  /** Tracks the change of a stretch into `after`, word by word; false where that cannot be, and nothing is changed. */
  change({ first, last }: WordStretch, after: string): boolean {
    const steps = stepsBetween(this.#atoms.slice(first, last + 1), after);
    const isFree = ({ at, removed, added }: Step): boolean => {
      const going = this.#atoms.slice(first + at, first + at + removed);
      const beside = added === '' ? [] : [this.#atoms[first + at + removed - 1]];
      return (
        [...going, ...beside].every((atom) => atom?.free === true) &&
        going.every(({ text, tag }) => text !== '' || FURNITURE.test(tag.name))
      );
    };
    const isElsewhere = this.#changed.every((other) => other.last < first || last < other.first);
    if (!isElsewhere || !steps.every(isFree)) return false;
    this.#changed.push({ first, last });
    for (const { at, removed, added } of steps) {
      for (let i = 0; i < removed; i++) this.#deleted.add(first + at + i);
      if (added !== '') this.#insert(first + at + removed - 1, added);
    }
    return true;
  }

  /** Puts words behind an atom: beside the link that it ends, and within one that goes on. */
  #insert(at: number, words: string): void {
    const { run, unit } = this.#at(at);
    const next = this.#atoms[at + 1];
    const isBeside = !unit.isRun && next?.unit !== unit;
    const own = isBeside ? (next?.unit.isRun ? next.run : null) : run;
    const properties = own === null ? '' : this.#propertiesOf(own).replace(/<w:rPrChange\b.*?<\/w:rPrChange>/su, '');
    const text = this.mark('ins', `<w:r>${properties}<w:t xml:space="preserve">${xmlText(words)}</w:t></w:r>`);
    if (isBeside) this.#put(unit.end, text);
    else this.#after[at] = text + (this.#after[at] ?? '');
  }

  /** All that was put in, as edits of the part's text. */
  get splices(): readonly Splice[] {
    const runs = groupBy([...this.#atoms.keys()], (i) => this.#atoms[i]?.run ?? null);
    const touched = [...runs].filter(([, own]) =>
      own.some((i) => this.#deleted.has(i) || this.#before[i] !== undefined || this.#after[i] !== undefined),
    );
    const rewritten = touched.map(([run, own]) => spliceOf(run, this.#rewritten(run, own)));
    return [...this.#splices, ...rewritten];
  }

  #propertiesOf(run: Tag): string {
    const rPr = inside(run, 'w:rPr');
    return rPr === undefined ? '' : this.xml.slice(startOf(rPr), endOf(rPr));
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
      if (this.#before[i] !== undefined || (head !== undefined && this.#deleted.has(head) !== this.#deleted.has(i)))
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
        const [start, end] = [this.#at(own[0]).start, this.#at(own.at(-1)).end];
        const isWhole = start <= innerStart(tag) && end >= innerEnd(tag);
        if (tag.name !== 'w:t' || (isWhole && !isGone)) return this.xml.slice(startOf(tag), endOf(tag));
        const name = isGone ? 'w:delText' : 'w:t';
        return `<${name} xml:space="preserve">${this.xml.slice(start, end)}</${name}>`;
      })
      .join('');
  }

  #read(paragraph: Tag, fields: number): void {
    let open = fields;
    let unit: Unit | null = null;
    for (const child of tagsIn(paragraph)) {
      if (PASSED_OVER.test(child.name)) continue;
      const signs = tagsNamed(child, 'w:fldChar');
      const isField = open > 0 || signs.length > 0;
      const isRun = child.name === 'w:r' && !isField;
      if (unit === null || open === 0) unit = { start: startOf(child), end: endOf(child), isRun };
      unit.end = endOf(child);
      this.#readIn(child, unit, !isField);
      open = signs.reduce((sum, sign) => Math.max(0, sum + openedBy(sign)), open);
    }
  }

  #readIn(tag: Tag, unit: Unit, free: boolean): void {
    if (PASSED_OVER.test(tag.name)) return;
    if (tag.name === 'w:r') {
      for (const child of tagsIn(tag)) if (child.name !== 'w:rPr') this.#readInRun(tag, child, unit, free);
      return;
    }
    for (const child of tagsIn(tag)) this.#readIn(child, unit, free && tag.name === 'w:hyperlink');
  }

  #readInRun(run: Tag, tag: Tag, unit: Unit, free: boolean): void {
    const [only] = tag.children;
    const of = { run, tag, unit, free };
    if (tag.name !== 'w:t' || only?.type !== 'text' || tag.children.length > 1) {
      this.#atoms.push({ ...of, start: startOf(tag), end: endOf(tag), text: CHARACTERS[tag.name] ?? '' });
      return;
    }
    let start = startOf(only);
    for (const [raw] of this.xml.slice(start, endOf(only)).matchAll(/&#?\w{1,9};|./gsu)) {
      this.#atoms.push({ ...of, start, end: start + raw.length, text: raw.length > 2 ? decoded(raw) : raw });
      start += raw.length;
    }
  }
}
