/** One letter or sign of an expression, with what escapes it; a class as a whole. */
const PIECE = /\\.|\[(?:\\.|[^\]])*\]|./gsu;
/** A letter that stands once. */
const LETTER = /^\p{L}(?![?*+{])/u;

/** An expression's pieces at its own level: what stands in brackets is one piece. */
function piecesOf(expression: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  for (const piece of expression.match(PIECE) ?? []) {
    if (depth === 0) pieces.push(piece);
    else pieces[pieces.length - 1] += piece;
    depth += piece === '(' ? 1 : piece === ')' ? -1 : 0;
  }
  return pieces;
}

/** The alternatives of an expression; one that begins with alternatives is several: `(?:a|b)?c` is `ac`, `bc` and `c`. */
function alternativesOf(expression: string): readonly string[] {
  const found: string[][] = [[]];
  for (const piece of piecesOf(expression)) {
    if (piece === '|') found.push([]);
    else found.at(-1)?.push(piece);
  }
  return found.flatMap(([first = '', ...rest]) => {
    if (!first.startsWith('(?:') || /^[*+{]/.test(rest[0] ?? '')) return first + rest.join('');
    const [group, left] = [first.slice(3, -1), rest.join('')];
    const begun = alternativesOf(group).map((one) => one + left.replace(/^\?/, ''));
    return left.startsWith('?') ? [...begun, ...alternativesOf(left.slice(1))] : begun;
  });
}

/** One expression for many, put together by the letters with which they begin: each is asked once at a place for all of them. */
export function oneOf(expressions: readonly string[]): string {
  const endings = new Map<string, string[]>();
  for (const stem of expressions.flatMap(alternativesOf)) {
    const letter = LETTER.exec(stem)?.[0] ?? '';
    const known = endings.get(letter);
    if (known === undefined) endings.set(letter, [stem.slice(letter.length)]);
    else known.push(stem.slice(letter.length));
  }
  const told = [...endings].map(([letter, rest]) =>
    letter === '' || rest.length === 1 ? letter + rest.join('|') : letter + oneOf(rest),
  );
  return `(?:${told.join('|')})`;
}
