import type { Word } from '../text/tokens.js';
import type { WordRun } from '../text/word-diff.js';

/** Turns a statement into its opposite. */
const NEGATIONS = new Set(
  (
    'not no never none nor neither without cannot hardly barely unless except refuse refused deny denied fail failed ' +
    'dont doesnt didnt wont cant couldnt shouldnt wouldnt isnt arent wasnt werent hasnt havent hadnt ' +
    'nicht kein keine keinen nie ne pas jamais sans no nunca sin не нет ни لا لم لن ليس'
  ).split(' '),
);
const CJK_NEGATIONS = new Set([...'不没沒未无無非否莫勿']);
/** Change how sure, how free or how bound something is. */
const MODALS = new Set(
  (
    'may might must shall should can could will would ought need likely unlikely reportedly allegedly possibly ' +
    'probably always often usually rarely sometimes some many most few all any every only'
  ).split(' '),
);
/** One of a pair of which the other says the contrary. */
const CONTRARIES = new Set(
  (
    'increase increased increasing decrease decreased decreasing rise rose risen fall fell fallen grow grew grown shrank ' +
    'more less fewer over under above below before after began started ended guilty innocent alive dead legal illegal ' +
    'lawful unlawful able unable win won lose lost true false same different first last'
  ).split(' '),
);
const CJK_CONTRARIES = new Set([...'全部增减減升降前后後上下多少有生死']);
const DATES = new Set(
  (
    'january february march april may june july august september october november december ' +
    'monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);

/** Words after which a removed or added stretch is a sentence, not a slip. */
const SENTENCE = 5;

const isNumber = (w: Word): boolean => /^[\p{N}\p{Sc}%‰]/u.test(w.bare);
const isNegation = (w: Word): boolean =>
  NEGATIONS.has(w.key) || CJK_NEGATIONS.has(w.bare) || /n['’]t$/iu.test(w.bare);
/** A capital inside a sentence: in scripts that have capitals, a name. */
const isName = (w: Word): boolean => /^\p{Lu}/u.test(w.bare) && w.bare !== 'I';

/** `trafficking12`: a footnote mark of the page, which no quotation copies. */
const isNoteMark = (w: Word): boolean => w.glued && /^\p{N}{1,3}$/u.test(w.bare);

/** Words of the page that may stand where a quotation has an editor's insertion: as many as `INSERTION_REACH` (find-exact.ts) has room for. */
const INSERTION_WORDS = 12;

/** Drops what the page says where the quotation has an editor's insertion. */
export const withoutInsertions = (runs: readonly WordRun[]): readonly WordRun[] =>
  runs.filter((run) => !run.atSeam || run.words.length > INSERTION_WORDS);

/** Drops differences that are only footnote marks. */
export const withoutNoteMarks = (runs: readonly WordRun[]): readonly WordRun[] =>
  runs
    .map((run) => (run.op === 'added' ? { ...run, words: run.words.filter((w) => !isNoteMark(w)) } : run))
    .filter((run) => run.words.length > 0);

const weighs = (w: Word): boolean =>
  isNumber(w) ||
  isNegation(w) ||
  isName(w) ||
  [MODALS, CONTRARIES, DATES].some((words) => words.has(w.key)) ||
  CJK_CONTRARIES.has(w.bare);

/** True when what differs can change what a passage proves: a number, name, date, negation, modal verb, or a whole clause. */
export const isWeighty = (runs: readonly WordRun[]): boolean =>
  runs.some((run) => run.op !== 'same' && (run.words.length >= SENTENCE || run.words.some(weighs)));
