import type { Overstatement } from '../../model/lint.js';
import {
  type ClaimSentence,
  clauseEnd,
  denies,
  isOf,
  type Marker,
  meet,
  NE,
  type QuotedWords,
  sharedSubject,
  stretch,
} from './claim-words.js';

/** The steps of a word for all that could be, `full`, and for a part of it, `belated`. */
const [FULL, PART] = [5, 2];
/** Words from a denial to the word for all that could be, and of the subject on either side that it may deny, at most; those that both sentences have at least. Chosen by eye. */
const [NEAR, DENIED, LEAST] = [5, 3, 2];
/** Verbs that refuse what they govern, and what cannot be. */
const REFUSES = /^(?:refus|weiger|verweiger|cannot$)/u;
/** Conjunctions and the like by which a sentence itself says when it is not so. */
const UNLESS =
  /^(?:until|before|unless|without|except|if|only|bis|bevor|ohne|außer|wenn|erst|nur|avant|alone|allein|seule?|sans|si|sauf|tant|jusqu|during|first|initial|initially|yet|still|pendant|premier|premiers|während|ersten|zunächst)$/u;

/** A word that may be the opposite of another one: `unregistered`. */
const OPPOSITE = /^(?:un|non)\p{L}{4}/u;

/** None above "not full" and above "belated": what the sentence denies flatly, the quotation denies or has by degrees. */
export function degree(said: ClaimSentence, { all, about }: QuotedWords): Overstatement | null {
  const [at, ...others] = denialsIn(said);
  const isReserved = (m: Marker): boolean =>
    m.class === 'degree' ||
    (m.class === 'negation' && m.level < FULL) ||
    (isOf('quantity', 'frequency')(m) && m.level < FULL && m.level > 1);
  if (at === undefined || others.length > 1 || said.numerals.length > 0) return null;
  if (said.markers.some(isReserved) || said.words.some(({ key }) => UNLESS.test(key))) return null;
  const keys = around(said, at);
  if (all.some((one) => deniesFlatly(one, keys))) return null;
  const whom = [...said.content.values()].filter((key) => OPPOSITE.test(key));
  const isSame = (q: ClaimSentence): boolean =>
    sharedSubject(said, q).length >= LEAST && whom.every((key) => q.words.some((word) => word.key === key));
  for (const one of about.filter(isSame)) {
    const q = one.markers.find((m) => isMeant(one, m, keys));
    if (q !== undefined) return { class: 'negation', said: stretch(said, at, at), quoted: q.words };
  }
  return null;
}

/** Places of words that deny or refuse something: `ne` only leads to one, and who failed to investigate has not done so as he ought to. */
const denialsIn = ({ words }: ClaimSentence): readonly number[] =>
  words.flatMap((word, i) =>
    (denies(word) && !NE.test(word.key) && !FAILS.test(word.key)) || REFUSES.test(word.key) ? [i] : [],
  );
const FAILS = /^(?:fail|verabsäum|versäum|unterl|échou|manqu)/u;

/** Words of the subject on either side of a place, in its clause. */
function around({ words, content }: ClaimSentence, at: number): readonly string[] {
  const before = [...content.keys()].filter((i) => i < at && clauseEnd(words, i) >= at);
  const behind = [...content.keys()].filter((i) => i > at && i <= clauseEnd(words, at));
  return [...before.slice(-DENIED), ...behind.slice(0, DENIED)].flatMap((i) => content.get(i) ?? []);
}

/** The word for all that could be which a denial leaves standing: `not full`, `not always`, `tous ne … pas`. */
const fullBeside = ({ markers }: ClaimSentence, at: number): Marker | undefined =>
  markers.find(
    (m) =>
      (m.denied && isOf('quantity', 'frequency')(m) && m.from <= at && m.to >= at) ||
      (m.level === FULL && m.class === 'degree' && m.from > at && m.from <= at + NEAR) ||
      (m.level === FULL && m.class === 'quantity' && m.to < at && m.to >= at - NEAR),
  );

const deniesFlatly = (one: ClaimSentence, keys: readonly string[]): boolean =>
  denialsIn(one).some((at) => fullBeside(one, at) === undefined && meet(keys, around(one, at)));

/** True for `not full`, and for `belated` and what there is where nothing is denied, of what is meant. */
function isMeant(one: ClaimSentence, m: Marker, keys: readonly string[]): boolean {
  const denied = denialsIn(one);
  const isThere = m.class === 'existence' || (m.class === 'degree' && m.level === PART);
  return (
    (isThere ? denied.length === 0 : denied.some((at) => fullBeside(one, at) === m)) && meet(keys, around(one, m.from))
  );
}
