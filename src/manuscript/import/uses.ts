import type { FilePlace, LeftOut } from '../../model/manuscript.js';
import { isSamePublisher } from '../../passage/text/names.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { SOURCE_LABEL } from '../grammar/line.js';
import { parseReference, unreadReference } from '../grammar/parse-reference.js';
import { closesQuotation, opensQuotation, quotationsIn } from '../grammar/quote-marks.js';
import { isIbid, isPinpoint } from '../grammar/reference-tail.js';
import { type Manuscript, paragraphText, plainRun, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { Bibliography, imprintOf, isImprint, type ReportUse, type Uses } from './bibliography.js';
import {
  type Cell,
  citingRow,
  lineOrders,
  quotedInCell,
  rowsIn,
  uncitedRow,
} from './citing-lines.js';
import { endsText, extractCitationMarks, type MarkedText } from './marked-text.js';
import {
  again,
  ambiguousCitation,
  Earlier,
  listSkippedQuotations,
  NoteReader,
  type ReadParagraph,
} from './note-reader.js';
import {
  type BlockQuotations,
  endsWithColon,
  inlineQuotations,
  isEnough,
  isLong,
  isSentence,
  isUndated,
  type Passage,
  type Prose,
  passageAt,
  passagesOf,
  quotationsWithin,
  quotedIn,
  quotedLine,
} from './passages.js';
import { announcedOriginal } from './quotation-remarks.js';
import {
  type Introduction,
  introducesQuotation,
  introductionIn,
  isCitedAlone,
  isQuotedAndCited,
  type MarkedQuotations,
  quotationsByMark,
} from './quotations-by-mark.js';
import { listEntries, ShortCitations } from './short-citations.js';

// `quote-marks` finds quotation marks, `passages` quotations, `marked-text` note marks and citations in brackets, `note-reader` reads notes,
// `short-citations` author-date and numbers, `quotations-by-mark` gives quotations to marks; `draft` then tells sources, `merge-draft` writes them.

/** Reads what a report cites, paragraph by paragraph. */
export const usesIn = (manuscript: Manuscript): Uses =>
  new UseReader(manuscript).read(manuscript.paragraphs);

class UseList {
  readonly all: ReportUse[] = [];
  readonly unmarked: Passage[] = [];
  /** Index of the use whose citation stands before its quotation ("Amnesty reported:¹"); null for none. */
  awaiting: number | null = null;
  #leads = false;

  constructor(private readonly sections: Sections) {}

  /** The last use waits for its passage; where it `leads`, all passages up to the next prose are its own. */
  await(leads = false): void {
    [this.awaiting, this.#leads] = [this.all.length - 1, leads];
  }

  get isLed(): boolean {
    return this.awaiting !== null && this.#leads;
  }

  /** Gives a passage to the waiting citation; false where none waits for the `nth`, from 0. */
  attach(passage: Passage, nth: number): boolean {
    const use =
      this.awaiting === null || (nth > 0 && !this.#leads) ? undefined : this.all[this.awaiting];
    if (use === undefined) return false;
    this.all[this.awaiting as number] = { ...use, passages: [...use.passages, passage] };
    return true;
  }

  add(
    reference: Reference | null,
    passages: readonly Passage[],
    introduction: string,
    place: FilePlace,
  ): void {
    this.all.push({ section: this.sections.current, reference, passages, introduction, place });
  }

  addIntroduced({ reference, rest }: Introduction, at: FilePlace): void {
    const quoted = quotedIn(rest).map((one) => passageAt(one, at));
    if (quoted.length > 0) this.add(reference, quoted, '', at);
  }

  /** `named` is the source that the introduction names. */
  addUncited(passage: Passage, introduction: string, named: Reference | null): void {
    if (isEnough(passage, named !== null)) this.add(named, [passage], introduction, passage.place);
    else if (!passage.marked) this.unmarked.push(passage);
  }

  addMarked(quoted: readonly MarkedQuotations[], place: FilePlace): void {
    for (const { mark, quotations, introduction } of quoted) {
      const passages = quotations.map((one) => passageAt(one, place));
      if (mark === null) {
        for (const passage of passages) this.addUncited(passage, introduction, null);
        continue;
      }
      for (const [i, reference] of mark.references.entries())
        this.add(
          reference,
          [...(i === 0 ? passages : []), ...(mark.quoted?.[i] ?? [])],
          introduction,
          place,
        );
    }
  }
}

/** The paragraphs since the last heading or citation, and the sources that they name themselves. */
class Pending {
  readonly paragraphs: ReportParagraph[] = [];
  /** Introductions that name a source, by place. */
  readonly introductions = new Map<FilePlace, Introduction>();
  /** Paragraphs without a mark, with their remarks and links, by place. */
  readonly unmarked = new Map<FilePlace, MarkedText>();

  add(paragraph: ReportParagraph, marked: MarkedText): void {
    this.paragraphs.push({ ...paragraph, runs: [plainRun(marked.text)] });
    if (marked.marks.length > 0) return;
    const introduction = introductionIn(paragraph.runs);
    if (introduction !== null) this.introductions.set(paragraph.place, introduction);
    this.unmarked.set(paragraph.place, marked);
  }

  /** A citation behind a paragraph outweighs the source that it names. */
  forget(place: FilePlace): void {
    this.introductions.delete(place);
    this.unmarked.delete(place);
  }

  /** The source that the introduction of a passage names, or else the remark at its end. */
  namedFor(
    { place }: Passage,
    introduction: string,
    prose: readonly Prose[],
    next: FilePlace | undefined,
  ): Reference | null {
    const at = this.introductions.size > 0 && prose.find((one) => one.text === introduction)?.place;
    const named = at && this.introductions.get(at)?.reference;
    if (named) return named;
    const said = new Set(prose.map((one) => one.place));
    for (const [where, marked] of this.unmarked) {
      const isOwn =
        where.paragraph >= place.paragraph &&
        (next === undefined || where.paragraph < next.paragraph);
      const remark =
        isOwn && !said.has(where) && marked.remarks.find((mark) => endsText(marked, mark));
      if (remark) return remark.references[0] ?? null;
    }
    return null;
  }
}

/** Characters of the longest line that names a chapter. Our choice. */
const CHAPTER = 100;

const NUMBERED =
  /^(?:(?:section|chapter|part|annex)\s+)?\(?(?<label>\d{1,2}(?:\.\d{1,2}){0,4}|[a-z]|[IVX]{1,5})(?:[.):]|\s|$)/u;

/** Section numbers by the headings above: a letter follows the number of its heading (`5b`); without a number the heading is the name. */
class Sections {
  #number: string | null = null;
  current: string | null = null;

  enter(heading: string): void {
    const label = NUMBERED.exec(collapseWhitespace(heading))?.groups?.label;
    const isLetter = label !== undefined && /^[a-z]$/u.test(label);
    this.current = isLetter
      ? `${this.#number ?? ''}${label}`
      : (label ?? collapseWhitespace(heading));
    if (!isLetter) this.#number = label ?? null;
  }
}

/** True for a paragraph of a passage that is opened anew and goes on in the next one: the marks within it are the source’s own. */
const goesOn = (marked: MarkedText): boolean =>
  opensQuotation(marked.text) &&
  !closesQuotation(marked.text.trimEnd()) &&
  !quotationsIn(marked.text).some(({ start, closed }) => start === 0 && closed) &&
  marked.marks.every((mark) => !endsText(marked, mark));

/** True for a paragraph that goes on behind the mark of a note: a citation line has one at its end. */
const isMarkedWithin = ({ runs }: ReportParagraph): boolean => {
  const at = runs.findIndex(({ notes }) => notes.length > 0);
  return at >= 0 && runs.slice(at + 1).some(({ text }) => /\p{L}/u.test(text));
};

class UseReader {
  readonly prose: Prose[] = [];
  readonly bibliography: Bibliography;
  readonly #sections = new Sections();
  readonly #list = new UseList(this.#sections);
  readonly #earlier = new Earlier();
  readonly #notes: NoteReader;
  readonly #short: ShortCitations;
  readonly #imprint: ReportParagraph | null;
  readonly #orders: ReturnType<typeof lineOrders>;
  readonly #read: ReadParagraph[] = [];
  #pending = new Pending();
  #hasTitle = false;

  constructor(private readonly manuscript: Manuscript) {
    const entries = listEntries(manuscript);
    const listed = entries.map(({ reference }) => reference);
    this.#notes = new NoteReader(manuscript.notes, this.#earlier, listed);
    this.#short = new ShortCitations(entries, this.#notes, this.#earlier);
    this.#imprint = imprintOf(manuscript);
    this.#orders = lineOrders(manuscript.paragraphs);
    this.bibliography = new Bibliography(manuscript.paragraphs);
  }

  read(paragraphs: readonly ReportParagraph[]): Uses {
    for (const row of rowsIn(paragraphs)) this.#readRow(row);
    this.#close([]);
    // A note without a mark says of a document as much as an entry of the list does.
    for (const [id, note] of Object.entries(this.manuscript.notes))
      if (!this.#notes.readings.has(id))
        for (const paragraph of note.paragraphs) this.bibliography.read(paragraph);
    return this;
  }

  /** Reads a row of a table, or a paragraph outside tables. A cell never cites a quotation of another row. */
  #readRow(cells: readonly Cell[]): void {
    const [[only] = [], other] = cells;
    if (other === undefined && only?.cell === null) {
      this.#readParagraph(only);
      return;
    }
    this.#close([]);
    const row = this.bibliography.isOpen ? null : (citingRow(cells) ?? this.#citedBeside(cells));
    for (const paragraph of row?.quoting ?? []) this.#extractMarks(paragraph);
    for (const { reference, passages } of row?.cited ?? [])
      this.#list.add(
        reference,
        passages,
        '',
        (passages[0]?.place ?? cells[0]?.[0]?.place) as FilePlace,
      );
    this.#earlier.add(row?.cited.map(({ reference }) => reference) ?? []);
    for (const cell of row === null ? cells : []) {
      for (const paragraph of cell) this.#readParagraph(paragraph);
      this.#close([]);
    }
  }

  /** A row that cites its quotations in a cell beside them by the mark of a note, in brackets or in short; null for others. */
  #citedBeside(cells: readonly Cell[]): ReturnType<typeof citingRow> {
    const row = uncitedRow(cells);
    const references =
      row?.beside.flatMap((cell) => cell.flatMap((paragraph) => this.#inShort(paragraph))) ?? [];
    const [first, ...others] = references;
    if (row === null || first === undefined) return null;
    const passages = row.quoting.flatMap(quotedInCell);
    const also = others.map((reference) => ({ reference, passages: [] }));
    return { quoting: row.quoting.flat(), cited: [{ reference: first, passages }, ...also] };
  }

  #inShort(paragraph: ReportParagraph): readonly Reference[] {
    const { marks: all } = extractCitationMarks(paragraph, this.#notes, this.#short);
    const marks = all.flatMap(({ references }) => references);
    if (marks.length > 0) return marks;
    const words = paragraphText(paragraph).trim();
    const short = this.#notes.refersTo(words);
    if (short.length > 0) return short;
    return (
      this.#short.read({ open: '(', words, before: '', quoted: false }) ?? this.#notes.named(words)
    );
  }

  #readParagraph(paragraph: ReportParagraph): void {
    const text = paragraphText(paragraph).trim();
    if (paragraph.kind === 'heading' && announcedOriginal(text) === null)
      this.#enter(text, paragraph);
    else if (!this.#isQuoting() && this.bibliography.enterText(text, paragraph)) this.#close([]);
    else if (this.bibliography.isOpen || paragraph.listed) {
      this.#close([]);
      this.bibliography.read(paragraph);
      this.prose.push({ text, place: paragraph.place });
    } else this.#readBody(text, paragraph);
  }

  get notes(): Uses['notes'] {
    return this.#notes.readings;
  }

  get uses(): readonly ReportUse[] {
    return this.#list.all;
  }

  get leftOut(): readonly LeftOut[] {
    const passages = this.#list.all.flatMap((use) => use.passages);
    return listSkippedQuotations(
      [...this.#read, ...this.#notes.texts],
      passages,
      this.#list.unmarked,
    );
  }

  #enter(heading: string, paragraph: ReportParagraph): void {
    this.#close([]);
    this.#list.awaiting = null;
    if (this.bibliography.enter(heading, paragraph)) return;
    this.#sections.enter(heading);
    // The title of a report may be quoted; what a later heading quotes is told.
    if (this.#hasTitle && quotationsWithin(heading).some(({ text }) => isLong(text)))
      this.#read.push({
        place: paragraph.place,
        marked: { text: heading, marks: [], remarks: [] },
      });
    this.#hasTitle = true;
  }

  #readBody(text: string, paragraph: ReportParagraph): void {
    if (this.#list.isLed && (isPinpoint(text) || this.#isChapter(text, paragraph))) {
      this.#close([]);
      this.#list.await(true);
      return;
    }
    const quoted = quotedLine(paragraph);
    if (quoted !== null) {
      this.#close([]);
      this.#earlier.add([quoted.reference]);
      this.#list.add(quoted.reference, [quoted.passage], '', paragraph.place);
      return;
    }
    const isLabelled = SOURCE_LABEL.test(text);
    const line =
      !isLabelled &&
      (isMarkedWithin(paragraph) ||
        this.#earlier.undone(() => isQuotedAndCited(paragraph, this.#short)) ||
        introducesQuotation(paragraph.runs))
        ? null
        : (this.#again(text.replace(SOURCE_LABEL, '')) ??
          parseReference(paragraph.runs) ??
          (isLabelled ? unreadReference(paragraph.runs) : null));
    const isOwn =
      !isLabelled && line !== null && this.#isOwn(line, paragraph) && !this.#isQuoting();
    if (line === null || isOwn) this.#readMarks(paragraph);
    else this.#readLine(line, paragraph);
  }

  /** True for a line that names the chapter of the cited document from which the next excerpt is: no sentence, no words of anybody, and no other source. */
  #isChapter(text: string, paragraph: ReportParagraph): boolean {
    const isName = text.length <= CHAPTER && !isSentence(text) && !/[:：,;]$/u.test(text);
    const isLine =
      SOURCE_LABEL.test(text) || isIbid(text) || parseReference(paragraph.runs) !== null;
    const quoted = [...passagesOf([paragraph]).passages, ...quotedIn(text)];
    const isBody = this.#list.all.some(
      ({ reference }) => reference?.publisher && isSamePublisher(reference.publisher, text),
    );
    return isName && !isLine && !isBody && quoted.length + this.#inShort(paragraph).length === 0;
  }

  #readLine(line: Reference, paragraph: ReportParagraph): void {
    const order = this.#orders.get(paragraph);
    const above = this.#list.all.at(-1)?.reference;
    this.#earlier.add([line]);
    if (order === 'leads') this.#close([]);
    if (order === 'open' && above && this.#isQuoting())
      this.#close([ambiguousCitation([above, line])], paragraph.place);
    this.#close([line], paragraph.place);
    if (
      order === 'leads' ||
      (endsWithColon(paragraphText(paragraph)) && this.#list.all.at(-1)?.passages.length === 0)
    )
      this.#list.await(order === 'leads');
  }

  /** True for a line about the report itself: an undated address to write to, or its imprint. */
  #isOwn(line: Reference, paragraph: ReportParagraph): boolean {
    return (
      isUndated(line) ||
      (paragraph === this.#imprint && this.#list.all.at(-1) === undefined && isImprint(line))
    );
  }

  #isQuoting(): boolean {
    return passagesOf(this.#pending.paragraphs).passages.length > 0;
  }

  #readMarks(paragraph: ReportParagraph): void {
    const marked = this.#extractMarks(paragraph);
    this.#pending.add(paragraph, marked);
    if (marked.marks.length === 0) return;
    if (goesOn(marked)) {
      const cited = marked.marks.filter(isCitedAlone).flatMap(({ references }) => references);
      for (const reference of cited) this.#list.add(reference, [], '', paragraph.place);
      return;
    }
    const block = passagesOf(this.#pending.paragraphs);
    const quoted = quotationsByMark(marked);
    const ending = marked.marks.filter((mark) => endsText(marked, mark));
    const isBlock = block.passages.length > 0 && block.rest === '' && ending.length > 0;
    if (isBlock && quoted.every(({ mark }) => mark !== null && endsText(marked, mark))) {
      const citing = ending.filter((mark, i) => i === 0 || isCitedAlone(mark));
      const cited = citing.flatMap(({ references }) => references);
      this.#close(cited, paragraph.place);
      for (const { references, quoted: own = [] } of citing)
        for (const [i, passages] of own.entries())
          if (passages.length > 0)
            this.#list.add(references[i] ?? null, passages, '', paragraph.place);
      return;
    }
    this.#pending.paragraphs.pop();
    this.#close([]);
    this.#list.addMarked(quoted, paragraph.place);
    if (quoted.at(-1)?.mark && endsWithColon(marked.text)) this.#list.await();
    this.prose.push({ text: marked.text, place: paragraph.place });
  }

  #extractMarks(paragraph: ReportParagraph): MarkedText {
    const marked = extractCitationMarks(paragraph, this.#notes, this.#short);
    this.#read.push({ place: paragraph.place, marked });
    return marked;
  }

  /** A citation line that is a short form ("ibid.", op. cit.). */
  #again(text: string): Reference | null {
    const [meant] = this.#isQuoting() ? this.#notes.refersTo(text) : [];
    if (meant !== undefined || !isIbid(text)) return meant ?? null;
    const before = this.#list.all.findLast(({ reference }) => reference !== null)?.reference;
    return before ? again(before, text) : null;
  }

  #close(references: readonly Reference[], place?: FilePlace): void {
    const { passages, closed, rest, prose } = passagesOf(this.#pending.paragraphs);
    this.prose.push(...prose);
    const last = this.#pending.paragraphs.at(-1);
    const within = passages.length > 0 ? [] : inlineQuotations(last);
    // A citation line behind a paragraph says where its quotations are from, whatever introduces them.
    if (references.length > 0 && within.length > 0) this.#pending.forget(last?.place as FilePlace);
    let own = passages.length;
    if (references.length > 0)
      while (own > 0 && (own === passages.length || passages[own]?.introduction === '')) own--;
    // Prose parts a quotation that was announced from the citation behind it.
    if (own === 0 && closed && this.#list.awaiting !== null) own = passages.length;
    this.#addLoose(passages.slice(0, own), prose, passages[own]);
    this.#pending = new Pending();
    this.#list.awaiting = null;
    const cited = within.length > 0 ? within : passages.slice(own).map(({ passage }) => passage);
    const introduction = passages[own]?.introduction || rest;
    for (const [i, reference] of references.entries())
      this.#list.add(reference, i === 0 ? cited : [], introduction, place as FilePlace);
  }

  /** Adds uncited passages and introductions in the order of the report. `cited`: the first passage with a citation. */
  #addLoose(
    passages: BlockQuotations['passages'],
    prose: readonly Prose[],
    cited?: BlockQuotations['passages'][number],
  ): void {
    const { introductions, unmarked } = this.#pending;
    const steps: { readonly at: FilePlace; readonly add: () => void }[] = [];
    for (const [at, introduction] of introductions)
      steps.push({ at, add: () => this.#list.addIntroduced(introduction, at) });
    for (const { text, place } of prose) {
      const marked = introductions.has(place) ? undefined : unmarked.get(place);
      if (marked === undefined) continue;
      const quoted = quotationsByMark(marked);
      // What leads on to a passage quotes the document that is cited for it, or answers to it.
      const own =
        cited?.introduction === text && endsWithColon(text)
          ? quoted.filter(({ mark }) => mark !== null)
          : quoted;
      steps.push({ at: place, add: () => this.#list.addMarked(own, place) });
    }
    for (const [i, { passage, introduction }] of passages.entries()) {
      const next = (passages[i + 1] ?? cited)?.passage.place;
      const add = (): void => {
        if (introduction === '' && this.#list.attach(passage, i)) return;
        this.#list.addUncited(
          passage,
          introduction,
          this.#pending.namedFor(passage, introduction, prose, next),
        );
      };
      steps.push({ at: passage.place, add });
    }
    steps.sort((a, b) => a.at.paragraph - b.at.paragraph);
    for (const { add } of steps) add();
  }
}
