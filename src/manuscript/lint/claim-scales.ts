import type { Overstatement } from '../../model/lint.js';
import { hasName } from '../../passage/text/names.js';
import { isDoubting } from '../../passage/weight.js';
import {
  type ClaimSentence,
  denies,
  isDuty,
  isOf,
  isOfVoice,
  leadAlike,
  type Marker,
  markersIn,
  meet,
  nearOf,
  PARTING,
  type QuotedWords,
  sharedStems,
  sharedSubject,
  stretch,
  WITHOUT,
} from './claim-words.js';

/** Words of the subject that are shared at least where a bare verb stands against a weak word. Our choice. */
const MIN_SHARED_BARE = 3;
/** The same where one sentence says another plainly. Our choice. */
const MIN_SHARED_PLAIN = 2;
/** Share of the words of a sentence that stand in one by which nobody vouches at least. Our choice. */
const CLOSE = 0.6;
/** Steps of a ladder: apart so far, two words need not govern the same; a word of how much outdoes one of how often by more than that. Our choice. */
const APART = 1;
/** The step from which on a word claims something. */
const MIDDLE = 3;
/** The step from which on a word claims much. */
const MUCH = 3.5;
/** The step from which on a word vouches for something. */
const FOUND = 4;
/** The step of a word that claims most. */
const STRONGEST = 5;
/** The step of `can` and `could`, which say as well what somebody is able to do. */
const ABILITY = 2.5;
/** The step of `reportedly`, by which nobody vouches. */
const HEARD = 2.5;
/** The lowest step that is weaker than another: below it a word says `never`. */
const LOWEST = 2;
/** From this step on down a word leaves open whether something is so, or whether it is much, by class. */
const WEAK: Readonly<Record<string, number>> = {
  modality: 3,
  attribution: 2.5,
  negation: 3,
  quantity: 2,
  frequency: 2,
};

const EXTENT = ['quantity', 'prevalence', 'share', 'frequency'];
const isHowMany = isOf('quantity', 'prevalence', 'share');
const isOneLadder = (a: Marker, b: Marker): boolean =>
  a.class === b.class || (isHowMany(a) && isHowMany(b));
const isWeak = ({ class: name, level }: Marker): boolean => level <= (WEAK[name] ?? -1);

/** True where two markers speak of one thing: the head of either is governed by the other. Two of how many stand before it. */
function governAlike(a: Marker, b: Marker): boolean {
  if (a.class === 'modality')
    return meet(a.after, b.after) || sharedStems(nearOf(a), nearOf(b)).length > 1;
  if (![a, b].every(isOf('quantity', 'share'))) return meet(nearOf(a), nearOf(b));
  const heads = ({ before, after }: Marker): readonly string[] =>
    after.length > 0 ? after : before;
  return leadAlike(heads(a), heads(b));
}

/** True where what the sentence counts is quoted, and not in the clause of the other word: `some` are others. */
function isOfOthers(m: Marker, q: Marker, { near }: QuotedWords): boolean {
  const [head] = m.after.length > 0 ? m.after : m.before;
  if (head === undefined || !isOf('quantity', 'negation')(m)) return false;
  return !meet([head], q.clause) && near.some(({ subject }) => meet([head], subject.values()));
}

/** The nearest weaker word of a class that is quoted for a marker; null where as strong a one is, or the sentence has a weak one itself. */
export function weaker(said: ClaimSentence, m: Marker, quoted: QuotedWords): Marker | null {
  const { near } = quoted;
  const names = EXTENT.includes(m.class) ? EXTENT : [m.class];
  const isStrong = (q: Marker): boolean => q.level >= m.level - (isOneLadder(q, m) ? 0 : 0.5);
  if (markersIn(near, ...names).some(isStrong)) return null;
  const own = markersIn([said], ...names);
  const isWeaker = (q: Marker): boolean => {
    const steps = m.level - q.level;
    return (
      q.level >= LOWEST &&
      steps > (isOneLadder(q, m) ? 0 : APART) &&
      meet(q.clause, said.subject.values()) &&
      !own.some(({ level }) => level < m.level && level <= q.level + APART) &&
      ((steps >= APART && m.level >= MUCH && !isOfOthers(m, q, quoted)) || governAlike(m, q))
    );
  };
  return (
    markersIn(near, ...names)
      .filter(isWeaker)
      .toSorted((a, b) => b.level - a.level)[0] ?? null
  );
}

function ladder(said: ClaimSentence, quoted: QuotedWords, name: string): Overstatement | null {
  const own = said.markers.filter(name === 'quantity' ? isOf(name, 'prevalence') : isOf(name));
  for (const m of own.toSorted((a, b) => b.level - a.level)) {
    const isCounted = said.numerals.some(
      ({ from, value }) => from === m.to + 1 && value === quoted.count,
    );
    const q =
      m.denied || isCounted || m.level < MUCH || m.level > STRONGEST
        ? null
        : weaker(said, m, quoted);
    if (q !== null) return { class: name, said: m.words, quoted: q.words };
  }
  return bare(said, quoted, name);
}

/** How much and how often: up the ladder, and down it, where `rarely` claims more than `sometimes`. */
export function extent(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const there = markersIn(quoted.near, ...EXTENT);
  for (const m of said.markers.filter(
    (one) => isOf(...EXTENT)(one) && one.level <= 2 && !one.denied,
  )) {
    if (there.some((q) => q.level <= m.level && meet(nearOf(q), said.subject.values()))) continue;
    const plain = quoted.near.filter(({ words }) => !words.some(denies));
    const q = markersIn(plain, ...EXTENT).find(
      (one) => isOneLadder(one, m) && one.level > m.level && governAlike(m, one),
    );
    if (q === undefined || there.some(({ level }) => level < 2)) continue;
    return { class: isHowMany(m) ? 'quantity' : 'frequency', said: m.words, quoted: q.words };
  }
  return ladder(said, quoted, 'quantity') ?? ladder(said, quoted, 'frequency');
}

export const modality = (said: ClaimSentence, quoted: QuotedWords): Overstatement | null =>
  quoted.near.some(isDuty) ? null : (impossible(said, quoted) ?? ladder(said, quoted, 'modality'));

/** What cannot be above what may, or can with difficulty, in a sentence that denies nothing. */
function impossible(said: ClaimSentence, { near }: QuotedWords): Overstatement | null {
  const m = said.markers.find(isOf('ability'));
  if (
    m === undefined ||
    markersIn(near, 'ability').length > 0 ||
    said.words.some(({ key }) => WITHOUT.test(key)) ||
    said.markers.some((q) => q.class === 'modality' && isWeak(q))
  )
    return null;
  const open = near.filter((one) => denialsIn(one).length === 0);
  const isOpen = ({ level, clause }: Marker): boolean =>
    level >= LOWEST && level <= MIDDLE && meet(clause, said.subject.values());
  const q = markersIn(open, 'modality').find(isOpen);
  return q === undefined ? null : { class: 'modality', said: m.words, quoted: q.words };
}

/** A word that takes something back from a verb which the sentence has without one: `may face` above "face". */
function bare(
  said: ClaimSentence,
  quoted: QuotedWords,
  name: string,
  own: Marker | null = null,
): Overstatement | null {
  const { near, best, text } = quoted;
  const isOpen =
    said.words.some((word) => word.key !== 'un' && isDoubting(word) && !hasName(text, word.bare)) ||
    said.markers.some(isWeak);
  const isSaid = (m: Marker): boolean => m.class === name && (name !== 'modality' || isWeak(m));
  if (isOpen || (own === null && said.markers.some(isSaid))) return null;
  const isDoubt = (m: Marker): boolean =>
    m.class === name && isWeak(m) && m.level > 0 && (name !== 'modality' || m.level !== ABILITY);
  for (const sentence of best) {
    if (sharedSubject(said, sentence).length < Math.min(MIN_SHARED_BARE, said.subject.size))
      continue;
    const isClose = sharedSubject(said, sentence).length >= CLOSE * said.subject.size;
    for (const q of sentence.markers.filter((m) => isDoubt(m) && (m.level !== HEARD || isClose))) {
      const opens = name === 'attribution' && q.from < SPEAKER;
      const governs = opens ? [...q.after, ...q.clause] : q.after.length > 0 ? q.after : q.before;
      const governed = sharedStems(
        name === 'attribution' ? governs : governs.slice(0, 2),
        said.subject.values(),
      );
      const [verb] = governed;
      if (verb === undefined || (name !== 'attribution' && verb !== governs[0])) continue;
      if (near.some((one) => one !== sentence && saysPlainly(one, verb, said))) continue;
      if (sentence.markers.some((m) => m.class === name && m.level > 3)) continue;
      if (own !== null && (isOfOne(own, q) || (q.level === HEARD && HEARS.test(own.words))))
        continue;
      if (isOfVoice(q, sentence, said)) continue;
      if (own !== null) return { class: name, said: own.words, quoted: q.words };
      return { class: name, said: spanOf(said, governed), quoted: spanOf(sentence, governed, q) };
    }
  }
  return null;
}

/** Words of voices that have it from others as well. */
const HEARS = /^(?:report|rapport|bericht|told|said|says?$|saying|testi)/iu;
/** True where the same people say it here and allege it there. */
const isOfOne = ({ before, after }: Marker, q: Marker): boolean =>
  meet([before[0] ?? after[0] ?? ''], nearOf(q));

/** Words of the subject as a sentence has them, those behind the first only next to it; with a marker, from it on or up to it. */
function spanOf(sentence: ClaimSentence, keys: readonly string[], marker?: Marker): string {
  const { subject } = sentence;
  const own = (key: string): readonly number[] =>
    [...subject].filter(([, one]) => meet([one], [key])).map(([i]) => i);
  const [key = '', other = ''] = keys;
  const places = own(key);
  const near =
    marker && (places.find((i) => i > marker.to) ?? places.findLast((i) => i < marker.from));
  const first = near ?? places[0] ?? 0;
  const to = own(other).includes(first + 1) ? first + 1 : first;
  return stretch(sentence, Math.min(first, marker?.from ?? first), Math.max(to, marker?.to ?? to));
}

const saysPlainly = (one: ClaimSentence, verb: string, said: ClaimSentence): boolean =>
  !one.markers.some(isWeak) &&
  meet([verb], one.subject.values()) &&
  sharedSubject(said, one).length >= MIN_SHARED_PLAIN;

/** Who vouches for it: `found` above what others said, may be or is alleged, `reported` above what is alleged. */
export function attribution(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const own = said.markers.filter(isOf('attribution'));
  const [first] = own;
  if (own.some(({ level }) => level <= 2)) return null;
  const strong = own.find(({ level }) => level >= FOUND);
  const alleged = bare(said, quoted, 'attribution', first ?? null);
  if (alleged !== null || strong === undefined) return alleged;
  if (isLead(said, strong)) return null;
  // What was found in a cellar is nobody's finding.
  if (
    !AGREED.test(strong.words) &&
    said.words.slice(Math.max(0, strong.from - 2), strong.from).some(({ key }) => BE.test(key))
  )
    return null;
  const names = speakerOf(said, strong);
  const q =
    unproved(said, quoted) ??
    (strong.level === STRONGEST ? saidByOthers(said, quoted, names) : null);
  return q === null ? null : { class: 'attribution', said: strong.words, quoted: q.words };
}

/** Auxiliaries of a passive, and what leads to a predicate. */
const BE =
  /^(?:is|are|was|were|be|been|being|remains?|remained|est|sont|été|était|étaient|être|reste|restent|ist|sind|war|waren|bleibt|bleiben|wird|werden|wurde|wurden)$/u;
/** What all say, behind a form of “to be”. */
const AGREED = /^(?:undisputed|unanim|avéré|erwiesen|unbestritten|einig)/iu;

/** True for a sentence that says where something was found, and not what: `In a survey of patients, the clinic found:`. */
function isLead({ text, words }: ClaimSentence, { to }: Marker): boolean {
  const commas = text.split(/,\s/u).length - 1;
  const isPlaced = /^(?:in|on|at|im|zu|bei|dans|en|sur)\s/iu.test(text);
  return to === words.length - 1 && (commas === 0 || (commas === 1 && isPlaced));
}

/** Words of those who speak in a sentence: before the verb since the last comma, else by a name anywhere. */
function speakerOf({ words, subject }: ClaimSentence, { from }: Marker): ReadonlySet<string> {
  const start =
    words.findLastIndex(({ raw, bare }, i) => i < from && PARTING.test(raw.slice(bare.length))) + 1;
  const own = words.flatMap(({ key, bare }, i) =>
    i >= start && i < from && (subject.has(i) || /^\p{Lu}{2}/u.test(bare)) ? [key] : [],
  );
  const named = words.filter(
    ({ bare }, i) => /^\p{Lu}{2}/u.test(bare) || (subject.has(i) && /^\p{Lu}/u.test(bare)),
  );
  return new Set(own.length > 0 ? own : named.map(({ key }) => key));
}

/** What is alleged, or only suggested, where the sentence itself leaves nothing open and nothing that is quoted was found. */
function unproved(said: ClaimSentence, { near }: QuotedWords): Marker | null {
  if (said.markers.some((m) => m.class === 'modality' && isWeak(m))) return null;
  if (markersIn(near, 'attribution').some(({ level }) => level >= FOUND)) return null;
  const isOpen = (m: Marker): boolean =>
    m.level >= LOWEST && m.level <= (m.class === 'modality' ? LOWEST : HEARD);
  const isSaid = (m: Marker): boolean =>
    m.class === 'attribution' || meet(nearOf(m), said.subject.values());
  return markersIn(near, 'attribution', 'modality').find((m) => isOpen(m) && isSaid(m)) ?? null;
}

function saidByOthers(
  said: ClaimSentence,
  { near }: QuotedWords,
  names: ReadonlySet<string>,
): Marker | null {
  if (markersIn(near, 'attribution').some(({ level }) => level > 3)) return null;
  if (near.some(({ words }) => words.some(({ key }) => ENDORSES.test(key)))) return null;
  const claim = [...said.subject.values()].filter((key) => !names.has(key));
  const shares = near.map(({ subject }) => sharedStems(claim, subject.values()).length);
  const closest = near.filter((_, i) => shares[i] === Math.max(...shares));
  const isOther = (one: ClaimSentence, m: Marker): boolean =>
    isOf('attribution')(m) && !isOwnVoice(one, m, names);
  const others = closest.map((one) => one.markers.find((m) => isOther(one, m)));
  return others.includes(undefined) ? null : (others[0] ?? null);
}

/** Words before a verb in which its speaker is looked for. Chosen by eye. */
const SPEAKER = 4;
/** By these a source makes its own what others told it. */
const ENDORSES =
  /^(?:credib|plausib|convinc|satisf|accept|consistent|glaubhaft|glaubwürdig|überzeug|crédib|convainc|concord)/u;
/** Bodies of a state. */
const STATE =
  /^(?:government|authorit|ministry|state|police|army|gouvernement|autorit|ministère|regierung|behörde|ministerium)/u;
/** Those who speak for one. */
const OFFICIAL =
  /^(?:minist|president|governor|secretary|ambassador|spokes|official|attorney|chief|président|porte|gouverneur|préfet|präsident|sprecher)/u;
/** Before who says so. */
const TO_WHOM = /^(?:according|selon|d|laut|nach|gemäß)$/u;
/** True where the source itself speaks, `we found`, `the report says` or by the name that the sentence has for it, or counts what it was told. */
function isOwnVoice(
  { words, markers }: ClaimSentence,
  { from: at }: Marker,
  names: ReadonlySet<string>,
): boolean {
  const isState = [...names].some((name) => STATE.test(name));
  // Behind a quotation, and behind “according to”, stands who speaks.
  const isBehind =
    [at - 2, at - 1].some((i) =>
      /[,”"»“]/u.test(words[i]?.raw.slice(words[i]?.bare.length) ?? ''),
    ) || TO_WHOM.test(words[at]?.key ?? '');
  return (
    markers.some(isOf('share')) ||
    (isState &&
      words
        .slice(Math.max(0, at - 2 * SPEAKER), isBehind ? at + SPEAKER : at)
        .some(({ key }) => OFFICIAL.test(key))) ||
    words
      .slice(Math.max(0, at - SPEAKER), isBehind ? at + SPEAKER : at)
      .some(
        ({ key }) =>
          names.has(key) || /^(?:we|our|report|survey|study|wir|unser|nous|notre)$/u.test(key),
      )
  );
}

const isNone = (m: Marker): boolean =>
  (m.class === 'negation' && m.level === STRONGEST) ||
  (m.class === 'frequency' && m.level < LOWEST);
/** What denies a sentence: its words, but for those that say how seldom. */
const denialsIn = ({ words, markers }: ClaimSentence): readonly number[] =>
  words.flatMap((word, i) =>
    ((denies(word) && !WITHOUT.test(word.key)) ||
      markers.some((m) => m.class === 'negation' && m.level >= MIDDLE && m.from === i)) &&
    !markers.some((m) => EXTENT.includes(m.class) && m.from <= i && m.to >= i && m.level >= LOWEST)
      ? [i]
      : [],
  );

/** None above few. */
export function none(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const { near } = quoted;
  const m = said.markers.find(isNone);
  if (m === undefined || said.markers.some((one) => one.class === 'negation' && one.level === 3))
    return null;
  if (near.some((one) => denialsIn(one).length > 0)) return null;
  const own = markersIn([said], ...EXTENT).filter(({ level }) => level >= LOWEST);
  const isSome = (q: Marker): boolean =>
    q.level >= LOWEST &&
    q.level <= MUCH &&
    (q.class !== 'negation' || q.level === 2) &&
    (meet(nearOf(m), q.clause) || !near.some(({ subject }) => meet(nearOf(m), subject.values()))) &&
    !own.some(({ level }) => level <= q.level);
  const q = markersIn(near, 'negation', ...EXTENT).find(isSome);
  return q === undefined
    ? null
    : { class: isOf('frequency')(m) ? 'frequency' : 'negation', said: m.words, quoted: q.words };
}
