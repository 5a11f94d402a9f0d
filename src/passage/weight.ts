import {
  hasAntonym,
  hasNounChange,
  hasPresentVerbChange,
  hasVerbChange,
  keysOf,
  normalizeSpelling,
  verbsOf,
} from './lexicon.js';
import { monthNamed } from './text/dates.js';
import { fold, UNSPACED } from './text/fold.js';
import { detectLanguage } from './text/scripts.js';
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
  'false falsely untrue wrong wrongly incorrect incorrectly inaccurate erroneous misleading correction corrected retracted mistaken mistakenly baseless unfounded fabricated debunked hoax myth rumour ' +
    'rumours rumor rumors fake fälschlich unwahr falsch faux fausses falso falsas ложно неверно',
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
const DATES = set(
  'january february march april may june july august september october november december ' +
    'monday tuesday wednesday thursday friday saturday sunday',
);

/** Words after which a removed or added stretch is a sentence, not a slip. */
const SENTENCE = 5;

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

/** True for a word by which an omission hides what a passage claims: a negation, a hedge, a disclaimer or an attribution. */
export const isClaimChanging = (w: Word): boolean =>
  isNegation(w) || [HEDGES, DISCLAIMERS, ATTRIBUTIONS].some((words) => words.has(w.key));

/** Stand, at the beginning of a clause, for what was said before it or is said next. */
const DEMONSTRATIVES = set(
  'this that these those dies dieses ce cela ceci cest cétait esto eso isto isso questo ciò dit dat это',
);
/** True for a word that may stand for what is said beside it. */
export const isDemonstrative = (w: Word): boolean => DEMONSTRATIVES.has(w.key);
/** True for a word that says of something that it is not so. */
export const isDisclaimer = (w: Word): boolean => DISCLAIMERS.has(w.key);
/** True for a word that denies something, or says how sure it is. */
export const isDoubting = (w: Word): boolean => isNegation(w) || isDisclaimer(w) || HEDGES.has(w.key);

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
  [DATES, COUNTED, MAGNITUDES, QUANTITIES, MANNERS].some((words) => words.has(w.key)) ||
  isGrave(w);

const HAS_CASE = /\p{Lu}|\p{Ll}/u;
/** True for a word that may weigh: in scripts without capitals nobody can tell a name. */
export const mayWeigh = (w: Word): boolean => weighs(w) || !HAS_CASE.test(w.bare) || UNSPACED.test(w.bare);

/** Begin sentences, so that their capital is no name's. */
const OPENERS = set(
  'the a an this that these those it its he she they we you there here in on at by to from with as when while during and so ' +
    'his her their our both each other such what who which how der die das ein eine le la les un une el los las',
);
/** True for a word that makes another one of the word it is written together with: `every day`, `some times`, `the rapists`. */
export const makesAnother = (w: Word): boolean => OPENERS.has(w.key) || isGrave(w);
/** True for a word that, where it comes into a text or leaves it, can change what a passage beside it proves. */
export const isTelling = (w: Word): boolean => mayWeigh(w) && (isGrave(w) || !OPENERS.has(w.key));

const MAGNITUDES = set(
  'hundred hundreds thousand thousands million millions billion billions trillion dozen lakh crore per percent pct millionen ' +
    'milliarden milliers milliards mille millones miles тысяч тысячи миллион миллиона миллионов миллиардов 百 千 万 萬 亿 億',
);
const COUNTED_WORDS = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen ' +
  'nineteen twenty thirty forty fifty sixty seventy eighty ninety'
).split(' ');
const COUNTED: ReadonlySet<string> = new Set(COUNTED_WORDS);
/** How often, how much or which, in words: what a digit would say. */
const QUANTITIES = set(
  'once twice thrice half double triple both second third fourth fifth sixth seventh eighth ninth tenth thirds quarter quarters ' +
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
  (left.kind === 'number' || COUNTED.has(left.key)) &&
  right !== undefined &&
  MAGNITUDES.has(right.key);

/** Words from which on a text of English has some of its commonest, our choice: what is shorter may be English without them. */
const TOLD_BY = 8;
const ASCII = /^\p{ASCII}*$/u;

/** True for words of the language of which the lists above are complete: English. */
function areKnown(words: readonly Word[]): boolean {
  const text = words.map(({ bare }) => bare).join(' ');
  const language = detectLanguage(text);
  return (
    language === 'en' ||
    (language === null && words.length < TOLD_BY && words.every(({ kind, key }) => kind !== 'word' || ASCII.test(key)))
  );
}

/** True when nothing but white space, or a bracket that opens, stands between a word and the next. */
const runsOn = ({ raw, bare }: Word): boolean => /^[\s([]*$/u.test(raw.slice(bare.length));
const isCount = (w: Word | undefined): w is Word => w !== undefined && (isNumber(w) || COUNTED.has(w.key));

/** True where words were put into the place of others beside a number, or words that are no article: they say what it counts, or bound it. */
function boundsNumber(runs: readonly WordRun[]): boolean {
  const isReplaced = (i: number): boolean => runs[i - 1]?.op === 'removed' || runs[i + 1]?.op === 'added';
  return runs.some(({ op, words }, i) => {
    if (op === 'same' || !(isReplaced(i) || words.some(({ key }) => !OPENERS.has(key)))) return false;
    const before = runs
      .slice(0, i)
      .findLast((run) => run.op === 'same')
      ?.words.at(-1);
    const after = runs.slice(i + 1).find((run) => run.op === 'same')?.words[0];
    const last = words.at(-1);
    return (isCount(before) && runsOn(before)) || (isCount(after) && last !== undefined && runsOn(last));
  });
}

/** Say of how many something is said: what comes between one and its noun, or leaves, makes them fewer or more. */
const QUANTIFIERS = set('no any all every each most some many few several only both neither');

/** True where words came or went behind a quantifier, or as the first part of a compound: `no [senior] officer`, `[ill-]treatment`. */
function narrows(runs: readonly WordRun[]): boolean {
  return runs.some(({ op, words }, i) => {
    const [before, after] = [runs[i - 1], runs[i + 1]];
    const [last, next] = [words.at(-1), after?.words[0]];
    if (op === 'same' || (before ?? after)?.op !== 'same' || after?.op !== 'same') return false;
    if (last === undefined || next === undefined) return false;
    const quantifier = before?.words.at(-1);
    return (
      /^[-‐‑]$/u.test(last.raw.slice(last.bare.length)) ||
      (quantifier !== undefined && QUANTIFIERS.has(quantifier.key) && !OPENERS.has(last.key))
    );
  });
}

/** The runs without manners that only stand elsewhere. */
function withoutMoved(runs: readonly WordRun[]): readonly WordRun[] {
  const [removed, added] = [keysOf(runs, 'removed'), keysOf(runs, 'added')];
  const isMoved = ({ key }: Word): boolean => MANNERS.has(key) && removed.has(key) && added.has(key);
  return runs.map((run) => (run.op === 'same' ? run : { ...run, words: run.words.filter((w) => !isMoved(w)) }));
}

/** True when a difference can change what a passage proves. In a language without complete lists nobody can tell which word does, and each is held to. */
export function isWeighty(differing: readonly WordRun[]): boolean {
  const runs = areKnown(differing.flatMap(({ words }) => words)) ? withoutSameSaid(differing) : differing;
  const edits = runs.filter(({ op }) => op !== 'same');
  if (edits.length === 0) return false;
  const weighing = areKnown(runs.flatMap(({ words }) => words)) ? mayWeigh : () => true;
  return (
    edits.some(({ words }) => words.length >= SENTENCE) ||
    withoutMoved(edits).some(({ words }) => words.some(weighing)) ||
    boundsNumber(runs) ||
    narrows(runs) ||
    hasNounChange(runs) ||
    hasMeaningChange(runs)
  );
}

/** True where words that weigh nothing by themselves took each other's places and turn what is said: a contrary, another verb, another order. */
export const hasMeaningChange = (runs: readonly WordRun[]): boolean =>
  [hasAntonym, hasVerbChange, hasPresentVerbChange, exchangesPlaces, turnsVoice].some((turns) => turns(runs));

/** Beside these, what stands on either side may stand on the other: `men and women`. */
const CONJUNCTIONS = set('and or nor und oder et ou y o e и или');
const BE = set('is are was were be been being am');
/** Words of the longest stretch in which words that changed places are looked for, our choice: every way to part it is tried. */
const LONGEST = 40;

const sideOf = (runs: readonly WordRun[], op: WordRun['op']): readonly Word[] =>
  runs.flatMap((run) => (run.op === 'same' || run.op === op ? run.words : []));
const keyOf = (words: readonly Word[]): string => words.map(({ key }) => key).join(' ');
const isListed = ({ raw, bare }: Word): boolean => /[,;、،]/u.test(raw.slice(bare.length));

/** The stretch in which two lists of words differ. */
function differingIn(a: readonly Word[], b: readonly Word[]): readonly [readonly Word[], readonly Word[]] {
  let [from, end] = [0, a.length];
  while (from < end && a[from]?.key === b[from]?.key) from++;
  while (end > from && a[end - 1]?.key === b[end - 1]?.key) end--;
  return [a.slice(from, end), b.slice(from, end)];
}

/** True where two stretches changed places (`soldiers beat protesters`): who did it to whom. Items of a list may stand in any order. */
function exchangesPlaces(runs: readonly WordRun[]): boolean {
  const [mine, theirs] = [sideOf(runs, 'removed'), sideOf(runs, 'added')];
  if (mine.length !== theirs.length) return false;
  const [a, b] = differingIn(mine, theirs);
  if (a.length < 3 || a.length > LONGEST) return false;
  const after = keyOf(b);
  for (let i = 1; i < a.length - 1; i++) {
    for (let j = i + 1; j < a.length; j++) {
      const [left, middle, right] = [a.slice(0, i), a.slice(i, j), a.slice(j)];
      if (keyOf([...right, ...middle, ...left]) === after) return !isList(left, middle);
    }
  }
  return false;
}

function isList(left: readonly Word[], middle: readonly Word[]): boolean {
  const [first, last] = [middle[0], middle.at(-1)] as [Word, Word];
  return [first, last].some(({ key }) => CONJUNCTIONS.has(key)) || [left.at(-1) as Word, last].some(isListed);
}

/** True where nothing but a verb's voice differs (`beat`, `were beaten by`): who did it suffered it. */
function turnsVoice(runs: readonly WordRun[]): boolean {
  const edits = (op: WordRun['op']): readonly Word[] => runs.flatMap((run) => (run.op === op ? run.words : []));
  const isPassive = (words: readonly Word[]): boolean =>
    words.some(({ key }) => BE.has(key)) && words.some(({ key }) => key === 'by');
  const [removed, added] = [edits('removed'), edits('added')];
  if (isPassive(removed) === isPassive(added)) return false;
  const all = [...removed, ...added];
  const verbs = new Set(all.flatMap(verbsOf));
  const isVoice = (word: Word): boolean =>
    BE.has(word.key) ||
    word.key === 'by' ||
    verbsOf(word).length > 0 ||
    [word.key, word.key.replace(/s$/u, '')].some((key) => verbs.has(normalizeSpelling(key)));
  return all.every(isVoice);
}

/** English words that weigh, a row of equals each. Chosen by hand: a dictionary also has `militant` and `activist` for synonyms. */
const ROWS = [
  'say|state',
  'says|states',
  'said|stated',
  'persons|people',
  'protesters|protestors|demonstrators',
  '%|percent|per cent|pct',
  'km|kilometres|kilometers',
  'kg|kilograms|kilogrammes',
  'each|every',
  'nobody|no one',
  'rarely|seldom',
  'must|have to|has to',
  'million|mn',
  'billion|bn',
  '€|eur|euro|euros',
  'january|jan',
  'february|feb',
  'march|mar',
  'april|apr',
  'june|jun',
  'july|jul',
  'august|aug',
  'september|sept|sep',
  'october|oct',
  'november|nov',
  'december|dec',
] as const;
const IN_ONE_WORD: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row) => {
    const [first = '', ...others] = row.split('|');
    return others.map((other) => [other, first] as const);
  }),
);
const OTHERS = new RegExp(`(?<= )(?:${[...IN_ONE_WORD.keys()].join('|')})(?= )`, 'gu');

const [ONES, TENS] = [COUNTED_WORDS.slice(0, 20), COUNTED_WORDS.slice(20)];
const ORDINALS = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const COUNTED_NOUN = new RegExp(
  `(?<= )(?:(${TENS.join('|')})(?: (${ONES.slice(1, 10).join('|')}))?|(${ONES.join('|')}))(?= )`,
  'gu',
);
const ORDINAL = new RegExp(`(?<= )(${ORDINALS.join('|')})(?= )`, 'gu');
const inDigits = (_: string, tens?: string, one = '', alone?: string): string =>
  String(
    alone === undefined ? 20 + 10 * TENS.indexOf(tens ?? '') + Math.max(0, ONES.indexOf(one)) : ONES.indexOf(alone),
  );

/** Each magnitude as zeros. */
const ZEROS: ReadonlyMap<string, number> = new Map([
  ['thousand', 3],
  ['million', 6],
  ['billion', 9],
]);
/** `2.1 million` as digits: the fraction moves to the left. */
const asDigits = (all: string, whole: string, fraction = '', magnitude = ''): string => {
  const zeros = (ZEROS.get(magnitude) ?? 0) - fraction.length;
  return zeros < 0 ? all : `${whole}${fraction}${'0'.repeat(zeros)}`;
};

/** A month in Latin letters, short or long, beside a day: `3 Apr`, `April 3rd`. */
const DAY_FIRST = /(?<= )0?(\d{1,2})(?: (?:st|nd|rd|th))? ([a-z]{3,9})(?= )/gu;
const MONTH_FIRST = /(?<= )(?<!\d )([a-z]{3,9}) 0?(\d{1,2})(?: (?:st|nd|rd|th))?(?= )/gu;
const dated = (all: string, day: string, name: string): string => {
  const month = monthNamed(name);
  return month === null ? all : `${day}@${month}`;
};

const CONTRACTED: Readonly<Record<string, string>> = { ca: 'can', wo: 'will', sha: 'shall' };
const NEGATED = /^(\p{L}+)n['’]t$/iu;

/** A word as one says it: `didn’t` as two, `cannot` as two. */
function spelledOut({ bare, key }: Word): string {
  const stem = NEGATED.exec(bare)?.[1]?.toLowerCase();
  if (stem !== undefined) return `${CONTRACTED[stem] ?? stem} not`;
  return key === 'cannot' ? 'can not' : key;
}

/** What words say, in one form: numbers in digits, days before months, times with a colon, contractions as two words. */
const saidBy = (words: readonly Word[]): string =>
  ` ${words.map(spelledOut).join(' ')} `
    .replace(OTHERS, (other) => IN_ONE_WORD.get(other) as string)
    .replace(COUNTED_NOUN, inDigits)
    .replace(ORDINAL, (word) => `${ORDINALS.indexOf(word) + 1} th`)
    .replace(MONTH_FIRST, (all, name: string, day: string) => dated(all, day, name))
    .replace(DAY_FIRST, dated)
    .replace(/(?<=\d )(?:st|nd|rd)(?= )/gu, 'th')
    .replace(/(?<= )(\d{1,9})(?:\.(\d{1,9}))? (thousand|million|billion)(?= )/gu, asDigits)
    .replace(/(?<= (?:[01]?\d|2[0-3]))\.(?=[0-5]\d )/gu, ':')
    .replace(/(?<=\d )-(?= \d)/gu, 'to');

/** Words beside a difference that are read with it: a month and its year. */
const BESIDE = 2;
/** Runs of a difference: a day on one side of its month, and on the other. */
const LONGEST_SAME = 5;

/** Where the difference that begins at a run ends, when it says the same in other words; null when it does not. What differs though its words are equal (`US`, `us`) does not. */
function endOfSame(runs: readonly WordRun[], from: number): number | null {
  const isSame = (end: number): boolean => {
    const [mine = [], theirs = []] = (['added', 'removed'] as const).map((other) => [
      ...(runs[from - 1]?.words.slice(-BESIDE) ?? []),
      ...runs.slice(from, end).flatMap(({ op, words }) => (op === other ? [] : words)),
      ...(runs[end]?.words.slice(0, BESIDE) ?? []),
    ]);
    return keyOf(mine) !== keyOf(theirs) && saidBy(mine) === saidBy(theirs);
  };
  for (let end = from + 1; end <= Math.min(runs.length, from + LONGEST_SAME); end++)
    if (runs[end - 1]?.op !== 'same' && (runs[end]?.op ?? 'same') === 'same' && isSame(end)) return end;
  return null;
}

/** The runs without differences that say the same in other words. */
function withoutSameSaid(runs: readonly WordRun[]): readonly WordRun[] {
  const settled: WordRun[] = [];
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] as WordRun;
    const isStart = run.op !== 'same' && (runs[i - 1]?.op ?? 'same') === 'same';
    const end = isStart ? endOfSame(runs, i) : null;
    if (end === null) settled.push(run);
    else {
      const words = runs.slice(i, end).flatMap((one) => (one.op === 'removed' ? [] : one.words));
      settled.push({ op: 'same', words, seam: null });
      i = end - 1;
    }
  }
  return settled;
}
