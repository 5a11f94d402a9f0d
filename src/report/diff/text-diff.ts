import type { DiffPart } from '../../model/verdict.js';
import type { Snapshot, Visit } from '../../model/visit.js';
import { day } from '../dates.js';
import { painter, wrap } from '../terminal/screen.js';
import type { Screen } from '../terminal/terminal.js';
import { count } from '../words.js';
import { diffToTerminal, shorten } from './diff-view.js';

/** A document on one night. */
export interface NightText {
  readonly visit: Visit;
  /** Null when the text was not kept. */
  readonly snapshot: Snapshot | null;
}

/** A document on two nights, and what turns the earlier text into the later. */
export interface TextDiff {
  readonly source: string;
  readonly earlier: NightText;
  readonly later: NightText;
  readonly parts: readonly DiffPart[];
}

/** Characters of unchanged text after which a new stretch begins; it is cut to its ends (diff-view.ts). */
const APART = 200;
/** Changes after which a new stretch begins in any case. */
const DENSE = 8;
/** Stretches that are shown: a few screens. */
const MOST = 30;
/** Characters of one removed or added piece that are shown. */
const LONGEST = 400;

/** How many places differ: words that were put in place of others are one change. */
export const changesIn = (parts: readonly DiffPart[]): number =>
  parts.filter((part, i) => part.op !== 'same' && (parts[i - 1]?.op ?? 'same') === 'same').length;

/** Changes with the unchanged text around them, those near each other together. */
function stretchesOf(parts: readonly DiffPart[]): readonly (readonly DiffPart[])[] {
  const stretches: DiffPart[][] = [[]];
  for (const part of parts) {
    const stretch = stretches.at(-1) as DiffPart[];
    stretch.push(part);
    if (part.op === 'same' && (part.text.length > APART || changesIn(stretch) >= DENSE))
      stretches.push([part]);
  }
  return stretches.filter((stretch) => changesIn(stretch) > 0);
}

/** A long change by its beginning, with what was left out told. */
function shortened(part: DiffPart): DiffPart {
  if (part.op === 'same' || part.text.length <= LONGEST) return part;
  const text = shorten(part.text, LONGEST);
  return {
    ...part,
    text: `${text} (${count(part.text.length - text.length, 'character', 'characters')} more) `,
  };
}

/** What changed at a source between two runs, word by word: each change in its surroundings, the first {@link MOST} of them. */
export function renderTextDiff(
  { source, earlier: { visit: earlier }, later: { visit: later }, parts }: TextDiff,
  { colour, width }: Screen,
): string {
  const paint = painter(colour);
  const title = paint.strong(
    `${source}: run ${earlier.run} (${day(earlier.at)}) to run ${later.run} (${day(later.at)})`,
  );
  const changes = changesIn(parts);
  if (changes === 0) return `${wrap(title, width)}\nthe same words; only markup or typography differ\n`;
  const stretches = stretchesOf(parts);
  const shown = stretches.slice(0, MOST);
  const left = stretches.slice(MOST).reduce((n, stretch) => n + changesIn(stretch), 0);
  return [
    `${wrap(title, width)}\n${paint.quiet(count(changes, 'change', 'changes'))}`,
    ...shown.map((stretch) => wrap(diffToTerminal(stretch.map(shortened), paint), width)),
    ...(left > 0
      ? [paint.quiet(`… ${count(left, 'more change', 'more changes')}: --html FILE shows them all`)]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}
