import type { Document } from '../../model/document.js';
import type { Lint } from '../../model/lint.js';
import { foldedText } from '../../text/fold.js';
import { broken, type LintedUse } from './subject.js';

/** Words in a row that two writers do not find by chance; of Chinese and Japanese, characters. From a dozen on, plagiarism checkers take a run for copied. */
const RUN = 12;
/** The same for writing without spaces, where a word has about two characters. */
const UNSPACED_RUN = 20;
const WORD =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Runs of quoted words, each with the use that quotes it: what a page is held against. */
export type QuotedRuns = ReadonlyMap<string, LintedUse>;

/** The runs of all quotations, in the language of their sources; a translation that the source does not print has none. */
export function quotedRuns(uses: readonly LintedUse[]): QuotedRuns {
  const runs = new Map<string, LintedUse>();
  for (const use of uses)
    for (const { text, original, translated } of use.quotes)
      if (original !== undefined || translated !== true)
        for (const run of runsIn(original?.text ?? text)) if (!runs.has(run)) runs.set(run, use);
  return runs;
}

/**
 * Quoted words that stand in the page of another source, of another publisher, too: the two do not confirm each other. Told once
 * for each pair. Its time grows with the page.
 */
export function sharedText(
  runs: QuotedRuns,
  { source, publisher }: { readonly source: string; readonly publisher: string | null },
  { blocks }: Document,
): readonly Lint[] {
  const told = new Set<string | null>();
  const lints: Lint[] = [];
  for (const { text, role } of blocks)
    for (const run of role === 'main' ? runsIn(text) : []) {
      const use = runs.get(run);
      if (use === undefined || use.place.source === source || told.has(use.place.source)) continue;
      if (publisher !== null && use.source.publisher === publisher) continue;
      told.add(use.place.source);
      lints.push(broken(use.place, { rule: 'shared-text', other: source, words: run }));
    }
  return lints;
}

function* runsIn(text: string): Generator<string> {
  const words = foldedText(text).toLowerCase().match(WORD) ?? [];
  for (let at = 0; at < words.length; at++) {
    const size = UNSPACED.test(words[at] as string) ? UNSPACED_RUN : RUN;
    if (at + size <= words.length) yield words.slice(at, at + size).join(' ');
  }
}
