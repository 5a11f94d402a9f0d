import type { FilePlace } from '../../model/import.js';
import { weighs } from '../../quote/parse-quote.js';
import { parseReference } from '../grammar/parse-reference.js';
import { isIbid } from '../grammar/short-form.js';
import { type Manuscript, paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { Bibliography } from './bibliography.js';
import { type Introduction, introductionIn } from './introduction.js';
import { type CitationMark, inBrackets, type MarkedText, markedUp } from './marked-text.js';
import { again, NoteReader } from './note-reader.js';
import { type Passage, type Prose, passagesOf } from './passages.js';
import { LEAST, passageAt, passagesWithin, quotedIn, upTo } from './quoted.js';
import { announcedOriginal } from './remarks.js';
import { Sections } from './sections.js';

/** One use of a document in a report; `reference` is null for a quotation without a citation. */
export interface ReportUse {
  readonly section: string | null;
  readonly reference: Reference | null;
  readonly passages: readonly Passage[];
  /** What introduces it; empty when nothing does. */
  readonly introduction: string;
  readonly place: FilePlace;
}

/** What a manuscript cites, in its order, and what its lists of sources say. */
export interface Uses {
  readonly uses: readonly ReportUse[];
  readonly bibliography: Bibliography;
  /** What the report says in its own words, quotations within sentences included. */
  readonly prose: readonly Prose[];
}

/** The same of one that is set as a paragraph and has no citation: what is shorter may be a title or a motto. */
const LEAST_UNCITED = 60;
const SENTENCE_END: ReadonlySet<string> = new Set('.!?');
/** How a text ends that introduces the quotation behind it. */
const LEADS_ON = /[:：]\s*$/u;

export function usesIn(manuscript: Manuscript): Uses {
  const reader = new UseReader(manuscript);
  for (const paragraph of manuscript.paragraphs) reader.read(paragraph);
  reader.end();
  return reader;
}

/** Reads a manuscript from its first paragraph to its last. */
class UseReader {
  readonly uses: ReportUse[] = [];
  readonly prose: Prose[] = [];
  readonly bibliography = new Bibliography();
  readonly #sections = new Sections();
  readonly #notes: NoteReader;
  /** Paragraphs since the last heading or citation. */
  #pending: ReportParagraph[] = [];
  /** Those of the pending paragraphs that name a source, by their places. */
  #introductions = new Map<FilePlace, Introduction>();
  /** Index of the use whose citation stands before its quotation, as in "Amnesty reported:¹"; null for none. */
  #awaiting: number | null = null;

  constructor(manuscript: Manuscript) {
    this.#notes = new NoteReader(manuscript.notes);
  }

  read(paragraph: ReportParagraph): void {
    const text = paragraphText(paragraph).trim();
    if (paragraph.kind === 'heading' && announcedOriginal(text) === null) this.#enter(text, paragraph);
    else if (this.bibliography.isOpen || paragraph.listed) {
      this.#close([]);
      this.bibliography.read(paragraph);
      this.prose.push({ text, place: paragraph.place });
    } else this.#readBody(text, paragraph);
  }

  end(): void {
    this.#close([]);
  }

  #enter(heading: string, paragraph: ReportParagraph): void {
    this.#close([]);
    this.#awaiting = null;
    if (!this.bibliography.enter(heading, paragraph.level)) this.#sections.enter(heading);
  }

  #readBody(text: string, paragraph: ReportParagraph): void {
    const line = isQuotedAndCited(paragraph) ? null : (parseReference(paragraph.runs) ?? this.#again(text));
    // Reports also say where to write to: without a date, a line is a citation only where something is quoted.
    const isContact = line !== null && isUndatedLine(line) && passagesOf(this.#pending).passages.length === 0;
    if (line === null || isContact) this.#readMarks(paragraph);
    else {
      this.#close([line], paragraph.place);
      if (LEADS_ON.test(text) && this.uses.at(-1)?.passages.length === 0)
        this.#awaiting = this.uses.length - 1;
    }
  }

  #readMarks(paragraph: ReportParagraph): void {
    const marked = markedUp(paragraph, this.#notes);
    this.#pending.push({ ...paragraph, runs: [{ text: marked.text, href: null, notes: [], items: [] }] });
    const [last] = marked.marks.slice(-1);
    if (last === undefined) {
      const introduction = introductionIn(paragraph.runs);
      if (introduction !== null) this.#introductions.set(paragraph.place, introduction);
      return;
    }
    const block = passagesOf(this.#pending);
    const isBlock = block.passages.length > 0 && block.rest === '' && marked.marks.length === 1;
    if (isBlock && last.at >= marked.text.trimEnd().length - 1) {
      this.#close(last.references, paragraph.place);
      return;
    }
    this.#pending.pop();
    this.#close([]);
    this.#readSentences(marked, paragraph.place);
    this.prose.push({ text: marked.text, place: paragraph.place });
  }

  /** A citation line that only says that the last one holds here too. */
  #again(text: string): Reference | null {
    if (!isIbid(text)) return null;
    const before = this.uses.findLast(({ reference }) => reference !== null)?.reference;
    return before ? again(before, text) : null;
  }

  /** Gives what is pending to a citation, or to none. */
  #close(references: readonly Reference[], place?: FilePlace): void {
    const { passages, closed, rest, prose } = passagesOf(this.#pending);
    this.prose.push(...prose);
    const within = passages.length > 0 ? [] : passagesWithin(this.#pending.at(-1));
    // A citation line behind a paragraph says where its quotations are from, whatever introduces them.
    if (references.length > 0 && within.length > 0)
      this.#introductions.delete(this.#pending.at(-1)?.place as FilePlace);
    const introductions = this.#introductions;
    this.#introductions = new Map();
    this.#pending = [];
    for (const [at, { reference, rest: said }] of introductions) {
      const quoted = quotedIn(said).map((one) => passageAt(one.text, at));
      if (quoted.length > 0) this.#add(reference, quoted, '', at);
    }
    let own = passages.length;
    if (references.length > 0)
      while (own > 0 && (own === passages.length || passages[own]?.introduction === '')) own--;
    // Prose parts a quotation that was announced from the citation behind it.
    if (own === 0 && closed && this.#awaiting !== null) own = passages.length;
    for (const [i, { passage, introduction }] of passages.slice(0, own).entries())
      if (!(i === 0 && introduction === '' && this.#attach(passage))) {
        const at = introductions.size > 0 && prose.find((one) => one.text === introduction)?.place;
        this.#addUncited(passage, introduction, (at && introductions.get(at)?.reference) || null);
      }
    this.#awaiting = null;
    const cited = within.length > 0 ? within : passages.slice(own).map(({ passage }) => passage);
    const introduction = passages[own]?.introduction || rest;
    for (const [i, reference] of references.entries())
      this.#add(reference, i === 0 ? cited : [], introduction, place as FilePlace);
  }

  /** Puts a passage to the citation that stood before it. */
  #attach(passage: Passage): boolean {
    const use = this.#awaiting === null ? undefined : this.uses[this.#awaiting];
    if (use === undefined) return false;
    this.uses[this.#awaiting as number] = { ...use, passages: [...use.passages, passage] };
    return true;
  }

  /** `named` is the source that the introduction names. */
  #addUncited(passage: Passage, introduction: string, named: Reference | null): void {
    const isQuoted =
      named !== null ? weighs(passage.text, LEAST) : passage.marked && weighs(passage.text, LEAST_UNCITED);
    if (isQuoted) this.#add(named, [passage], introduction, passage.place);
  }

  /** The quotations within sentences, each with the mark that follows it; with the one before it where that ends the introduction. */
  #readSentences({ text, marks }: MarkedText, place: FilePlace): void {
    const quotations = quotedIn(text);
    const taken = new Set<number>();
    const windows = marks.map(({ at }, i) => ({
      from: marks[i - 1]?.at ?? 0,
      to: at,
      next: marks[i + 1]?.at ?? text.length,
    }));
    let first = 0;
    for (const [i, { references }] of marks.entries()) {
      const { from, to, next } = windows[i] as (typeof windows)[number];
      while ((quotations[first]?.start ?? from) < from) first++;
      const near = upTo(next, quotations, first);
      const inside = near.filter((one) => !taken.has(one.start) && one.end <= to + 1);
      const behind = near.filter(
        (one) => one.start >= to && one.end <= next && /^[\s:,]{0,4}$/u.test(text.slice(to, one.start)),
      );
      // A mark that ends a sentence is that sentence's where the quotation has a mark of its own.
      const isOther = i + 1 < marks.length && SENTENCE_END.has(text.slice(0, to).trimEnd().at(-1) ?? '');
      const own = inside.length > 0 ? inside : isOther ? [] : behind.slice(0, 1);
      for (const { start } of own) taken.add(start);
      this.#addMarked(
        { at: to, references },
        own.map((one) => passageAt(one.text, place)),
        text.slice(from, own[0]?.start ?? to).trim(),
        place,
      );
    }
    if (LEADS_ON.test(text)) this.#awaiting = this.uses.length - 1;
  }

  #addMarked(
    { references }: CitationMark,
    passages: readonly Passage[],
    introduction: string,
    place: FilePlace,
  ): void {
    for (const [i, reference] of references.entries())
      this.#add(reference, i === 0 ? passages : [], introduction, place);
  }

  #add(
    reference: Reference | null,
    passages: readonly Passage[],
    introduction: string,
    place: FilePlace,
  ): void {
    this.uses.push({ section: this.#sections.current, reference, passages, introduction, place });
  }
}

/** True for a quotation with its citation in brackets behind it: no line whose title is quoted. */
function isQuotedAndCited({ runs }: ReportParagraph): boolean {
  const { text, marks } = inBrackets(runs);
  const [first] = marks.length === 1 ? quotedIn(text) : [];
  return first?.start === 0 && first.end === marks[0]?.at;
}

const isUndatedLine = ({ published, accessed, undated }: Reference): boolean =>
  published === null && accessed === null && !undated;
