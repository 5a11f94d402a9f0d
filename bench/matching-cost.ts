import { Haystack } from '../src/passage/haystack.js';
import { judgeQuote } from '../src/passage/judge-quote.js';
import { extract } from '../src/reading/extract.js';
import { dice, paragraph } from '../test/replica/prose.js';
import { openCorpus, pageBytes, type Truth } from './corpus.js';

/**
 * `npm run bench -- matching`: what the quotations cost that cost most, those that do not stand. In CPU of this process.
 */
const seconds = (run: () => void): string => {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return `${((user + system) / 1e6).toFixed(2)} s`;
};

function pageOf(seed: string, length: number): readonly string[] {
  const from = dice(seed);
  const paragraphs: string[] = [];
  for (let n = 0; n < length; n += (paragraphs.at(-1) as string).length)
    paragraphs.push(paragraph(from, 'en'));
  return paragraphs;
}

/** Judges each of `quotes` on a page of `paragraphs`, a third of which is furniture; the verdicts counted. */
function judgeAll(paragraphs: readonly string[], quotes: readonly string[]): string {
  const blocks = paragraphs.map((text, i) => ({
    text,
    role: i % 3 === 0 ? ('furniture' as const) : ('main' as const),
  }));
  const haystacks = [
    new Haystack(blocks),
    new Haystack(blocks.filter((block) => block.role === 'main')),
  ];
  const counts: Record<string, number> = {};
  for (const text of quotes) {
    const { verdict } = judgeQuote(
      'q',
      { text },
      { kind: 'text', url: 'https://a.example/', haystacks },
    );
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return JSON.stringify(counts);
}

function bench(name: string, paragraphs: readonly string[], quotes: readonly string[]): void {
  let counts = '';
  const cost = seconds(() => {
    counts = judgeAll(paragraphs, quotes);
  });
  process.stdout.write(`${name.padEnd(52)} ${cost} ${counts}\n`);
}

/** Text of real pages, `length` characters of it from the page numbered `from` on. */
async function realText(
  corpus: readonly Truth[],
  from: number,
  length: number,
): Promise<readonly string[]> {
  const paragraphs: string[] = [];
  for (let [i, n] = [from, 0]; n < length; i++) {
    const page = corpus[i % corpus.length] as Truth;
    const { blocks } = await extract(pageBytes(page), {
      contentType: 'text/html; charset=utf-8',
      url: page.url,
    });
    for (const { text } of blocks) {
      if (n >= length || text.length < LONG) continue;
      paragraphs.push(text);
      n += text.length;
    }
  }
  return paragraphs;
}

/** Characters of a paragraph that somebody would quote. */
const LONG = 120;
const withNot = (text: string): string => text.replace(/ (\w+) (\w+) /, ' $1 not $2 ');
/** Those of them that it changes. */
const changed = (paragraphs: readonly string[]): readonly string[] =>
  paragraphs.map(withNot).filter((text, i) => text !== paragraphs[i]);
const some = (paragraphs: readonly string[], count: number): readonly string[] =>
  paragraphs
    .filter((_, i) => i % Math.max(1, Math.floor(paragraphs.length / count)) === 0)
    .slice(0, count);

const made = pageOf('the page', 3_000_000);
const strange = some(pageOf('another text', 1_000_000), 1_000);
bench('1,000 strangers made of its phrases, 100 kB', pageOf('the page', 100_000), strange);
bench('50 altered quotations, 3 MB of few phrases', made, changed(some(made, 50)));

const corpus = openCorpus();
if (corpus !== null) {
  const page = await realText(corpus, 0, 100_000);
  const others = some(await realText(corpus, 60, 400_000), 1_000);
  bench(`${others.length} missing quotations, real page of 100 kB (target 1 s)`, page, others);
  const large = await realText(corpus, 0, 3_000_000);
  bench('50 altered quotations, 3 MB of real text (target 10 s)', large, changed(some(large, 50)));
}
