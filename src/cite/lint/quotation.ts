import type { Lint, LintReason } from '../../model/lint.js';
import { leadingLanguage } from '../../text/language.js';
import { clip, shorten } from '../../text/whitespace.js';
import { languageOf } from '../draft/language-of.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

/** An omission that begins where a "not" or a "never" may stand: right behind the verb that would carry it. */
const AUXILIARY =
  /\b(?:do|does|did|has|have|had|is|are|was|were|be|been|will|would|shall|should|can|could|may|might|must)\s+(?:\[\s*(?:\.{3}|…|⋯)\s*\]|\((?:\.{3}|…)\))(?=\s*\p{Ll})/u;
/** Characters around an omission that are shown. */
const AROUND = 30;
/** Characters of a quotation that are shown. */
const FIRST = 70;

/** The quotation itself: whether it has a citation, its marks, its language, and what its omissions may hide. */
export const quotationRules = ({ uses }: LintSubject): readonly Lint[] =>
  uses.flatMap((use) => reasonsOf(use).map((why) => broken(use.place, why)));

function* ofQuotes({ quotes, source, place, printed, added }: LintedUse): Generator<LintReason> {
  // A draft takes a source to be in the language of its quotations: there the title tells.
  const written = (place.source === null ? mainLanguage(printed?.title ?? '') : source.lang) ?? 'und';
  for (const { text, original, translated } of quotes) {
    const cut = AUXILIARY.exec(text);
    if (cut !== null) {
      const end = cut.index + cut[0].length;
      yield {
        rule: 'omission-after-auxiliary',
        words:
          `${clip(text.slice(0, cut.index), AROUND, 'end')}${cut[0]}${clip(text.slice(end), AROUND, 'start')}`.trim(),
      };
    }
    const quoted = mainLanguage(text);
    const isOther = quoted !== 'und' && written !== 'und' && family(quoted) !== family(written);
    // One that was added was held against its page, whatever language that says it is in.
    if (isOther && !added && translated !== true && original === undefined)
      yield { rule: 'translation-unsaid', quoted, source: written };
  }
}

/** Names in another script are no other language. */
const mainLanguage = (text: string): string => leadingLanguage(text) ?? languageOf(text);

const family = (lang: string): string => lang.split('-')[0] ?? lang;

function reasonsOf(use: LintedUse): readonly LintReason[] {
  const why: LintReason[] = [...ofQuotes(use)];
  const [quote] = use.quotes;
  if (use.cited === null && !use.beside && quote !== undefined)
    why.push({ rule: 'uncited-quotation', words: shorten(quote.text, FIRST) });
  const open = use.drafted?.passages.find(({ unbalanced }) => unbalanced);
  if (open !== undefined) why.push({ rule: 'unbalanced-quotation', words: shorten(open.text, FIRST) });
  return why;
}
