import type { Block, Document } from '../model/document.js';
import { GramIndex } from './gram-index.js';
import { type Folded, fold, lettersOf, UNMAPPED } from './text/fold.js';
import { inOneScript } from './text/scripts.js';
import { spellingsIn, withDotlessCapitals } from './text/spelling.js';
import { matchesIn } from './text/tokens.js';

/** A range of {@link Haystack.text}, in UTF-16 units; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a page shows, what it strikes out, and what it carries and does not show. */
export type Layer = 'shown' | 'struck' | 'hidden';

/** Work that one page may cost, in characters and words compared: under half a minute, which only a page made for it takes. */
const WORK = 100_000_000;

/** Things sought whose places are remembered, our choice: the sentences of a long quotation. */
const MOST_SOUGHT = 64;

/** Share of a text's letters that are not known, from which no passage is told from another. Fewer may be ornaments. */
export const UNREADABLE_SHARE = 0.03;

/** Letters of a text that its file draws and does not name. */
export const countUnmapped = (text: string): number => text.split(UNMAPPED).length - 1;

const CLOSING = String.raw`[.,;:!?)\]”"’'»%]{0,3}`;
const MARKS = [
  String.raw`(?<![\p{L}\p{M}])(?<word>[\p{L}\p{M}]+)(?<shut>${CLOSING})(?:(?<digits>\d{1,3})(?![\p{L}\p{N}]|[.,:/^-]\d)|(?<sup>[¹²³⁰⁴-⁹]{1,3})(?![¹²³⁰⁴-⁹]))`,
  // With the page of the source, as encyclopaedias set it: `[7]:12–13`.
  String.raw`(?<=[\p{L}\p{N}\p{M}\p{P}]\s?)\[(?<bracket>\d{1,3})\](?::\d+(?:[-–]\d+)?)?`,
  String.raw`[[(（](?<named>(?:[注註주^]|note\s)\s?\p{Nd}{1,3})[)\]）]`,
];
/** After a figure: raised, though no power of ten; behind whole groups of digits; behind the full stop of a year. */
const FIGURES = [
  String.raw`(?<=\d)(?<!(?<![\d.,])10)(?<figure>[¹²³⁰⁴-⁹]{1,2})(?![¹²³⁰⁴-⁹])`,
  String.raw`(?<=(?<![\d.,])\d{1,3}(?:,\d{3}){1,3})(?<flat>\d{1,2})(?![\d,])`,
  String.raw`(?<=(?<!\d)(?:19|20)\d\d\.)(?<stop>\d{1,3})(?=\s+\p{Lu}|\s*$)`,
];
const gluedBy = (forms: readonly string[]): RegExp => new RegExp(forms.join('|'), 'gu');
const GLUED = gluedBy(MARKS);
const GLUED_TO_FIGURES = gluedBy([...MARKS, ...FIGURES]);
/** What most blocks have not: figures cost twice the time. */
const FIGURE = /\d[¹²³⁰⁴-⁹]|,\d{4}|\d{4}\.\d/u;
/** Letters of a word that is no unit: a raised number after `km` is a power. */
const WORD = 3;
/** Notes in a row that prove each other: two in brackets, one raised by its own character after a whole word. */
const ROW = 3;
/** Notes of which two in a row prove each other: so high no figures follow one another by chance. */
const MANY = 99;
/** Of a mark that the markup proves, and that is no part of the text. */
const PROOF = Number.POSITIVE_INFINITY;
/** Candidates looked back on for the one before. */
const REACH = 8;

const isAcronym = (word: string): boolean => !/\p{Ll}/u.test(word) && /\p{Lu}/u.test(word);

/** Blocks as one text without note marks: what these said, by their place in it, and where each block starts. */
function readText(given: readonly Block[]) {
  const proven = provenNotes(given);
  const notes = new Map<number, string>();
  const starts: number[] = [];
  let at = 0;
  const texts = given.map((block, i) => {
    starts.push(at);
    for (const note of block.notes ?? []) notes.set(at + note.at, note.mark);
    const text = without(block.text, proven.get(i) ?? [], (place, mark) =>
      notes.set(at + place, mark),
    );
    at += text.length + 1;
    return text;
  });
  const blocks =
    proven.size === 0 ? given : given.map((block, i) => ({ ...block, text: texts[i] as string }));
  return { text: texts.join('\n'), notes, starts, blocks };
}

/** A document's text without its note marks, made ready for many searches; the text and its foldings are made when first needed. */
export class Haystack {
  private read: ReturnType<typeof readText> | null = null;
  private work = WORK;
  private forms: ReadonlyMap<string, string | null> | null = null;
  private readonly made = new Map<string, Folded>();
  private readonly places = new Map<object, readonly Span[]>();
  private readonly indexes = new Map<boolean, GramIndex>();

  constructor(
    private readonly given: readonly Block[],
    readonly layer: Layer = 'shown',
  ) {}

  private get page() {
    this.read ??= readText(this.given);
    return this.read;
  }

  get text(): string {
    return this.page.text;
  }

  /** What the note mark at a place said: `text` goes on there without it. */
  get notes(): ReadonlyMap<number, string> {
    return this.page.notes;
  }

  get blocks(): readonly Block[] {
    return this.page.blocks;
  }

  private get starts(): readonly number[] {
    return this.page.starts;
  }

  get spellings(): ReadonlyMap<string, string | null> {
    this.forms ??= spellingsIn(this.text);
    return this.forms;
  }

  /** The same, its words in capitals with the ı that Turkish writes as I. */
  withDotlessCapitals(): Haystack {
    const blocks = this.blocks.map((block) => ({
      ...block,
      text: withDotlessCapitals(block.text),
    }));
    return new Haystack(blocks, this.layer);
  }

  /** Takes `work` from what the page may cost; false when nothing is left. */
  spend(work: number): boolean {
    this.work -= work;
    return this.work >= 0;
  }

  /** True when the page cost all that it may: what was not found was not looked for to the end. */
  get exhausted(): boolean {
    return this.work < 0;
  }

  get folded(): Folded {
    return once(this.made, 'folded', () => fold(this.text));
  }

  get letters(): Folded {
    return once(this.made, 'letters', () => lettersOf(this.folded));
  }

  /** The letters, with traditional Chinese characters as simplified ones. */
  get oneScript(): Folded {
    return once(this.made, 'oneScript', () => inOneScript(this.letters));
  }

  /** Letters that the document draws and does not name, and all letters of the blocks that such ones make hard to read. */
  get unmapped(): { readonly letters: number; readonly among: number } {
    const hard = this.blocks.filter(
      ({ text }) => countUnmapped(text) > UNREADABLE_SHARE * text.length,
    );
    return {
      letters: hard.reduce((sum, { text }) => sum + countUnmapped(text), 0),
      among: hard.reduce((sum, { text }) => sum + text.length, 0),
    };
  }

  gramsOf(han: boolean): GramIndex {
    return once(
      this.indexes,
      han,
      () => new GramIndex((han ? this.oneScript : this.letters).text, han),
    );
  }

  has(letters: string, han: boolean): boolean {
    return (han ? this.oneScript : this.letters).text.includes(letters);
  }

  /** The places that resemble something sought, which are looked for once: by who compares, and by who shows the nearest. */
  placesOf(sought: object, find: () => readonly Span[]): readonly Span[] {
    if (this.places.size >= MOST_SOUGHT && !this.places.has(sought)) this.places.clear();
    return once(this.places, sought, find);
  }

  pageAt(offset: number): number | null {
    return this.blocks[this.blockAt(offset)]?.page ?? null;
  }

  /** The blocks that fill a gap, which begins and ends in others; null when it has a part of a block. */
  blocksWithin({ start, end }: Span): readonly Block[] | null {
    const [first, last] = [this.blockAt(start), this.blockAt(Math.max(start, end))];
    const rest = `${this.text.slice(start, this.starts[first + 1] ?? end)}${this.text.slice(this.starts[last], end)}`;
    return first < last && !/[\p{L}\p{N}]/u.test(rest) ? this.blocks.slice(first + 1, last) : null;
  }

  /** Where a block stands. */
  placeOf(block: number): Span {
    const start = this.starts[block] as number;
    return { start, end: start + (this.blocks[block] as Block).text.length };
  }

  blockOf(offset: number): Block | undefined {
    return this.blocks[this.blockAt(offset)];
  }

  isMain(offset: number): boolean {
    return this.blocks[this.blockAt(offset)]?.role === 'main';
  }

  /** What stands in a range, block by block; a block that it cuts is not `whole`. */
  linesIn({
    start,
    end,
  }: Span): readonly { readonly text: string; readonly block: Block; readonly whole: boolean }[] {
    const [first, last] = [this.blockAt(start), this.blockAt(Math.max(start, end))];
    return this.blocks.slice(first, last + 1).map((block, i) => {
      const from = this.starts[first + i] as number;
      const text = this.text.slice(Math.max(start, from), Math.min(end, from + block.text.length));
      return { text, block, whole: text.length === block.text.length };
    });
  }

  /** True when the block at `offset` is clearly longer than `length`, so that what stands there is a part of it. */
  isWithinBlock(offset: number, length: number): boolean {
    return (this.blockOf(offset)?.text.length ?? 0) > Math.min(length + 20, length * 1.5);
  }

  blockAt(offset: number): number {
    return Math.max(
      0,
      this.starts.findLastIndex((start) => start <= offset),
    );
  }
}

function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

function without(
  text: string,
  spans: readonly (readonly [number, number])[],
  tell: (place: number, mark: string) => void,
): string {
  let [kept, from] = ['', 0];
  for (const [start, end] of spans) {
    kept += text.slice(from, start);
    tell(kept.length, text.slice(start, end));
    from = end;
  }
  return kept + text.slice(from);
}

/** The texts in which a passage is looked for, in order: all that is visible, the main text (a passage may run around an advert), struck out, hidden. */
export function haystacksOf({ blocks, hidden = [], struck = [] }: Document): readonly Haystack[] {
  const main = blocks.filter((b) => b.role === 'main');
  return [
    new Haystack(blocks),
    ...(main.length === blocks.length || main.length === 0 ? [] : [new Haystack(main)]),
    ...(struck.length === 0 ? [] : [new Haystack(struck, 'struck')]),
    ...(hidden.length === 0 ? [] : [new Haystack(hidden, 'hidden')]),
  ];
}

/** A number that stands where note marks stand, in a block without markup that would prove it one. */
interface Candidate {
  readonly block: number;
  readonly start: number;
  readonly end: number;
  readonly value: number;
  readonly word: string;
  /** Notes in a row that prove it one. */
  readonly row: number;
}

function candidatesOf({ text, notes = [] }: Block, block: number): readonly Candidate[] {
  const candidate = (
    start: number,
    end: number,
    value: number,
    word: string,
    row: number,
  ): Candidate => ({
    block,
    start,
    end,
    value,
    word,
    row,
  });
  const proofs = notes.flatMap(({ at, mark }) =>
    (mark.match(/\d+/gu) ?? []).map((value) =>
      candidate(at, at, Number(value), `${at} ${value}`, PROOF),
    ),
  );
  if (!/[\d¹²³⁰⁴-⁹０-９]/u.test(text)) return proofs;
  const found = matchesIn(FIGURE.test(text) ? GLUED_TO_FIGURES : GLUED, text).flatMap(
    (match): Candidate[] => {
      const {
        word = '',
        shut = '',
        digits,
        sup,
        bracket,
        named,
        figure,
        flat,
        stop,
      } = match.groups ?? {};
      const mark = digits ?? sup ?? bracket ?? figure ?? flat ?? stop ?? '';
      const end = match.index + match[0].length;
      const start = bracket === undefined && named === undefined ? end - mark.length : match.index;
      if (digits !== undefined && shut === '' && (isAcronym(word) || word.length < 2)) return [];
      if (sup !== undefined && shut === '' && word.length < WORD && /\p{Ll}|\p{Lu}/u.test(word))
        return [];
      const value = Number(mark.normalize('NFKC'));
      const row =
        sup !== undefined || named !== undefined
          ? 1
          : bracket !== undefined || value > MANY
            ? 2
            : ROW;
      return [
        candidate(start, end, value, bracket === undefined ? word || `${start}` : `[${value}`, row),
      ];
    },
  );
  return proofs.length === 0 ? found : [...found, ...proofs].sort((a, b) => a.start - b.start);
}

/** The longest run of consecutive numbers that ends at each candidate, in the order given. */
function runsUpTo(candidates: readonly Candidate[], step: 1 | -1): readonly number[] {
  const runs: number[] = [];
  for (const [i, { value, word }] of candidates.entries()) {
    let run = 1;
    for (let j = i - 1; j >= Math.max(0, i - REACH); j--) {
      const before = candidates[j] as Candidate;
      if (before.value === value - step && before.word !== word)
        run = Math.max(run, (runs[j] as number) + 1);
    }
    runs.push(run);
  }
  return runs;
}

/** Note marks without markup, as [start, end) of each block: raised after a word, or several that rise along the page. `COP28` is none. */
function provenNotes(
  blocks: readonly Block[],
): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const candidates = blocks.flatMap(candidatesOf);
  const up = runsUpTo(candidates, 1);
  const down = runsUpTo(candidates.toReversed(), -1).toReversed();
  const found = new Map<number, (readonly [number, number])[]>();
  for (const [i, { block, start, end, row }] of candidates.entries()) {
    if ((up[i] as number) + (down[i] as number) - 1 < row) continue;
    found.set(block, [...(found.get(block) ?? []), [start, end]]);
  }
  return found;
}
