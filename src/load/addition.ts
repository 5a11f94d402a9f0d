import { pastedAddress } from '../model/address.js';
import { type Problem, UserError } from '../model/problem.js';
import type { Quote } from '../model/watchlist.js';
import { aboutAddress, aboutDate, aboutLang, aboutText, type Complaint } from './complaints.js';

/** The options of `citewatch add` that say what is cited: text, not checked yet. */
export interface RawAddition {
  readonly quote: string;
  readonly original?: string | undefined;
  readonly lang?: string | undefined;
  readonly section?: string | undefined;
  readonly page?: string | undefined;
  readonly accessed?: string | undefined;
}

/** A citation that is to be added, before it has a source. */
export interface Addition {
  readonly url: string;
  readonly quote: Quote;
  readonly section: string | null;
  readonly page: string | null;
  readonly accessed: string;
}

/** Checks what is to be added; `today` is the day of access where none is given. Throws one `UserError` with every problem. */
export function parseAddition(pasted: string, raw: RawAddition, today: string): Addition {
  const { original, lang, section = null, page = null, accessed = today } = raw;
  const [url, quote] = [pastedAddress(pasted), raw.quote.trim()];
  const checks: readonly (readonly [string, string | null | undefined, Complaint])[] = [
    ['URL', url, aboutAddress],
    ['--quote', quote, aboutText],
    ['--original', original, aboutText],
    ['--lang', lang, aboutLang],
    ['--section', section, aboutText],
    ['--page', page, aboutText],
    ['--accessed', accessed, aboutDate],
  ];
  const problems: Problem[] = checks.flatMap(([file, text, about]) => {
    const message = text === null || text === undefined ? null : about(text);
    return message === null ? [] : [{ file, line: 0, column: 0, message }];
  });
  if (original !== undefined && lang === undefined)
    problems.push({ file: '--original', line: 0, column: 0, message: 'say its language with --lang' });
  if (problems.length > 0) throw new UserError(problems);
  const words =
    original === undefined || lang === undefined
      ? { text: quote }
      : { text: quote, original: { lang, text: original } };
  return { url, quote: words, section, page, accessed };
}

/** What a page states, where `sources.json` may say it too: the day of a moment. */
export const statedDay = (moment: string | null | undefined): string | null =>
  held(moment?.slice(0, 'YYYY-MM-DD'.length), aboutDate);
/** The same of a language. */
export const statedLang = (lang: string | null | undefined): string | null => held(lang, aboutLang);

const held = (text: string | null | undefined, about: Complaint): string | null =>
  typeof text === 'string' && about(text) === null ? text : null;
