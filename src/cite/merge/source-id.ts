import type { DraftSource } from '../draft/draft.js';

const ACRONYM = /\((?<inside>[\p{Lu}\d]{2,8})\)|^(?<before>\p{Lu}{2,8})(?:$| [–—:-])/u;
/** A title in another script leaves its figures, which name nothing. */
const FIGURES = /^\d+$/u;
/** Words of a title that say least. */
const SMALL = new Set(
  'a an and are as at by for from in into is of on or the to with report reports und der die das des de la le les el los du'.split(
    ' ',
  ),
);
/** Words of a title in an id. */
const MOST_WORDS = 4;

/** An id that a person can read and type: who, when, what (`dfat-2024-country-information`). `taken` are those of others. */
export function sourceId(
  { publisher, title, published }: Pick<DraftSource, 'publisher' | 'title' | 'published'>,
  taken: ReadonlySet<string>,
): string {
  const { inside, before } = ACRONYM.exec(publisher ?? '')?.groups ?? {};
  const who = idWords(inside ?? before ?? publisher ?? '');
  const year = published?.slice(0, 4) ?? '';
  const what = idWords(title ?? '').filter((word) => word !== year);
  const names = what.every((word) => FIGURES.test(word)) ? [] : what;
  const by = who.length + names.length === 0 ? ['source'] : who.slice(0, MOST_WORDS);
  const id = [...by, year, ...names.slice(0, MOST_WORDS)].filter((part) => part !== '').join('-');
  return taken.has(id) ? numbered(id, taken) : id;
}

function numbered(id: string, taken: ReadonlySet<string>): string {
  let n = 2;
  while (taken.has(`${id}-${n}`)) n++;
  return `${id}-${n}`;
}

const idWords = (text: string): readonly string[] =>
  slug(text)
    .split('-')
    .filter((word) => word !== '' && !SMALL.has(word));

/** Latin letters and digits; what is written in other scripts leaves nothing. */
const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
