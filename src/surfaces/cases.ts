import type { CaseVerdict, JudgedCase, NotAsked } from '../model/case.js';
import { plain } from './terminal/screen.js';
import { commandMessages, fill, reasonWords } from './words/messages.js';

const WORDS = commandMessages.cases;

/** Each case of a document with what its register says of it, and the sum. `file` is the document. */
export function renderCases(judged: readonly JudgedCase[], file: string): string {
  if (judged.length === 0) return `${plain(fill(WORDS.none, { file }))}\n`;
  const lines = judged.map(({ citation: { key, name, guidance }, verdict }) => {
    const blanks = { key, name: name ?? '', has_name: name === null ? 'no' : 'yes', guidance: String(guidance) };
    return `${plain(fill(WORDS.head, blanks))}\n  ${plain(verdictWords(verdict, name))}\n`;
  });
  const sum = (kind: CaseVerdict['kind']): number => judged.filter(({ verdict }) => verdict.kind === kind).length;
  const sums = { exists: sum('exists'), other: sum('other-name'), missing: sum('not-found'), open: sum('not-asked') };
  return `${lines.join('')}${fill(WORDS.sum, { all: judged.length, ...sums })}\n`;
}

/** The same as one JSON document: each citation with its verdict. */
export const renderCasesJson = (judged: readonly JudgedCase[]): string =>
  `${JSON.stringify(
    judged.map(({ citation, verdict }) => ({ ...citation, verdict })),
    null,
    2,
  )}\n`;

function verdictWords(verdict: CaseVerdict, name: string | null): string {
  if (verdict.kind === 'not-asked') return fill(WORDS['not-asked'], { reason: notAskedWords(verdict.why) });
  const register = WORDS[verdict.register];
  return fill(WORDS[verdict.kind], { ...verdict, register, name: name ?? '' });
}

const named = ({ register }: Extract<NotAsked, { readonly register: unknown }>) => ({ register: WORDS[register] });

const notAskedWords = reasonWords<NotAsked>(WORDS, { 'not-covered': named, unread: named, unanswered: named });
