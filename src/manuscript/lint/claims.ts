import type { Lint, Overstatement } from '../../model/lint.js';
import { hasName } from '../../passage/text/names.js';
import { isDoubting } from '../../passage/weight.js';
import { outsideQuotations } from '../grammar/quote-marks.js';
import type { Prose } from '../import/passages.js';
import { numbersBeyond, placesBeyond, yearsBeyond } from './claim-facts.js';
import {
  BE,
  type ClaimSentence,
  claimSentences,
  denies,
  leadAlike,
  lexiconOf,
  type Marker,
  type QuotedWords,
  sharedStems,
  sharedSubject,
  stretch,
} from './claim-words.js';
import { mainLanguage } from './quotations.js';
import { broken, type LintedUse, type LintSubject } from './subject.js';

/** Words of the subject that are shared: at least, one of so many, enough for any sentence, and at least where a bare verb stands against a weak word. Our choice. */
const [LEAST, PART, ENOUGH, BARE] = [2, 3, 4, 3];
/** Steps on the ladder by more than which a word of how much outdoes one of how often, and the other way round. Our choice. */
const ACROSS = 1;
/** The steps from which on a word claims much, and that which claims most. */
const [MIDDLE, STRONGEST] = [3, 5];
/** The step of `can` and `could`, which say as well what somebody is able to do. */
const ABILITY = 2.5;
/** From this step on down a word leaves open whether something is so, or whether it is much, by class. */
const WEAK: Readonly<Record<string, number>> = { modality: 3, attribution: 2, negation: 3, quantity: 2, frequency: 2 };

/**
 * What a sentence says beyond all quotations that it introduces, each class once. Only its last sentence is read, and what it quotes itself is no claim.
 * `lang` is the language of both; one without a table tells nothing. `known`: the title and the citation line of the source.
 */
export function claimsOf(
  prose: string,
  quotations: readonly string[],
  lang: string,
  known = '',
): readonly Overstatement[] {
  const lexicon = lexiconOf(lang);
  if (lexicon === null || quotations.length === 0) return [];
  const said = claimSentences(outsideQuotations(prose), lexicon).at(-1);
  const all = quotations.flatMap((one) => claimSentences(one, lexicon));
  if (said === undefined || said.subject.size === 0 || isTopic(said)) return [];
  const shares = all.map((one) => sharedSubject(said, one).length);
  const most = Math.max(0, ...shares);
  const size = new Set(said.subject.values()).size;
  const least = Math.min(size, ENOUGH, Math.max(LEAST, Math.ceil(size / PART)));
  if (most < least) return [];
  const relevant = all.filter((_, i) => (shares[i] ?? 0) >= least);
  const quoted = { all, relevant, best: all.filter((_, i) => shares[i] === most), text: quotations.join('\n'), known };
  const found = [
    extent(said, quoted),
    ladder(said, quoted, 'modality'),
    attribution(said, quoted),
    negation(said, quoted),
    cause(said, quoted),
    ...(['direction', 'place', 'group'] as const).map((name) => opposite(said, quoted, name)),
    generalised(said, quoted),
    placesBeyond(said, quoted, lexicon),
    yearsBeyond(said, quoted),
    numbersBeyond(said, quoted),
  ].flatMap((one) => one ?? []);
  return found.filter((one, i) => found.findIndex((other) => other.class === one.class) === i);
}

/** Conjunctions behind which a sentence goes on to what its source says. */
const SAYS_THAT = /^(?:that|how|que|comment|dass|wie)$/u;

/** True for a sentence that says what its source is about: `The article describes …`. */
function isTopic({ markers, words }: ClaimSentence): boolean {
  const topic = markers.find(isOf('topic'));
  return topic !== undefined && !words.slice(topic.to + 1).some(({ key }) => SAYS_THAT.test(key));
}

const meet = (a: Iterable<string>, b: Iterable<string>): boolean => sharedStems(a, b).length > 0;
const nearOf = ({ before, after }: Marker): readonly string[] => [...before, ...after];
const isOf =
  (...names: readonly string[]) =>
  ({ class: name }: Marker): boolean =>
    names.includes(name);
const markersIn = (sentences: readonly ClaimSentence[], ...names: readonly string[]): readonly Marker[] =>
  sentences.flatMap(({ markers }) => markers.filter(isOf(...names)));

const EXTENT = ['quantity', 'prevalence', 'share', 'frequency'];
const isHowMany = isOf('quantity', 'prevalence', 'share');
const isOneLadder = (a: Marker, b: Marker): boolean => a.class === b.class || (isHowMany(a) && isHowMany(b));

/** True where two markers speak of one thing: the head of either is governed by the other. Two of how many stand before it. */
function governAlike(a: Marker, b: Marker): boolean {
  if (a.class === 'modality') return meet(a.after, b.after) || sharedStems(nearOf(a), nearOf(b)).length > 1;
  if (![a, b].every(isOf('quantity', 'share'))) return meet(nearOf(a), nearOf(b));
  const heads = ({ before, after }: Marker): readonly string[] => (after.length > 0 ? after : before);
  return leadAlike(heads(a), heads(b));
}

/** The nearest weaker word of a class that is quoted for a marker; null where as strong a one is, or the sentence has a weak one itself. */
function weaker(said: ClaimSentence, m: Marker, { all, best }: QuotedWords): Marker | null {
  const names = EXTENT.includes(m.class) ? EXTENT : [m.class];
  const isStrong = (q: Marker): boolean =>
    q.level >= m.level - (isOneLadder(q, m) ? 0 : 0.5) && meet(nearOf(q), said.subject.values());
  if (markersIn(all, ...names).some(isStrong)) return null;
  const own = markersIn([said], ...names);
  const isWeaker = (q: Marker): boolean =>
    q.level > 0 && q.level < m.level - (isOneLadder(q, m) ? 0 : ACROSS) && !own.some(({ level }) => level <= q.level);
  const weak = markersIn(best, ...names).filter((q) => isWeaker(q) && governAlike(m, q));
  return weak.toSorted((a, b) => b.level - a.level)[0] ?? null;
}

function ladder(said: ClaimSentence, quoted: QuotedWords, name: string): Overstatement | null {
  const own = said.markers.filter(name === 'quantity' ? isOf(name, 'prevalence') : isOf(name));
  for (const m of own.toSorted((a, b) => b.level - a.level)) {
    const q = m.denied || m.level < MIDDLE || m.level > STRONGEST ? null : weaker(said, m, quoted);
    if (q !== null) return { class: name, said: m.words, quoted: q.words };
  }
  return bare(said, quoted, name);
}

/** How much and how often: up the ladder, and down it, where `never` claims more than `rarely`. */
function extent(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const there = markersIn(quoted.all, ...EXTENT);
  for (const m of said.markers.filter((one) => isOf(...EXTENT)(one) && one.level <= 2 && !one.denied)) {
    if (there.some((q) => q.level <= m.level && meet(nearOf(q), said.subject.values()))) continue;
    const q = markersIn(quoted.best, ...EXTENT).find(
      (one) => isOneLadder(one, m) && one.level > m.level && governAlike(m, one),
    );
    if (q === undefined || there.some(({ level }) => level < 2)) continue;
    return { class: isHowMany(m) ? 'quantity' : 'frequency', said: m.words, quoted: q.words };
  }
  return ladder(said, quoted, 'quantity') ?? ladder(said, quoted, 'frequency');
}

/** A word that takes something back from a verb which the sentence has without one: `may face` above "face". */
function bare(said: ClaimSentence, quoted: QuotedWords, name: string, own: string | null = null): Overstatement | null {
  const { all, best, text } = quoted;
  const isOpen =
    said.words.some((word) => word.key !== 'un' && isDoubting(word) && !hasName(text, word.bare)) ||
    said.markers.some(isWeak);
  const isSaid = (m: Marker): boolean => m.class === name && (name !== 'modality' || isWeak(m));
  if (isOpen || (own === null && said.markers.some(isSaid))) return null;
  const isDoubt = (m: Marker): boolean => m.class === name && isWeak(m) && m.level !== ABILITY && m.level > 0;
  for (const sentence of best) {
    if (sharedSubject(said, sentence).length < Math.min(BARE, said.subject.size)) continue;
    for (const q of sentence.markers.filter(isDoubt)) {
      const near = q.after.length > 0 ? q.after : q.before;
      const governed = sharedStems(name === 'attribution' ? near : near.slice(0, 2), said.subject.values());
      const [verb] = governed;
      if (verb === undefined || (name !== 'attribution' && verb !== near[0])) continue;
      if (all.some((one) => one !== sentence && saysPlainly(one, verb, said))) continue;
      if (sentence.markers.some((m) => m.class === name && m.level > 3)) continue;
      if (own !== null) return { class: name, said: own, quoted: q.words };
      return { class: name, said: spanOf(said, governed), quoted: spanOf(sentence, governed, q) };
    }
  }
  return null;
}

/** Words of the subject as a sentence has them, those behind the first only next to it; with a marker, from it on or up to it. */
function spanOf(sentence: ClaimSentence, keys: readonly string[], marker?: Marker): string {
  const { subject } = sentence;
  const own = (key: string): readonly number[] => [...subject].filter(([, one]) => meet([one], [key])).map(([i]) => i);
  const [key = '', other = ''] = keys;
  const places = own(key);
  const near = marker && (places.find((i) => i > marker.to) ?? places.findLast((i) => i < marker.from));
  const first = near ?? places[0] ?? 0;
  const to = own(other).includes(first + 1) ? first + 1 : first;
  return stretch(sentence, Math.min(first, marker?.from ?? first), Math.max(to, marker?.to ?? to));
}

const isWeak = ({ class: name, level }: Marker): boolean => level <= (WEAK[name] ?? -1);

const saysPlainly = (one: ClaimSentence, verb: string, said: ClaimSentence): boolean =>
  !one.markers.some(isWeak) && meet([verb], one.subject.values()) && sharedSubject(said, one).length >= LEAST;

/** Who vouches for it: `found` above what others said, `reported` above what is alleged. */
function attribution(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const own = said.markers.filter(isOf('attribution'));
  const [first] = own;
  if (own.some(({ level }) => level <= 2)) return null;
  const alleged = bare(said, quoted, 'attribution', first?.words ?? null);
  if (alleged !== null || first === undefined || first.level < STRONGEST) return alleged;
  // What was found in a cellar is nobody's finding.
  if (said.words.slice(Math.max(0, first.from - 2), first.from).some(({ key }) => BE.test(key))) return null;
  const isOwn = (bare: string, i: number): boolean =>
    /^\p{Lu}{2}/u.test(bare) || (said.subject.has(i) && (i < first.from || /^\p{Lu}/u.test(bare)));
  const names = new Set(said.words.filter(({ bare }, i) => isOwn(bare, i)).map(({ key }) => key));
  const others = quoted.relevant.map((one) => {
    const voices = one.markers.filter(isOf('attribution'));
    return voices.some(({ level }) => level > 3) ? undefined : voices.find((m) => !isOwnVoice(one, m, names));
  });
  const [q] = others.includes(undefined) ? [] : others;
  return q === undefined ? null : { class: 'attribution', said: first.words, quoted: q.words };
}

/** Words before a verb in which its speaker is looked for. Chosen by eye. */
const SPEAKER = 4;
/** True where the source itself speaks, `we found`, `the report says` or by the name that the sentence has for it, or counts what it was told. */
const isOwnVoice = ({ words, markers }: ClaimSentence, { from: at }: Marker, names: ReadonlySet<string>): boolean =>
  markers.some(isOf('share')) ||
  words
    .slice(Math.max(0, at - SPEAKER), at)
    .some(({ key }) => names.has(key) || /^(?:we|our|report|survey|study|wir|unser|nous|notre)$/u.test(key));

/** None above few, and few above none. */
function negation(said: ClaimSentence, { all, best }: QuotedWords): Overstatement | null {
  const there = markersIn(all, 'negation');
  const own = said.markers.filter(isOf('negation'));
  const of = (m: Marker): boolean => m.level === 5;
  for (const m of own) {
    if (m.level === 3 || own.some((other) => of(other) !== of(m))) continue;
    const isSame = (q: Marker): boolean => (q.level === 3 || of(q) === of(m)) && meet(nearOf(q), said.subject.values());
    if (there.some(isSame)) continue;
    const q = markersIn(best, 'negation').find((one) => headsAlike(m, one));
    if (q !== undefined) return { class: 'negation', said: m.words, quoted: q.words };
  }
  return null;
}

/** True where what the one denies is what the other limits: behind it, before a predicate, or all that is around both. */
function headsAlike(a: Marker, b: Marker): boolean {
  const heads = ({ before, after, predicate }: Marker): readonly string[] =>
    predicate || after.length === 0 ? before : after.slice(0, 2);
  const isPredicate = [a, b].some(({ predicate }) => predicate);
  return (
    sharedStems(nearOf(a), nearOf(b)).length > 2 || meet(isPredicate ? [...heads(a), ...a.after] : heads(a), heads(b))
  );
}

/** A cause above a sequence, where both sides of it are quoted and nothing else is said of why. */
function cause(said: ClaimSentence, quoted: QuotedWords): Overstatement | null {
  const m = said.markers.find((one) => one.class === 'cause' && one.level >= MIDDLE);
  const q = m === undefined ? null : weaker(said, m, quoted);
  if (m === undefined || q === null) return null;
  const [head, ...rest] = [...said.subject].filter(([i]) => i > m.to).map(([, key]) => key);
  const sides = m.before.length > 0 ? [m.before, m.after] : [[head ?? ''], rest];
  const isWhole = quoted.best.some((one) => sides.every((side) => meet(side, one.subject.values())));
  return isWhole ? { class: 'cause', said: m.words, quoted: q.words } : null;
}

/** A word above one that excludes it, of the same thing: `rose` above "fell". */
function opposite(said: ClaimSentence, { all, best }: QuotedWords, name: string): Overstatement | null {
  const of = (one: ClaimSentence): readonly Marker[] =>
    one.markers.filter((m) => m.class === name && !isPartOfName(one, m));
  for (const m of of(said)) {
    const isOther = (q: Marker): boolean =>
      q.level !== m.level && Math.floor(q.level / 10) === Math.floor(m.level / 10);
    if (of(said).some(isOther) || markersIn(all, name).some(({ level }) => level === m.level)) continue;
    const others = best.flatMap(of).filter(isOther);
    const q = others.find((one) => meet(nearOf(m), nearOf(one)));
    if (q !== undefined) return { class: name, said: m.words, quoted: q.words };
  }
  return null;
}

/** True inside a sentence for a word with a capital: `South Sudan`. */
const isPartOfName = ({ words }: ClaimSentence, { from: at, words: said }: Marker): boolean =>
  /^\p{Lu}/u.test(said) && (at > 0 || /^\p{Lu}/u.test(words[at + 1]?.bare ?? ''));

/** `All women` where the quotation speaks of rural women each time, and the sentence nowhere. */
function generalised(said: ClaimSentence, { all, relevant }: QuotedWords): Overstatement | null {
  const m = said.markers.find((one) => one.class === 'quantity' && one.level === 5);
  const [at, head] = [...said.subject].find(([i]) => m !== undefined && i === m.to + 1) ?? [];
  if (m === undefined || at === undefined) return null;
  const narrowed = all.flatMap((one) =>
    [...one.subject].flatMap(([i, key]) => (key === head ? [narrowedAt(one, i)] : [])),
  );
  const [words] = narrowed;
  if (words == null || narrowed.includes(null) || !relevant.some(({ text }) => text.includes(words))) return null;
  const isSaid = meet([words.toLowerCase().split(' ')[0] ?? ''], said.subject.values());
  return isSaid ? null : { class: 'quantity', said: stretch(said, m.from, at), quoted: words };
}

/** The word that narrows a noun, with it: one that begins its clause or stands behind a small word; null for none. */
function narrowedAt({ text, words, subject }: ClaimSentence, at: number): string | null {
  const narrow = words[at - 1];
  const isNarrowed = narrow !== undefined && subject.has(at - 1) && !subject.has(at - 2);
  return isNarrowed && !denies(narrow) && !/s$/u.test(narrow.key) ? stretch({ text, words }, at - 1, at) : null;
}

/** Sentences of a report that say more than what they introduce: told once a citation. Figures are told by `not-in-quotation`. */
export const claimBeyond = ({ uses, draft }: LintSubject): readonly Lint[] =>
  uses.flatMap((use, i) => {
    const introduction = use.drafted?.introduction ?? '';
    if (introduction === '' || use.quotes.length === 0) return [];
    const own = [use, ...introducedWith(use, uses.slice(i + 1), draft?.of.prose ?? [])];
    const quotations = own.flatMap(({ quotes }) => quotes.map(({ text }) => text));
    const [main, other] = [introduction, quotations.join(' ')].map((text) => mainLanguage(outsideQuotations(text)));
    const lang = (main === 'und' ? other : main) ?? 'und';
    const known = own.flatMap(({ cited, source }) => [cited, source.title, source.published]).join(' ');
    if (quotations.some((text) => !['und', lang].includes(mainLanguage(text)))) return [];
    const claims = claimsOf(introduction, quotations, lang, known).filter((one) => one.class !== 'number');
    return claims.length === 0 ? [] : [broken(use.place, { rule: 'claim-beyond', claims })];
  });

/** The citations behind one that its sentence introduces as well: no prose stands between. */
function introducedWith(first: LintedUse, behind: readonly LintedUse[], prose: readonly Prose[]): readonly LintedUse[] {
  const { place, drafted } = first;
  const lines = prose.map((one) => one.place.paragraph);
  const next = lines.find((line) => line > (place.file?.paragraph ?? 0)) ?? Number.POSITIVE_INFINITY;
  const isOwn = (use: LintedUse): boolean =>
    use.place.section === place.section &&
    (use.place.file?.paragraph ?? 0) <= next &&
    ['', drafted?.introduction].includes(use.drafted?.introduction);
  const end = behind.findIndex((use) => !isOwn(use));
  return behind.slice(0, end < 0 ? undefined : end);
}
