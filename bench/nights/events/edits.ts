import { type Dice, dice, paragraph as otherParagraph } from '../../../test/replica/prose.js';
import { also, right, type Word } from '../claim.js';
import { type Draft, reworded } from '../draft.js';
import { FOREVER, type Happening, happening } from '../happening.js';
import { LEXICON } from '../lexicon.js';
import { type Passage, paragraph, type Work } from '../work.js';

/** Makes a true event out of a work, from a night on. */
export type Event = (work: Work, from: number) => Happening;

/** That the text changed: true of every edit, and not enough where the passage or the claim is hit. */
export const EDITED = also('content-edited', 'low');
/** What may be said besides while another document waits to be believed. Its passages are told below it, and not by themselves. */
const ANOTHER: readonly Word[] = [
  EDITED,
  also('source-soft-404', 'low'),
  also('content-unread', 'low'),
];

/** An event that alters the text for good; for `lasts` nights after its own it may be told. */
export const altering =
  (
    name: string,
    words: readonly Word[],
    alter: (draft: Draft, seeded: Dice) => Draft,
    lasts = FOREVER,
  ): Event =>
  (work, from) => {
    const told = happening(name, [work], [from, from + lasts], words, {
      // The same throws every night, so that what was altered once stays as it is.
      alter: (draft) => alter(draft, dice(`${work.id} ${work.title} ${name}`)),
    });
    return { ...told, to: FOREVER };
  };

const passageOf = ({ work }: Draft, nth: number): Passage => {
  const passage = work.passages[nth];
  if (passage === undefined) throw new Error(`${work.id} has no passage ${nth}`);
  return passage;
};

const ALTERED: readonly Word[] = [right('passage-altered', 'high'), EDITED];

/** Another number in the quoted passage. */
export const numberEdited = altering('passage edited: number', ALTERED, (draft) =>
  reworded(draft, passageOf(draft, 0).stands, passageOf(draft, 0).otherNumber),
);

/** The quoted passage without its “not”. */
export const notTakenOut = altering('passage edited: not', ALTERED, (draft) =>
  reworded(draft, passageOf(draft, 0).stands, passageOf(draft, 0).denied),
);

/** The page without the quoted sentence. */
export const passageRemoved = altering(
  'passage removed',
  [right('passage-missing', 'high'), EDITED],
  (draft) => reworded(draft, passageOf(draft, 1).stands, ''),
);

/** Nights after its own on which an edit may still be open: three quiet ones, and one more. */
const EDIT_LASTS = 4;

/** A paragraph more, far from the passages. */
export const harmlessEdit = altering(
  'harmless edit',
  [right('content-edited', 'low')],
  (draft, seeded) => ({
    ...draft,
    paragraphs: [...draft.paragraphs, paragraph(seeded, draft.work.lang)],
  }),
  EDIT_LASTS,
);

/** A line below the article that corrects it. */
export const correction = altering(
  'correction',
  [right('source-corrected', 'medium'), EDITED],
  (draft) => ({
    ...draft,
    note: LEXICON[draft.work.lang].one('correction'),
  }),
);

/** Another document at the same address. Its words are English. */
export const documentReplaced = altering(
  'document replaced',
  [right('content-replaced', 'high'), ...ANOTHER],
  (draft, seeded) => ({
    ...draft,
    title: 'Rivers and roads of the inner plateau',
    paragraphs: Array.from({ length: 8 }, () => otherParagraph(seeded, 'en-other')),
  }),
);

/** Other markup around the same words: nothing may be said of it. */
export const redesign = altering('redesign', [], (draft) => ({
  ...draft,
  design: draft.design === 'newspaper' ? 'ministry' : 'newspaper',
}));

/** The next edition's PDF at the address of the one before. */
export const pdfReplaced = altering(
  'PDF replaced by its next edition',
  [
    right('edition-replaced-in-place', 'high'),
    also('edition-newer', 'medium'),
    also('content-replaced', 'high'),
    ...ANOTHER,
  ],
  (draft, seeded) => ({
    ...draft,
    cover: '3 November 2025',
    paragraphs: Array.from({ length: 9 }, () => paragraph(seeded, draft.work.lang)),
  }),
);
