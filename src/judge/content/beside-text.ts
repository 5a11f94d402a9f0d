import type { Block, Document } from '../../model/document.js';
import { isProse } from './moving-text.js';

/** Share of a page's main lines from which on its links are its text: an index, a table of downloads. */
const INDEX = 0.5;

/** Texts of a reading's main lines that speak of another page: each is a link and nothing else, and is no heading. */
function linkedLines({ blocks, links }: Document): readonly string[] {
  const linked = new Set(links.map(({ text }) => text));
  const main = blocks.filter(({ role }) => role === 'main');
  const lines = main.filter(({ text, heading }) => heading === undefined && linked.has(text));
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

/**
 * The two readings without what stands in the main text and is none of it: teasers of other pages, which rotate, and
 * captions that came or went with their pictures. `moved`: the page stands at another address, in a frame that may be
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
  if (beside.size === 0) return [before, after];
  const rest = (blocks: readonly Block[]): readonly Block[] => blocks.filter(({ text }) => !beside.has(text));
  return [
    { ...before, blocks: rest(before.blocks) },
    { ...after, blocks: rest(after.blocks) },
  ];
}
