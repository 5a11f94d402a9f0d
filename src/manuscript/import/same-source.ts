import { addressKey } from '../../model/address.js';
import type { CaseCitation } from '../../model/case.js';
import { asciiDigit, foldedText, UNSPACED } from '../../passage/text/fold.js';
import {
  hasName,
  initialsOf,
  isSamePublisher,
  plainName as key,
} from '../../passage/text/names.js';
import { simplify } from '../../passage/text/scripts.js';
import { judgmentOf } from '../grammar/case-citation.js';
import type { Reference } from '../reference.js';

type SameSourceReason = 'address' | 'title' | 'cut-title';

/** Letters of a title that was cut ("Country Information Rep…") from which it is known again. */
const LEAST_CUT = 12;
const CUT = /\s*(?:…|\.{3})/u;

type Named = Pick<Reference, 'cited' | 'publisher' | 'title' | 'url' | 'published'>;

/** Dedup of sources: two references are one document when their addresses are equal, or their titles and publishers match. */
export function isSameSource(a: Named, b: Named): SameSourceReason | null {
  if (a.url !== null && b.url !== null)
    return addressKey(a.url) === addressKey(b.url) ? 'address' : null;
  const isCase = isSameCase(judgmentOf(a), judgmentOf(b));
  if (isCase !== null) return isCase ? 'title' : null;
  if (a.title === null || b.title === null || !agree(a.published, b.published)) return null;
  const isWhole = key(a.title) === key(b.title);
  if (
    !isWhole &&
    !isCutFrom(a.title, b.title) &&
    !isCutFrom(b.title, a.title) &&
    !isShort(a, b) &&
    !isShort(b, a)
  )
    return null;
  if (!isSamePublisher(a.publisher, b.publisher) && !names(a, b) && !names(b, a)) return null;
  return isWhole ? 'title' : 'cut-title';
}

/** Whether two references are one judgment, whatever they call it; null where their citations do not tell, as a docket's number and an ECLI. */
function isSameCase(a: CaseCitation | null, b: CaseCitation | null): boolean | null {
  if (a === null || b === null || a.kind !== b.kind) return null;
  const isOneChamber = a.chamber === b.chamber || a.chamber === null || b.chamber === null;
  return isOneChamber && withoutChamber(a) === withoutChamber(b);
}

const withoutChamber = ({ kind, key, year, court, number }: CaseCitation): string =>
  kind === 'neutral' ? `[${year}] ${court} ${number}` : key;

/** True for a title that was cut, at its end or within, and goes on as the other; one that is too short says nothing. */
function isCutFrom(cut: string, title: string): boolean {
  const [start = '', ...others] = cut.split(CUT).map(key);
  const end = others.at(-1) ?? '';
  const rest = key(title).slice(start.length);
  return (
    others.length === 1 &&
    start.length >= LEAST_CUT &&
    key(title).startsWith(start) &&
    rest.endsWith(end)
  );
}

/** True for a title without its subtitle, as later notes print it, which name no address. */
function isShort({ title: short, url }: Named, { title: whole }: Named): boolean {
  const [start, all] = [short, whole].map((title) =>
    foldedText(title ?? '').replace(/^["'“”‘’«»]|["'“”‘’«»]$/gu, ''),
  );
  if (url !== null || !start || !all?.startsWith(start) || key(start).length < LEAST_CUT)
    return false;
  return /^["'”’»]? ?[:.;,?!(\u2013\u2014-]/u.test(all.slice(start.length));
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
    for (const key of keysOf(one))
      this.#places.set(key, (this.#places.get(key) ?? new Set()).add(at));
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

  /** The place of the same document: by its address, as no two have one, else by its title; a cut one that fits several says nothing. */
  find(one: Named): number | undefined {
    const same = this.same(one);
    const cut = same.filter(({ because }) => because === 'cut-title');
    const by = (known: SameSourceReason) => same.find(({ because }) => because === known);
    return (by('address') ?? by('title') ?? (cut.length === 1 ? cut[0] : undefined))?.at;
  }
}

const keysOf = ({ url, title, cited }: Named): readonly string[] => [
  ...[judgmentOf({ title, cited }) ?? []].flat().map(withoutChamber),
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

/** What parts a note: names, titles and locators stand between these. */
const SEGMENTS = /[^,;:()[\]{}<>“”„«»"‹›《》〈〉「」『』，；：。、،؛]+/gu;
const TOKEN = new RegExp(
  String.raw`\p{N}+|${UNSPACED.source}|(?:(?!${UNSPACED.source})[\p{L}\p{M}])+`,
  'gu',
);
const PLACE = /^(?!(?:19|20)\d{2}$)\d/u;
const SYLLABLE = new RegExp(`^${UNSPACED.source}$`, 'u');
/** Letters of the word for a page or a paragraph, at most. Our choice. */
const MAX_PLACE_LENGTH = 10;
/** How many words before its number it may stand. Our choice. */
const REACH_BEFORE = 1;
/** How many words behind its number it may stand, and a syllable before it. Our choice. */
const REACH_BEHIND = 2;
/** Words of a formula at most, our choice. */
const MOST_OF_FORMULA = 3;

const tokensOf = (text: string): readonly string[] =>
  [...foldedText(text).toLowerCase().matchAll(TOKEN)].map(([token]) =>
    token.replace(/\p{N}/gu, asciiDigit),
  );

/** Words that send back, as a file's own notes have them: those at the end of several that name no address, in whatever language (`op. cit.`, `dz. cyt.`, `مرجع سابق`). */
export function formulasIn(notes: readonly string[]): ReadonlySet<string> {
  const ends = notes.flatMap((text) => {
    const segments = [...text.matchAll(SEGMENTS)].map(([segment]) => tokensOf(segment));
    const last = segments.findLast(
      (tokens) => tokens.length > 0 && !tokens.some((token) => PLACE.test(token)),
    );
    const isShort = last !== undefined && last.length <= MOST_OF_FORMULA && segments.length > 1;
    return isShort && !text.includes('://') ? [last.join(' ')] : [];
  });
  return new Set(ends.filter((one, i) => ends.indexOf(one) !== i));
}

/** The tokens of a note; `isLoose` are numbers and words beside them, which name a place there unless the full note has them, and formulas. */
const looseTokens = (text: string, formulas: ReadonlySet<string>) =>
  [...text.matchAll(SEGMENTS)].flatMap(([segment]) => {
    const own = tokensOf(segment);
    if (formulas.has(own.join(' '))) return own.map((token) => ({ token, isLoose: true }));
    const places = own.flatMap((token, i) => (PLACE.test(token) ? [i] : []));
    return own.map((token, i) => {
      const reach = SYLLABLE.test(token) ? REACH_BEHIND : REACH_BEFORE;
      const isBeside = places.some((at) => at - i <= reach && i - at <= REACH_BEHIND);
      return { token, isLoose: isBeside && token.length <= MAX_PLACE_LENGTH };
    });
  });

/** The references of which a note has only words, but for its locator; a year or a name that one has not speaks against it. */
export function containing(
  text: string,
  all: readonly Reference[],
  formulas: ReadonlySet<string> = new Set(),
): readonly Reference[] {
  const tokens = looseTokens(text, formulas);
  const fits = all.map((reference) => {
    const own = new Set([
      ...tokensOf(reference.cited),
      ...initialsOf(reference.publisher ?? '').map((one) => one.toLowerCase()),
    ]);
    const lacks = tokens.filter(({ token, isLoose }) => !isLoose && !own.has(token));
    const has = tokens
      .filter(({ token }) => /\p{L}/u.test(token) && own.has(token))
      .map(({ token }) => token);
    // One sign of a script without spaces may say “the text of”.
    const isContained =
      lacks.length === 0 || (lacks.length === 1 && SYLLABLE.test(lacks[0]?.token ?? ''));
    return { reference, count: isContained && has.join('').length > 1 ? has.length : 0 };
  });
  const most = Math.max(1, ...fits.map(({ count }) => count));
  return fits.flatMap(({ reference, count }) => (count === most ? [reference] : []));
}

const WORD_OF_TITLE = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
/** Words of a title in one Chinese script; of Chinese, which has no spaces, every two characters in a row. */
const titleWords = (text: string): ReadonlySet<string> =>
  new Set(
    (simplify(foldedText(text)).match(WORD_OF_TITLE) ?? []).flatMap((word) =>
      /^\p{Script=Han}{2}/u.test(word)
        ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
        : [word],
    ),
  );

/** Fuzzy title matching: the Dice coefficient of the words of two titles, 0 to 1. */
export function titleLikeness(title: string, other: string): number {
  const [here, there] = [titleWords(title), titleWords(other)];
  const shared = [...here].filter((word) => there.has(word)).length;
  return here.size + there.size === 0 ? 0 : (2 * shared) / (here.size + there.size);
}

export function titleShare(title: string, text: string): number {
  const [here, there] = [titleWords(title), titleWords(text)];
  return here.size === 0 ? 0 : [...here].filter((word) => there.has(word)).length / here.size;
}
