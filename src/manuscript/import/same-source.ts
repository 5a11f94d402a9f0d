import { addressKey } from '../../model/address.js';
import { foldedText, UNSPACED } from '../../passage/text/fold.js';
import type { Reference } from '../reference.js';

type SameSourceReason = 'address' | 'title' | 'cut-title';

/** Letters of a title that was cut ("Country Information Rep…") from which it is known again. */
const LEAST_CUT = 12;
const CUT = /(?<!\s)\s*(?:…|\.{3})$/u;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu;
/** Words of institutions' names that no acronym counts. */
const SMALL = new Set(['of', 'the', 'and', 'for', 'on', 'in', 'de', 'des', 'du', 'la', 'le', 'für', 'der', 'und', '']);

type Named = Pick<Reference, 'cited' | 'publisher' | 'title' | 'url' | 'published'>;

/** Dedup of sources: two references are one document when their addresses are equal, or their titles and publishers match. */
export function isSameSource(a: Named, b: Named): SameSourceReason | null {
  if (a.url !== null && b.url !== null) return addressKey(a.url) === addressKey(b.url) ? 'address' : null;
  if (a.title === null || b.title === null || !agree(a.published, b.published)) return null;
  const isWhole = key(a.title) === key(b.title);
  if (!isWhole && !isCutFrom(a.title, b.title) && !isCutFrom(b.title, a.title)) return null;
  if (!isSamePublisher(a.publisher, b.publisher) && !names(a, b) && !names(b, a)) return null;
  return isWhole ? 'title' : 'cut-title';
}

/** True for a title that was cut and goes on as the other; one that is too short says nothing. */
function isCutFrom(cut: string, title: string): boolean {
  const start = CUT.test(cut) ? key(cut.replace(CUT, '')) : '';
  return start.length >= LEAST_CUT && key(title).startsWith(start);
}

/** True where a reference prints the other's publisher too: `Walk Free, “…”, Minderoo Foundation` names two. */
export const names = (a: Pick<Named, 'cited'>, { publisher }: Pick<Named, 'publisher'>): boolean =>
  publisher !== null && hasName(a.cited, publisher);

const key = (text: string): string =>
  foldedText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const CHARACTER = new RegExp(UNSPACED, 'gu');

/** The same, each word between spaces; of writing without them, each character. */
const wordsOf = (text: string): string => ` ${key(text).replace(CHARACTER, ' $& ')} `.replace(/ +/gu, ' ');

/** True where a text has a name in it, as words of their own: `RFA` is not in `surfaces`. */
export const hasName = (text: string, name: string): boolean => wordsOf(text).includes(wordsOf(name));

/** Dates agree where one says no more than the other: `2024` and `2024-06-24`. */
function agree(a: Named['published'], b: Named['published']): boolean {
  const [one = null, other = null] = [a?.iso, b?.iso];
  return one === null || other === null || one.startsWith(other) || other.startsWith(one);
}

/** True where one name is the other, a part of it, or its initials; a name that is missing says nothing against it. */
export function isSamePublisher(a: string | null, b: string | null): boolean {
  if (a === null || b === null || a === b) return true;
  if (hasName(a, b) || hasName(b, a)) return true;
  return (
    initialsOf(a).some((name) => namesOf(b).includes(name)) || initialsOf(b).some((name) => namesOf(a).includes(name))
  );
}

const namesOf = (name: string): readonly string[] => (name.match(ACRONYM) ?? []).map((one) => one.toLowerCase());

/** The initials of a name, and the short forms that it has itself, in small letters. */
export const initialsOf = (name: string): readonly string[] => {
  const words = name
    .replace(/\([^()]{0,40}\)/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !SMALL.has(word.toLowerCase()));
  return [words.map((word) => word[0]?.toLowerCase() ?? '').join(''), ...namesOf(name)].filter(
    ({ length }) => length > 1,
  );
};

/** References in which those of one document are found, by address and by the beginning of the title. */
export class SourceIndex<T extends Named> {
  readonly all: T[] = [];
  readonly #places = new Map<string, Set<number>>();

  /** Adds a reference, or puts it in the place of one: what that was found by still leads there. */
  put(one: T, at = this.all.length): void {
    this.all[at] = one;
    for (const key of keysOf(one)) this.#places.set(key, (this.#places.get(key) ?? new Set()).add(at));
  }

  /** The places of references to the same document, in order, and how each is known. */
  same(one: Named): readonly { readonly at: number; readonly because: SameSourceReason }[] {
    const places = new Set(keysOf(one).flatMap((key) => [...(this.#places.get(key) ?? [])]));
    return [...places]
      .sort((a, b) => a - b)
      .flatMap((at) => {
        const because = isSameSource(this.all[at] as T, one);
        return because === null ? [] : [{ at, because }];
      });
  }
}

const keysOf = ({ url, title }: Named): readonly string[] => [
  ...(url === null ? [] : [`address ${addressKey(url)}`]),
  ...(title === null ? [] : [`title ${key(title).slice(0, LEAST_CUT)}`]),
];

/** Things by their keys, in order; without those whose key is null. */
export function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K | null): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(one);
  }
  return groups;
}
