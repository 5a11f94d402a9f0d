import { addressKey, hostOf } from '../../model/address.js';
import type { LinkReason } from '../../model/link-reason.js';
import type { SourceMemory } from '../../model/memory.js';
import { isInSight } from '../../model/quote-verdict.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { type Sketch, wordsFor } from '../shingles.js';
import { isOnePage } from '../stranger.js';

/** A source as this night saw it, with what is remembered of it after the night. */
export interface SeenText {
  readonly verdict: SourceVerdict;
  readonly memory: SourceMemory | null;
}

/** Letters of a word from which on it tells titles apart. */
const LETTERS = 4;

/** True when two titles have no telling word in common: then one text cannot be both documents. */
function differ(a: string, b: string): boolean {
  const words = new Set(wordsFor(a, LETTERS));
  return !wordsFor(b, LETTERS).some((word) => words.has(word));
}

/**
 * Ids of sources whose address shows a text that other cited addresses show tonight too, where it was not so before: a wall
 * or a notice, in whatever language. A document that is cited under two addresses shows the same text for good, or has one
 * title. A source with a passage on the page is left alone.
 */
export function oneTextForMany(seen: readonly SeenText[]): ReadonlyMap<string, LinkReason> {
  return new Map(
    [...byText(seen.filter(isNews)), ...bySketch(seen.filter(isStranger))].flatMap((same) => {
      const addresses = new Set(same.map(({ url }) => addressKey(url ?? '')));
      if (addresses.size < 2) return [];
      const hosts = new Set(same.map(({ url }) => hostOf(url ?? '')));
      return same
        .filter((one) => !carriesPassage(one) && same.some((other) => isOther(one, other)))
        .map(({ id }) => [id, { kind: 'one-text', others: addresses.size - 1, hosts: hosts.size }] as const);
    }),
  );
}

type Group = readonly SourceVerdict[];

/** Sources by the text that they show, letter by letter. */
function byText(seen: readonly SeenText[]): readonly Group[] {
  const groups = new Map<string, SourceVerdict[]>();
  for (const { verdict } of seen) {
    const text = verdict.content.textSha256 as string;
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [verdict]);
    else group.push(verdict);
  }
  return [...groups.values()];
}

/** Strangers that one is compared with: on a night with more, each of those that remain stands for itself. */
const MOST = 200;

/** Strangers by the page that they are: a notice may carry the address that was asked for, a clock, a number of the case. */
function bySketch(seen: readonly SeenText[]): readonly Group[] {
  const groups: { readonly sketch: Sketch; readonly of: SourceVerdict[] }[] = [];
  for (const { verdict, memory } of seen) {
    const sketch = memory?.stranger?.sketch ?? [];
    const group = groups.find((one) => isOnePage(one.sketch, sketch));
    if (group !== undefined) group.of.push(verdict);
    else if (groups.length < MOST) groups.push({ sketch, of: [verdict] });
  }
  return groups.map(({ of }) => of);
}

/** A page that shares nothing with its document, and that nothing has given away yet. */
const isStranger = ({ verdict: { link, content }, memory }: SeenText): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.why.kind === 'stranger' &&
  memory?.stranger != null;

/** A text that this address has not shown on an accepted night before, and that is no later state of its document. */
const isNews = ({ verdict: { link, content } }: SeenText): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.textSha256 !== null &&
  (content.change === 'first-visit' || content.change === 'replaced');

/** On a first visit two titles must differ; later it is enough that the text is new at both. */
const isOther = (one: SourceVerdict, other: SourceVerdict): boolean =>
  addressKey(one.url ?? '') !== addressKey(other.url ?? '') &&
  (!isFirst(one) || differ(one.title, other.title));

const isFirst = ({ content: { change, why } }: SourceVerdict): boolean =>
  change === 'first-visit' || (why.kind === 'stranger' && why.first === true);

const carriesPassage = ({ citations }: SourceVerdict): boolean =>
  citations.some((citation) => citation.quotes.some(isInSight));
