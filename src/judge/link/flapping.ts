import { isFailing, type LinkStatus } from '../../model/verdict.js';

/** Judged nights that are remembered: two weeks show a site that comes and goes, and forgive one that did last month. */
const NIGHTS = 14;
/** Failing spells among them from which on a page comes and goes. */
const SPELLS = 2;

/** Adds a night to what is remembered: `+` worked, `-` failed; a night that could not judge leaves no mark. */
export function addNight(lately: string, status: LinkStatus): string {
  const mark = isFailing(status) ? '-' : status === 'alive' || status === 'moved' ? '+' : '';
  return (lately + mark).slice(-NIGHTS);
}

/** `; it comes and goes: …` for a page that failed in several spells lately, else nothing. */
export function comesAndGoes(lately: string): string {
  const spells = lately.split('+').filter((spell) => spell !== '').length;
  if (spells < SPELLS || !lately.includes('+')) return '';
  return `; it comes and goes: ${spells} failing spells in ${lately.length} nights`;
}
