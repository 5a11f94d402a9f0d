import { codeOf, inOneNotation, monthMark, negated, settled, thingNamed } from './notation.js';
import { isWeekday } from './text/dates.js';
import { fold, UNSPACED } from './text/fold.js';
import { otherSpellings } from './text/spelling.js';
import type { Word, WordRun } from './text/tokens.js';

const set = (words: string): ReadonlySet<string> => new Set(fold(words).text.split(' '));

/** Turns a statement into its opposite. */
const NEGATIONS = set(
  'not no never unable seldom rarely none nor neither nobody nothing nowhere without cannot hardly barely scarcely unless except refuse refused ' +
    'deny denied denies fail failed fails lack lacked stopped ceased dont doesnt didnt wont cant couldnt shouldnt wouldnt isnt ' +
    'arent wasnt werent hasnt havent hadnt non un nicht kein keine keinen keiner nie niemals ohne ne pas jamais aucun aucune ' +
    'sans ni no nunca jamás sin ningún não nem sem nunca mai nessuno senza niet geen nooit inte ingen aldrig ikke nie bez brak ' +
    'не нет ни без никогда нельзя ні немає لا لم لن ليس ليست غير بدون نه نیست هیچ değil yok hiç tidak bukan jangan không chẳng ' +
    'chưa नहीं न मत ना होइन छैन না নয় নেই இல்லை නැත නැහැ නොවේ නොමැත לא אין אל בלי',
);
const CJK_NEGATIONS = set('不 没 沒 未 无 無 非 否 莫 勿 ず ぬ');
/** Change how free or how bound something is, or how much of it there is. */
const MODALS = set(
  'may might must shall should can could will would ought need always often usually sometimes some many most few ' +
    'several all any every only partly nearly almost kann könnte muss darf soll sollte wird würde einige alle nur peut pourrait ' +
    'doit devrait certains tous seulement puede podría debe debería algunos todos solo может мог должен некоторые все только',
);
/** Change how sure something is. */
const HEDGES = set(
  'likely unlikely possibly probably perhaps maybe apparently seemingly presumably purportedly reportedly allegedly supposedly ' +
    'unverified unconfirmed disputed contested suspected believed thought rumoured rumored so-called about approximately roughly estimated around vermutlich angeblich ' +
    'möglicherweise wahrscheinlich vielleicht peut-être probablement prétendument quizás probablemente supuestamente presunto ' +
    'возможно вероятно якобы предположительно',
);
/** Say that what is said is not so. */
const DISCLAIMERS = set(
  'false falsely untrue wrong wrongly incorrect incorrectly inaccurate erroneous misleading correction corrected retracted mistaken mistakenly baseless unfounded fabricated debunked hoax hoaxes myth myths misconception misconceptions rumour ' +
    'rumours rumor rumors fake fälschlich unwahr falsch faux fausses falso falsas mythe mythes mito mitos mythos mythen миф мифы ложно неверно',
);
/** Say that somebody says so. */
const ATTRIBUTIONS = set(
  'said says say stated states claimed claims claim alleged alleges argued argues told reported announced according ' +
    'accused insisted asserted maintained suggested denied if whether sagte sagt laut behauptete selon dit affirme según dijo ' +
    'afirmó сказал заявил сообщил согласно утверждает قال زعم',
);
/** One of a pair of which the other says the contrary. */
const CONTRARIES = set(
  'increase increased increasing decrease decreased decreasing rise rose risen fall fell fallen grow grew grown shrank more less ' +
    'fewer over under above below before after until since began started ended guilty innocent alive dead legal illegal lawful ' +
    'unlawful able win won lose lost true false same different first last former formerly previously against for but ' +
    'however although former ex except instead',
);
const CJK_CONTRARIES = set('全 部 增 减 減 升 降 前 后 後 上 下 多 少 有 生 死');
const isNumber = ({ kind, bare }: Word): boolean => kind !== 'word' || /^\p{N}/u.test(bare);
/** True for a word that turns a statement into its opposite. */
export const isNegation = (w: Word): boolean =>
  NEGATIONS.has(w.key) || CJK_NEGATIONS.has(w.bare) || /n['’]t$/iu.test(w.bare);
/** A capital inside a sentence: in scripts that have capitals, a name. */
const isName = (w: Word): boolean => /^\p{Lu}/u.test(w.bare) && w.bare !== 'I';

/** True for a word that changes what is claimed, or who claims it, or how surely: a negation, modal, hedge, attribution or contrary. */
export const isGrave = (w: Word): boolean =>
  isNegation(w) ||
  [MODALS, HEDGES, ATTRIBUTIONS, DISCLAIMERS, CONTRARIES].some((words) => words.has(w.key)) ||
  CJK_CONTRARIES.has(w.bare);

/** True for a negation, a hedge, a disclaimer or an attribution. */
export const isClaimChanging = (w: Word): boolean =>
  isNegation(w) || [HEDGES, DISCLAIMERS, ATTRIBUTIONS].some((words) => words.has(w.key));

/** Say in English that something is so in name only, or that somebody says so, where an omission hides them; elsewhere they have other senses. */
const UNSAYS =
  /\b(?:on paper|in (?:theory|principle|name)|far from|theoretically|(?:nominal|official|formal|ostensib)ly|(?:pretend|purport|insist|assert|argue|allege|dispute|contest|reject|refute|contradict|doubt|believe|assume|imagine)s?|(?:pretend|purport|disput|contest|reject|refut|contradict|doubt|assum|imagin)ed)\b/iu;
/** True for an English text by which what stands under it, or with it, is so in name only, or is what somebody says. */
export const unsays = (text: string): boolean => UNSAYS.test(text);
/** True for a text by which an omission hides what a passage claims. */
export const changesClaim = (text: string, words: readonly Word[]): boolean =>
  words.some(isClaimChanging) || hasUnspacedNegation(text) || unsays(text);

/** Stand, at the beginning of a clause, for what was said before it or is said next. */
const DEMONSTRATIVES = set(
  'this that these those dies dieses ce cela ceci cest cétait esto eso isto isso questo ciò dit dat это',
);
/** True for a word that may stand for what is said beside it. */
export const isDemonstrative = (w: Word): boolean => DEMONSTRATIVES.has(w.key);
/** True for a word that says of something that it is not so. */
export const isDisclaimer = (w: Word): boolean => DISCLAIMERS.has(w.key);
/** True for a word that denies something, or says how sure it is. */
export const isDoubting = (w: Word): boolean =>
  isNegation(w) || isDisclaimer(w) || HEDGES.has(w.key);

/** Negations of Thai, Lao, Khmer and Japanese, which are written without spaces and in several characters. */
const UNSPACED_NEGATION = /ไม่|มิได้|ບໍ່|មិន|ពុំ|គ្មាន|ない|なか|ません/u;
/** What makes a question of a Japanese, Chinese or Thai sentence, behind it. */
const UNSPACED_QUESTION = /^(?:のか|か|吗|嗎|么|ไหม|หรือ)/u;

/** True for what stands behind a sentence of a script without spaces and makes a question of it. */
export const asksUnspaced = (text: string): boolean => UNSPACED_QUESTION.test(text.trim());

/** True for a text of a script without spaces that denies something. */
export const hasUnspacedNegation = (text: string): boolean => UNSPACED_NEGATION.test(text);

/** True for a word that can change what a passage proves: a grave one, a number, a date or a name. */
const weighs = (w: Word): boolean =>
  isNumber(w) ||
  isName(w) ||
  thingNamed(w.key) !== null ||
  monthMark(w.key) !== null ||
  isWeekday(w.key) ||
  [QUANTITIES, MANNERS].some((words) => words.has(w.key)) ||
  isGrave(w);

const HAS_CASE = /\p{Lu}|\p{Ll}/u;
/** True for a word that may weigh: in scripts without capitals nobody can tell a name. */
export const mayWeigh = (w: Word): boolean =>
  weighs(w) || !HAS_CASE.test(w.bare) || UNSPACED.test(w.bare);

/** Begin sentences, so that their capital is no name's. */
const OPENERS = set(
  'the a an this that these those it its he she they we you there here in on at by to from with as when while during and so ' +
    'his her their our both each other such what who which how der die das ein eine le la les un une el los las er sie wir ils elle elles ella ellos ellas он она они',
);
/** Say in English whom or what another word means, or when: an editor puts names and other tenses in their place. */
const FUNCTION_WORDS = set(
  'i me my him them us your am is are was were be been being has have had do does did of for or if up out off into',
);
/** True for an English word that names nobody and nothing. */
export const isFunctionWord = (key: string): boolean => OPENERS.has(key) || FUNCTION_WORDS.has(key);
/** True for a word that makes another one of the word it is written together with: `every day`, `some times`, `the rapists`. */
export const makesAnother = (w: Word): boolean => OPENERS.has(w.key) || isGrave(w);
/** True for a word that, where it comes into a text or leaves it, can change what a passage beside it proves. */
export const isTelling = (w: Word): boolean => mayWeigh(w) && (isGrave(w) || !OPENERS.has(w.key));

/** How often, how much or which, in words: what a digit would say. */
const QUANTITIES = set(
  'once twice thrice hundred hundreds thousands millions billions dozen half double triple both second third fourth fifth sixth seventh eighth ninth tenth thirds quarter quarters ' +
    'fourths fifths tenths dozens scores majority minority zwei drei vier fünf zweimal deux trois quatre cinq dos tres cuatro cinco два две три четыре пять',
);
/** How often, how far, how lawfully or how plainly something is so: where one comes or goes, the claim is wider or narrower. */
const MANNERS = set(
  'generally typically normally usually commonly frequently occasionally routinely regularly systematically widely largely mostly ' +
    'mainly primarily predominantly partially fully entirely completely exclusively virtually practically arbitrarily lawfully ' +
    'unlawfully legally illegally forcibly voluntarily deliberately accidentally briefly temporarily permanently secretly publicly ' +
    'appear appears appeared seem seems seemed tend tends tended',
);
/** True when a number goes on from one word to the next: `3 million`. */
export const isOneNumber = (left: Word | undefined, right: Word | undefined): boolean =>
  left !== undefined &&
  (left.kind === 'number' || /^\d/u.test(thingNamed(left.key) ?? '')) &&
  right !== undefined &&
  /^(?:e\d|%)/u.test(thingNamed(right.key) ?? '');

/** True when a difference can change what a passage proves: in every language, whatever is not form. */
export const isWeighty = (differing: readonly WordRun[]): boolean => {
  const runs = withoutForm(differing);
  return runs.some(({ op, words }) => op !== 'same' && words.length > 0) && !isListReordered(runs);
};

const sideOf = (runs: readonly WordRun[], op: WordRun['op']): readonly Word[] =>
  runs.flatMap((run) => (run.op === 'same' || run.op === op ? run.words : []));
const keyOf = (words: readonly Word[]): string => words.map(({ key }) => key).join(' ');

/** The stretch in which two lists of words differ. */
function differingIn(
  a: readonly Word[],
  b: readonly Word[],
): readonly [readonly Word[], readonly Word[]] {
  const shorter = Math.min(a.length, b.length);
  let [from, tail] = [0, 0];
  while (from < shorter && a[from]?.key === b[from]?.key) from++;
  while (tail < shorter - from && a.at(-1 - tail)?.key === b.at(-1 - tail)?.key) tail++;
  return [a.slice(from, a.length - tail), b.slice(from, b.length - tail)];
}

/** Beside these, what stands on either side may stand on the other: `men and women`. */
const CONJUNCTIONS = set('and or nor und oder et ou y o e и или');
const endsItem = ({ raw, bare }: Word): boolean => /[,;、،]/u.test(raw.slice(bare.length));

/** The items of a list and what joins them, in one order. */
function itemsOf(words: readonly Word[]): readonly string[] {
  const items: string[][] = [[]];
  for (const word of words) {
    if (CONJUNCTIONS.has(word.key)) items.push([word.key], []);
    else items.at(-1)?.push(word.key);
    if (endsItem(word)) items.push([]);
  }
  return items
    .map((item) => item.join(' '))
    .filter((item) => item !== '')
    .sort();
}

/** True where nothing differs but the order of a list's items. */
function isListReordered(runs: readonly WordRun[]): boolean {
  const [mine, theirs] = [sideOf(runs, 'removed'), sideOf(runs, 'added')];
  if (mine.length !== theirs.length) return false;
  const [a, b] = differingIn(mine, theirs).map(itemsOf) as [readonly string[], readonly string[]];
  return a.length > 1 && a.join('|') === b.join('|');
}

const firstSpelling = (key: string): string =>
  monthMark(key) ?? ([key, ...otherSpellings(key)].sort()[0] as string);

/** True for a word that is printed twice in a row. Where no blank parts words, or a hyphen does, two of one say something else. */
const isDoubled = ({ key, kind }: Word, before: Word | undefined): boolean =>
  kind === 'word' &&
  before?.key === key &&
  key.length > 1 &&
  /^\s+$/u.test(before.raw.slice(before.bare.length));

/** An article; before these it is none: `a few`, `a little`. */
const ARTICLE = /(?<= )(?:the|an?) (?!few |little )/gu;

/** What words say, in one form: in one notation, contractions as two words, no article. */
const saidBy = (words: readonly Word[]): string =>
  inOneNotation(
    ` ${words
      .filter((word, i) => !isDoubled(word, words[i - 1]))
      .map((word) => codeOf(word) ?? negated(word) ?? firstSpelling(word.key))
      .join(' ')} `.replace(ARTICLE, ''),
  );

/** True where nothing differs but where words are parted, and no part makes another word of the whole: `every day`. */
const areOneCompound = (mine: readonly Word[], theirs: readonly Word[]): boolean =>
  mine.length !== theirs.length &&
  keyOf(mine).replaceAll(' ', '') === keyOf(theirs).replaceAll(' ', '') &&
  !differingIn(mine, theirs).flat().some(makesAnother);

/** The runs without differences of form: what says the same, written otherwise. */
const withoutForm = (runs: readonly WordRun[]): readonly WordRun[] =>
  settled(runs, (mine, theirs) => saidBy(mine) === saidBy(theirs) || areOneCompound(mine, theirs));
