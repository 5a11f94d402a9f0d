import type { Overstatement } from '../../model/lint.js';
import { trendIn } from './claim-facts.js';
import { ONE } from './claim-numbers.js';
import {
  BE,
  BY,
  type ClaimSentence,
  denies,
  isOf,
  leadAlike,
  type Marker,
  markersIn,
  meet,
  nearOf,
  type QuotedWords,
  sharedStems,
  stretch,
} from './claim-words.js';

/** Words of the direction tables: up, down, and as before, which excludes all others. */
const [UP, DOWN, SAME] = [10, 11, 12];
/** The step of the actor tables for who acts for a state. */
export const STATE = 10;
/** The step for those of whom nobody knows for whom they act. */
const UNKNOWN = 12;

/** True for two words that exclude each other. */
export const exclude = (a: Marker, b: Marker): boolean =>
  a.class === b.class &&
  Math.floor(a.level) !== Math.floor(b.level) &&
  (Math.floor(a.level / 10) === Math.floor(b.level / 10) ||
    (a.class === 'direction' && [a, b].some(({ level }) => level === SAME)));

/** True for a word with a capital beside another: `South Sudan`. */
const isPartOfName = ({ words }: ClaimSentence, { from: at, words: said }: Marker): boolean =>
  /^\p{Lu}/u.test(said) && [at - 1, at + 1].some((i) => /^\p{Lu}/u.test(words[i]?.bare ?? ''));

/** When two words are of the same thing: what moves is in their clause, what is done before or behind them; else it is beside them. */
const isOfSame: Readonly<Record<string, (a: Marker, b: Marker) => boolean>> = {
  direction: (a, b) => meet(a.clause, b.clause),
  act: (a, b) => (a.after.length > 0 ? leadAlike(a.after, b.after) : leadAlike(a.before, b.before)),
};

/** A word above one that excludes it, of the same thing: `rose` above "fell". */
export function opposite(said: ClaimSentence, { all, best, about }: QuotedWords, name: string): Overstatement | null {
  const of = (one: ClaimSentence): readonly Marker[] =>
    one.markers.filter((m) => m.class === name && (name === 'act' || !isPartOfName(one, m)));
  const isDirection = name === 'direction';
  if (['act', 'group'].includes(name) && [said, ...about].some(({ words }) => words.some(denies))) return null;
  for (const m of of(said)) {
    if (of(said).some((q) => exclude(m, q)) || markersIn(all, name).some(({ level }) => level === m.level)) continue;
    const others = (isDirection ? about : best).flatMap(of).filter((q) => exclude(m, q));
    const q = others.find((one) => isOfSame[name]?.(m, one) ?? meet(nearOf(m), nearOf(one)));
    if (q !== undefined)
      return { class: isDirection || name === 'act' ? 'direction' : name, said: m.words, quoted: q.words };
  }
  return null;
}

/** A rise above figures that fell: `61 killings, compared with 88`. */
export function trend(said: ClaimSentence, { all, about }: QuotedWords): Overstatement | null {
  const own = said.markers.filter((m) => m.class === 'direction' && (m.level === UP || m.level === DOWN));
  const [m] = own;
  if (m === undefined || own.length > 1 || markersIn(all, 'direction').some(({ level }) => level === m.level))
    return null;
  const found = about.flatMap((one) => trendIn(one) ?? []);
  const [first] = found;
  if (first === undefined || found.some(({ up }) => up === (m.level === UP))) return null;
  return { class: 'direction', said: m.words, quoted: first.words };
}

/** Words at the beginning of a sentence, or behind "by", in which stands who did it. Chosen by eye. */
const FIRST = 5;

/** True for who did it: at the beginning and not the one to whom it was done, or behind "by"; nobody who is only quoted. */
function isDoer({ words, markers }: ClaimSentence, { from, to }: Marker): boolean {
  const isSpeaker = markers.some((m) => m.class === 'attribution' && m.from > to - FIRST && m.from <= to + 2);
  const isBy = words.slice(Math.max(0, from - 3), from).some(({ key }) => BY.test(key));
  const isFirst = from < FIRST && !words.slice(to + 1, to + 4).some(({ key }) => BE.test(key));
  return !isSpeaker && (isBy || isFirst);
}

/** The police above a gang, above men whom nobody knows, and above one policeman. */
export function actor(said: ClaimSentence, { about, best }: QuotedWords): Overstatement | null {
  const own = said.markers.filter(isOf('actor'));
  const m = own.find((one) => one.level === STATE && isDoer(said, one));
  if (m === undefined || own.some((one) => exclude(one, m)) || said.words.some(denies)) return null;
  const there = about.flatMap((one) => one.markers.filter(isOf('actor')).map((q) => [one, q] as const));
  const same = there.filter(([, q]) => q.level === m.level);
  const isNear = ([one]: (typeof there)[number]): boolean => best.includes(one);
  // Who only came later, or let it happen, stands in another sentence than what was done.
  const known = same.some(isNear) ? there : there.filter(isNear);
  const [, other] = known.find(([one, q]) => exclude(q, m) && (q.level === UNKNOWN || isDoer(one, q))) ?? [];
  if (!same.some(isNear) && (same.length === 0 || other !== undefined))
    return other === undefined ? null : { class: 'actor', said: m.words, quoted: other.words };
  const isMany = !isSingle(said, m) && same.every(([one, q]) => isSingle(one, q));
  const [, q] = same[0] ?? [];
  return isMany && q !== undefined ? { class: 'actor', said: m.words, quoted: q.words } : null;
}

/** True for `a police officer`, `one of the soldiers`. */
const isSingle = ({ words }: ClaimSentence, { from, words: said }: Marker): boolean =>
  !/s$/u.test(said) && words.slice(Math.max(0, from - 2), from).some(({ key }) => ONE.test(key));

/** Behind a noun, what narrows it by age. */
const AGED = /^(?:under|over|below|above|aged|unter|über|ab|âgées?|âgés?)$/u;
/** How old somebody is, in one word. */
const OLD = /^(?:elderly|old(?:er)?|young(?:er)?|teen\p{L}*|ältere?n?|âgée?s?|jeunes?)$/u;
/** Women above rural women, where the quotation speaks of no others. */
export function narrower(said: ClaimSentence, { all, about }: QuotedWords): Overstatement | null {
  if (said.words.some(({ key }) => OLD.test(key))) return null;
  const levels = new Set(said.markers.filter(isOf('group')).map(({ level }) => Math.floor(level)));
  for (const [at, head] of said.subject) {
    if (said.numerals.length > 0 || AGED.test(said.words[at + 1]?.key ?? '')) continue;
    const there = all.flatMap((one) =>
      [...one.subject].filter(([, key]) => meet([head], [key])).map(([i]) => narrowedAt(one, i, levels)),
    );
    const [words] = there;
    if (words == null || there.includes(null) || !about.some(({ text }) => text.includes(words))) continue;
    return { class: 'group', said: said.words[at]?.bare ?? '', quoted: words };
  }
  return null;
}

/** Groups that nouns name, as `women` does; the half steps between are adjectives. */
const [NOUNS, BEYOND] = [20, 40];
const isAdjective = ({ level }: Marker): boolean => level % 1 > 0 || level < NOUNS || level >= BEYOND;

/** A noun with the group to which a word beside it narrows it; null for one that is not narrowed so. */
function narrowedAt(one: ClaimSentence, at: number, known: ReadonlySet<number>): string | null {
  if (AGED.test(one.words[at + 1]?.key ?? '') && isAge(one, at)) return stretch(one, at, at + 3);
  const m = one.markers.find(
    (q) =>
      isOf('group')(q) &&
      isAdjective(q) &&
      (q.to === at - 1 || (q.from === at + 1 && q.level < NOUNS)) &&
      !known.has(Math.floor(q.level)) &&
      !ONE.test(one.words[q.from - 1]?.key ?? ''),
  );
  return m === undefined ? null : stretch(one, Math.min(at, m.from), Math.max(at, m.to));
}
const isAge = ({ words }: ClaimSentence, at: number): boolean =>
  words
    .slice(at + 1, at + 6)
    .some(({ kind, key }) => (kind === 'number' && key.length < 3) || /^(?:age|eighteen|alter|ans)$/u.test(key));

/** All, or none, above "except": what is left out is in no word of the sentence. */
export function exception(said: ClaimSentence, { about }: QuotedWords): Overstatement | null {
  const m = said.markers.find(
    (one) =>
      !one.denied &&
      ((isOf('quantity', 'frequency', 'negation')(one) && one.level === 5) ||
        (one.class === 'frequency' && one.level === 1)),
  );
  if (m === undefined || markersIn([said], 'except').length > 0) return null;
  const q = markersIn(about, 'except').find((one) => sharedStems(one.clause, said.subject.values()).length > 1);
  return q === undefined ? null : { class: m.class, said: m.words, quoted: q.words };
}
