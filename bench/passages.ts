import { Readability } from '@mozilla/readability';
import { load } from 'cheerio';
import { parseHTML } from 'linkedom';
import { extract } from '../src/extract/extract.js';
import type { QuoteStatus } from '../src/model/verdict.js';
import { Haystack, haystacksOf } from '../src/quote/haystack.js';
import { judgeQuote, type SearchedText } from '../src/quote/judge-quote.js';
import { weightOf } from '../src/quote/parse-quote.js';
import { openCorpus, pageBytes, percent, type Truth, unescaped } from './corpus.js';
import { MISQUOTED } from './misquoted.js';
import { LAYOUTS } from './printed/layouts.js';
import { benchPrinted } from './printed/printed.js';
import { openPrinter } from './printed/printer.js';
import { TEXTS } from './printed/texts.js';

/** A page of the corpus, read. */
interface Page {
  readonly id: string;
  readonly evidence: SearchedText;
  /** The bare text of cheerio, for the baseline. */
  readonly plain: string;
  /** What reader mode leaves of it, folded to letters and digits. */
  readonly reader: string;
  readonly snippets: readonly string[];
}

const SHORTEST = 25;
const STRANGERS = 10;
const verbose = process.argv.includes('--verbose');

const ranked = (numbers: readonly number[], share: number): string =>
  (numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN).toFixed(2);
// Some snippets were cut at 80 characters, in the middle of a word, which is no passage: the broken word is dropped.
const CUT_AT = 75;
const whole = (snippet: string): string =>
  snippet.length > CUT_AT && /\p{L}$/u.test(snippet) ? snippet.replace(/\s+\S+$/u, '') : snippet;

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function readerText(html: string): string {
  try {
    return new Readability(parseHTML(html).document as unknown as Document).parse()?.textContent ?? '';
  } catch {
    return '';
  }
}

async function readPage(truth: Truth): Promise<Page> {
  const { id, url, with: snippets } = truth;
  const bytes = pageBytes(truth);
  const html = new TextDecoder().decode(bytes);
  const document = await extract(bytes, { contentType: 'text/html; charset=utf-8', url });
  return {
    id,
    evidence: { kind: 'text', url, haystacks: haystacksOf(document) },
    plain: load(html)('body').text(),
    reader: letters(readerText(html)),
    snippets: snippets
      .map(unescaped)
      .map(whole)
      .filter((s) => weightOf(s) >= SHORTEST),
  };
}

/** Verdicts counted, and the milliseconds that each took. */
class Tally {
  readonly costs: number[] = [];
  readonly #counts = new Map<QuoteStatus, number>();

  judge(page: Page, text: string, expected: QuoteStatus): void {
    const start = performance.now();
    const { verdict, similarity } = judgeQuote('q', { text }, page.evidence);
    this.costs.push(performance.now() - start);
    this.#counts.set(verdict, (this.#counts.get(verdict) ?? 0) + 1);
    if (verbose && verdict !== expected)
      console.log(`  ${verdict} ${similarity} on ${page.id}: ${text.slice(0, 160)}`);
  }

  of(verdict: QuoteStatus): string {
    return percent(this.#counts.get(verdict) ?? 0, this.costs.length);
  }

  cost(): string {
    const worst = Math.max(...this.costs).toFixed(1);
    return `median ${ranked(this.costs, 0.5)} ms, p95 ${ranked(this.costs, 0.95)} ms, worst ${worst} ms`;
  }
}

function benchStanding(pages: readonly Page[]): void {
  const tally = new Tally();
  let plain = 0;
  let reader = 0;
  const perPage = pages.map((page) => {
    const start = performance.now();
    for (const snippet of page.snippets) {
      tally.judge(page, snippet, 'intact');
      if (page.plain.includes(snippet)) plain++;
      if (page.reader.includes(letters(snippet))) reader++;
    }
    return performance.now() - start;
  });
  console.log(
    `standing passages intact   ${tally.of('intact')}; altered ${tally.of('altered')}, missing ${tally.of('missing')}`,
  );
  console.log(`  by plain indexOf         ${percent(plain, tally.costs.length)}`);
  console.log(
    `  in reader mode’s text    ${percent(reader, tally.costs.length)} (Readability, letters and digits only)`,
  );
  console.log(`  a quotation              ${tally.cost()}`);
  console.log(
    `  a page, first foldings   median ${ranked(perPage, 0.5)} ms, p95 ${ranked(perPage, 0.95)} ms`,
  );
}

function benchChanged(pages: readonly Page[]): void {
  for (const [name, change] of Object.entries(MISQUOTED)) {
    const tally = new Tally();
    for (const page of pages)
      for (const snippet of page.snippets) {
        const changed = change(snippet);
        if (changed !== null) tally.judge(page, changed, 'altered');
      }
    console.log(
      `${name.padEnd(26)} intact ${tally.of('intact')}, altered ${tally.of('altered')}; ${tally.cost()}`,
    );
  }
}

function benchStrangers(pages: readonly Page[]): void {
  const tally = new Tally();
  const all = pages.flatMap((page) => page.snippets.map((text) => ({ id: page.id, text })));
  for (const [i, page] of pages.entries())
    for (let n = 0; n < STRANGERS; n++) {
      const stranger = all[(i * 7_919 + n * 104_729) % all.length];
      if (stranger && stranger.id !== page.id) tally.judge(page, stranger.text, 'missing');
    }
  console.log(
    `other pages’ passages      missing ${tally.of('missing')}, intact ${tally.of('intact')}; ${tally.cost()}`,
  );
}

const WORDS = 'the police said that loan sharks had charged interest of more than';
/** Texts made to be slow to search, of about `n` characters, each with the quotation to look for. */
const ADVERSARIES: Readonly<Record<string, (n: number) => readonly [page: string, quote: string]>> = {
  'a…a in a…a': (n) => ['a'.repeat(n), 'a'.repeat(n / 10)],
  'a…ab in a…a': (n) => ['a'.repeat(n), `${'a'.repeat(1000)}b`],
  'a a a in a a a': (n) => ['a '.repeat(n / 2), 'a '.repeat(1000)],
  'the same words for ever': (n) => [`${WORDS} `.repeat(n / WORDS.length), `${`${WORDS} `.repeat(20)} end`],
  'thousands of near misses': (n) => [
    Array.from({ length: n / 80 }, (_, i) => `${WORDS} ${i} percent.`).join(' '),
    `${WORDS} a thousand percent`,
  ],
  'parts that all but stand': (n) => [
    `${WORDS} `.repeat(n / WORDS.length),
    `${`${WORDS} [...] `.repeat(20)}no end`,
  ],
  'insertions everywhere': (n) => ['x y '.repeat(n / 4), `${'x [a] '.repeat(200)} z`],
  'brackets in brackets': (n) => [WORDS, '['.repeat(n / 10)],
  'dots and dots': (n) => [WORDS, '. '.repeat(n / 10)],
  'marks upon marks': (n) => [`e${'\u0301'.repeat(n)}`, 'e is not here at all, nor is e'],
  'strangers of Chinese': (n) => [
    '随着民间资本的充裕近年来高利贷'.repeat(n / 15),
    '嚴重影響地方的金融秩序和社會穩定'.repeat(20),
  ],
};

function benchAdversaries(): void {
  for (const [name, make] of Object.entries(ADVERSARIES)) {
    const times = [250_000, 500_000, 1_000_000].map((n) => {
      const [text, quote] = make(n);
      const start = performance.now();
      const haystacks = [new Haystack([{ text, role: 'main' }])];
      judgeQuote('q', { text: quote }, { kind: 'text', url: 'https://a.example/', haystacks });
      return Math.round(performance.now() - start);
    });
    console.log(`${name.padEnd(26)} ${times.join(', ')} ms for n, 2n and 4n (4n is a million characters)`);
  }
}

async function bench(truths: readonly Truth[]): Promise<void> {
  const pages: Page[] = [];
  for (const truth of truths) pages.push(await readPage(truth));
  console.log(`${pages.length} pages; snippets of ${SHORTEST} letters or more`);
  benchStanding(pages);
  benchChanged(pages);
  benchStrangers(pages);
}

const truths = openCorpus();
if (truths !== null) await bench(truths);
benchAdversaries();
const printer = await openPrinter();
if (printer !== null) {
  await benchPrinted(printer, LAYOUTS, TEXTS);
  await printer.close();
}
