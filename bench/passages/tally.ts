import type { QuoteStatus, QuoteVerdict } from '../../src/model/quote.js';
import { judgeQuote, type SearchedText } from '../../src/passage/judge-quote.js';
import { percent } from '../corpus.js';
import { OTHER_TOOLS, type OtherTexts } from './other-tools.js';

const verbose = process.argv.includes('--verbose');

/** True when a reader of the verdict has nothing to look at. */
export const isPlain = ({ verdict, omitted = [] }: QuoteVerdict): boolean =>
  verdict === 'intact' && !omitted.some(({ weighty }) => weighty);

const ranked = (numbers: readonly number[], share: number): string =>
  (numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN).toFixed(2);

/** Where a passage is looked for. */
export interface Place {
  readonly id: string;
  readonly evidence: SearchedText;
  readonly others?: OtherTexts;
}

/** Verdicts counted, the milliseconds that each took, and what other tools say. */
export class Tally {
  readonly costs: number[] = [];
  plain = 0;
  readonly others = new Map(Object.keys(OTHER_TOOLS).map((name) => [name, 0]));
  readonly #counts = new Map<QuoteStatus, number>();

  judge(place: Place, text: string, expected: QuoteStatus): QuoteVerdict {
    const start = performance.now();
    const verdict = judgeQuote('q', { text }, place.evidence);
    this.costs.push(performance.now() - start);
    this.#counts.set(verdict.verdict, (this.#counts.get(verdict.verdict) ?? 0) + 1);
    if (isPlain(verdict)) this.plain++;
    for (const [name, finds] of Object.entries(OTHER_TOOLS))
      if (place.others && finds(text, place.others))
        this.others.set(name, (this.others.get(name) ?? 0) + 1);
    if (verbose && verdict.verdict !== expected)
      console.log(
        `  ${verdict.verdict} (${verdict.why.kind}) on ${place.id}: ${text.slice(0, 160)}`,
      );
    return verdict;
  }

  count(verdict: QuoteStatus): number {
    return this.#counts.get(verdict) ?? 0;
  }

  of(verdict: QuoteStatus): string {
    return percent(this.count(verdict), this.costs.length);
  }

  cost(): string {
    const worst = Math.max(...this.costs).toFixed(1);
    return `median ${ranked(this.costs, 0.5)} ms, p95 ${ranked(this.costs, 0.95)} ms, worst ${worst} ms`;
  }
}

/** One set of passages in the table of tools: how many each calls standing. */
export interface Row {
  readonly what: string;
  /** True when they do stand; an altered one counts only where nothing of weight is pointed out at its edges. */
  readonly stands: boolean;
  readonly tally: Tally;
}

const short = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`;

/** The table of what citewatch and other tools call standing, set by set: in Markdown, as the README has it. */
export function tableOf(rows: readonly Row[]): string {
  const names = Object.keys(OTHER_TOOLS);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['called standing, of', 'passages', 'citewatch', ...names]),
    line(Array.from({ length: names.length + 3 }, () => '---')),
    ...rows.map(({ what, stands, tally }) => {
      const all = tally.costs.length;
      const cells = names.map((name) => short(tally.others.get(name) ?? 0, all));
      return line([
        what,
        String(all),
        short(stands ? tally.count('intact') : tally.plain, all),
        ...cells,
      ]);
    }),
  ].join('\n');
}
