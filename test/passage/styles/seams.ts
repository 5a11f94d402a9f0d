/** A bracket between two words of a quotation: an omission, or the editor's own words. */
interface Bracket {
  /** The editor's words beside an omission are a part of that. */
  readonly kind: 'omission' | 'insertion';
  /** Where it stands among the brackets. */
  readonly at: number;
}

const BRACKETS = /[ \t]*\[([^\][]*)\]/gu;
const OMITTED = /^\s*(?:\.\.\.|…)\s*$/u;
const CHANGED = /\[(\p{L})\](?=\p{L})/gu;
const prepared = (wording: string): string =>
  wording.replace(CHANGED, '$1').replace(/\*([^*\n]+)\*/gu, '$1');

const WORD = /[\p{L}\p{N}]/u;

/** The brackets of a quotation that stand between its words; changed letters are none. */
export function bracketsOf(wording: string): readonly Bracket[] {
  const text = prepared(wording);
  const found = [...text.matchAll(BRACKETS)];
  return found.flatMap((match, at): readonly Bracket[] => {
    const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    if (!WORD.test(before.replace(BRACKETS, '')) || !WORD.test(after.replace(BRACKETS, '')))
      return [];
    const besides = [found[at - 1], match, found[at + 1]].filter(
      (one) => one && OMITTED.test(one[1] ?? '') && isBeside(text, one, match),
    );
    return [{ kind: besides.length > 0 ? 'omission' : 'insertion', at }];
  });
}

/** True when no word stands between two brackets. */
function isBeside(text: string, one: RegExpExecArray, other: RegExpExecArray): boolean {
  const [first, second] = one.index <= other.index ? [one, other] : [other, one];
  return !WORD.test(text.slice(first.index + first[0].length, second.index));
}

/** The words that weigh, in the two languages of the report's quotations. */
export const WEIGHTY = {
  en: ['not', 'never', '3', 'must', 'allegedly', 'Smith', 'unless'],
  zh: ['不', '從未', '三', '必須', '據稱', '王明', '除非'],
} as const;

const FILLERS = {
  en: { sentence: ' It was a long day in the town.', words: ' in the town' },
  zh: { sentence: '那天小鎮上的日子過得很長。', words: '在小鎮上' },
} as const;

/**
 * What the source of a quotation prints, in paragraphs: its omissions filled, the editor's words taken out. `weight`: a word
 * that is put in at one of its brackets.
 */
export function printed(
  wording: string,
  lang: keyof typeof FILLERS,
  weight: { readonly at: number; readonly word: string } | null = null,
): readonly string[] {
  const [space, text] = [lang === 'en' ? ' ' : '', prepared(wording)];
  let at = -1;
  const whole = text.replace(BRACKETS, (_, said: string, index: number) => {
    at++;
    const put = weight?.at === at ? `${space}${weight.word}` : '';
    if (!OMITTED.test(said)) return put;
    const before = text.slice(0, index).trimEnd();
    const filler =
      before === '' || /[.!?。！？][”"’」』）)\]]*$/u.test(before) ? 'sentence' : 'words';
    return filler === 'words'
      ? `${FILLERS[lang].words}${put}`
      : `${put === '' ? '' : `${put}${space}and so`}${FILLERS[lang].sentence}`;
  });
  return whole
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
