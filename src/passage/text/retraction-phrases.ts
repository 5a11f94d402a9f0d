import { foldedText } from './fold.js';
import stems from './retraction-stems.json' with { type: 'json' };
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

/** Characters that may stand before a label: `**[`. */
const BEGINNING = 5;

/** What a publisher says when he takes something of his own text back: a note is known by several stems that meet in it. A stem is a regular expression (flag u); `·` is the end of a word. */
interface Stems {
  /** ISO 639-1. */
  readonly language: string;
  /** True where a stem may stand inside a word: no spaces, or articles and prepositions written together with it. */
  readonly joined: boolean;
  /** What the note is called at its head. */
  readonly label: string;
  /** What it is called when it takes back everything. */
  readonly undone: string;
  /** The editors, or their readers: who speaks, and to whom. A bare `we` may be anybody’s. */
  readonly we: string;
  /** The text pointing at itself: `this article`, and no other. */
  readonly piece: string;
  /** Its earlier state: `an earlier version`, `we first reported`. */
  readonly version: string;
  /** Something was wrong. */
  readonly error: string;
  /** It was put right. */
  readonly mended: string;
  /** An apology. */
  readonly sorry: string;
  /** The text was mended: `~` stands for what is `piece`. */
  readonly here: string;
  /** All of the text is retracted, in the same way. */
  readonly retracted: string;
  /** A sentence pointing at what is said beside it: `this claim`, `these figures`. */
  readonly claim: string;
}

/** One for each language of our sources. */
const LANGUAGES: readonly Stems[] = stems.languages;
type Concept = Exclude<keyof Stems, 'joined' | 'language'>;
type Signs = Readonly<Record<Concept | 'versionOfThis' | 'wrong', RegExp>>;

/** Digits and small letters: as classes of Unicode they would take long to compile. */
const IN_WORDS = '0-9a-z\\u00df-\\u024f\\u0300-\\u06ff\\u1e00-\\u1eff';
/** Short vowels and other marks that Arabic and Persian writers set or leave out. */
const OPTIONAL_MARKS = /[\u064b-\u065f\u0670\u0640]/gu;
const HEAD = '^[\\s*\\[(【•]{0,4}';

/** As stems are looked for: folded, Chinese in one script, Arabic without its optional marks. */
const plain = (text: string): string => simplify(foldedText(text)).replace(OPTIONAL_MARKS, '');

const expressionOf = (stem: string, piece: string): string =>
  plain(stem)
    .replaceAll('~', `(?:${plain(piece)})`)
    .replaceAll('·', `(?![${IN_WORDS}])`);

const SIGNS = new Map<Stems, Signs>();
/** Concepts of which the stems may stand anywhere in a note. */
const ANYWHERE = [
  'we',
  'piece',
  'version',
  'error',
  'mended',
  'sorry',
  'here',
  'retracted',
  'claim',
] as const;

/** The expressions of a language, compiled when they are first needed. */
function signsOf(words: Stems): Signs {
  const known = SIGNS.get(words);
  if (known !== undefined) return known;
  const within = (stem: string): string =>
    `${words.joined ? '' : `(?<![${IN_WORDS}])`}(?:${expressionOf(stem, words.piece)})`;
  const sign = (stem: string): RegExp => new RegExp(within(stem), 'u');
  const head = (stem: string): RegExp =>
    new RegExp(`${HEAD}(?:${expressionOf(stem, words.piece)})`, 'u');
  const [piece, version] = [within(words.piece), within(words.version)];
  const signs: Signs = {
    label: head(words.label),
    undone: head(words.undone),
    ...(Object.fromEntries(ANYWHERE.map((name) => [name, sign(words[name])])) as Pick<
      Signs,
      (typeof ANYWHERE)[number]
    >),
    wrong: sign(`${words.error}|${words.undone}|${words.retracted}`),
    versionOfThis: new RegExp(
      `${version}.{0,${NEXT_TO}}${piece}|${piece}.{0,${NEXT_TO}}${version}`,
      'u',
    ),
  };
  SIGNS.set(words, signs);
  return signs;
}

const SCRIPTS = [
  /[a-z]/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hangul}/u,
  /\p{Script=Han}/u,
].map((letters) => ({
  letters,
  languages: LANGUAGES.filter(({ piece }) => letters.test(foldedText(piece))),
}));

const languagesOf = (text: string): readonly Stems[] =>
  SCRIPTS.filter(({ letters }) => letters.test(text)).flatMap(({ languages }) => languages);

/** What ends a label: a mark after it, a day or a word between. */
const MARKED = /^([^:\])】.]{0,32}?)\s?(?:[:\])】]|\.|\s?-\s|$)/u;

/** How plainly a note is called by its name: by a label of its own, or by its first word, which may as well begin a sentence. */
function labelled(text: string, label: RegExp): 'plainly' | 'perhaps' | 'no' {
  const rest = behind(text, label);
  if (rest === null) return 'no';
  const between = MARKED.exec(rest)?.[1];
  if (between === undefined) return 'perhaps';
  return between.trim() === '' || /\d/u.test(between) ? 'plainly' : 'perhaps';
}

/** What follows the label of a note; null where it has none. */
function behind(text: string, label: RegExp): string | null {
  const found = label.exec(text)?.[0];
  return found === undefined ? null : text.slice(found.length);
}

function corrects(text: string, head: string, signs: Signs): boolean {
  const called = labelled(head, signs.label);
  const { version, error, mended, sorry, we, piece } = signs;
  // The label's own word says nothing of what is corrected: “Rectification or Correction Right”.
  const rest = behind(text, signs.label) ?? '';
  if (
    called === 'plainly' ||
    (called === 'perhaps' && [version, error, mended, sorry].some((sign) => sign.test(rest)))
  )
    return true;
  if (signs.here.test(text) || signs.versionOfThis.test(text)) return true;
  const wrong = error.test(text);
  if (wrong && (version.exec(head)?.index ?? OPENING) < OPENING) return true;
  if (!we.test(text)) return false;
  const put = mended.test(text);
  const isLabelled = (we.exec(head)?.index ?? BEGINNING) < BEGINNING && /^[^.]{0,32}:/u.test(head);
  return (
    (wrong && (put || sorry.test(text) || isLabelled)) ||
    (put && [sorry, version, piece].some((sign) => sign.test(text)))
  );
}

const retracts = (text: string, head: string, { undone, retracted }: Signs): boolean =>
  labelled(head, undone) === 'plainly' || retracted.test(text);

/** What a publisher's own note takes back: all of the document on which it stands, or something in it; null for any other paragraph. */
export function classifyRetraction(paragraph: string): 'retraction' | 'correction' | null {
  // What is quoted is another's notice: an article about retractions quotes them.
  const own = plain(
    withoutQuotations(paragraph.length > NOTE ? paragraph.slice(0, NOTICE_HEAD) : paragraph),
  );
  const languages = languagesOf(own);
  const head = own.slice(0, NOTICE_HEAD);
  if (languages.some((words) => retracts(own, head, signsOf(words)))) return 'retraction';
  return languages.some((words) => corrects(own, head, signsOf(words))) ? 'correction' : null;
}

/** What kind of a text an English one calls itself: `this position paper` is `this paper`. */
const KIND_OF_TEXT = /(?<=\bthis )[a-z]+ (?=[a-z])/gu;

/** What a sentence points at (a claim beside it, or the text itself) and whether it calls that wrong or taken back, in each language in which it may be read; none for most. */
export function pointingsOf(sentence: string) {
  const own = plain(withoutQuotations(sentence));
  const called = own.replace(KIND_OF_TEXT, '');
  return SCRIPTS.filter(({ letters }) => letters.test(own)).flatMap(({ languages }) =>
    languages.flatMap(
      (words): readonly { readonly at: 'claim' | 'text'; readonly isWrong: boolean }[] => {
        const { claim, piece, wrong } = signsOf(words);
        const isWrong = wrong.test(own) || wrong.test(called);
        if (claim.test(own)) return [{ at: 'claim', isWrong }];
        return piece.test(own) || piece.test(called) ? [{ at: 'text', isWrong }] : [];
      },
    ),
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
const FALSE = 'false|untrue|myth|fiction|fake|debunked|falsch|faux|falso|ложь|фейк|谣言|謠言';
const FALSE_LABEL = new RegExp(String.raw`^[\s*[(（【•]{0,4}(?:${FALSE})\s?[:：—–-]`, 'iu');
/** A label and its value, as fact checkers set them below a claim. */
const FALSE_VERDICT = new RegExp(
  String.raw`^[^.:：]{1,40}[:：]\s?(?:${FALSE}|${UNTRUE})[.!]?$`,
  'iu',
);
/** Characters of the longest lead-in of a list. */
const LEAD = 200;

/** True for a line that says that what is listed under it is not so. */
export const leadsFalseList = (text: string): boolean =>
  text.length <= LEAD && FALSE_LIST.test(text);

/** True for a paragraph that begins by saying that it is not so: `Myth: …`. */
export const isCalledFalse = (text: string): boolean =>
  FALSE_LABEL.test(text.slice(0, NOTICE_HEAD));

/** True for a line that says of the paragraph above it that it is not so: `Verdict: False`. */
export const callsFalse = (text: string): boolean =>
  text.length <= NOTICE_HEAD && FALSE_VERDICT.test(text.trim());
