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

/** Gives the findings their lives, records the result, and ends the run. `unasked` is why nothing could be judged, or null. */
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
  const { againAfter } = night.settings;
  const noted = new Noted(againAfter !== null);
  const numbers = summarise(noted.noting(verdicts, named), night.traffic());
  const played = online
    ? await withoutUpdate(night, live(night, noted, before))
    : keepUnchecked(before);
  const { lives, over } = holdBack(mendable(night, noted, await pointAtCaptures(world, played)));
  const sources = online ? await world.store.rows(run.id, noted.indexing.index) : verdicts;
  const stamps = online ? await stampsOf(world) : {};
  // While the run holds the folder: once it has ended, the next one may write there.
  await world.evidence?.prune(world.now().toISOString());
  const finishedAt = world.now().toISOString();
  const facts = { id: run.id, startedAt: run.startedAt, finishedAt, online, rules: world.rules() };
  const standing = lives.flatMap(({ finding, resolvedIn }) =>
    resolvedIn === null ? [finding] : [],
  );
  const findings = [...standing, ...over, ...(night.update?.over ?? [])]
    .map((finding) => toldIn(run.id, finding))
    .sort(byUrgency);
  const tally = unasked === null ? { tally: tallyOf({ sources, findings }) } : { unasked };
  const result: Run<Verdicts> = {
    schema: 'citewatch.run/1',
    run: {
      ...facts,
      ...numbers,
      found: tallyFindings(findings),
      ...partIn(night),
      ...(againAfter === null ? {} : { againAfter }),
      ...tally,
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
  { concerned }: Noted,
  lives: readonly FindingLife[],
): readonly FindingLife[] {
  const judged = new Map(concerned.map((verdict) => [verdict.id, verdict]));
  const known = { watch, now, verdictOf: (id: string) => judged.get(id) };
  return lives.map((life) => ({ ...life, finding: withRemedies(life.finding, known) }));
}

/** Of a list that is looked at in part, whatever a run that was killed began with: how long it is. */
const partIn = ({ sources, watch }: Night): Pick<RunFacts, 'partOf'> =>
  sources.length < watch.sources.length ? { partOf: watch.sources.length } : {};

/** Marks as caused by the update what differs for a source that could not be judged again before the night, if its answer is the same. */
async function withoutUpdate(
  { world: { store }, run, update }: Night,
  lives: readonly FindingLife[],
): Promise<readonly FindingLife[]> {
  if (update === null) return lives;
  return Promise.all(
    lives.map(async (life) => {
      const { finding, freshIn, resolvedIn } = life;
      if (freshIn !== run.id && resolvedIn !== run.id) return life;
      const then = await store.visit(finding.source, update.run.id);
      const now = await store.visit(finding.source, run.id);
      if (then === null || now === null || then.basis !== undefined || !isSameAnswer(then, now))
        return life;
      const isOfUpdate =
        then.verdict !== null &&
        now.verdict !== null &&
        isRuleChange(finding, then.verdict, now.verdict);
      return isOfUpdate ? markCausedByUpdate(life, run.id) : life;
    }),
  );
}

function isSameAnswer({ outcome: then }: Visit, { outcome: now }: Visit): boolean {
  if (then?.kind === 'failed' && now?.kind === 'failed')
    return then.failure === now.failure && then.code === now.code;
  if (then?.kind !== 'answered' || now?.kind !== 'answered') return false;
  return then.sha256 !== undefined && then.http === now.http && then.sha256 === now.sha256;
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
  const post = { type: 'application/timestamp-query', body, base64: true } as const;
  // A question may be asked twice: no answer to it is good for another.
  const outcome = await fetch({ url, validators: null, post, once: false });
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

class Noted {
  readonly observations: Observation[] = [];
  /** Verdicts on sources of which anything was or is observed, or decided. */
  readonly concerned: SourceVerdict[] = [];
  readonly indexing = new Indexing();
  readonly #observe: typeof observe;

  constructor(isSingle: boolean) {
    this.#observe = isSingle ? observeOnce : observe;
  }

  *noting(verdicts: Verdicts, named: ReadonlySet<string>): Generator<SourceVerdict> {
    for (const verdict of verdicts) {
      const observed = this.#observe(verdict);
      this.observations.push(...observed);
      if (observed.length > 0 || named.has(verdict.id)) this.concerned.push(verdict);
      this.indexing.add(verdict);
      yield verdict;
    }
  }
}

function live(
  { watch, sources: chosen, run, now }: Night,
  noted: Noted,
  before: readonly FindingLife[],
) {
  const watched = new Set(watch.sources.map((source) => source.id));
  const { concerned: sources } = noted;
  const { decisions } = watch;
  const folded = groupByHost(noted.observations, chosen);
  const undue = observeDecisions({ decisions, sources, observations: folded, before, now });
  const observations = [...folded, ...undue];
  const tonight = { run: run.id, now, observations, sources, before, decisions, watched };
  return groupByCause(reconcile(tonight), tonight);
}

/** What is said of every source on a night on which this machine did not see the web: nothing. */
export function unjudged(
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

/** Sources whose captures are looked through in a night, our choice: their nights are read in seconds. */
const SOURCES = 200;

/** Names beside each finding about a passage, and beside what explains it, the latest capture in which the passage stands. */
async function pointAtCaptures(
  { store, evidence }: Pick<World, 'evidence'> & { readonly store: StoreReader },
  lives: readonly FindingLife[],
): Promise<readonly FindingLife[]> {
  if (evidence === null) return lives;
  const concerned = lives.flatMap(({ finding }) => [finding, ...(finding.consequences ?? [])]);
  const sources = [...new Set(concerned.filter(isOfPassage).map(({ source }) => source))];
  const captures = new Map<string, readonly JudgedCapture[]>();
  for (const source of sources.slice(0, SOURCES))
    captures.set(source, judgedCaptures(await evidence.list(source), await store.life(source)));
  const pointed = <O extends Observation>({ capture: _, ...one }: O): O => {
    const capture =
      one.quote === null ? null : findCaptureOfPassage(captures.get(one.source) ?? [], one);
    return { ...one, ...(capture === null ? {} : { capture }) } as O;
  };
  return lives.map((life) => {
    const { consequences, ...finding } = pointed(life.finding);
    const explained = consequences?.map((one): Consequence => pointed(one));
    return {
      ...life,
      finding: explained === undefined ? finding : { ...finding, consequences: explained },
    };
  });
}

const isOfPassage = ({ quote }: Observation): boolean => quote !== null;
