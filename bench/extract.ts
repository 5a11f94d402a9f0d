import { load } from 'cheerio';
import type { Block } from '../src/model/document.js';
import { extract } from '../src/reading/extract.js';
import { openCorpus, pageBytes, percent, type Truth, unescaped } from './corpus.js';

const SHORTEST = 25;

const letters = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
const ranked = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b);

/** Labels of the blocks in which a snippet's first place in the text begins and ends. */
function labelsAt(blocks: readonly Block[], snippet: string): Set<Block['role']> {
  const texts = blocks.map((block) => letters(block.text));
  const start = texts.join('').indexOf(snippet);
  const roles = new Set<Block['role']>();
  let offset = 0;
  for (const [i, text] of texts.entries()) {
    if (
      start >= 0 &&
      offset < start + snippet.length &&
      offset + text.length > start &&
      text !== ''
    ) {
      roles.add(blocks[i]?.role ?? 'main');
    }
    offset += text.length;
  }
  return roles;
}

const verbose = process.argv.includes('--verbose');
const COUNT = { with: 0, found: 0, plain: 0, main: 0, without: 0, furniture: 0 };

/** Looks for a page's snippets in its blocks, and counts. */
function count(page: Truth, bytes: Uint8Array, blocks: readonly Block[], sum: typeof COUNT): void {
  const text = letters(blocks.map((block) => block.text).join('\n'));
  const plain = letters(load(new TextDecoder().decode(bytes))('body').text());
  const snippets = (raw: readonly string[], least: number) =>
    raw
      .map(unescaped)
      .map(letters)
      .filter((snippet) => snippet.length >= least);
  for (const snippet of snippets(page.with, SHORTEST)) {
    sum.with++;
    if (plain.includes(snippet)) sum.plain++;
    if (!text.includes(snippet)) {
      if (verbose) console.log('lost', page.id, plain.includes(snippet), snippet.slice(0, 100));
      continue;
    }
    sum.found++;
    if (labelsAt(blocks, snippet).has('main')) sum.main++;
    else if (verbose) console.log('called furniture', page.id, snippet.slice(0, 80));
  }
  for (const snippet of snippets(page.without, 1)) {
    const roles = labelsAt(blocks, snippet);
    if (roles.size === 0) continue;
    sum.without++;
    if (!roles.has('main')) sum.furniture++;
    else if (verbose) console.log('called main', page.id, snippet.slice(0, 80));
  }
}

async function bench(pages: readonly Truth[]): Promise<void> {
  const sum = { ...COUNT };
  const costs: number[] = [];
  const ratios: number[] = [];
  for (const page of pages) {
    const bytes = pageBytes(page);
    const hint = { contentType: 'text/html; charset=utf-8', url: page.url };
    const { blocks } = await extract(bytes, hint);
    const ours = await fastest(() => extract(bytes, hint));
    costs.push((ours * 100_000) / bytes.length);
    ratios.push(ours / (await fastest(() => load(new TextDecoder().decode(bytes)))));
    count(page, bytes, blocks, sum);
  }
  const spread = (numbers: readonly number[]): string => {
    const sorted = ranked(numbers);
    return `median ${at(sorted, 0.5).toFixed(2)}, p95 ${at(sorted, 0.95).toFixed(2)}`;
  };
  console.log(
    [
      `${pages.length} pages; snippets of ${SHORTEST} letters or more, compared by letters and digits`,
      `passages found            ${percent(sum.found, sum.with)}`,
      `  by $('body').text()     ${percent(sum.plain, sum.with)}`,
      `  of these labelled main  ${percent(sum.main, sum.found)}`,
      `furniture labelled so     ${percent(sum.furniture, sum.without)} of those on the page`,
      `ms a page of 100 kB       ${spread(costs)}`,
      `  times cheerio.load      ${spread(ratios)}`,
    ].join('\n'),
  );
}

/** Milliseconds of the fastest of three runs. */
async function fastest(work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 3; i++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const corpus = openCorpus();
if (corpus !== null) await bench(corpus);
