import { haystacksOf } from '../../../src/passage/haystack.js';
import { judgeQuote } from '../../../src/passage/judge-quote.js';
import { weightOf } from '../../../src/passage/parse-quote.js';
import { htmlOf, type Truth } from '../../fixtures/real-pages.js';
import { read } from '../../reading/read.js';
import { lands, type Reader, reaches } from './browser.js';

/** Letters below which a snippet is a word or two. */
const SHORTEST = 25;

/** What became of the links to one passage of each page, where the browser shows that passage. */
export interface Landings {
  readonly shown: number;
  /** The links that did not land on their passage. */
  readonly lost: readonly string[];
  /** Those of the lost that reach it, with something of the page over a part of it. */
  readonly covered: readonly string[];
}

/** Opens the link to the last passage of each of these pages of a folder. */
export async function landingsOn(
  reader: Reader,
  folder: URL,
  truths: readonly Truth[],
): Promise<Landings> {
  const lost: string[] = [];
  const covered: string[] = [];
  let shown = 0;
  for (const truth of truths) {
    const html = htmlOf(folder, truth);
    const url = reader.serve(html);
    const haystacks = haystacksOf(await read(html, 'text/html; charset=utf-8', url));
    for (const text of truth.with.filter((s) => weightOf(s) >= SHORTEST).slice(-1)) {
      const { found, link } = judgeQuote('q', { text }, { kind: 'text', url, haystacks });
      if (found === null || link === null) continue;
      const landing = await reader.follow(link, [found]);
      if (!landing.shown) continue;
      shown++;
      if (lands(landing)) continue;
      const told = `${truth.id}: ${decodeURIComponent(link)}`;
      lost.push(told);
      if (reaches(landing)) covered.push(told);
    }
  }
  return { shown, lost, covered };
}
