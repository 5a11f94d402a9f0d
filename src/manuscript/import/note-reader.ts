import type { FilePlace, LeftOut } from '../../model/manuscript.js';
import { foldedLetters, foldedText } from '../../passage/text/fold.js';
import { hasName, isSamePublisher } from '../../passage/text/names.js';
import { collapseWhitespace } from '../../passage/text/sentences.js';
import { wordsOf } from '../../passage/text/tokens.js';
import { isName, splitNote, splitSentences } from '../grammar/line.js';
import { caseReferencesIn, parseReferences, unreadReference } from '../grammar/parse-reference.js';
import { datesIn } from '../grammar/printed-date.js';
import { isIbid, opCitOf, pinpointIn, withoutPinpoint } from '../grammar/reference-tail.js';
import { namesDocument } from '../grammar/split-title.js';
import { referenceOfItem } from '../library/csl-json.js';
import { type Note, paragraphText, plainRun, type TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import {
  closesAt,
  isLong,
  isSentence,
  MOST_PARAGRAPHS,
  type Passage,
  passageAt,
  type Quoted,
  quotationsWithin,
  quotedLine,
} from './passages.js';
import { isQuotationRemark, splitRemark } from './quotation-remarks.js';
import { containing, formulasIn, isSameSource } from './same-source.js';

/** `unread`: it names a document in no known form; `remark`: it names none, and cites only what nothing else does. Both have one reference: what is printed. */
export interface NoteReading {
  readonly kind: 'cited' | 'unread' | 'remark';
  readonly references: readonly Reference[];
  /** What it quotes itself, by its references. */
  readonly quoted?: readonly (readonly Passage[])[];
}

const NOTHING: NoteReading = { kind: 'remark', references: [] };

/** True for a short form with an author (`HRW, op. cit.`). */
const refersBack = (text: string): boolean => {
  const earlier = opCitOf(text);
  return earlier?.author != null && !isCitation(earlier.author);
};

/** True for words that are a full citation, not the short name of one. */
const isCitation = (words: string | null): boolean =>
  words !== null && parseReferences([plainRun(words)]).length > 0;

const runsOf = ({ paragraphs }: Note): readonly TextRun[] =>
  paragraphs.flatMap(({ runs }) => [...runs, plainRun(' ')]);

const textOf = (runs: readonly TextRun[]): string => paragraphText({ runs }).trim();

const isShortForm = (runs: readonly TextRun[]): boolean =>
  isIbid(textOf(runs)) || opCitOf(textOf(runs)) !== null;

/** What a reference manager cites in a run, as it is printed there. */
export const referencesOfRun = ({ text, items }: TextRun): readonly Reference[] =>
  items.map((item) => ({ ...referenceOfItem(item), cited: collapseWhitespace(text) }));

/** True for a citation with an address or a date of its own: it need not be one from before. */
const saysWhich = ({ url, published, accessed }: Reference): boolean =>
  url !== null || published !== null || accessed !== null;

/** The same document cited once more, in short. */
export const again = (before: Reference, cited: string): Reference => ({
  ...before,
  cited,
  pinpoint: pinpointIn(cited),
});

/** Reads notes in the order in which the text names them, so that "ibid." is the one before. */
export class NoteReader {
  readonly texts: ReadParagraph[] = [];
  /** By id. */
  readonly readings = new Map<string, NoteReading>();
  readonly #cited: Reference[] = [];
  readonly #byLabel = new Map<string, readonly Reference[]>();
  readonly #formulas: ReadonlySet<string>;
  #last: NoteReading = NOTHING;
  #lastLabel = '';

  /** `listed`: the entries of the list of sources, each with its words as cited. */
  constructor(
    private readonly notes: Readonly<Record<string, Note>>,
    private readonly earlier: Earlier,
    private readonly listed: readonly Reference[] = [],
  ) {
    this.#formulas = formulasIn(Object.values(notes).map((note) => textOf(runsOf(note))));
  }

  /** Reads a note; without references where it is empty or missing. */
  read(id: string): NoteReading {
    const note = this.notes[id];
    if (note === undefined) return NOTHING;
    const known = this.readings.get(id);
    if (known !== undefined) {
      if (known.kind !== 'remark') this.#last = known;
      return known;
    }
    const text = note.paragraphs.map(paragraphText).join(' ').trim();
    const reading = this.#quoting(this.#readingOf(note, text), note);
    this.readings.set(id, reading);
    const place = note.paragraphs[0]?.place ?? { page: null, paragraph: 0 };
    const titles = reading.references.flatMap(({ title }) => title ?? []);
    this.texts.push({ place, marked: { text, marks: [], remarks: [] }, titles });
    if (reading.kind !== 'remark') {
      this.#last = reading;
      const known = new Set(this.#cited.map(({ title, url }) => `${title} ${url}`));
      this.#cited.push(
        ...reading.references.filter(({ title, url }) => !known.has(`${title} ${url}`)),
      );
    }
    this.#lastLabel = note.label;
    this.#byLabel.set(note.label, reading.kind === 'remark' ? [] : reading.references);
    return reading;
  }

  #readingOf(note: Note, text: string): NoteReading {
    if (text === '') return NOTHING;
    const [only, other] = note.paragraphs;
    const isOne = only !== undefined && other === undefined && partsOf(note).length === 1;
    const quoting = isOne ? quotedLine(only) : null;
    if (quoting !== null)
      return { kind: 'cited', references: [quoting.reference], quoted: [[quoting.passage]] };
    const managed = managedIn(note, text);
    if (managed.length > 0) return { kind: 'cited', references: managed };
    const parted = this.#inParts(note);
    if (parted !== null) return parted;
    // What “ibid.” means stands in a note of which the mark was not found.
    const isParted = isIbid(text) && Number(note.label) - Number(this.#lastLabel || Number.NaN) > 1;
    const short = isParted ? NOTHING : this.#shortForm(text);
    if (short.references.length > 0) return short;
    // What refers back and was not found is no title.
    if (refersBack(text)) return unreadOf(runsOf(note), text);
    const sentences = note.paragraphs.flatMap(({ runs }) => splitSentences(runs));
    const whole = sentences.flatMap(parseReferences);
    const cited = whole.length > 0 ? whole : partsOf(note).flatMap(parseReferences);
    const again = cited.some(saysWhich)
      ? []
      : [...this.contained(text), ...this.named(text)].slice(0, 1);
    if (again.length > 0) return { kind: 'cited', references: again };
    const found = cited.length > 0 ? cited : linkedIn(note, text);
    const references = found.length > 0 ? found : caseReferencesIn(text);
    return references.length > 0 ? { kind: 'cited', references } : unreadOf(runsOf(note), text);
  }

  /** With the sentences that the note quotes: each from its only document, or from the one cited last before it. */
  #quoting(reading: NoteReading, { paragraphs }: Note): NoteReading {
    const { kind, references, quoted } = reading;
    const [only] = paragraphs;
    if (kind !== 'cited' || quoted !== undefined || only === undefined) return reading;
    const text = collapseWhitespace(paragraphs.map(paragraphText).join(' '));
    const titles = [...references, ...this.#cited, ...this.listed].map(({ title }) =>
      foldedLetters(title ?? ''),
    );
    const said = quotationsWithin(text).filter(
      (one) =>
        isLong(one.text) &&
        isSentence(one.text) &&
        !titles.some((title) => title.includes(foldedLetters(one.text))),
    );
    if (said.length === 0) return reading;
    const starts = references.map(({ cited }) => text.indexOf(cited.slice(0, KNOWN_BY)));
    const ownerOf = ({ start }: Quoted): number =>
      references.length === 1 ? 0 : starts.findLastIndex((at) => at >= 0 && at < start);
    return {
      ...reading,
      quoted: references.map((_, i) =>
        said.filter((one) => ownerOf(one) === i).map((one) => passageAt(one, only.place)),
      ),
    };
  }

  /** A note of several parts, one of which is a short form: each part is read by itself. Null for any other note. */
  #inParts(note: Note): NoteReading | null {
    const parts = partsOf(note);
    if (
      parts.length < 2 ||
      !parts.some((runs) => isShortForm(runs) || this.named(textOf(runs)).length > 0)
    )
      return null;
    const readings = parts.map((runs): NoteReading => {
      const short = isShortForm(runs)
        ? this.#shortForm(textOf(runs))
        : { references: this.named(textOf(runs)) };
      const references = short.references.length > 0 ? short.references : parseReferences(runs);
      return references.length > 0 ? { kind: 'cited', references } : unreadOf(runs, textOf(runs));
    });
    const [first, ...others] = readings.filter(({ kind }) => kind !== 'remark');
    if (first === undefined) return null;
    return {
      kind: first.kind,
      references: [first, ...others].flatMap(({ references }) => references),
    };
  }

  /** Reads "ibid.", or a note that only refers back; without references where it does not, or is ambiguous. */
  #shortForm(text: string): NoteReading {
    if (isIbid(text)) {
      // Which of several documents is meant is not to be told.
      const [last, other] = this.#last.references;
      return last === undefined || other !== undefined
        ? NOTHING
        : { ...this.#last, references: [again(last, text)] };
    }
    return { kind: 'cited', references: this.refersTo(text) };
  }

  /** The document of which a note before, or an entry of the list, has all words of this one but its locator; empty for none. */
  contained(text: string): readonly Reference[] {
    // A day of its own may be another document's.
    if (datesIn(text).some(({ iso }) => iso?.length !== YEAR_ALONE)) return [];
    const fitting = each(containing(text, [...this.#cited, ...this.listed], this.#formulas));
    const [only, other] = fitting;
    if (only === undefined) return [];
    return [other === undefined ? again(only, text) : ambiguousShortForm(text, fitting)];
  }

  /** What a cell beside a quotation cites by its author, and by a day or a place in it: `FTDES, p. 38`, `Nawaat, 9 May 2024`; empty for a name alone. */
  named(words: string): readonly Reference[] {
    const whole = words.replace(/\.$/u, '');
    const bare = withoutPinpoint(whole).replace(/,? at \d{1,4}$/u, '');
    const known = [...this.#cited, ...this.listed].filter(isCertain);
    const fitting = this.earlier.by(bare, known, 'author');
    const [only, other] = bare === whole && !BEHIND_NAME.test(whole) ? [] : fitting;
    if (only === undefined) return [];
    // A year says no place.
    const cited = { ...only, cited: words, pinpoint: pinpointIn(whole.slice(bare.length)) };
    return [other === undefined ? cited : ambiguousShortForm(words, fitting)];
  }

  /** What a short form cites by its author or note number; empty where that is not certain. */
  refersTo(text: string): readonly Reference[] {
    const earlier = opCitOf(text);
    if (earlier === null || isCitation(earlier.author)) return [];
    const { note, author, pinpoint } = earlier;
    const there = note === null ? undefined : this.#byLabel.get(note);
    const fitting =
      there !== undefined
        ? oneOf(there, author)
        : author === null
          ? []
          : this.earlier.by(author, this.#cited.filter(isCertain));
    const [meant, other] = fitting;
    if (meant === undefined) return [];
    return [
      other === undefined ? { ...meant, cited: text, pinpoint } : ambiguousShortForm(text, fitting),
    ];
  }
}

/** Characters of a citation by which its place in a note is known. Our choice. */
const KNOWN_BY = 20;

const partsOf = ({ paragraphs }: Note): readonly (readonly TextRun[])[] =>
  paragraphs.flatMap(({ runs }) => splitNote(runs));

/** Of a note's documents the one by this author, else the one that prints these words, else the one without a publisher; empty for several. */
function oneOf(references: readonly Reference[], author: string | null): readonly Reference[] {
  const isNamed = author !== null && isName(author);
  const own = references.filter(
    ({ publisher }) => publisher !== null && isSamePublisher(publisher, author),
  );
  const printing = references.filter(({ cited }) => author !== null && hasName(cited, author));
  const rest = isNamed ? references.filter(({ publisher }) => publisher === null) : references;
  const fitting = [isNamed ? own : [], printing, rest].find(({ length }) => length > 0);
  return fitting?.length === 1 ? fitting : [];
}

function unreadOf(runs: readonly TextRun[], text: string): NoteReading {
  const reference = unreadReference(runs);
  const refersBack = isIbid(text) || (opCitOf(text)?.author ?? null) !== null;
  const isUnread =
    reference.url !== null || refersBack || (namesDocument(text) && !isQuotationRemark(text));
  return { kind: isUnread ? 'unread' : 'remark', references: [reference] };
}

/** Citations of a reference manager in a note, and those printed beside them; empty without the first. */
function managedIn({ paragraphs }: Note, text: string): readonly Reference[] {
  const runs = paragraphs.flatMap((paragraph) => paragraph.runs);
  const managed = runs.flatMap(referencesOfRun);
  if (managed.length === 0) return [];
  // A link that the manager printed is a run of its own, and no other citation.
  const beside = parseReferences(runs.filter(({ items }) => items.length === 0)).filter(
    (one) => one.title !== null && !managed.some((other) => isSameSource(one, other) !== null),
  );
  const all = [...managed, ...beside];
  return all.length === 1 ? all.map((one) => ({ ...one, cited: collapseWhitespace(text) })) : all;
}

function linkedIn({ paragraphs }: Note, text: string): readonly Reference[] {
  const linked = paragraphs.flatMap(({ runs }) =>
    runs.flatMap((run) => (run.href === null ? [] : parseReferences([run]))),
  );
  const [only] = linked.length === 1 ? linked : [];
  if (only === undefined) return linked;
  return only.title === null ? [] : [{ ...only, cited: collapseWhitespace(text) }];
}

/** Characters of a date that names a year alone. */
const YEAR_ALONE = 4;
const EARLIER_YEAR = /(?<!\p{N})(?:19|20)\d{2}(?=[a-z]?(?![\p{L}\p{N}]))/u;
const LETTERED_YEAR = /(?<!\p{N})(?:19|20)\d{2}[a-z](?![\p{L}\p{N}])/u;
const BEHIND_NAME = /[,:]? ?(?:[“"„«‘]|\((?=(?:19|20)\d{2}))|[,:] | (?=(?:19|20)\d{2})/u;
/** What a document is, in a short form that has its day: `Amnesty, report of March 2018`. */
const KIND =
  /(?<!\p{L})(?:report|rapport|bericht|informe|rapporto|relatório)(?: (?:of|from|de|du|vom|von|del|di|van))?(?!\p{L})/iu;
const AROUND_TITLE = /^[\s,:;.(“"„«‘’]+|(?<![\s,:;.)”"»’])[\s,:;.)”"»’]+$/gu;

const isCertain = ({ doubts }: Reference): boolean =>
  !doubts.some(({ kind }) => kind === 'several-fit');

/** What a report has cited so far, in reading order: what short forms refer to. */
export class Earlier {
  readonly #all: Reference[] = [];
  /** What "ibid." refers to. */
  last: readonly Reference[] = [];

  /** Takes note of what is cited in full, or again. */
  add(references: readonly Reference[]): void {
    if (references.length === 0) return;
    this.last = references;
    this.#all.push(...references.filter(isCertain));
  }

  /** Looks ahead, and forgets what that cited. */
  undone<T>(look: () => T): T {
    const [{ length }, last] = [this.#all, this.last];
    const seen = look();
    this.#all.length = length;
    this.last = last;
    return seen;
  }

  /** Documents by an author, with a short title, a year or a day or without: `HRW`, `HRW, Prison visits`, `HRW (2023)`; without `author` a title alone will do. `noted`: documents of notes or of the list. */
  by(
    words: string,
    noted: readonly Reference[] = [],
    by: 'author' | 'any' = 'any',
  ): readonly Reference[] {
    const all = [...this.#all, ...noted];
    const cut = BEHIND_NAME.exec(words);
    const name = cut === null ? words : words.slice(0, cut.index);
    const said = cut === null ? '' : words.slice(cut.index);
    const day = datesIn(said).find(({ printed }) => printed.length > YEAR_ALONE);
    const more = (day === undefined ? said : said.replace(day.printed, '')).replace(KIND, '');
    const year = EARLIER_YEAR.exec(more)?.[0] ?? null;
    const lettered = LETTERED_YEAR.exec(more)?.[0] ?? null;
    const title = lettersOf(
      more.replace(LETTERED_YEAR, '').replace(EARLIER_YEAR, '').replace(AROUND_TITLE, ''),
    );
    const fits = (one: Reference): boolean =>
      (year === null || (one.published?.iso ?? '').startsWith(year)) &&
      (lettered === null || one.cited.includes(lettered)) &&
      (day === undefined ||
        (one.published?.iso ?? one.published?.printed ?? '').startsWith(day.iso ?? day.printed)) &&
      (title.length <= 1 || lettersOf(one.title ?? '').includes(title));
    const own = all.filter(
      ({ publisher, cited }) =>
        (publisher !== null && isSamePublisher(publisher, name)) ||
        hasName(cited.slice(0, name.length + 2), name),
    );
    if (own.length > 0 || by === 'author') return each(own.filter(fits));
    const short = words.replace(AROUND_TITLE, '');
    return each(all.filter(({ title }) => title !== null && hasName(title, short)));
  }
}

function each(references: readonly Reference[]): readonly Reference[] {
  const isSame = (one: Reference, other: Reference): boolean =>
    other.cited === one.cited ||
    (other.url === one.url && one.url !== null) ||
    isSameSource(other, one) !== null;
  const once: Reference[] = [];
  for (const one of references) if (!once.some((other) => isSame(one, other))) once.push(one);
  return once;
}

const lettersOf = (text: string): string => foldedText(text).toLowerCase();

/** A short form that several documents fit, as printed: a person has to decide. */
export function ambiguousShortForm(words: string, fitting: readonly Reference[]): Reference {
  const read = unreadReference([plainRun(words)]);
  const titles = fitting.map(({ title, cited }) => title ?? cited);
  return { ...read, doubts: [{ kind: 'several-fit', titles }] };
}

/** The same for full citations beside a quotation, any of which may be its source: it has no address. */
export const ambiguousCitation = (fitting: readonly Reference[]): Reference => ({
  ...ambiguousShortForm(fitting.map(({ title }) => title ?? '…').join(' / '), fitting),
  cited: fitting.map(({ cited }) => cited).join('; '),
});

/** A paragraph of the text, or a note, as its citations were read. */
export interface ReadParagraph {
  readonly place: FilePlace;
  readonly marked: {
    readonly text: string;
    readonly marks: readonly { at: number }[];
    readonly remarks: readonly { at: number }[];
  };
  readonly titles?: readonly string[];
}

/** Words of a quotation that may be a name or a title; longer ones may be a source's, and are shown. Our choice. */
const FEW_WORDS = 2;

/** A numbered list, or the leaders of a table of contents, which a PDF sets in as it does quotations. */
const LISTED = /^\d{1,3}[.)]\s|\.{4}/u;

/** Quotations that no passage has, so that none is lost silently. `setIn`: uncited passages that only an indent shows. */
export function listSkippedQuotations(
  paragraphs: readonly ReadParagraph[],
  passages: readonly Passage[],
  setIn: readonly Passage[],
): readonly LeftOut[] {
  const taken = passages.flatMap(({ place, text, original }) =>
    [text, original?.text ?? ''].map((words) => ({
      at: place.paragraph,
      letters: foldedLetters(words),
    })),
  );
  const isTaken = (words: string, { paragraph }: FilePlace, reach: number): boolean => {
    const letters = foldedLetters(words);
    return taken.some(
      (one) => one.at <= paragraph && one.at >= paragraph - reach && one.letters.includes(letters),
    );
  };
  // Of a short quotation, words of another paragraph say nothing.
  const isPassage = ({ text, half }: Quoted, place: FilePlace): boolean =>
    [text, half?.text ?? ''].some(
      (words) =>
        words !== '' &&
        isTaken(splitRemark(words, '').text, place, isLong(text) ? MOST_PARAGRAPHS : 0),
    );
  const marked = paragraphs.flatMap(({ place, marked, titles = [] }) => {
    const { text, marks, remarks } = marked;
    const quotations = quotationsWithin(text);
    if (quotations.length === 0 || isTaken(text, place, MOST_PARAGRAPHS)) return [];
    const named = new Set(titles.map(foldedLetters));
    const ends = new Set([...marks, ...remarks].map(({ at }) => at));
    return quotations
      .filter((one) => /[\p{L}\p{N}]/u.test(one.text) && !named.has(foldedLetters(one.text)))
      .filter((one) => !isPassage(one, place))
      .map((one): LeftOut => {
        const isCited = closesAt(text, one.end, ends);
        return { place, words: one.text, cited: isCited, shown: isCited || isShown(one.text) };
      });
  });
  const said = setIn.filter(({ text }) => !LISTED.test(text));
  const bare = said.map(
    ({ place, text }): LeftOut => ({ place, words: text, cited: false, shown: isShown(text) }),
  );
  return [...marked, ...bare].sort((a, b) => a.place.paragraph - b.place.paragraph);
}

const isShown = (words: string): boolean => wordsOf(words).length > FEW_WORDS;
