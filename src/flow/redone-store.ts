import type { Finding, FindingLife } from '../model/finding.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import type { Run, RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
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

/** A store in which a night that is over is to come. */
export interface RedoneStore {
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
    visit: async (subject, run) => (await sink.visit(subject, run)) ?? takenOver(store, redone, subject, run),
    visits: (run) => sink.visits(run),
    rows: (run, index) => sink.rows(run, index),
    async keepVisit(visit, reading) {
      const old = await before.visit(visit.subject, runOf(visit.subject));
      const verdict = visit.verdict && withWitnesses(visit.verdict, old?.verdict ?? null);
      subjects.add(visit.subject);
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
      const facts = { ...run.run, finishedAt: redone.now().toISOString(), rejudges: night.id };
      const marked: Run<Verdicts> = { ...run, run: facts, findings: run.findings.map((one) => byRules(one)) };
      const ofRun = (life: FindingLife) => life.freshIn === facts.id || life.resolvedIn === facts.id;
      const told = lives.map((life) => (ofRun(life) ? { ...life, finding: byRules(life.finding) } : life));
      result = { run: marked, lives: told };
      // Lives are of the other store’s runs.
      await sink.finishRun(marked, []);
    },
  };
  return {
    store,
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

/** Of what is new or over on such a night the rules are the cause: nothing was received anew. */
const byRules = (finding: Finding): Finding =>
  finding.state === 'new' || finding.state === 'resolved'
    ? { ...finding, rules: finding.state === 'new' ? 'opened' : 'ended' }
    : finding;

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
