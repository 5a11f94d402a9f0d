import { load } from 'cheerio';
import { judgeContent } from '../src/judging/content/judge-content.js';
import { snapshotOf } from '../src/model/visit.js';
import { haystacksOf } from '../src/passage/haystack.js';
import { judgeQuote } from '../src/passage/judge-quote.js';
import { extract } from '../src/reading/extract.js';
import { openCorpus, pageBytes, type Truth } from './corpus.js';

/**
 * `npm run bench -- endurance`: 10,000 pages (or as many as are given) through reading and judging in one process. Prints the cost of a page
 * of 100 kB, its ratio to a bare parse of the same page, the cost of a quotation, and the memory after each thousand.
 */
const PAGES = Number(process.argv[2] ?? 10_000);
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
const megabytes = (): number => Math.round(process.memoryUsage().rss / 1e6);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function timed(
  page: Truth,
  bytes: Uint8Array,
): Promise<{ page: number; bare: number; quote: number }> {
  const begin = performance.now();
  load(new TextDecoder().decode(bytes));
  const start = performance.now();
  const document = await extract(bytes, { contentType: 'text/html; charset=utf-8', url: page.url });
  const snapshot = snapshotOf(page.id, document);
  judgeContent({ ...snapshot, sha256: 'later' }, snapshot);
  const evidence = { kind: 'text' as const, url: page.url, haystacks: haystacksOf(document) };
  const read = performance.now();
  for (const text of page.with) judgeQuote('q', { text }, evidence);
  const judged = performance.now();
  const per100kB = 100_000 / bytes.length;
  return {
    page: (read - start) * per100kB,
    bare: (start - begin) * per100kB,
    quote: (judged - read) / page.with.length,
  };
}

async function bench(corpus: readonly Truth[]): Promise<void> {
  const pages = corpus
    .filter((page) => page.with.length > 0)
    .map((page) => ({ page, bytes: pageBytes(page) }));
  const costs = { page: [] as number[], ratio: [] as number[], quote: [] as number[] };
  const memory: number[] = [];
  for (let n = 0; n < PAGES; n++) {
    const { page, bytes } = pages[n % pages.length] as (typeof pages)[number];
    const cost = await timed(page, bytes);
    costs.page.push(cost.page);
    costs.ratio.push(cost.page / cost.bare);
    costs.quote.push(cost.quote);
    if ((n + 1) % 1000 === 0) memory.push(megabytes());
  }
  say(`pages read and judged          ${PAGES} (${pages.length} real pages in turn)`);
  say(`ms a page of 100 kB            median ${median(costs.page).toFixed(2)}   (target 15)`);
  say(`  times a bare parse           median ${median(costs.ratio).toFixed(2)}`);
  say(`ms a quotation                 median ${median(costs.quote).toFixed(3)}   (target 1)`);
  say(`memory after each 1,000, MB    ${memory.join(' ')}`);
  const [first = 0, last = 0] = [memory[1], memory.at(-1)];
  say(`growth from 2,000 to 10,000    ${(last / first).toFixed(2)} times   (flat: 1)`);
}

const corpus = openCorpus();
if (corpus !== null) await bench(corpus);
