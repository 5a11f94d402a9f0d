import type { FilePlace } from '../../model/import.js';
import { collapseWhitespace } from '../../text/whitespace.js';
import { accessOfAll, takeAccess } from '../grammar/access-clause.js';
import { parseReference } from '../grammar/parse-reference.js';
import { saysDayFirst } from '../grammar/printed-date.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { PrintedDate, Reference } from '../reference.js';
import { headsList } from './list-of-sources.js';

/** An entry of a list of sources. */
export interface ListedSource {
  readonly reference: Reference;
  /** False under a heading such as "Sources consulted but not cited". */
  readonly cited: boolean;
  readonly place: FilePlace;
}

const NOT_CITED = /\b(?:not|but not)\s(?:cited|used|referenced)|consulted only|non citées|nicht zitiert/iu;
/** Characters of a publisher's name at most. */
const LONGEST_NAME = 120;
/** The level of a heading that is none: any other ends its list. */
const LEAST_LEVEL = 6;
const NUMBER = /^(\d{1,2})[.)]?\s/u;

/** A report's lists of its sources: what they say of documents that its text and notes cite in short, and whom they name. */
export class Bibliography {
  readonly entries: ListedSource[] = [];
  /** Names of publishers that are listed without a document. */
  readonly names: string[] = [];
  #level = 0;
  #number = 0;
  #isCited = true;
  #publisher: string | null = null;
  /** The day on which the whole list was read, where it says so, and the first of its entries. */
  #accessed: PrintedDate | null = null;
  #first = 0;

  get isOpen(): boolean {
    return this.#level > 0;
  }

  readonly #paragraphs: readonly ReportParagraph[];

  /** `paragraphs`: those of the whole report. */
  constructor(paragraphs: readonly ReportParagraph[]) {
    this.#paragraphs = paragraphs;
  }

  /** Takes note of a heading, and of the paragraph that it is. True when it is one of the list, false when the text goes on. */
  enter(heading: string, paragraph: ReportParagraph): boolean {
    const { level } = paragraph;
    if (headsList(heading, () => this.#chapterOf(paragraph, level))) {
      this.#begin(heading, level, 0);
      return true;
    }
    if (!this.isOpen) return false;
    const number = Number(NUMBER.exec(heading)?.[1] ?? Number.NaN);
    // Its parts are numbered one after the other, whatever their level.
    const isPart = level > this.#level || number === this.#number + 1;
    if (!isPart) this.#end();
    else if (NOT_CITED.test(heading)) this.#isCited = false;
    else this.#publisher = heading;
    this.#number = Number.isNaN(number) ? this.#number : number;
    return isPart;
  }

  /** The same of a paragraph that names a list and is set as text: nothing but two entries or more follows, up to the next heading. */
  enterText(text: string, paragraph: ReportParagraph): boolean {
    if (paragraph.kind !== 'text' || text.length > LONGEST_NAME || this.isOpen) return false;
    const chapter = () => this.#chapterOf(paragraph, LEAST_LEVEL);
    if (!headsList(text, chapter)) return false;
    const others = chapter().filter(({ runs }) => accessOfAll(paragraphText({ runs })) === null);
    if (others.length < 2 || others.some(({ runs }) => parseReference(runs) === null)) return false;
    this.#begin(text, LEAST_LEVEL, Number.NaN);
    return true;
  }

  #begin(heading: string, level: number, number: number): void {
    this.#level = level;
    this.#number = number;
    this.#isCited = !NOT_CITED.test(heading);
    this.#publisher = null;
    this.#accessed = accessOfAll(heading) ?? takeAccess(heading, saysDayFirst(heading)).taken;
    this.#first = this.entries.length;
  }

  #chapterOf(heading: ReportParagraph, from: number): readonly ReportParagraph[] {
    const start = this.#paragraphs.indexOf(heading) + 1;
    const ends = ({ kind, level }: ReportParagraph) => kind === 'heading' && level <= from;
    const end = this.#paragraphs.findIndex((paragraph, at) => at >= start && ends(paragraph));
    return this.#paragraphs.slice(start, end < 0 ? undefined : end);
  }

  /** Reads a paragraph of a list, or one that the file itself says is of one. */
  read(paragraph: ReportParagraph): void {
    const all = accessOfAll(paragraphText(paragraph).trim());
    if (all !== null) {
      this.#accessed = all;
      const before = this.entries.splice(this.#first);
      this.entries.push(...before.map((entry) => ({ ...entry, reference: this.#read(entry.reference) })));
      return;
    }
    const reference = parseReference(paragraph.runs);
    const [first = ''] = paragraphText(paragraph).trim().split('\n');
    if (reference !== null)
      this.entries.push({
        reference: this.#read({ ...reference, publisher: reference.publisher ?? this.#publisher }),
        cited: this.#isCited,
        place: paragraph.place,
      });
    else if (paragraph.kind === 'item') this.#name(first);
    else if (first.length <= LONGEST_NAME && !/[.!?]$/u.test(first))
      this.#publisher = collapseWhitespace(first).replace(/[,:]$/u, '');
  }

  /** A reference with the day on which the whole list was read, where it has none of its own. */
  #read(reference: Reference): Reference {
    return { ...reference, accessed: reference.accessed ?? this.#accessed };
  }

  #end(): void {
    this.#level = 0;
    this.#isCited = true;
    this.#publisher = null;
    this.#accessed = null;
  }

  #name(name: string): void {
    if (name.length <= LONGEST_NAME) this.names.push(collapseWhitespace(name));
  }
}
