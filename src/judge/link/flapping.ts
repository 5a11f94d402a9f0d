import { isFailing, type LinkStatus } from '../../model/link-verdict.js';

/** Judged nights that are remembered: two weeks show a site that comes and goes, and forgive one that did last month. */
const NIGHTS = 14;
/** Failing spells among them from which on a page comes and goes. */
const SPELLS = 2;

/** Adds a night to those that are remembered: `+` up, `-` down; a night that could not judge leaves no mark. */
export function addNight(nights: string, status: LinkStatus): string {
  const mark = isFailing(status) ? '-' : status === 'alive' || status === 'moved' ? '+' : '';
  return (nights + mark).slice(-NIGHTS);
}

/** A page that comes and goes. */
export interface Flapping {
  /** Spells of failing nights. */
  readonly spells: number;
  /** Nights among which they were counted. */
  readonly nights: number;
}

/** The figures of a page that failed in several spells among the remembered nights, else null. */
export function flappingIn(nights: string): Flapping | null {
  const spells = nights.split('+').filter((spell) => spell !== '').length;
  return spells < SPELLS || !nights.includes('+') ? null : { spells, nights: nights.length };
}
