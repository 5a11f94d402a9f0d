import { collapseWhitespace } from '../../text/whitespace.js';
import { parseReferences } from '../grammar/parse-reference.js';
import { isIbid, opCitOf, pinpointIn } from '../grammar/short-form.js';
import { referenceOfItem } from '../library/reference-of-item.js';
import { type Note, paragraphText, type TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { isSameSource } from './same-source.js';

/** Reads notes in the order in which the text names them, so that "ibid." is the one before. */
export class NoteReader {
  readonly #notes: Readonly<Record<string, Note>>;
  readonly #byLabel = new Map<string, readonly Reference[]>();
  #last: readonly Reference[] = [];

  constructor(notes: Readonly<Record<string, Note>>) {
    this.#notes = notes;
  }

  /** What a note cites; empty when it is a remark, or no such note is there. */
  referencesOf(id: string): readonly Reference[] {
    const note = this.#notes[id];
    if (note === undefined) return [];
    const references = this.#read(note);
    if (references.length > 0) this.#last = references;
    this.#byLabel.set(note.label, references);
    return references;
  }

  #read(note: Note): readonly Reference[] {
    const text = note.paragraphs.map(paragraphText).join(' ').trim();
    const managed = managedIn(note, text);
    if (managed.length > 0) return managed;
    if (isIbid(text)) return this.#last.slice(-1).map((before) => again(before, text));
    const earlier = opCitOf(text);
    if (earlier) return this.#earlier(earlier).map((before) => again(before, text));
    const cited = note.paragraphs.flatMap(({ runs }) => parseReferences(runs));
    return cited.length > 0 ? cited : linkedIn(note);
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

/** What a note in prose links to: nothing that it names may be lost. */
const linkedIn = ({ paragraphs }: Note): readonly Reference[] =>
  paragraphs.flatMap(({ runs }) => runs.flatMap((run) => (run.href === null ? [] : parseReferences([run]))));

/** The same document cited once more, in short. */
export const again = (before: Reference, cited: string): Reference => ({
  ...before,
  cited,
  pinpoint: pinpointIn(cited),
});
