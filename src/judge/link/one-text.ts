import { addressKey, hostOf } from '../../model/address.js';
import type { LinkReason } from '../../model/link-reason.js';
import { isInSight, type SourceVerdict } from '../../model/verdict.js';
import { wordsFor } from '../shingles.js';

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
export function oneTextForMany(verdicts: readonly SourceVerdict[]): ReadonlyMap<string, LinkReason> {
  const byText = new Map<string, SourceVerdict[]>();
  for (const verdict of verdicts.filter(isNews)) {
    const text = verdict.content.textSha256 as string;
    byText.set(text, [...(byText.get(text) ?? []), verdict]);
  }
  return new Map(
    [...byText.values()].flatMap((same) => {
      const addresses = new Set(same.map(({ url }) => addressKey(url ?? '')));
      if (addresses.size < 2) return [];
      const hosts = new Set(same.map(({ url }) => hostOf(url ?? '')));
      return same
        .filter((one) => !carriesPassage(one) && same.some((other) => isOther(one, other)))
        .map(({ id }) => [id, { kind: 'one-text', others: addresses.size - 1, hosts: hosts.size }] as const);
    }),
  );
}

/** A text that this address has not shown on an accepted night before. */
const isNews = ({ link, content }: SourceVerdict): boolean =>
  (link.status === 'alive' || link.status === 'moved') &&
  content.textSha256 !== null &&
  content.change !== 'unchanged' &&
  content.change !== 'cosmetic';

/** On a first visit two titles must differ; later it is enough that the text is new at both. */
const isOther = (one: SourceVerdict, other: SourceVerdict): boolean =>
  addressKey(one.url ?? '') !== addressKey(other.url ?? '') &&
  (one.content.change !== 'first-visit' || differ(one.title, other.title));

const carriesPassage = ({ citations }: SourceVerdict): boolean =>
  citations.some((citation) => citation.quotes.some(isInSight));
