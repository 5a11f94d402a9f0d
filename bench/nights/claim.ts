import { atLeast, type Finding, type Severity } from '../../src/model/finding.js';
import { nightOf } from './clock.js';

/** Failing nights after which a death is believed, as `--confirm` has it. */
export const CONFIRM = 3;

/** One thing that may be said because of what happened. */
export interface Word {
  readonly kind: string;
  /** The worst severity with which it may be said. */
  readonly worst: Severity;
  /** True when it is the right word for what happened: by it the event is told. Others are true, and not enough. */
  readonly tells: boolean;
  /** Nights after the beginning before which it is too early to say. */
  readonly after: number;
}

/** What a happening allows to be said of a source, and for how long. */
export interface Claim {
  readonly event: string;
  readonly source: string;
  readonly host: string;
  /** First night, and the last on which it may stand; Infinity for what nobody takes back. */
  readonly from: number;
  readonly to: number;
  readonly words: readonly Word[];
}

/** A right word. */
export const right = (kind: string, worst: Severity, after = 0): Word => ({
  kind,
  worst,
  tells: true,
  after,
});
/** A word that may be said as well. */
export const also = (kind: string, worst: Severity, after = 0): Word => ({
  kind,
  worst,
  tells: false,
  after,
});
/** The words for a failure: low while it may pass, and high once it is believed. */
export const dying = (kind: string): readonly Word[] => [
  also(kind, 'low'),
  right(kind, 'high', CONFIRM - 1),
];

/** True for true events: some word must tell them. Walls and short outages need not be told. */
export const mustBeTold = ({ words }: Claim): boolean => words.some(({ tells }) => tells);

const isGoingOn = ({ from, to }: Claim, night: number): boolean => from <= night && night <= to;

/** True when a finding is about a claim's source, by itself or with all of its host, and was not open before it began. */
const isAbout = ({ source, host, from }: Claim, { source: of, why, since }: Finding): boolean =>
  nightOf(since) >= from && (source === of || (why.kind === 'host' && why.host === host));

/** The claim that bears a finding out on a night, or undefined. */
export const bearing = (
  claims: readonly Claim[],
  finding: Finding,
  night: number,
): Claim | undefined =>
  claims.find(
    (claim) =>
      isGoingOn(claim, night) &&
      isAbout(claim, finding) &&
      claim.words.some(
        ({ kind, worst, after }) =>
          kind === finding.kind && atLeast(worst, finding.severity) && night >= claim.from + after,
      ),
  );

/** The true events that a finding may speak of on a night, in whatever words. */
export const spokenOf = (
  claims: readonly Claim[],
  finding: Finding,
  night: number,
): readonly Claim[] =>
  claims.filter((claim) => mustBeTold(claim) && isGoingOn(claim, night) && isAbout(claim, finding));

/** True when a finding tells of a claim in a right word: of several severities only the gravest tells. */
export const tells = ({ words }: Claim, { kind, severity }: Finding): boolean =>
  words.some((word) => word.tells && word.kind === kind && word.worst === severity);
