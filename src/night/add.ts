import type { ReportDraft } from '../manuscript/import/draft.js';
import { EMPTY, type Merged, mergeDraft, type ReportFacts, sourceId } from '../manuscript/import/merge-draft.js';
import { addressKey, hostOf } from '../model/address.js';
import type { Imported, LibraryProblem } from '../model/manuscript.js';
import type { Fetch, Outcome } from '../model/outcome.js';
import { refuse } from '../model/problem.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Citation, Report, Source, Watchlist } from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';
import { appendAll, putValue } from '../passage/text/json-edit.js';
import { detectLanguage } from '../passage/text/scripts.js';
import { type Addition, statedDay, statedLang } from '../settings/addition.js';
import { builtInSeriesAt } from '../settings/series.js';
import { parseWatchlist } from '../settings/watchlist.js';
import { check } from './night.js';
import { hasBody } from './outcome.js';
import { unreadOf } from './pool/thought.js';
import type { World } from './world.js';

interface AddTo {
  readonly text: string;
  /** Its path, for problems. */
  readonly file: string;
  /** It is made when the file has none of this id. */
  readonly report: string;
}

/** What an addition would make of a `sources.json`, and how its quotation stands; nothing is written. */
export interface Tried {
  readonly text: string;
  readonly watch: Watchlist;
  readonly source: Source;
  /** True when the file had the source already. */
  readonly known: boolean;
  /** True when nobody names the publisher, and the host stands in its place. */
  readonly byHost: boolean;
  readonly citation: Citation;
  readonly verdict: SourceVerdict;
  readonly quote: QuoteVerdict;
}

/** A world in which each address is asked once, however often it is looked at. */
export function withFetchCache(world: World): World {
  const asked = new Map<string, Promise<Outcome>>();
  const fetch: Fetch = (request) => {
    const outcome = asked.get(request.url) ?? world.fetch({ ...request, validators: null });
    asked.set(request.url, outcome);
    return outcome;
  };
  return { ...world, fetch };
}

/** Reads the page, and judges the quotation by it as a night would. The world's store should be one that nobody keeps. */
export async function tryAdd(
  world: World,
  { text, file, report }: AddTo,
  addition: Addition,
  settings: CheckSettings,
): Promise<Tried> {
  const before = parseWatchlist(text, file);
  const key = addressKey(addition.url);
  const known = before.sources.find(({ url, copies }) =>
    [url, ...copies.map((copy) => copy.url)].some((one) => one !== null && addressKey(one) === key),
  );
  const reportBefore = before.reports.find(({ id }) => id === report);
  refuseAgain(addition, known, reportBefore);
  const described = known === undefined ? await describe(world, addition, before) : null;
  const source = known ?? (described?.source as Source);
  const citation = citationOf(addition, source.id, report, before);
  const written = writeInto(text, before, report, citation, described?.source ?? null);
  const withSource = parseWatchlist(written, file);
  const named = setSeries(written, withSource, new Set(known ? [] : [source.id]));
  const watch = parseWatchlist(named.text, file);
  const { sources } = await check(world, watch, { ...settings, only: [source.id] }, () => {});
  const [verdict] = sources;
  const quote = verdict?.citations.find(({ id }) => id === citation.id)?.quotes[0];
  if (verdict === undefined || quote === undefined) throw new Error(`no verdict on ${citation.id}`);
  const byHost = described?.byHost ?? false;
  const isUnseen = known === undefined && quote.verdict !== 'intact';
  const noted = isUnseen ? withNote(named.text, watch.sources.length - 1, source) : named.text;
  return {
    ...{ text: noted, watch: parseWatchlist(noted, file), source, known: known !== undefined, byHost },
    ...{ citation, verdict, quote },
  };
}

/** Reads the page once, and judges every quotation by it as a night would; false for `online` where nothing of the web was seen. */
export async function verifyQuotes(
  world: World,
  additions: readonly Addition[],
  settings: CheckSettings,
): Promise<{ readonly verdict: SourceVerdict; readonly online: boolean }> {
  const nothing = parseWatchlist(EMPTY, '');
  const first = additions[0] as Addition;
  const { source } = await describe(world, first, nothing);
  const citation = { ...citationOf(first, source.id, 'verify', nothing), quotes: additions.map(({ quote }) => quote) };
  const watch = parseWatchlist(writeInto(EMPTY, nothing, 'verify', citation, source), '');
  const { run, sources } = await check(world, watch, settings, () => {});
  return { verdict: [...sources][0] as SourceVerdict, online: run.online };
}

function refuseAgain({ quote, section }: Addition, source: Source | undefined, report: Report | undefined): void {
  const same = report?.citations.find(
    (one) =>
      one.source === source?.id &&
      one.section === section &&
      one.quotes.some(({ text }) => foldedLetters(text) === foldedLetters(quote.text)),
  );
  if (same !== undefined) refuse('--quote', `is quoted of ${same.source} already: citation ${same.id}`);
}

/** The text with a word to colleagues at a source that is added although its passage was not seen. */
const withNote = (text: string, at: number, { note }: Source): string =>
  putValue(text, ['sources', at, 'note'], [note, UNSEEN].filter(Boolean).join(' '));

const UNSEEN = 'Added though its passage was not seen to stand.';

/** What the page says of itself; its host where nobody is named, its address where it has no title. */
async function describe(
  world: World,
  { url, quote }: Addition,
  { sources }: Watchlist,
): Promise<{ readonly source: Source; readonly byHost: boolean }> {
  const outcome = await world.fetch({ url, validators: null, lang: quote.original?.lang ?? null });
  const unread = hasBody(outcome) && outcome.http < 400 ? unreadOf(outcome) : null;
  const document = unread === null ? null : (await world.thought.read(unread)).document;
  const stated = unread === null ? null : await world.thought.publisher(unread);
  const publisher = stated ?? hostOf(url);
  const facts = {
    publisher,
    title: withoutName(document?.title ?? url, stated),
    published: statedDay(document?.dates.published),
  };
  const lang = statedLang(document?.lang) ?? quote.original?.lang ?? detectLanguage(quote.text);
  const id = sourceId({ ...facts, title: document?.title ?? null }, new Set(sources.map((one) => one.id)));
  const byHost = stated === null;
  const source: Source = {
    ...{ id, ...facts, url, addressFrom: 'seen', lang, series: null, edition: null, copies: [] },
    ...(byHost && { note: 'The publisher was taken from the address.' }),
  };
  return { source, byHost };
}

/** A title without the site's name that stands behind it. */
function withoutName(title: string, publisher: string | null): string {
  const at = publisher === null ? -1 : title.lastIndexOf(publisher);
  if (publisher === null || at <= 0 || at + publisher.length !== title.length) return title;
  const rest = title.slice(0, at).trimEnd();
  return /[|–—·-]$/u.test(rest) && rest.length > 1 ? rest.slice(0, -1).trimEnd() : title;
}

function citationOf(
  { quote, section, page, accessed }: Addition,
  source: string,
  report: string,
  { reports }: Watchlist,
): Citation {
  const known = reports.find(({ id }) => id === report)?.citations ?? [];
  const last = Math.max(0, ...known.map(({ id }) => Number(/\/(\d+)$/u.exec(id)?.[1] ?? 0)));
  const id = `${report}/${last + 1}`;
  return { id, source, section, accessed, page, cited: null, added: true, quotes: [quote] };
}

function writeInto(
  text: string,
  { reports }: Watchlist,
  id: string,
  citation: Citation,
  source: Source | null,
): string {
  const withSource = source === null ? text : appendAll(text, ['sources'], [source]);
  const at = reports.findIndex((report) => report.id === id);
  if (at >= 0) return appendAll(withSource, ['reports', at, 'citations'], [citation]);
  const report = { id, title: id, publisher: null, published: null, url: null, citations: [citation] };
  return appendAll(withSource, ['reports'], [report]);
}

/** Looks at the source once more for the store that is kept: with {@link withFetchCache}, without asking again. */
export async function recordAdded(world: World, { watch, source }: Tried, settings: CheckSettings): Promise<void> {
  await check(world, watch, { ...settings, only: [source.id] }, () => {});
}

/** What an import makes of a `sources.json`, and what it says of that. */
export interface ImportedText {
  readonly text: string;
  readonly imported: Imported;
}

/** A `sources.json` that nobody has written yet. */
export const EMPTY_WATCHLIST = EMPTY;

/** Puts a draft into the text of a `sources.json` that gives `watch`; nothing is written. */
export function importDraft(
  { draft, problems }: { readonly draft: ReportDraft; readonly problems: readonly LibraryProblem[] },
  before: { readonly text: string; readonly watch: Watchlist },
  facts: ReportFacts,
): ImportedText {
  const merged = mergeDraft(before.text, before.watch, draft, facts);
  return { text: merged.text, imported: { ...told(draft, merged, facts.id), unread: problems } };
}

/** How many citations of a report would lose their quotations to a draft that has neither quotations nor sections, such as a library. */
export function countLostQuotations({ citations }: ReportDraft, { reports }: Watchlist, id: string): number {
  if (citations.some(({ passages, section }) => passages.length > 0 || section !== null)) return 0;
  const before = reports.find((report) => report.id === id)?.citations ?? [];
  return before.filter(({ added, quotes }) => added !== true && quotes.length > 0).length;
}

function told(
  { citations: all, sources, leftOut, uncited, ledger }: ReportDraft,
  { changes, ids }: Merged,
  report: string,
): Omit<Imported, 'unread'> {
  const written = all.flatMap((one, i) => (ids[i] == null ? [] : [{ ...one, id: ids[i] }]));
  const passages = written.flatMap((citation) => citation.passages);
  return {
    report,
    sources: sources.length,
    citations: written.filter(({ cited }) => cited !== null).length,
    quotes: passages.length,
    originals: passages.filter(({ original }) => original !== null).length,
    changes,
    leftOut,
    uncited: uncited.filter(({ cited }) => cited).map(({ place, reference: { cited } }) => ({ place, cited })),
    uncertain: written.flatMap(({ id, place, cited, doubts }) =>
      doubts.length === 0 ? [] : [{ citation: id, place, cited, doubts }],
    ),
    open: all.flatMap(({ place, cited, doubts, passages: own }, i) =>
      ids[i] == null ? [{ place, quotes: own.map(({ text }) => text), cited, doubts }] : [],
    ),
    ledger,
  };
}

/**
 * Names the built-in series of sources that were just added, where their address has the shape of its documents' addresses; gives the new
 * text, and the sources with their series and edition (null where the address names none). `watch` is what `text` gives. A series that the
 * file itself declares under the same id is left alone.
 */
export function setSeries(text: string, watch: Watchlist, added: ReadonlySet<string>) {
  const declared = new Set(watch.series.map(({ id }) => id));
  let written = text;
  const set = watch.sources.flatMap(({ id, url, series }, i) => {
    const found = url === null || series !== null || !added.has(id) ? null : builtInSeriesAt(url);
    if (found === null || declared.has(found.id)) return [];
    written = putValue(written, ['sources', i, 'series'], found.id);
    return [{ source: id, series: found.id, edition: found.edition }];
  });
  return { text: written, set };
}
