import { nextEdition } from '../judging/editions/cadence.js';
import { citeSource, formatCitations } from '../manuscript/cite/citation-line.js';
import type { NewerEdition } from '../model/edition.js';
import { isFailing } from '../model/link.js';
import { isLost } from '../model/quote.js';
import type { Run } from '../model/run.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import { indexOf, stands, type Verdicts } from '../model/verdicts.js';
import type { LifeVisit, Visit } from '../model/visit.js';
import { latestOf, type Series, type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { isSameEdition } from '../passage/text/edition-name.js';
import type { StoreReader } from '../store/store.js';
import { overview } from '../surfaces/overview.js';
import type {
  Beside,
  CitedSeries,
  NightOutcome,
  SeriesIssue,
  SourceHistory,
} from '../surfaces/page-context.js';
import { ENGLISH } from '../surfaces/words/locale.js';
import { judgedCaptures, rankCaptures } from './capture-text.js';
import type { World } from './world.js';

/** Nights of a source that its card shows, our choice: two months. */
const NIGHTS = 60;
/** Nights of which the page shows the report's health, our choice: a quarter of a year. */
const RUNS = 90;
/** Sources of which the life is told, most urgent first, our choice: their nights are read in seconds. */
const SOURCES = 200;

/** What the reports tell besides the night itself: the lives of what needs a person, the series, the runs before. */
export async function loadPageContext(
  { store, evidence }: Pick<World, 'evidence'> & { readonly store: StoreReader },
  run: Run<Verdicts>,
  watch: Watchlist | null,
): Promise<Beside> {
  const lives = new Map<string, SourceHistory>();
  // What was not seen since is seen in the lives.
  const until = run.offlineSince?.lastRun ?? run.run.id;
  for (const { id } of overview(ENGLISH, run).cases.slice(0, SOURCES)) {
    const visits = (await store.life(id, NIGHTS)).filter((visit) => visit.run <= until);
    const source = watch?.sources.find((one) => one.id === id);
    lives.set(id, {
      nights: visits.flatMap(nightOf).reverse(),
      capture: evidence === null ? null : await captureOf(evidence, id, visits),
      lines: watch === null || source === undefined ? [] : linesOf(source, watch, visits),
    });
  }
  const nights = (await store.nights(RUNS)).filter(({ id }) => id < run.run.id).reverse();
  const series = watch === null ? [] : seriesOf(watch, run);
  return { lives, runs: [...nights, run.run], series, decisions: watch?.decisions };
}

/** What a verdict comes to in one word, gravest first. */
function wordOf(verdict: SourceVerdict): NightOutcome {
  const { link, witness, content, edition } = verdict;
  const quotes = verdict.citations.flatMap((citation) => citation.quotes);
  const isOther =
    content.change === 'replaced' ||
    edition.status === 'withdrawn' ||
    edition.status === 'replaced-in-place';
  if (isOther || quotes.some(isLost)) return 'differed';
  if (isFailing(link.status) && witness === 'none') return 'failed';
  if (!stands(verdict)) return 'unknown';
  return edition.status === 'superseded' ? 'older' : 'stood';
}

function nightOf({ run, at, verdict, offline }: LifeVisit): SourceHistory['nights'] {
  if (offline === true) return [{ run, at, word: 'offline' }];
  return verdict === null || verdict.link.status === 'unjudged'
    ? []
    : [{ run, at, word: wordOf(verdict) }];
}

async function captureOf(
  evidence: NonNullable<World['evidence']>,
  source: string,
  visits: readonly Visit[],
): Promise<SourceHistory['capture']> {
  const kept = (await evidence.list(source)).filter(({ accepted }) => accepted);
  const [best] = rankCaptures(judgedCaptures(kept, visits));
  if (best === undefined) return null;
  const { run, at: asked } = best.record;
  const visit = visits.find((one) => one.run === run);
  const fault = visit?.outcome?.kind === 'answered' ? visit.outcome.captureFault : undefined;
  const { verdict, passages } = best;
  const stood =
    verdict !== null &&
    isOwnPage(verdict.witness) &&
    stands(verdict) &&
    passages?.stand === passages?.of;
  return { run, at: visit?.at ?? asked, stood, ...(fault === undefined ? {} : { fault }) };
}

function linesOf(source: Source, watch: Watchlist, visits: readonly Visit[]): readonly string[] {
  const verdicts = visits.flatMap(({ verdict }) => verdict ?? []);
  const cited = usesOf(source, watch).map(({ citation }) => citeSource(source, citation, verdicts));
  return formatCitations(cited, 'asylos').split('\n').filter(Boolean);
}

/** Each series of which a source is an issue: the issues that are cited, and those that came out since. */
function seriesOf({ sources, series }: Watchlist, run: Run<Verdicts>): readonly CitedSeries[] {
  const { ids } = indexOf(run.sources);
  return series.flatMap((series) => {
    const own = sources.filter((source) => source.series === series.id);
    if (own.length === 0) return [];
    const cited = own.map(({ id, edition, title, published, url }) =>
      issueOf({ edition: edition ?? title, published, url }, [id]),
    );
    const rows = own.map(({ id }) => ids.indexOf(id)).filter((row) => row >= 0);
    const since = rows.flatMap((row) => run.sources.at(row)?.edition.newer ?? []);
    const issues = together([...cited, ...since.map((one) => issueOf(one, []))]);
    return [{ name: series.name, issues, next: nextOf(series, since, run) }];
  });
}

/** The next edition after those that are listed and those that this run found; undefined where one is out and nobody knows since when. */
function nextOf(
  { id, cadence, editions }: Series,
  found: readonly NewerEdition[],
  { run }: Run<Verdicts>,
) {
  const isDated = ({ edition }: NewerEdition): boolean =>
    editions.some((one) => one.published !== null && isSameEdition(one.edition, edition));
  const newer = new Map(found.filter((one) => !isDated(one)).map((one) => [one.published, one]));
  const out = [...editions, ...newer.values()].sort(
    (a, b) => latestOf(a.published ?? '0') - latestOf(b.published ?? '0'),
  );
  const next = newer.has(null)
    ? null
    : nextEdition({ cadence, editions: out }, new Date(run.startedAt));
  return next === null ? undefined : { series: id, after: next.after, due: next.due };
}

const issueOf = (
  { edition, published, url }: Pick<NewerEdition, 'edition' | 'published' | 'url'>,
  cited: readonly string[],
): SeriesIssue => ({
  edition,
  year: /(?:19|20)\d\d/u.exec(edition)?.[0] ?? published?.slice(0, 4) ?? null,
  url,
  cited,
});

function together(issues: readonly SeriesIssue[]): readonly SeriesIssue[] {
  const known = new Map<string, SeriesIssue>();
  for (const issue of issues) {
    const before = known.get(issue.edition);
    const cited = [...(before?.cited ?? []), ...issue.cited];
    known.set(issue.edition, { ...(before ?? issue), cited });
  }
  return [...known.values()].sort((a, b) => (a.year ?? '').localeCompare(b.year ?? ''));
}
