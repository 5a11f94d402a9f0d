import { addressKey } from '../../model/address.js';
import { hasName, isSamePublisher, plainName as key } from '../../passage/text/names.js';
import type { Reference } from '../reference.js';

type SameSourceReason = 'address' | 'title' | 'cut-title';

/** Letters of a title that was cut ("Country Information Rep…") from which it is known again. */
const LEAST_CUT = 12;
const CUT = /(?<!\s)\s*(?:…|\.{3})$/u;

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

/** Dates agree where one says no more than the other: `2024` and `2024-06-24`. */
function agree(a: Named['published'], b: Named['published']): boolean {
  const [one = null, other = null] = [a?.iso, b?.iso];
  return one === null || other === null || one.startsWith(other) || other.startsWith(one);
}

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
