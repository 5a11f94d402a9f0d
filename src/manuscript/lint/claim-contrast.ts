import type { Overstatement } from '../../model/lint.js';
import { isCountry } from '../grammar/line.js';
import { ONE } from './claim-numbers.js';
import { exclude, STATE } from './claim-parties.js';
import {
  BE,
  BY,
  type ClaimSentence,
  type Clause,
  denies,
  isLimiting,
  isStop,
  type Marker,
  meet,
  NE,
  type Parallel,
  type QuotedWords,
  stretch,
  TO,
} from './claim-words.js';

/** What a clause of the sentence says beyond every quoted one that is parallel to it, each class once. */
export const contrasts = (quoted: QuotedWords): readonly Overstatement[] =>
  [doer, turned, swapped, oneOfMany, onlyNarrower, polarity].flatMap((contrast) => {
    const found = quoted.parallels.map((group) => group.map((one) => contrast(one, quoted.all)));
    return found.find((group) => !group.includes(null))?.[0] ?? [];
  });

const isInside = ({ from, to }: Clause, i: number): boolean => i >= from && i <= to;
const markersOf = (one: Clause, name: string): readonly Marker[] =>
  one.of.markers.filter((m) => m.class === name && isInside(one, m.from));
const wordsOf = ({ of, from, to }: Clause): ClaimSentence['words'] => of.words.slice(from, to + 1);
const isDenied = (one: Clause): boolean => wordsOf(one).some(denies);

/** Prepositions before what is no doer. */
const PREPOSITION =
  /^(?:in|at|on|with|without|for|to|from|during|since|after|before|of|near|à|au|aux|dans|en|sur|avec|sans|pour|depuis|après|avant|d|de|des|du|im|am|an|auf|bei|mit|ohne|für|seit|nach|vor|aus|zu|zum|zur)$/u;
const isPassive = (one: Clause): boolean => {
  const be = wordsOf(one).findIndex(({ key }) => BE.test(key));
  return be >= 0 && wordsOf(one).some(({ key }, i) => i > be && BY.test(key));
};

/** Words that only begin a clause. */
const THERE = /^(?:there|il|es)$/u;
/** The places of whom a clause names as who did it: behind "by", or before the first word that both clauses have. */
function doerOf(one: Clause, first: number): readonly number[] {
  const [opening] = wordsOf(one);
  if (isPassive(one)) {
    const behind = one.subject.filter(([i]) => i > one.from + wordsOf(one).findLastIndex(({ key }) => BY.test(key)));
    return behind.flatMap(([i], n) => (i - n === behind[0]?.[0] ? [i] : []));
  }
  // A French article in the plural looks like a preposition.
  if (opening === undefined || THERE.test(opening.key) || (opening.key !== 'des' && PREPOSITION.test(opening.key)))
    return [];
  return one.subject.flatMap(([i]) => (i < first ? [i] : []));
}

/** Words for whatever body of a state. */
const UMBRELLA = /^(?:authorit|government|autorit|gouvernement|behörde|regierung)/iu;
/** Another one who did it, who excludes the quoted one, or who stands elsewhere in the quotation as what a state has. */
function doer(
  { said, quoted, share, pairs: [[i, j] = [0, 0]] }: Parallel,
  all: readonly ClaimSentence[],
): Overstatement | null {
  const [mine, theirs] = [doerOf(said, i), doerOf(quoted, j)];
  if (mine.length === 0 || theirs.length === 0 || (isDenied(said) && !isDenied(quoted))) return null;
  const keys = mine.flatMap((at) => said.of.content.get(at) ?? []);
  const isApart = (at: number): boolean =>
    markersOf(quoted, 'actor').some(
      (q) => q.from <= at && q.to >= at && markersOf(said, 'actor').some((m) => exclude(m, q)),
    );
  if (theirs.some((at) => !isApart(at) && meet(keys, [quoted.of.content.get(at) ?? '']))) return null;
  const among = (one: Clause, places: readonly number[]): readonly Marker[] =>
    markersOf(one, 'actor').filter(({ from, to }) => places.some((at) => at >= from && at <= to));
  const [own, others] = [among(said, mine), among(quoted, theirs)];
  const isState = own.some(({ level }) => level === STATE) && all.some(({ content }) => meet(keys, content.values()));
  const isAnybody = theirs.some((at) => ANYBODY.test(quoted.of.content.get(at) ?? ''));
  const isNamed = isState || (share >= SAME && isLeadElsewhere(quoted, keys, all) && !isAnybody);
  const isOther =
    own.length > 0 && others.length > 0
      ? own.some((m) => others.every((q) => exclude(m, q)))
      : isNamed && !own.some(({ words }) => UMBRELLA.test(words));
  return isOther ? { class: 'actor', said: across(said, mine), quoted: across(quoted, theirs) } : null;
}

/** Words by which one of those who were named before may be meant. */
const ANYBODY = /^(?:men|people|persons?|members?|they|group|forces|fighters|officers?|agents?|hommes|leute|männer)$/u;
/** True for one who begins another sentence that is quoted. */
const isLeadElsewhere = ({ of }: Clause, keys: readonly string[], all: readonly ClaimSentence[]): boolean =>
  all.some((one) => one !== of && meet(keys, [...one.content.values()].slice(0, OPENING)));

const across = ({ of }: Clause, places: readonly number[]): string =>
  stretch(of, Math.min(...places), Math.max(...places));

/** True for one that stands behind no preposition, up to the word of the subject before it. */
function isParticipant({ of, from }: Clause, at: number): boolean {
  const last = Math.max(from, ...[...of.content.keys()].filter((i) => i < at));
  return !of.words.slice(last, at).some(({ key }) => PREPOSITION.test(key));
}

/** Who did it to whom, turned round by a passive: whom the one has as its doer, the other has before "were … by". */
function swapped({ said, quoted }: Parallel): Overstatement | null {
  const [passive, active] = isPassive(quoted) ? [quoted, said] : [said, quoted];
  const isBe = ({ key }: ClaimSentence['words'][number]): boolean => BE.test(key);
  const isClear =
    isPassive(passive) && !wordsOf(passive).some(({ key }) => key === 'be') && !wordsOf(active).some(isBe);
  const be = passive.from + wordsOf(passive).findIndex(isBe);
  const whom = passive.subject.flatMap(([i, key]) => (i < be ? [key] : []));
  const own = doerOf(passive, be).filter((i) => !meet([passive.of.content.get(i) ?? ''], whom));
  const by = own.flatMap((i) => passive.of.content.get(i) ?? []);
  const [lead = '', , ...behind] = active.subject.map(([, key]) => key);
  if (!isClear || !meet([lead], whom) || meet([lead], by) || !meet(by, behind)) return null;
  const [one, other] = [across(active, [active.subject[0]?.[0] ?? active.from]), across(passive, own)];
  return { class: 'actor', said: active === said ? one : other, quoted: active === said ? other : one };
}

/** What begins a German clause without being its subject. */
const OBJECT = /^(?:de[nm]|eine[nm]|ihre[nm]|diese[nm]|\p{Lu}\p{Ll}+ern)\s/iu;
/** Who did it to whom, turned round: the first of each clause stands in the other behind a verb that both have. */
function turned({ said, quoted }: Parallel): Overstatement | null {
  if ([said, quoted].some((one) => wordsOf(one).some(({ key }) => BE.test(key) || WHO.test(key)))) return null;
  if ([said, quoted].some((one) => OBJECT.test(one.of.text.slice(one.of.words[one.from]?.at)))) return null;
  const both = said.subject.flatMap(([i, key]) => {
    const [there, ...others] = quoted.subject.filter(([, other]) => meet([key], [other]));
    const isOne = there !== undefined && others.length === 0;
    return isOne && isParticipant(said, i) && isParticipant(quoted, there[0]) ? [[i, there[0]] as const] : [];
  });
  const mine = both.find(([i]) => i === said.subject[0]?.[0]);
  const theirs = both.find(([, j]) => j === quoted.subject[0]?.[0]);
  if (mine === undefined || theirs === undefined || mine === theirs) return null;
  const isBeside = ([i, j]: (typeof both)[number]): boolean =>
    [mine, theirs].some(([a, b]) => i - a === j - b && Math.abs(i - a) < OPENING);
  // A German verb may stand behind both.
  const isVerb = ([i, j]: (typeof both)[number]): boolean =>
    i > mine[0] && j > theirs[1] && (i < theirs[0] || j < mine[1]) && !isBeside([i, j]);
  if (!both.some(isVerb)) return null;
  return {
    class: 'actor',
    said: stretch(said.of, mine[0], theirs[0]),
    quoted: stretch(quoted.of, theirs[1], mine[1]),
  };
}

const WITHIN = /^(?:at|in|from|within|of|à|au|aux|dans|de|du|bei|beim|in|im|der|des)$/u;
/** One who works somewhere, but for those who speak for all. */
const PERSON =
  /^(?!minister|commander|leader|director|governor|speaker|letter|order|paper|number|chapter)(?:\p{L}{2,}(?:er|or|(?<!m)ent|ee|ist|man|woman|ian|ant)|clerk|official|agent|guard|nurse|member|soldat|employé|fonctionnaire|policier|membre|beamt\p{L}+|angestellte[rn]?)$/u;
/** Words from the beginning of a clause to an institution at most. Chosen by eye. */
const WORKS = 8;
/** An institution above one who works there: `the directorate` above "one officer at the directorate". */
function oneOfMany({ said, quoted, pairs: [[i, j] = [0, 0]] }: Parallel): Overstatement | null {
  const before = quoted.of.words.slice(quoted.from, j);
  const isOne =
    ONE.test(before[0]?.key ?? '') &&
    before.length <= WORKS &&
    before.some(({ key }) => WITHIN.test(key)) &&
    (quoted.subject[1]?.[0] === j || before.slice(1, 4).some(({ key }) => PERSON.test(key)));
  const isLead =
    i === said.subject[0]?.[0] &&
    !markersOf(said, 'attribution').some(
      ({ to }) => /^(?:that|que|dass)$/u.test(said.of.words[to + 1]?.key ?? '') || to === said.of.words.length - 1,
    ) &&
    !said.of.words.slice(said.from, i).some(({ key }) => ONE.test(key) || PREPOSITION.test(key));
  return isOne && isLead
    ? { class: 'actor', said: stretch(said.of, i, i), quoted: stretch(quoted.of, quoted.from, j) }
    : null;
}

/** Relative pronouns that say which of them, where no comma is before them; in German there always is one. */
const [WHO, GERMAN] = [/^(?:who|whose|whom|that|which|qui|dont)$/u, /^(?:die|der|deren|denen)$/u];
const AND = /^(?:and|or|et|ou|und|oder)$/u;
/** Before what some of them have or lack; not before what is theirs, who only come along. */
const [WITH, OWN] = [/^(?:with|without|avec|sans|mit|ohne)$/u, /^(?:their|his|her|leurs?|ses|ihre[nrm]?)$/u];
/** Nouns that narrow nothing. */
const EMPTY =
  /^(?:persons|communities|members|residents|citizens|nationals|populations|minorities|individuals|groups|families|workers|personnes|membres|communautés)$/u;
/** Words before a noun that is not all of its kind. */
const SOME = /^(?:the|these|those|an?|some|other|ces|une?|des|du|l|diese[rnms]?|die|der|den|eine?[nrms]?)$/u;

/** Before one who only belongs to what a clause is about. */
const OF = /^(?:of|de|d|des|du|von)$/u;
/** A group above one of which the quotation says which: `returnees` above "returnees for whom a warrant was issued". */
function onlyNarrower(one: Parallel, all: readonly ClaimSentence[]): Overstatement | null {
  const { said, quoted, pairs } = one;
  const [head] = said.subject[0] ?? [];
  const there = quoted.of.words.slice(Math.max(0, (pairs[0]?.[1] ?? 0) - OPENING), pairs[0]?.[1]);
  if (head === undefined || !isGeneric(said, head) || there.some(({ key }) => OF.test(key))) return null;
  const narrow = hyponym(one, all) ?? restricted(one, head) ?? setApart(one, head, all);
  return narrow && { class: 'group', said: stretch(said.of, head, head), quoted: stretch(quoted.of, ...narrow) };
}

/** True where the sentence says behind its head which of them: in words of what narrows the quoted one, or in others. */
function isNarrowItself({ said, quoted }: Parallel, head: number, from: number, to: number): boolean {
  const { words, content } = said.of;
  const verb = words.findIndex(({ key }, i) => i > head && (BE.test(key) || HAVE.test(key)));
  const isLed = PREPOSITION.test(words[head + 1]?.key ?? '');
  const behind = [...content].filter(([i]) => i > head && i < Math.max(verb, head + (isLed ? 4 : 2)));
  const amid = quoted.subject.flatMap(([i, key]) => (i >= from && i <= to ? [key] : []));
  const around = quoted.subject.flatMap(([i, key]) => (i >= from && i <= to ? [] : [key]));
  return behind.some(([i, key]) =>
    meet([key], amid) ? !meet([key], around) : verb > 0 && !meet([key], around) && !isCountry(words[i]?.bare ?? ''),
  );
}

/** Words before the head of a clause at most: a conjunction and an article. */
const OPENING = 2;
/** True for a bare plural at the beginning of a clause, which speaks of all of them. */
function isGeneric({ of, from }: Clause, head: number): boolean {
  const before = of.words.slice(from, head);
  const isBefore = ({ from: at }: { readonly from: number }): boolean => at >= from && at <= head + 1;
  const isCounted = ({ class: name, level }: Marker): boolean =>
    ['quantity', 'share', 'prevalence'].includes(name) && level < 5;
  return (
    before.length <= OPENING &&
    !before.some((word) => SOME.test(word.key) || BE.test(word.key) || PREPOSITION.test(word.key) || denies(word)) &&
    !of.numerals.some(isBefore) &&
    !of.markers.filter(isBefore).some(isCounted)
  );
}

/** Boys, of children; none where two kinds are named, or the wider word as well. */
function hyponym({ said, quoted, pairs: [[i, j] = [0, 0]] }: Parallel, all: readonly ClaimSentence[]) {
  const m = markersOf(said, 'people').find(({ from, level }) => from < i && level % 1 === 0);
  const [q, ...others] = markersOf(quoted, 'people').filter(({ from, level }) => from < j && level % 1 > 0);
  if (m === undefined || q?.level !== m.level + 0.5 || others.length > 0) return null;
  return all.some(({ markers }) => markers.some((one) => one.class === 'people' && one.level === m.level))
    ? null
    : ([q.from, q.to] as const);
}

/** Endings of a noun in the plural, in English and French; of a participle that says which of them. */
const [PLURAL, PARTICIPLE] = [/(?:[sx]|children|men|women)$/u, /^(?:\p{L}{3,}(?:ing|ed|ées?|és)|ayant)$/u];
/** Adjectives that only describe. */
const DESCRIBES = /^(?:local|innocent|ordinary)$/u;
/** Words of a restriction that are shown at most. Chosen by eye. */
const SHOWN = 7;
/** Words behind a head within which no relative clause has ended. Chosen by eye. */
const BRIEF = 3;
/** Participles that narrow nothing: whom a source has looked at, or who is somewhere. */
const LOOKED_AT =
  /^(?:assess|visit|survey|interview|consult|question|inspect|examin|interrog|enquêt|living|resid|based|present|includ|caught|found|known)/u;
const HAVE = /^(?:has|have|had|ont|haben|hat|hatten)$/u;
/** True for a place in the noun phrase that begins a clause: only prepositions, articles and words of the quoted clause stand before it. */
function isInPhrase({ said, pairs }: Parallel, head: number, at: number): boolean {
  const { words } = said.of;
  return words.slice(head + 1, at + 1).every(({ key, bare }, n) => {
    const [i, before] = [head + 1 + n, words[head + n]];
    const isLed = PREPOSITION.test(before?.key ?? '') || SOME.test(before?.key ?? '') || /^\p{Lu}/u.test(bare);
    if (pairs.some(([one]) => one === i)) return isLed || !PLURAL.test(before?.key ?? '');
    return PREPOSITION.test(key) || SOME.test(key) || AND.test(key);
  });
}

/** What narrows the head of a quoted clause, and not the sentence's: an adjective, or what stands behind it and what both say of it. */
function restricted(one: Parallel, head: number): readonly [number, number] | null {
  const { said, quoted, pairs } = one;
  const [[i, j] = [-1, -1], [next] = [-1]] = pairs;
  const { content } = said.of;
  if (i !== head) return null;
  const [first = -1, adjective = ''] = quoted.subject[0] ?? [];
  const isNew = first === quoted.from && first === j - 1 && !meet([adjective], content.values());
  if (isNew && !DESCRIBES.test(adjective) && (next === i + 1 || !content.has(i + 1))) return [first, j];
  for (const [n, [mine, theirs]] of pairs.entries()) {
    if (mine > head && !isInPhrase(one, head, mine)) return null;
    const to = restrictionAt(one, mine, theirs, pairs[n + 1]?.[1] ?? quoted.to);
    if (to !== null) return [Math.min(first, theirs), to];
  }
  return null;
}

/** Where a restriction behind a word ends, at its verb or the next word that both have; null for none that says something new. */
function restrictionAt(one: Parallel, mine: number, theirs: number, next: number): number | null {
  const { said, quoted } = one;
  const { words } = quoted.of;
  const isVerb = ({ key }: ClaimSentence['words'][number], at: number): boolean =>
    at > theirs + BRIEF && at <= quoted.to && (BE.test(key) || HAVE.test(key));
  const end = Math.max(words.findIndex(isVerb), next);
  const amid = quoted.subject.filter(([at]) => at > theirs && at < end);
  const known = amid.filter(([, key]) => meet([key], said.of.content.values()));
  const to = Math.min(end, known[0]?.[0] ?? end);
  const isNew = amid.length > 2 * known.length && amid.some(([at, key]) => at < to && !LOOKED_AT.test(key));
  const isOwn = opensRestriction(said.of, mine, mine + 2) || isNarrowItself(one, mine, theirs + 1, end - 1);
  return isNew && !isOwn && opensRestriction(quoted.of, theirs, end + 1)
    ? (amid.findLast(([at]) => at < to && at <= theirs + SHOWN)?.[0] ?? theirs + 1)
    : null;
}

/** True for a relative clause behind a word, what some have or lack, a participle before the verb, or a noun before which it stands: `Ahmadi students`. */
function opensRestriction({ words }: ClaimSentence, at: number, end: number): boolean {
  const [next = '', second = '', ...more] = words.slice(at + 1, end).map(({ key }) => key);
  if (isStop(words, at)) return GERMAN.test(next) || (PREPOSITION.test(next) && GERMAN.test(second));
  const isVerbBehind = [second, ...more].some((key) => key === '' || BE.test(key) || HAVE.test(key));
  const isNoun = PLURAL.test(next) && !EMPTY.test(next) && !SOME.test(words[at - 1]?.key ?? '') && !WHO.test(next);
  return (
    WHO.test(next) ||
    (PREPOSITION.test(next) && WHO.test(second)) ||
    (WITH.test(next) && !OWN.test(second)) ||
    (PARTICIPLE.test(next) && !LOOKED_AT.test(next) && isVerbBehind) ||
    isNoun
  );
}

/** Words for those of whom something else is said; what is no group behind them. */
const [OTHERS, NO_GROUP] = [
  /^(?:others?|rest|remaining|ordinary|autres|übrigen?|anderen?)$/u,
  /^(?:sourc|quelle|report|information|angabe|countr|media)/u,
];
/** A group of which only a part is spoken of, as the others are set apart from it. */
function setApart(one: Parallel, head: number, all: readonly ClaimSentence[]): readonly [number, number] | null {
  const { said, quoted, pairs } = one;
  const verb = pairs.find(([i]) => i > head && !isInPhrase(one, head, i));
  const { content } = said.of;
  if (verb === undefined || said.of.words.some(({ key }) => OTHERS.test(key))) return null;
  const isApart = all.some(({ words, subject }) =>
    words.some(({ key }, i) => {
      const [next] = [i + 1, i + 2].flatMap((at) => subject.get(at) ?? []);
      return (
        OTHERS.test(key) &&
        (i > quoted.to || words !== quoted.of.words) &&
        !NO_GROUP.test(next ?? '') &&
        (next === undefined || meet([next], content.values()) || words.some(denies))
      );
    }),
  );
  const own = said.subject.filter(([i]) => i < verb[0]);
  const there = all.flatMap((q) => [...q.content.values()]);
  const added = quoted.subject.filter(([at, key]) => at < verb[1] && !meet([key], content.values()));
  const [[from] = [0]] = quoted.subject;
  return isApart && added.length > 0 && own.every(([, key]) => meet([key], there))
    ? [from, Math.min(from + SHOWN, verb[1] - 1)]
    : null;
}

/** The steps of a word that claims most, and the least one that says something. */
const [STRONGEST, LEAST] = [5, 2];
/** Share of the sentence's words from which on a denial alone sets two clauses apart. Our choice. */
const SAME = 0.75;
/** Verbs that refuse what they govern. */
const REFUSES = /^(?:refus|weiger|verweiger)/u;

/** The word that is denied first in a clause: the next one of its subject; null where more is denied. */
function deniedIn(one: Clause, is: (word: ClaimSentence['words'][number]) => boolean) {
  if (wordsOf(one).some(({ key }) => WHO.test(key))) return null;
  const [at, ...others] = wordsOf(one).flatMap((word, i) => (is(word) ? [one.from + i] : []));
  const verb = at === undefined ? undefined : one.subject.find(([i]) => i > at)?.[0];
  return at === undefined || verb === undefined || others.length > 0 || verb > at + 3 ? null : ([at, verb] as const);
}

/** `No access` above "access only after three days", `refuse to treat` above "treat", and `is available` above "there is no". */
function polarity({ said, quoted, share, pairs }: Parallel, all: readonly ClaimSentence[]): Overstatement | null {
  const isOpen = (one: Clause): boolean =>
    !wordsOf(one).some(isLimiting) && !one.of.markers.some((m) => isInside(one, m.from) && isReserved(m));
  if (share < SAME) return null;
  const is = (word: ClaimSentence['words'][number]): boolean =>
    (denies(word) && !NE.test(word.key)) || REFUSES.test(word.key);
  if (said.of.markers.some((m) => m.class === 'degree' || (m.class === 'negation' && m.level < STRONGEST))) return null;
  const [mine, theirs] = [deniedIn(said, is), deniedIn(quoted, (word) => denies(word) && !NE.test(word.key))];
  const pair = pairs.find(([i, j]) => (mine ? i === mine[1] : j === theirs?.[1]));
  if (pair === undefined || (mine !== null && TO.test(quoted.of.words[pair[1] - 1]?.key ?? ''))) return null;
  if (mine !== null && isOpen(quoted) && !all.some(({ words }) => words.some(isLimiting)))
    return { class: 'negation', said: stretch(said.of, ...mine), quoted: stretch(quoted.of, pair[1], pair[1]) };
  if (theirs !== null && isOpen(said))
    return { class: 'negation', said: stretch(said.of, pair[0], pair[0]), quoted: stretch(quoted.of, ...theirs) };
  return null;
}

/** True for a word that says little of something, or seldom. */
const isReserved = ({ class: name, level }: Marker): boolean =>
  (name === 'negation' && level > LEAST) || (['quantity', 'frequency'].includes(name) && level <= LEAST);
