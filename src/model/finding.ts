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
import type { Remedy, RemedyKind } from './remedy.js';
import type { Ending, ReadByHand, SourceVerdict } from './verdict.js';
import type { PartialDate, ReportChange } from './watchlist.js';

export type Severity = 'high' | 'medium' | 'low';
/** Acknowledged: a decision in sources.json answers the finding, which no longer asks for a person. */
export type FindingState = 'new' | 'open' | 'acknowledged' | 'resolved';

/** What a finding of a kind means: all that the program asks of a kind stands here. */
interface FindingMeaning {
  /** The part of a citation that has the problem. `address`: of an address that nobody needs to ask. */
  readonly about:
    | 'passage'
    | 'link'
    | 'content'
    | 'saved-page'
    | 'edition'
    | 'access'
    | 'address'
    | 'decision';
  /** Kinds with the same one are steps of one trouble: where one step ends as another begins, the trouble goes on. `failing`: the address fails. */
  readonly ladder?: 'passage' | 'failing';
  /** It happened on one night, and is over when its text is back or has been read again. */
  readonly event?: true;
  /** While it is low, it is pointed out on the night on which it is first seen, and no mail speaks of it again. */
  readonly toldOnce?: true;
  /** It comes in dozens, which are told in one line while they are low. */
  readonly repeats?: true;
  /** Passages that do not stand are told below it, for it explains that. */
  readonly explainsPassages?: true;
  /** Where all sources of a host have it, it is one finding of that host. */
  readonly ofHost?: true;
  /** While it is low, it is of the visit, and another night may know better. */
  readonly ofVisit?: true;
  /** It holds the page itself against what that said before: another witness cannot say that it is over. */
  readonly ofOwnPage?: true;
  /** Each time it is another matter than before, so that a decision answers those alone that its author could see. */
  readonly ofItsDay?: true;
  /** It says nothing of what the source says. `at-once`: it is sure on its first night. */
  readonly formal?: 'confirmed' | 'at-once';
  /** Its message is the same wherever it is found. */
  readonly uniform?: true;
  /** A copy of the document as it was serves its reader, though no remedy puts that in the place of the address. */
  readonly servedByCopy?: true;
  /** The publisher took the document back. */
  readonly takenBack?: true;
  /** A page that a person saves stands for what programs cannot read. */
  readonly bySavedPage?: true;
  /** What may mend it, besides a person's own research. Whether two sources become one, the whole file says. */
  readonly remedies?: readonly Exclude<RemedyKind, 'merge'>[];
}

const DEAD = {
  about: 'link',
  ladder: 'failing',
  explainsPassages: true,
  formal: 'confirmed',
  remedies: ['archived'],
} as const satisfies FindingMeaning;

/** In the order of their weight for a claim (docs/judging.md, 3). */
const MEANINGS = {
  'passage-missing': {
    about: 'passage',
    ladder: 'passage',
    ofItsDay: true,
    remedies: ['archived', 'edition', 'capture', 'drop'],
  },
  'passage-altered': {
    about: 'passage',
    ladder: 'passage',
    ofItsDay: true,
    remedies: ['archived', 'edition', 'quote', 'capture', 'drop'],
  },
  'passage-omission-changed': { about: 'passage', ofOwnPage: true, ofItsDay: true },
  'passage-context-changed': {
    about: 'passage',
    ofOwnPage: true,
    ofItsDay: true,
    toldOnce: true,
  },
  'source-gone': DEAD,
  'source-soft-404': { ...DEAD, ofHost: true },
  'source-unreachable': { ...DEAD, ofHost: true },
  'source-server-error': { ...DEAD, ofHost: true },
  'source-moved': { about: 'link', formal: 'at-once', remedies: ['moved'] },
  'source-blocked': { about: 'link', ofHost: true, ofVisit: true, bySavedPage: true },
  'source-retracted': { about: 'content', event: true, explainsPassages: true, takenBack: true },
  'source-ending': { about: 'link', ofHost: true, remedies: ['archived'] },
  'content-replaced': {
    about: 'content',
    event: true,
    ofItsDay: true,
    explainsPassages: true,
    remedies: ['archived', 'edition'],
  },
  'source-corrected': { about: 'content', event: true, ofItsDay: true },
  'content-edited': { about: 'content', event: true, ofItsDay: true },
  'content-unread': { about: 'content', ofVisit: true, bySavedPage: true },
  'witness-stale': { about: 'saved-page', bySavedPage: true },
  'edition-withdrawn': {
    about: 'edition',
    takenBack: true,
    servedByCopy: true,
    remedies: ['edition'],
  },
  'edition-replaced-in-place': {
    about: 'edition',
    explainsPassages: true,
    remedies: ['archived', 'edition'],
  },
  'edition-newer': { about: 'edition', remedies: ['edition'] },
  'edition-overdue': { about: 'edition' },
  'passage-place': { about: 'passage', ofItsDay: true, toldOnce: true, repeats: true },
  'passage-omission-weighs': { about: 'passage', ofItsDay: true, toldOnce: true, repeats: true },
  'source-part': { about: 'link', toldOnce: true, repeats: true },
  'access-stale': {
    about: 'access',
    formal: 'at-once',
    repeats: true,
    uniform: true,
    remedies: ['accessed'],
  },
  'archived-address': {
    about: 'address',
    formal: 'at-once',
    repeats: true,
    remedies: ['original'],
  },
  'no-url': { about: 'address', repeats: true, uniform: true, remedies: ['printed'] },
  'lint-decision-expired': { about: 'decision', toldOnce: true, repeats: true },
  'lint-decision-pointless': { about: 'decision', toldOnce: true, repeats: true },
} as const satisfies Readonly<Record<string, FindingMeaning>>;

export type FindingKind = keyof typeof MEANINGS;

export const FINDINGS: Readonly<Record<FindingKind, FindingMeaning>> = MEANINGS;

/** In the order of their weight for a claim. */
export const FINDING_KINDS = Object.keys(MEANINGS) as [FindingKind, ...FindingKind[]];

/** True for a kind of which an archived copy shows its reader what was cited. */
export const isServedByCopy = (kind: FindingKind): boolean => {
  const { remedies = [], servedByCopy } = FINDINGS[kind];
  return servedByCopy === true || remedies.includes('archived');
};

/** True for a kind that says that an address fails: one life, however the reason changes from night to night. */
export const isFailure = (kind: FindingKind): boolean => FINDINGS[kind].ladder === 'failing';

/** True for a kind that a decision can answer. What is wrong with a decision is mended, not decided. */
export const isDecidable = (kind: FindingKind): boolean => FINDINGS[kind].about !== 'decision';

/** True for what is pointed out on the night on which it is first seen, and no mail speaks of again. */
export const isReportedOnce = ({
  kind,
  severity,
}: Pick<Observation, 'kind' | 'severity'>): boolean =>
  severity === 'low' && FINDINGS[kind].toldOnce === true;

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
  /** What was decided that mends it, and is not in the report yet; absent where nothing was. */
  readonly change?: ReportChange | undefined;
  /** What it explains; absent when that is nothing. */
  readonly consequences?: readonly Consequence[] | undefined;
  /** The run in which a decision on it ended, which made it news again; absent where none did. */
  readonly lapsedIn?: number | undefined;
  /** What would mend it, the surest first; absent where only a person's own research does, and where it is over. */
  readonly remedies?: readonly Remedy[] | undefined;
  /** Who has taken it on; absent where nobody has. */
  readonly owner?: string | undefined;
  /** Earlier steps of its ladder that are over ({@link FindingMeaning.ladder}), and are told as over when this trouble is; absent when there are none. */
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
  byWeight(a, b) || Number(a.id > b.id) - Number(a.id < b.id);

/** True when `severity` is at least as grave as `floor`. */
export const atLeast = (severity: Severity, floor: Severity): boolean =>
  WEIGHT[severity] <= WEIGHT[floor];

/** The standing findings in which the trouble of one that is over goes on: of its ladder, no less grave, and about all that it was about. Empty where it is over. */
export function continuingFindings(
  over: Finding,
  standing: readonly Finding[],
): readonly Finding[] {
  const { ladder } = FINDINGS[over.kind];
  const steps = standing.filter(
    (one) =>
      atLeast(one.severity, over.severity) &&
      one.quote === over.quote &&
      (one.id === over.id || (ladder !== undefined && FINDINGS[one.kind].ladder === ladder)),
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
export function quoteSeverity(quote: QuoteVerdict): Severity | null {
  if (isLost(quote)) return 'high';
  return quote.verdict === 'unverifiable' ? 'medium' : null;
}
