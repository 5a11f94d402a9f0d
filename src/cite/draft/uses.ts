import type { FilePlace, LeftOut } from '../../model/import.js';
import { parseReference } from '../grammar/parse-reference.js';
import { isIbid } from '../grammar/short-form.js';
import { type Manuscript, paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { Bibliography } from './bibliography.js';
import { isUndated, type QuotedLine, quotedLine } from './cited-in-line.js';
import { Earlier } from './earlier.js';
import { imprintOf, isImprint } from './front-matter.js';
import { type Introduction, introducesQuotation } from './introduction.js';
import { leftOutOf, type ReadParagraph } from './left-out.js';
import { endsText, markedUp } from './marked-text.js';
import { again, NoteReader } from './note-reader.js';
import { type Passage, type Prose, passagesOf, type SetPassages } from './passages.js';
import { Pending } from './pending.js';
import {
  isCitedAlone,
  isQuotedAndCited,
  type MarkedQuotations,
  quotationsByMark,
} from './quotations-by-mark.js';
import { isEnough, leadsOn, passageAt, passagesWithin, quotedIn } from './quoted.js';
import { announcedOriginal } from './remarks.js';
import { Sections } from './sections.js';
import { ShortCitations } from './short-citations.js';
import type { ReportUse, Uses } from './use.js';

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
  readonly bibliography: Bibliography;
  readonly #sections = new Sections();
  readonly #earlier = new Earlier();
  readonly #notes: NoteReader;
  readonly #short: ShortCitations;
  readonly #imprint: ReportParagraph | null;
  readonly #read: ReadParagraph[] = [];
  /** Passages that are set in, without marks and without a citation. */
  readonly #unmarked: Passage[] = [];
  #pending = new Pending();
  /** Index of the use whose citation stands before its quotation, as in "Amnesty reported:¹"; null for none. */
  #awaiting: number | null = null;

  constructor(manuscript: Manuscript) {
    this.#notes = new NoteReader(manuscript.notes, this.#earlier);
    this.#short = new ShortCitations(manuscript, this.#notes, this.#earlier);
    this.#imprint = imprintOf(manuscript);
    this.bibliography = new Bibliography(manuscript.paragraphs);
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

  get leftOut(): readonly LeftOut[] {
    const passages = this.uses.flatMap((use) => use.passages);
    return leftOutOf([...this.#read, ...this.#notes.texts], passages, this.#unmarked);
  }

  #enter(heading: string, paragraph: ReportParagraph): void {
    this.#close([]);
    this.#awaiting = null;
    if (!this.bibliography.enter(heading, paragraph)) this.#sections.enter(heading);
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
    else {
      this.#earlier.add([line]);
      this.#close([line], paragraph.place);
      if (leadsOn(text) && this.uses.at(-1)?.passages.length === 0) this.#awaiting = this.uses.length - 1;
    }
  }

  #addQuoted({ reference, passage }: QuotedLine, place: FilePlace): void {
    this.#close([]);
    this.#earlier.add([reference]);
    this.#add(reference, [passage], '', place);
  }

  /** True for what reports say of themselves where nothing is quoted: where to write to, without a date, and who published them. */
  #isOwn(line: Reference, paragraph: ReportParagraph): boolean {
    return isUndated(line) || (paragraph === this.#imprint && this.uses.length === 0 && isImprint(line));
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
        if (own.length > 0) this.#add(references[0] ?? null, own, '', paragraph.place);
      return;
    }
    this.#pending.paragraphs.pop();
    this.#close([]);
    this.#addMarked(quoted, paragraph.place);
    if (quoted.at(-1)?.mark && leadsOn(marked.text)) this.#awaiting = this.uses.length - 1;
    this.prose.push({ text: marked.text, place: paragraph.place });
  }

  /** A citation line that only says that the last one holds here too, or which earlier one does. */
  #again(text: string): Reference | null {
    const [meant] = this.#isQuoting() ? this.#notes.refersTo(text) : [];
    if (meant !== undefined || !isIbid(text)) return meant ?? null;
    const before = this.uses.findLast(({ reference }) => reference !== null)?.reference;
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
    if (own === 0 && closed && this.#awaiting !== null) own = passages.length;
    this.#addLoose(passages.slice(0, own), prose, passages[own]);
    this.#pending = new Pending();
    this.#awaiting = null;
    const cited = within.length > 0 ? within : passages.slice(own).map(({ passage }) => passage);
    const introduction = passages[own]?.introduction || rest;
    for (const [i, reference] of references.entries())
      this.#add(reference, i === 0 ? cited : [], introduction, place as FilePlace);
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
      steps.push({ at, add: () => this.#addIntroduced(introduction, at) });
    for (const { text, place } of prose) {
      const marked = introductions.has(place) ? undefined : unmarked.get(place);
      if (marked === undefined) continue;
      const quoted = quotationsByMark(marked);
      // What leads on to a passage quotes the document that is cited for it, or answers to it.
      const own =
        cited?.introduction === text && leadsOn(text) ? quoted.filter(({ mark }) => mark !== null) : quoted;
      steps.push({ at: place, add: () => this.#addMarked(own, place) });
    }
    for (const [i, { passage, introduction }] of passages.entries()) {
      const next = (passages[i + 1] ?? cited)?.passage.place;
      const add = (): void => {
        if (i === 0 && introduction === '' && this.#attach(passage)) return;
        this.#addUncited(passage, introduction, this.#pending.namedFor(passage, introduction, prose, next));
      };
      steps.push({ at: passage.place, add });
    }
    steps.sort((a, b) => a.at.paragraph - b.at.paragraph);
    for (const { add } of steps) add();
  }

  #addIntroduced({ reference, rest }: Introduction, at: FilePlace): void {
    const quoted = quotedIn(rest).map((one) => passageAt(one, at));
    if (quoted.length > 0) this.#add(reference, quoted, '', at);
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
    if (isEnough(passage, named !== null)) this.#add(named, [passage], introduction, passage.place);
    else if (!passage.marked) this.#unmarked.push(passage);
  }

  #addMarked(quoted: readonly MarkedQuotations[], place: FilePlace): void {
    for (const { mark, quotations, introduction } of quoted) {
      const passages = [...quotations.map((one) => passageAt(one, place)), ...(mark?.quoted ?? [])];
      if (mark === null) {
        for (const passage of passages) this.#addUncited(passage, introduction, null);
        continue;
      }
      for (const [i, reference] of mark.references.entries())
        this.#add(reference, i === 0 ? passages : [], introduction, place);
    }
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
