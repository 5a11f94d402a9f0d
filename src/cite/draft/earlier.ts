import { foldedText } from '../../text/fold.js';
import { unreadReference } from '../grammar/parse-reference.js';
import type { Reference } from '../reference.js';
import { hasName, isSamePublisher, isSameSource } from './same-source.js';

const YEAR = /(?<!\p{N})(?:19|20)\d{2}(?=[a-z]?(?![\p{L}\p{N}]))/u;
/** Where a name ends that a title or a year follows. */
const BEHIND_NAME = /[,:]? ?(?:[“"„«‘]|\((?=(?:19|20)\d{2}))|[,:] | (?=(?:19|20)\d{2})/u;
/** Signs around a short title. */
const AROUND_TITLE = /^[\s,:;.(“"„«‘’]+|(?<![\s,:;.)”"»’])[\s,:;.)”"»’]+$/gu;

/** The documents that a report has cited so far, in reading order: what its short forms can mean. */
export class Earlier {
  readonly #all: Reference[] = [];
  /** What was cited last, of which "ibid." says that it holds here too. */
  last: readonly Reference[] = [];

  /** Takes note of what is cited in full, or again. */
  add(references: readonly Reference[]): void {
    if (references.length === 0) return;
    this.last = references;
    this.#all.push(...references.filter(({ doubts }) => !doubts.some(({ kind }) => kind === 'several-fit')));
  }

  /** Does something and forgets what it cited. */
  undone<T>(look: () => T): T {
    const [{ length }, last] = [this.#all, this.last];
    const seen = look();
    this.#all.length = length;
    this.last = last;
    return seen;
  }

  /** The documents that an author's name means, be there a short title or a year behind it: `HRW`, `HRW, Prison visits`, `HRW (2023)`. */
  by(words: string): readonly Reference[] {
    const cut = BEHIND_NAME.exec(words);
    const name = cut === null ? words : words.slice(0, cut.index);
    const more = cut === null ? '' : words.slice(cut.index);
    const year = YEAR.exec(more)?.[0] ?? null;
    const title = lettersOf(more.replace(YEAR, '').replace(AROUND_TITLE, ''));
    const fits = (one: Reference): boolean =>
      (year === null || (one.published?.iso ?? '').startsWith(year)) &&
      (title.length <= 1 || lettersOf(one.title ?? '').includes(title));
    const own = this.#all.filter((one) => isBy(one, name));
    return each(own.length > 0 ? own.filter(fits) : this.#all.filter(({ title }) => isTitled(title, words)));
  }
}

/** Each document once: the first citation of it, which says most. */
function each(references: readonly Reference[]): readonly Reference[] {
  const once: Reference[] = [];
  const isKnown = (one: Reference): boolean =>
    once.some(
      (other) =>
        other.cited === one.cited ||
        (other.url === one.url && one.url !== null) ||
        isSameSource(other, one) !== null,
    );
  for (const one of references) if (!isKnown(one)) once.push(one);
  return once;
}

const isBy = ({ publisher, cited }: Reference, name: string): boolean =>
  (publisher !== null && isSamePublisher(publisher, name)) || hasName(cited.slice(0, name.length + 2), name);

const isTitled = (title: string | null, words: string): boolean =>
  title !== null && hasName(title, words.replace(AROUND_TITLE, ''));

const lettersOf = (text: string): string => foldedText(text).toLowerCase();

/** A short form that several documents fit, as it is printed: a person says which is meant. */
export function askedFor(words: string, fitting: readonly Reference[]): Reference {
  const read = unreadReference([{ text: words, href: null, notes: [], items: [] }]);
  const titles = fitting.map(({ title, cited }) => title ?? cited);
  return { ...read, doubts: [{ kind: 'several-fit', titles }] };
}

/** The same of citations that stand in full beside a quotation, any of which may be of it: it has the address of none. */
export const askedBetween = (fitting: readonly Reference[]): Reference => ({
  ...askedFor(fitting.map(({ title }) => title ?? '…').join(' / '), fitting),
  cited: fitting.map(({ cited }) => cited).join('; '),
});
