import type { Omission } from '../model/verdict.js';
import { wordsOf } from '../text/tokens.js';
import type { Haystack, Span } from './haystack.js';
import { isClaimChanging } from './weight.js';

/** Characters of an omission that are kept; what is longer is told by its beginning and its end. */
const LONGEST = 2_000;
/** Characters of a sentence before or after a quotation that are looked at. */
const EDGE = 300;
/** Paragraphs that an omission may leave out before it is pointed out for that alone. */
const PARAGRAPHS = 2;
const SENTENCE_END = /[.!?][”"’')\]]*\s|[。！？؟।۔][”」』]?/u;
const EVERY_END = new RegExp(SENTENCE_END, 'gu');

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;

function omission(where: Omission['where'], raw: string): readonly Omission[] {
  const words = wordsOf(raw);
  if (words.length === 0) return [];
  const paragraphs = raw.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
  return [
    { where, text: shortened(raw.trim()), weighty: paragraphs > PARAGRAPHS || words.some(isClaimChanging) },
  ];
}

/** What the page's sentence says before a quotation that begins inside it. */
function sentenceBefore(text: string, start: number): string {
  const line = text.slice(Math.max(text.lastIndexOf('\n', start - 1) + 1, start - EDGE), start);
  const end = [...line.matchAll(EVERY_END)].at(-1);
  return end === undefined ? line : line.slice(end.index + end[0].length);
}

/** What the page's sentence says after a quotation that ends inside it. */
function sentenceAfter(text: string, end: number): string {
  const next = text.indexOf('\n', end);
  const line = `${text.slice(end, Math.min(next < 0 ? text.length : next, end + EDGE))} `;
  const stop = SENTENCE_END.exec(line);
  return stop === null ? line : line.slice(0, stop.index);
}

/** What a passage leaves out of the page: between its parts, and of the sentences in which it begins and ends. `spans` are those of its parts, in order. */
export function omissionsOf({ text }: Haystack, spans: readonly Span[]): readonly Omission[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    ...omission('before', sentenceBefore(text, first.start)),
    ...spans
      .slice(1)
      .flatMap((span, i) => omission('between', text.slice((spans[i] as Span).end, span.start))),
    ...omission('after', sentenceAfter(text, last.end)),
  ];
}
