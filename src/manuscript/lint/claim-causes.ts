import type { Overstatement } from '../../model/lint.js';
import type { Numeral } from './claim-numbers.js';
import { weaker } from './claim-scales.js';
import {
  type ClaimSentence,
  clauseEnd,
  isOf,
  isStop,
  type Marker,
  markersIn,
  meet,
  nearOf,
  type QuotedWords,
  sharedStems,
  stretch,
} from './claim-words.js';

/** The step of a remark that nobody knows why. */
const OPEN = 1;
/** The step of a word from which on something is linked. */
const LINKED = 3;
/** The step of what stands before a cause, as `because of` does. */
const BEFORE_CAUSE = 4.5;
/** The step of what stands behind a cause, as `led to` does. */
const BEHIND_CAUSE = 5;
/** Words of a remark that nobody knows why, at most. Chosen by eye. */
const MAX_REMARK_WORDS = 14;
/** Words of a reason that are shown, at most. Chosen by eye. */
const MAX_REASON_WORDS = 5;

/** A cause above a sequence that has its effect, above two facts side by side, or where nobody knows why. */
export function cause(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const m = said.markers.find((one) => one.class === 'cause' && one.level >= LINKED && !one.denied);
  if (m === undefined || quoted.all.some(isLinking)) return null;
  const words =
    (m.level < BEFORE_CAUSE || remarkIn(said) ? null : isOpen(quoted)) ??
    sequence(said, m, quoted) ??
    (m.level < BEFORE_CAUSE ? null : sideBySide(said, m, quoted));
  return words === null ? null : { class: 'cause', said: m.words, quoted: words };
}

/** Conjunctions at the beginning of a clause that give a reason; before a number they tell of a time. */
const AS = /^(?:as|since|da|denn|comme|puisque|car)$/u;
function isLinking({ words, markers }: ClaimSentence): boolean {
  const isFree = (i: number): boolean =>
    !markers.some((m) => m.class === 'cause' && m.from <= i && m.to >= i);
  const isReason = (i: number): boolean =>
    (i === 0 || isStop(words, i - 1)) && words[i + 1]?.kind !== 'number';
  return (
    markers.some(isOf('link')) ||
    words.some(({ key }, i) => AS.test(key) && isReason(i) && isFree(i))
  );
}

const remarkIn = ({ markers }: ClaimSentence): Marker | undefined =>
  markers.find((m) => m.class === 'cause' && m.level === OPEN);

/** The words of a remark that nobody knows why, where no reason is given elsewhere. */
function isOpen({ all, about }: QuotedWords): string | null {
  const [one] = all.filter((sentence) => remarkIn(sentence) !== undefined);
  const from = (one && remarkIn(one)?.from) ?? 0;
  const isInside = (m: Marker): boolean =>
    one?.markers.includes(m) === true && m.from > from && m.from < from + MAX_REMARK_WORDS;
  const isReason = (m: Marker): boolean => m.level > LINKED && !m.denied && !isInside(m);
  if (one === undefined || about.length === 0 || markersIn(all, 'cause').some(isReason))
    return null;
  return stretch(one, from, Math.min(clauseEnd(one.words, from), from + MAX_REMARK_WORDS));
}

/** The word of a sequence in the clause of the effect. */
function sequence(said: ClaimSentence, m: Marker, quoted: QuotedWords): string | null {
  const rest = m.clause.filter((key) => key !== m.after[0]);
  const effect = m.level === BEHIND_CAUSE ? m.after : m.before.length > 0 ? m.before : rest;
  const reasons = m.level === BEHIND_CAUSE ? m.before : m.after;
  // Where the reason stands before the sequence and not behind it, it is given in other words.
  const isGiven = (q: Marker): boolean => {
    const places = quoted.all
      .filter(({ markers }) => markers.includes(q))
      .flatMap(({ subject }) =>
        [...subject].flatMap(([i, key]) => (meet(reasons.slice(0, 2), [key]) ? [i] : [])),
      );
    return !meet(reasons, nearOf(q)) && places.length > 0 && places.every((i) => i < q.from);
  };
  const about = quoted.about.filter(({ subject }) => meet(effect, subject.values()));
  const q = weaker(said, { ...m, level: Math.min(m.level, BEFORE_CAUSE) }, quoted);
  const isTime = ({ unit, from }: Numeral): boolean =>
    unit === 'time' && from === (q?.to ?? -1) + 1;
  const isSpan = about.some(
    ({ markers, numerals }) => q !== null && markers.includes(q) && numerals.some(isTime),
  );
  return q === null || isSpan || isGiven(q) ? null : q.words;
}

/** Share of the words of a reason or an effect that stand in one part of a quotation at least. Our choice. */
const HALF = 0.5;

/** An effect in one part of a quotation and its reason in another, with nothing that links them. */
function sideBySide(said: ClaimSentence, m: Marker, { all }: QuotedWords): string | null {
  const [effect, reasons] = effectAndReason(said, m);
  // What others hold against it behind "though" is another reason.
  const firsts = all.map(({ subject }) => [...subject.values()][0]);
  const isReason = ({ level, denied, clause }: Marker): boolean =>
    level >= LINKED &&
    !denied &&
    (firsts.includes(clause[0]) || meet(clause, [...effect, ...reasons]));
  if (markersIn(all, 'cause').some(isReason)) return null;
  const own = reasons.filter((key) => !meet([key], effect));
  if (effect.length === 0 || own.length === 0) return null;
  const parts = all.flatMap(partsOf);
  const shared = (some: Keys, { keys }: { readonly keys: Keys }): number =>
    sharedStems(some, keys).length;
  const [head = ''] = effect;
  const withHead = parts.filter(({ keys }) => meet([head], keys));
  const most = Math.max(...parts.map((part) => shared(effect, part)));
  const effects =
    withHead.length > 0 ? withHead : parts.filter((part) => shared(effect, part) === most);
  if (most < effect.length * HALF || effects.some(({ keys }) => meet(own, keys))) return null;
  const other = parts.find((part) => shared(own, part) >= own.length * HALF);
  return other === undefined ? null : other.text;
}

type Keys = readonly string[];
/** What stands between two semicolons: words of its subject, and its beginning as written. */
function partsOf(one: ClaimSentence): readonly { readonly keys: Keys; readonly text: string }[] {
  const { words, content } = one;
  const ends = words.flatMap(({ raw, bare }, i) =>
    /[;:–—]/u.test(raw.slice(bare.length)) || i === words.length - 1 ? [i] : [],
  );
  return ends.map((to, n) => {
    const from = (ends[n - 1] ?? -1) + 1;
    const places = [...content].filter(([i]) => i >= from && i <= to);
    const [[first] = [from]] = places;
    return {
      keys: places.map(([, key]) => key),
      text: stretch(one, from, Math.min(to, first + MAX_REASON_WORDS)),
    };
  });
}

/** Words of the subject of what came about, that next to the cause first, and of why. */
function effectAndReason(
  { words, content }: ClaimSentence,
  { from, to, level }: Marker,
): readonly [Keys, Keys] {
  const end = clauseEnd(words, to + 1);
  const before = [...content].filter(([i]) => i < from).reverse();
  const behind = [...content].filter(([i]) => i > to && i <= end);
  const keys = (some: readonly (readonly [number, string])[]): Keys => some.map(([, key]) => key);
  if (level === BEHIND_CAUSE) return [keys(behind), keys(before)];
  if (before.length > 0) return [keys(before), keys(behind)];
  // In German the verb stands behind the reason, with no comma.
  const noun = behind.findIndex(([i]) => /^\p{Lu}/u.test(words[i]?.bare ?? ''));
  const verb = behind.findIndex(([i], n) => n > noun && /^\p{Ll}/u.test(words[i]?.bare ?? ''));
  const isGerman = /^(?:wegen|aufgrund|infolge|dank)$/u.test(words[from]?.key ?? '');
  const reasons = isGerman && noun >= 0 && verb > 0 ? behind.slice(0, verb) : behind;
  return [keys([...content].filter(([i]) => i > (reasons.at(-1)?.[0] ?? end))), keys(reasons)];
}
