import { load } from 'cheerio';
import { extract } from '../src/extract/extract.js';
import type { Block } from '../src/model/document.js';
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
    if (start >= 0 && offset < start + snippet.length && offset + text.length > start && text !== '') {
      roles.add(blocks[i]?.role ?? 'main');
    }
    offset += text.length;
  }
  return roles;
}

async function bench(pages: readonly Truth[]): Promise<void> {
  const count = { with: 0, found: 0, plain: 0, main: 0, without: 0, furniture: 0 };
  const costs: number[] = [];
  const ratios: number[] = [];
  const verbose = process.argv.includes('--verbose');
  for (const page of pages) {
    const bytes = pageBytes(page);
    const hint = { contentType: 'text/html; charset=utf-8', url: page.url };
    const { blocks } = await extract(bytes, hint);
    const [ours, bare] = [
      await fastest(() => extract(bytes, hint)),
      await fastest(() => load(new TextDecoder().decode(bytes))),
    ];
    costs.push((ours * 100_000) / bytes.length);
    ratios.push(ours / bare);

    const text = letters(blocks.map((block) => block.text).join('\n'));
    const plain = letters(load(new TextDecoder().decode(bytes))('body').text());
    for (const snippet of page.with
      .map(unescaped)
      .map(letters)
      .filter((s) => s.length >= SHORTEST)) {
      count.with++;
      if (plain.includes(snippet)) count.plain++;
      if (!text.includes(snippet)) {
        if (verbose) console.log('lost', page.id, plain.includes(snippet), snippet.slice(0, 100));
        continue;
      }
      count.found++;
      if (labelsAt(blocks, snippet).has('main')) count.main++;
      else if (verbose) console.log('called furniture', page.id, snippet.slice(0, 80));
    }
    for (const snippet of page.without
      .map(unescaped)
      .map(letters)
      .filter((s) => s !== '')) {
      const roles = labelsAt(blocks, snippet);
      if (roles.size === 0) continue;
      count.without++;
      if (!roles.has('main')) count.furniture++;
      else if (verbose) console.log('called main', page.id, snippet.slice(0, 80));
    }
  }
  const [cost, ratio] = [ranked(costs), ranked(ratios)];
  console.log(
    `${pages.length} pages; snippets of ${SHORTEST} letters or more, compared by letters and digits`,
  );
  console.log(`passages found            ${percent(count.found, count.with)}`);
  console.log(`  by $('body').text()     ${percent(count.plain, count.with)}`);
  console.log(`  of these labelled main  ${percent(count.main, count.found)}`);
  console.log(`furniture labelled so     ${percent(count.furniture, count.without)} of those on the page`);
  console.log(
    `ms a page of 100 kB       median ${at(cost, 0.5).toFixed(2)}, p95 ${at(cost, 0.95).toFixed(2)}`,
  );
  console.log(
    `  times cheerio.load      median ${at(ratio, 0.5).toFixed(2)}, p95 ${at(ratio, 0.95).toFixed(2)}`,
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
