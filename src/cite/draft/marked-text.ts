import { parseReferences } from '../grammar/parse-reference.js';
import { runSlicer } from '../grammar/run-slicer.js';
import type { ReportParagraph, TextRun } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { type NoteReader, type NoteReading, referencesOfRun } from './note-reader.js';

/** Where a paragraph's text is cited for, and what is cited there. */
export interface CitationMark {
  /** Offset in the text: what stands before it is what is cited. */
  readonly at: number;
  readonly references: readonly Reference[];
  /** What its note was read as; a citation that stands in the text itself is always one. */
  readonly kind: NoteReading['kind'];
}

/** A link in a paragraph's text, and where it begins. */
export interface TextLink {
  readonly at: number;
  readonly run: TextRun;
}

/** A paragraph's text without the citations that stand in it, and where they stood. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly CitationMark[];
  /** Marks of remarks, which cite only what none of the others does. */
  readonly remarks: readonly CitationMark[];
  readonly links: readonly TextLink[];
}

/** Characters of a citation in brackets at most: a title and an address fit. */
const LONGEST = 600;
const BRACKET = /\s?[(（[]/gu;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '（': '）', '[': ']' };

/** Takes a paragraph's note marks, the citations of a reference manager and those in brackets out of its text. */
export function markedUp(paragraph: ReportParagraph, notes: NoteReader): MarkedText {
  let text = '';
  const all: CitationMark[] = [];
  const links: TextLink[] = [];
  for (const run of paragraph.runs) {
    if (run.href !== null && run.items.length === 0) links.push({ at: text.length, run });
    text += run.text;
    if (run.items.length > 0) {
      // What the reference manager printed, such as "(Smith, 2023)", is the citation and no part of the text.
      text = text.slice(0, text.length - run.text.length).trimEnd();
      all.push({ at: text.length, references: referencesOfRun(run), kind: 'cited' });
    }
    for (const id of run.notes) {
      const reading = notes.read(id);
      if (reading.references.length > 0) all.push({ at: text.length, ...reading });
    }
  }
  const marks = all.filter(({ kind }) => kind !== 'remark');
  const remarks = all.filter(({ kind }) => kind === 'remark');
  if (marks.length > 0) return { text, marks, remarks, links };
  const bracketed = inBrackets(paragraph.runs);
  return bracketed.marks.length > 0 ? bracketed : { text, marks, remarks, links };
}

/** The same for citations in brackets behind what they are cited for. */
export function inBrackets(runs: readonly TextRun[]): MarkedText {
  const whole = runs.map(({ text }) => text).join('');
  let [text, taken] = ['', 0];
  const marks: CitationMark[] = [];
  const slice = runSlicer(runs);
  for (const { index, 0: opening } of whole.matchAll(BRACKET)) {
    if (index < taken) continue;
    const start = index + opening.length;
    const end = endOfBracket(whole, start);
    const references = end < 0 ? [] : parseReferences(slice(start, end));
    // An address alone in brackets is one to write to.
    if (references.every(({ title }) => title === null)) continue;
    text += whole.slice(taken, index);
    marks.push({ at: text.length, references, kind: 'cited' });
    taken = end + 1;
  }
  return { text: text + whole.slice(taken), marks, remarks: [], links: [] };
}

/** Where the bracket closes that was opened before `start`; -1 when it does not, or not soon enough. */
function endOfBracket(text: string, start: number): number {
  const open = text[start - 1] as string;
  const close = CLOSING[open] as string;
  for (let at = start, depth = 1; at < Math.min(text.length, start + LONGEST); at++) {
    if (text[at] === open) depth++;
    if (text[at] === close && --depth === 0) return at;
  }
  return -1;
}

/** True for a mark at the end of a paragraph, be it before the last sign. */
export const endsText = ({ text }: MarkedText, { at }: CitationMark): boolean =>
  at >= text.trimEnd().length - 1;
