import { addressKey } from '../../model/address.js';
import { foldedText } from '../../text/fold.js';
import type { Reference } from '../reference.js';

/** Why two references are taken for one document. */
export type SameBecause = 'address' | 'title' | 'cut-title';

/** Letters of a title that was cut ("Country Information Rep…") from which it is known again. */
const LEAST_CUT = 12;
const CUT = /(?<!\s)\s*(?:…|\.{3})$/u;
const ACRONYM = /\b\p{Lu}{2,}\b/gu;
/** Words of institutions' names that no acronym counts. */
const SMALL = new Set([
  'of',
  'the',
  'and',
  'for',
  'on',
  'in',
  'de',
  'des',
  'du',
  'la',
  'le',
  'für',
  'der',
  'und',
  '',
]);

type Named = Pick<Reference, 'cited' | 'publisher' | 'title' | 'url' | 'published'>;

/** Says whether two references name one document, and by what; null when they do not, or nothing shows it. */
export function isSameSource(a: Named, b: Named): SameBecause | null {
  if (a.url !== null && b.url !== null) return addressKey(a.url) === addressKey(b.url) ? 'address' : null;
  if (a.title === null || b.title === null || !agree(a.published, b.published)) return null;
  if (!isSamePublisher(a.publisher, b.publisher) && !names(a, b) && !names(b, a)) return null;
  const [one, other] = [key(a.title), key(b.title)];
  if (one === other) return 'title';
  return isCutFrom(a.title, other) || isCutFrom(b.title, one) ? 'cut-title' : null;
}

/** True where a reference prints the other's publisher too: `Walk Free, “…”, Minderoo Foundation` names two. */
export const names = ({ cited }: Pick<Named, 'cited'>, { publisher }: Pick<Named, 'publisher'>): boolean =>
  publisher !== null && key(cited).includes(key(publisher));

const key = (text: string): string =>
  foldedText(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function isCutFrom(title: string, whole: string): boolean {
  const cut = CUT.test(title) ? key(title.replace(CUT, '')) : '';
  return cut.length >= LEAST_CUT && whole.startsWith(cut);
}

/** Dates agree where one says no more than the other: `2024` and `2024-06-24`. */
function agree(a: Reference['published'], b: Reference['published']): boolean {
  const [one = null, other = null] = [a?.iso, b?.iso];
  return one === null || other === null || one.startsWith(other) || other.startsWith(one);
}

/** True where one name is the other, a part of it, or its initials; a name that is missing says nothing against it. */
export function isSamePublisher(a: string | null, b: string | null): boolean {
  if (a === null || b === null) return true;
  const [one, other] = [key(a), key(b)];
  if (one.includes(other) || other.includes(one)) return true;
  return (
    initialsOf(a).some((name) => namesOf(b).includes(name)) ||
    initialsOf(b).some((name) => namesOf(a).includes(name))
  );
}

/** Acronyms that a name gives. */
const namesOf = (name: string): readonly string[] =>
  (name.match(ACRONYM) ?? []).map((one) => one.toLowerCase());

/** What a name's words abbreviate to, and the acronyms that it gives itself. */
const initialsOf = (name: string): readonly string[] => {
  const words = name
    .replace(/\([^()]{0,40}\)/gu, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !SMALL.has(word.toLowerCase()));
  return [words.map((word) => word[0]?.toLowerCase() ?? '').join(''), ...namesOf(name)].filter(
    ({ length }) => length > 1,
  );
};

/** References by what {@link isSameSource} looks at, so that each is compared with few others. */
export class SourceIndex {
  readonly #places = new Map<string, Set<number>>();

  /** Adds what is known of the document at a place; what was known of it before stays. */
  add(named: Named, at: number): void {
    const { address, title, whole, cut } = keysOf(named);
    const titles = [title, cut ?? whole].map((key) => key && `${address === null} ${key}`);
    for (const key of [address, ...titles])
      if (key !== null) this.#places.set(key, (this.#places.get(key) ?? new Set()).add(at));
  }

  /** Where documents are that may be the same, in order. Where both have an address, no title decides. */
  candidates(named: Named): readonly number[] {
    const { address, title, whole, cut } = keysOf(named);
    const keys = [title, cut, cut?.replace('cut', 'whole') ?? whole?.replace('whole', 'cut') ?? null];
    const titles = keys.flatMap((key) =>
      address === null ? [`true ${key}`, `false ${key}`] : [`true ${key}`],
    );
    const found = [address ?? '', ...titles].flatMap((key) => [...(this.#places.get(key) ?? [])]);
    return [...new Set(found)].sort((a, b) => a - b);
  }
}

/** An address, a title, and the letters with which a title begins: by which one that was cut is known at least. */
function keysOf({ url, title }: Named) {
  const address = url === null ? null : `address ${addressKey(url)}`;
  if (title === null) return { address, title: null, whole: null, cut: null };
  const isCut = CUT.test(title);
  const start = key(title).slice(0, LEAST_CUT);
  return {
    address,
    title: `title ${key(title)}`,
    whole: isCut ? null : `whole ${start}`,
    cut: isCut ? `cut ${start}` : null,
  };
}
