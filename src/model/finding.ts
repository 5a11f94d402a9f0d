import type { ContentReason } from './content.js';
import type { Shortfall } from './document.js';
import type { EditionReason } from './edition.js';
import type { LinkReason, LinkStatus, LinkVerdict } from './link.js';
import type { FailureKind } from './outcome.js';
import {
  isLost,
  type Omission,
  type QuotePlace,
  type QuoteReason,
  type QuoteStatus,
  type QuoteVerdict,
} from './quote.js';
import type { Remedy } from './remedy.js';
import type { Ending, ReadByHand, SourceVerdict } from './verdict.js';
import type { PartialDate } from './watchlist.js';

export type Severity = 'high' | 'medium' | 'low';
/** Acknowledged: a decision in sources.json answers the finding, which no longer asks for a person. */
export type FindingState = 'new' | 'open' | 'acknowledged' | 'resolved';

export const FINDING_KINDS = [
  'passage-missing',
  'passage-altered',
  'passage-omission-changed',
  'passage-context-changed',
  'source-gone',
  'source-soft-404',
  'source-unreachable',
  'source-server-error',
  'source-moved',
  'source-blocked',
  'source-retracted',
  'source-ending',
  'content-replaced',
  'source-corrected',
  'content-edited',
  'content-unread',
  'witness-stale',
  'edition-withdrawn',
  'edition-replaced-in-place',
  'edition-newer',
  'edition-overdue',
  'passage-place',
  'passage-omission-weighs',
  'source-part',
  'access-stale',
  'archived-address',
  'no-url',
  'lint-decision-expired',
  'lint-decision-pointless',
] as const;

/** In the order of their weight for a claim (docs/judging.md, 3). */
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Kinds that are steps of one trouble, by what it is a trouble of: where one step ends as another begins, the trouble goes on. */
export const LADDERS = {
  passage: ['passage-missing', 'passage-altered'],
  address: ['source-gone', 'source-soft-404', 'source-unreachable', 'source-server-error'],
} as const satisfies Readonly<Record<string, readonly FindingKind[]>>;

const LADDER_OF: ReadonlyMap<FindingKind, string> = new Map(
  Object.entries(LADDERS).flatMap(([ladder, kinds]) =>
    kinds.map((kind) => [kind, ladder] as const),
  ),
);

/** True for a kind that a decision can answer. What is wrong with a decision is mended, not decided. */
export const isDecidable = (kind: FindingKind): boolean => !kind.startsWith('lint-');

const TOLD_ONCE: ReadonlySet<FindingKind> = new Set([
  'source-part',
  'passage-place',
  'passage-omission-weighs',
  'passage-context-changed',
  'lint-decision-expired',
  'lint-decision-pointless',
]);

/** True for what is pointed out on the night on which it is first seen, and no mail speaks of again. */
export const isReportedOnce = ({
  kind,
  severity,
}: Pick<Observation, 'kind' | 'severity'>): boolean => severity === 'low' && TOLD_ONCE.has(kind);

/** A problem as one night sees it, before it has a life. */
export interface Observation {
  /** Names the same problem on every night: `passage-missing:ASI2025-01/31#1`. */
  readonly id: string;
  readonly source: string;
  /** Of a whole host, all sources that it is about, `source` among them; absent where that is the only one, and in stores of before. */
  readonly sources?: readonly string[] | undefined;
  readonly citation: string | null;
  readonly quote: string | null;
  /** The newer edition that it is about; null when it is about none. */
  readonly edition: string | null;
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** What is the case, and with it what to do about it. */
  readonly why: FindingReason;
  /** SHA-256 of the text whose return ends the problem. */
  readonly before?: string | undefined;
  /** Of a passage, our latest capture in which it stands: its run, and its line in the evidence's log; absent when none is kept. */
  readonly capture?: { readonly run: number; readonly n: number } | undefined;
  /** What it rests on, as it was last seen; as a run tells it, absent where that run saw it, and in stores of before. */
  readonly seen?: Seen | undefined;
}

/** A problem that another one explains: it is told below that one, and ends with it. */
export interface Consequence extends Observation {
  /** When it was first seen, ISO. */
  readonly since: string;
}

/** A problem with a life: opened, acknowledged, resolved. */
export interface Finding extends Observation {
  readonly state: FindingState;
  /** When it was opened, ISO. */
  readonly since: string;
  /** The address of which it speaks; absent where it does not speak of one. */
  readonly address?: string | undefined;
  /** That it is the case, is as grave as it is, or is over, because an update changed the rules of judging, and not what was received; absent otherwise. */
  readonly rules?: 'opened' | 'graver' | 'ended' | undefined;
  /** That it was never told as new: it was answered when it was found, or an update alone brought it. Absent otherwise. */
  readonly untold?: true | undefined;
  /** The decision's reason, when acknowledged. */
  readonly decision?: string | undefined;
  /** What it explains; absent when that is nothing. */
  readonly consequences?: readonly Consequence[] | undefined;
  /** The run in which a decision on it ended, which made it news again; absent where none did. */
  readonly lapsedIn?: number | undefined;
  /** What would mend it, the surest first; absent where only a person's own research does, and where it is over. */
  readonly remedies?: readonly Remedy[] | undefined;
  /** Who has taken it on; absent where nobody has. */
  readonly owner?: string | undefined;
  /** Earlier steps of its ladder that are over ({@link LADDERS}), and are told as over when this trouble is; absent when there are none. */
  readonly heldBack?: readonly Finding[] | undefined;
}

/** The sources that a finding is about: one, but for a finding of a whole host. */
export const sourcesOfFinding = ({
  source,
  sources,
}: Pick<Observation, 'source' | 'sources'>): readonly string[] => sources ?? [source];

/** The order of severities, gravest first. */
const WEIGHT: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

export const compareSeverity = (
  a: Pick<Finding, 'severity'>,
  b: Pick<Finding, 'severity'>,
): number => WEIGHT[a.severity] - WEIGHT[b.severity];

/** Sorts by weight: severity, then kind. */
export const byWeight = (a: Finding, b: Finding): number =>
  compareSeverity(a, b) || FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind);

/** Sorts what needs a person first: by weight, then by id. */
export const byUrgency = (a: Finding, b: Finding): number =>
  byWeight(a, b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** True when `severity` is at least as grave as `floor`. */
export const atLeast = (severity: Severity, floor: Severity): boolean =>
  WEIGHT[severity] <= WEIGHT[floor];

/** The standing findings in which the trouble of one that is over goes on: of its ladder, no less grave, and about all that it was about. Empty where it is over. */
export function continuingFindings(
  over: Finding,
  standing: readonly Finding[],
): readonly Finding[] {
  const ladder = LADDER_OF.get(over.kind);
  const steps = standing.filter(
    (one) =>
      atLeast(one.severity, over.severity) &&
      one.quote === over.quote &&
      (one.id === over.id || (ladder !== undefined && LADDER_OF.get(one.kind) === ladder)),
  );
  const troubled = new Set(steps.flatMap(sourcesOfFinding));
  const isWhole =
    steps.some(({ id }) => id === over.id) ||
    sourcesOfFinding(over).every((id) => troubled.has(id));
  return isWhole ? steps : [];
}

/** From which severity on a run fails: for all that is active, or (`new-…`) for what is new in it only. */
export const FAIL_ON = [
  'high',
  'medium',
  'low',
  'new-high',
  'new-medium',
  'new-low',
  'never',
] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** True when a finding of this severity makes a run fail that is to fail on `failOn`. */
export function failsOn(
  failOn: FailOn,
  { severity, state }: Pick<Finding, 'severity' | 'state'>,
): boolean {
  if (failOn === 'never' || (state !== 'new' && state !== 'open')) return false;
  const floor = failOn.replace(/^new-/, '') as Severity;
  return (floor === failOn || state === 'new') && atLeast(severity, floor);
}

/** True for findings that still ask something of a person. */
export const isActive = (finding: Finding): boolean =>
  finding.state === 'new' || finding.state === 'open';

/** A finding with the runs in which its life began and ended. */
export interface FindingLife {
  readonly finding: Finding;
  readonly openedIn: number;
  /** The run in which it was opened, or last grew graver or lost its decision: what a digest counts as new. */
  readonly freshIn: number;
  /** Null while it is not resolved. */
  readonly resolvedIn: number | null;
}

export interface CitedIn {
  readonly report: string;
  readonly section: string | null;
  /** True where nothing is quoted, and the address points at the passage. */
  readonly pointed?: boolean | undefined;
}

interface OfPassage {
  readonly cited: CitedIn;
  /** When the passage last stood, ISO; null when no night has seen it. */
  readonly stood: string | null;
  readonly quote: QuoteReason;
}

/** What a finding rests on: enough to say what is the case and what to do about it. `single`: of a look that no night follows; absent in a night. */
export type FindingReason = ReasonOfKind & { readonly single?: true | undefined };

type ReasonOfKind =
  /** From a store that an earlier version wrote. */
  | { readonly kind: 'told'; readonly message: string; readonly action: string }
  | ({
      readonly kind: 'passage-missing';
      /** The text that resembles it most, or null; absent in stores of before. */
      readonly nearest?: string | null;
    } & OfPassage)
  | ({ readonly kind: 'passage-altered'; readonly weighty: boolean } & OfPassage)
  /** The passage stands, and what it leaves out is not what it was; `weighty` when a word that weighs came or went. */
  | {
      readonly kind: 'omission-changed';
      readonly cited: CitedIn;
      readonly weighty: boolean;
      readonly since: string;
    }
  /** The passage stands, and what it stands under is not what it was. */
  | ({ readonly kind: 'context-changed'; readonly cited: CitedIn } & Pick<
      NonNullable<QuoteVerdict['contextChanged']>,
      'as' | 'since'
    >)
  /** The passage stands, but not in the document's own text; `before`, where it stood when that was a better place. */
  | {
      readonly kind: 'passage-place';
      readonly cited: CitedIn;
      readonly where: QuotePlace;
      readonly before: QuotePlace | null;
    }
  /** What the passage leaves out may change what it says: these are such words, in places of the page. */
  | {
      readonly kind: 'omission-weighs';
      readonly cited: CitedIn;
      readonly omitted: readonly Omission[];
    }
  /** The address failed, on so many days in a row; `confirmed` when that is enough to be believed. */
  | {
      readonly kind: 'failing';
      readonly status: LinkStatus;
      readonly days: number;
      readonly confirmed: boolean;
      /** Of a single look: whether it was dead twice ({@link isDeadTwice}); absent in a night. */
      readonly twice?: boolean | undefined;
      readonly link: LinkReason;
    }
  | { readonly kind: 'moved'; readonly to: string | null; readonly link: LinkReason }
  /** `byHand`: a page that a person saved stands for it. */
  | {
      readonly kind: 'blocked';
      readonly link: LinkReason;
      readonly byHand?: ReadByHand | undefined;
    }
  /** The page has not the part that the address names: `#chapter-2`. */
  | { readonly kind: 'part'; readonly part: string }
  /** The page that a person saved is too old to stand for it. */
  | { readonly kind: 'witness-stale'; readonly byHand: ReadByHand }
  /** `readIn`: where passages of it were read all the same; absent where nobody could read it. */
  | { readonly kind: 'no-url'; readonly readIn?: 'copy' | 'archive' | 'person' | undefined }
  /** The address is that of a capture: what was captured is never asked. */
  | { readonly kind: 'archived-address'; readonly original: string }
  | { readonly kind: 'ending'; readonly ending: Ending; readonly host: string }
  | { readonly kind: 'unread' | 'replaced' | 'edited'; readonly content: ContentReason }
  /** The text was read, and the passages were not looked for in it. */
  | { readonly kind: 'unmatched'; readonly why: Shortfall }
  /** The publisher took something back, in a note that begins with these words. */
  | { readonly kind: 'corrected' | 'retracted'; readonly words: string }
  /** These words came beside a quoted passage, in its place or above the text, and may take it back. */
  | { readonly kind: 'doubted'; readonly words: string }
  /** Newer editions, oldest first, and how many of the quoted passages fared in the latest in each way. */
  | {
      readonly kind: 'edition-newer';
      readonly editions: readonly string[];
      readonly fates: Readonly<Record<QuoteStatus, number>>;
    }
  /** `noted`: a register has a notice that corrects the document, or doubts it. */
  | {
      readonly kind:
        | 'edition-withdrawn'
        | 'noted'
        | 'edition-replaced-in-place'
        | 'edition-overdue';
      readonly edition: EditionReason;
    }
  | {
      readonly kind: 'access-stale';
      readonly accessed: PartialDate | null;
      readonly cited: CitedIn;
    }
  /** A decision about this kind of finding held until this day. */
  | {
      readonly kind: 'decision-expired';
      readonly about: string;
      readonly edition: string | null;
      readonly until: PartialDate;
    }
  /** What a decision answered is not the case any more; `latest` is the edition that is now the newest, where that is why. */
  | {
      readonly kind: 'decision-pointless';
      readonly about: string;
      readonly edition: string | null;
      readonly latest: string | null;
    }
  /** The same of every source of a host. */
  | {
      readonly kind: 'host';
      readonly host: string;
      readonly sources: number;
      readonly each: FindingReason;
    };

/** What a finding rests on, as the last run that saw it read it: a later night may not see the page. */
export interface Seen
  extends Pick<SourceVerdict, 'at' | 'witness' | 'byHand'>,
    Partial<Pick<SourceVerdict, 'link' | 'finalUrl' | 'content' | 'edition' | 'archive'>> {
  readonly run: number;
  /** SHA-256 of the text that was read ({@link textRead}); absent in stores of before. */
  readonly text?: string | null | undefined;
  /** Of the passage that it is about. */
  readonly quote?: QuoteVerdict | undefined;
}

/** What a `sources.json` cites that an earlier one did not. */
export interface Added {
  /** Ids of the sources that are cited anew, or for something new, in the order of the file. */
  readonly sources: readonly string[];
  /** Ids of citations whose address was not cited, or not so often. */
  readonly citations: ReadonlySet<string>;
  /** Ids of quotations that were not quoted from their address, or not so often: `ASI2025-01/31#1`. */
  readonly quotes: ReadonlySet<string>;
}

/** Failures that no other night mends: the address itself is wrong. */
const WRONG: ReadonlySet<FailureKind> = new Set([
  'dns',
  'bad-url',
  'refused-scheme',
  'refused-address',
]);

/** How grave it is that an address that was just cited is as it is; null for one that leads to its document. A server in trouble is no dead address. */
export function linkSeverity({ status, why }: LinkVerdict): Severity | null {
  if (status === 'alive' || status === 'moved') return null;
  const isDead =
    status === 'gone' || status === 'soft-404' || (why.kind === 'failed' && WRONG.has(why.failure));
  return isDead ? 'high' : 'medium';
}

/** The same of words that were just quoted: `high` where they do not stand, `medium` where that could not be checked. */
export const quoteSeverity = (quote: QuoteVerdict): Severity | null =>
  isLost(quote) ? 'high' : quote.verdict === 'unverifiable' ? 'medium' : null;
