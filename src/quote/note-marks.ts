import type { Block } from '../model/document.js';
import { matchesIn } from '../text/matches.js';

/** A number that stands where note marks stand, in a block without markup that would prove it one. */
interface Candidate {
  readonly block: number;
  readonly start: number;
  readonly end: number;
  readonly value: number;
  /** The word that it is set to. */
  readonly word: string;
  /** Notes in a row that prove it one. */
  readonly row: number;
}

const CLOSING = String.raw`[.,;:!?)\]”"’'»%]{0,3}`;
const GLUED = new RegExp(
  [
    String.raw`(?<![\p{L}\p{M}])(?<word>[\p{L}\p{M}]+)(?<shut>${CLOSING})(?:(?<digits>\d{1,3})(?![\p{L}\p{N}]|[.,:/^-]\d)|(?<sup>[¹²³⁰⁴-⁹]{1,3})(?![¹²³⁰⁴-⁹]))`,
    String.raw`(?<=[\p{L}\p{N}\p{M}\p{P}]\s?)\[(?<bracket>\d{1,3})\]`,
  ].join('|'),
  'gu',
);
/** Letters of a word that is no unit: a raised number after `km` is a power. */
const WORD = 3;
/** Notes in a row that prove each other: two in brackets, one raised by its own character after a whole word. */
const ROW = 3;
/** Candidates looked back on for the one before. */
const REACH = 8;

const isAcronym = (word: string): boolean => !/\p{Ll}/u.test(word) && /\p{Lu}/u.test(word);

function candidatesOf({ text }: Block, block: number): readonly Candidate[] {
  if (!/[\d¹²³⁰⁴-⁹]/u.test(text)) return [];
  return matchesIn(GLUED, text).flatMap((match): Candidate[] => {
    const { word = '', shut = '', digits, sup, bracket } = match.groups ?? {};
    const mark = digits ?? sup ?? bracket ?? '';
    const end = match.index + match[0].length;
    const start = bracket === undefined ? end - mark.length : match.index;
    if (digits !== undefined && shut === '' && (isAcronym(word) || word.length < 2)) return [];
    if (sup !== undefined && shut === '' && word.length < WORD && /\p{Ll}|\p{Lu}/u.test(word)) return [];
    const value = Number(mark.normalize('NFKC'));
    return [
      {
        block,
        start,
        end,
        value,
        word: word + (bracket === undefined ? '' : `[${value}`),
        row: sup !== undefined ? 1 : bracket !== undefined ? 2 : ROW,
      },
    ];
  });
}

/** The longest run of consecutive numbers that ends at each candidate, in the order given. */
function runsUpTo(candidates: readonly Candidate[], step: 1 | -1): readonly number[] {
  const runs: number[] = [];
  for (const [i, { value, word }] of candidates.entries()) {
    let run = 1;
    for (let j = i - 1; j >= Math.max(0, i - REACH); j--) {
      const before = candidates[j] as Candidate;
      if (before.value === value - step && before.word !== word) run = Math.max(run, (runs[j] as number) + 1);
    }
    runs.push(run);
  }
  return runs;
}

/**
 * The note marks of a text that has no markup for them, as [start, end) of each block: raised after a word, or one of
 * several that rise along the page. `COP28` is none.
 */
export function provenNotes(
  blocks: readonly Block[],
): ReadonlyMap<number, readonly (readonly [number, number])[]> {
  const candidates = blocks.flatMap(candidatesOf);
  const up = runsUpTo(candidates, 1);
  const down = runsUpTo(candidates.toReversed(), -1).toReversed();
  const found = new Map<number, (readonly [number, number])[]>();
  for (const [i, { block, start, end, row }] of candidates.entries()) {
    if ((up[i] as number) + (down[i] as number) - 1 < row) continue;
    found.set(block, [...(found.get(block) ?? []), [start, end]]);
  }
  return found;
}
