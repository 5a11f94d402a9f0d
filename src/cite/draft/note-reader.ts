import type { FilePlace } from '../../model/import.js';
import { collapseWhitespace } from '../../text/whitespace.js';
import { isName } from '../grammar/names.js';
import { parseReferences, unreadReference } from '../grammar/parse-reference.js';
import { partsOfNote } from '../grammar/parted-runs.js';
import { isIbid, opCitOf, pinpointIn } from '../grammar/short-form.js';
import { namesDocument } from '../grammar/split-plain.js';
import { referenceOfItem } from '../library/reference-of-item.js';
import { type Note, paragraphText, type TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { quotedLine } from './cited-in-line.js';
import { askedFor, type Earlier } from './earlier.js';
import type { ReadParagraph } from './left-out.js';
import type { Passage } from './passages.js';
import { speaksOfQuotation } from './remarks.js';
import { isSamePublisher, isSameSource } from './same-source.js';

/**
 * What a note was read as. `unread`: it names a document in no form that is known; `remark`: it names none that could be told,
 * and cites only what nothing else does. Both have one reference, which says what is printed.
 */
export interface NoteReading {
  readonly kind: 'cited' | 'unread' | 'remark';
  readonly references: readonly Reference[];
  /** What it quotes itself from its first document. */
  readonly quoted?: readonly Passage[];
}

const NOTHING: NoteReading = { kind: 'remark', references: [] };

/** Reads notes in the order in which the text names them, so that "ibid." is the one before. */
export class NoteReader {
  readonly #notes: Readonly<Record<string, Note>>;
  readonly #byLabel = new Map<string, readonly Reference[]>();
  readonly #texts: ReadParagraph[] = [];
  #last: NoteReading = NOTHING;

  readonly #earlier: Earlier;

  constructor(notes: Readonly<Record<string, Note>>, earlier: Earlier) {
    this.#notes = notes;
    this.#earlier = earlier;
  }

  /** What a note cites; without references where it is empty, or no such note is there. */
  read(id: string): NoteReading {
    const note = this.#notes[id];
    if (note === undefined) return NOTHING;
    const text = note.paragraphs.map(paragraphText).join(' ').trim();
    const reading = this.#readingOf(note, text);
    const marked = { text, marks: [], remarks: [] };
    this.#texts.push({ place: placeOf(note), marked, titles: titlesOf(reading.references) });
    if (reading.kind !== 'remark') this.#last = reading;
    this.#byLabel.set(note.label, reading.kind === 'remark' ? [] : reading.references);
    return reading;
  }

  /** The notes that were read, in order. */
  get texts(): readonly ReadParagraph[] {
    return this.#texts;
  }

  #readingOf(note: Note, text: string): NoteReading {
    if (text === '') return NOTHING;
    const [only, other] = note.paragraphs;
    const quoting = only === undefined || other !== undefined ? null : quotedLine(only);
    if (quoting !== null)
      return { kind: 'cited', references: [quoting.reference], quoted: [quoting.passage] };
    const managed = managedIn(note, text);
    if (managed.length > 0) return { kind: 'cited', references: managed };
    const parted = this.#inParts(note);
    if (parted !== null) return parted;
    const short = this.#shortForm(text);
    if (short.references.length > 0) return short;
    // What refers back and was not found is no title.
    if (refersBack(text)) return unreadOf(runsOf(note), text);
    const cited = note.paragraphs.flatMap(({ runs }) => parseReferences(runs));
    const references = cited.length > 0 ? cited : linkedIn(note, text);
    return references.length > 0 ? { kind: 'cited', references } : unreadOf(runsOf(note), text);
  }

  /**
   * A note of several parts, one of which refers to an earlier one: each cites its own, and what cannot be read is kept as it is
   * printed. Null for any other note.
   */
  #inParts({ paragraphs }: Note): NoteReading | null {
    const parts = paragraphs.flatMap(({ runs }) => partsOfNote(runs));
    if (parts.length < 2 || !parts.some(isShortForm)) return null;
    const readings = parts.map((runs): NoteReading => {
      const short = isShortForm(runs) ? this.#shortForm(textOf(runs)) : NOTHING;
      const references = short.references.length > 0 ? short.references : parseReferences(runs);
      return references.length > 0 ? { kind: 'cited', references } : unreadOf(runs, textOf(runs));
    });
    const [first, ...others] = readings.filter(({ kind }) => kind !== 'remark');
    if (first === undefined) return null;
    return { kind: first.kind, references: [first, ...others].flatMap(({ references }) => references) };
  }

  /** A note that only refers to an earlier one; without references where it does not, or where that is not to be told. */
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

  /** What a short form with its author or the number of a note cites; empty where that is not to be told. */
  refersTo(text: string): readonly Reference[] {
    const earlier = opCitOf(text);
    if (earlier === null || isCitation(earlier.author)) return [];
    const { note, author, pinpoint } = earlier;
    const there = note === null ? undefined : this.#byLabel.get(note);
    const one = there === undefined ? null : oneOf(there, author);
    const fitting =
      there !== undefined ? (one === null ? [] : [one]) : author === null ? [] : this.#earlier.by(author);
    const [meant, other] = fitting;
    if (meant === undefined) return [];
    return [other === undefined ? { ...meant, cited: text, pinpoint } : askedFor(text, fitting)];
  }
}

/**
 * Of the documents of a note the one that is by the author who is named with it; else one that prints the words, such as its
 * title, or that names nobody. Words that are no name say nothing against the others.
 */
function oneOf(references: readonly Reference[], author: string | null): Reference | null {
  const isNamed = author !== null && isName(author);
  const own = references.filter(({ publisher }) => publisher !== null && isSamePublisher(publisher, author));
  const printing = references.filter(({ cited }) => author !== null && prints(cited, author));
  const rest = isNamed ? references.filter(({ publisher }) => publisher === null) : references;
  const fitting = [isNamed ? own : [], printing, rest].find(({ length }) => length > 0);
  return fitting?.length === 1 ? (fitting[0] ?? null) : null;
}

/** True for a text that only refers to an earlier citation by its author. */
const refersBack = (text: string): boolean => {
  const earlier = opCitOf(text);
  return earlier?.author != null && !isCitation(earlier.author);
};

/** True for words that are a citation themselves, and no short name of an earlier one. */
const isCitation = (words: string | null): boolean =>
  words !== null && parseReferences([{ ...SPACE, text: words }]).length > 0;

/** True where words stand in a line, and are no part of longer ones. */
function prints(line: string, words: string): boolean {
  const at = line.indexOf(words);
  return at >= 0 && !/[\p{L}\p{N}]/u.test(`${line[at - 1] ?? ''}${line[at + words.length] ?? ''}`);
}

/** A note that nothing could be read of. */
function unreadOf(runs: readonly TextRun[], text: string): NoteReading {
  const reference = unreadReference(runs);
  const refersBack = isIbid(text) || (opCitOf(text)?.author ?? null) !== null;
  const isUnread = reference.url !== null || refersBack || (namesDocument(text) && !speaksOfQuotation(text));
  return { kind: isUnread ? 'unread' : 'remark', references: [reference] };
}

const SPACE: TextRun = { text: ' ', href: null, notes: [], items: [] };

const runsOf = ({ paragraphs }: Note): readonly TextRun[] =>
  paragraphs.flatMap(({ runs }) => [...runs, SPACE]);

const placeOf = ({ paragraphs: [first] }: Note): FilePlace => first?.place ?? { page: null, paragraph: 0 };

const titlesOf = (references: readonly Reference[]): readonly string[] =>
  references.flatMap(({ title }) => title ?? []);

const textOf = (runs: readonly TextRun[]): string => paragraphText({ runs }).trim();

const isShortForm = (runs: readonly TextRun[]): boolean =>
  isIbid(textOf(runs)) || opCitOf(textOf(runs)) !== null;

/** What a reference manager put into a note, of which it knows more than is printed, and what is cited beside it; empty without the first. */
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

/** What a reference manager cites in a run, as it is printed there. */
export const referencesOfRun = ({ text, items }: TextRun): readonly Reference[] =>
  items.map((item) => ({ ...referenceOfItem(item), cited: collapseWhitespace(text) }));

/** What a note in prose links to: nothing that it names may be lost. Where that is one title, the whole note cites it. */
function linkedIn({ paragraphs }: Note, text: string): readonly Reference[] {
  const linked = paragraphs.flatMap(({ runs }) =>
    runs.flatMap((run) => (run.href === null ? [] : parseReferences([run]))),
  );
  const [only] = linked.length === 1 ? linked : [];
  if (only === undefined) return linked;
  return only.title === null ? [] : [{ ...only, cited: collapseWhitespace(text) }];
}

/** The same document cited once more, in short. */
export const again = (before: Reference, cited: string): Reference => ({
  ...before,
  cited,
  pinpoint: pinpointIn(cited),
});
