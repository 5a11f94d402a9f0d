import type { Document } from '../../model/document.js';
import { foldedText } from '../../text/fold.js';
import { simplify } from '../../text/scripts.js';

const WORD = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
/** What stands between an article's title and the name of its site. */
const SEPARATORS = /\s[|–—·»-]+\s|[|｜_]/u;
/** Headings of the highest level from which on none of them is the page's title: it lists several things. */
const SEVERAL = 3;

/** Words of a title in one Chinese script; of Chinese, which has no spaces, every two characters in a row. */
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    (simplify(foldedText(text)).match(WORD) ?? []).flatMap((word) =>
      /^\p{Script=Han}{2}/u.test(word)
        ? Array.from({ length: word.length - 1 }, (_, i) => word.slice(i, i + 2))
        : [word],
    ),
  );

/** The title that was asked about last: a sitemap's 50,000 entries are held against one. */
let asked: { readonly title: string; readonly words: ReadonlySet<string> } | null = null;

function wanted(title: string): ReadonlySet<string> {
  if (asked?.title !== title) asked = { title, words: wordsOf(title) };
  return asked.words;
}

/** How alike two titles are, 0 to 1: the words that they share, of the words that both have (Dice). */
export function titleLikeness(title: string, other: string): number {
  const [here, there] = [wanted(title), wordsOf(other)];
  const shared = [...here].filter((word) => there.has(word)).length;
  return here.size + there.size === 0 ? 0 : (2 * shared) / (here.size + there.size);
}

/** Share of a title's words that a text has, 0 to 1. */
export function titleShare(title: string, text: string): number {
  const [here, there] = [wanted(title), wordsOf(text)];
  return here.size === 0 ? 0 : [...here].filter((word) => there.has(word)).length / here.size;
}

/** How alike a page's title or first heading is to a title, 0 to 1. */
export function pageLikeness(document: Document, title: string): number {
  const own = document.title ?? '';
  const faces = [own, ...own.split(SEPARATORS), ...headingsOf(document)];
  return Math.max(...faces.map((face) => titleLikeness(title, face)));
}

/** The headings of the highest level, where they are so few that one of them is the page's title. */
function headingsOf({ blocks }: Document): readonly string[] {
  const headings = blocks.filter(({ heading }) => heading !== undefined);
  const highest = Math.min(...headings.map(({ heading }) => heading as number));
  const tops = headings.filter(({ heading }) => heading === highest);
  return tops.length < SEVERAL ? tops.map(({ text }) => text) : [];
}
