import { collapseWhitespace } from '../../text/whitespace.js';
import { parseReferences, unreadReference } from '../grammar/parse-reference.js';
import { isIbid, opCitOf, pinpointIn } from '../grammar/short-form.js';
import { namesDocument } from '../grammar/split-plain.js';
import { referenceOfItem } from '../library/reference-of-item.js';
import { type Note, paragraphText, type TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { speaksOfQuotation } from './remarks.js';
import { isSameSource } from './same-source.js';

/**
 * What a note was read as. `unread`: it names a document in no form that is known; `remark`: it names none that could be told,
 * and cites only what nothing else does. Both have one reference, which says what is printed.
 */
export interface NoteReading {
  readonly kind: 'cited' | 'unread' | 'remark';
  readonly references: readonly Reference[];
}

const NOTHING: NoteReading = { kind: 'remark', references: [] };

/** Reads notes in the order in which the text names them, so that "ibid." is the one before. */
export class NoteReader {
  readonly #notes: Readonly<Record<string, Note>>;
  readonly #byLabel = new Map<string, readonly Reference[]>();
  #last: NoteReading = NOTHING;

  constructor(notes: Readonly<Record<string, Note>>) {
    this.#notes = notes;
  }

  /** What a note cites; without references where it is empty, or no such note is there. */
  read(id: string): NoteReading {
    const note = this.#notes[id];
    if (note === undefined) return NOTHING;
    const text = note.paragraphs.map(paragraphText).join(' ').trim();
    const reading = this.#readingOf(note, text);
    if (reading.kind !== 'remark') this.#last = reading;
    this.#byLabel.set(note.label, reading.kind === 'remark' ? [] : reading.references);
    return reading;
  }

  #readingOf(note: Note, text: string): NoteReading {
    if (text === '') return NOTHING;
    const managed = managedIn(note, text);
    if (managed.length > 0) return { kind: 'cited', references: managed };
    const short = this.#shortForm(text);
    if (short.references.length > 0) return short;
    const cited = note.paragraphs.flatMap(({ runs }) => parseReferences(runs));
    const references = cited.length > 0 ? cited : linkedIn(note, text);
    return references.length > 0 ? { kind: 'cited', references } : unreadOf(note, text);
  }

  /** A note that only refers to an earlier one; without references where it does not, or where that is not to be told. */
  #shortForm(text: string): NoteReading {
    if (isIbid(text))
      return { ...this.#last, references: this.#last.references.slice(-1).map((one) => again(one, text)) };
    const earlier = opCitOf(text);
    if (earlier === null) return NOTHING;
    return { kind: 'cited', references: this.#earlier(earlier).map((one) => again(one, text)) };
  }

  #earlier({
    note,
    author,
  }: {
    readonly note: string | null;
    readonly author: string | null;
  }): readonly Reference[] {
    if (note !== null && this.#byLabel.has(note)) return this.#byLabel.get(note)?.slice(0, 1) ?? [];
    const all = [...this.#byLabel.values()].flat();
    const named = author === null ? undefined : all.findLast(({ publisher }) => publisher?.includes(author));
    return named ? [named] : [];
  }
}

/** A note that nothing could be read of. */
function unreadOf(note: Note, text: string): NoteReading {
  const reference = asPrinted(note);
  const refersBack = isIbid(text) || (opCitOf(text)?.author ?? null) !== null;
  const isUnread = reference.url !== null || refersBack || (namesDocument(text) && !speaksOfQuotation(text));
  return { kind: isUnread ? 'unread' : 'remark', references: [reference] };
}

const SPACE: TextRun = { text: ' ', href: null, notes: [], items: [] };

const asPrinted = ({ paragraphs }: Note): Reference =>
  unreadReference(paragraphs.flatMap(({ runs }) => [...runs, SPACE]));

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
