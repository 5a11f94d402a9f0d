import type { FilePlace } from '../../model/import.js';
import type { ReportParagraph } from '../manuscript.js';
import type { Reference } from '../reference.js';
import { type Introduction, introductionIn } from './introduction.js';
import { endsText, type MarkedText } from './marked-text.js';
import type { Passage, Prose } from './passages.js';

/** The paragraphs since the last heading or citation, and the sources that they name themselves. */
export class Pending {
  readonly paragraphs: ReportParagraph[] = [];
  /** Those of them that name a source, by their places. */
  readonly introductions = new Map<FilePlace, Introduction>();
  /** Those without a mark, with what remarks and links cite there, by their places. */
  readonly unmarked = new Map<FilePlace, MarkedText>();

  add(paragraph: ReportParagraph, marked: MarkedText): void {
    this.paragraphs.push({ ...paragraph, runs: [{ text: marked.text, href: null, notes: [], items: [] }] });
    if (marked.marks.length > 0) return;
    const introduction = introductionIn(paragraph.runs);
    if (introduction !== null) this.introductions.set(paragraph.place, introduction);
    this.unmarked.set(paragraph.place, marked);
  }

  /** Forgets what a paragraph names: a citation behind it says where it is from. */
  forget(place: FilePlace): void {
    this.introductions.delete(place);
    this.unmarked.delete(place);
  }

  /** The source that the introduction of a passage names, or else the remark at its end. */
  namedFor(
    { place }: Passage,
    introduction: string,
    prose: readonly Prose[],
    next: FilePlace | undefined,
  ): Reference | null {
    const at = this.introductions.size > 0 && prose.find((one) => one.text === introduction)?.place;
    const named = at && this.introductions.get(at)?.reference;
    if (named) return named;
    const said = new Set(prose.map((one) => one.place));
    for (const [where, marked] of this.unmarked) {
      const isOwn =
        where.paragraph >= place.paragraph && (next === undefined || where.paragraph < next.paragraph);
      const remark = isOwn && !said.has(where) && marked.remarks.find((mark) => endsText(marked, mark));
      if (remark) return remark.references[0] ?? null;
    }
    return null;
  }
}
