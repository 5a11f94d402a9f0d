import type { Overstatement } from '../../model/lint.js';
import type { Word } from '../../passage/text/tokens.js';
import type { Numeral } from './claim-numbers.js';
import {
  type ClaimSentence,
  denies,
  isOf,
  type Marker,
  markersIn,
  meet,
  type QuotedWords,
  sharedSubject,
  stretch,
} from './claim-words.js';

/** Words of the course tables: what goes on, and what has ended. */
const [ON, OVER] = [10, 11];
/** Words of the subject that both have at least. Our choice. */
const LEAST = 2;
/** Forms of what is so now. */
const NOW = /^(?:is|are|has|have|ist|sind|est|sont)$/u;
/** Before the time at which something ended. */
const UP_TO = /^(?:until|till|bis|jusqu|no longer|nicht mehr)/iu;

/** What goes on above what has ended: `still flogged` above "flogged until 2015". */
export function stillSo(said: ClaimSentence, { all, about, parallels }: QuotedWords): Overstatement | null {
  const own = said.markers.filter(isOf('course'));
  if (own.some(({ level }) => level === OVER) || markersIn(all, 'course').some(({ level }) => level === ON))
    return null;
  const now = said.words.findIndex(({ key }) => NOW.test(key));
  const m = own[0] ?? (now < 0 ? undefined : { words: said.words[now]?.bare ?? '' });
  const there = about.filter((one) => sharedSubject(said, one).length >= LEAST);
  if (m === undefined || said.words.some(denies) || (own.length === 0 ? parallels : there).length === 0) return null;
  const isOver = ({ class: name, level, words, before }: Marker): boolean =>
    name === 'course' && level === OVER && (UP_TO.test(words) || meet(before, said.subject.values()));
  const isMeant = (one: ClaimSentence, q: Marker): boolean =>
    isOver(q) && (there.includes(one) || (own.length > 0 && meet(q.clause, said.subject.values())));
  for (const one of all.filter(({ words }) => !words.some(({ key }) => NOW.test(key)))) {
    const q = one.markers.find((over) => isMeant(one, over));
    if (q !== undefined) return { class: 'year', said: m.words, quoted: q.words };
  }
  return null;
}

/** Days of a year. */
const YEAR = 365;
/** How often a time is as long as another one at least, where it is another time. Our choice. */
const LONGER = 1.4;
/** From one year or month to another. */
const SPAN =
  /\b(?:from|between|de|entre|von|zwischen)\s(?:(?!then)\p{L}+\s)?(?<from>\d{4})?\s?(?:to|until|and|à|et|bis|und|jusqu\S+)\s[^.;]{0,40}?(?<to>(?:19|20)\d{2})/iu;

/** `For a decade` above "from 2016 until 2023". */
export function lasting(said: ClaimSentence, { all, about }: QuotedWords): Overstatement | null {
  const isTime = ({ unit }: Numeral): boolean => unit === 'time';
  const [one, ...others] = said.numerals.filter(isTime);
  if (one === undefined || others.length > 0 || all.some(({ numerals }) => numerals.some(isTime))) return null;
  for (const { text } of about) {
    const found = SPAN.exec(text);
    // From one month to another of a year, it is a year at most.
    const [from, to] = [found?.groups?.from, found?.groups?.to].map(Number);
    const days = ((to ?? 0) - (from || (to ?? 0))) * YEAR || YEAR;
    if (found !== null && one.value > days * LONGER)
      return { class: 'year', said: stretch(said, one.from, one.to), quoted: found[0] };
  }
  return null;
}

/** How often as much, in one word. */
const TIMES: readonly (readonly [RegExp, number])[] = [
  [/^(?:doubl(?:ed|ing|é|ée|és)|verdoppel\p{L}+)$/u, 2],
  [/^(?:tripl(?:ed|ing|é|ée|és)|trebled|verdreifach\p{L}+)$/u, 3],
  [/^(?:quadrupl(?:ed|ing|é|ée|és)|vervierfach\p{L}+)$/u, 4],
  [/^(?:halved|halbier\p{L}+)$/u, 0.5],
];
/** Words by which a quotation itself says how often as much. */
const TIMELY =
  /^(?:twice|thrice|fold|times|double|triple|fois|mal|doppelt\p{L}*|dreimal|zwei|three|two|deux)$|fold$|fach/u;
/** Points by which a share may be off. Our choice. */
const ROUGH = 20;

/** `Tripled` above "risen by 30 per cent". */
export function multiplied(said: ClaimSentence, { all, about }: QuotedWords): Overstatement | null {
  const at = said.words.findIndex(({ key }) => TIMES.some(([form]) => form.test(key)));
  const [, times = 1] = TIMES.find(([form]) => form.test(said.words[at]?.key ?? '')) ?? [];
  const isKnown = ({ key }: Word): boolean => TIMELY.test(key) || TIMES.some(([form]) => form.test(key));
  if (at < 0 || all.some(({ words }) => words.some(isKnown))) return null;
  for (const one of about.filter(({ markers }) => markers.some(isOf('direction')))) {
    const [q, next, more] = one.numerals;
    if (q === undefined || more !== undefined || (next === undefined) !== (q.unit === 'share')) continue;
    const grown = next === undefined ? q.value : Math.abs(next.value / q.value - 1) * 100;
    if (Math.abs(grown - Math.abs(times - 1) * 100) > ROUGH)
      return { class: 'number', said: stretch(said, at, at), quoted: stretch(one, q.from, (next ?? q).to) };
  }
  return null;
}
