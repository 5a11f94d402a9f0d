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
