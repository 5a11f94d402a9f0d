import type { Evidence } from '../evidence/evidence.js';
import { observeDecisions } from '../judging/findings/decisions.js';
import { groupByCause, groupByHost } from '../judging/findings/grouping.js';
import { observe, observeOnce } from '../judging/findings/observe.js';
import {
  holdBack,
  isRuleChange,
  keepUnchecked,
  markCausedByUpdate,
  reconcile,
  toldIn,
} from '../judging/findings/reconcile.js';
import { judgeSource } from '../judging/source.js';
import {
  byUrgency,
  type Consequence,
  type FindingLife,
  type Observation,
} from '../model/finding.js';
import type { NotCheckedReason } from '../model/link.js';
import { changesBySource } from '../model/report-change.js';
import {
  type Run,
  type RunFacts,
  type StampFacts,
  summarise,
  tallyFindings,
} from '../model/run.js';
import { addressSecrets, type SanitizedText } from '../model/sanitized-text.js';
import type { TsaSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import { Indexing, type Verdicts } from '../model/verdicts.js';
import { NO_HISTORY, type Visit } from '../model/visit.js';
import { usesOf } from '../model/watchlist.js';
import { tsaKeys } from '../settings/secrets.js';
import { tsaName } from '../settings/signing.js';
import type { StoreReader } from '../store/store.js';
import { tallyOf } from '../surfaces/overview.js';
import { findCaptureOfPassage, type JudgedCapture, judgedCaptures } from './capture-text.js';
import type { Night } from './context.js';
import { withRemedies } from './remedies.js';
import type { World } from './world.js';

/**
 * Ends a run, in this order: what is observed gets its life, each finding is told its captures and remedies, the night's evidence is stamped
 * and pruned, and the result is recorded. `unasked` is why nothing could be judged, or null.
 */
export async function closeRun(
  night: Night,
  verdicts: Verdicts,
  unasked: NotCheckedReason | null,
): Promise<Run<Verdicts>> {
  const { world, run } = night;
  const online = unasked === null;
  const before = await world.store.lives(run.id);
  const known = before.flatMap(({ finding }) => [finding, ...(finding.consequences ?? [])]);
  const named = new Set([...known, ...night.watch.decisions].map(({ source }) => source));
  const seen = readThrough(night, verdicts, named);
  const reconciled = online
    ? await markUpdateEffects(night, reconcileTonight(night, seen, before))
    : keepUnchecked(before);
  const pointed = await pointAtCaptures(world, reconciled);
  const { lives, over } = holdBack(mendable(night, seen.concerned, pointed));
  // The same verdicts, now with the index by which a long list is searched.
  const sources = online ? await world.store.rows(run.id, seen.index) : verdicts;
  const stamps = online ? await stampsOf(world) : {};
  // The run still holds the folder of evidence; once it has ended, the next one may write there.
  await world.evidence?.prune(world.now().toISOString());
  const finishedAt = world.now().toISOString();
  const facts = { id: run.id, startedAt: run.startedAt, finishedAt, online, rules: world.rules() };
  const standing = lives.flatMap(({ finding, resolvedIn }) =>
    resolvedIn === null ? [finding] : [],
  );
  const findings = [...standing, ...over, ...(night.update?.over ?? [])]
    .map((finding) => toldIn(run.id, finding))
    .sort(byUrgency);
  const { againAfter } = night.settings;
  const tallied = unasked === null ? { tally: tallyOf({ sources, findings }) } : { unasked };
  const result: Run<Verdicts> = {
    schema: 'citewatch.run/1',
    run: {
      ...facts,
      ...seen.numbers,
      found: tallyFindings(findings),
      ...partIn(night),
      ...(againAfter === null ? {} : { againAfter }),
      ...tallied,
      ...updatedIn(night, lives),
      ...stamps,
      ...(await evidenceOf(night)),
    },
    sources,
    findings,
  };
  await world.store.finishRun(result, lives);
  return result;
}

/** Puts beside each finding what would mend it. */
function mendable(
  { watch, now }: Night,
  concerned: readonly SourceVerdict[],
  lives: readonly FindingLife[],
): readonly FindingLife[] {
  const judged = new Map(concerned.map((verdict) => [verdict.id, verdict]));
  const known = { watch, now, verdictOf: (id: string) => judged.get(id) };
  return lives.map((life) => ({ ...life, finding: withRemedies(life.finding, known) }));
}

/** How long the list is, where this run looks at a part of it. */
const partIn = ({ sources, watch }: Night): Pick<RunFacts, 'partOf'> =>
  sources.length < watch.sources.length ? { partOf: watch.sources.length } : {};

/**
 * Marks what an update of citewatch caused: a source whose page answered as before is judged otherwise, and could not be judged again before
 * the night.
 */
async function markUpdateEffects(
  { world: { store }, run, update }: Night,
  lives: readonly FindingLife[],
): Promise<readonly FindingLife[]> {
  if (update === null) return lives;
  return Promise.all(
    lives.map(async (life) => {
      const { finding, freshIn, resolvedIn } = life;
      if (freshIn !== run.id && resolvedIn !== run.id) return life;
      const before = await store.visit(finding.source, update.run.id);
      const tonight = await store.visit(finding.source, run.id);
      if (before === null || tonight === null) return life;
      if (before.basis !== undefined || !isSameAnswer(before, tonight)) return life;
      const isOfUpdate =
        before.verdict !== null &&
        tonight.verdict !== null &&
        isRuleChange(finding, before.verdict, tonight.verdict);
      return isOfUpdate ? markCausedByUpdate(life, run.id) : life;
    }),
  );
}

function isSameAnswer({ outcome: before }: Visit, { outcome: tonight }: Visit): boolean {
  if (before?.kind === 'failed' && tonight?.kind === 'failed')
    return before.failure === tonight.failure && before.code === tonight.code;
  if (before?.kind !== 'answered' || tonight?.kind !== 'answered') return false;
  const { sha256 } = before;
  return sha256 !== undefined && before.http === tonight.http && sha256 === tonight.sha256;
}

function updatedIn(
  { run, update }: Night,
  lives: readonly FindingLife[],
): Pick<RunFacts, 'updated'> {
  if (update === null) return {};
  const { findings = 0, unkept = 0 } = update.run.updated ?? {};
  const isOfUpdate = ({ finding, freshIn, resolvedIn }: FindingLife): boolean =>
    finding.rules !== undefined && (freshIn === run.id || resolvedIn === run.id);
  const updated = { findings: findings + lives.filter(isOfUpdate).length, unkept };
  return updated.findings + updated.unkept === 0 ? {} : { updated };
}

/** Time stamps of what this night and those before kept; nothing where nobody is asked for them. */
async function stampsOf(world: Night['world']): Promise<Pick<RunFacts, 'stamps'>> {
  if (world.tsa === null || world.evidence === null) return {};
  const stamps = await stampTip(world, world.evidence, world.tsa);
  return stamps.length === 0 ? {} : { stamps };
}

/** Has each authority stamp the latest line of the log, all of them the same, and keeps what they answer. What fails is told. */
export async function stampTip(
  world: Pick<World, 'fetch' | 'now' | 'hear'>,
  evidence: Evidence,
  { addresses, roots }: TsaSettings,
): Promise<readonly StampFacts[]> {
  const of = await evidence.tip();
  if (of.n === 0) return [];
  const at = world.now().toISOString();
  const hear = world.hear.knowing(
    addresses.flatMap((address) => [...addressSecrets(address), ...tsaKeys(address)]),
  );
  return Promise.all(
    addresses.map(async (address): Promise<StampFacts> => {
      // What follows may be a key, and the log is for all to read.
      const tsa = tsaName(address);
      const got = await evidence.stamp({ at, tsa, of, roots, hear }, (query) =>
        post({ fetch: world.fetch, hear }, address, query),
      );
      return typeof got === 'string'
        ? { kind: 'failed', tsa, why: got }
        : { kind: 'stamped', tsa, ...got };
    }),
  );
}

/** RFC 3161, 3.4: a question is posted, and answered with status 200. */
async function post(
  { fetch, hear }: Pick<World, 'fetch' | 'hear'>,
  url: string,
  query: Uint8Array,
): Promise<Uint8Array | SanitizedText> {
  const body = Buffer.from(query).toString('base64');
  const question = { type: 'application/timestamp-query', body, base64: true } as const;
  // A question may be asked twice: no answer to it is good for another.
  const outcome = await fetch({ url, validators: null, post: question, once: false });
  if (outcome.kind === 'failed') return hear(outcome.message);
  if (outcome.http !== 200) return hear(`it answered with status ${outcome.http}`);
  return outcome.body?.bytes ?? hear('it answered nothing');
}

/** Bad captures that a run names, our choice: where a disk breaks there are thousands. */
const BAD_NAMED = 100;

/** What is noted down of the evidence outside of it, and what is wrong with what this night added to it. */
async function evidenceOf({
  world: { evidence: kept },
  badCaptures: bad,
}: Night): Promise<Pick<RunFacts, 'evidence' | 'badCaptures'>> {
  const { n, sha256 } = (await kept?.tip()) ?? { n: 0, sha256: '' };
  const named = [...bad].slice(0, BAD_NAMED).map(([subject, fault]) => ({ subject, fault }));
  return {
    ...(n === 0 ? {} : { evidence: { n, sha256 } }),
    ...(bad.size === 0 ? {} : { badCaptures: { count: bad.size, named } }),
  };
}

/** What the end of a run rests on. */
interface ReadThrough {
  readonly numbers: ReturnType<typeof summarise>;
  readonly observations: readonly Observation[];
  /** Verdicts on sources of which anything was or is observed, or decided. */
  readonly concerned: readonly SourceVerdict[];
  readonly index: Indexing['index'];
}

/** Reads each verdict once: those of a long list are unpacked one by one, and never held together. `named`: sources that findings or decisions name. */
function readThrough(
  { settings, traffic }: Night,
  verdicts: Verdicts,
  named: ReadonlySet<string>,
): ReadThrough {
  const isSingleLook = settings.againAfter !== null;
  const observeTonight = isSingleLook ? observeOnce : observe;
  const observations: Observation[] = [];
  const concerned: SourceVerdict[] = [];
  const indexing = new Indexing();
  function* noted(): Generator<SourceVerdict> {
    for (const verdict of verdicts) {
      const observed = observeTonight(verdict);
      observations.push(...observed);
      if (observed.length > 0 || named.has(verdict.id)) concerned.push(verdict);
      indexing.add(verdict);
      yield verdict;
    }
  }
  const numbers = summarise(noted(), traffic());
  return { numbers, observations, concerned, index: indexing.index };
}

/** Gives what was observed tonight its life, among the findings of before. */
function reconcileTonight(
  { watch, sources: chosen, run, now }: Night,
  { observations: ofSources, concerned: sources }: ReadThrough,
  before: readonly FindingLife[],
) {
  const watched = new Set(watch.sources.map((source) => source.id));
  const { decisions } = watch;
  const byHost = groupByHost(ofSources, chosen);
  const ofDecisions = observeDecisions({ decisions, sources, observations: byHost, before, now });
  const observations = [...byHost, ...ofDecisions];
  const changes = changesBySource(watch);
  const tonight = { run: run.id, now, observations, sources, before, decisions, changes, watched };
  return groupByCause(reconcile(tonight), tonight);
}

/** What is said of every source on a night on which this machine did not see the web: nothing. */
export function unjudgedVerdicts(
  { watch, sources, settings, now }: Night,
  unasked: NotCheckedReason,
): readonly SourceVerdict[] {
  const nothing = { outcome: null, unasked, snapshot: null, history: NO_HISTORY };
  const { staleAfter, confirm } = settings;
  return sources.map(
    (source) =>
      judgeSource({ source, uses: usesOf(source, watch), ...nothing, now, staleAfter, confirm })
        .verdict,
  );
}

/** Sources whose captures are looked through in a night, our choice: that many are read in seconds. Findings of those beyond point at none. */
const MOST_SOURCES = 200;

/** Names beside each finding about a passage, and beside what explains it, the latest capture in which the passage stands. */
async function pointAtCaptures(
  { store, evidence }: Pick<World, 'evidence'> & { readonly store: StoreReader },
  lives: readonly FindingLife[],
): Promise<readonly FindingLife[]> {
  if (evidence === null) return lives;
  const concerned = lives.flatMap(({ finding }) => [finding, ...(finding.consequences ?? [])]);
  const sources = [...new Set(concerned.filter(isOfPassage).map(({ source }) => source))];
  const captures = new Map<string, readonly JudgedCapture[]>();
  for (const source of sources.slice(0, MOST_SOURCES))
    captures.set(source, judgedCaptures(await evidence.list(source), await store.life(source)));
  const withoutCapture = <O extends Observation>({ capture: _, ...one }: O): O => {
    const capture =
      one.quote === null ? null : findCaptureOfPassage(captures.get(one.source) ?? [], one);
    return { ...one, ...(capture === null ? {} : { capture }) } as O;
  };
  return lives.map((life) => {
    const { consequences, ...finding } = withoutCapture(life.finding);
    const explained = consequences?.map((one): Consequence => withoutCapture(one));
    return {
      ...life,
      finding: explained === undefined ? finding : { ...finding, consequences: explained },
    };
  });
}

const isOfPassage = ({ quote }: Observation): boolean => quote !== null;
