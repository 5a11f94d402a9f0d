import type { Severity } from '../../src/model/finding.js';
import type { Accused, Told } from './audit.js';
import { CONFIRM } from './claim.js';
import { NIGHTS } from './clock.js';
import type { Played } from './play.js';

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low'];

/** The figures of one or several plays. */
export interface Figures {
  readonly seeds: readonly number[];
  readonly sourceNights: number;
  /** Per 1,000 source-nights. */
  readonly falseAlarms: Readonly<Record<Severity, number>>;
  readonly events: number;
  /** Told in a right word within `--confirm` nights. */
  readonly toldInTime: number;
  /** How many of those were told on the night itself, on the next, and so on. */
  readonly toldAfter: readonly number[];
  readonly toldLate: number;
  readonly untold: number;
  /** Said of an event's source while it was news, by a kind that does not describe it. */
  readonly wrongWords: number;
  /** Findings that outlived what they told of. */
  readonly over: number;
  readonly mailsAMonth: number;
  readonly falseMails: number;
  readonly redNights: number;
  /** Of them, those on which something high is new: what a job shows that fails on `new-high`. */
  readonly newlyRed: number;
  readonly falselyRed: number;
  readonly plain: { readonly falseAlarms: number; readonly told: number };
}

const sum = <T>(of: readonly T[], count: (one: T) => number): number =>
  of.reduce((n, one) => n + count(one), 0);

/** Sums up plays. */
export function figuresOf(plays: readonly Played[]): Figures {
  const sourceNights = sum(plays, (p) => p.sourceNights);
  const perThousand = (n: number): number => Math.round((n * 100_000) / sourceNights) / 100;
  const told = plays.flatMap(({ audit }) => audit.told());
  const accused = plays.flatMap(({ audit }) => audit.falseAlarms);
  const after = told.flatMap((one) => one.after ?? []);
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((severity) => [
      severity,
      perThousand(accused.filter((a) => a.severity === severity).length),
    ]),
  ) as Record<Severity, number>;
  return {
    seeds: plays.map(({ seed }) => seed),
    sourceNights,
    falseAlarms: bySeverity,
    events: told.length,
    toldInTime: after.filter((n) => n <= CONFIRM).length,
    toldAfter: Array.from(
      { length: CONFIRM + 1 },
      (_, nights) => after.filter((n) => n === nights).length,
    ),
    toldLate: after.filter((n) => n > CONFIRM).length,
    untold: told.length - after.length,
    wrongWords: accused.filter(({ about }) => about !== null).length,
    over: sum(plays, ({ audit }) => audit.over.length),
    mailsAMonth:
      Math.round((sum(plays, ({ audit }) => audit.mails.length) * 300) / (NIGHTS * plays.length)) /
      10,
    falseMails: sum(plays, ({ audit }) => audit.mails.filter(({ isTrue }) => !isTrue).length),
    redNights: sum(plays, ({ audit }) => audit.redNights.length),
    newlyRed: sum(plays, ({ audit }) => audit.redNights.filter(({ isNews }) => isNews).length),
    falselyRed: sum(plays, ({ audit }) => audit.redNights.filter(({ isTrue }) => !isTrue).length),
    plain: {
      falseAlarms: perThousand(sum(plays, ({ plain }) => plain.falseAlarms)),
      told: sum(plays, ({ plain }) => plain.told),
    },
  };
}

/** The figures for people. */
export function figuresText(f: Figures): string {
  const { high, medium, low } = f.falseAlarms;
  return [
    `${f.seeds.length === 1 ? `seed ${f.seeds[0]}` : `${f.seeds.length} seeds`}: ${f.sourceNights} source-nights`,
    `  false alarms per 1,000     high ${high}, medium ${medium}, low ${low}   plain monitor ${f.plain.falseAlarms}`,
    `  true events told in time   ${f.toldInTime} of ${f.events}; late ${f.toldLate}, never in a right word ${f.untold}   plain monitor ${f.plain.told}`,
    `    after so many nights     ${f.toldAfter.map((n, nights) => `${nights}: ${n}`).join(', ')}`,
    `  wrong words                ${f.wrongWords}`,
    `  open that are over         ${f.over}`,
    `  mails a month              ${f.mailsAMonth}; with nothing true to say ${f.falseMails} in all`,
    `  red nights                 ${f.redNights}, with --fail-on new-high ${f.newlyRed}; with nothing true that is red ${f.falselyRed}`,
  ].join('\n');
}

const accusedText = (
  what: string,
  { night, source, kind, severity, about, why }: Accused,
): string =>
  `  ${what}, night ${night}: ${source} ${severity} ${kind}${about === null ? '' : ` (of “${about}”)`}: ${why.slice(0, 240)}`;

const toldText = ({ event, source, from, after, words }: Told): string =>
  `  ${after === null ? 'NEVER TOLD' : `told after ${after}`}: ${event}, ${source}, night ${from}; said: ${words.join(', ') || 'nothing'}`;

/** Each false alarm and each event of a play. */
export const detailsText = ({ audit }: Played): string =>
  [
    ...audit.falseAlarms.map((one) => accusedText('false', one)),
    ...audit.over.map((one) => accusedText('over', one)),
    ...audit.told().map(toldText),
    ...audit.mails
      .filter(({ isTrue }) => !isTrue)
      .map(({ night }) => `  mail with nothing true to say, night ${night}`),
  ].join('\n');
