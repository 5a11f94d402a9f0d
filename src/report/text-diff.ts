import type { DiffPart } from '../model/verdict.js';
import type { Visit } from '../model/visit.js';
import { day } from './dates.js';
import { diffToTerminal } from './diff-view.js';
import { painter, wrap } from './screen.js';
import type { Screen } from './terminal.js';
import { count } from './words.js';

/** A document on two nights, and what turns the earlier text into the later. */
export interface TextDiff {
  readonly source: string;
  readonly earlier: Visit;
  readonly later: Visit;
  readonly parts: readonly DiffPart[];
}

/** What changed at a source between two runs, word by word, unchanged stretches shortened. */
export function renderTextDiff(
  { source, earlier, later, parts }: TextDiff,
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const changes = parts.filter((part) => part.op !== 'same').length;
  const title = `${source}: run ${earlier.run} (${day(earlier.at)}) to run ${later.run} (${day(later.at)})`;
  if (changes === 0)
    return `${wrap(paint.strong(title), width)}\nthe same words; only markup or typography differ\n`;
  const sum = paint.quiet(count(changes, 'change', 'changes'));
  return `${wrap(paint.strong(title), width)}\n${sum}\n\n${wrap(diffToTerminal(parts, paint), width)}\n`;
}
