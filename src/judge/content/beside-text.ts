import type { Block, Document } from '../../model/document.js';
import { takenBackBy } from '../../text/taken-back.js';
import { isProse } from './moving-text.js';

/** Share of a page's main lines from which on its links are its text: an index, a table of downloads. */
const INDEX = 0.5;

/** Characters of what calls a link: `Read more:`. */
const CALL = 24;

/** True for a line that is a link and nothing else, or what calls it besides; figures are more than a call. */
function isTeaser(text: string, linked: ReadonlySet<string>): boolean {
  if (linked.has(text)) return true;
  const colon = text.search(/[:：]/u);
  if (colon < 0 || colon > CALL || /\p{N}/u.test(text)) return false;
  return linked.has(text.slice(colon + 1).trim());
}

/** Texts of a reading's main lines that speak of another page, and are no headings. */
function linkedLines({ blocks, links }: Document): readonly string[] {
  const linked = new Set(links.map(({ text }) => text));
  const main = blocks.filter(({ role }) => role === 'main');
  const lines = main.filter(({ text, heading }) => heading === undefined && isTeaser(text, linked));
  return lines.length < main.length * INDEX ? lines.map(({ text }) => text) : [];
}

const captionsOf = ({ blocks }: Document): readonly string[] =>
  blocks.filter(({ role, caption }) => role === 'main' && caption === true).map(({ text }) => text);

/** Captions that one reading has more of: a picture loads late, and its caption with it. Where as many stand in both, each is text. */
function lateCaptions(before: Document, after: Document): readonly string[] {
  const [was, is] = [captionsOf(before), captionsOf(after)];
  if (was.length === is.length) return [];
  const [fewer, more] = was.length < is.length ? [was, is] : [is, was];
  return more.filter((caption) => !fewer.includes(caption));
}

/** Texts of lines that are words and nothing else: no sentence, heading or figure. */
const labelsOf = ({ blocks }: Document): ReadonlySet<string> =>
  new Set(
    blocks
      .filter(({ text, heading }) => heading === undefined && !isProse(text) && !/\p{N}/u.test(text))
      .map(({ text }) => text),
  );

/** Labels that only one reading has: where a page was set anew they are its new frame. */
function ownLabels(before: Document, after: Document): readonly string[] {
  const [was, is] = [labelsOf(before), labelsOf(after)];
  return [...[...was].filter((label) => !is.has(label)), ...[...is].filter((label) => !was.has(label))];
}

/** Characters from which on a line is more than a label or a menu's word. */
const SAYS_MORE = 40;

/**
 * A reading in which a publisher's note on the document is text, though it stands in a box or in the foot, as they often do;
 * `other` has no such line. What leads elsewhere is a list of notes on other documents.
 */
function withNotes(document: Document, other: Document): Document {
  const there = new Set(other.blocks.map(({ text }) => text));
  const linked = new Set(document.links.map(({ text }) => text));
  const isNote = ({ role, text, place }: Block): boolean =>
    role === 'furniture' &&
    place !== 'comment' &&
    text.length >= SAYS_MORE &&
    !there.has(text) &&
    !linked.has(text) &&
    takenBackBy(text) !== null;
  return document.blocks.some(isNote)
    ? {
        ...document,
        blocks: document.blocks.map((block) => (isNote(block) ? { ...block, role: 'main' } : block)),
      }
    : document;
}

/**
 * The two readings without what stands in the main text and is none of it: teasers of other pages, which rotate, and
 * captions that came or went with their pictures; with the notes by which it is taken back. `moved`: the page stands at another address, in a frame that may be
 * another.
 */
export function withoutBeside(
  before: Document,
  after: Document,
  moved: boolean,
): readonly [before: Document, after: Document] {
  const beside = new Set([
    ...linkedLines(before),
    ...linkedLines(after),
    ...lateCaptions(before, after),
    ...(moved ? ownLabels(before, after) : []),
  ]);
  const [was, is] = [withNotes(before, after), withNotes(after, before)];
  if (beside.size === 0) return [was, is];
  const rest = (blocks: readonly Block[]): readonly Block[] => blocks.filter(({ text }) => !beside.has(text));
  return [
    { ...was, blocks: rest(was.blocks) },
    { ...is, blocks: rest(is.blocks) },
  ];
}
