import type { DiffPart } from '../../model/content-verdict.js';
import { shorten } from '../../text/whitespace.js';
import { day } from '../dates.js';
import { painter, wrap } from '../terminal/screen.js';
import type { Screen } from '../terminal/terminal.js';
import { count } from '../words.js';
import { diffToTerminal } from './diff-view.js';
import { EDIT_WEIGHTS, type EditWeight, editWeights, rewritten } from './edit-weight.js';
import type { TextDiff } from './night-text.js';

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

/** Changes near each other, with the unchanged text around them, and the weight of the gravest. */
interface Stretch {
  readonly parts: readonly DiffPart[];
  readonly weight: EditWeight;
}

/** Changes with the unchanged text around them, those near each other and of like kind together, the gravest first. */
function stretchesOf(diff: TextDiff): readonly Stretch[] {
  const weights = editWeights(diff);
  const stretches: { parts: DiffPart[]; weights: EditWeight[] }[] = [{ parts: [], weights: [] }];
  const isIgnored = (weight: EditWeight): boolean => weight === 'ignored';
  for (const [i, part] of diff.parts.entries()) {
    const stretch = stretches.at(-1) as (typeof stretches)[number];
    stretch.parts.push(part);
    stretch.weights.push(...[weights[i] ?? []].flat());
    const next = weights.slice(i + 1).find((weight) => weight !== null);
    const parts = next != null && stretch.weights.some((weight) => isIgnored(weight) !== isIgnored(next));
    if (part.op === 'same' && (parts || part.text.length > APART || changesIn(stretch.parts) >= DENSE))
      stretches.push({ parts: [part], weights: [] });
  }
  return stretches
    .filter(({ parts }) => changesIn(parts) > 0)
    .map(({ parts, weights: all }) => ({
      parts,
      weight: EDIT_WEIGHTS.find((weight) => all.includes(weight)) ?? 'slight',
    }))
    .toSorted((a, b) => EDIT_WEIGHTS.indexOf(a.weight) - EDIT_WEIGHTS.indexOf(b.weight));
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

const HEADING: Readonly<Record<EditWeight, string>> = {
  quoted: 'In quoted passages:',
  weighty: 'Numbers, dates, names, negations and whole clauses:',
  slight: 'Other words:',
  ignored: 'Around the document, in what is not judged:',
};

/** A text of which a difference of words would say nothing, told in a sentence; null for any other. */
function otherText({ parts, replaced }: TextDiff): string | null {
  const kept = rewritten(parts);
  const share = kept === null ? null : `${Math.round(kept * 100)} % of the wording kept`;
  if (replaced !== null)
    return `another document stands there since ${day(replaced.at)}${share === null ? '' : `, ${share}`}`;
  return share === null ? null : `rewritten, ${share}`;
}

/** What changed at a source between two runs: the edits of weight first, what no verdict looks at last, the first {@link MOST} stretches. */
export function renderTextDiff(diff: TextDiff, { colour, width }: Screen): string {
  const {
    source,
    earlier: { visit: earlier },
    later: { visit: later },
  } = diff;
  const paint = painter(colour);
  const title = wrap(
    paint.strong(`${source}: run ${earlier.run} (${day(earlier.at)}) to run ${later.run} (${day(later.at)})`),
    width,
  );
  const changes = changesIn(diff.parts);
  const other = otherText(diff);
  if (other !== null) return `${title}\n${wrap(`${other}: --html FILE shows both texts`, width)}\n`;
  if (changes === 0) return `${title}\nthe same words; only markup or typography differ\n`;
  const stretches = stretchesOf(diff);
  const shown = stretches.slice(0, MOST);
  const left = stretches.slice(MOST).reduce((n, { parts }) => n + changesIn(parts), 0);
  return [
    `${title}\n${paint.quiet(count(changes, 'change', 'changes'))}`,
    ...shown.flatMap(({ parts, weight }, i) => {
      const [words, head] = [parts.map(shortened), HEADING[weight]];
      const told = wrap(diffToTerminal(words, weight === 'ignored' ? painter(false) : paint), width);
      const first = shown[i - 1]?.weight !== weight;
      const heading = first
        ? [wrap(weight === 'ignored' ? paint.quiet(head) : paint.strong(head), width)]
        : [];
      return [...heading, weight === 'ignored' ? told.split('\n').map(paint.quiet).join('\n') : told];
    }),
    ...(left > 0
      ? [paint.quiet(`… ${count(left, 'more change', 'more changes')}: --html FILE shows them all`)]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}
