import type { BadCaptures } from './capture.js';
import type { Finding, FindingState, Observation, Severity } from './finding.js';
import type { LinkStatus, NotCheckedReason } from './link.js';
import type { Outcome, Traffic } from './outcome.js';
import type { SanitizedText } from './sanitized-text.js';
import type { SourceVerdict } from './verdict.js';
import type { Verdicts } from './verdicts.js';
import type { Visit } from './visit.js';

/** Citations by what a night says of them: something was found against them, all was decided, they could not be checked, they stand. */
export interface Tally {
  readonly work: number;
  readonly decided: number;
  readonly unknown: number;
  readonly stand: number;
}

/** Findings by severity and state; what there is none of is absent. */
type FoundTally = Readonly<
  Partial<Record<Severity, Readonly<Partial<Record<FindingState, number>>>>>
>;

/** A line of the evidence's log: noted down elsewhere, it gives away whatever is changed up to it. */
export interface EvidenceTip {
  /** Its number, from 1. */
  readonly n: number;
  /** In hex. */
  readonly sha256: string;
}

/** What came of asking an authority for a time stamp of the evidence. */
export type StampFacts =
  | {
      readonly kind: 'stamped';
      /** The authority's address. */
      readonly tsa: string;
      /** The line of the log that holds the stamp. */
      readonly n: number;
      /** The time in it, ISO. */
      readonly time: string;
    }
  | { readonly kind: 'failed'; readonly tsa: string; readonly why: SanitizedText };

/** What an update of citewatch alone changed: what was received before it was judged again by the new rules. */
export interface UpdateFacts {
  /** Findings that it opened, made graver or ended. */
  readonly findings: number;
  /** Sources that could not be judged again, since what they had answered is not kept. */
  readonly unkept: number;
}

/** The night in numbers. */
export interface RunFacts {
  readonly id: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** False when everything failed in the same way, so that nothing could be judged. */
  readonly online: boolean;
  readonly sources: number;
  /** How many sources the list had of which this run looked at a part only; absent in a run that looked at all of it. */
  readonly partOf?: number | undefined;
  /** Of a single look, which no night follows: seconds after which what was dead was asked again, 0 for never; absent in a night. */
  readonly againAfter?: number | undefined;
  /** Citation lines; a quotation without a line of its own is not counted here. */
  readonly citations: number;
  readonly quotes: number;
  /** Everything that was asked: pages, robots.txt, registers, probes, archives; redirects and retries counted. */
  readonly requests: number;
  /** Of bodies received, unpacked. */
  readonly bytes: number;
  /** Sources by what their addresses came to, without what none came to; absent in stores of before. */
  readonly links?: Readonly<Partial<Record<LinkStatus, number>>> | undefined;
  /** Findings by severity and state, those that this run ended included; absent in stores of before. */
  readonly found?: FoundTally | undefined;
  /** Why nothing could be judged; absent in a run that saw the web, and in stores of before. */
  readonly unasked?: NotCheckedReason | undefined;
  /** How the citations fare; absent in stores of before, and where nothing could be judged. */
  readonly tally?: Tally | undefined;
  /** The latest line of the evidence's log when the run ended; absent where nothing was kept. */
  readonly evidence?: EvidenceTip | undefined;
  /** Digest of the rules by which was judged; absent in stores of before. */
  readonly rules?: string | undefined;
  /** The night whose answers this run judged again, by other rules: nothing was asked. Absent in a run that looked. */
  readonly rejudges?: number | undefined;
  /** What an update of citewatch changed since the night before; absent where it changed nothing. */
  readonly updated?: UpdateFacts | undefined;
  /** Time stamps that were asked for when the run ended; absent where no authority is set. */
  readonly stamps?: readonly StampFacts[] | undefined;
  /** Captures of this night that are not sound evidence; absent where all are. */
  readonly badCaptures?: BadCaptures | undefined;
  /** That what this run saw could not be kept, so that the next one begins from before it; absent where it was. */
  readonly unkept?: true | undefined;
}

/** True for a single look, which no night follows: what it says holds for itself, and promises no other. */
export const isSingleLook = ({ againAfter }: Pick<RunFacts, 'againAfter'>): boolean =>
  againAfter !== undefined;

/** True for a run that looked at the whole list, which is a night; a look at some sources says nothing of the others. */
export const isNight = ({ partOf }: Pick<RunFacts, 'partOf'>): boolean => partOf === undefined;

/**
 * True for a good run: a night that ended and saw the web, even if its reports could not be written, for what it found
 * is kept. One that judged a night again bears that night's date, so it makes no watch look fresher.
 */
export const isGoodRun = (run: Pick<RunFacts, 'online' | 'partOf'>): boolean =>
  run.online && isNight(run);

/** Nights since a run on which nothing of the web was seen: it is the run that is shown, as the last that saw anything. */
export interface OfflineSince {
  /** The first of them, and when it began, ISO. */
  readonly run: number;
  readonly startedAt: string;
  readonly nights: number;
  /** The last of them. */
  readonly lastRun: number;
  readonly lastStartedAt: string;
  /** Why nothing was seen in the last one; absent in stores of before. */
  readonly why?: NotCheckedReason | undefined;
}

export function tallyFindings(
  findings: readonly Pick<Finding, 'severity' | 'state'>[],
): FoundTally {
  const found: Partial<Record<Severity, Partial<Record<FindingState, number>>>> = {};
  for (const { severity, state } of findings) {
    found[severity] ??= {};
    found[severity][state] = (found[severity][state] ?? 0) + 1;
  }
  return found;
}

/** The numbers of a night, but for its times. */
export function summarise(
  verdicts: Iterable<SourceVerdict>,
  traffic: Traffic,
): Pick<RunFacts, 'sources' | 'citations' | 'quotes' | 'links' | 'requests' | 'bytes'> {
  let [sources, citations, quotes] = [0, 0, 0];
  const links: Partial<Record<LinkStatus, number>> = {};
  for (const verdict of verdicts) {
    sources += 1;
    links[verdict.link.status] = (links[verdict.link.status] ?? 0) + 1;
    citations += verdict.citations.filter((citation) => citation.cited !== null).length;
    quotes += verdict.citations.reduce((n, citation) => n + citation.quotes.length, 0);
  }
  return { sources, citations, quotes, links, ...traffic };
}

/** What visits cost that an earlier process made before it was killed, as far as they were recorded. */
export function trafficOf(visits: readonly Visit[]): Traffic {
  const outcomes = visits.flatMap((visit) => visit.outcome ?? []);
  return {
    requests: outcomes.reduce((n, outcome) => n + outcome.requests, 0),
    bytes: outcomes.reduce((n, outcome) => n + outcome.received, 0),
  };
}

/** One pass over the sources: exactly the document of `--json` and `reports/latest.json`. `Run<Verdicts>` has not all verdicts in memory. */
export interface Run<Sources extends Verdicts = readonly SourceVerdict[]> {
  readonly schema: 'citewatch.run/1';
  /** Absent in the run itself: of a run that is shown, what came after it. */
  readonly offlineSince?: OfflineSince | undefined;
  readonly run: RunFacts;
  /** One a source, in the order of `sources.json`. */
  readonly sources: Sources;
  /** Most urgent first. */
  readonly findings: readonly Finding[];
}

/** A run with its verdicts, in whatever way they are kept. */
export type JudgedRun = Run<Verdicts>;

/** A run that could not be kept, as people are told of it: without the line of the log, stamps and captures, whose numbers others take tomorrow. */
export function unkept<Sources extends Verdicts>({
  run,
  findings,
  ...rest
}: Run<Sources>): Run<Sources> {
  const { evidence: _, stamps: __, ...facts } = run;
  const withEarlierCapture = <O extends Observation>({ capture, ...one }: O): O =>
    (capture === undefined || capture.run === run.id ? one : { ...one, capture }) as O;
  return {
    schema: rest.schema,
    run: { unkept: true, ...facts },
    sources: rest.sources,
    findings: findings.map((finding) => {
      const explained = finding.consequences?.map(withEarlierCapture);
      return {
        ...withEarlierCapture(finding),
        ...(explained === undefined ? {} : { consequences: explained }),
      };
    }),
  };
}

/** What one message says: findings by what became of them since the last message. */
export interface Digest {
  readonly run: RunFacts;
  /** Start of the run that the last digest ended with, ISO; null for the first. */
  readonly since: string | null;
  readonly fresh: readonly Finding[];
  readonly open: readonly Finding[];
  readonly resolved: readonly Finding[];
  /** The verdicts of the sources that the findings name. */
  readonly sources: readonly SourceVerdict[];
  /** What its reader knows as more than low, and is told here neither as being so nor as over, as grave as he knows it. Absent where that is nothing, and in stores of before. */
  readonly owed?: readonly Finding[] | undefined;
  /** Names what was pointed out to its reader once and is over: where it comes back, it is no news. Absent where that is nothing, and in stores of before. */
  readonly once?: readonly string[] | undefined;
  /** How many findings an update of citewatch alone changed since the last message; absent where it changed none. */
  readonly updated?: number | undefined;
  /** How many of the sources stand, where there was nothing to tell for so long that this is told. */
  readonly standing?: { readonly stand: number; readonly of: number } | undefined;
}

/** What the hosts of a shared store are owed, as all its workers see it. */
export interface FleetState {
  /** Hosts that may be asked something now, and that nobody asks. */
  readonly due: number;
  /** Hosts that a worker holds. */
  readonly held: number;
  /** Requests that wait for their turn. */
  readonly waiting: number;
  /** Seconds for which the oldest of them has waited; 0 where none does. */
  readonly oldest: number;
}

/** What else is told of the last good run of a report. */
export interface GoodRunFacts extends Pick<RunFacts, 'links' | 'found'> {
  /** How long it took; absent where it asked nobody, and where a clock was set back meanwhile. */
  readonly seconds?: number | undefined;
}

/** A report that is watched, whatever its nights came to; never one that is private. */
export interface WatchedReport {
  /** Null where a store has one only. */
  readonly report: string | null;
  /** Since when it is there, ISO; null where that is not known. */
  readonly since: string | null;
  /** Whether the last night that ended saw the web; null before the first. */
  readonly online: boolean | null;
  /** Readers whom the last message to them did not reach. */
  readonly undelivered: number;
  /** Null before the first good run, and where a store of before does not say. */
  readonly good: GoodRunFacts | null;
}

/** What a store says of those who work on it. */
export interface StoreState {
  /** Null where no store is shared. */
  readonly fleet: FleetState | null;
  /** When the last good run ({@link isGoodRun}) of a report began, ISO, never of one that is private; `report` is null where a store has one only. */
  readonly nights: readonly { readonly report: string | null; readonly at: string }[];
  /** Absent where nobody looked. */
  readonly reports?: readonly WatchedReport[] | undefined;
}

export const goodRunFacts = ({
  startedAt,
  finishedAt,
  rejudges,
  links,
  found,
}: RunFacts): GoodRunFacts => {
  const seconds = (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  const isTimed = rejudges === undefined && seconds >= 0;
  return { links, found, ...(isTimed ? { seconds } : {}) };
};

/** A service, looked at from outside. */
export interface ServiceState {
  readonly version: string;
  /** Null where it does not answer. */
  readonly store: StoreState | null;
  /** Whether its turn has come: of several schedulers one works, and the others stand by. Null where each works. */
  readonly leads: boolean | null;
  /** Visits since it was started, by {@link outcomeName}. */
  readonly visits: ReadonlyMap<string, number>;
  /** Since it was started. */
  readonly traffic: Traffic;
}

/** What came of a visit in a word: `2xx` of an answer, the kind of a failure. */
export const outcomeName = (
  outcome:
    | { readonly kind: 'answered'; readonly http: number }
    | Pick<Extract<Outcome, { kind: 'failed' }>, 'kind' | 'failure'>,
): string => (outcome.kind === 'failed' ? outcome.failure : `${Math.floor(outcome.http / 100)}xx`);

export interface SharedReport {
  readonly name: string;
  /** The path of its `sources.json` when it was added. */
  readonly sources: string;
  /** True when no other report sees that it is there. */
  readonly private: boolean;
  /** ISO. */
  readonly addedAt: string;
  /** When its last good run began, ISO; null before. */
  readonly lastRun: string | null;
  /** Since when only its history is kept, ISO; null while it is watched. */
  readonly removedAt: string | null;
}

/** What was done to a shared store that nobody who logs in has any more. */
export interface ProtectedStore {
  /** The role whose the tables are; that of those who keep reports; and that of those who may act for all. */
  readonly owner: string;
  readonly reports: string;
  readonly operators: string;
  /** Whose they were; null where they were the same, or there were none. */
  readonly former: string | null;
  /** How many tables, functions and others had another owner. */
  readonly handedOver: number;
  /** How many steps were taken. */
  readonly steps: number;
}

export interface RemovedReport {
  readonly runs: number;
  readonly visits: number;
  readonly digests: number;
}

/** What is told of a shared store: once that it is away, or that somebody else's work is in the way (`locked`), and once that it is back. */
export type StoreNews =
  | { readonly kind: 'away'; readonly error: unknown; readonly locked: boolean }
  | { readonly kind: 'back' };
