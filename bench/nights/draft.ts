import { dice } from '../../test/replica/prose.js';
import type { Design, Work } from './work.js';

/** What the editors have at an address tonight. Events alter it; the page is set from it. */
export interface Draft {
  readonly work: Work;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly design: Design;
  /** A box above the text, such as a withdrawal; null for none. */
  readonly notice: string | null;
  /** A line below the text, such as a correction; null for none. */
  readonly note: string | null;
  /** A line of figures in a box beside the text; null where there is no such box. */
  readonly fact: string | null;
  /** The date on the cover of a PDF. */
  readonly cover: string | null;
}

/** Of ten works, how many have a box of figures. */
const BOXES = 3;

/** True for a work with a box of figures beside its text. */
export const hasFact = ({ id, form }: Work): boolean =>
  form === 'html' && dice(`${id} box`).roll(1, 10) <= BOXES;

/** A work as its publisher first put it up. */
export const draftOf = (work: Work): Draft => ({
  work,
  title: work.title,
  paragraphs: work.paragraphs,
  design: work.design,
  notice: null,
  note: null,
  fact: hasFact(work) ? `${work.id.length * 7_919} km² · ${work.title.length * 101}` : null,
  cover: work.edition,
});

/** The draft with one sentence for another; an empty one takes it out. Throws when it does not stand there. */
export function reworded(draft: Draft, stands: string, becomes: string): Draft {
  if (!draft.paragraphs.some((text) => text.includes(stands)))
    throw new Error(`${draft.work.id}: not there: ${stands}`);
  return {
    ...draft,
    paragraphs: draft.paragraphs.map((text) =>
      text.replace(stands, becomes).replace(/ {2,}/gu, ' ').trim(),
    ),
  };
}
