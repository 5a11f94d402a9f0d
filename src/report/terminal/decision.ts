import type { Finding } from '../../model/finding.js';
import type { Decision } from '../../model/watchlist.js';
import { day } from '../dates.js';
import { editedLines } from '../edit-diff.js';
import { messageOf } from '../reasons/finding.js';
import { shellWord } from '../shell-word.js';
import { kindWords, SEVERITY } from '../words.js';
import { painter, plain, wrap } from './screen.js';
import type { Screen } from './terminal.js';

/** What a decision changed in a file, line by line, and until when it holds. */
export function renderDecision(
  { before, after, file }: { readonly before: string; readonly after: string; readonly file: string },
  { source, until }: Pick<Decision, 'source' | 'until'>,
  { colour }: Pick<Screen, 'colour'>,
): string {
  const paint = painter(colour);
  const lines = editedLines(before, after).map(({ sign, text }) =>
    (sign === '+' ? paint.added : paint.removed)(`${sign} ${text}`),
  );
  const holds = until === null ? 'until further notice: no --until was given' : `until ${day(until)}`;
  const told = lines.length === 0 ? `${file} says so already.` : [file, ...lines].join('\n');
  return `${told}\n${source} is kept ${holds}.\n`;
}

/** The open findings of a source, one of each kind, each with the line that decides it; `command` are the words with which that begins. */
export function renderOpenFindings(
  source: string,
  findings: readonly Finding[],
  command: readonly string[],
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const line = command.map((word) => shellWord(plain(word))).join(' ');
  const told = findings.map((finding) => {
    const { kind, severity, since } = finding;
    const head = `${SEVERITY[severity].word}: ${kindWords(finding).name}, since ${day(since)}`;
    return [
      paint[severity](head),
      wrap(plain(messageOf(finding)), width, '  '),
      `  ${line} --about ${kind} --reason "…"`,
    ].join('\n');
  });
  return `${[`${plain(source)} has ${findings.length} open findings. Which one is decided?`, ...told].join('\n\n')}\n`;
}
