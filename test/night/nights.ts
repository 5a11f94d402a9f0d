import type { QuoteVerdict } from '../../src/model/quote.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { check } from '../check.js';
import { citation, type FakeWorld, type Page, settings, source, watchlist } from '../world.js';

export const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
/** Where the one source of {@link one} stands. */
export const url = 'https://a.example/article';
/** A watchlist of one source with one quotation. */
export const one: Watchlist = watchlist([source('a')], [citation(1, 'a', PASSAGE)]);

/** The night of a day of October 2025. */
export function night(world: FakeWorld, watch: Watchlist, day: number, raw = {}): Promise<Run> {
  world.date = `2025-10-${String(day).padStart(2, '0')}T02:00:00.000Z`;
  return check(world, watch, settings(raw), () => {});
}

/** Plays nights in which the source of {@link one} answers so, and gives what each said of it. */
export async function play(
  world: FakeWorld,
  ...answers: readonly Page[]
): Promise<readonly SourceVerdict[]> {
  const verdicts: SourceVerdict[] = [];
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    verdicts.push((await night(world, one, i + 1)).sources[0] as SourceVerdict);
  }
  return verdicts;
}

/** The first quotation's verdict. */
export const quoteOf = (verdict: SourceVerdict | undefined): QuoteVerdict | undefined =>
  verdict?.citations[0]?.quotes[0];

/** An answer with these bytes, of which more is said. */
export function answered(html: string, more: object = {}): Page {
  const bytes = new TextEncoder().encode(html);
  const sha256 = `${html.length}`.padStart(64, '0');
  return {
    http: 200,
    headers: { 'content-type': 'text/html' },
    body: { bytes, sha256, truncated: false },
    ...more,
  };
}
