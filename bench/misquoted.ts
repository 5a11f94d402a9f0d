const middleOf = (text: string, pattern: RegExp): RegExpExecArray | null => {
  const all = [...text.matchAll(pattern)];
  return all[Math.floor(all.length / 2)] ?? null;
};
const replaced = (text: string, match: RegExpExecArray | null, by: string): string | null =>
  match && text.slice(0, match.index) + by + text.slice(match.index + match[0].length);

/** Small changes to a passage, each of which changes what it says; null when it has nothing of the kind. */
export const MISQUOTED: Readonly<Record<string, (snippet: string) => string | null>> = {
  'one digit changed': (s) => {
    const digit = middleOf(s, /\d/gu);
    return replaced(s, digit, String((Number(digit?.[0]) + 3) % 10));
  },
  '“not” put in': (s) => replaced(s, middleOf(s, /(?<=[a-z]) (?=[a-z])/gu), ' not '),
  'negation taken out': (s) => replaced(s, middleOf(s, /(?<=\w )(?:not|never|no) /giu), ''),
  'one name changed': (s) => replaced(s, middleOf(s, /(?<=[a-z,] )[A-Z][a-z]{3,}/gu), 'Zanzibar'),
};
