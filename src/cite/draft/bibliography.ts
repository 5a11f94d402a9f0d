import { collapseWhitespace } from '../../text/whitespace.js';
import { parseReference } from '../grammar/parse-reference.js';
import { paragraphText, type ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { headsList } from './list-of-sources.js';

/** An entry of a list of sources. */
export interface ListedSource {
  readonly reference: Reference;
  /** False under a heading such as "Sources consulted but not cited". */
  readonly cited: boolean;
}

const NOT_CITED = /\b(?:not|but not)\s(?:cited|used|referenced)|consulted only|non citées|nicht zitiert/iu;
/** Characters of a publisher's name at most. */
const LONGEST_NAME = 120;
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
    if (headsList(heading, () => this.#chapterOf(paragraph))) {
      this.#level = level;
      this.#number = 0;
      this.#isCited = !NOT_CITED.test(heading);
      this.#publisher = null;
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

  #chapterOf(heading: ReportParagraph): readonly ReportParagraph[] {
    const start = this.#paragraphs.indexOf(heading) + 1;
    const ends = ({ kind, level }: ReportParagraph) => kind === 'heading' && level <= heading.level;
    const end = this.#paragraphs.findIndex((paragraph, at) => at >= start && ends(paragraph));
    return this.#paragraphs.slice(start, end < 0 ? undefined : end);
  }

  /** Reads a paragraph of a list, or one that the file itself says is of one. */
  read(paragraph: ReportParagraph): void {
    const reference = parseReference(paragraph.runs);
    const [first = ''] = paragraphText(paragraph).trim().split('\n');
    if (reference !== null)
      this.entries.push({
        reference: { ...reference, publisher: reference.publisher ?? this.#publisher },
        cited: this.#isCited,
      });
    else if (paragraph.kind === 'item') this.#name(first);
    else if (first.length <= LONGEST_NAME && !/[.!?]$/u.test(first))
      this.#publisher = collapseWhitespace(first).replace(/[,:]$/u, '');
  }

  #end(): void {
    this.#level = 0;
    this.#isCited = true;
    this.#publisher = null;
  }

  #name(name: string): void {
    if (name.length <= LONGEST_NAME) this.names.push(collapseWhitespace(name));
  }
}
