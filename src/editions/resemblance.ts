import type { Document } from '../model/document.js';
import { fold, lettersOf } from '../text/fold.js';
import { type Family, strangersIn } from './family.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Characters from which on a block is a sentence of the text, and no label, button or cell. */
const SENTENCE = 30;
/** Share of the cited document's prose that a later edition has: one of a third of it was the shortest seen. */
const ENOUGH_PROSE = 0.25;
/** Share below which a page only speaks of the document. */
const SCANT_PROSE = 0.1;
/** Characters of prose that a page has which is a document, where the cited one is not known to compare it with. */
const SOME_PROSE = 400;
/** Section headings from which on their comparison means something. */
const TELLING_HEADINGS = 3;
/** Share of the sections in common by which two documents are built alike. */
const SAME_SECTIONS = 0.3;
/** Words of a title that the series does not have: `corrigendum`, `launches`, `findings`. */
const FEW_STRANGERS = 2;
/** Points of a page that says next to nothing. */
const SCANT = -2;
/** Points from which on a page is an edition of the cited document. */
const ALIKE = 1;

/**
 * True when a page is built as an edition of the cited document is. Its title says nothing that the family does not, it
 * is of that size, and it has the same sections. What is only about the edition (a press release, a launch, an erratum, a
 * placeholder) fails by most of these in any language, so that no list of such pages is needed.
 */
export function isBuiltAlike(page: Document, title: string, family: Family, cited: Document | null): boolean {
  const size = ofSize(page, cited);
  const sections = ofSections(page, cited);
  // Headings over next to nothing are those of a page that waits for its text.
  return ofTitle(title, family, cited) + size + (size === SCANT ? Math.min(0, sections) : sections) >= ALIKE;
}

function ofTitle(title: string, family: Family, cited: Document | null): number {
  const strangers = strangersIn(title, family, cited?.title ?? '');
  return strangers === 0 ? 2 : strangers <= FEW_STRANGERS ? 0 : -1;
}

const proseOf = ({ blocks }: Document): number =>
  blocks
    .filter(({ role, heading, text }) => role === 'main' && heading === undefined && text.length >= SENTENCE)
    .reduce((sum, { text }) => sum + text.length, 0);

function ofSize(page: Document, cited: Document | null): number {
  const [here, there] = [proseOf(page), cited === null ? 0 : proseOf(cited)];
  if (there === 0) return here >= SOME_PROSE ? 1 : cited === null ? SCANT : 0;
  const share = here / there;
  return share >= ENOUGH_PROSE ? 1 : share >= SCANT_PROSE ? -1 : SCANT;
}

/** The section headings of a document, without numbers and figures, which change from year to year. */
const sectionsOf = ({ blocks }: Document): ReadonlySet<string> =>
  new Set(
    blocks
      .filter(({ heading, role }) => role === 'main' && heading !== undefined && heading > 1)
      .map(({ text }) => lettersOf(fold(text.replace(/\d+/gu, ''))).text)
      .filter((letters) => letters !== ''),
  );

function ofSections(page: Document, cited: Document | null): number {
  const [here, there] = [sectionsOf(page), cited === null ? new Set<string>() : sectionsOf(cited)];
  if (there.size < TELLING_HEADINGS) return 0;
  const common = [...here].filter((section) => there.has(section)).length;
  if (common === 0) return -2;
  return common >= Math.min(here.size, there.size) * SAME_SECTIONS ? 3 : 0;
}
