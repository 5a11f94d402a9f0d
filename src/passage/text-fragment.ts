import { cutsWord } from './find-passage.js';
import type { Haystack, Span } from './haystack.js';
import { foldedText, isBearing } from './text/fold.js';

/** Parts of one quotation that a link names: with more, mail programs break the address. */
const MOST_PARTS = 3;
/** A passage of up to this many words is named whole, a longer one by its ends: what lies between may hold marks that the text was read without. */
const WHOLE = 10;
/** Words that name an end: the fewest of these that stand nowhere before. */
const FEWEST = 4;
/** The fewest that name where a passage ends: each more may lie on the other side of a line break, over which browsers do not find. */
const FEWEST_LAST = 3;
/** Words that name an end at most: a longer one makes an address that mail programs break. */
const MOST = 12;
/** Words next to a passage that tell it from its equals. */
const MOST_CONTEXT = 8;
/** Characters of a line, on each side of a place, that are split into words. */
const REACH = 400;

/** Places inside longer words that are passed over, so that `aaaa…` stays linear. */
const MOST_TRIES = 2_000;

let segmenter: Intl.Segmenter | null = null;

/** The words of a text as browsers split them (UAX 29 and a dictionary), as spans from `from`. The dictionary loads at the first call, in 45 ms. */
function wordsIn(text: string, from: number): readonly Span[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({ start: from + index, end: from + index + segment.length }));
}

function wordsNear(text: string, at: number): readonly Span[] {
  const lineEnd = text.indexOf('\n', at);
  const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - REACH);
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, at + REACH);
  return wordsIn(text.slice(from, to), from);
}

/** Half of a character that takes two units. */
const HALF = /\p{Cs}/u;
const HALVES = new RegExp(HALF, 'gu');

function trimmed(text: string, { start, end }: Span): Span | null {
  const isMark = (at: number): boolean =>
    !isBearing(text.charAt(at)) && !HALF.test(text.charAt(at));
  let [from, to] = [start, end];
  while (from < to && isMark(from)) from++;
  while (to > from && isMark(to - 1)) to--;
  return from < to ? { start: from, end: to } : null;
}

/** True when a stretch of the text stands nowhere before, as browsers compare: whole words, letters of either case. */
function isFirst({ text, folded }: Haystack, { start, end }: Span): boolean {
  const needle = foldedText(text.slice(start, end));
  let at = folded.text.indexOf(needle);
  for (let tries = 0; at >= 0 && (folded.at[at] as number) < start; tries++) {
    const isWords = !cutsWord(folded.text, at) && !cutsWord(folded.text, at + needle.length);
    if (isWords || tries === MOST_TRIES) return false;
    at = folded.text.indexOf(needle, at + 1);
  }
  return true;
}

/** `[prefix-,]start[,end][,-suffix]`, as places of the text. */
interface Directive {
  readonly prefix: Span | null;
  readonly start: Span;
  readonly end: Span | null;
  readonly suffix: Span | null;
}

/** The words right before a place, from the fewest to the most: of its own line, or of the line before. */
function prefixes(text: string, at: number): readonly Span[] {
  const end = text.slice(Math.max(0, at - REACH), at).trimEnd().length + Math.max(0, at - REACH);
  return wordsNear(text, end)
    .filter((word) => word.end <= end)
    .slice(-MOST_CONTEXT)
    .map(({ start }) => ({ start, end }))
    .reverse();
}

function suffixAt(text: string, at: number): Span | null {
  const start = at + (/^\s*/u.exec(text.slice(at, at + REACH))?.[0].length ?? 0);
  const last = wordsNear(text, start)
    .filter((word) => word.start >= start)
    .slice(0, FEWEST)
    .at(-1);
  return last === undefined ? null : { start, end: last.end };
}

/** What a browser finds at the passage and, if anything can tell it from its equals, at no place before. */
function directiveOf(haystack: Haystack, passage: Span): Directive | null {
  const { text } = haystack;
  const inner = trimmed(text, passage);
  if (inner === null) return null;
  const within = (word: Span): boolean => word.end > inner.start && word.start < inner.end;
  const head = wordsNear(text, inner.start).filter(within);
  const tail = wordsNear(text, inner.end - 1).filter(within);
  const [first, last] = [head[0], tail.at(-1)];
  if (first === undefined || last === undefined) return null;
  const isWhole = head.length <= WHOLE && head.at(-1)?.end === last.end;
  const start = isWhole ? { start: first.start, end: last.end } : startOf(haystack, head, last);
  const prefix = isFirst(haystack, start) ? null : prefixOf(haystack, start);
  if (isWhole) {
    const told = isFirst(haystack, { start: prefix?.start ?? start.start, end: start.end });
    return { prefix, start, end: null, suffix: told ? null : suffixAt(text, start.end) };
  }
  const rest = tail.filter((word) => word.start >= start.end);
  return { prefix, start, ...endOf(text, rest, start.end) };
}

/** The first words of a passage: the fewest that are first on the page, leaving some for its end. */
function startOf(haystack: Haystack, head: readonly Span[], last: Span): Span {
  const start = (head[0] as Span).start;
  const free = head.at(-1)?.end === last.end ? head.slice(0, -FEWEST) : head;
  const choices = free
    .slice(Math.min(FEWEST, free.length) - 1, MOST)
    .map(({ end }) => ({ start, end }));
  return choices.find((choice) => isFirst(haystack, choice)) ?? (choices.at(-1) as Span);
}

function prefixOf(haystack: Haystack, start: Span): Span | null {
  const choices = prefixes(haystack.text, start.start);
  return (
    choices.find((c) => isFirst(haystack, { start: c.start, end: start.end })) ??
    choices.at(-1) ??
    null
  );
}

/** The last words of a passage: the fewest that stand nowhere between its start and them, or what follows them besides. */
function endOf(
  text: string,
  tail: readonly Span[],
  from: number,
): Pick<Directive, 'end' | 'suffix'> {
  const end = tail.at(-1)?.end;
  if (end === undefined) return { end: null, suffix: null };
  const between = foldedText(text.slice(from, end));
  const choices = tail.slice(-MOST, tail.length - Math.min(FEWEST_LAST, tail.length) + 1).reverse();
  const isOnly = ({ start }: Span): boolean => {
    const needle = foldedText(text.slice(start, end));
    return between.indexOf(needle) + needle.length >= between.length;
  };
  const found = choices.find(isOnly);
  const start = (found ?? (choices.at(-1) as Span)).start;
  return { end: { start, end }, suffix: found === undefined ? suffixAt(text, end) : null };
}

/** Escapes what has a meaning in a directive (`-`, `,` and `&`) besides what an address needs; half a surrogate pair has no escape. */
const encode = (text: string): string =>
  encodeURIComponent(text.replace(HALVES, '')).replaceAll('-', '%2D');

function printed(text: string, { prefix, start, end, suffix }: Directive): string {
  const of = (span: Span): string => encode(text.slice(span.start, span.end));
  const parts = [prefix && `${of(prefix)}-`, of(start), end && of(end), suffix && `-${of(suffix)}`];
  return `text=${parts.filter((part) => part !== null).join(',')}`;
}

/** An address that opens at a passage: a text fragment (https://wicg.github.io/scroll-to-text-fragment/) before its own fragment, or `#page=` in a PDF. */
export function linkToPassage(url: string, haystack: Haystack, spans: readonly Span[]): string {
  const [bare = '', part = ''] = url.split('#', 2);
  const page = spans[0] === undefined ? null : haystack.pageAt(spans[0].start);
  if (page !== null) return `${bare}#page=${page}`;
  const directives = spans
    .slice(0, MOST_PARTS)
    .flatMap((span) => directiveOf(haystack, span) ?? [])
    .map((directive) => printed(haystack.text, directive));
  const kept = part.replace(/:~:.*$/su, '');
  return directives.length > 0
    ? `${bare}#${kept}:~:${directives.join('&')}`
    : kept === ''
      ? bare
      : `${bare}#${kept}`;
}
