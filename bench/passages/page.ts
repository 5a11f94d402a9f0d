import { Readability } from '@mozilla/readability';
import { type CheerioAPI, load } from 'cheerio';
import { parseHTML } from 'linkedom';
import { haystacksOf } from '../../src/passage/haystack.js';
import type { SearchedText } from '../../src/passage/judge-quote.js';
import { weightOf } from '../../src/passage/parse-quote.js';
import { extract } from '../../src/reading/extract.js';
import { proseOf } from '../alterations.js';
import { pageBytes, type Truth, unescaped } from '../corpus.js';
import { lettersOf, type OtherTexts } from './other-tools.js';

/** A page of the corpus, read. */
export interface Page {
  readonly id: string;
  readonly evidence: SearchedText;
  readonly others: OtherTexts;
  /** Short passages that stand on it, chosen by people. */
  readonly snippets: readonly string[];
  /** Sentences of its paragraphs, and paragraphs that follow one another, as its own markup has them. */
  readonly sentences: readonly string[];
  readonly paragraphs: readonly string[];
  /** True when the page has next to no text of its own. */
  readonly isBare: boolean;
}

/** Letters of the shortest passage that is looked for. */
export const SHORTEST = 25;
/** Letters below which a page shows no document. */
const BARE = 250;
/** Passages of each kind that a page gives at most, so that long pages do not make the figure. */
const MOST = 12;
// Some snippets were cut at 80 characters, in the middle of a word, which is no passage: the broken word is dropped.
const CUT_AT = 75;
const whole = (snippet: string): string =>
  snippet.length > CUT_AT && /\p{L}$/u.test(snippet) ? snippet.replace(/\s+\S+$/u, '') : snippet;

const spread = <T>(all: readonly T[]): readonly T[] =>
  all.filter((_, i) => i % Math.ceil(all.length / MOST) === 0);

function readerText(html: string): string {
  try {
    return (
      new Readability(parseHTML(html).document as unknown as Document).parse()?.textContent ?? ''
    );
  } catch {
    return '';
  }
}

/** What may be quoted of a page by its markup alone: no reader of ours has a part in it. */
function prose(
  page: CheerioAPI,
  main: string,
): { sentences: readonly string[]; paragraphs: readonly string[] } {
  const elements = proseOf(page, main);
  const text = (at: number): string => elements[at]?.text().trim() ?? '';
  const sentences = elements.flatMap((_, i) => text(i).split(/(?<=[.!?])\s+/u));
  const paragraphs = elements.flatMap((element, i) =>
    elements[i + 1]?.[0] !== undefined && element.next()[0] === elements[i + 1]?.[0]
      ? [`${text(i)}\n\n${text(i + 1)}`]
      : [],
  );
  const long = sentences.map((one) => one.trim()).filter((one) => weightOf(one) >= 2 * SHORTEST);
  return { sentences: spread(long), paragraphs: spread(paragraphs) };
}

/** Reads a page as citewatch does, and as other tools do. */
export async function readPage(truth: Truth): Promise<Page> {
  const { id, url, with: snippets } = truth;
  const bytes = pageBytes(truth);
  const html = new TextDecoder().decode(bytes);
  const document = await extract(bytes, { contentType: 'text/html; charset=utf-8', url });
  const page = load(html);
  const plain = page('body').text();
  return {
    id,
    evidence: { kind: 'text', url, haystacks: haystacksOf(document) },
    others: { plain, letters: lettersOf(plain), reader: lettersOf(readerText(html)) },
    snippets: snippets
      .map(unescaped)
      .map(whole)
      .filter((s) => weightOf(s) >= SHORTEST),
    ...prose(page, truth.main),
    isBare: document.blocks.reduce((n, { text }) => n + weightOf(text), 0) < BARE,
  };
}
