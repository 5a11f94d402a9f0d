import type { Evidence } from '../evidence/evidence.js';
import { hostOf } from '../model/address.js';
import { visibleText } from '../model/document.js';
import { byUrgency, type Finding, sourcesOfFinding } from '../model/finding.js';
import { refuse } from '../model/problem.js';
import type { Run, RunFacts } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { indexOf, type Verdicts } from '../model/verdicts.js';
import type { Visit } from '../model/visit.js';
import { type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import type { Thought } from '../pool/thought.js';
import type { StoreReader } from '../store/store.js';
import { coalesce, type NightText, type TextDiff } from '../surfaces/diff/diff-view.js';
import type { ErrorFacts } from '../surfaces/error-report.js';
import { commandMessages } from '../surfaces/words/catalogues.js';
import { ENGLISH } from '../surfaces/words/locale.js';
import { shortfallReason } from '../surfaces/words/words.js';

type Looks = Pick<StoreReader, 'runs' | 'lastGood' | 'verdicts'>;

/** The runs since the last night that looked at some sources, oldest first; all where there was no night yet. One that saw nothing of the web is none. */
export async function runsSinceNight(
  store: Pick<StoreReader, 'runs'>,
  night: Pick<RunFacts, 'id'> | null,
): Promise<readonly RunFacts[]> {
  const [last] = await store.runs(1);
  const since = night?.id ?? 0;
  const runs = last === undefined || last.id <= since ? [] : await store.runs(last.id - since);
  return runs.filter(({ id, online }) => id > since && online).reverse();
}

/** The run that readers are shown, with the nights since on which nothing of the web was seen; null before the first. */
export async function runToShow(
  store: Pick<StoreReader, 'result' | 'nights'>,
): Promise<Run<Verdicts> | null> {
  const run = await store.result(null);
  if (run?.run.online !== true) return run;
  // One that judged a night again looked at nothing: what is shown was seen on that night.
  const seen = run.run.rejudges ?? run.run.id;
  const [last] = await store.nights(1);
  const since = last === undefined || last.id <= seen ? [] : await store.nights(last.id - seen);
  const offline = since.filter(({ id, online }) => id > seen && !online);
  const [latest, first] = [offline[0], offline.at(-1)];
  if (latest === undefined || first === undefined) return run;
  const offlineSince = {
    run: first.id,
    startedAt: first.startedAt,
    nights: offline.length,
    lastRun: latest.id,
    lastStartedAt: latest.startedAt,
    ...(latest.unasked && { why: latest.unasked }),
  };
  // First, where whoever reads only the beginning of a report finds it.
  const { schema, ...rest } = run;
  return { schema, offlineSince, ...rest };
}

/** What was last said of each of these sources: by the last good run, or by a later run that looked at some of them alone. */
export async function latestVerdicts(
  store: Looks,
  sources: readonly string[],
): Promise<readonly SourceVerdict[]> {
  const night = await store.lastGood();
  const said = new Map<string, SourceVerdict>();
  for (const run of [...(night === null ? [] : [night]), ...(await runsSinceNight(store, night))])
    for (const verdict of await store.verdicts(run.id, sources)) said.set(verdict.id, verdict);
  return [...said.values()];
}

/** What was last said of a source; null when the latest night did not look at it, nor a run since. */
export const latestVerdict = async (store: Looks, source: string): Promise<SourceVerdict | null> =>
  (await latestVerdicts(store, [source]))[0] ?? null;

/** Ids of the sources at which the run that readers are shown looked, and the runs since. */
export async function visitedSources(
  store: Pick<StoreReader, 'runs' | 'result'>,
): Promise<ReadonlySet<string>> {
  const shown = await store.result(null);
  const since = await runsSinceNight(store, shown === null ? null : { id: shown.run.id });
  const runs = [shown, ...(await Promise.all(since.map(({ id }) => store.result(id))))];
  return new Set(runs.flatMap((run) => (run === null ? [] : indexOf(run.sources).ids)));
}

/** What was found and is not over as things stand now, most urgent first. */
export async function openFindings(
  store: Pick<StoreReader, 'runs' | 'lives'>,
): Promise<readonly Finding[]> {
  const [last] = await store.runs(1);
  const lives = last === undefined ? [] : await store.lives(last.id);
  return lives.map(({ finding }) => finding).sort(byUrgency);
}

/**
 * What was found of a source and is not over, what was found of its whole host included; null when the latest night did not look at
 * it, nor a run since.
 */
export async function latestFindings(
  store: Looks & Pick<StoreReader, 'lives'>,
  { id, url }: Pick<Source, 'id' | 'url'>,
): Promise<readonly Finding[] | null> {
  if ((await latestVerdict(store, id)) === null) return null;
  const host = url === null ? null : hostOf(url);
  // A finding of an earlier version does not say of which sources of its host it tells.
  const isOfHost = ({ why, sources }: Finding) =>
    why.kind === 'host' && sources === undefined && why.host === host;
  return (await openFindings(store)).filter(
    (finding) => sourcesOfFinding(finding).includes(id) || isOfHost(finding),
  );
}

/**
 * What changed in a source's text between two runs (numbers, as the options give them): by default from the last that read another text to
 * the latest. Null when no two runs read different bytes. Throws a `UserError` when a run that was named did not read it.
 */
export async function compareRuns(
  store: StoreReader,
  thought: Pick<Thought, 'diffTexts'>,
  source: string,
  { from, to }: { readonly from?: string; readonly to?: string },
): Promise<TextDiff | null> {
  const read = (await store.life(source)).filter((visit) => visit.snapshot !== null);
  const later = choose(read, to, '--to', source);
  const earlier =
    from === undefined
      ? read.find((visit) => visit.run < later.run && visit.snapshot !== later.snapshot)
      : choose(read, from, '--from', source);
  if (earlier === undefined) return null;
  const [before, after] = [await nightOf(store, earlier), await nightOf(store, later)];
  const parts = await thought.diffTexts(textOf(before), textOf(after));
  if ('kind' in parts)
    return refuse(
      source,
      ENGLISH.fill(commandMessages.terminal['diff-beyond-budget'], {
        reason: shortfallReason(ENGLISH, parts.why),
      }),
    );
  const between = read.filter(({ run }) => run > earlier.run && run <= later.run);
  const replaced =
    between.findLast(({ verdict }) => verdict?.content.change === 'replaced') ?? null;
  return { source, earlier: before, later: after, parts: coalesce(parts), replaced };
}

function choose(
  visits: readonly Visit[],
  run: string | undefined,
  option: string,
  source: string,
): Visit {
  const visit = run === undefined ? visits[0] : visits.find((v) => v.run === Number(run));
  if (visit !== undefined) return visit;
  return refuse(
    option,
    run === undefined ? `no run has read ${source}` : `run ${run} did not read ${source}`,
  );
}

async function nightOf(store: StoreReader, visit: Visit): Promise<NightText> {
  const reading = await store.reading(visit.subject, visit.snapshot ?? '');
  return { visit, snapshot: reading?.snapshot ?? null };
}

const textOf = ({ snapshot }: NightText): string =>
  snapshot === null ? '' : visibleText(snapshot.document);

/** What earlier runs kept. */
export interface Kept {
  readonly evidence: Evidence;
  readonly store: StoreReader;
}

/** What is known of a source on which the judge may have erred, about one kind of finding or all. Throws a `UserError` where there is nothing. */
export async function errorFacts(
  kept: Kept,
  watch: Watchlist,
  source: Source,
  {
    program,
    node,
    about,
  }: { readonly program: string; readonly node: string; readonly about: string | undefined },
): Promise<ErrorFacts> {
  const verdict = await latestVerdict(kept.store, source.id);
  if (verdict === null) return refuse(source.id, 'no run has looked at it yet');
  const all = (await latestFindings(kept.store, source)) ?? [];
  const findings = all.filter(({ kind }) => about === undefined || kind === about);
  if (about !== undefined && findings.length === 0)
    refuse('--about', `the last run found no ${about} on ${source.id}`);
  const [run] = await kept.store.runs(1);
  return {
    made: { program, rules: run?.rules ?? null, node },
    source,
    uses: usesOf(source, watch),
    verdict,
    findings,
    page: await pageOf(kept, source.id),
  };
}

/** The page that was last received, from the evidence where that has it; else what was last read of it. Null where nothing is kept. */
async function pageOf({ store, evidence }: Kept, id: string): Promise<ErrorFacts['page']> {
  const [last] = await store.life(id, 1);
  const outcome = last?.outcome?.kind === 'answered' ? last.outcome : null;
  const wanted = outcome?.sha256 ?? last?.snapshot ?? null;
  const record = (await evidence.list(id)).findLast(
    ({ payloadSha256 }) => payloadSha256 === wanted,
  );
  const capture = record === undefined ? null : await evidence.read(record.n).catch(() => null);
  if (capture?.outcome.body) {
    const { at, url, finalUrl, http, headers, body } = capture.outcome;
    return {
      url,
      finalUrl,
      http,
      contentType: headers['content-type'] ?? null,
      at,
      base64: toBase64(body.bytes),
    };
  }
  const reading = wanted === null ? null : await store.reading(id, wanted);
  if (reading === null) return null;
  const { contentType, bytes, url } = reading;
  return { url, finalUrl: url, http: null, contentType, at: null, base64: toBase64(bytes) };
}

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
