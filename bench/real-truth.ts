import { diffArrays } from 'diff';
import type { DiffPart } from '../src/model/content.js';

/** One visit to a page. */
export interface Capture {
  readonly at: string;
  readonly html: string;
}

/** The text of a page from some time on, as Markdown. */
export interface Version {
  readonly at: string;
  readonly kind: 'first' | 'text changed' | 'extraction changed';
  readonly text: string;
}

/** A page over the years: `captures` oldest first, `versions` each time its text changed. */
export interface Page {
  readonly page: string;
  readonly captures: readonly Capture[];
  readonly versions: readonly Version[];
}

/** Letters and digits only, in lower case: what a passage and the truth's text are compared by. */
export const letters = (text: string): string =>
  plain(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Markdown as running text: links by their words, marks dropped. */
const plain = (markdown: string): string =>
  markdown
    .replace(/!\[[^\]]*\]\((?:[^()]|\([^()]*\))*\)/gu, '')
    .replace(/\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/gu, '$1')
    .replace(/<[^>]+>/gu, '')
    .replace(/\\([\\`*_{}[\]()#+.!|-])/gu, '$1')
    .replace(/[*_`]{1,3}/gu, '');

/** Shortest and longest sentence that is quoted, in characters: such as reports quote. */
const LEAST = 60;
const MOST = 400;

/** Sentences of a text that stand in one paragraph, evenly spread over it. */
export function sentencesOf(markdown: string, count: number): readonly string[] {
  const sentences = markdown
    .split(/\n{2,}|\n(?=[-*+#>|\d])/u)
    .filter((block) => !/^\s*(?:[#|>]|\d+\.|[-*+])/u.test(block))
    .flatMap((block) =>
      plain(block)
        .replace(/\s+/gu, ' ')
        .split(/(?<=[.!?])\s+(?=\p{Lu})/u),
    )
    .map((sentence) => sentence.trim())
    .filter(
      (s) => s.length >= LEAST && s.length <= MOST && /^[\p{Lu}“"]/u.test(s) && /[.!?”"]$/u.test(s),
    );
  const unique = [...new Set(sentences)];
  const step = Math.max(1, unique.length / count);
  return Array.from(
    { length: Math.min(count, unique.length) },
    (_, i) => unique[Math.floor(i * step)] as string,
  );
}

/** Lines that one text has and the other has not. */
export function changedLines(before: string, after: string): readonly string[] {
  const lines = (text: string): string[] =>
    plain(text)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => letters(line) !== '');
  return diffArrays(lines(before), lines(after))
    .filter(({ added, removed }) => added || removed)
    .flatMap(({ value, added }) => value.map((line) => `${added ? '+' : '-'} ${line}`));
}

/** True when all that changed is a cookie banner that slipped into the truth's selection. */
export const isBannerOnly = (lines: readonly string[]): boolean =>
  lines.length > 0 &&
  lines.every((line) =>
    /cookie|accept all|reject all|manage (?:preferences|choices)|tout accepter|gérer/iu.test(line),
  );

/** The letters of a page as it was sent, whatever reads it. */
const lettersOn = (html: string): string =>
  letters(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/giu, ' ').replace(/<[^>]*>/gu, ' '));

/** Letters of a changed run that tell on which of two pages it stands. */
const TELLING = 5;

/**
 * True when the page, as it was sent, says otherwise than on the night before, though the truth's text is the same: every run
 * that is said to have come stands there more often, and every one that is said to have gone less often. Then it changed
 * outside what the truth's selectors take.
 */
export function isOutsideTruth(diff: readonly DiffPart[], before: string, now: string): boolean {
  const times = (page: string, said: string): number => page.split(said).length;
  const [was, is] = [lettersOn(before), lettersOn(now)];
  const runs = diff
    .filter(({ op }) => op !== 'same')
    .map(({ op, text }) => ({ op, said: letters(text) }))
    .filter(({ said }) => said.length >= TELLING);
  return (
    runs.length > 0 &&
    runs.every(({ op, said }) => {
      const more = times(is, said) - times(was, said);
      return op === 'added' ? more > 0 : more < 0;
    })
  );
}

/** False when nothing of the truth's text is on a page, seen or hidden: an error page that the selectors passed over. */
export function isShownOn(markdown: string, html: string): boolean {
  const page = letters(html.replace(/<[^>]*>/gu, ' '));
  const sentences = sentencesOf(markdown, 20);
  return (
    sentences.length === 0 ||
    sentences.some((sentence) => page.includes(letters(sentence).slice(0, 40)))
  );
}
