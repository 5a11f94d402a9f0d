import type { Evidence } from '../evidence/evidence.js';
import { isShown, markCausedByUpdate } from '../judging/findings/reconcile.js';
import type { Finding, FindingLife } from '../model/finding.js';
import type { Answered, Body, Fetch, Outcome } from '../model/outcome.js';
import type { QuoteVerdict } from '../model/quote.js';
import { isNight, type Run, type RunFacts } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import { indexOf, type Verdicts, verdictChanges } from '../model/verdicts.js';
import { FOREVER, type Visit } from '../model/visit.js';
import type { Watchlist } from '../model/watchlist.js';
import { openStore } from '../store/sqlite/sqlite.js';
import type { Reading, Store, StoreReader, StoreWriter } from '../store/store.js';
import { limitConcurrency } from '../web/lane.js';
import { keptRendering, renderFromEvidence } from './capture-text.js';
import type { Permission, Tell } from './context.js';
import { runsSinceNight } from './latest.js';
import type { World } from './world.js';

interface KeptThen {
  readonly store: StoreReader;
  readonly evidence: Evidence | null;
}

/** A night that is over, and the runs since that looked at some of its sources again, oldest first. */
interface PastNight {
  readonly night: RunFacts;
  readonly looks: readonly RunFacts[];
}

/** The subject under which an address is recorded: the source's id, or the address of a page that no report cites. */
function subjectsOf({ sources }: Watchlist): (url: string) => string {
  const ids = new Map(sources.flatMap(({ id, url }) => (url === null ? [] : [[url, id] as const])));
  return (url) => ids.get(url) ?? url;
}

/**
 * Puts what a night received in place of the web: other rules over the same bytes and the same memory, at the same hour. Of a source that
 * was looked at again since, what that look received, over what was known before it. What is judged goes to the store of `world`, an empty
 * one. Archives are not asked, nor is what a person handed in heard: what they said that night is taken over. `differs` says whether anything
 * is judged otherwise, or could not be judged again; `record` records what was judged as a run after that night, where it is handed what
 * writes there, and gives its number.
 */
export async function redo(
  world: World,
  kept: KeptThen,
  watch: Watchlist,
  { night, looks }: PastNight,
) {
  const subjectOf = subjectsOf(watch);
  const lookedAt = new Map<string, number>();
  for (const { id } of looks)
    for (const { subject } of await kept.store.visits(id)) lookedAt.set(subject, id);
  const runOf = (subject: string): number => lookedAt.get(subject) ?? night.id;
  const visitTo = (url: string) => kept.store.visit(subjectOf(url), runOf(subjectOf(url)));
  const answered = new Map<string, string>();
  const fetch: Fetch = async ({ url }) => {
    const visit = await visitTo(url);
    const outcome = visit === null ? null : await outcomeOf(kept, visit);
    if (outcome === null) throw new Error(`no capture of ${url} was kept`);
    answered.set(outcome.finalUrl, url);
    return { ...outcome, url };
  };
  const permission: Permission = async (url) => {
    const visit = await visitTo(url);
    if (visit !== null && visit.outcome !== null) return null;
    const why = visit?.verdict?.link.why;
    return why?.kind === 'unasked' ? why.why : { kind: 'no-capture' };
  };
  const isKept = async (visit: Visit) =>
    visit.outcome === null ||
    ((await outcomeOf(kept, visit)) !== null && (await isShownStill(kept, visit)));
  const { evidence } = kept;
  const render =
    evidence && renderFromEvidence(evidence, (url) => visitTo(answered.get(url) ?? url));
  const redone = { before: kept.store, night, runOf, isKept, now: world.now };
  const { store, differs, record } = redoneIn(world.store, redone);
  const now = () => new Date(night.startedAt);
  return {
    world: { ...world, now, fetch, render, store, archive: null, evidence: null, handedIn: null },
    permission,
    differs,
    record,
  };
}

/** False where a browser showed the page, and what it showed is not kept any more. */
const isShownStill = async ({ evidence }: KeptThen, visit: Visit): Promise<boolean> =>
  visit.verdict?.content.rendered === undefined ||
  (evidence !== null && (await keptRendering(evidence, visit)) !== null);

/** What a visit received, with its bytes; null when those are not kept any more. */
async function outcomeOf(
  kept: KeptThen,
  { subject, outcome, snapshot }: Visit,
): Promise<Outcome | null> {
  if (outcome === null || outcome.kind === 'failed') return outcome;
  const { sha256, captureFault: _, ...facts } = outcome;
  if (sha256 === undefined) return { ...facts, body: null } satisfies Answered;
  // Of other bytes in which the same was read, those of before are kept.
  const body =
    (await bodyOf(kept, subject, sha256)) ??
    (snapshot === null ? null : await bodyOf(kept, subject, snapshot));
  return body === null ? null : { ...facts, body };
}

async function bodyOf(
  { evidence, store }: KeptThen,
  subject: string,
  sha256: string,
): Promise<Body | null> {
  const record = (await evidence?.list(subject))?.findLast((one) => one.payloadSha256 === sha256);
  // One that was damaged since is told by the verification of evidence.
  const capture = record && (await evidence?.read(record.n).catch(() => null));
  if (capture) return capture.outcome.body;
  const reading = await store.reading(subject, sha256);
  return reading === null ? null : { bytes: reading.bytes, sha256, truncated: false };
}

/** Runs among which the latest that saw the web is looked for, our choice: a machine that was offline for longer keeps its old news. */
const RUNS = 400;

/**
 * After an update of citewatch, judges what the latest night received once more by the new rules, and records that as a run of its own, so
 * that differences caused by new rules do not look like changes on the web. Nothing is requested. Killed in between, it begins again.
 */
export async function judgeAfterUpgrade(
  world: World,
  watch: Watchlist,
  settings: CheckSettings,
  runOnce: (
    world: World,
    watch: Watchlist,
    settings: CheckSettings,
    tell: Tell,
    permission: Permission,
  ) => Promise<unknown>,
): Promise<void> {
  const { store } = world;
  const hasLooked = ({ online, rejudges }: RunFacts): boolean => online && rejudges === undefined;
  const night =
    (await store.nights(RUNS)).find(hasLooked) ?? (await store.runs(RUNS)).find(hasLooked);
  if (night === undefined) return;
  const looks = (await runsSinceNight(store, isNight(night) ? night : null)).filter(hasLooked);
  const lookedAt = isNight(night) ? null : await verdictsOfRuns(store, looks);
  const only = chooseSources({ ...settings, only: [] }, watch, lookedAt);
  if (only === null) return;
  const sink = openStore(':memory:');
  const apart: World = { ...world, store: sink, inLanes: limitConcurrency(), tsa: null };
  try {
    const past = await redo(apart, { store, evidence: world.evidence }, watch, { night, looks });
    await runOnce(past.world, watch, { ...settings, only }, () => {}, past.permission);
    if (past.differs()) await past.record(store);
  } finally {
    await sink.close();
  }
}

/** What runs said of sources, the later of the earlier's. */
export async function verdictsOfRuns(
  store: StoreReader,
  runs: readonly RunFacts[],
): Promise<ReadonlyMap<string, SourceVerdict>> {
  const said = new Map<string, SourceVerdict>();
  for (const { id } of runs)
    for (const verdict of (await store.result(id))?.sources ?? []) said.set(verdict.id, verdict);
  return said;
}

/** The sources to judge: those that are named, or the list. Where no night was, of the list what was looked at; null for nothing. */
export function chooseSources(
  { only }: CheckSettings,
  { sources }: Watchlist,
  lookedAt: ReadonlyMap<string, SourceVerdict> | null,
): readonly string[] | null {
  if (lookedAt === null || only.length > 0) return only;
  const known = sources.map(({ id }) => id).filter((id) => lookedAt.has(id));
  return known.length === 0 ? null : known;
}

interface Redone {
  /** Knows the night, and what was known before it. */
  readonly before: StoreReader;
  readonly night: RunFacts;
  /** The run that received what is judged of a subject: the night, or a later look at it. */
  readonly runOf: (subject: string) => number;
  /** True when what a visit of that night received is there to be judged again. */
  readonly isKept: (visit: Visit) => Promise<boolean>;
  readonly now: () => Date;
}

/** The methods that read a store, and none that changes it. */
const readerOnly = (store: StoreReader): StoreReader => ({
  visit: store.visit,
  visits: store.visits,
  lately: store.lately,
  history: store.history,
  snapshot: store.snapshot,
  reading: store.reading,
  rows: store.rows,
  run: store.run,
  result: store.result,
  verdicts: store.verdicts,
  runs: store.runs,
  nights: store.nights,
  lastGood: store.lastGood,
  lives: store.lives,
  life: store.life,
  lastDigest: store.lastDigest,
  lastDeliveredDigest: store.lastDeliveredDigest,
  standingOf: store.standingOf,
  interrupted: store.interrupted,
  undelivered: store.undelivered,
});

/** What is judged now goes to `sink`, an empty store. Visits whose answers are not kept any more stay what they were. */
function redoneIn(sink: Store, redone: Redone) {
  const { before, night, runOf } = redone;
  const reread = new Map<string, { readonly subject: string; readonly reading: Reading }>();
  const subjects = new Set<string>();
  const unkept = new Set<string>();
  let isOtherwise = false;
  let result: { readonly run: Run<Verdicts>; readonly lives: readonly FindingLife[] } | null = null;
  const keyOf = (subject: string, sha256: string): string => `${sha256} ${subject}`;
  /** What a visit rests on must stand beside it. */
  const readingOf = async ({ subject, snapshot }: Visit): Promise<Reading | null> =>
    snapshot === null || (await sink.snapshot(subject, snapshot)) !== null
      ? null
      : (reread.get(keyOf(subject, snapshot))?.reading ?? before.reading(subject, snapshot));
  const store: Store = {
    ...sink,
    ...readerOnly(before),
    async beginRun(at) {
      // A number of its own: of the lives that are known, none is to pass for one of this run's.
      const [last = night] = await before.runs(1);
      await sink.advanceRunNumber(last.id);
      // A night that was killed is not taken up by this one.
      return sink.beginRun(at, 0);
    },
    lately: (subject) => before.lately(subject, runOf(subject)),
    history: (subject) => before.history(subject, runOf(subject)),
    async visit(subject, run) {
      const known = await sink.visit(subject, run);
      const taken = known ?? (await takenOver(store, redone, subject, run));
      if (known === null && taken !== null && taken.verdict !== null) unkept.add(subject);
      return taken;
    },
    visits: (run) => sink.visits(run),
    rows: (run, index) => sink.rows(run, index),
    async keepVisit(visit, reading) {
      const old = await before.visit(visit.subject, runOf(visit.subject));
      const verdict = visit.verdict && withWitnesses(visit.verdict, old?.verdict ?? null);
      subjects.add(visit.subject);
      isOtherwise ||=
        verdict !== null && !!old?.verdict && verdictChanges(old.verdict, verdict).length > 0;
      await sink.keepVisit(
        { ...visit, verdict, restsUntil: null },
        reading ?? (await readingOf(visit)),
      );
    },
    snapshot: async (subject, sha256) =>
      reread.get(keyOf(subject, sha256))?.reading.snapshot ??
      (await sink.snapshot(subject, sha256)) ??
      before.snapshot(subject, sha256),
    async replaceReading(subject, reading) {
      reread.set(keyOf(subject, reading.snapshot.sha256), { subject, reading });
    },
    async finishRun(run, lives) {
      const { id } = run.run;
      const kept: FindingLife[] = [];
      const others = new Set<string>();
      for (const life of lives)
        if (!isTouched(life, id) || (await isAskedThen(life.finding, redone, run)))
          kept.push(markCausedByUpdate(life, id));
        else others.add(life.finding.id);
      const changed = kept.filter((life) => isTouched(life, id));
      const updated = { findings: changed.length, unkept: unkept.size };
      isOtherwise ||= updated.findings + updated.unkept > 0;
      const facts = {
        ...run.run,
        finishedAt: redone.now().toISOString(),
        rejudges: night.id,
        ...(updated.findings + updated.unkept > 0 && { updated }),
      };
      const marks = new Map(changed.map(({ finding }) => [finding.id, finding]));
      const findings = run.findings.flatMap((one) => {
        const { state, rules, untold } = marks.get(one.id) ?? one;
        return others.has(one.id)
          ? []
          : [{ ...one, state, ...(rules && { rules }), ...(untold && { untold }) }];
      });
      const marked: Run<Verdicts> = { ...run, run: facts, findings };
      result = { run: marked, lives: kept };
      // Lives are of the other store’s runs.
      await sink.finishRun(marked, []);
    },
  };
  return {
    store,
    differs: () => isOtherwise,
    async record(to: StoreWriter) {
      if (result === null) throw new Error('nothing was judged that could be recorded');
      const { run, lives } = result;
      const { id } = await to.beginRun(run.run.startedAt, 0);
      await to.checkIntegrity();
      for (const { subject, reading } of reread.values()) await to.replaceReading(subject, reading);
      for (const subject of subjects) {
        const visit = await sink.visit(subject, run.run.id);
        if (visit === null) continue;
        const isNew =
          visit.snapshot !== null && (await before.snapshot(subject, visit.snapshot)) === null;
        const reading = isNew ? await sink.reading(subject, visit.snapshot ?? '') : null;
        await to.keepVisit({ ...visit, run: id }, reading);
      }
      const renumber = <N extends number | null>(of: N): N | number =>
        of === run.run.id ? id : of;
      await to.finishRun(
        { ...run, run: { ...run.run, id } },
        lives.map((life) => ({
          ...life,
          openedIn: renumber(life.openedIn),
          freshIn: renumber(life.freshIn),
          resolvedIn: renumber(life.resolvedIn),
        })),
      );
      return id;
    },
  };
}

const isTouched = ({ freshIn, resolvedIn }: FindingLife, run: number): boolean =>
  freshIn === run || resolvedIn === run;

/**
 * True where the same was asked of a source then, so that of what is new or over the rules are the cause. What came with an edit of
 * `sources.json` since (an address, a quotation, a decision that was taken back) is left to the next night, which tells it.
 */
async function isAskedThen(
  { id, kind, source, quote }: Finding,
  { before, runOf }: Redone,
  { sources }: Run<Verdicts>,
): Promise<boolean> {
  const then = (await before.visit(source, runOf(source)))?.verdict ?? null;
  const row = indexOf(sources).ids.indexOf(source);
  const now = row < 0 ? undefined : sources.at(row);
  if (!isShown(kind) || then === null || now === undefined || then.url !== now.url) return false;
  const [last] = await before.runs(1);
  const known = (await before.lives(last?.id ?? 0)).find(({ finding }) => finding.id === id);
  if (known?.finding.state === 'acknowledged') return false;
  const textIn = (verdict: SourceVerdict) =>
    verdict.citations.flatMap(({ quotes }) => quotes).find((one) => one.id === quote)?.text;
  return quote === null || (textIn(then) !== undefined && textIn(then) === textIn(now));
}

/** A visit that cannot be judged again, as it was; null where there is nothing to take over. The next night carries nothing over from it. */
async function takenOver(
  store: Store,
  { before, runOf, isKept }: Redone,
  subject: string,
  run: number,
): Promise<Visit | null> {
  const old = await before.visit(subject, runOf(subject));
  if (old === null || (await isKept(old))) return null;
  const { basis: _, ...rest } = old;
  const visit: Visit = { ...rest, run, aloneUntil: FOREVER };
  await store.keepVisit(visit, null);
  return visit;
}

/** A verdict with what witnesses said that night that are not heard again, where the page itself says no more than it did. */
function withWitnesses(verdict: SourceVerdict, old: SourceVerdict | null): SourceVerdict {
  if (old === null) return verdict;
  const { archive, archiveUnasked, archiveSkipped, byHand } = old;
  const quotes = new Map(
    old.citations.flatMap((one) => one.quotes.map((quote) => [quote.id, quote])),
  );
  const hearQuote = (quote: QuoteVerdict): QuoteVerdict => {
    const before = quotes.get(quote.id);
    const stays = before?.text === quote.text && quote.verdict !== 'intact' && isUnheard(before);
    return stays ? before : quote;
  };
  const spoke =
    verdict.witness === 'none' && (old.witness === 'archive' || old.witness === 'person');
  return {
    ...verdict,
    archive: verdict.archive ?? archive,
    ...(archiveUnasked === undefined ? {} : { archiveUnasked }),
    ...(archiveSkipped === undefined ? {} : { archiveSkipped }),
    ...(byHand === undefined ? {} : { byHand }),
    ...(spoke ? { witness: old.witness, edition: old.edition } : {}),
    citations: verdict.citations.map((one) => ({ ...one, quotes: one.quotes.map(hearQuote) })),
  };
}

const isUnheard = ({ why }: QuoteVerdict): boolean =>
  (why.kind === 'elsewhere' || why.kind === 'too-old') &&
  (why.place.kind === 'archive' || why.place.kind === 'person');

/** Puts what was kept last of each address in place of the web: what is judged then is all that a lost store can begin with. */
export function replay(world: World, evidence: Evidence, watch: Watchlist) {
  const subjectOf = subjectsOf(watch);
  const captureOf = (url: string) => evidence.outcomeOf(subjectOf(url));
  const fetch: Fetch = async ({ url }) => {
    const capture = await captureOf(url);
    if (capture === null) throw new Error(`no capture of ${url} was kept`);
    return { ...capture, url };
  };
  const permission: Permission = async (url) =>
    (await captureOf(url)) === null ? { kind: 'no-capture' } : null;
  return {
    world: { ...world, fetch, render: null, archive: null, evidence: null, handedIn: evidence },
    permission,
  };
}
