import { diffArrays } from 'diff';
import type { DiffPart } from '../../model/content.js';
import { carriesMarks, fold, INVISIBLE, lettersOf, UNMAPPED, UNSPACED } from './fold.js';
import { NUMBER, numberForm, SIGN, signForm } from './numbers.js';
import { simplify } from './scripts.js';

/** A word, a number, a sign that belongs to a number, or one syllable of a script that is written without spaces. */
export interface Word {
  readonly kind: 'word' | 'number' | 'sign';
  /** As written, with what follows it up to the next word. */
  readonly raw: string;
  /** The word alone, as written. */
  readonly bare: string;
  /** Where it begins in the text that was split. */
  readonly at: number;
  /** Folded, without optional marks, and in one Chinese script: what is compared. */
  readonly key: string;
  /** The key with its optional marks, where it has any. */
  readonly marked?: string;
  /** Keys that do as well: those of the words that the editor of a quotation may have changed into this one. */
  readonly others?: readonly string[];
  /** What an editor inserted before it in a quotation. */
  readonly seam?: string;
}

const UNSPACED_CLASS = UNSPACED.source.slice(1, -1);
/** Letters in one character that is called a sign: `℃`, `㎏`. */
const SQUARE = String.raw`[℃℉\u3371-\u33df]`;
/** No syllable: a numeral, or a punctuation mark, but for four of Burmese that stand for words (`၏`, `၎င်း`). */
const NO_SYLLABLE = String.raw`\p{N}|(?![\u104c-\u104f])\p{P}`;
const SYLLABLE = String.raw`(?:(?!${NO_SYLLABLE})[${UNSPACED_CLASS}])[\p{M}\u0e33\u0eb3\uff9e\uff9f]*`;
const LETTER = String.raw`[\p{L}${UNMAPPED}]`;
/** No word goes on from the Latin script into another: there a page set two things side by side without a space. */
const SPELLED = [
  [String.raw`${UNMAPPED}*\p{Script=Latin}`, String.raw`[\p{Script=Latin}${UNMAPPED}]`],
  [LETTER, String.raw`(?![${UNSPACED_CLASS}\p{Script=Latin}])${LETTER}`],
]
  .map(
    ([ahead, one]) =>
      String.raw`(?=${ahead})${one}(?:(?=${LETTER})${one}|\p{M}|${INVISIBLE.source})*`,
  )
  .map((run) => `${run}(?:['’ʼ‘´\`](?!\\p{Script=Hangul})${run})*`)
  .join('|');
const WORD = new RegExp(`(${SPELLED}|${SYLLABLE}|${SQUARE})|(${NUMBER})|${SIGN}`, 'gu');
/** Characters after a number that may tell how large it is. */
const LOOKAHEAD = 12;

// Vietnamese sets the tone of an open oa, oe or uy upon either letter: hòa, hoà.
const TONE = /([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$/u;
const withTone = (word: string): string => {
  if (!/[òóõỏọùúũủụ][aey]$/u.test(word)) return word;
  return word.normalize('NFD').replace(TONE, '$1$3$2').normalize('NFC');
};

// Hindi writes a nasal before a stop of its own place by its letter or by a dot: हिन्दी, हिंदी.
const NASAL = /ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])/gu;

/** Forms of words that were split before, in some megabytes: without them a page of many missing passages takes half as long again. */
const FORMS = new Map<string, Pick<Word, 'key' | 'marked'>>();
/** Words that are remembered, our choice: the vocabulary of a long report. */
const MAX_FORMS = 50_000;
/** Characters of the longest word that is remembered. Our choice. */
const MAX_REMEMBERED_LENGTH = 40;

function formsOf(bare: string): Pick<Word, 'key' | 'marked'> {
  const known = FORMS.get(bare);
  if (known !== undefined) return known;
  const folded = fold(bare.replace(NASAL, 'ं'));
  const key = withTone(simplify(lettersOf(folded).text));
  const marked = folded.text.replaceAll('"', '');
  const forms =
    /[\u0300-\u08ff]/u.test(marked) && marked.length > key.length ? { key, marked } : { key };
  if (FORMS.size >= MAX_FORMS) FORMS.clear();
  if (bare.length <= MAX_REMEMBERED_LENGTH) FORMS.set(bare, forms);
  return forms;
}

/** Splits a text into words, nothing lost between them. `offset` is where it begins in a larger one, which the words' places are of. */
export function wordsOf(text: string, offset = 0): readonly Word[] {
  const matches = matchesIn(WORD, text);
  return matches.map(({ 0: bare, 1: word, 2: number, index }, i) => {
    const place = { raw: text.slice(index, matches[i + 1]?.index), bare, at: index + offset };
    if (word !== undefined) return { kind: 'word', ...place, ...formsOf(bare) };
    if (number === undefined) return { kind: 'sign', ...place, key: signForm(bare) };
    const after = index + bare.length;
    return {
      kind: 'number',
      ...place,
      key: numberForm(bare, text.slice(after, after + LOOKAHEAD)),
    };
  });
}

/** Where the first word of a text begins and its last one ends; null when it has none. */
export function boundsOfWords(
  text: string,
): { readonly start: number; readonly end: number } | null {
  const words = matchesIn(WORD, text);
  const [first, last] = [words[0], words.at(-1)];
  return first && last ? { start: first.index, end: last.index + last[0].length } : null;
}

/** True when a word of the page is the quoted one: the marks that a writer may leave out count where the quotation has them. */
export const isSameWord = (quoted: Word, page: Word): boolean =>
  (quoted.key === page.key &&
    (quoted.marked === undefined || carriesMarks(page.marked ?? page.key, quoted.marked))) ||
  quoted.others?.includes(page.key) === true;

/** FNV-1a in 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), of UTF-16 units: spreads well, and needs no key. */
export function fnv1a(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** One run of a word difference. */
export interface WordRun {
  readonly op: 'same' | 'removed' | 'added';
  /** As the page has them, but for `removed`. */
  readonly words: readonly Word[];
  /** For words of the page that stand where the quotation has an editor's insertion: that insertion; else null. */
  readonly seam: string | null;
}

/** Runs of one kind in a row as one run, without empty ones. */
export function joinRuns(runs: readonly WordRun[]): readonly WordRun[] {
  const joined: WordRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (run.words.length === 0) continue;
    if (last?.op === run.op)
      joined[joined.length - 1] = { ...last, words: [...last.words, ...run.words] };
    else joined.push(run);
  }
  return joined;
}

/** Word edits after which two texts count as unrelated; it bounds the cost of comparing strangers. */
const MAX_EDITS = 4_000;

/** What turns `before` into `after`, word by word; null when they have too little in common. */
export function diffWords(
  before: readonly Word[],
  after: readonly Word[],
): readonly WordRun[] | null {
  const changes = diffArrays([...before], [...after], {
    comparator: isSameWord,
    maxEditLength: MAX_EDITS,
  });
  if (changes === undefined) return null;
  let at = 0;
  const runs: WordRun[] = [];
  for (const { added, removed, value } of changes) {
    const seam = added ? (before[at]?.seam ?? null) : null;
    runs.push({ op: added ? 'added' : removed ? 'removed' : 'same', words: value, seam });
    if (!added) at += value.length;
    joinEdits(runs, before, at);
  }
  return runs;
}

/** Joins two edits around a few equal words that the second ends with: `[-one two-] three [-four three-]` is `[-one two three four-] three`. */
function joinEdits(runs: WordRun[], before: readonly Word[], at: number): void {
  const [first, between, last] = runs.slice(-3);
  if (first === undefined || between?.op !== 'same' || last === undefined) return;
  if (first.op === 'same' || first.op !== last.op) return;
  const n = between.words.length;
  const rest = last.words.length - n;
  if (rest < 0 || between.words.some((word, i) => word.key !== last.words[rest + i]?.key)) return;
  const start = at - last.words.length - n;
  const [bridge, kept] =
    last.op === 'removed'
      ? [before.slice(start, start + n), between.words]
      : [between.words, last.words.slice(rest)];
  runs.splice(
    -3,
    3,
    { ...first, words: [...first.words, ...bridge, ...last.words.slice(0, rest)] },
    { ...between, words: kept },
  );
}

/** A word difference as running text. */
export const diffText = (runs: readonly WordRun[]): readonly DiffPart[] =>
  runs.map(({ op, words }) => ({ op, text: words.map((w) => w.raw).join('') }));

/** What turns one text into another, word by word; all of both when they have too little in common. */
export function diffTexts(before: string, after: string): readonly DiffPart[] {
  const runs = diffWords(wordsOf(before), wordsOf(after));
  if (runs !== null) return diffText(runs);
  return [
    { op: 'removed', text: before },
    { op: 'added', text: after },
  ];
}

/**
 * All matches of a global expression, as `String.matchAll` gives them. That works on a copy, whose compiled form is forgotten at the next
 * collection of garbage: to compile long expressions again took a fifteenth of a first night. Throws a `TypeError` where `expression` is not global.
 */
export function matchesIn(expression: RegExp, text: string): readonly RegExpExecArray[] {
  if (!expression.global) throw new TypeError(`${expression} is not global`);
  const found: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    found.push(match);
    // An expression of Unicode's steps back from the middle of a character of two units.
    if (match[0] === '')
      expression.lastIndex +=
        expression.unicode && (text.codePointAt(expression.lastIndex) ?? 0) > 0xffff ? 2 : 1;
  }
  return found;
}
