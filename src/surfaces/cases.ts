import type { CaseRegister, CaseVerdict, JudgedCase, NotAsked } from '../model/case.js';
import { plain } from './terminal/screen.js';
import { commandMessages } from './words/catalogues.js';
import { type Locale, reasonWords } from './words/locale.js';

const WORDS = commandMessages.cases;

/** Each case of a document with what its register says of it, and the sum. `file` is the document. */
export function renderCases(locale: Locale, judged: readonly JudgedCase[], file: string): string {
  if (judged.length === 0) return `${plain(locale.fill(WORDS.none, { file }))}\n`;
  const lines = judged.map(({ citation: { key, name, guidance }, verdict }) => {
    const blanks = {
      key,
      name: name ?? '',
      has_name: name === null ? 'no' : 'yes',
      guidance: String(guidance),
    };
    const lines = [verdictWords(locale, verdict, name), ...laterWords(locale, verdict)].map(
      (line) => `  ${plain(line)}\n`,
    );
    return `${plain(locale.fill(WORDS.head, blanks))}\n${lines.join('')}`;
  });
  return `${lines.join('')}${locale.fill(WORDS.sum, caseSums(judged))}\n`;
}

/** How many cases there are, and how many of each verdict. */
export function caseSums(judged: readonly JudgedCase[]) {
  const of = (kind: CaseVerdict['kind']): number =>
    judged.filter(({ verdict }) => verdict.kind === kind).length;
  const sums = {
    exists: of('exists'),
    other: of('other-name'),
    missing: of('not-found'),
    open: of('not-asked'),
  };
  return { all: judged.length, ...sums };
}

function verdictWords(locale: Locale, verdict: CaseVerdict, name: string | null): string {
  if (verdict.kind === 'not-asked')
    return locale.fill(WORDS['not-asked'], { reason: notAskedWords(locale, verdict.why) });
  return locale.fill(WORDS[verdict.kind], {
    ...verdict,
    register: WORDS[verdict.register],
    name: name ?? '',
  });
}

function laterWords(locale: Locale, verdict: CaseVerdict): readonly string[] {
  if (verdict.kind !== 'exists' || verdict.later === undefined) return [];
  return [
    verdict.later === 'unknown' ? WORDS['later-unknown'] : locale.fill(WORDS.later, verdict.later),
  ];
}

const register = (why: { readonly register: CaseRegister }) => ({ register: WORDS[why.register] });

const notAskedWords = reasonWords<NotAsked>(
  () => WORDS,
  () => ({ 'not-covered': register, unread: register, unanswered: register }),
);
