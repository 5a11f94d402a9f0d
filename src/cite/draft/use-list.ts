import type { FilePlace } from '../../model/import.js';
import type { Reference } from '../reference.js';
import type { Introduction } from './introduction.js';
import type { Passage } from './passages.js';
import type { MarkedQuotations } from './quotations-by-mark.js';
import { isEnough, passageAt, quotedIn } from './quoted.js';
import type { Sections } from './sections.js';
import type { ReportUse } from './use.js';

/** The uses that were read so far, and the citation that waits for its passages. */
export class UseList {
  readonly all: ReportUse[] = [];
  /** Passages that are set in, without marks and without a citation. */
  readonly unmarked: Passage[] = [];
  readonly #sections: Sections;
  /** Index of the use whose citation stands before its quotation, as in "Amnesty reported:¹"; null for none. */
  #awaiting: number | null = null;
  #leads = false;

  constructor(sections: Sections) {
    this.#sections = sections;
  }

  get last(): ReportUse | undefined {
    return this.all.at(-1);
  }

  /** True while a citation waits for the passage behind it. */
  get isAwaiting(): boolean {
    return this.#awaiting !== null;
  }

  /** What was added last is cited before its passage; where it `leads`, all passages up to the next prose are of it. */
  await(leads = false): void {
    [this.#awaiting, this.#leads] = [this.all.length - 1, leads];
  }

  /** Nothing waits any longer. */
  awaitNone(): void {
    this.#awaiting = null;
  }

  /** Puts a passage to the citation that stood before it; false where none waits for the `nth`, from 0. */
  attach(passage: Passage, nth: number): boolean {
    const use = this.#awaiting === null || (nth > 0 && !this.#leads) ? undefined : this.all[this.#awaiting];
    if (use === undefined) return false;
    this.all[this.#awaiting as number] = { ...use, passages: [...use.passages, passage] };
    return true;
  }

  add(
    reference: Reference | null,
    passages: readonly Passage[],
    introduction: string,
    place: FilePlace,
  ): void {
    this.all.push({ section: this.#sections.current, reference, passages, introduction, place });
  }

  addIntroduced({ reference, rest }: Introduction, at: FilePlace): void {
    const quoted = quotedIn(rest).map((one) => passageAt(one, at));
    if (quoted.length > 0) this.add(reference, quoted, '', at);
  }

  /** `named` is the source that the introduction names. */
  addUncited(passage: Passage, introduction: string, named: Reference | null): void {
    if (isEnough(passage, named !== null)) this.add(named, [passage], introduction, passage.place);
    else if (!passage.marked) this.unmarked.push(passage);
  }

  addMarked(quoted: readonly MarkedQuotations[], place: FilePlace): void {
    for (const { mark, quotations, introduction } of quoted) {
      const passages = [...quotations.map((one) => passageAt(one, place)), ...(mark?.quoted ?? [])];
      if (mark === null) {
        for (const passage of passages) this.addUncited(passage, introduction, null);
        continue;
      }
      for (const [i, reference] of mark.references.entries())
        this.add(reference, i === 0 ? passages : [], introduction, place);
    }
  }
}
