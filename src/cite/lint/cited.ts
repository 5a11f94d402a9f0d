import { addressKey } from '../../model/address.js';
import { foldedText } from '../../text/fold.js';
import type { LintedUse } from './subject.js';

/** Words in a row that two writers do not find by chance; of Chinese and Japanese, characters. From a dozen on, plagiarism checkers take a run for copied. */
const RUN = 12;
/** The same for writing without spaces, where a word has about two characters. */
const UNSPACED_RUN = 20;
const WORD =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+/gu;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What reports cite, as the page of a source is held against it. */
export interface CitedWords {
  /** Runs of quoted words, each with the use that quotes it first. */
  readonly runs: ReadonlyMap<string, LintedUse>;
  /** The uses of each source, by its id. */
  readonly bySource: ReadonlyMap<string, readonly LintedUse[]>;
  /** Ids of sources, by the key of their address. */
  readonly byAddress: ReadonlyMap<string, string>;
}

/** Makes {@link CitedWords}. Runs are in the language of their sources; a translation that the source does not print has none. */
export function citedBy(uses: readonly LintedUse[]): CitedWords {
  const runs = new Map<string, LintedUse>();
  const bySource = new Map<string, LintedUse[]>();
  const byAddress = new Map<string, string>();
  for (const use of uses) {
    const { source: id } = use.place;
    if (id !== null) {
      const own = bySource.get(id);
      if (own === undefined) bySource.set(id, [use]);
      else own.push(use);
      if (use.source.url !== null) byAddress.set(addressKey(use.source.url), id);
    }
    for (const { text, original, translated } of use.quotes)
      if (original !== undefined || translated !== true)
        for (const run of runsIn(original?.text ?? text)) if (!runs.has(run)) runs.set(run, use);
  }
  return { runs, bySource, byAddress };
}

/** Each stretch of a text that is long enough not to be there by chance. */
export function* runsIn(text: string): Generator<string> {
  const words = foldedText(text).toLowerCase().match(WORD) ?? [];
  for (let at = 0; at < words.length; at++) {
    const size = UNSPACED.test(words[at] as string) ? UNSPACED_RUN : RUN;
    if (at + size <= words.length) yield words.slice(at, at + size).join(' ');
  }
}
