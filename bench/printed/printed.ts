import type { QuoteVerdict } from '../../src/model/quote.js';
import { haystacksOf } from '../../src/passage/haystack.js';
import { judgeQuote, type SearchedText } from '../../src/passage/judge-quote.js';
import { extract } from '../../src/reading/extract.js';
import { percent } from '../corpus.js';
import { isPlain } from '../passages/tally.js';
import type { Layout } from './layouts.js';
import type { Printer } from './printer.js';
import type { PrintedText } from './texts.js';

const URL = 'https://a.example/printed.pdf';
const verbose = process.argv.includes('--verbose');

/** What became of the passages of one print. */
interface Score {
  passages: number;
  intact: number;
  unverifiable: number;
  forged: number;
  /** Forged ones that are called intact, with nothing of weight pointed out at their edges. */
  passed: number;
}

const forgeriesOf = (passage: string, text: PrintedText): readonly string[] =>
  text.forgeries
    .filter(([from]) => passage.includes(from))
    .map(([from, to]) => passage.replace(from, to));

async function score(
  printer: Printer,
  layout: Layout,
  text: PrintedText,
  name: string,
): Promise<Score> {
  const print = layout(text);
  const document = await extract(await printer.print(print), {
    contentType: 'application/pdf',
    url: URL,
  });
  const evidence: SearchedText = { kind: 'text', url: URL, haystacks: haystacksOf(document) };
  const judge = (passage: string): QuoteVerdict => judgeQuote('q', { text: passage }, evidence);
  const found: Score = { passages: 0, intact: 0, unverifiable: 0, forged: 0, passed: 0 };
  for (const passage of print.passages) {
    const { verdict, why } = judge(passage);
    found.passages++;
    if (verdict === 'intact') found.intact++;
    if (verdict === 'unverifiable') found.unverifiable++;
    if (verbose && verdict !== 'intact')
      console.log(`  ${verdict} (${why.kind}), ${name}, ${text.lang}: ${passage}`);
    for (const forgery of forgeriesOf(passage, text)) {
      found.forged++;
      if (!isPlain(judge(forgery))) continue;
      found.passed++;
      if (verbose) console.log(`  passes, ${name}, ${text.lang}: ${forgery}`);
    }
  }
  return found;
}

const CELL = 8;
const share = ({ intact, unverifiable, passages, passed }: Score): string =>
  `${((100 * intact) / passages).toFixed(0)}${unverifiable > 0 ? `+${((100 * unverifiable) / passages).toFixed(0)}u` : ''}${passed > 0 ? `!${passed}` : ''}`;

/** Prints every text in every layout, looks for its passages in the PDF, and says how many stand, and how many forged ones pass. */
export async function benchPrinted(
  printer: Printer,
  which: string,
  layouts: Readonly<Record<string, Layout>>,
  texts: readonly PrintedText[],
): Promise<void> {
  console.log(`printed by Chromium: ${which}`);
  console.log(
    `${' '.repeat(20)}${texts.map(({ lang }) => lang.padStart(CELL)).join('')}   (% intact; u: unverifiable; !: forgeries that pass)`,
  );
  const all: Score[] = [];
  for (const [name, layout] of Object.entries(layouts)) {
    const row: Score[] = [];
    for (const text of texts) row.push(await score(printer, layout, text, name));
    all.push(...row);
    console.log(`${name.padEnd(20)}${row.map((one) => share(one).padStart(CELL)).join('')}`);
  }
  const sum = (of: (one: Score) => number): number => all.reduce((n, one) => n + of(one), 0);
  const passages = sum((one) => one.passages);
  console.log(
    `passages of printed PDFs   intact ${percent(
      sum((one) => one.intact),
      passages,
    )}, unverifiable ${percent(
      sum((one) => one.unverifiable),
      passages,
    )}`,
  );
  console.log(
    `  forged ones that pass    ${percent(
      sum((one) => one.passed),
      sum((one) => one.forged),
    )}`,
  );
}
