import { type Rhythm, type Selection, type Subscription, WEEKDAYS } from '../../model/subscriber.js';
import { kindWords } from '../words.js';
import { inLine } from './brief.js';

/** Who reads a mail. */
export interface MailReader {
  readonly subscription: Subscription;
  /** Where to write, or what to open, to get no more: `mailto:…` or `https://…`. */
  readonly leave: string;
}

/** Why a reader gets a mail, in a sentence. */
export const whyYou = ({ subscription }: MailReader): string =>
  `You asked for ${whatOf(subscription.selection)}, ${howOften(subscription.rhythm)}.`;

/** How a reader leaves: what to do with an address, that as people read it, and as a program opens it. */
export interface WayOut {
  readonly how: string;
  readonly text: string;
  readonly url: string;
}

/** How he leaves. */
export const leaveBy = ({ leave }: MailReader): WayOut => ({
  how: leave.startsWith('mailto:') ? 'write to' : 'open',
  text: leave.replace(/^mailto:([^?]*).*$/su, '$1'),
  url: leave,
});

/** How often a reader wants to hear: `on Mondays at 8:00, Europe/London`. */
export function howOften(rhythm: Rhythm): string {
  if (rhythm.every === 'night') return 'as they happen';
  const at = `at ${rhythm.hour}:00, ${rhythm.timeZone}`;
  if (rhythm.every === 'day') return `daily ${at}`;
  const day = WEEKDAYS[rhythm.weekday] ?? '';
  return `on ${day.slice(0, 1).toUpperCase()}${day.slice(1)}s ${at}`;
}

function whatOf({ reports, sections, kinds }: Selection): string {
  const what =
    kinds.length === 0
      ? 'all findings'
      : inLine(kinds.map((kind) => kindWords({ kind, severity: 'high' }).name));
  const where = [
    ...(sections.length === 0
      ? []
      : [`${sections.length === 1 ? 'section' : 'sections'} ${inLine(sections)}`]),
    ...(reports.length === 0 ? [] : [inLine(reports)]),
  ];
  return where.length === 0 ? what : `${what} in ${where.join(' of ')}`;
}
