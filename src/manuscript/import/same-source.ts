import { addressKey } from '../../model/address.js';
import { foldedText, UNSPACED } from '../../passage/text/fold.js';
import type { Reference } from '../reference.js';

/** Why two references are taken for one document. */
export type SameSourceReason = 'address' | 'title' | 'cut-title';

/** Letters of a title that was cut ("Country Information Rep…") from which it is known again. */
const LEAST_CUT = 12;
const CUT = /(?<!\s)\s*(?:…|\.{3})$/u;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu;
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
export function isSameSource(a: Named, b: Named): SameSourceReason | null {
  if (a.url !== null && b.url !== null) return addressKey(a.url) === addressKey(b.url) ? 'address' : null;
  if (a.title === null || b.title === null || !agree(a.published, b.published)) return null;
  const [one, other] = [lettersOf(a), lettersOf(b)];
  const isWhole = one.title === other.title;
  if (!isWhole && !isCutFrom(one, other) && !isCutFrom(other, one)) return null;
  if (!isSamePublisher(a.publisher, b.publisher) && !names(a, b) && !names(b, a)) return null;
  return isWhole ? 'title' : 'cut-title';
}

/** True where a reference prints the other's publisher too: `Walk Free, “…”, Minderoo Foundation` names two. */
export const names = (a: Pick<Named, 'cited'>, { publisher }: Pick<Named, 'publisher'>): boolean =>
  publisher !== null && lettersOf(a).cited.includes(wordsOf(publisher));

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

/** What is compared of a reference. `cut`: the title where it was cut, and is long enough to be known again. */
class Letters {
  #cited: string | null = null;
  readonly title: string;
  readonly cut: string | null;

  constructor(private readonly named: Pick<Named, 'cited'> & Partial<Named>) {
    const title = named.title ?? '';
    this.title = key(title);
    const cut = CUT.test(title) ? key(title.replace(CUT, '')) : '';
    this.cut = cut.length >= LEAST_CUT ? cut : null;
  }

  get cited(): string {
    this.#cited ??= wordsOf(this.named.cited);
    return this.#cited;
  }
}

/** Folded once: of a long report each reference is compared with many. */
const LETTERS = new WeakMap<object, Letters>();

function lettersOf(named: Pick<Named, 'cited'> & Partial<Named>): Letters {
  const letters = LETTERS.get(named) ?? new Letters(named);
  LETTERS.set(named, letters);
  return letters;
}

const isCutFrom = ({ cut }: Letters, { title }: Letters): boolean => cut !== null && title.startsWith(cut);

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
    const start = named.url === null ? 'bare' : 'addressed';
    for (const key of [...addressesOf(named), ...kept(named).map((title) => `${start} ${title}`)])
      this.#places.set(key, (this.#places.get(key) ?? new Set()).add(at));
  }

  /** Where documents are that may be the same, in order. Where both have an address, no title decides. */
  candidates(named: Named): readonly number[] {
    const starts = named.url === null ? ['bare', 'addressed'] : ['bare'];
    const titles = sought(named).flatMap((title) => starts.map((start) => `${start} ${title}`));
    const found = [...addressesOf(named), ...titles].flatMap((key) => [...(this.#places.get(key) ?? [])]);
    return [...new Set(found)].sort((a, b) => a - b);
  }
}

const addressesOf = ({ url }: Named): readonly string[] =>
  url === null ? [] : [`address ${addressKey(url)}`];

/** Letters with which titles begin, by which one that was cut is known at least: the more, the fewer begin so. */
const STARTS = [LEAST_CUT, 2 * LEAST_CUT, 4 * LEAST_CUT] as const;

const startsOf = (title: string): readonly string[] =>
  STARTS.filter((length) => length <= title.length).map((length) => title.slice(0, length));

/** By what a title is kept: whole with its date and with what that leaves out, by how it begins, and by how far it goes where it was cut. */
function kept(named: Named): readonly string[] {
  if (named.title === null) return [];
  const { title, cut } = lettersOf(named);
  const date = named.published?.iso ?? '';
  return [
    `= ${date} ${title}`,
    ...shorterThan(date).map((part) => `< ${part} ${title}`),
    ...startsOf(title).map((start) => `whole ${start}`),
    ...(cut === null ? [] : [`cut ${startsOf(cut).at(-1)}`]),
  ];
}

/** By what those are found that may be the same. */
function sought(named: Named): readonly string[] {
  if (named.title === null) return [];
  const { title, cut } = lettersOf(named);
  const date = named.published?.iso ?? '';
  return [
    ...[...shorterThan(date), date].map((part) => `= ${part} ${title}`),
    `< ${date} ${title}`,
    ...startsOf(title).map((start) => `cut ${start}`),
    ...(cut === null ? [] : [`whole ${startsOf(cut).at(-1)}`]),
  ];
}

/** What a partial date says less: nothing, a year, a month. */
const shorterThan = (date: string): readonly string[] =>
  ['', date.slice(0, 4), date.slice(0, 7)].filter(
    (part, i, all) => part.length < date.length && all.indexOf(part) === i,
  );
