import { foldedText } from './fold.js';
import { RETRACTION_STEMS, type RetractionStems } from './retraction-words.js';
import { simplify } from './scripts.js';
import { withoutQuotations } from './sentences.js';

/** Characters of a paragraph in which it says what it is. */
export const NOTICE_HEAD = 160;
/** Characters of the longest note that is read to its end: editors correct in a paragraph. */
const NOTE = 500;
/** Characters between an earlier version and what it is a version of: `of`, `de`, nothing. */
const NEXT_TO = 12;

/** Characters in which a note that does not name its text speaks of an earlier version: news comes to one later. */
const OPENING = 48;

type Concept = Exclude<keyof RetractionStems, 'joined'>;
type Signs = Readonly<Record<Concept, RegExp>> & { readonly versionOfThis: RegExp; readonly wrong: RegExp };

/** Digits and small letters: as classes of Unicode they would take long to compile. */
const IN_WORDS = '0-9a-z\\u00df-\\u024f\\u0300-\\u06ff\\u1e00-\\u1eff';
const ENDS = `(?![${IN_WORDS}])`;
/** Short vowels and other marks that Arabic and Persian writers set or leave out. */
const OPTIONAL_MARKS = /[\u064b-\u065f\u0670\u0640]/gu;
/** What stands before a word, or nothing. It is taken along: to look back from each letter takes twice as long. */
const BEFORE_WORD = `(?:^|[^${IN_WORDS}])`;
const BRACKETS = '^[\\s*\\[(【•]{0,4}';

/** As stems are looked for: folded, Chinese in one script, Arabic without its optional marks. */
function plain(text: string): string {
  const folded = foldedText(text);
  return BEYOND_LATIN.test(folded) ? simplify(folded).replace(OPTIONAL_MARKS, '') : folded;
}

/** What Chinese and Arabic are written in lies beyond this. */
const BEYOND_LATIN = /[^\0-\u02ff]/;
const MADE = new Map<RetractionStems, Signs>();

/** Stems as a part of an expression: `ends` is what `·` stands for in them, and `piece` what `~` does. */
const stemsOf = (stems: string, ends: string, piece: string): string =>
  plain(stems)
    .replaceAll('~', `(?:${plain(piece)})`)
    .replaceAll('·', ends);
const bare = (stems: string, piece = ''): string => stemsOf(stems, ENDS, piece);

/** Stems of languages that write their words alike. */
const anyOf = (joined: boolean, stems: readonly string[]): string =>
  `${joined ? '' : `(?<![${IN_WORDS}])`}(?:${stems.join('|')})`;
const anyHead = (stems: readonly string[]): string => `${BRACKETS}(?:${stems.join('|')})`;

/** The expressions of a language: made when they are first needed. */
function signsOf(words: RetractionStems): Signs {
  const known = MADE.get(words);
  if (known !== undefined) return known;
  const sign = (stems: string): RegExp => new RegExp(anyOf(words.joined, [bare(stems, words.piece)]), 'u');
  const head = (stems: string): RegExp => new RegExp(anyHead([bare(stems)]), 'u');
  const [piece, version] = [words.piece, words.version].map((stems) => anyOf(words.joined, [bare(stems)]));
  const { label, undone, we, error, mended, sorry, here, retracted, claim } = words;
  const made: Signs = {
    label: head(label),
    undone: head(undone),
    we: sign(we),
    piece: sign(words.piece),
    version: sign(words.version),
    error: sign(error),
    mended: sign(mended),
    sorry: sign(sorry),
    here: sign(here),
    retracted: sign(retracted),
    claim: sign(claim),
    wrong: sign(`${error}|${undone}|${retracted}`),
    versionOfThis: new RegExp(`${version}.{0,${NEXT_TO}}${piece}|${piece}.{0,${NEXT_TO}}${version}`, 'u'),
  };
  MADE.set(words, made);
  return made;
}

/** The languages of a script, and one expression for what every note of theirs has: most paragraphs are asked no more than that. */
interface Script {
  readonly letters: RegExp;
  readonly languages: readonly RetractionStems[];
  gate: RegExp | null;
}

const SCRIPTS: readonly Script[] = [
  /[a-z]/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Han}/u,
].map((letters) => ({
  letters,
  languages: RETRACTION_STEMS.filter(({ piece }) => letters.test(foldedText(piece))),
  gate: null,
}));

/** What every note of a script's languages has, and more: where its words end is left to the languages. */
function gateOf(languages: readonly RetractionStems[]): RegExp {
  const all = (words: RetractionStems, concepts: readonly Concept[]): readonly string[] =>
    concepts.map((concept) => stemsOf(words[concept], '', words.piece));
  const within = (joined: boolean): readonly string[] =>
    languages
      .filter((words) => words.joined === joined)
      .flatMap((words) => all(words, ['version', 'error', 'sorry', 'here', 'retracted']));
  const heads = languages.flatMap((words) => all(words, ['label', 'undone']));
  const [inWords, asWords] = [within(true), within(false)];
  return new RegExp(
    [
      BRACKETS + oneOf(heads),
      ...(inWords.length > 0 ? [oneOf(inWords)] : []),
      ...(asWords.length > 0 ? [BEFORE_WORD + oneOf(asWords)] : []),
    ].join('|'),
    'u',
  );
}

function mayBeNote(text: string, script: Script): boolean {
  if (!script.letters.test(text)) return false;
  script.gate ??= gateOf(script.languages);
  return script.gate.test(text);
}

const LATIN = SCRIPTS.slice(0, 1);

/** The languages in which a text may be a note. */
function languagesOf(text: string): readonly RetractionStems[] {
  const scripts = BEYOND_LATIN.test(text) ? SCRIPTS : LATIN;
  return scripts.filter((script) => mayBeNote(text, script)).flatMap(({ languages }) => languages);
}

/** What ends a label: a mark after it, a day or a word between. */
const MARKED = /^([^:\])】.]{0,32}?)\s?(?:[:\])】]|\.|\s?-\s|$)/u;

/** How plainly a note is called by its name: by a label of its own, or by its first word, which may as well begin a sentence. */
function labelled(text: string, label: RegExp): 'plainly' | 'perhaps' | 'no' {
  const found = label.exec(text)?.[0];
  if (found === undefined) return 'no';
  const between = MARKED.exec(text.slice(found.length))?.[1];
  if (between === undefined) return 'perhaps';
  return between.trim() === '' || /\d/u.test(between) ? 'plainly' : 'perhaps';
}

const has = (text: string, { version, error, mended, sorry }: Signs): boolean =>
  [version, error, mended, sorry].some((sign) => sign.test(text));

function corrects(text: string, head: string, signs: Signs): boolean {
  const called = labelled(head, signs.label);
  if (called === 'plainly' || (called === 'perhaps' && has(text, signs))) return true;
  if (signs.here.test(text) || signs.versionOfThis.test(text)) return true;
  const { version, error, mended, sorry, we } = signs;
  const wrong = error.test(text);
  if (wrong && (version.exec(head)?.index ?? OPENING) < OPENING) return true;
  if (!we.test(text)) return false;
  const put = mended.test(text);
  return (wrong && (put || sorry.test(text))) || (put && (sorry.test(text) || version.test(text)));
}

const retracts = (text: string, head: string, { undone, retracted }: Signs): boolean =>
  labelled(head, undone) === 'plainly' || retracted.test(text);

/** What a publisher's own note takes back: all of the document on which it stands, or something in it; null for any other paragraph. */
export function classifyRetraction(paragraph: string): 'retraction' | 'correction' | null {
  // What is quoted is another's notice: an article about retractions quotes them.
  const own = plain(withoutQuotations(paragraph.length > NOTE ? paragraph.slice(0, NOTICE_HEAD) : paragraph));
  const languages = languagesOf(own);
  if (languages.length === 0) return null;
  const head = own.slice(0, NOTICE_HEAD);
  if (languages.some((words) => retracts(own, head, signsOf(words)))) return 'retraction';
  return languages.some((words) => corrects(own, head, signsOf(words))) ? 'correction' : null;
}

/** What a sentence points at, what is said beside it or the text itself, and whether it calls something wrong or taken back. */
interface Pointing {
  readonly at: 'claim' | 'text';
  readonly isWrong: boolean;
}

/** What kind of a text an English one calls itself: `this position paper` is `this paper`. */
const KIND_OF_TEXT = /(?<=\bthis )[a-z]+ (?=[a-z])/gu;

/** How a sentence points at what stands beside it, in each language in which it may be read; none for most. */
export function pointingsOf(sentence: string): readonly Pointing[] {
  const own = plain(withoutQuotations(sentence));
  const called = own.replace(KIND_OF_TEXT, '');
  return SCRIPTS.filter(({ letters }) => letters.test(own)).flatMap(({ languages }) =>
    languages.flatMap((words): readonly Pointing[] => {
      const { claim, piece, wrong } = signsOf(words);
      const isWrong = wrong.test(own) || wrong.test(called);
      if (claim.test(own)) return [{ at: 'claim', isWrong }];
      return piece.test(own) || piece.test(called) ? [{ at: 'text', isWrong }] : [];
    }),
  );
}

/** True for a line that says nothing but that a correction follows. */
export function isCorrectionLabel(text: string): boolean {
  if (text.length > NOTICE_HEAD) return false;
  const line = plain(text);
  return languagesOf(line).some((words) => {
    const found = signsOf(words).label.exec(line)?.[0];
    return found !== undefined && /^[\s:.)\]】]*$/u.test(line.slice(found.length));
  });
}

const CLAIMS = 'claims?|statements?|rumou?rs?|assertions?|allegations?|stories|posts|reports';
const UNTRUE = 'false|untrue|not true|incorrect|wrong|misleading|fabricated|baseless|debunked|fake';
const FALSE_LIST = new RegExp(
  [
    String.raw`^(?:(?:these|the following|some|common|other|all|\w{1,10}) )?(?:${UNTRUE})\s(?:${CLAIMS})(?: include| are|\s(?:about|on|of)\b.{0,60})?\s?[:：.]?$`,
    String.raw`\b(?:${CLAIMS}|following|these)\b.{0,60}\b(?:is|are|was|were|proved)\s(?:all\s|completely\s)?(?:${UNTRUE})\b`,
    String.raw`^myths?\b`,
    '谣言|謠言|不实(?:说法|信息|言论)|虚假(?:说法|信息)|falschbehauptung|falsche behauptungen|fausses? (?:affirmation|information)|afirmaci(?:ón|ones) falsas?|ложны[ех] (?:утверждени|сообщени)',
  ].join('|'),
  'iu',
);
const FALSE_LABEL =
  /^[\s*[(（【•]{0,4}(?:false|untrue|myth|fiction|fake|debunked|falsch|faux|falso|ложь|фейк|谣言|謠言)\s?[:：—–-]/iu;
/** Characters of the longest lead-in of a list. */
const LEAD = 200;

/** True for a line that says that what is listed under it is not so. */
export const leadsFalseList = (text: string): boolean => text.length <= LEAD && FALSE_LIST.test(text);

/** True for a paragraph that begins by saying that it is not so: `Myth: …`. */
export const isCalledFalse = (text: string): boolean => FALSE_LABEL.test(text.slice(0, NOTICE_HEAD));

/** One letter or sign of an expression, with what escapes it; a class as a whole, which is no longer than that. */
const PIECE = /\\.|\[(?:\\.|[^\]]){0,200}\]|./gsu;
/** A letter that stands once. */
const LETTER = /^\p{L}(?![?*+{])/u;

/** The alternatives of an expression; one that begins with alternatives in brackets is several. */
function alternativesOf(expression: string): readonly string[] {
  const found: string[] = [];
  let [depth, stem, head] = [0, '', 0];
  const end = (): void => void found.push(...(stem.startsWith('(?:') ? opened(stem, head) : [stem]));
  for (const piece of expression.match(PIECE) ?? []) {
    if (piece === '|' && depth === 0) {
      end();
      [stem, head] = ['', 0];
      continue;
    }
    stem += piece;
    depth += piece === '(' ? 1 : piece === ')' ? -1 : 0;
    if (depth === 0 && head === 0) head = stem.length;
  }
  end();
  return found;
}

/** The alternatives with which a stem begins, up to `end`, each with what follows: `(?:a|b)?c` is `ac`, `bc` and `c`. */
function opened(stem: string, end: number): readonly string[] {
  const after = stem.slice(end);
  if (/^[*+{]/.test(after)) return [stem];
  const isOptional = after.startsWith('?');
  const rest = isOptional ? after.slice(1) : after;
  const begun = alternativesOf(stem.slice('(?:'.length, end - 1)).map((one) => one + rest);
  return isOptional ? [...begun, ...alternativesOf(rest)] : begun;
}

/** Expressions that are no alternatives, put together by the letters with which they begin. */
function byLetter(stems: readonly string[]): string {
  const endings = new Map<string, string[]>();
  for (const stem of stems) {
    const letter = LETTER.exec(stem)?.[0] ?? '';
    const known = endings.get(letter);
    const rest = stem.slice(letter.length);
    if (known === undefined) endings.set(letter, [rest]);
    else known.push(rest);
  }
  const told = [...endings].map(([letter, rest]) =>
    letter === '' || rest.length === 1 ? letter + rest.join('|') : letter + byLetter(rest),
  );
  return `(?:${told.join('|')})`;
}

/** One expression for many, put together by the letters with which they begin: each is asked once at a place for all of them. */
export const oneOf = (expressions: readonly string[]): string =>
  byLetter(expressions.flatMap(alternativesOf));
