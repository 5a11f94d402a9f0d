import { isShown } from '../findings/last-seen.js';
import { byUpdate } from '../findings/reconcile.js';
import type { Finding, FindingLife } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { Run, RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { verdictChanges } from '../model/verdict-change.js';
import { indexOf, type Verdicts } from '../model/verdicts.js';
import type { Visit } from '../model/visit.js';
import type { Reading, Store } from '../record/store.js';

/** A night that is judged again. */
interface Redone {
  /** Knows the night, and what was known before it. */
  readonly before: Store;
  readonly night: RunFacts;
  /** The run that received what is judged of a subject: the night, or a later look at it. */
  readonly runOf: (subject: string) => number;
  /** True when what a visit of that night received is there to be judged again. */
  readonly isKept: (visit: Visit) => Promise<boolean>;
  readonly now: () => Date;
}

/** What judging a night again came to. */
export interface Redoing {
  /** True where anything is judged otherwise, or could not be judged again. */
  differs(): boolean;
}

/** A store in which a night that is over is to come. */
export interface RedoneStore extends Redoing {
  /** Remembers what was known before that night, and keeps what is judged now elsewhere. */
  readonly store: Store;
  /** Puts what was judged now into the store that knows the night, as the run after it, and gives that run's number. */
  record(): Promise<number>;
}

/** What is judged now goes to `sink`, an empty store. Visits whose answers are not kept any more stay what they were. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a factory, most of whose methods are a line
export function redoneIn(sink: Store, redone: Redone): RedoneStore {
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
    ...before,
    async beginRun(at) {
      // A number of its own: of the lives that are known, none is to pass for one of this run's.
      const [last = night] = await before.runs(1);
      await sink.numberAfter(last.id);
      // A night that was killed is not taken up by this one.
      return sink.beginRun(at, 0);
    },
    lookThrough: () => sink.lookThrough(),
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
      isOtherwise ||= verdict !== null && !!old?.verdict && verdictChanges(old.verdict, verdict).length > 0;
      await sink.keepVisit({ ...visit, verdict, restsUntil: null }, reading ?? (await readingOf(visit)));
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
          kept.push(byUpdate(life, id));
        else others.add(life.finding.id);
      const changed = kept.filter((life) => isTouched(life, id));
      const updated = { findings: changed.length, unkept: unkept.size };
      isOtherwise ||= updated.findings + updated.unkept > 0;
      const facts = {
        ...{ ...run.run, finishedAt: redone.now().toISOString(), rejudges: night.id },
        ...(updated.findings + updated.unkept === 0 ? {} : { updated }),
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
    async record() {
      if (result === null) throw new Error('nothing was judged that could be recorded');
      const { run, lives } = result;
      const { id } = await before.beginRun(run.run.startedAt, 0);
      await before.lookThrough();
      for (const { subject, reading } of reread.values()) await before.replaceReading(subject, reading);
      for (const subject of subjects) {
        const visit = await sink.visit(subject, run.run.id);
        if (visit === null) continue;
        const isNew = visit.snapshot !== null && (await before.snapshot(subject, visit.snapshot)) === null;
        const reading = isNew ? await sink.reading(subject, visit.snapshot ?? '') : null;
        await before.keepVisit({ ...visit, run: id }, reading);
      }
      const numbered = <N extends number | null>(of: N): N | number => (of === run.run.id ? id : of);
      await before.finishRun(
        { ...run, run: { ...run.run, id } },
        lives.map((life) => ({
          ...life,
          openedIn: numbered(life.openedIn),
          freshIn: numbered(life.freshIn),
          resolvedIn: numbered(life.resolvedIn),
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
  const visit: Visit = { ...rest, run, alone: true };
  await store.keepVisit(visit, null);
  return visit;
}

/** A verdict with what witnesses said that night that are not heard again, where the page itself says no more than it did. */
function withWitnesses(verdict: SourceVerdict, old: SourceVerdict | null): SourceVerdict {
  if (old === null) return verdict;
  const { archive, archiveUnasked, byHand } = old;
  const quotes = new Map(old.citations.flatMap((one) => one.quotes.map((quote) => [quote.id, quote])));
  const heard = (quote: QuoteVerdict): QuoteVerdict => {
    const before = quotes.get(quote.id);
    const stays = before?.text === quote.text && quote.verdict !== 'intact' && isUnheard(before);
    return stays ? before : quote;
  };
  const spoke = verdict.witness === 'none' && (old.witness === 'archive' || old.witness === 'person');
  return {
    ...verdict,
    archive: verdict.archive ?? archive,
    ...(archiveUnasked === undefined ? {} : { archiveUnasked }),
    ...(byHand === undefined ? {} : { byHand }),
    ...(spoke ? { witness: old.witness, edition: old.edition } : {}),
    citations: verdict.citations.map((one) => ({ ...one, quotes: one.quotes.map(heard) })),
  };
}

const isUnheard = ({ why }: QuoteVerdict): boolean =>
  (why.kind === 'elsewhere' || why.kind === 'too-old') &&
  (why.place.kind === 'archive' || why.place.kind === 'person');
