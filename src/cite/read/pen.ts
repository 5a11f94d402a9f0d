import type { FilePlace } from '../../model/import.js';
import type { CslItem } from '../csl-item.js';
import type { ReportParagraph, TextRun } from '../manuscript.js';

/** What a citation field of a reference manager holds; its text is cited once, however many runs it is cut into. */
export interface CitationField {
  readonly items: readonly CslItem[];
  /** True once a run has them. */
  written: boolean;
}

/** How the text that follows is to be written. */
export interface Manner extends Pick<ReportParagraph, 'kind' | 'level' | 'indented' | 'listed' | 'cell'> {
  readonly href: string | null;
  readonly field: CitationField | null;
  /** True where line ends of the file are the author's. */
  readonly preformatted: boolean;
}

interface Draft extends TextRun {
  text: string;
  readonly notes: string[];
  readonly field: CitationField | null;
}

// Soft hyphens, zero-width spaces and joiners of words, byte order marks, bidirectional controls.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const SPACES = /[ \t\r\n\f]+/g;

/** Writes paragraphs, one after the other, and counts them. */
export class Pen {
  /** The page that is written on; null in a file without pages. */
  page: number | null = null;
  #count = 0;
  #written: ReportParagraph[] = [];
  #runs: Draft[] = [];
  #place: FilePlace | null = null;
  /** White space that nothing follows yet. */
  #gap: { readonly space: string; readonly manner: Manner } | null = null;
  #started = false;
  #listed = false;

  /** Writes text with its white space collapsed. */
  write(data: string, manner: Manner): void {
    const lines = manner.preformatted ? data.split('\n') : [data];
    for (const [i, line] of lines.entries()) {
      if (i > 0) this.breakLine(manner);
      const text = line.replace(INVISIBLE, '').replace(SPACES, ' ');
      if (text.startsWith(' ')) this.#leave(' ', manner);
      if (text.trim() !== '')
        this.#put(text.slice(text.startsWith(' ') ? 1 : 0, text.endsWith(' ') ? -1 : undefined), manner);
      if (text.endsWith(' ')) this.#leave(' ', manner);
    }
  }

  /** A line break of the author's. */
  breakLine(manner: Manner): void {
    this.#leave('\n', manner);
  }

  /** Leaves a gap, which is written once something follows it. Of spaces and line breaks, the breaks are kept. */
  #leave(space: string, manner: Manner): void {
    if (!this.#gap || this.#gap.space === ' ') this.#gap = { space, manner };
    else if (space === '\n') this.#gap = { space: `${this.#gap.space}\n`, manner };
  }

  #put(text: string, manner: Manner): void {
    if (this.#gap && this.#started) this.#runFor(this.#gap.manner).text += this.#gap.space;
    this.#gap = null;
    this.#started = true;
    this.#listed ||= manner.listed;
    this.#runFor(manner).text += text;
  }

  #runFor({ href, field }: Manner): Draft {
    const last = this.#runs.at(-1);
    if (last && last.href === href && last.field === field && last.notes.length === 0) return last;
    const items = field && !field.written ? field.items : [];
    if (field) field.written = true;
    this.#place ??= { page: this.page, paragraph: this.#count + 1 };
    const run: Draft = { text: '', href, notes: [], items, field };
    this.#runs.push(run);
    return run;
  }

  /** The mark of a note, behind what is written. */
  mark(note: string, manner: Manner): void {
    (this.#runs.at(-1) ?? this.#runFor(manner)).notes.push(note);
  }

  /** Ends the paragraph, if there is one. */
  end({ kind, level, indented, cell }: Manner): void {
    if (this.#place) {
      const runs = this.#runs.map(({ text, href, notes, items }): TextRun => ({ text, href, notes, items }));
      this.#written.push({ kind, level, indented, listed: this.#listed, cell, runs, place: this.#place });
      this.#count++;
    }
    this.#runs = [];
    this.#gap = null;
    this.#started = false;
    this.#listed = false;
    this.#place = null;
  }

  /** What was written since it was last taken. */
  take(): readonly ReportParagraph[] {
    const written = this.#written;
    this.#written = [];
    return written;
  }
}
