/** Words at each end of a passage that a text fragment names; the browser finds what lies between. */
const WORDS = 5;
/** Passages up to this many characters are named whole. */
const WHOLE = 80;
/** Characters of a script without spaces that stand for {@link WORDS} words. */
const UNSPACED_WORDS = 10;

/** Escapes what has a meaning in a text directive: `-`, `,` and `&` besides what a URL needs. */
const encode = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D');

function ends(text: string): readonly [string, string] {
  const words = text.split(/\s+/u);
  return words.length > 2 * WORDS
    ? [words.slice(0, WORDS).join(' '), words.slice(-WORDS).join(' ')]
    : [text.slice(0, UNSPACED_WORDS), text.slice(-UNSPACED_WORDS)];
}

/**
 * An address that opens at the passage: a text fragment (https://wicg.github.io/scroll-to-text-fragment/) on a web
 * page, `#page=` in a PDF. `found` is the passage as it stands, its blocks separated by line feeds.
 */
export function linkToPassage(url: string, found: string, page: number | null): string {
  const bare = url.replace(/#.*$/su, '');
  if (page !== null) return `${bare}#page=${page}`;
  const lines = found
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const first = lines[0] ?? '';
  const last = lines.at(-1) ?? '';
  if (lines.length === 1 && first.length <= WHOLE) return `${bare}#:~:text=${encode(first)}`;
  return `${bare}#:~:text=${encode(ends(first)[0])},${encode(ends(last)[1])}`;
}
