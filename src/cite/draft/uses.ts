import type { FilePlace, LeftOut } from '../../model/import.js';
import { parseReference } from '../grammar/parse-reference.js';
import { isIbid } from '../grammar/short-form.js';
import { type Manuscript, paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { Bibliography } from './bibliography.js';
import { isUndated, type QuotedLine, quotedLine } from './cited-in-line.js';
import { askedBetween, Earlier } from './earlier.js';
import { imprintOf, isImprint } from './front-matter.js';
import { introducesQuotation } from './introduction.js';
import { lineOrders } from './leading-lines.js';
import { leftOutOf, type ReadParagraph } from './left-out.js';
import { endsText, markedUp } from './marked-text.js';
import { again, NoteReader } from './note-reader.js';
import { type Prose, passagesOf, type SetPassages } from './passages.js';
import { Pending } from './pending.js';
import { isCitedAlone, isQuotedAndCited, quotationsByMark } from './quotations-by-mark.js';
import { isLong, leadsOn, passagesWithin, quotationsWithin } from './quoted.js';
import { announcedOriginal } from './remarks.js';
import { Sections } from './sections.js';
import { ShortCitations } from './short-citations.js';
import { type Cell, citingRow, rowsIn } from './table-rows.js';
import type { ReportUse, Uses } from './use.js';
import { UseList } from './use-list.js';

export function usesIn(manuscript: Manuscript): Uses {
  const reader = new UseReader(manuscript);
  for (const row of rowsIn(manuscript.paragraphs)) reader.readRow(row);
  reader.end();
  return reader;
}

/** Reads a manuscript from its first paragraph to its last. */
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

  constructor(manuscript: Manuscript) {
    this.#notes = new NoteReader(manuscript.notes, this.#earlier);
    this.#short = new ShortCitations(manuscript, this.#notes, this.#earlier);
    this.#imprint = imprintOf(manuscript);
    this.#orders = lineOrders(manuscript.paragraphs);
    this.bibliography = new Bibliography(manuscript.paragraphs);
  }

  /** Reads a row of a table, or a paragraph that stands in none. No cell cites what another row quotes. */
  readRow(cells: readonly Cell[]): void {
    const [[only] = [], other] = cells;
    if (other === undefined && only?.cell === null) {
      this.#readParagraph(only);
      return;
    }
    this.#close([]);
    const row = this.bibliography.isOpen ? null : citingRow(cells);
    for (const paragraph of row === null ? [] : row.quoting)
      this.#read.push({ place: paragraph.place, marked: markedUp(paragraph, this.#notes, this.#short) });
    for (const { reference, passages } of row?.cited ?? [])
      this.#list.add(reference, passages, '', (passages[0]?.place ?? cells[0]?.[0]?.place) as FilePlace);
    this.#earlier.add(row?.cited.map(({ reference }) => reference) ?? []);
    for (const cell of row === null ? cells : []) {
      for (const paragraph of cell) this.#readParagraph(paragraph);
      this.#close([]);
    }
  }

  #readParagraph(paragraph: ReportParagraph): void {
    const text = paragraphText(paragraph).trim();
    if (paragraph.kind === 'heading' && announcedOriginal(text) === null) this.#enter(text, paragraph);
    else if (!this.#isQuoting() && this.bibliography.enterText(text, paragraph)) this.#close([]);
    else if (this.bibliography.isOpen || paragraph.listed) {
      this.#close([]);
      this.bibliography.read(paragraph);
      this.prose.push({ text, place: paragraph.place });
    } else this.#readBody(text, paragraph);
  }

  end(): void {
    this.#close([]);
  }

  get uses(): readonly ReportUse[] {
    return this.#list.all;
  }

  get leftOut(): readonly LeftOut[] {
    const passages = this.#list.all.flatMap((use) => use.passages);
    return leftOutOf([...this.#read, ...this.#notes.texts], passages, this.#list.unmarked);
  }

  #enter(heading: string, paragraph: ReportParagraph): void {
    this.#close([]);
    this.#list.awaitNone();
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
    const quoted = quotedLine(paragraph);
    if (quoted !== null) {
      this.#addQuoted(quoted, paragraph.place);
      return;
    }
    const line =
      this.#earlier.undone(() => isQuotedAndCited(paragraph, this.#short)) ||
      introducesQuotation(paragraph.runs)
        ? null
        : (this.#again(text) ?? parseReference(paragraph.runs));
    if (line === null || (this.#isOwn(line, paragraph) && !this.#isQuoting())) this.#readMarks(paragraph);
    else this.#readLine(line, paragraph);
  }

  #readLine(line: Reference, paragraph: ReportParagraph): void {
    const order = this.#orders.get(paragraph);
    const above = this.#list.last?.reference;
    this.#earlier.add([line]);
    if (order === 'leads') this.#close([]);
    if (order === 'open' && above && this.#isQuoting())
      this.#close([askedBetween([above, line])], paragraph.place);
    this.#close([line], paragraph.place);
    if (order === 'leads' || (leadsOn(paragraphText(paragraph)) && this.#list.last?.passages.length === 0))
      this.#list.await(order === 'leads');
  }

  #addQuoted({ reference, passage }: QuotedLine, place: FilePlace): void {
    this.#close([]);
    this.#earlier.add([reference]);
    this.#list.add(reference, [passage], '', place);
  }

  /** True for what reports say of themselves where nothing is quoted: where to write to, without a date, and who published them. */
  #isOwn(line: Reference, paragraph: ReportParagraph): boolean {
    return (
      isUndated(line) || (paragraph === this.#imprint && this.#list.last === undefined && isImprint(line))
    );
  }

  #isQuoting(): boolean {
    return passagesOf(this.#pending.paragraphs).passages.length > 0;
  }

  #readMarks(paragraph: ReportParagraph): void {
    const marked = markedUp(paragraph, this.#notes, this.#short);
    this.#read.push({ place: paragraph.place, marked });
    this.#pending.add(paragraph, marked);
    if (marked.marks.length === 0) return;
    const block = passagesOf(this.#pending.paragraphs);
    const quoted = quotationsByMark(marked);
    const ending = marked.marks.filter((mark) => endsText(marked, mark));
    const isBlock = block.passages.length > 0 && block.rest === '' && ending.length > 0;
    if (isBlock && quoted.every(({ mark }) => mark !== null && endsText(marked, mark))) {
      const citing = ending.filter((mark, i) => i === 0 || isCitedAlone(mark));
      this.#close(
        citing.flatMap(({ references }) => references),
        paragraph.place,
      );
      for (const { references, quoted: own = [] } of citing)
        if (own.length > 0) this.#list.add(references[0] ?? null, own, '', paragraph.place);
      return;
    }
    this.#pending.paragraphs.pop();
    this.#close([]);
    this.#list.addMarked(quoted, paragraph.place);
    if (quoted.at(-1)?.mark && leadsOn(marked.text)) this.#list.await();
    this.prose.push({ text: marked.text, place: paragraph.place });
  }

  /** A citation line that only says that the last one holds here too, or which earlier one does. */
  #again(text: string): Reference | null {
    const [meant] = this.#isQuoting() ? this.#notes.refersTo(text) : [];
    if (meant !== undefined || !isIbid(text)) return meant ?? null;
    const before = this.#list.all.findLast(({ reference }) => reference !== null)?.reference;
    return before ? again(before, text) : null;
  }

  /** Gives what is pending to a citation, or to none. */
  #close(references: readonly Reference[], place?: FilePlace): void {
    const { passages, closed, rest, prose } = passagesOf(this.#pending.paragraphs);
    this.prose.push(...prose);
    const last = this.#pending.paragraphs.at(-1);
    const within = passages.length > 0 ? [] : passagesWithin(last);
    // A citation line behind a paragraph says where its quotations are from, whatever introduces them.
    if (references.length > 0 && within.length > 0) this.#pending.forget(last?.place as FilePlace);
    let own = passages.length;
    if (references.length > 0)
      while (own > 0 && (own === passages.length || passages[own]?.introduction === '')) own--;
    // Prose parts a quotation that was announced from the citation behind it.
    if (own === 0 && closed && this.#list.isAwaiting) own = passages.length;
    this.#addLoose(passages.slice(0, own), prose, passages[own]);
    this.#pending = new Pending();
    this.#list.awaitNone();
    const cited = within.length > 0 ? within : passages.slice(own).map(({ passage }) => passage);
    const introduction = passages[own]?.introduction || rest;
    for (const [i, reference] of references.entries())
      this.#list.add(reference, i === 0 ? cited : [], introduction, place as FilePlace);
  }

  /** Adds what no citation follows, in the order of the report. `cited` is the first passage that one follows. */
  #addLoose(
    passages: SetPassages['passages'],
    prose: readonly Prose[],
    cited?: SetPassages['passages'][number],
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
        cited?.introduction === text && leadsOn(text) ? quoted.filter(({ mark }) => mark !== null) : quoted;
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
