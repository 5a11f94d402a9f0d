import type { FilePlace, LeftOut } from '../../model/manuscript.js';
import { weighs } from '../../passage/parse-quote.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { isName } from '../grammar/line.js';
import { parseReference } from '../grammar/parse-reference.js';
import { datesIn, saysDayFirst, sharedAccessDate, takeAccess } from '../grammar/printed-date.js';
import { quotationsIn } from '../grammar/quote-marks.js';
import { isBounded } from '../grammar/reference-tail.js';
import {
  type FrontMatter,
  type Manuscript,
  paragraphText,
  type ReportParagraph,
} from '../manuscript.js';
import { archivedOf, type PrintedDate, type Reference } from '../reference.js';
import list from './bibliography.json' with { type: 'json' };
import { extractBracketCitations } from './marked-text.js';
import type { NoteReading } from './note-reader.js';
import { type Passage, type Prose, passagesOf, quotedIn } from './passages.js';
import { SourceIndex } from './same-source.js';

/** Words of lists of sources. */
interface BibliographyWords {
  /** Words that name a list of sources. */
  readonly names: readonly string[];
  /** Words that may stand behind such a name: that the sources were used, of which kind they are, and where. */
  readonly behindNames: readonly string[];
  /** Headings of the two columns of a table that make it a list of sources. */
  readonly columns: {
    readonly publisher: readonly string[];
    readonly title: readonly string[];
  };
}

export const bibliographyWords: BibliographyWords = list;

const words = bibliographyWords;

/** Paragraphs of a title page. Our choice. */
const TITLE_PAGE = 12;
/** Characters of the line that names publisher and date. Our choice. */
const LONGEST = 100;

/** Characters of a title, over all its lines. Our choice. */
const LONGEST_REPORT_TITLE = 300;

/** What a report says of itself on its first page: its title, and the line that names its publisher and its date. */
export function frontMatterOf({ title, paragraphs }: Manuscript): FrontMatter {
  const { page, lines, at, imprint } = titlePageOf(paragraphs);
  const above = lines.slice(0, Math.max(0, at)).join(' ').trim();
  const heading = page.findIndex(({ kind, level }) => kind === 'heading' && level === 1);
  const first = lines[heading] ?? lines.find((line) => line !== '') ?? null;
  return {
    title: title ?? (above !== '' && above.length <= LONGEST_REPORT_TITLE ? above : first),
    ...imprint,
  };
}

/** The paragraph that says who published a report, and when; null for none. */
export function imprintOf({ paragraphs }: Manuscript): ReportParagraph | null {
  const { page, at } = titlePageOf(paragraphs);
  return page[at] ?? null;
}

/** The first page, its lines, and what and where the first imprint among them is. */
function titlePageOf(paragraphs: readonly ReportParagraph[]) {
  const page = paragraphs.slice(0, TITLE_PAGE);
  const lines = page.map((paragraph) => collapseWhitespace(paragraphText(paragraph)));
  const top = lines.findIndex((line) => line !== '');
  // A heading above all else is the title, whatever year it is about.
  const imprints = lines.map((line, i) =>
    i === top && page[i]?.kind === 'heading' ? null : imprintIn(line),
  );
  const at = imprints.findIndex((imprint) => imprint !== null);
  return { page, lines, at, imprint: imprints[at] ?? { publisher: null, published: null } };
}

/** Reads `Asylos, September 2025`; a line that is only a date names no publisher. */
function imprintIn(line: string): Pick<FrontMatter, 'publisher' | 'published'> | null {
  if (line.length > LONGEST) return null;
  const date = datesIn(line).at(-1);
  if (
    date === undefined ||
    date.iso === null ||
    line.slice(date.end).replace(/[).\s]+/u, '') !== ''
  )
    return null;
  const publisher = line
    .slice(0, date.start)
    .replace(/\. \p{Lu}[\p{L} ]{2,30}: ?$/u, '')
    .replace(/(?<![\s,–—:(-])[\s,–—:(-]+$/u, '');
  if (
    /[!?]|\.(?! \p{Lu})/u.test(publisher) ||
    (publisher !== '' && !(isName(publisher) && isBounded(line, date)))
  )
    return null;
  return { publisher: publisher === '' ? null : publisher, published: date.iso };
}

/** True for a line that may say who published the report: it names no address and no day of reading, and quotes no title. */
export const isImprint = ({ url, accessed, cited }: Reference): boolean =>
  url === null && accessed === null && quotationsIn(cited).length === 0;

export interface ListedSource {
  readonly reference: Reference;
  /** False under a heading such as "Sources consulted but not cited". */
  readonly cited: boolean;
  readonly place: FilePlace;
}

const NOT_CITED =
  /\b(?:not|but not)\s(?:cited|used|referenced)|consulted only|non citées|nicht zitiert/iu;
/** Characters of a publisher's name. Our choice. */
const LONGEST_NAME = 120;
/** The level of a heading that is none: any other ends its list. */
const LEAST_LEVEL = 6;
const NUMBER = /^(\d{1,2})[.)]?\s/u;

/** A report's lists of sources: their entries, and publishers that they name without a document. */
export class Bibliography {
  readonly entries: ListedSource[] = [];
  readonly names: string[] = [];
  /** Where the paragraphs stand that were read as parts of a list. */
  readonly places = new Set<FilePlace>();
  #level = 0;
  #number = 0;
  #isCited = true;
  #publisher: string | null = null;
  /** The access date of the whole list, where it states one, and the index of its first entry. */
  #accessed: PrintedDate | null = null;
  #first = 0;

  get isOpen(): boolean {
    return this.#level > 0;
  }

  constructor(private readonly paragraphs: readonly ReportParagraph[]) {}

  /** Reads a heading. True when it belongs to the list, false when the text goes on. */
  enter(heading: string, paragraph: ReportParagraph): boolean {
    const { level } = paragraph;
    if (this.#isHeading(heading, paragraph, level)) {
      this.#begin(heading, level, 0);
      return true;
    }
    if (!this.isOpen) return false;
    const number = Number(NUMBER.exec(heading)?.[1] ?? Number.NaN);
    // Its parts are numbered one after the other, whatever their level.
    const isPart = level > this.#level || number === this.#number + 1;
    if (!isPart) this.#end();
    else if (NOT_CITED.test(heading)) this.#isCited = false;
    // A part by its kind names nobody: `Written sources`.
    else
      this.#publisher = (heading.match(/\p{L}+/gu) ?? []).some((word) => NAME.test(word))
        ? null
        : heading;
    this.#number = Number.isNaN(number) ? this.#number : number;
    return isPart;
  }

  /** The same for a heading that is set as text: only entries, two or more, follow up to the next heading. */
  enterText(text: string, paragraph: ReportParagraph): boolean {
    if (paragraph.kind !== 'text' || text.length > LONGEST_NAME || this.isOpen) return false;
    if (!this.#isHeading(text, paragraph, LEAST_LEVEL)) return false;
    const others = this.#chapterOf(paragraph, LEAST_LEVEL).filter(
      ({ runs }) => sharedAccessDate(paragraphText({ runs })) === null,
    );
    if (others.length < 2 || others.some(({ runs }) => parseReference(runs) === null)) return false;
    this.#begin(text, LEAST_LEVEL, Number.NaN);
    return true;
  }

  #begin(heading: string, level: number, number: number): void {
    [this.#level, this.#number] = [level, number];
    this.#isCited = !NOT_CITED.test(heading);
    this.#publisher = null;
    this.#accessed = sharedAccessDate(heading) ?? takeAccess(heading, saysDayFirst(heading)).taken;
    this.#first = this.entries.length;
  }

  #chapterOf(heading: ReportParagraph, from: number): readonly ReportParagraph[] {
    const start = this.paragraphs.indexOf(heading) + 1;
    const ends = ({ kind, level }: ReportParagraph) => kind === 'heading' && level <= from;
    const end = this.paragraphs.findIndex((paragraph, at) => at >= start && ends(paragraph));
    return this.paragraphs.slice(start, end < 0 ? undefined : end);
  }

  /** True for words that name a list, and for those above a last chapter that is one. */
  #isHeading(words: string, paragraph: ReportParagraph, level: number): boolean {
    const chapter = () => this.#chapterOf(paragraph, level);
    if (isBibliographyHeading(words, chapter)) return true;
    return chapter().at(-1) === this.paragraphs.at(-1) && isSorted(chapter());
  }

  read(paragraph: ReportParagraph): void {
    this.places.add(paragraph.place);
    const all = sharedAccessDate(paragraphText(paragraph).trim());
    if (all !== null) {
      this.#accessed = all;
      const before = this.entries.splice(this.#first);
      this.entries.push(
        ...before.map((entry) => ({ ...entry, reference: this.#dated(entry.reference) })),
      );
      return;
    }
    const reference = parseReference(paragraph.runs);
    const [first = ''] = paragraphText(paragraph).trim().split('\n');
    if (reference !== null)
      this.entries.push({
        reference: this.#dated({ ...reference, publisher: reference.publisher ?? this.#publisher }),
        cited: this.#isCited,
        place: paragraph.place,
      });
    else if (paragraph.kind === 'item') {
      if (first.length <= LONGEST_NAME) this.names.push(collapseWhitespace(first));
    } else if (first.length <= LONGEST_NAME && !/[.!?]$/u.test(first))
      this.#publisher = collapseWhitespace(first).replace(/[,:]$/u, '');
  }

  #dated(reference: Reference): Reference {
    return { ...reference, accessed: reference.accessed ?? this.#accessed };
  }

  #end(): void {
    this.#level = 0;
    this.#isCited = true;
    this.#publisher = null;
    this.#accessed = null;
  }
}

/** Completes notes from the list of sources: access date, whole title, full publisher. `left`: entries that nothing cites. */
export function joinBibliography(
  uses: readonly ReportUse[],
  entries: readonly ListedSource[],
): { readonly joined: readonly ReportUse[]; readonly left: readonly ListedSource[] } {
  const used = new Set<ListedSource>();
  const index = new SourceIndex<Reference>();
  for (const { reference } of entries) index.put(reference);
  const joined = uses.map((use) => {
    const { reference } = use;
    const entry = reference && entries[index.find(reference) ?? -1];
    if (!entry) return use;
    used.add(entry);
    return { ...use, reference: completed(reference, entry.reference) };
  });
  return { joined, left: entries.filter((entry) => !used.has(entry)) };
}

const completed = (note: Reference, listed: Reference): Reference => ({
  ...note,
  publisher: listed.publisher ?? note.publisher,
  title: listed.title ?? note.title,
  published: note.published ?? listed.published,
  accessed: note.accessed ?? listed.accessed,
  url: note.url ?? listed.url,
  addressFrom: note.url === null ? listed.addressFrom : note.addressFrom,
  ...archivedOf(note, listed),
  lang: note.lang ?? listed.lang,
  doubts: note.doubts.filter(({ kind }) => kind !== 'no-publisher' || listed.publisher === null),
});

const HEADING_NUMBER = /^(?:[\dIVX]{1,4}[.)]?\s+)?(?:annex\s\w{1,3}[:.]?\s+)?/iu;
const BRACKET_BEHIND = /[(（[][\s\S]*/u;
const NAME = new RegExp(`^(?:${words.names.join('|')})$`, 'iu');
const LIST_OF =
  /^(?:list of (?=references|sources)|قائمة |(?:список|перелік) (?:використан|использован|цитиру|цитован)?\p{L}* ?(?=источ|литер|джерел|літер)|liste des |lista d[aei]s? |elenco delle |wykaz )/iu;
/** Words that may stand behind it: that the sources were used, of which kind they are, and where. */
const BEHIND_NAME = new RegExp(`^(?:${words.behindNames.join('|')})$`, 'iu');

/** True for the heading of a list of sources: every word of it names one, and the chapter below reads like one. */
export function isBibliographyHeading(
  heading: string,
  chapter: () => readonly ReportParagraph[],
): boolean {
  const bare = heading
    .trim()
    .replace(HEADING_NUMBER, '')
    .replace(BRACKET_BEHIND, '')
    .replace(LIST_OF, '');
  const [name = '', ...others] = bare.replace(/^works cited/iu, 'sources').match(/\p{L}+/gu) ?? [];
  const isNamed =
    NAME.test(name) && others.every((word) => NAME.test(word) || BEHIND_NAME.test(word));
  return isNamed && isList(chapter());
}

/** Letters of a quotation that is set as a paragraph at least: what is shorter may be a title. */
const LEAST_SET = 60;

/** False for text that cites: it quotes before its first entry, or has more citing paragraphs than entries. */
function isList(chapter: readonly ReportParagraph[]): boolean {
  const entries = chapter.filter(({ runs }) => parseReference(runs) !== null);
  const start = entries[0] === undefined ? chapter.length : chapter.indexOf(entries[0]);
  const before = passagesOf(chapter.slice(0, start)).passages;
  if (before.some(({ passage }) => passage.marked && isSaid(passage.text))) return false;
  const lines = new Set(entries);
  return (
    chapter.filter((paragraph) => !lines.has(paragraph) && cites(paragraph)).length <=
    entries.length
  );
}

/** Entries in the order of the alphabet that are a list of sources, whatever it is called: by chance one in 120 chapters has five. */
const LEAST_SORTED = 5;

/** True for a chapter of citation lines in the order of their authors. */
function isSorted(chapter: readonly ReportParagraph[]): boolean {
  const authors = chapter.map(
    (paragraph) => /^[^.,:(]*/u.exec(paragraphText(paragraph).trim())?.[0] ?? '',
  );
  const isOrdered = authors.every(
    (one, i) => i === 0 || ALPHABET.compare(authors[i - 1] ?? '', one) <= 0,
  );
  return (
    authors.length >= LEAST_SORTED &&
    isOrdered &&
    chapter.every(({ runs }) => parseReference(runs) !== null)
  );
}

const ALPHABET = new Intl.Collator('und', { sensitivity: 'base', ignorePunctuation: true });

const isSaid = (text: string): boolean =>
  weighs(text, LEAST_SET) && /[.!?…。！？][\])]?$/u.test(text);

/** True for a paragraph with note marks, or with a quotation and its citation in brackets. */
const cites = (paragraph: ReportParagraph): boolean =>
  paragraph.runs.some(({ notes }) => notes.length > 0) ||
  (quotedIn(paragraphText(paragraph)).length > 0 &&
    extractBracketCitations(paragraph.runs).marks.length > 0);

/** One use of a document in a report; `reference` is null for a quotation without a citation. */
export interface ReportUse {
  readonly section: string | null;
  readonly reference: Reference | null;
  readonly passages: readonly Passage[];
  readonly introduction: string;
  readonly place: FilePlace;
}

/** What a manuscript cites, in its order, and what its lists of sources say. */
export interface Uses {
  readonly uses: readonly ReportUse[];
  readonly bibliography: Bibliography;
  /** What each note was read as that has a mark in the text, by id. */
  readonly notes: ReadonlyMap<string, NoteReading>;
  readonly prose: readonly Prose[];
  readonly leftOut: readonly LeftOut[];
}
